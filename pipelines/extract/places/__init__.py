"""Where: place phrases, lists of them, names that the gazetteer lacks, words that stand for a place."""
