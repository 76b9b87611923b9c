"""Claims of a whole theatre become its control history: each place by itself, then what it inherits.

`Archive` prepares claims once (provenance, copies) and then answers any view of them: as known by a day,
according to chosen sources, by a policy. `build_history` is the same in one call. Both are pure and give
the same result for the same claims in any order.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.history.changes import Draft, PlaceEvidence, clusters, find_changes
from pipelines.history.evidence import (
    Evidence,
    Policy,
    View,
    parse_policy,
    prepare,
    report_groups,
    select,
)
from pipelines.history.intervals import Memo, contest_windows, draw
from pipelines.history.steps import Step, inherited_steps, own_steps
from pipelines.history.timeline import Walk, dispute_states
from pipelines.model import Claim, ControlChange, ControlInterval, Document, History, Polarity, Unmapped

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from gazetteer.model import Theatre

CORROBORATED_GROUPS = 2
KEPT_PLACES = 100_000


@dataclass(slots=True, kw_only=True)
class _Place:
    """One place's own evidence worked out: its changes, steps, and what its children inherit."""

    evidence: PlaceEvidence
    changes: list[Draft]
    steps: list[Step]
    confirmed: dict[int, list[Evidence]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """What one place adds to a history; the same evidence always gives the same."""

    intervals: tuple[ControlInterval, ...]
    changes: tuple[ControlChange, ...]
    left: tuple[Unmapped, ...]


class Archive:
    """Claims of one theatre, made ready once; `history` gives any view of them.

    A place whose evidence is the same in two views is worked out once (the last `KEPT_PLACES` are kept), so
    that moving the day of knowledge is quick.
    """

    def __init__(self, claims: Iterable[Claim], documents: Iterable[Document], theatre: Theatre) -> None:
        """Prepare the claims: provenance, copies, and the reason for each that cannot be drawn."""
        self.theatre = theatre
        self.evidence, self.listed = prepare(claims, documents, theatre)
        self._inside = _descendants(theatre)
        self._drawn: dict[tuple[object, ...], _Drawn] = {}
        self._memo = Memo()

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
        kept, left = select(self.evidence, self.listed, View(known_by, sources, origins), rule)
        with _no_collection():
            drawn = self._draw_all(kept, needed)
        unmapped = [*left, *(u for d in drawn for u in d.left)]
        changes = [c for d in drawn for c in d.changes]
        changes.sort(key=lambda c: (c.earliest, c.latest, c.place_id, c.change_id))
        unmapped.sort(key=lambda u: (u.reason, u.claim_id))
        return History(
            intervals=tuple(i for d in drawn for i in d.intervals),
            changes=tuple(changes),
            unmapped=tuple(unmapped),
            known_by=known_by,
            sources=tuple(sorted({*(sources or ()), *(origins or ())})),
            policy=policy,
        )

    def _draw_all(self, kept: Sequence[Evidence], needed: int) -> list[_Drawn]:
        by_place: dict[str, list[Evidence]] = {}
        for item in kept:
            by_place.setdefault(item.place_id, []).append(item)
        keys = {place_id: tuple(map(id, items)) for place_id, items in by_place.items()}
        parents = {p: _work_out(by_place[p], needed) for p in by_place if p in self._inside}
        heirs: dict[str, list[str]] = {}
        for giver in sorted(parents, key=lambda p: -len(self.theatre.ancestors(p))):
            if any(step.whole for step in parents[giver].steps):
                for heir in self._inside[giver]:
                    heirs.setdefault(heir, []).append(giver)
        found: list[_Drawn] = []
        for place_id in sorted({*by_place, *heirs}):
            above = heirs.get(place_id, ())
            key = (place_id, needed, keys.get(place_id), *(keys[p] for p in above))
            drawn = self._drawn.get(key)
            if drawn is None:
                own = parents.get(place_id) or _work_out(by_place.get(place_id, ()), needed)
                given = [(p, parents[p].steps) for p in above]
                drawn = _draw_place(place_id, own, given, by_place.get(place_id, ()), needed, self._memo)
                if len(self._drawn) >= KEPT_PLACES:
                    self._drawn.clear()
                self._drawn[key] = drawn
            found.append(drawn)
        return found


@contextmanager
def _no_collection() -> Iterator[None]:
    """Hold the garbage collector while many small records are made, none of them in a cycle: a quarter of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


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


def _draw_place(
    place_id: str,
    own: _Place,
    given: Sequence[tuple[str, Sequence[Step]]],
    evidence: Sequence[Evidence],
    needed: int,
    memo: Memo,
) -> _Drawn:
    """Return a place's intervals and changes, and which of its evidence neither shows."""
    steps = [*own.steps, *inherited_steps(own.steps, given)]
    steps.sort(key=lambda s: s.order)
    walk = Walk(place_id, own.confirmed)
    walk.play(steps, own.changes)
    dispute_states(walk.states, own.evidence.denials)
    days = [s.draft.earliest for s in steps if s.draft is not None and s.whole]
    intervals = tuple(draw(place_id, walk.states, contest_windows(own.evidence.contests, days), memo))
    changes = tuple(memo.change(d) for d in (*own.changes, *walk.implied))
    shown = {c for i in intervals for c in (*i.claims, *i.disputed_by)}
    shown.update(c for change in changes for c in (*change.claims, *change.disputed_by))
    few = f"fewer than {needed} independent reports" if needed > 1 else "adds nothing to the map"
    left = tuple(
        Unmapped(claim_id=e.claim.claim_id, reason="denial" if e.claim.polarity is Polarity.DENIED else few)
        for e in evidence
        if e.claim.claim_id not in shown
    )
    return _Drawn(intervals=intervals, changes=changes, left=left)


def _work_out(items: Sequence[Evidence], needed: int) -> _Place:
    evidence = PlaceEvidence()
    for item in items:
        evidence.add(item)
    changes = find_changes(evidence, needed)
    holds = [
        hold
        for members in clusters(evidence.holds, evidence.shifts)
        if len(report_groups(members)) >= needed
        for hold in members
    ]
    if needed > 1:
        evidence.contests = [c for c in evidence.contests if _supported(c, evidence.contests, needed)]
    steps, confirmed = own_steps(changes, holds)
    return _Place(evidence=evidence, changes=changes, steps=steps, confirmed=confirmed)


def _supported(contest: Evidence, contests: Sequence[Evidence], needed: int) -> bool:
    """Say whether enough report groups tell of fighting on days that overlap those of `contest`."""
    near = [c for c in contests if c.earliest <= contest.latest and contest.earliest <= c.latest]
    return len(report_groups(near)) >= needed


def _descendants(theatre: Theatre) -> dict[str, tuple[str, ...]]:
    """Map each place that holds others to all places inside it, at any depth."""
    inside: dict[str, list[str]] = {}
    for place_id in sorted(theatre.places):
        for above in theatre.ancestors(place_id):
            inside.setdefault(above, []).append(place_id)
    return {above: tuple(members) for above, members in inside.items()}
