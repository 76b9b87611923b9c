"""Places, names, actors and sources of a theatre; knows nothing of articles.

`load_theatre` reads a folder of reference data (`gazetteer/syria/`) through one validated door; `Matcher` finds its
place names in a text and settles which entry each means.
"""

from gazetteer.load import load_theatre, read_theatre, theatres
from gazetteer.matcher import Matcher

__all__ = ["Matcher", "load_theatre", "read_theatre", "theatres"]
