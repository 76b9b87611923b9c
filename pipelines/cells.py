"""Places rounded to the cells of a grid, for a public view that shall not tell a place more exactly than that.

A cell is a square of `degrees` by `degrees` in WGS 84 whose edges are multiples of `degrees`. It does not tell the
place that a claim is about, only that the place's middle lies inside.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from shapely.geometry import box

from gazetteer.model import Basis, Name, Place

if TYPE_CHECKING:
    from gazetteer.model import Theatre

METRES_PER_DEGREE: Final = 111_320.0
"""Length of a degree of latitude, and of longitude at the equator (WGS 84 radius 6,378,137 m)."""


def middle(place: Place) -> tuple[float, float] | None:
    """Return a (lon, lat) inside a place, None where no position is known."""
    if place.point is not None:
        return place.point
    if place.geometry is None:
        return None
    inside = place.geometry.representative_point()
    return (inside.x, inside.y)


def cell_of(place: Place, theatre: Theatre, degrees: float) -> Place | None:
    """Return the cell that a place's middle lies in, as a place of its own; None where no position is known.

    Its name says its edges and it lies within nothing, since a place round it could be a smaller one.
    """
    where = middle(place)
    if where is None:
        return None
    column, row = (math.floor(round(value / degrees, 9)) for value in where)
    west, south, east, north = (round(n * degrees, 9) for n in (column, row, column + 1, row + 1))
    name = f"{_edges(south, north, 'N', 'S')}, {_edges(west, east, 'E', 'W')}"
    return Place(
        place_id=f"{theatre.theatre_id}:cell:{column}:{row}", name=name, names=(Name(text=name),), kind="cell",
        within=None, geometry=box(west, south, east, north), point=(west + degrees / 2, south + degrees / 2),
        basis=Basis.NOMINAL, uncertainty_m=round(degrees * METRES_PER_DEGREE / math.sqrt(2)),
        source=f"rounded to a grid of {degrees:g}°",
    )  # fmt: skip


def _edges(low: float, high: float, positive: str, negative: str) -> str:
    """Write a span of degrees as people do: "36.2–36.3° N"."""
    if high <= 0:
        return f"{abs(high):g}–{abs(low):g}° {negative}"
    if low < 0:
        return f"{abs(low):g}° {negative} – {high:g}° {positive}"
    return f"{low:g}–{high:g}° {positive}"
