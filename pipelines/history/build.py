"""Claims of a whole theatre become its control history: each place by itself, then what it inherits.

`Archive` prepares claims once (provenance, copies) and then answers any view of them: as known by a day,
according to chosen sources, by a policy. `build_history` is the same in one call. Both are pure and give
the same result for the same claims in any order.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipelines.history.changes import Draft, PlaceEvidence, clusters, find_changes
from pipelines.history.evidence import (
    Evidence,
    Policy,
    parse_policy,
    prepare,
    report_groups,
    select,
)
from pipelines.history.intervals import contest_windows, draw, to_change
from pipelines.history.timeline import Step, Walk, inherited_steps, own_steps
from pipelines.model import Claim, ControlChange, ControlInterval, Document, History, Unmapped

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Sequence

    from gazetteer.model import Theatre

CORROBORATED_GROUPS = 2


@dataclass(slots=True, kw_only=True)
class _Place:
    """One place's own evidence worked out: its changes, steps, and what its children inherit."""

    evidence: PlaceEvidence
    changes: list[Draft]
    steps: list[Step]
    confirmed: dict[int, list[Evidence]]
    left: list[Evidence]
    implied: list[Draft] = field(default_factory=list)


class Archive:
    """Claims of one theatre, made ready once; `history` gives any view of them."""

    def __init__(self, claims: Iterable[Claim], documents: Iterable[Document], theatre: Theatre) -> None:
        """Prepare the claims: provenance, copies, and the reason for each that cannot be drawn."""
        self.theatre = theatre
        self.evidence, self.unmapped = prepare(claims, documents, theatre)

    def history(
        self,
        *,
        known_by: dt.date | None = None,
        sources: Collection[str] | None = None,
        origins: Collection[str] | None = None,
        min_independent: int = 1,
        policy: str = Policy.LATEST.value,
    ) -> History:
        """Return the control history of a view; see `build_history`."""
        rule = parse_policy(policy)
        if min_independent < 1:
            raise ValueError(f"`min_independent` is `{min_independent}`; it is 1 or more: use 1 for all")
        needed = max(min_independent, CORROBORATED_GROUPS) if rule is Policy.CORROBORATED else min_independent
        kept, left = select(self.evidence, known_by=known_by, sources=sources, origins=origins, policy=rule)
        drawn = _draw_all(kept, self.theatre, needed)
        mapped = _mapped_ids(drawn)
        named = {u.claim_id for u in left}
        reason = f"fewer than {needed} independent reports" if needed > 1 else "adds nothing to the map"
        left.extend(
            Unmapped(claim_id=e.claim.claim_id, reason="denial" if e.claim.polarity == "denied" else reason)
            for e in kept
            if e.claim.claim_id not in mapped and e.claim.claim_id not in named
        )
        return History(
            intervals=tuple(drawn[0]),
            changes=tuple(drawn[1]),
            unmapped=tuple(sorted((*self.unmapped, *left), key=lambda u: (u.reason, u.claim_id))),
            known_by=known_by,
            sources=tuple(sorted({*(sources or ()), *(origins or ())})),
            policy=policy,
        )


def build_history(
    claims: Iterable[Claim],
    documents: Iterable[Document],
    theatre: Theatre,
    *,
    known_by: dt.date | None = None,
    sources: Collection[str] | None = None,
    origins: Collection[str] | None = None,
    min_independent: int = 1,
    policy: str = Policy.LATEST.value,
) -> History:
    """Return the control history that follows from claims, by the rules of docs/history.md.

    `known_by`: only documents published on or before that day (None = all). `sources`: only these
    publishers or origins, `origins`: only these origins, by any of their names (None = all).
    `min_independent`: only what this many report groups say. `policy`: `latest`, `corroborated` or
    `against-interest`. Claims that cannot be drawn are in `History.unmapped` with the reason. Raises
    PolicyError for another policy, ValueError for `min_independent` under 1. The order of claims and
    documents does not matter.
    """
    return Archive(claims, documents, theatre).history(
        known_by=known_by, sources=sources, origins=origins, min_independent=min_independent, policy=policy
    )


def _draw_all(
    kept: Sequence[Evidence], theatre: Theatre, needed: int
) -> tuple[list[ControlInterval], list[ControlChange]]:
    by_place: dict[str, PlaceEvidence] = {}
    for item in kept:
        by_place.setdefault(item.place_id, PlaceEvidence()).add(item)
    places = {place_id: _work_out(evidence, needed) for place_id, evidence in by_place.items()}
    heirs = _heirs(places, theatre)
    intervals: list[ControlInterval] = []
    drafts: list[Draft] = []
    for place_id in sorted({*places, *heirs}):
        place = places.get(place_id) or _work_out(PlaceEvidence(), needed)
        parents = [(p, places[p].steps) for p in heirs.get(place_id, ())]
        steps = sorted((*place.steps, *inherited_steps(place.steps, parents)), key=lambda s: s.order)
        walk = Walk(place_id, place.confirmed)
        walk.play(steps, place.changes)
        days = [s.draft.earliest for s in steps if s.draft is not None and s.whole]
        intervals.extend(draw(place_id, walk.states, contest_windows(place.evidence.contests, days)))
        drafts.extend((*place.changes, *walk.implied))
    changes = sorted(map(to_change, drafts), key=lambda c: (c.earliest, c.latest, c.place_id, c.change_id))
    return intervals, changes


def _work_out(evidence: PlaceEvidence, needed: int) -> _Place:
    changes, left = find_changes(evidence, needed)
    holds: list[Evidence] = []
    for members in clusters(evidence.holds, evidence.shifts):
        (holds if len(report_groups(members)) >= needed else left).extend(members)
    contests: list[Evidence] = []
    for contest in evidence.contests:
        near = [c for c in evidence.contests if c.earliest <= contest.latest and contest.earliest <= c.latest]
        (contests if needed == 1 or len(report_groups(near)) >= needed else left).append(contest)
    evidence.contests = contests
    steps, confirmed = own_steps(changes, holds)
    return _Place(evidence=evidence, changes=changes, steps=steps, confirmed=confirmed, left=left)


def _heirs(places: dict[str, _Place], theatre: Theatre) -> dict[str, list[str]]:
    """Map each place to the places above it, nearest first, that have a report about their whole."""
    givers = {place_id for place_id, place in places.items() if any(s.whole for s in place.steps)}
    if not any(theatre.places[p].within is not None for p in theatre.places) or not givers:
        return {}
    found: dict[str, list[str]] = {}
    for place_id in theatre.places:
        above = [p for p in theatre.ancestors(place_id) if p in givers]
        if above:
            found[place_id] = above
    return found


def _mapped_ids(drawn: tuple[list[ControlInterval], list[ControlChange]]) -> set[str]:
    found: set[str] = set()
    for interval in drawn[0]:
        found.update(interval.claims, interval.disputed_by)
    for change in drawn[1]:
        found.update(change.claims, change.disputed_by)
    return found


__all__ = ["Archive", "build_history"]
