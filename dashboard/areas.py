"""Area and number of places by holder over time, and the shares that articles state themselves. Pure.

Areas are of known boundaries only: nominal extents are counted as places but measure nothing, and a place
that holds other polygons is left to its parts, as in the map's legend. A place held in parts is its own class.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.service import place_name, side_name
from dashboard.text import plain
from gazetteer.model import Basis
from geo.areas import areas_km2
from pipelines.history import compare_aggregates
from pipelines.model import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.world import World
    from gazetteer.model import Theatre
    from pipelines.model import ControlInterval, History

MIXED = "held in parts"
MAX_DAYS = 3660
BOUNDED = frozenset({Basis.SURVEYED, Basis.GENERALISED})


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedShare:
    """A share or area that an article states for a place ("99 percent of Aleppo"), with its quote."""

    day: dt.date | None
    place: str
    side: str
    value: float
    unit: str
    quote: str
    said_by: str


def measured_km2(theatre: Theatre) -> Mapping[str, float]:
    """Return the square kilometres of each place that counts, by place id; a nominal extent measures 0."""
    bounded = [p for p in theatre.places.values() if p.geometry is not None and p.basis in BOUNDED]
    outer = {ancestor for place in bounded for ancestor in theatre.ancestors(place.place_id)}
    counted = [place for place in bounded if place.place_id not in outer]
    areas = areas_km2(place.geometry for place in counted)
    measured = {place.place_id: float(area) for place, area in zip(counted, areas, strict=True)}
    return {place_id: measured.get(place_id, 0.0) for place_id in theatre.places if place_id not in outer}


def _holder(world: World, interval: ControlInterval) -> str:
    return MIXED if interval.status is Status.MIXED else side_name(world.theatre, interval.holder)


def holdings(world: World, history: History) -> pd.DataFrame:
    """Return for each day of the history and each holder the places and square kilometres held.

    Columns `Day` (timestamp), `Holder`, `Places`, `km²`. At most `MAX_DAYS` days, the latest ones; no row for
    an empty history.
    """
    columns = ["Day", "Holder", "Places", "km²"]
    span = history.known_days
    if span is None:
        return pd.DataFrame(columns=columns)
    first, last = max(span[0], span[1] - dt.timedelta(days=MAX_DAYS)), span[1]
    km2 = measured_km2(world.theatre)
    steps: dict[tuple[int, str], list[float]] = {}
    total = (last - first).days + 1
    for interval in history.intervals:
        start = max(((interval.start or first) - first).days, 0)
        end = min(((interval.end - first).days if interval.end else total), total)
        if start >= end or interval.place_id not in km2:
            continue
        holder, area = _holder(world, interval), km2[interval.place_id]
        for at, sign in ((start, 1), (end, -1)):
            step = steps.setdefault((at, holder), [0, 0.0])
            step[0] += sign
            step[1] += sign * area
    return _summed(steps, first, total, columns)


def _summed(
    steps: Mapping[tuple[int, str], list[float]], first: dt.date, total: int, columns: list[str]
) -> pd.DataFrame:
    rows = []
    for holder in sorted({name for _, name in steps}):
        places, area = 0.0, 0.0
        for at in range(total):
            step = steps.get((at, holder), (0, 0.0))
            places, area = places + step[0], area + step[1]
            rows.append((pd.Timestamp(first + dt.timedelta(days=at)), holder, int(places), round(area, 3)))
    return pd.DataFrame(rows, columns=columns)


def figures_table(world: World, history: History) -> pd.DataFrame:
    """Return what reports say in figures beside what the map adds up to, one row a dated figure of a named side."""
    rows = []
    for found in compare_aggregates(history, world.aggregates, world.theatre, measured_km2(world.theatre)):
        aggregate = found.aggregate
        place = place_name(world.theatre, aggregate.place_id) if aggregate.place_id else aggregate.place
        document = world.documents[aggregate.document]
        rows.append(
            {
                "Day": found.day.isoformat(),
                "Side": side_name(world.theatre, aggregate.actor),
                "Area": plain(place or "not named"),
                "Reported": figure_words(found.reported, found.unit),
                "The map adds up to": "unknown"
                if found.mapped is None
                else figure_words(found.mapped, found.unit),
                "Known": f"{found.known} of {found.places} places",
                "Says so": plain(
                    ", ".join(aggregate.reported_by) or document.publisher or "publisher not known"
                ),
                "Quote": plain(aggregate.quote),
            }
        )
    return pd.DataFrame(rows)


def figure_words(value: float, unit: str) -> str:
    """Return a figure with its unit: `99 percent`, `6 km²`, `56 places`."""
    if unit == "share":
        return f"{value:.0%}".replace("%", " percent")
    return f"{value:,.1f} km²".replace(".0 ", " ") if unit == "km2" else f"{value:g} places"


def stated_shares(world: World) -> tuple[StatedShare, ...]:
    """Return the shares and areas that articles state, by day, then place; undated ones last."""
    found = []
    for aggregate in world.aggregates:
        if aggregate.unit not in {"share", "km2"}:
            continue
        document = world.documents[aggregate.document]
        place = place_name(world.theatre, aggregate.place_id) if aggregate.place_id else aggregate.place
        found.append(
            StatedShare(
                day=aggregate.date_latest,
                place=plain(place or "area not named"),
                side=side_name(world.theatre, aggregate.actor),
                value=aggregate.value,
                unit=aggregate.unit,
                quote=plain(aggregate.quote),
                said_by=plain(
                    ", ".join(aggregate.reported_by) or document.publisher or "publisher not known"
                ),
            )
        )
    return tuple(sorted(found, key=lambda s: (s.day or dt.date.max, s.place, s.value)))
