"""What the pages ask: plain records made from claims and control history. Nothing here draws.

Every answer that leaves something out says how much (n of N). Names in the records are raw text of others:
`dashboard.text` makes them fit for the screen.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dashboard.text import count_words, part_words, span_words
from geo.geojson import to_geojson
from geo.snapshot import snapshot
from pipelines.history import explain
from pipelines.model import Event

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dashboard.world import World
    from gazetteer.model import Theatre
    from pipelines.model import Claim, ControlChange, ControlInterval, Document, History

NOBODY = "holder not named"
BEFORE_UNKNOWN = "earlier holder not said"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One claim with the document that it stands in; `against` says that it disputes the change."""

    claim: Claim
    document: Document
    publisher: str
    origin: str
    against: bool

    @property
    def said_by(self) -> tuple[str, ...]:
        """Return whom the article quotes, as written, else whom its own line names as the origin."""
        return self.claim.reported_by or (self.origin,)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """One control change in words, with all its evidence."""

    change: ControlChange
    place: str
    place_ar: str | None
    part: str
    before: str
    after: str
    when: str
    grade: str
    evidence: tuple[Evidence, ...]

    @property
    def reports(self) -> str:
        """Return how many reports, and how many of them are independent."""
        total = len(self.change.claims)
        return f"{self.change.independent} independent of {count_words(total, 'report')}"

    @property
    def sentence(self) -> str:
        """Return the change in one line: place, side to side, when, reports, who says so."""
        place = f"{self.place} ({self.part})" if self.part else self.place
        return f"{self.when}: {place}, {self.before} → {self.after}, {self.reports}, {self.who}"

    @property
    def who(self) -> str:
        """Return whom the supporting claims go back to, each once, by name."""
        names = {e.origin for e in self.evidence if not e.against}
        return " · ".join(sorted(names, key=str.casefold))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What the data holds, and what of it the map cannot draw: `reasons` counts unmapped claims."""

    documents: int
    undated_documents: int
    claims: int
    changes: int
    disputed: int
    unmapped: int
    reasons: tuple[tuple[str, int], ...]


def side_name(theatre: Theatre, actor: str | None) -> str:
    """Return what the screen calls a side."""
    if actor is None:
        return NOBODY
    known = theatre.actors.get(actor)
    return known.name if known else actor


def place_name(theatre: Theatre, place_id: str) -> str:
    """Return a place's English name; the id itself if the theatre lacks it."""
    place = theatre.places.get(place_id)
    return place.name if place else place_id


def place_label(theatre: Theatre, place_id: str) -> str:
    """Return a place's name with what it lies in, so that two of one name can be told apart."""
    parents = theatre.ancestors(place_id)
    name = place_name(theatre, place_id)
    return f"{name}, {place_name(theatre, parents[0])}" if parents else name


def evidence_for(world: World, claim_ids: Iterable[str], *, against: bool = False) -> tuple[Evidence, ...]:
    """Return claims with their documents, by publication day, then publisher; unknown ids are left out."""
    found = []
    for claim_id in claim_ids:
        claim = world.claims.get(claim_id)
        if claim is None:
            continue
        document = world.documents[claim.document]
        chain = world.provenance[claim_id].chain
        evidence = Evidence(
            claim=claim, document=document, publisher=chain[-1], origin=chain[0], against=against
        )
        found.append(evidence)
    return tuple(
        sorted(found, key=lambda e: (str(e.document.published or "9999"), e.publisher, e.claim.start))
    )


def reliability(world: World, claim_ids: Iterable[str]) -> str:
    """Return the best Admiralty letter among the sources of claims; `F` if the theatre judges none of them."""
    return min((world.provenance[i].reliability for i in claim_ids if i in world.provenance), default="F")


def change_line(world: World, change: ControlChange) -> ChangeLine:
    """Put a control change into words, with its evidence for and against."""
    place = world.theatre.places.get(change.place_id)
    return ChangeLine(
        change=change,
        place=place_name(world.theatre, change.place_id),
        place_ar=place.name_ar if place else None,
        part=part_words(change.part) or ("part" if change.extent == "part" else ""),
        before=side_name(world.theatre, change.from_actor) if change.from_actor else BEFORE_UNKNOWN,
        after=side_name(world.theatre, change.to_actor),
        when=span_words(change.earliest, change.latest),
        grade=f"{reliability(world, change.claims)}{change.credibility}",
        evidence=(
            *evidence_for(world, change.claims),
            *evidence_for(world, change.disputed_by, against=True),
        ),
    )


def change_lines(
    world: World,
    history: History,
    *,
    day: dt.date | None = None,
    place_id: str | None = None,
    limit: int | None = None,
) -> tuple[ChangeLine, ...]:
    """Return changes in words, newest first.

    `day` keeps those that may have happened on that day (its bounds included), the best settled first; `place_id`
    those of one place. `limit` puts only the first so many into words.
    """
    chosen = [
        change
        for change in history.changes
        if (day is None or change.earliest <= day <= change.latest)
        and (place_id is None or change.place_id == place_id)
    ]
    if day is None:
        chosen.sort(key=lambda c: (-c.latest.toordinal(), -c.earliest.toordinal(), c.place_id))
    else:
        chosen.sort(key=lambda c: (c.latest - c.earliest, -c.independent, c.place_id))
    return tuple(change_line(world, change) for change in chosen[:limit])


def place_claims(world: World, place_id: str) -> tuple[Evidence, ...]:
    """Return every claim about a place, whether or not the map draws it."""
    return evidence_for(world, (c.claim_id for c in world.claims.values() if c.place_id == place_id))


def place_intervals(history: History, place_id: str) -> tuple[ControlInterval, ...]:
    """Return a place's control intervals in order of time."""
    return tuple(i for i in history.intervals if i.place_id == place_id)


def tally(world: World, history: History) -> Tally:
    """Count what there is and what cannot be drawn."""
    reasons: dict[str, int] = {}
    for unmapped in history.unmapped:
        reasons[unmapped.reason] = reasons.get(unmapped.reason, 0) + 1
    return Tally(
        documents=len(world.documents),
        undated_documents=sum(d.published is None for d in world.documents.values()),
        claims=len(world.claims),
        changes=len(history.changes),
        disputed=sum(change.status == "disputed" for change in history.changes),
        unmapped=len(history.unmapped),
        reasons=tuple(sorted(reasons.items(), key=lambda item: (-item[1], item[0]))),
    )


def first_day(history: History) -> dt.date | None:
    """Return the day that a fresh visitor sees: the last day of any change, None for an empty history."""
    return max((change.latest for change in history.changes), default=None)


def shown_days(history: History) -> tuple[dt.date, dt.date] | None:
    """Return the first and last day that the map shows: one day before the first that anything is known of."""
    span = history.known_days
    return None if span is None else (span[0] - dt.timedelta(days=1), span[1])


def change_days(history: History) -> tuple[dt.date, ...]:
    """Return the days on which a change is first possible, sorted, each once."""
    return tuple(sorted({change.earliest for change in history.changes}))


def day_geojson(world: World, history: History, day: dt.date) -> str:
    """Return the day that is shown as RFC 7946 GeoJSON, the same bytes as `whoholds snapshot`."""
    return to_geojson(snapshot(history, world.theatre, day, world.claims.values()))


def moves(claims: Iterable[Claim]) -> int:
    """Count the claims that say that control changed."""
    return sum(claim.event in {Event.GAIN, Event.LOSS} for claim in claims)


@lru_cache(maxsize=4)
def publishers_of(world: World) -> tuple[str, ...]:
    """Return the names of all publishers, sorted, each once."""
    return tuple(sorted({d.publisher for d in world.documents.values() if d.publisher}))


@lru_cache(maxsize=4)
def sources_of(world: World) -> tuple[str, ...]:
    """Return the usual names of all publishers and quoted sources behind any claim, sorted, each once."""
    names = {name for found in world.provenance.values() for name in found.chain}
    return tuple(sorted(names, key=str.casefold))


@lru_cache(maxsize=4)
def publication_days(world: World) -> tuple[dt.date, ...]:
    """Return the days on which any document was published, sorted, each once."""
    return tuple(sorted({d.published for d in world.documents.values() if d.published}))


def neighbours(history: History, day: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """Return the last day of change before `day` and the first one after it, None where there is none."""
    days = change_days(history)
    return (
        max((d for d in days if d < day), default=None),
        min((d for d in days if d > day), default=None),
    )


def contested_on(world: World, history: History, day: dt.date) -> tuple[str, ...]:
    """Return the names of the places that are reported as contested on `day`, sorted."""
    states = history.at(day)
    return tuple(sorted(place_name(world.theatre, i) for i, state in states.items() if state.contested))


def reasons(world: World, history: History, place_id: str, day: dt.date) -> tuple[str, ...]:
    """Return, in sentences, why a place is drawn as it is on a day."""
    return explain(history, world.claims.values(), world.documents.values(), world.theatre, place_id, day)


@lru_cache(maxsize=4)
def places_with_claims(world: World) -> tuple[str, ...]:
    """Return the ids of the places that any claim speaks of, by name."""
    ids = {claim.place_id for claim in world.claims.values() if claim.place_id}
    return tuple(sorted(ids, key=lambda i: (place_name(world.theatre, i).casefold(), i)))


def by_day(lines: Iterable[ChangeLine]) -> tuple[tuple[str, tuple[ChangeLine, ...]], ...]:
    """Group changes that are told for the same day or span of days, in their order."""
    groups: dict[str, list[ChangeLine]] = {}
    for line in lines:
        groups.setdefault(line.when, []).append(line)
    return tuple((when, tuple(group)) for when, group in groups.items())


def positioned(theatre: Theatre) -> int:
    """Count the places whose position is known."""
    return sum(place.geometry is not None for place in theatre.places.values())


def comparable(world: World, history: History, what: str) -> tuple[str, ...]:
    """Return what can stand on a side of a comparison: days of change, sources, or days of publication."""
    if what == "sources":
        return sources_of(world)
    days = change_days(history) if what == "days" else publication_days(world)
    return tuple(day.isoformat() for day in days)
