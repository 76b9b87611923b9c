"""The map that plays: a folium map and a timeline control in one self-contained HTML page.

`timeline_document` makes the page; `OfflineMap` and `ControlTimeline` are its two parts, usable like any
folium map and element. See docs/map.md for what the page can do and what its signs mean.
"""

from geo.timeline_map.control import ControlTimeline
from geo.timeline_map.document import timeline_document
from geo.timeline_map.known import known_histories
from geo.timeline_map.offline import OfflineMap

__all__ = ["ControlTimeline", "OfflineMap", "known_histories", "timeline_document"]
