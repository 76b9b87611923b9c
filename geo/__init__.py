"""Geometry of control: parts, areas, snapshots, exports and the map that plays.

`snapshot` and `timeline` turn a control history into GeoDataFrames (EPSG:4326, lon/lat); `export` writes
either of them to a file by its ending; `timeline_map` draws the whole history as one HTML page that plays.
See docs/map.md.
"""

from geo.areas import area_km2
from geo.errors import ExportError, GeoError
from geo.export import export
from geo.geojson import to_geojson
from geo.snapshot import snapshot
from geo.timeline import timeline

__all__ = ["ExportError", "GeoError", "area_km2", "export", "snapshot", "timeline", "to_geojson"]
