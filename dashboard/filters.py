"""Choosing among claims and changes: one set of rules for the Claims page and for the command line."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pipelines.history.independence import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dashboard.state import ViewState
    from dashboard.world import World
    from gazetteer.model import Theatre
    from pipelines.model import Claim, ControlChange, History


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a list is narrowed to; an empty field asks for nothing.

    `sources` are publishers or quoted sources, `sides` actor ids (who gained, lost, holds or held before),
    `grades` Admiralty credibility digits of the change that a claim supports, `text` words that the quote or
    the place as written must hold, without regard to case. Days compare with what may be: a claim dated 26
    to 27 November fits both days; an undated one fits no day.
    """

    places: frozenset[str] = frozenset()
    sources: frozenset[str] = frozenset()
    publishers: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()
    grades: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    text: str = ""
    first: dt.date | None = None
    last: dt.date | None = None


def wanted_of(view: ViewState) -> Wanted:
    """Return what a view narrows the lists to."""
    return Wanted(
        places=frozenset((view.place,)) if view.place else frozenset(),
        sources=frozenset(view.sources),
        publishers=frozenset(view.publishers),
        events=frozenset(view.events),
        sides=frozenset(view.sides),
        grades=frozenset(view.grades),
        statuses=frozenset(view.statuses),
        text=view.text,
        first=view.first,
        last=view.last,
    )


def place_ids(theatre: Theatre, name: str) -> frozenset[str]:
    """Return the ids of the places of that id or spelling, without regard to case; empty if there is none."""
    wanted = name.casefold()
    return frozenset(
        place.place_id
        for place in theatre.places.values()
        if wanted == place.place_id.casefold() or any(wanted == n.text.casefold() for n in place.names)
    )


def known_source(world: World, name: str) -> bool:
    """Say whether any claim goes back to a source of that name, in any of its spellings."""
    folded = fold_name(name)
    return any(folded in found.names for found in world.provenance.values())


def in_days(
    earliest: dt.date | None, latest: dt.date | None, first: dt.date | None, last: dt.date | None
) -> bool:
    """Say whether something that lies between two days may lie in `[first, last]`.

    None as a bound of the question asks for nothing; something without any day fits no bound.
    """
    if first is None and last is None:
        return True
    if earliest is None and latest is None:
        return False
    begins, ends = earliest or dt.date.min, latest or dt.date.max
    return begins <= (last or dt.date.max) and (first or dt.date.min) <= ends


def changes_by_claim(history: History) -> Mapping[str, ControlChange]:
    """Return the change that each claim supports, by claim id."""
    return {claim_id: change for change in history.changes for claim_id in change.claims}


def _fits(world: World, claim: Claim, change: ControlChange | None, wanted: Wanted) -> bool:
    """Say whether a claim fits; `wanted` has its text and sources folded."""
    document = world.documents[claim.document]
    return (
        (not wanted.places or claim.place_id in wanted.places)
        and (not wanted.sources or not wanted.sources.isdisjoint(world.provenance[claim.claim_id].names))
        and (not wanted.publishers or document.publisher in wanted.publishers)
        and (not wanted.events or claim.event in wanted.events)
        and (not wanted.sides or bool({claim.actor, claim.from_actor} & wanted.sides))
        and (not wanted.grades or (change is not None and str(change.credibility) in wanted.grades))
        and (not wanted.statuses or (change is not None and change.status in wanted.statuses))
        and (not wanted.text or wanted.text in f"{claim.quote} {claim.place_text}".casefold())
        and in_days(claim.date_earliest, claim.date_latest, wanted.first, wanted.last)
    )


def choose_claims(world: World, wanted: Wanted, history: History | None = None) -> tuple[Claim, ...]:
    """Return the claims that fit, in their order; grades and statuses need the `history`."""
    supported = changes_by_claim(history) if history else {}
    folded = frozenset(fold_name(name) for name in wanted.sources)
    wanted = replace(wanted, text=wanted.text.casefold(), sources=folded)
    return tuple(
        claim for claim in world.claims.values() if _fits(world, claim, supported.get(claim.claim_id), wanted)
    )


def choose_changes(changes: Iterable[ControlChange], wanted: Wanted) -> tuple[ControlChange, ...]:
    """Return the changes that fit by place and days, in their order."""
    return tuple(
        change
        for change in changes
        if (not wanted.places or change.place_id in wanted.places)
        and in_days(change.earliest, change.latest, wanted.first, wanted.last)
    )


def change_record(change: ControlChange, theatre: Theatre) -> dict[str, Any]:
    """Return a change as a JSON object, keys in a fixed order, days as ISO strings."""
    return {
        "change_id": change.change_id,
        "place": theatre.places[change.place_id].name,
        "place_id": change.place_id,
        "part": change.part,
        "extent": change.extent.value,
        "from_actor": change.from_actor,
        "to_actor": change.to_actor,
        "date_earliest": change.earliest.isoformat(),
        "date_latest": change.latest.isoformat(),
        "status": change.status.value,
        "independent": change.independent,
        "credibility": change.credibility,
        "claims": list(change.claims),
        "disputed_by": list(change.disputed_by),
        "sources": list(change.sources),
    }
