"""Who: actor phrases and the side that each names, in any war."""
