"""GeoJSON as RFC 7946 asks for it, the same bytes at every run.

WGS 84 lon/lat, six decimals (section 11.2: about 10 cm), outer rings counter-clockwise (3.1.6), a `bbox` (5),
no `crs` member (4), and one foreign member (6.1) at the top that says what the file is. GDAL writes this
form only if told (`RFC7946=YES`), and not the foreign member, so the text is made here.
https://www.rfc-editor.org/rfc/rfc7946
"""

from __future__ import annotations

import datetime as dt
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import shapely

from geo.snapshot import META_KEY

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

DECIMALS: Final = 6
CHUNK_ROWS: Final = 2000
"""How many rows of a frame are turned into records at once."""
_GRID = 10.0**-DECIMALS
HALF: Final = 180.0
"""Degrees of longitude from the first meridian to the antimeridian."""


@lru_cache(maxsize=8192)
def normalise(geometry: BaseGeometry) -> BaseGeometry:
    """Return the geometry on a grid of six decimals, valid, outer rings counter-clockwise (lon/lat).

    What crosses the antimeridian is cut there.
    A ring too small for the grid is left as it is rather than lost. Results are kept, because a theatre's
    places are written again for each day.
    """
    snapped = shapely.set_precision(cut_at_antimeridian(geometry), _GRID)
    kept = geometry if snapped.is_empty else snapped
    return shapely.orient_polygons(kept)


def cut_at_antimeridian(geometry: BaseGeometry) -> BaseGeometry:
    """Return a geometry whose polygons that cross 180 degrees are cut in two there (RFC 7946, section 3.1.9).

    A polygon crosses if it reaches beyond 180 degrees. Any other geometry is returned as it is: a ring that jumps
    from one side to the other could also be one that goes round the globe.
    """
    parts = [p for p in shapely.get_parts(geometry) if p.geom_type == "Polygon"]
    if not any(map(_crosses, parts)):
        return geometry
    pieces = [piece for part in parts for piece in (_halves(part) if _crosses(part) else [part])]
    return shapely.union_all(pieces)


def _crosses(polygon: BaseGeometry) -> bool:
    west, _, east, _ = polygon.bounds
    return bool(west < -HALF or east > HALF)


def _halves(polygon: BaseGeometry) -> Iterator[BaseGeometry]:
    for turn in (-1, 0, 1):
        piece = shapely.clip_by_rect(polygon, turn * 2 * HALF - HALF, -90, turn * 2 * HALF + HALF, 90)
        if not piece.is_empty:
            yield shapely.transform(piece, partial(_turned, turn=turn))


def _turned(points: NDArray[np.float64], turn: int) -> NDArray[np.float64]:
    return np.column_stack([points[:, 0] - turn * 2 * HALF, points[:, 1]])


def bbox_of(geometry: BaseGeometry) -> list[float]:
    """Return [west, south, east, north]; west is greater than east where it crosses 180 degrees (RFC 7946, 5.2)."""
    west, south, east, north = geometry.bounds
    if not any(_crosses(p) for p in shapely.get_parts(geometry) if p.geom_type == "Polygon"):
        return [west, south, east, north]
    halves = [p.bounds for p in shapely.get_parts(cut_at_antimeridian(geometry))]
    return [min(b[0] for b in halves if b[0] >= 0), south, max(b[2] for b in halves if b[2] <= 0), north]


def _rounded(value: Any) -> Any:  # noqa: ANN401 - nested lists of numbers, of any depth
    if isinstance(value, (list, tuple)):
        return [_rounded(item) for item in value]
    return round(value, DECIMALS) + 0.0  # + 0.0 turns -0.0 into 0.0


def geometry_object(geometry: BaseGeometry | None) -> dict[str, Any] | None:
    """Return the RFC 7946 geometry object; None stays None (an unlocated feature, section 3.2)."""
    if geometry is None or geometry.is_empty:
        return None
    plain = shapely.geometry.mapping(normalise(geometry))
    return {"type": plain["type"], "coordinates": _rounded(plain["coordinates"])}


def json_value(value: object) -> Any:  # noqa: ANN401 - JSON is what it is
    """Return `value` as JSON can hold it: dates as ISO days, missing values as null."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): json_value(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [json_value(item) for item in value]
    if value is None or isinstance(value, (str, bool, int)):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return int(str(value)) if str(value).lstrip("-").isdigit() else None


def description_of(frame: gpd.GeoDataFrame) -> tuple[str, dict[str, Any]] | None:
    """Return the member name and content that `snapshot` or `timeline` left in the frame, None for others."""
    raw = frame.attrs.get(META_KEY)
    if raw is None:
        return None
    name, content = json.loads(raw)
    return str(name), content


def records(frame: gpd.GeoDataFrame) -> Iterator[tuple[dict[str, Any], BaseGeometry | None]]:
    """Yield each row's properties, in column order and as JSON values, and its geometry."""
    names: Sequence[str] = [name for name in frame.columns if name != frame.geometry.name]
    for first in range(0, len(frame), CHUNK_ROWS):
        part = frame.iloc[first : first + CHUNK_ROWS]
        columns = [part[name].tolist() for name in names]
        for values, geometry in zip(zip(*columns, strict=True), part.geometry.tolist(), strict=True):
            yield {name: json_value(value) for name, value in zip(names, values, strict=True)}, geometry


_encoder = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def _dumps(value: object) -> str:
    return _encoder.encode(value)


@lru_cache(maxsize=8192)
def _shape_text(geometry: BaseGeometry) -> tuple[str, str]:
    """Return the text of a geometry object and of its bounds; kept, because a place comes again at each interval."""
    return _dumps(geometry_object(geometry)), _dumps(_rounded(bbox_of(geometry)))


def feature_text(properties: Mapping[str, Any], geometry: BaseGeometry | None) -> str:
    """Return the text of the Feature of a row: `id` for a place on one day, `bbox` where there is a geometry."""
    shape, bounds = ("null", "") if geometry is None or geometry.is_empty else _shape_text(geometry)
    parts = ['{"type":"Feature",']
    if "place_id" in properties and "start" not in properties:
        parts.append(f'"id":{_dumps(properties["place_id"])},')
    if bounds:
        parts.append(f'"bbox":{bounds},')
    parts.append(f'"properties":{_dumps(properties)},"geometry":{shape}}}')
    return "".join(parts)


def _in_degrees(frame: gpd.GeoDataFrame) -> None:
    if frame.crs is None or frame.crs.to_epsg() != 4326:  # noqa: PLR2004 - the EPSG code itself
        raise ValueError(f"`frame.crs` is {frame.crs}; GeoJSON is WGS 84 only: call `.to_crs(4326)` first")


def _total_bounds(frame: gpd.GeoDataFrame) -> list[float]:
    """Return [west, south, east, north] of all rows, a chunk at a time; empty where there is no geometry."""
    chunks = [
        frame.geometry.iloc[first : first + CHUNK_ROWS].total_bounds
        for first in range(0, len(frame), CHUNK_ROWS)
    ]
    known = np.array([chunk for chunk in chunks if np.isfinite(chunk).all()])
    if not len(known):
        return []
    return [*known[:, :2].min(axis=0).tolist(), *known[:, 2:].max(axis=0).tolist()]


def geojson_parts(frame: gpd.GeoDataFrame) -> Iterator[str]:
    """Yield the text of `to_geojson` piece by piece, a feature at a time, so that a long file needs no memory."""
    _in_degrees(frame)
    head = ['{"type":"FeatureCollection"']
    described = description_of(frame)
    if described is not None:
        head.append(f"{_dumps(described[0])}:{_dumps(described[1])}")
    bounds = _total_bounds(frame)
    if bounds and (bounds[0] < -HALF or bounds[2] > HALF):
        bounds = [-HALF, bounds[1], HALF, bounds[3]]  # what crosses the antimeridian reaches both ends
    if bounds and all(math.isfinite(bound) for bound in bounds):
        head.append(f'"bbox":{_dumps(_rounded(bounds))}')
    yield ",\n".join([*head, '"features":[\n'])
    between = ""
    for properties, geometry in records(frame):
        yield between + feature_text(properties, geometry)
        between = ",\n"
    yield "\n]}\n"


def geojson_sequence(frame: gpd.GeoDataFrame) -> Iterator[str]:
    """Yield a GeoJSON text sequence (RFC 8142): a record separator, a feature and a line end for each row.

    The form has no place for a description of the whole; each feature is one of `to_geojson`.
    """
    _in_degrees(frame)
    for properties, geometry in records(frame):
        yield f"\x1e{feature_text(properties, geometry)}\n"


def to_geojson(frame: gpd.GeoDataFrame) -> str:
    """Return a frame of `snapshot` or `timeline` as RFC 7946 text, one feature a line, ending in a newline.

    The frame must be in EPSG:4326 (ValueError if it is not). Rows without a geometry have `"geometry": null`.
    """
    return "".join(geojson_parts(frame))
