"""Places, names, actors and sources of a theatre; knows nothing of articles."""
