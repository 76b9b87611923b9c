"""The text before anybody reads it: sentences and words with offsets, lost marks and capitals put back."""
