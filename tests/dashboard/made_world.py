"""A made-up world for the dashboard: three articles, a few claims, hostile text where it can stand."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from dashboard.world import World, make_world
from gazetteer.model import Source
from pipelines.model import Claim, DateBasis, Document, Event, Extent, Polarity
from tests.geo.made import place, square, theatre

if TYPE_CHECKING:
    from collections.abc import Iterable

HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)">\u202eevil'

TEXTS = {
    "one": "On Sunday, SANA said that the army recaptured Alpha from rebels.\nRebels still hold Beta.",
    "two": "Al-Manar reported that the army recaptured Alpha on Sunday.\nRebels denied that Beta had fallen.",
    "three": f"The army seized Gamma. {HOSTILE} Nobody knows when Zeta fell.",
}


def documents() -> tuple[Document, ...]:
    return (
        Document(
            id="one",
            text=TEXTS["one"],
            title="The first report",
            publisher="Press One",
            published=dt.date(2016, 11, 27),
            url="https://one.example/a",
        ),
        Document(
            id="two",
            text=TEXTS["two"],
            title="The second report",
            publisher="Press Two",
            published=dt.date(2016, 11, 28),
        ),
        Document(
            id="three", text=TEXTS["three"], title=HOSTILE, publisher=HOSTILE, url="javascript:alert(1)"
        ),
    )


def claim(claim_id: str, document: str, quote: str, place_id: str | None, **more: Any) -> Claim:  # noqa: ANN401
    start = TEXTS[document].index(quote)
    day = more.pop("day", None)
    return Claim(
        **{
            "claim_id": claim_id,
            "document": document,
            "event": Event.GAIN,
            "place": place_id.title() if place_id else None,
            "place_id": place_id,
            "place_text": place_id.title() if place_id else "Nowhere",
            "within": None,
            "actor": "government",
            "actor_text": "the army",
            "from_actor": None,
            "extent": Extent.WHOLE,
            "part": None,
            "date_earliest": day,
            "date_latest": day,
            "date_edtf": day.isoformat() if day else None,
            "date_basis": DateBasis.RELATIVE if day else DateBasis.UNKNOWN,
            "polarity": Polarity.ASSERTED,
            "background": False,
            "reported_by": (),
            "quote": quote,
            "start": start,
            "end": start + len(quote),
            "framing": "recaptured",
            "rule": "made",
            "confidence": 0.9,
            **more,
        }
    )


SUNDAY = dt.date(2016, 11, 27)


def claims() -> tuple[Claim, ...]:
    rebels = {"event": Event.HOLD, "actor": "opposition", "actor_text": "rebels", "framing": "hold"}
    return (
        claim(
            "a1",
            "one",
            "the army recaptured Alpha from rebels",
            "alpha",
            day=SUNDAY,
            from_actor="opposition",
            reported_by=("SANA",),
        ),
        claim("b1", "one", "Rebels still hold Beta", "beta", day=SUNDAY, **rebels),
        claim("a2", "two", "the army recaptured Alpha", "alpha", day=SUNDAY, reported_by=("Al-Manar",)),
        claim("g1", "three", f"The army seized Gamma. {HOSTILE}", "gamma", framing="seized"),
        claim("n1", "three", "Zeta fell", None, framing="fell", place_text=HOSTILE, actor=None),
    )


def world(more: Iterable[Claim] = ()) -> World:
    sources = {
        "sana": Source(
            source_id="sana",
            name="SANA",
            names=("SANA",),
            kind="agency",
            leaning="government",
            reliability="C",
            reason="made up",
        )
    }
    places = [
        place("town", None, kind="city", within=None),
        place("alpha", square(0, 0), name_ar="ألفا", aliases=(("Alfa", "en"),)),
        place("beta", square(1, 0)),
        place("gamma", square(0, 1), name=HOSTILE),
    ]
    return make_world(
        theatre(places, sources=sources), documents(), (*claims(), *more), (), ("`x` is empty",)
    )
