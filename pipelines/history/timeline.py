"""One place's changes and holds in the order of days become its states: who held it, from when, why.

The rules are docs/history.md's 2, 3, 5 and 6. A state lasts until the next; what is drawn of it is
`intervals`' work.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipelines.history.changes import SAME_CHANGE_DAYS, Draft
from pipelines.history.evidence import Evidence, report_groups
from pipelines.history.parts import Mix, Overlay, compose, overlay
from pipelines.model import Event

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipelines.history.steps import Step

FIRST_FROM = "rule 3: before its first reported change the place was with the side that it was taken from"
FIRST_HOLD = "rule 3: the first that is reported is who held it"
GAIN = "rule 1: reported taken"
LOSS = "rule 1: reported given up, no new holder is named"
AGAIN = "rule 2: reported taken again by its holder, so lost in between"
IMPLIED = "rule 2: a later report finds another side there; nothing reported explains the change"
PART = "rule 5: a part is held by another side"
UNDECIDED = "rule 2: two sides are reported for the same days by equally many reports"
INHERITED = "rule 6: said of the place that holds it"


@dataclass(slots=True, kw_only=True)
class State:
    """Who held a place from `start` on (None = as far back as is known), until the next state.

    `core` is the evidence that made the state, `support` all evidence that it rests on. `since` bounds the
    day of taking it. `last` is the day of the latest evidence for the holder. `via` is the parent place
    that the report spoke of, None if it spoke of this one.
    """

    start: int | None
    holder: str | None
    rule: str
    core: list[Evidence]
    support: list[Evidence]
    draft: Draft | None = None
    overlays: tuple[Overlay, ...] = ()
    since: tuple[int, int] | None = None
    last: int | None = None
    disputes: dict[str, Evidence] = field(default_factory=dict)
    via: str | None = None

    @property
    def doubt(self) -> tuple[int, int] | None:
        """Return the first and last day on which the change may not have happened yet, None if it is certain.

        An implied change is drawn only from the days of the report that implies it.
        """
        if self.since is None or self.start is None:
            return None
        first = self.start if self.rule == IMPLIED else self.since[0]
        return (first, self.since[1]) if first < self.since[1] else None

    @property
    def mix(self) -> Mix:
        """Return the holder with the shares and parts of a place that several sides hold."""
        return compose(self.holder, self.overlays)


class Walk:
    """Play a place's steps and collect its states and the changes that only a later report implies."""

    def __init__(self, place_id: str, confirmed: dict[int, list[Evidence]]) -> None:
        """Begin with no state; `confirmed` holds the reports that confirm a change, by its position."""
        self.place_id = place_id
        self.states: list[State] = []
        self.implied: list[Draft] = []
        self._confirmed = confirmed

    def play(self, steps: Sequence[Step], changes: Sequence[Draft]) -> None:
        """Play the steps in order; `changes` gives the positions that `confirmed` refers to."""
        self._begin([s for s in steps if s.via is None])
        position = {id(draft): at for at, draft in enumerate(changes)}
        for step in steps:
            if step.draft is None:
                self._hold(step)
                continue
            extra = self._confirmed.get(position.get(id(step.draft), -1), []) if step.via is None else []
            if step.whole:
                self._change(step, step.draft, extra)
            else:
                self._part_change(step.draft)
        for draft in changes:
            if draft.undecided:
                self._note_undecided(draft)

    @property
    def now(self) -> State | None:
        """Return the state that holds at the end of the steps played so far."""
        return self.states[-1] if self.states else None

    def _begin(self, steps: Sequence[Step]) -> None:
        """Draw the time before the first change by whom it was taken from (rule 3)."""
        drafts = [s.draft for s in steps if s.draft is not None]
        whole = next((d for d in drafts if d.whole), None)
        first = next((d for d in (whole, *drafts[:1]) if d is not None and d.frm is not None), None)
        if first is None or first.frm is None:
            return
        for step in steps:
            if step.draft is first:
                break
            if any(h.claim.actor != first.frm and step.whole for h in step.holds):
                return
        told = [
            m
            for m in first.members
            if first.frm in (m.claim.from_actor, m.claim.actor if first.loss else None)
        ]
        self.states.append(
            State(
                start=None,
                holder=first.frm,
                rule=FIRST_FROM,
                core=told,
                support=list(told),
                last=first.earliest,
            )
        )

    def _push(self, state: State) -> None:
        now = self.now
        if now is not None and now.start is not None and state.start is not None:
            state.start = max(state.start, now.start)
            if state.start == now.start:
                self.states.pop()
        self.states.append(state)

    def _confirm(self, members: Iterable[Evidence], now: State) -> None:
        for member in members:
            now.support.append(member)
            if not now.overlays:
                now.core.append(member)
            now.last = member.latest if now.last is None else max(now.last, member.latest)

    def _start(self, draft: Draft) -> int:
        """Return the day from which a change is drawn: its first possible one after the last change."""
        now = self.now
        settled = now.since[1] + 1 if now is not None and now.since else draft.earliest
        return min(max(draft.earliest, settled), draft.latest)

    def _change(self, step: Step, draft: Draft, extra: Sequence[Evidence]) -> None:
        now = self.now
        weak = now is not None and now.via is not None and step.via is None
        if now is not None and not weak and not now.overlays and now.holder is not None:
            if draft.loss and now.holder != draft.frm:
                self._confirm([*draft.members, *extra], now)
                return
            if draft.to == now.holder and not self._retaken(draft, now):
                self._repeat(draft, now, extra)
                return
        rule = LOSS if draft.loss else GAIN
        if (
            now is not None
            and draft.to is not None
            and draft.to == now.holder
            and not weak
            and not now.overlays
        ):
            rule = AGAIN
            self._imply_loss(draft, now)
        if draft.frm is None and now is not None and step.via is None and now.holder != draft.to:
            draft.frm = now.holder
        rest = _others(now, draft) if draft.loss else ()
        self._push(
            State(
                start=self._start(draft),
                holder=draft.to,
                rule=INHERITED if step.via else rule,
                core=list(draft.members),
                support=[*draft.members, *extra],
                draft=draft,
                overlays=rest,
                since=(draft.earliest, draft.latest),
                last=max((draft.latest, *(m.latest for m in extra))),
                disputes=dict(draft.disputes),
                via=step.via,
            )
        )

    def _retaken(self, draft: Draft, now: State) -> bool:
        """Say whether a gain by the holder is a new one: long after the first, and from another side."""
        near = now.since is not None and draft.earliest - now.since[1] <= SAME_CHANGE_DAYS
        return draft.frm not in (None, draft.to) and not near and now.since is not None

    def _repeat(self, draft: Draft, now: State, extra: Sequence[Evidence]) -> None:
        """Take a second report of the same gain: another day for it (both are kept), or a confirmation."""
        if now.draft is not None and now.since is not None and draft.claims_dispute(now.draft):
            now.since = (now.since[0], max(now.since[1], draft.latest))
        now.disputes.update(draft.disputes)
        self._confirm([*draft.members, *extra], now)
        if draft.frm is None and now.draft is not None:
            draft.frm = now.draft.frm

    def _imply_loss(self, draft: Draft, now: State) -> None:
        after = now.last if now.last is not None else draft.earliest
        self.implied.append(self._implied(now.holder, draft.frm, draft.members, (after, draft.earliest)))

    def _implied(
        self, frm: str | None, to: str | None, members: Sequence[Evidence], days: tuple[int, int]
    ) -> Draft:
        return Draft(
            place_id=self.place_id,
            whole=True,
            part=None,
            to=to,
            frm=frm,
            loss=False,
            members=list(members),
            groups=report_groups(members),
            earliest=min(days),
            latest=max(days),
            implied=True,
        )

    def _hold(self, step: Step) -> None:
        if not step.whole:
            for hold in step.holds:
                self._part_hold(hold, step.via)
            return
        by_side: dict[str | None, list[Evidence]] = {}
        for hold in step.holds:
            by_side.setdefault(hold.claim.actor, []).append(hold)
        now = self.now
        if now is not None and now.holder in by_side and now.holder is not None:
            self._confirm(by_side.pop(now.holder), now)
            self._quarrel([h for holds in by_side.values() for h in holds], now)
            return
        best = max(len(report_groups(holds)) for holds in by_side.values())
        leading = [s for s, holds in by_side.items() if len(report_groups(holds)) == best]
        if len(leading) > 1:
            self._undecided_holds(step)
            return
        members = by_side.pop(leading[0])
        self._one_side_holds(step, leading[0], members)
        if self.now is not None:
            self._quarrel([h for holds in by_side.values() for h in holds], self.now)

    def _one_side_holds(self, step: Step, side: str | None, members: list[Evidence]) -> None:
        now = self.now
        draft: Draft | None = None
        rule = FIRST_HOLD
        since: tuple[int, int] | None = None
        if now is not None and not (now.holder is None and now.draft is None and not now.overlays):
            own_over_parent = now.via is not None and step.via is None
            if now.last is not None and step.day <= now.last and not own_over_parent:
                self._quarrel(members, now)
                return
            since = (min(now.last or step.day, step.span[1]), step.span[1])
            draft = self._implied(now.holder, side, members, since)
            rule = IMPLIED
            if step.via is None:
                self.implied.append(draft)
        self._push(
            State(
                start=step.day,
                holder=side,
                rule=INHERITED if step.via else rule,
                core=list(members),
                support=list(members),
                draft=draft,
                since=since,
                last=max(m.latest for m in members),
                via=step.via,
            )
        )

    def _undecided_holds(self, step: Step) -> None:
        if self.now is None:
            self._push(State(start=step.day, holder=None, rule=UNDECIDED, core=[], support=[], via=step.via))
        if self.now is not None:
            self._quarrel(step.holds, self.now)

    def _quarrel(self, members: Iterable[Evidence], now: State) -> None:
        for member in members:
            now.disputes[member.claim.claim_id] = member

    def _note_undecided(self, draft: Draft) -> None:
        """Mark the state that two equally supported changes leave as it was."""
        at = [s for s in self.states if s.start is None or s.start <= draft.latest]
        if at and at[-1].start is not None and at[-1].start >= draft.earliest:
            at[-1].disputes.update({m.claim.claim_id: m for m in draft.members})
            return
        before = at[-1] if at else None
        state = State(
            start=draft.earliest,
            holder=before.holder if before else None,
            rule=UNDECIDED,
            core=list(before.core) if before else [],
            support=list(before.support) if before else [],
            overlays=before.overlays if before else (),
            since=before.since if before else None,
            last=before.last if before else None,
            disputes={m.claim.claim_id: m for m in draft.members},
        )
        self.states.insert(self.states.index(before) + 1 if before else 0, state)

    def _part_change(self, draft: Draft) -> None:
        now = self.now
        if now is not None and draft.to is not None and now.holder == draft.to and not now.overlays:
            self._confirm(draft.members, now)
            return
        if draft.frm is None and now is not None and now.holder != draft.to:
            draft.frm = now.holder
        self._part(
            overlay(draft.to, draft.part, loser=draft.frm if draft.loss else None),
            draft.members,
            start=self._start(draft),
            draft=draft,
        )

    def _part_hold(self, hold: Evidence, via: str | None) -> None:
        now = self.now
        side, part = hold.claim.actor, hold.claim.part
        if now is not None and now.holder == side and not (now.overlays or isinstance(part, float)):
            self._confirm([hold], now)
            return
        if via is None:
            self._part(overlay(side, part), [hold], start=hold.earliest, draft=None)

    def _part(self, new: Overlay, members: Sequence[Evidence], *, start: int, draft: Draft | None) -> None:
        now = self.now
        base = now.holder if now is not None else None
        if base is None and draft is not None and not draft.loss and now is None:
            base = draft.frm
        old = now.overlays if now is not None else ()
        latest = max(m.latest for m in members)
        self._push(
            State(
                start=start,
                holder=base,
                rule=PART,
                core=list(members),
                support=[*(now.support if now is not None else ()), *members],
                draft=draft,
                overlays=(*(o for o in old if not new.replaces(o)), new),
                since=(draft.earliest, draft.latest) if draft is not None else (now.since if now else None),
                last=max(now.last or latest, latest) if now is not None else latest,
                disputes=dict(draft.disputes) if draft is not None else {},
            )
        )


def dispute_states(states: Sequence[State], denials: Iterable[Evidence]) -> None:
    """Mark states that no change made and that a report of their days denies ("it is not held by X")."""
    told = [d for d in denials if d.whole and d.claim.event is not Event.LOSS]
    ends = [state.start for state in states[1:]]
    for state, end in zip(states, [*ends, None], strict=False):
        made = state.draft is not None and not state.draft.implied
        if made or state.start is None:
            continue
        for denial in told:
            during = state.start <= denial.latest and (end is None or denial.latest < end)
            if during and denial.claim.actor == state.holder:
                state.disputes[denial.claim.claim_id] = denial


def _others(now: State | None, draft: Draft) -> tuple[Overlay, ...]:
    """Return the parts that stay with other sides when one side gives the place up."""
    if now is None:
        return ()
    return tuple(o for o in now.overlays if o.side not in (None, draft.frm))
