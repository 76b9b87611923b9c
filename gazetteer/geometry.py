"""GeoJSON geometries at the door: polygons of WGS 84 degrees, longitude first, closed, valid, two-dimensional.

Rules from RFC 7946 (https://www.rfc-editor.org/rfc/rfc7946), sections 3.1.1, 3.1.6 and 4.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

import shapely
from shapely.errors import ShapelyError

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

AREAL = ("Polygon", "MultiPolygon")


def read_geometry(member: dict[str, Any] | None) -> tuple[BaseGeometry | None, list[str]]:
    """Return the polygon of a GeoJSON geometry member, and what is wrong with it in words.

    `member` is a Polygon or MultiPolygon in lon/lat degrees, or None where no position is known. The geometry is
    None if there is none or if a fault was found.
    """
    if member is None:
        return None, []
    kind = member.get("type")
    if kind not in AREAL:
        return None, [f"type `{kind}` is not an area - give a Polygon, a MultiPolygon or null"]
    rings = _rings(member)
    faults = ["`coordinates` is not a list of rings"] if rings is None else _ring_faults(rings)
    if faults:
        return None, faults
    try:
        found = shapely.from_geojson(json.dumps({"type": kind, "coordinates": member["coordinates"]}))
    except ShapelyError as broken:
        return None, [f"cannot be read ({str(broken)[:120]})"]
    if found.is_empty or not found.is_valid:
        return None, [
            f"is not valid ({shapely.is_valid_reason(found)}) - mend it, e.g. with shapely.make_valid"
        ]
    return cast("BaseGeometry", found), []


def _rings(member: dict[str, Any]) -> list[list[Any]] | None:
    coordinates = member.get("coordinates")
    polygons = [coordinates] if member["type"] == "Polygon" else coordinates
    if not isinstance(polygons, list) or not polygons:
        return None
    rings = [ring for polygon in polygons if isinstance(polygon, list) for ring in polygon]
    if not rings or any(not isinstance(ring, list) for ring in rings):
        return None
    return rings


def _ring_faults(rings: list[list[Any]]) -> list[str]:
    for ring in rings:
        if fault := _ring_fault(ring):
            return [fault]
    return []


def _ring_fault(ring: list[Any]) -> str | None:
    for position in ring:
        if not isinstance(position, list) or not all(isinstance(v, (int, float)) for v in position):
            return f"position {str(position)[:60]} is not a pair of numbers"
        if len(position) != 2:  # noqa: PLR2004  # longitude and latitude
            return f"position {position} has {len(position)} numbers - keep longitude and latitude only"
        lon, lat = position
        if not -180 <= lon <= 180 or not -90 <= lat <= 90:  # noqa: PLR2004  # degrees
            return f"position {position} is not longitude, latitude in degrees - check order and CRS (WGS 84)"
    if len(ring) < 4:  # noqa: PLR2004  # RFC 7946, 3.1.6
        return f"a ring has {len(ring)} positions - it needs four or more"
    if ring[0] != ring[-1]:
        return f"a ring is not closed - repeat its first position {ring[0]} at its end"
    return None
