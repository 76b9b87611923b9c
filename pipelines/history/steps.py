"""What happens to one place, by day: its drawn changes, reports of who holds it, what it inherits.

The rules are docs/history.md's 2 and 6.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipelines.history.changes import Draft
    from pipelines.history.evidence import Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that happens to a place: a change, or reports of the same days about who holds it."""

    day: int
    draft: Draft | None = None
    holds: tuple[Evidence, ...] = ()
    whole: bool
    via: str | None = None

    @property
    def order(self) -> tuple[int, int, int, int]:
        """Return the sorting key: a hold that may be of the day before a change comes before the change."""
        if self.draft is not None:
            return (self.day, 1, self.draft.earliest, int(self.whole))
        return (self.day, 0, self.holds[0].latest, int(self.whole))

    @property
    def span(self) -> tuple[int, int]:
        """Return the first and last day that the step may be of."""
        if self.draft is not None:
            return self.draft.earliest, self.draft.latest
        return self.holds[0].earliest, self.holds[0].latest


def own_steps(
    changes: Sequence[Draft], holds: Sequence[Evidence]
) -> tuple[list[Step], dict[int, list[Evidence]]]:
    """Return a place's steps, and the holds that only confirm a change, by its position in `changes`.

    Of whole changes to different sides on the same days only the best supported is a step; if they are
    equally well supported none is, and they are marked as undecided.
    """
    confirmed: dict[int, list[Evidence]] = {}
    free: list[Evidence] = []
    decided = _decided(changes)
    for hold in holds:
        at = _confirms(hold, changes)
        if at is None:
            free.append(hold)
        else:
            confirmed.setdefault(at, []).append(hold)
    steps = [Step(day=d.latest, draft=d, whole=d.whole) for d in decided]
    ordered = sorted(free, key=lambda h: (h.earliest, h.latest, h.whole, h.order))
    for (day, _, whole), members in groupby(ordered, key=lambda h: (h.earliest, h.latest, h.whole)):
        steps.append(Step(day=day, holds=tuple(members), whole=whole))
    return sorted(steps, key=lambda s: s.order), confirmed


def _confirms(hold: Evidence, changes: Sequence[Draft]) -> int | None:
    if not hold.whole:
        return None
    for at, draft in enumerate(changes):
        same = draft.whole and not draft.passed_over and draft.to == hold.claim.actor
        if same and hold.earliest <= draft.latest and hold.latest >= draft.earliest:
            return at
    return None


def _decided(changes: Sequence[Draft]) -> list[Draft]:
    kept: list[Draft] = []
    for _, same_days in groupby(changes, key=lambda d: (d.latest, d.earliest, d.whole, str(d.part))):
        rivals = list(same_days)
        if len({d.to for d in rivals}) == 1:
            kept.extend(rivals)
            continue
        best = max(len(d.groups) for d in rivals)
        for draft in rivals:
            draft.passed_over = len(draft.groups) < best
        leading = [d for d in rivals if len(d.groups) == best]
        if len({d.to for d in leading}) == 1:
            kept.extend(leading)
        else:
            for draft in leading:
                draft.undecided = draft.passed_over = True
                rivals_of = [m for d in leading if d.to != draft.to for m in d.members]
                draft.disputes.update({m.claim.claim_id: m for m in rivals_of})
    return kept


def inherited_steps(own: Sequence[Step], parents: Iterable[tuple[str, Sequence[Step]]]) -> list[Step]:
    """Return the whole steps of the places that hold this one, where nothing of its own is newer.

    `parents` come nearest first. A parent's step is left out if a nearer step may be of the same days.
    """
    nearer = [s.span for s in own]
    found: list[Step] = []
    for place_id, steps in parents:
        new = [
            Step(day=s.day, draft=s.draft, holds=s.holds, whole=True, via=place_id)
            for s in steps
            if s.whole and not any(first <= s.span[1] and s.span[0] <= last for first, last in nearer)
        ]
        nearer.extend(s.span for s in new)
        found.extend(new)
    return found
