"""Gains and losses of one place become control changes: which claims are one, when, who disputes it.

The rules are docs/history.md's 1, 2 and 8. Days are ordinals; nothing here looks at the map or at other
places.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipelines.history.evidence import Evidence, report_groups
from pipelines.model import Event, Polarity, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NEAR_DAYS = 2
"""Supporting claims this far apart are one change."""
SAME_CHANGE_DAYS = 14
"""Two reports that one side took a place, this far apart and with no loss between, disagree on the day."""

Groups = tuple[tuple[Evidence, ...], ...]


@dataclass(slots=True, kw_only=True)
class Draft:
    """A control change in the making. `to` None = no holder is named; `loss` = it is said who gave it up.

    `passed_over`: another side is as well or better supported for the same days, so this one is not drawn;
    `undecided`: as well.
    """

    place_id: str
    whole: bool
    part: str | float | None
    to: str | None
    frm: str | None
    loss: bool
    members: list[Evidence]
    groups: Groups
    earliest: int
    latest: int
    implied: bool = False
    undecided: bool = False
    passed_over: bool = False
    disputes: dict[str, Evidence] = field(default_factory=dict)

    @property
    def status(self) -> Status:
        """Return how the change is supported (rule 2)."""
        if self.disputes or self.undecided:
            return Status.DISPUTED
        if self.implied:
            return Status.IMPLIED
        return Status.CORROBORATED if len(self.groups) > 1 else Status.REPORTED

    def claims_dispute(self, other: Draft) -> bool:
        """Say whether one of `other`'s claims speaks against this change."""
        return any(m.claim.claim_id in self.disputes for m in other.members)

    def dispute(self, others: Iterable[Evidence]) -> None:
        """Note evidence against the change, unless one source tells both in one document."""
        others = list(others)
        if not others:
            return
        own = {(m.claim.document, m.source.origin) for m in self.members}
        for other in others:
            if (other.claim.document, other.source.origin) not in own:
                self.disputes[other.claim.claim_id] = other


@dataclass(slots=True, kw_only=True)
class PlaceEvidence:
    """The evidence of one place by kind, in evidence order; `shifts` are asserted gains and losses."""

    shifts: list[Evidence] = field(default_factory=list)
    holds: list[Evidence] = field(default_factory=list)
    contests: list[Evidence] = field(default_factory=list)
    denials: list[Evidence] = field(default_factory=list)

    def add(self, item: Evidence) -> None:
        """Put one piece of evidence where it belongs."""
        event = item.claim.event
        if event is Event.CONTEST:
            if item.claim.polarity is Polarity.ASSERTED:
                self.contests.append(item)
        elif item.claim.polarity is Polarity.DENIED:
            self.denials.append(item)
        elif event is Event.HOLD:
            self.holds.append(item)
        else:
            self.shifts.append(item)


def find_changes(place: PlaceEvidence, min_independent: int = 1) -> list[Draft]:
    """Return a place's control changes by day, without those that too few report groups tell of."""
    drafts = _merge_losses([_draft(members) for members in clusters(place.shifts, place.holds)])
    for draft in drafts:
        _dispute(draft, drafts, place)
    kept = [d for d in drafts if len(d.groups) >= min_independent]
    kept.sort(key=lambda d: (d.latest, d.earliest, d.whole, str(d.part), len(d.groups), d.members[0].order))
    return kept


def clusters(items: Sequence[Evidence], against: Sequence[Evidence] = ()) -> list[list[Evidence]]:
    """Return the sets of claims of one side whose days overlap or lie near, with no opposite claim between.

    `items` are in evidence order. Opposite is any other item of a different side, and any of `against` by
    one.
    """
    found: list[list[Evidence]] = []
    last: dict[tuple[object, ...], list[Evidence]] = {}
    for item in items:
        key = _side_key(item)
        members = last.get(key)
        if members is not None:
            end = max(m.latest for m in members)
            gap = item.earliest - end
            if gap <= 0 or (gap <= NEAR_DAYS and not _opposite_between(item, end, items, against)):
                members.append(item)
                continue
        last[key] = [item]
        found.append(last[key])
    return found


def _side_key(item: Evidence) -> tuple[object, ...]:
    claim = item.claim
    whole = item.whole
    return (claim.event is Event.LOSS, claim.actor, whole, None if whole else claim.part)


def _opposite_between(
    item: Evidence, end: int, items: Sequence[Evidence], against: Sequence[Evidence]
) -> bool:
    return any(
        end <= other.earliest and other.latest <= item.earliest and _opposes(item, other)
        for other in (*items, *against)
    )


def _opposes(item: Evidence, other: Evidence) -> bool:
    """Say whether `other` is about the opposite: another side there, or the same side leaving (or coming)."""
    same_side = item.claim.actor == other.claim.actor
    one_loses = (item.claim.event is Event.LOSS) != (other.claim.event is Event.LOSS)
    return other.whole and same_side == one_loses


def _draft(members: list[Evidence]) -> Draft:
    claim = members[0].claim
    loss = claim.event is Event.LOSS
    whole = members[0].whole
    groups = report_groups(members)
    earliest, latest = agreed_days(groups)
    return Draft(
        place_id=members[0].place_id,
        whole=whole,
        part=None if whole else claim.part,
        to=None if loss else claim.actor,
        frm=claim.actor if loss else _agreed_from(groups),
        loss=loss,
        members=members,
        groups=groups,
        earliest=earliest,
        latest=latest,
    )


def _agreed_from(groups: Groups) -> str | None:
    """Return the former holder that most report groups name; None if none or two are named most often."""
    named = {m.claim.from_actor for group in groups for m in group}
    named.discard(None)
    if len(named) <= 1:
        return next(iter(named), None)
    counts = Counter(side for group in groups for side in {m.claim.from_actor for m in group} if side)
    best = counts.most_common(2)
    if not best or (len(best) > 1 and best[0][1] == best[1][1]):
        return None
    return best[0][0]


def agreed_days(groups: Groups) -> tuple[int, int]:
    """Return the days that most report groups agree on (rule 1).

    A group's own days are where its claims overlap. The result spans the days that the largest number of
    groups allows: the overlap if there is one, the whole span of the candidates if the groups are evenly
    split.
    """
    spans = [_group_span(group) for group in groups]
    if len(spans) == 1:
        start, end = spans[0]
        return (start or end), end
    edges: dict[int, int] = {}
    for start, end in spans:
        edges[start] = edges.get(start, 0) + 1
        edges[end + 1] = edges.get(end + 1, 0) - 1
    days = sorted(edges)
    cover = best = 0
    first = last = days[0]
    for day, following in zip(days, [*days[1:], days[-1]], strict=True):
        cover += edges[day]
        if cover > best:
            best, first, last = cover, day, following - 1
        elif cover == best and best:
            last = following - 1
    if first == 0:
        first = last
    return first, last


def _group_span(group: Sequence[Evidence]) -> tuple[int, int]:
    if len(group) == 1:
        return (0 if group[0].open_start else group[0].earliest), group[0].latest
    start = max(0 if m.open_start else m.earliest for m in group)
    end = min(m.latest for m in group)
    if start > end:
        return min(m.earliest for m in group), max(m.latest for m in group)
    return start, end


def _merge_losses(drafts: list[Draft]) -> list[Draft]:
    """Join "the rebels left" to "the army took it" where both are one event."""
    gains = [d for d in drafts if not d.loss]
    kept = list(gains)
    for loss in (d for d in drafts if d.loss):
        partner = next((g for g in gains if _is_one_event(g, loss)), None)
        if partner is None:
            kept.append(loss)
            continue
        partner.members = sorted((*partner.members, *loss.members), key=lambda m: m.order)
        partner.groups = report_groups(partner.members)
        partner.frm = partner.frm or loss.frm
        partner.earliest, partner.latest = agreed_days(partner.groups)
    return kept


def _is_one_event(gain: Draft, loss: Draft) -> bool:
    return (
        gain.whole == loss.whole
        and gain.part == loss.part
        and gain.to not in (None, loss.frm)
        and gain.frm in (None, loss.frm)
        and gain.earliest - loss.latest <= NEAR_DAYS
        and loss.earliest - gain.latest <= NEAR_DAYS
    )


def _dispute(draft: Draft, drafts: Sequence[Draft], place: PlaceEvidence) -> None:
    draft.dispute(d for d in place.denials if _denies(d, draft) and not _overtaken(d, draft, drafts))
    for other in drafts:
        if other is not draft and (_rivals(draft, other) or _two_days_of_one_change(draft, other, drafts)):
            draft.dispute(other.members)
    if draft.whole and draft.to is not None:
        draft.dispute(
            h
            for h in place.holds
            if h.whole and h.claim.actor != draft.to and draft.earliest <= h.earliest <= draft.latest
        )


def _denies(denial: Evidence, draft: Draft) -> bool:
    claim = denial.claim
    if denial.latest < draft.earliest or denial.earliest > draft.latest + SAME_CHANGE_DAYS:
        return False
    if (claim.event is Event.LOSS) != draft.loss or claim.actor != (draft.frm if draft.loss else draft.to):
        return False
    if draft.whole:
        return True
    return not denial.whole and claim.part == draft.part


def _overtaken(denial: Evidence, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Say whether another change came between: a denial after it is about something newer."""
    return any(
        d is not draft and d.to != draft.to and draft.latest < d.latest <= denial.earliest for d in drafts
    )


def _rivals(draft: Draft, other: Draft) -> bool:
    """Say whether `other` puts another side there in overlapping days, and no order of the two is told."""
    if draft.whole != other.whole or draft.part != other.part or draft.to == other.to:
        return False
    if other.earliest > draft.latest or other.latest < draft.earliest:
        return False
    told = _told_after(draft, other) or _told_after(other, draft)
    return not told


def _told_after(later: Draft, earlier: Draft) -> bool:
    """Say whether `later` names `earlier`'s winner as the one that it took the place from."""
    return (
        later.frm is not None
        and later.frm == earlier.to
        and earlier.frm != later.to
        and later.latest >= earlier.latest
        and later.earliest >= earlier.earliest
    )


def _two_days_of_one_change(draft: Draft, other: Draft, drafts: Sequence[Draft]) -> bool:
    """Say whether both say that one side took the place, days apart, and nothing is told in between."""
    if not (draft.whole and other.whole) or draft.loss or other.loss:
        return False
    if draft.to is None or draft.to != other.to:
        return False
    first, second = sorted((draft, other), key=lambda d: (d.latest, d.earliest))
    if second.earliest - first.latest > SAME_CHANGE_DAYS:
        return False
    return not any(
        d.whole and d.to != draft.to and first.latest <= d.latest and d.earliest <= second.earliest
        for d in drafts
    )
