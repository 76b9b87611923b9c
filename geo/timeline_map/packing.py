"""Numbers and rings as short strings: the encoded polyline form, and columns of whole numbers in it.

The form is Google's, https://developers.google.com/maps/documentation/utilities/polylinealgorithm: small numbers,
positive or negative, take one character. It is plain text of fixed meaning, so that the same data gives the same
page on every machine, which a compressed form would not promise. `static/decode.js` reads it back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import shapely

from geo.geojson import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

SCALE: Final = 100_000
"""Rings keep five decimals of a degree, about 1 m."""

Number = int | None


def encode_number(value: int) -> str:
    """Return one signed number as the polyline algorithm writes it."""
    left = ~(value << 1) if value < 0 else value << 1
    characters = []
    while left >= 0x20:  # noqa: PLR2004 - five bits a character
        characters.append(chr((0x20 | (left & 0x1F)) + 63))
        left >>= 5
    characters.append(chr(left + 63))
    return "".join(characters)


def encode_optional(value: Number) -> str:
    """Return a number or None: None is 0, and what is not negative moves up by one to make room for it."""
    if value is None:
        return encode_number(0)
    return encode_number(value + 1 if value >= 0 else value)


def pack_column(values: Sequence[Number]) -> str:
    """Return a column of numbers (None allowed) as one string, in the shortest of three forms.

    Plain; after a `*` the one value that all share; after a `+` the steps from each value to the next (from 0 to the
    first), for columns without None. The polyline alphabet has neither of the two marks.
    """
    if values and len(set(values)) == 1:
        return "*" + encode_optional(values[0])
    plain = "".join(map(encode_optional, values))
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return plain
    steps = "+" + "".join(encode_number(b - a) for a, b in zip([0, *known], known, strict=False))
    return min(plain, steps, key=len)


def pack_rows(rows: Sequence[Sequence[Number]]) -> list[str]:
    """Return rows of equal length as one packed string a column."""
    return [pack_column(column) for column in zip(*rows, strict=True)]


def encode_ring(points: Iterable[Sequence[float]]) -> str:
    """Return a ring of (lon, lat) degrees as an encoded polyline, without its closing point.

    Pairs are written longitude first, unlike Google's, so that no axis is ever swapped on the way.
    """
    whole = [(round(point[0] * SCALE), round(point[1] * SCALE)) for point in points]
    parts, last = [], (0, 0)
    for x, y in whole[:-1]:
        parts.append(encode_number(x - last[0]) + encode_number(y - last[1]))
        last = (x, y)
    return "".join(parts)


def encode_point(point: tuple[float, float]) -> str:
    """Return a (lon, lat) as an encoded polyline of one pair, longitude first."""
    return encode_number(round(point[0] * SCALE)) + encode_number(round(point[1] * SCALE))


def encode_shape(geometry: BaseGeometry | None) -> list[list[str]] | None:
    """Return polygons as lists of encoded rings (outer first); None for what is no polygon."""
    if geometry is None or geometry.is_empty:
        return None
    polygons = [part for part in shapely.get_parts(normalise(geometry)) if part.geom_type == "Polygon"]
    shape = [[encode_ring(ring.coords) for ring in (p.exterior, *p.interiors)] for p in polygons]
    return shape or None
