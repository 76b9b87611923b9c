"""What reports say in figures beside what the map adds up to: "12 sq km", "56 districts", "99 percent".

A figure without place names cannot be drawn, but it can be checked. The map's side counts the smallest places
inside the area spoken of; whatever their holder is not known is counted too, so that a low ratio can be read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.model import Aggregate, ControlChange, ControlInterval, Event, Extent, History

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from gazetteer.model import Theatre

UNITS = ("places", "km2", "share")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One reported figure and the map's own for the same side, area and day.

    `unit`: `places`, `km2` or `share` (0-1). `mapped` is None if the map knows no area for it. `ratio` is
    mapped by reported, None if either is missing or the report says 0. `known` of `places` is how many of
    the smallest places in the area have a known holder on `day`.
    """

    aggregate: Aggregate
    day: dt.date
    unit: str
    reported: float
    mapped: float | None
    ratio: float | None
    known: int
    places: int


def compare_aggregates(
    history: History, aggregates: Iterable[Aggregate], theatre: Theatre, areas_km2: Mapping[str, float]
) -> tuple[Comparison, ...]:
    """Return each dated figure of a named side with the map's own, in the order given.

    `areas_km2` maps place ids to square kilometres, measured in an equal-area projection; a place that it
    lacks has no area. A `gain` is compared with what was taken in the reported days (with what was taken by
    the last one if no first day is said), a `hold` with what is held on the last day. A figure without a
    side, a day or a unit of `UNITS` cannot be compared and is left out.
    """
    return tuple(
        _compare(history, a, theatre, areas_km2)
        for a in aggregates
        if a.actor is not None and a.date_latest is not None and a.unit in UNITS
    )


def smallest_places(theatre: Theatre, place_id: str | None) -> tuple[str, ...]:
    """Return the places inside `place_id` (None = all) that hold no other; itself if it holds none."""
    parents = {p.within for p in theatre.places.values()}
    inside = [
        p
        for p in sorted(theatre.places)
        if p not in parents and (place_id is None or p == place_id or place_id in theatre.ancestors(p))
    ]
    return tuple(inside) if inside or place_id is None else (place_id,)


def _compare(
    history: History, aggregate: Aggregate, theatre: Theatre, areas_km2: Mapping[str, float]
) -> Comparison:
    day = aggregate.date_latest
    if day is None:
        raise ValueError("`date_latest` is None; a figure is compared for a day")
    places = smallest_places(theatre, aggregate.place_id)
    states = history.at(day)
    if aggregate.event is Event.GAIN:
        weights = _gained(history.changes, aggregate, set(places), day)
    else:
        weights = _held(states, aggregate.actor, places)
    mapped = _measure(weights, aggregate.unit, places, areas_km2)
    known = sum(1 for p in places if p in states and (states[p].holder is not None or states[p].shares))
    return Comparison(
        aggregate=aggregate,
        day=day,
        unit=aggregate.unit,
        reported=aggregate.value,
        mapped=mapped,
        ratio=mapped / aggregate.value if mapped is not None and aggregate.value else None,
        known=known,
        places=len(places),
    )


def _gained(
    changes: Iterable[ControlChange], aggregate: Aggregate, places: set[str], day: dt.date
) -> dict[str, float]:
    """Return how much of each place (0-1) the side took in the reported days."""
    first = aggregate.date_earliest
    taken: dict[str, float] = {}
    for change in changes:
        if change.to_actor != aggregate.actor or change.place_id not in places or change.earliest > day:
            continue
        if first is not None and change.latest < first:
            continue
        share = 1.0 if change.extent is Extent.WHOLE else _share(change.part)
        taken[change.place_id] = max(taken.get(change.place_id, 0.0), share)
    return {place: share for place, share in taken.items() if share}


def _held(
    states: Mapping[str, ControlInterval], actor: str | None, places: Iterable[str]
) -> dict[str, float]:
    """Return how much of each place (0-1) the side holds; a part of unsaid size counts as nothing."""
    held: dict[str, float] = {}
    for place in places:
        state = states.get(place)
        if state is None or actor is None:
            continue
        if state.shares:
            held[place] = state.shares.get(actor) or 0.0
        elif state.holder == actor:
            held[place] = 1.0
    return {place: share for place, share in held.items() if share}


def _share(part: str | float | None) -> float:
    return float(part) if isinstance(part, int | float) else 0.0


def _measure(
    weights: Mapping[str, float], unit: str, places: Iterable[str], areas_km2: Mapping[str, float]
) -> float | None:
    if unit == "places":
        return float(len(weights))
    area = sum(share * areas_km2.get(place, 0.0) for place, share in weights.items())
    total = sum(areas_km2.get(place, 0.0) for place in places)
    if not total:
        return None
    return area / total if unit == "share" else area
