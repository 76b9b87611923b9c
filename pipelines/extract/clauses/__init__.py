"""The grammar between words and frames: verb groups and moods, subjects, objects, what points back to what."""
