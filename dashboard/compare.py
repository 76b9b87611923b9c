"""Two views of control side by side: what differs, place by place. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely

from dashboard.areas import MIXED, measured_km2
from dashboard.service import place_label, side_name
from dashboard.text import plain
from pipelines.model import Status

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from dashboard.world import World
    from gazetteer.model import Theatre
    from pipelines.model import ControlInterval, History


SAME = "the same"
UNKNOWN = "unknown"


class Kind(StrEnum):
    """How a place's state differs from the first view to the second."""

    CHANGED = "another holder"
    NEW = "reported only in the second"
    GONE = "reported only in the first"
    DISPUTED = "newly disputed"
    SETTLED = "no longer disputed"
    STATUS = "same holder, other status"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two views: a history and the day to look at."""

    history: History
    day: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One place that the two views show differently; a state None is unknown."""

    place_id: str
    kind: Kind
    first: ControlInterval | None
    second: ControlInterval | None


def differences(first: Side, second: Side) -> tuple[Difference, ...]:
    """Return the places whose holder or status differs, by kind, then place id."""
    before, after = first.history.at(first.day), second.history.at(second.day)
    found = []
    for place_id in sorted({*before, *after}):
        one, two = before.get(place_id), after.get(place_id)
        kind = _kind(one, two)
        if kind is not None:
            found.append(Difference(place_id=place_id, kind=kind, first=one, second=two))
    order = list(Kind)
    return tuple(sorted(found, key=lambda d: (order.index(d.kind), d.place_id)))


def _kind(one: ControlInterval | None, two: ControlInterval | None) -> Kind | None:
    known_one = one is not None and one.status is not Status.UNKNOWN
    known_two = two is not None and two.status is not Status.UNKNOWN
    if one is None or two is None or not (known_one and known_two):
        return None if known_one == known_two else (Kind.NEW if known_two else Kind.GONE)
    if (one.holder, dict(one.shares)) != (two.holder, dict(two.shares)):
        return Kind.CHANGED
    if one.status is two.status:
        return None
    if two.status is Status.DISPUTED:
        return Kind.DISPUTED
    return Kind.SETTLED if one.status is Status.DISPUTED else Kind.STATUS


def state_words(theatre: Theatre, interval: ControlInterval | None) -> str:
    """Return a state in words: `Government (reported)`, or `unknown`."""
    if interval is None or interval.status is Status.UNKNOWN:
        return "unknown"
    return f"{side_name(theatre, interval.holder)} ({interval.status.value})"


def differences_table(world: World, found: Iterable[Difference]) -> pd.DataFrame:
    """Return the differences as a table of words."""
    rows = [
        (
            plain(place_label(world.theatre, d.place_id)),
            d.kind.value,
            state_words(world.theatre, d.first),
            state_words(world.theatre, d.second),
        )
        for d in found
    ]
    return pd.DataFrame(rows, columns=["Place", "Difference", "First", "Second"])


def drawn(world: World, first: Side, second: Side) -> pd.DataFrame:
    """Return the places with a boundary that either view speaks of, for the three panels of the comparison.

    Where they lie in the theatre's focus (the place that its map opens on), that place with all its parts.

    Columns `Place`, `First`, `Second` (holders in words), `Difference` (a kind or `same`) and `geometry`, flat
    coordinates: longitude times the cosine of the middle latitude, and latitude, so that shapes look right.
    """
    before, after = first.history.at(first.day), second.history.at(second.day)
    kinds = {d.place_id: d.kind.value for d in differences(first, second)}
    measured = measured_km2(world.theatre)
    known = [i for i in sorted({*before, *after}) if measured.get(i)]
    focus = world.theatre.focus
    inside = {i for i, km2 in measured.items() if km2 and focus in world.theatre.ancestors(i)}
    drawn_ids = sorted(inside) if inside.intersection(known) else known
    places = [p for p in (world.theatre.places[i] for i in drawn_ids) if p.geometry is not None]
    if not places:
        return pd.DataFrame(columns=["Place", "First", "Second", "Difference", "geometry"])
    middle = sum(p.geometry.centroid.y for p in places if p.geometry is not None) / len(places)
    flat = np.array([math.cos(math.radians(middle)), 1.0])
    rows = [
        {
            "Place": plain(p.name),
            "First": _holder_of(world.theatre, before.get(p.place_id)),
            "Second": _holder_of(world.theatre, after.get(p.place_id)),
            "Difference": kinds.get(p.place_id, SAME),
            "geometry": shapely.transform(p.geometry, lambda xy: xy * flat),
        }
        for p in places
    ]
    return pd.DataFrame(rows)


def rings(table: pd.DataFrame) -> pd.DataFrame:
    """Return the outer rings of the places of `drawn` as points in order, large ones first, so that none hides another.

    Columns `Place`, `First`, `Second`, `Difference`, `Ring` (a number for each ring), `Step` (along it), `x` and `y`.
    """
    parts, owner = shapely.get_parts(table["geometry"].to_numpy(), return_index=True)
    order = np.argsort(-shapely.area(parts), kind="stable")
    outer = shapely.get_exterior_ring(parts[order])
    xy, ring = shapely.get_coordinates(outer, return_index=True)
    said = table[["Place", "First", "Second", "Difference"]].iloc[owner[order][ring]].reset_index(drop=True)
    step = pd.Series(ring).groupby(ring).cumcount()
    points: pd.DataFrame = pd.concat(
        [said, pd.DataFrame({"Ring": ring, "Step": step, "x": xy[:, 0], "y": xy[:, 1]})], axis=1
    )
    return points


def _holder_of(theatre: Theatre, interval: ControlInterval | None) -> str:
    if interval is None or interval.status is Status.UNKNOWN:
        return UNKNOWN
    return MIXED if interval.status is Status.MIXED else side_name(theatre, interval.holder)
