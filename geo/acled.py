"""Control changes in ACLED's form: its 31 columns, its exact strings for events that transfer territory.

Columns and strings follow the ACLED codebook (https://acleddata.com/methodology/acled-codebook). A change that outlasts
no day is an `Armed clash`; a change to a state's side is `Government regains territory`, to any other
`Non-state actor overtakes territory`, and one without fighting `Non-violent transfer of territory`. What has no
ACLED type (a loss without a new holder, an implied change) is listed with the reason, not forced.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pipelines.cells import middle
from pipelines.extract.theatres import ISO_CODES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from gazetteer.model import Place, Theatre
    from pipelines.model import Claim, ControlChange, History

COLUMNS: Final = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
REGAINS, OVERTAKES = "Government regains territory", "Non-state actor overtakes territory"
TRANSFER, CLASH = "Non-violent transfer of territory", "Armed clash"
STATE_SIDES: Final = frozenset({"government", "ukraine", "russia", "turkey", "armenia", "azerbaijan"})
PEACEFUL: Final = frozenset(
    {"withdraw", "evacuat", "surrender", "hand", "agreement", "deal", "ced", "gave", "transfer", "left"}
)
"""Beginnings of control words by which a place changes hands without fighting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AcledTable:
    """Rows in `COLUMNS`, and the changes that have no ACLED type: (change id, reason)."""

    rows: tuple[Mapping[str, Any], ...]
    left_out: tuple[tuple[str, str], ...]


def acled_table(history: History, theatre: Theatre, claims: Iterable[Claim]) -> AcledTable:
    """Return the control changes of a history as ACLED rows, by day; `claims` lend notes and control words."""
    by_id = {claim.claim_id: claim for claim in claims}
    rows: list[Mapping[str, Any]] = []
    left: list[tuple[str, str]] = []
    for change in history.changes:
        reason = _no_type(change)
        if reason is not None:
            left.append((change.change_id, reason))
            continue
        rows.append(_row(change, theatre, history, [by_id[c] for c in change.claims if c in by_id]))
    return AcledTable(rows=tuple(rows), left_out=tuple(left))


def _no_type(change: ControlChange) -> str | None:
    if change.to_actor is None:
        return "no new holder is named: ACLED has no type for a loss alone"
    if change.status == "implied":
        return "implied by a later report, no report tells it"
    return None


def _row(change: ControlChange, theatre: Theatre, history: History, claims: list[Claim]) -> Mapping[str, Any]:
    place = theatre.places[change.place_id]
    event, sub_event = _types(change, history, claims)
    latitude, longitude = _position(place)
    code = theatre.countries[0] if theatre.countries else ""
    country = ISO_CODES.get(code, code)
    new, old = _side(theatre, change.to_actor), _side(theatre, change.from_actor)
    known: dict[str, Any] = {
        "event_id_cnty": change.change_id,
        "event_date": change.latest.isoformat(),
        "year": change.latest.year,
        "time_precision": time_precision(change.earliest, change.latest),
        "disorder_type": "Political violence" if event == "Battles" else event,
        "event_type": event,
        "sub_event_type": sub_event,
        "actor1": new,
        "actor2": old,
        "country": country,
        "admin1": _governorate(theatre, place),
        "location": place.name,
        "latitude": latitude,
        "longitude": longitude,
        "geo_precision": 1 if place.point is not None or place.geometry is not None else 3,
        "source": "; ".join(change.sources),
        "notes": " | ".join(c.quote for c in claims),
        "fatalities": 0,
        "tags": f"reported by {change.independent} independent",
    }
    return {name: known.get(name, "") for name in COLUMNS}


def _types(change: ControlChange, history: History, claims: list[Claim]) -> tuple[str, str]:
    """Return ACLED's event and sub-event type of a change that has one."""
    if _undone_within_a_day(change, history):
        return "Battles", CLASH
    words = [word for claim in claims for word in claim.framing.split()]
    if words and all(word.startswith(tuple(PEACEFUL)) for word in words):
        return "Strategic developments", TRANSFER
    return "Battles", REGAINS if change.to_actor in STATE_SIDES else OVERTAKES


def _undone_within_a_day(change: ControlChange, history: History) -> bool:
    return any(
        other.place_id == change.place_id
        and other.from_actor == change.to_actor
        and 0 <= (other.latest - change.latest).days < 1
        and other.change_id != change.change_id
        for other in history.changes
    )


def time_precision(earliest: dt.date, latest: dt.date) -> int:
    """Return ACLED's precision of a pair of days: 1 the day, 2 the week, 3 the month or more."""
    days = (latest - earliest).days
    return 1 if days <= 1 else 2 if days <= 7 else 3  # noqa: PLR2004 - a week


def month_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """Return the first and last day of a day's month."""
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _side(theatre: Theatre, actor: str | None) -> str:
    if actor is None:
        return ""
    known = theatre.actors.get(actor)
    return known.name if known else actor


def _position(place: Place) -> tuple[float | str, float | str]:
    """Return (latitude, longitude) in degrees, six decimals; empty where no position is known."""
    where = middle(place)
    return ("", "") if where is None else (round(where[1], 6), round(where[0], 6))


def _governorate(theatre: Theatre, place: Place) -> str:
    above = theatre.ancestors(place.place_id)
    return theatre.places[above[-1]].name if above else ""
