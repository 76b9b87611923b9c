"""What can go wrong in `geo`.

GeoError (Exception)
├── ExportError (also ValueError)   a file cannot be written in the form asked for
└── MapOptionError (also ValueError)   an option of the map is out of its range
"""

from __future__ import annotations


class GeoError(Exception):
    """Any failure of the geometry and map layer."""


class ExportError(GeoError, ValueError):
    """A file cannot be written in the form asked for."""


class MapOptionError(GeoError, ValueError):
    """An option of the map is out of its range."""
