"""Looking over a theatre's places: what is valid for a machine but looks wrong to a person.

Areas are measured in an equal-area projection (EPSG:6933, World Cylindrical Equal Area).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import shapely
from pyproj import Transformer

from gazetteer.model import CRS, Basis
from gazetteer.spellings import tidy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from gazetteer.model import Place, Theatre

EQUAL_AREA = "EPSG:6933"
DRAWN = frozenset({Basis.SURVEYED, Basis.GENERALISED})
"""Only these boundaries are compared: a nominal extent is no boundary."""
OVERLAP_SHARE = 0.02
"""Neighbours may overlap by this share of the smaller one: what drawing them more coarsely brings about."""
GAP_M2 = 2_000.0
"""Smaller holes between neighbours come from rounding."""


class Finding(StrEnum):
    """What a check looks for."""

    OVERLAP = "overlap"
    GAP = "gap"
    DUPLICATE_NAME = "duplicate name"
    ALIAS_COLLISION = "alias collision"
    OUTSIDE_PARENT = "outside its parent"
    NO_POSITION = "no position"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing to look at: what it is, the places it is about, and a sentence."""

    finding: Finding
    place_ids: tuple[str, ...]
    message: str


def check_theatre(theatre: Theatre) -> tuple[Remark, ...]:
    """Return everything about a theatre's places that a person should look at, in a fixed order.

    A theatre that loads is valid; these are remarks, not faults: homonyms and points whose certainty is 10 km are
    often right. Geometries are not changed.
    """
    places = theatre.places
    flat = {i: _flat(p.geometry) for i, p in places.items() if p.geometry is not None}
    return (
        *_duplicate_names(places),
        *_collisions(places),
        *_overlaps(places, flat),
        *_gaps(theatre, flat),
        *_outside(places, flat),
        *_unplaced(places),
    )


def _flat(geometry: BaseGeometry) -> BaseGeometry:
    to_metres = Transformer.from_crs(CRS, EQUAL_AREA, always_xy=True)

    def metres(lon_lat: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(to_metres.transform(lon_lat[:, 0], lon_lat[:, 1]))

    return shapely.transform(geometry, metres)


def _duplicate_names(places: Mapping[str, Place]) -> list[Remark]:
    bearers: dict[str, list[str]] = defaultdict(list)
    for place in places.values():
        bearers[place.name].append(place.place_id)
    return [
        Remark(
            finding=Finding.DUPLICATE_NAME,
            place_ids=tuple(ids),
            message=f"`{name}` is the name of {len(ids)} places: {', '.join(ids)} - settled by context only",
        )
        for name, ids in sorted(bearers.items())
        if len(ids) > 1
    ]


def _collisions(places: Mapping[str, Place]) -> list[Remark]:
    bearers: dict[str, set[str]] = defaultdict(set)
    for place in places.values():
        for name in place.names:
            bearers[tidy(name.text)].add(place.place_id)
    found: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for spelling, ids in sorted(bearers.items()):
        if len(ids) > 1:
            found[tuple(sorted(ids))].append(spelling)
    return [
        Remark(
            finding=Finding.ALIAS_COLLISION,
            place_ids=sharers,
            message=f"{', '.join(sharers)} share {len(shared)} name(s): {', '.join(shared[:5])}",
        )
        for sharers, shared in sorted(found.items())
    ]


def _overlaps(places: Mapping[str, Place], flat: Mapping[str, BaseGeometry]) -> list[Remark]:
    remarks = []
    drawn = [p for p in places.values() if p.place_id in flat and p.basis in DRAWN]
    if not drawn:
        return []
    tree = shapely.STRtree([flat[p.place_id] for p in drawn])
    pairs = tree.query([flat[p.place_id] for p in drawn], predicate="intersects")
    for one, other in sorted(zip(*(side.tolist() for side in pairs), strict=True)):
        first, second = drawn[one], drawn[other]
        if (
            one >= other
            or first.within != second.within
            or first.within is None
            or _is_group(places, first, second)
        ):
            continue
        shared = flat[first.place_id].intersection(flat[second.place_id]).area
        share = shared / min(flat[first.place_id].area, flat[second.place_id].area)
        if share > OVERLAP_SHARE:
            remarks.append(
                Remark(
                    finding=Finding.OVERLAP,
                    place_ids=(first.place_id, second.place_id),
                    message=f"`{first.name}` and `{second.name}` overlap by {share:.0%} of the smaller one",
                )
            )
    return remarks


def _is_group(places: Mapping[str, Place], first: Place, second: Place) -> bool:
    """Say whether one of two places is a quarter that groups others, which it must overlap."""
    groups = {g for p in places.values() for g in p.groups}
    return first.place_id in groups or second.place_id in groups


def _gaps(theatre: Theatre, flat: Mapping[str, BaseGeometry]) -> list[Remark]:
    remarks = []
    for parent in theatre.places.values():
        children = [c for c in theatre.children(parent.place_id) if theatre.places[c].basis in DRAWN]
        if len(children) < 2:  # noqa: PLR2004  # one child leaves no gap between children
            continue
        union = shapely.union_all([flat[c] for c in children])
        holes = [
            hole
            for part in getattr(union, "geoms", [union])
            for ring in getattr(part, "interiors", ())
            if (hole := shapely.Polygon(ring)).area > GAP_M2
        ]
        if holes:
            hectares = sum(h.area for h in holes) / 10_000
            remarks.append(
                Remark(
                    finding=Finding.GAP,
                    place_ids=(parent.place_id,),
                    message=f"the places inside `{parent.name}` leave {len(holes)} hole(s) of {hectares:.0f} ha",
                )
            )
    return remarks


def _outside(places: Mapping[str, Place], flat: Mapping[str, BaseGeometry]) -> list[Remark]:
    remarks = []
    for place in places.values():
        parent = places.get(place.within or "")
        if parent is None or place.place_id not in flat or parent.place_id not in flat:
            continue
        if parent.basis not in DRAWN:
            continue
        slack = (place.uncertainty_m or 0) + (parent.uncertainty_m or 0)
        away = flat[place.place_id].centroid.distance(flat[parent.place_id])
        if away > slack:
            remarks.append(
                Remark(
                    finding=Finding.OUTSIDE_PARENT,
                    place_ids=(place.place_id, parent.place_id),
                    message=f"`{place.name}` lies {away / 1000:.1f} km outside `{parent.name}`",
                )
            )
    return remarks


def _unplaced(places: Mapping[str, Place]) -> list[Remark]:
    ids = tuple(p.place_id for p in places.values() if p.geometry is None)
    if not ids:
        return []
    message = f"{len(ids)} of {len(places)} places have no known position: matched and listed, not drawn"
    return [Remark(finding=Finding.NO_POSITION, place_ids=ids, message=message)]
