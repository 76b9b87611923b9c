"""The dashboard on a made-up archive: `MADE_CLAIMS` claims over Aleppo's neighbourhoods and 400 days."""

from __future__ import annotations

import datetime as dt
import os
import sys
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import dashboard.data
from dashboard.shell import run
from dashboard.world import World, make_world
from gazetteer import load_theatre
from pipelines.model import Claim, DateBasis, Document, Event, Extent, Polarity

FIRST = dt.date(2016, 1, 1)
DAYS = 400
PER_DOCUMENT = 8
EVENTS = (Event.GAIN, Event.HOLD, Event.CONTEST, Event.HOLD, Event.GAIN, Event.LOSS, Event.PLEDGE)


@cache
def made_world(count: int) -> World:
    """Return a world of `count` claims; the same at every call."""
    theatre = load_theatre("syria")
    places = [p for p in theatre.places.values() if p.kind == "neighbourhood"]
    sides = ("government", "opposition", "isis")
    documents, claims = [], []
    for number in range(0, count, PER_DOCUMENT):
        day = FIRST + dt.timedelta(days=(number // PER_DOCUMENT) * DAYS * PER_DOCUMENT // count)
        lines = []
        for at in range(number, min(number + PER_DOCUMENT, count)):
            place = places[(at * 37) % len(places)]
            lines.append(f"Report {at}: fighters took {place.name} on that day.")
        text = "\n".join(lines)
        name = f"made-{number}"
        publisher = f"Agency {number % 23}"
        documents.append(Document(id=name, text=text, publisher=publisher, published=day))
        for at, line in enumerate(lines, start=number):
            place = places[(at * 37) % len(places)]
            start = text.index(line)
            claims.append(
                Claim(
                    claim_id=f"c{at}",
                    document=name,
                    event=EVENTS[at % len(EVENTS)],
                    place=place.name,
                    place_id=place.place_id,
                    place_text=place.name,
                    within="Aleppo",
                    actor=sides[(at // 5) % 3],
                    actor_text="fighters",
                    from_actor=None,
                    extent=Extent.WHOLE,
                    part=None,
                    date_earliest=day,
                    date_latest=day,
                    date_edtf=day.isoformat(),
                    date_basis=DateBasis.RELATIVE,
                    polarity=Polarity.ASSERTED,
                    background=False,
                    reported_by=(),
                    quote=line,
                    start=start,
                    end=start + len(line),
                    framing="took",
                    rule="made",
                    confidence=1.0,
                )
            )
    return make_world(theatre, documents, claims)


if not hasattr(dashboard.data, "made"):
    vars(dashboard.data)["made"] = True
    vars(dashboard.data)["load_world"] = lambda _: made_world(int(os.environ.get("MADE_CLAIMS", "10000")))
run()
