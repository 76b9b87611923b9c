"""Parts of a place cut by a compass direction: "the north of Hanano" as a piece of Hanano's polygon.

Convention. Two lines, one along a parallel and one along a meridian, each halve the polygon's area; they
cross at the *middle*. `north`, `south`, `east`, `west` are the halves beyond those lines; `north-east` and
the other three between them are the quarters. Where the directions said overlap, a quarter goes before a
half, and two halves (`north` of one side, `east` of another) share their common quarter along the diagonal
through the middle. What no direction covers is the *rest*. So the pieces tile the place: together they are
the whole, and no two overlap.

If one half alone is said, or two opposite ones, and a share of the area with it, the line moves to where the half
has that share.
A share without a direction cuts nothing: nobody said where.
"""

from __future__ import annotations

import math
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import shapely

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from pipelines.model import ControlInterval

BEARINGS: Final[Mapping[str, float]] = MappingProxyType(
    {
        "north": 0.0,
        "north-east": 45.0,
        "east": 90.0,
        "south-east": 135.0,
        "south": 180.0,
        "south-west": 225.0,
        "west": 270.0,
        "north-west": 315.0,
    }
)
"""Degrees clockwise from north."""
OPPOSITES: Final = (("north", "south"), ("east", "west"))
WEDGES: Final = 16
MOST_APART: Final = 0.2
"""How far (of the whole area) a side's pieces may be from the share said for it before they are not drawn."""
HALVING_STEPS: Final = 48
"""Bisections of the bounding box: 2**-48 of its width is far below the width of an atom."""


def _beyond(geometry: BaseGeometry, axis: int, line: float) -> float:
    """Return the area (square degrees) east of a meridian (axis 0) or north of a parallel (axis 1)."""
    west, south, east, north = geometry.bounds
    low = [west, south]
    low[axis] = line
    return float(shapely.clip_by_rect(geometry, *low, east, north).area)


def dividing_line(geometry: BaseGeometry, axis: int, share: float = 0.5) -> float:
    """Return the longitude (axis 0) or latitude (1) east or north of which `share` (0-1) of the area lies."""
    bounds: tuple[float, float, float, float] = geometry.bounds
    low, high = bounds[axis], bounds[axis + 2]
    wanted = geometry.area * min(max(share, 0.0), 1.0)
    for _ in range(HALVING_STEPS):
        middle = (low + high) / 2
        if _beyond(geometry, axis, middle) > wanted:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _middle(geometry: BaseGeometry, named: Sequence[str], share: float | None) -> tuple[float, float]:
    """Return the (lon, lat) where the two lines cross; `share` is that of the first of the directions named."""
    shares = [0.5, 0.5]
    if share is not None and (len(named) == 1 or tuple(named) in OPPOSITES):
        axis = 0 if named[0] in ("east", "west") else 1
        if "-" not in named[0]:
            shares[axis] = share if named[0] in ("east", "north") else 1 - share
    return dividing_line(geometry, 0, shares[0]), dividing_line(geometry, 1, shares[1])


def _apart(one: float, other: float) -> float:
    """Return the angle between two bearings, 0-180 degrees."""
    return abs((one - other + 180) % 360 - 180)


def _owner(bearing: float, directions: Collection[str]) -> str | None:
    """Return the direction that a wedge with this bearing belongs to, None for the rest."""
    quarters = [d for d in directions if "-" in d and _apart(bearing, BEARINGS[d]) < 45]  # noqa: PLR2004
    halves = [d for d in directions if "-" not in d and _apart(bearing, BEARINGS[d]) < 90]  # noqa: PLR2004
    chosen = quarters or sorted(halves, key=lambda d: _apart(bearing, BEARINGS[d]))
    return chosen[0] if chosen else None


def _wedges(geometry: BaseGeometry, middle: tuple[float, float]) -> list[shapely.Polygon]:
    """Return the sixteen wedges round the middle, clockwise from north, far larger than the geometry."""
    west, south, east, north = geometry.bounds
    narrowing = math.cos(math.radians(middle[1]))  # a degree of longitude against one of latitude
    reach = 4 * max(east - west, north - south, 1e-6) / max(narrowing, 0.01)
    corners = []
    for number in range(WEDGES + 1):
        bearing = math.radians(number * 360 / WEDGES)
        # snap the four axes, so that halves end exactly on their lines
        x, y = round(math.sin(bearing), 15), round(math.cos(bearing), 15)
        corners.append((middle[0] + reach * x / narrowing, middle[1] + reach * y))
    return [shapely.Polygon([middle, corners[i], corners[i + 1]]) for i in range(WEDGES)]


def _area_only(geometry: BaseGeometry) -> BaseGeometry:
    """Return the polygons of a geometry as one, without the lines and points that cutting may leave."""
    return shapely.union_all([part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"])


def cut(
    geometry: BaseGeometry, directions: Collection[str], share: float | None = None
) -> dict[str | None, BaseGeometry]:
    """Cut a WGS 84 (lon/lat) polygon or multipolygon into the parts that the directions name, and the rest.

    Returns a geometry for each direction that got an area, and under None what is left, in the order of the
    compass; the pieces tile the input. Words that are no compass direction (see `BEARINGS`) are left out;
    without any direction the whole comes back under None. `share` (0-1) is that of the first
    direction in compass order and used as the module's header says.
    """
    named = [direction for direction in BEARINGS if direction in directions]
    if not named:
        return {None: geometry}
    middle = _middle(geometry, named, share)
    owned: dict[str | None, list[BaseGeometry]] = {direction: [] for direction in (*named, None)}
    for number, wedge in enumerate(_wedges(geometry, middle)):
        bearing = (number + 0.5) * 360 / WEDGES
        owned[_owner(bearing, named)].append(wedge)
    pieces: dict[str | None, BaseGeometry] = {}
    left = geometry
    for direction in named:
        pieces[direction] = _area_only(shapely.intersection(left, shapely.union_all(owned[direction])))
        left = _area_only(shapely.difference(left, pieces[direction]))
    pieces[None] = left
    return {direction: piece for direction, piece in pieces.items() if not piece.is_empty}


def held_pieces(interval: ControlInterval, geometry: BaseGeometry) -> list[tuple[str | None, BaseGeometry]]:
    """Return who holds which piece of a place: (actor id, geometry) pairs, for an interval with directions.

    Empty if the interval names none, and where the directions said belie the shares said: a side that holds
    99 % by the latest report is not drawn on one half of the map because of an older one. The rest is held by
    the one side in `shares` that no direction names, and by nobody known (None) if there is no such side, or
    more than one.
    """
    directions = [direction for direction in BEARINGS if direction in interval.parts]
    if not directions:
        return []
    share = interval.shares.get(interval.parts[directions[0]])
    others = sorted(set(interval.shares) - set(interval.parts.values()))
    rest = others[0] if len(others) == 1 else None
    pieces = cut(geometry, directions, share)
    held = [(rest if d is None else interval.parts[d], piece) for d, piece in pieces.items()]
    return held if _agrees(held, interval, geometry.area) else []


def _agrees(held: Sequence[tuple[str | None, BaseGeometry]], interval: ControlInterval, whole: float) -> bool:
    """Say whether each side's pieces come near the share said for it, where one is said."""
    return all(
        abs(sum(piece.area for holder, piece in held if holder == side) / whole - share) <= MOST_APART
        for side, share in interval.shares.items()
        if share is not None
    )
