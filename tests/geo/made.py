# ruff: noqa: ANN401 - keyword arguments of any field
"""A small made-up theatre and its history, for tests: a town of square quarters with known sides and days."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import shapely

from gazetteer.model import Actor, Basis, Name, Place, Theatre
from pipelines.model import (
    Claim,
    ControlChange,
    ControlInterval,
    DateBasis,
    Document,
    Event,
    Extent,
    History,
    Polarity,
    Status,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

WEST, SOUTH, STEP = 37.1, 36.2, 0.01


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def square(column: int, row: int) -> shapely.Polygon:
    west, south = WEST + column * STEP, SOUTH + row * STEP
    # clockwise on purpose: the exports must turn it
    return shapely.Polygon(
        [(west, south), (west, south + STEP), (west + STEP, south + STEP), (west + STEP, south)]
    )


def place(place_id: str, geometry: shapely.Geometry | None, **more: Any) -> Place:
    name = more.pop("name", place_id.title())
    names = (Name(text=name), *(Name(text=t, lang=lang) for t, lang in more.pop("aliases", ())))
    inside = None if geometry is None else geometry.representative_point()
    return Place(
        **{
            "place_id": place_id,
            "name": name,
            "names": names,
            "kind": "neighbourhood",
            "within": "town",
            "geometry": geometry,
            "point": None if inside is None else (inside.x, inside.y),
            "basis": Basis.SURVEYED if geometry is not None else Basis.UNKNOWN,
            "uncertainty_m": None,
            "source": "made up",
            **more,
        }
    )


def actor(actor_id: str, colour: str, pattern: str) -> Actor:
    return Actor(actor_id=actor_id, name=actor_id.title(), colour=colour, pattern=pattern, wordings=())


ACTORS = {
    "government": actor("government", "#b2182b", "solid"),
    "opposition": actor("opposition", "#1b7837", "dots"),
    "isis": actor("isis", "#4d4d4d", "horizontal"),
}


def theatre(places: Iterable[Place] = (), **more: Any) -> Theatre:
    listed = list(places) or [
        place(
            "region",
            shapely.box(WEST - 0.1, SOUTH - 0.1, WEST + 0.2, SOUTH + 0.2),
            kind="governorate",
            within=None,
        ),
        place("town", None, kind="city", within="region"),
        place("alpha", square(0, 0), name_ar="ألفا", aliases=(("Alfa", "en"), ("ألفا", "ar"))),
        place("beta", square(1, 0)),
        place("gamma", square(0, 1)),
        place("delta", square(1, 1)),
        place(
            "epsilon",
            shapely.Point(WEST + 0.05, SOUTH + 0.05).buffer(0.004),
            kind="village",
            basis=Basis.NOMINAL,
        ),
        place("zeta", None, kind="village"),
    ]
    return Theatre(
        **{
            "theatre_id": "made",
            "name": "Made-up town",
            "countries": (),
            "cues": (),
            "places": {p.place_id: p for p in listed},
            "actors": ACTORS,
            "loaded": (),
            "sources": {},
            "attribution": ("Made up for tests",),
            "version": "1",
            "focus": None,
            **more,
        }
    )


def interval(
    place_id: str, start: str | None, end: str | None, holder: str | None, **more: Any
) -> ControlInterval:
    since = day(start) if start else None
    return ControlInterval(
        **{
            "place_id": place_id,
            "start": since,
            "end": day(end) if end else None,
            "holder": holder,
            "status": Status.REPORTED,
            "settled": True,
            "contested": False,
            "since_earliest": since,
            "since_latest": since,
            "independent": 1,
            "last_confirmed": since,
            "credibility": 3,
            "claims": (f"claim-{place_id}",),
            "sources": ("Agency",),
            "evidence": f"Troops took {place_id.title()}.",
            **more,
        }
    )


def change(place_id: str, earliest: str, latest: str, to_actor: str | None, **more: Any) -> ControlChange:
    return ControlChange(
        **{
            "change_id": f"change-{place_id}-{latest}",
            "place_id": place_id,
            "part": None,
            "extent": Extent.WHOLE,
            "from_actor": "opposition",
            "to_actor": to_actor,
            "earliest": day(earliest),
            "latest": day(latest),
            "status": Status.REPORTED,
            "independent": 1,
            "credibility": 3,
            "claims": (f"claim-{place_id}",),
            "disputed_by": (),
            "report_groups": ((f"claim-{place_id}",),),
            "sources": ("Agency",),
            "rule": "gain",
            **more,
        }
    )


def claim(place_id: str, **more: Any) -> Claim:
    quote = f"Troops took {place_id.title()}."
    return Claim(
        **{
            "claim_id": f"claim-{place_id}",
            "document": "doc",
            "event": Event.GAIN,
            "place": place_id.title(),
            "place_id": place_id,
            "place_text": place_id.title(),
            "within": None,
            "actor": "government",
            "actor_text": "Troops",
            "from_actor": None,
            "extent": Extent.WHOLE,
            "part": None,
            "date_earliest": day("2016-11-27"),
            "date_latest": day("2016-11-27"),
            "date_edtf": "2016-11-27",
            "date_basis": DateBasis.STATED,
            "polarity": Polarity.ASSERTED,
            "background": False,
            "reported_by": (),
            "quote": quote,
            "start": 0,
            "end": len(quote),
            "framing": "took",
            "rule": "gain",
            "confidence": 1.0,
            **more,
        }
    )


def the_intervals() -> list[ControlInterval]:
    return [
        # alpha: opposition, a day that is not settled, then the government's
        interval("alpha", None, "2016-11-26", "opposition", status=Status.IMPLIED),
        interval(
            "alpha",
            "2016-11-26",
            "2016-11-27",
            "government",
            settled=False,
            since_earliest=day("2016-11-26"),
            since_latest=day("2016-11-27"),
        ),
        interval(
            "alpha",
            "2016-11-27",
            None,
            "government",
            status=Status.CORROBORATED,
            independent=2,
            since_earliest=day("2016-11-26"),
            credibility=2,
        ),
        # beta: contested, then disputed
        interval("beta", None, "2016-11-27", "opposition"),
        interval("beta", "2016-11-27", "2016-12-01", "opposition", status=Status.CONTESTED, contested=True),
        interval(
            "beta",
            "2016-12-01",
            None,
            "government",
            status=Status.DISPUTED,
            credibility=4,
            disputed_by=("claim-gamma",),
        ),
        # gamma: half each, with no direction said; delta: the north cut off
        interval(
            "gamma",
            "2016-12-03",
            None,
            "government",
            status=Status.MIXED,
            shares={"government": 0.5, "opposition": 0.5},
        ),
        interval(
            "delta",
            "2016-12-02",
            None,
            "government",
            status=Status.MIXED,
            shares={"government": None, "opposition": None},
            parts={"north": "government"},
        ),
        # epsilon: a point with a nominal extent; zeta: no position at all
        interval("epsilon", "2016-11-30", None, "isis"),
        interval("zeta", "2016-11-28", None, "government"),
    ]


def the_changes() -> list[ControlChange]:
    return [
        change("alpha", "2016-11-26", "2016-11-27", "government", independent=2, status=Status.CORROBORATED),
        change("zeta", "2016-11-28", "2016-11-28", "government"),
        change("epsilon", "2016-11-30", "2016-11-30", "isis", from_actor=None),
        change("beta", "2016-12-01", "2016-12-01", "government", status=Status.DISPUTED),
        change("delta", "2016-12-02", "2016-12-02", "government", extent=Extent.PART, part="north"),
        change("gamma", "2016-12-03", "2016-12-03", "government", extent=Extent.PART, part=0.5),
    ]


def history(
    intervals: Iterable[ControlInterval] = (), changes: Iterable[ControlChange] = (), **more: Any
) -> History:
    listed = list(intervals) or the_intervals()
    made = list(changes) or the_changes()
    return History(intervals=tuple(listed), changes=tuple(made), unmapped=(), **more)


def claims() -> tuple[Claim, ...]:
    return tuple(claim(p) for p in ("alpha", "beta", "delta", "epsilon", "gamma", "zeta"))


def documents() -> tuple[Document, ...]:
    return (Document(id="doc", text="Troops took Alpha.", publisher="Agency", published=day("2016-11-28")),)
