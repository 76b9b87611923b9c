"""Documents to claims to control history; pure functions in the middle, reading and writing at the edges."""
