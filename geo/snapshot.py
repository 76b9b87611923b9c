"""Every place's state on one day, as a GeoDataFrame: one row a place, in the columns of the file contract.

A place without an interval on that day is there with status `unknown`: nothing is dropped. A place without a
known position has the geometry None.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

import geopandas as gpd
import pandas as pd

from gazetteer.model import CRS, Place, Theatre
from pipelines.model import Claim, ControlInterval, History, Status

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

GENERATOR: Final = "whoholds 0.1.0"
"""Name and version written into every file; a test holds it equal to the version in pyproject.toml."""

METHOD: Final = "docs/history.md"
"""Where the rules stand by which claims become control."""
LICENCE: Final = (
    "Places as credited in `attribution`; quotes are their publishers'; the rest MIT, as the project."
)
SNAPSHOT_COLUMNS: Final = (
    "place_id",
    "name",
    "name_ar",
    "kind",
    "within",
    "holder",
    "status",
    "since_earliest",
    "since_latest",
    "independent",
    "last_confirmed",
    "credibility",
    "shares",
    "claims",
    "sources",
    "evidence",
)
INTEGER_COLUMNS: Final = ("independent", "credibility")
META_KEY: Final = "whoholds"
"""Where a frame made here keeps its own description (`frame.attrs`), a pair of member name and content."""


def quotes_by_claim(claims: Iterable[Claim]) -> dict[str, str]:
    """Return each claim's verbatim quote by claim id."""
    return {claim.claim_id: claim.quote for claim in claims}


def evidence_of(interval: ControlInterval, quotes: Mapping[str, str]) -> str | None:
    """Return the first quote: the interval's own, else that of its first claim known, else None."""
    if interval.evidence:
        return interval.evidence
    return next((quotes[claim] for claim in interval.claims if claim in quotes), None)


def place_properties(place: Place) -> dict[str, Any]:
    """Return the properties that do not change with the day."""
    return {
        "place_id": place.place_id,
        "name": place.name,
        "name_ar": place.name_ar,
        "kind": place.kind,
        "within": place.within,
    }


def state_properties(interval: ControlInterval | None, quotes: Mapping[str, str]) -> dict[str, Any]:
    """Return the properties that say who holds a place; all empty and `unknown` where no interval does."""
    if interval is None:
        interval = _NOTHING_KNOWN
    return {
        "holder": interval.holder,
        "status": interval.status.value,
        "since_earliest": interval.since_earliest,
        "since_latest": interval.since_latest,
        "independent": interval.independent,
        "last_confirmed": interval.last_confirmed,
        "credibility": interval.credibility or None,
        "shares": dict(sorted(interval.shares.items())) or None,
        "claims": list(interval.claims),
        "sources": list(interval.sources),
        "evidence": evidence_of(interval, quotes),
    }


_NOTHING_KNOWN: Final = ControlInterval(
    place_id="",
    start=None,
    end=None,
    holder=None,
    status=Status.UNKNOWN,
    settled=True,
    contested=False,
    since_earliest=None,
    since_latest=None,
    independent=0,
    last_confirmed=None,
    credibility=0,
)


def description(history: History, theatre: Theatre) -> dict[str, Any]:
    """Return what a file says of itself, the day apart."""
    return {
        "known_by": history.known_by.isoformat() if history.known_by else None,
        "sources": list(history.sources),
        "policy": history.policy,
        "theatre": theatre.theatre_id,
        "gazetteer": theatre.version,
        "data": data_hash(history),
        "method": METHOD,
        "licence": LICENCE,
        "generator": GENERATOR,
        "attribution": list(theatre.attribution),
    }


def data_hash(history: History) -> str:
    """Return what the file rests on as a hash: SHA-256 of the ids of all claims that the history shows or lists."""
    shown = {c for i in history.intervals for c in (*i.claims, *i.disputed_by)}
    listed = {f"{u.claim_id} {u.reason}" for u in history.unmapped}
    return hashlib.sha256("\n".join(sorted(shown | listed)).encode()).hexdigest()


def frame_of(
    rows: list[dict[str, Any]], columns: tuple[str, ...], meta: tuple[str, dict[str, Any]]
) -> gpd.GeoDataFrame:
    """Build the GeoDataFrame (EPSG:4326) from rows that hold `columns` and `geometry`."""
    data = {name: pd.Series([row[name] for row in rows], dtype=object) for name in columns}
    for name in INTEGER_COLUMNS:
        data[name] = data[name].astype("Int64")
    frame = gpd.GeoDataFrame(data, geometry=[row["geometry"] for row in rows], crs=CRS)
    frame.attrs[META_KEY] = json.dumps(meta, ensure_ascii=False)
    return frame


def snapshot(
    history: History, theatre: Theatre, day: dt.date, claims: Iterable[Claim] = ()
) -> gpd.GeoDataFrame:
    """Return the state of every place of `theatre` on `day`.

    One row a place, sorted by `place_id`, in `SNAPSHOT_COLUMNS` and `geometry` (EPSG:4326, lon/lat; None
    where no position is known). `claims` lend their quotes to intervals that carry none. Dates are
    `datetime.date` or None. The frame's `attrs` keep the day, the clock and the sources for the exports.
    """
    quotes = quotes_by_claim(claims)
    states = history.at(day)
    rows = [
        {
            **place_properties(place),
            **state_properties(states.get(place_id), quotes),
            "geometry": place.geometry,
        }
        for place_id, place in sorted(theatre.places.items())
    ]
    meta = ("snapshot", {"date": day.isoformat(), **description(history, theatre)})
    return frame_of(rows, SNAPSHOT_COLUMNS, meta)
