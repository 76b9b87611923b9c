"""States of one place become the half-open intervals that are drawn, cut where certainty or fighting changes.

The rules are docs/history.md's 4, 8 and 9.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from pipelines.history.credibility import credibility
from pipelines.history.evidence import Evidence, report_groups
from pipelines.history.parts import Mix
from pipelines.model import ControlChange, ControlInterval, Extent, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipelines.history.changes import Draft
    from pipelines.history.timeline import State

CONTEST_DAYS = 7
"""A place stays contested for this long after the last report of fighting, if nothing changes hands."""
CONTESTED_ONLY = "rule 4: fighting is reported, who holds it is not"
Window = tuple[int, int, list[Evidence]]


def contest_windows(contests: Sequence[Evidence], change_days: Iterable[int]) -> list[Window]:
    """Return the day ranges `[start, end)` of reported fighting with their evidence, merged where they touch.

    A window lasts from its first day until the next gain or loss (`change_days`), else `CONTEST_DAYS` from
    its last day.
    """
    days = sorted(change_days)
    windows: list[Window] = []
    for contest in sorted(contests, key=lambda c: (c.earliest, c.order)):
        following = next((d for d in days if d > contest.earliest), None)
        end = contest.latest + CONTEST_DAYS
        end = end if following is None else min(end, following)
        if windows and contest.earliest <= windows[-1][1]:
            start, old_end, members = windows[-1]
            windows[-1] = (start, max(end, old_end), [*members, contest])
        else:
            windows.append((contest.earliest, end, [contest]))
    return windows


class Memo:
    """What the same evidence has given before, kept between views of one archive.

    Keys hold the identity of evidence records, so a memo may live no longer than they do.
    """

    __slots__ = ("changes", "intervals")

    def __init__(self) -> None:
        """Begin with nothing."""
        self.changes: dict[tuple[object, ...], ControlChange] = {}
        self.intervals: dict[tuple[object, ...], tuple[ControlInterval, ...]] = {}

    def change(self, draft: Draft) -> ControlChange:
        """Return the control change of a finished draft."""
        disputes = tuple(draft.disputes) if draft.disputes else ()
        key = (
            draft.place_id, draft.to, draft.frm, draft.earliest, draft.latest, draft.part, draft.whole, draft.loss,
            draft.implied, draft.undecided, disputes, tuple(map(id, draft.members)),
        )  # fmt: skip
        found = self.changes.get(key)
        if found is None:
            found = _keep(self.changes, key, to_change(draft))
        return found

    def span(
        self, place_id: str, days: tuple[int | None, int | None], state: State, windows: Sequence[Window]
    ) -> tuple[ControlInterval, ...]:
        """Return the intervals of one state that lasts for `days`."""
        draft = state.draft
        if state.overlays or (draft is not None and (draft.implied or draft.disputes)):
            return tuple(_drawn(place_id, days, state, windows))
        start, end = days
        near = [w for w in windows if (end is None or w[0] < end) and (start is None or w[1] > start)]
        key = (
            place_id, days, state.holder, state.rule, state.since, state.last, state.via,
            tuple(state.disputes) if state.disputes else (), tuple(map(id, state.core)),
            tuple(map(id, state.support)), tuple(map(id, draft.members)) if draft is not None else None,
            tuple((a, b, *map(id, members)) for a, b, members in near),
        )  # fmt: skip
        found = self.intervals.get(key)
        if found is None:
            found = _keep(self.intervals, key, tuple(_drawn(place_id, days, state, near)))
        return found


MAX_REMEMBERED = 200_000
_Kept = TypeVar("_Kept")


def _keep(known: dict[tuple[object, ...], _Kept], key: tuple[object, ...], made: _Kept) -> _Kept:
    if len(known) >= MAX_REMEMBERED:
        known.clear()
    known[key] = made
    return made


def draw(
    place_id: str, states: Sequence[State], windows: Sequence[Window], memo: Memo
) -> list[ControlInterval]:
    """Return a place's intervals, sorted, never overlapping; unknown days between them have none."""
    drawn: list[ControlInterval] = []
    spans = [(s.start, states[i + 1].start if i + 1 < len(states) else None, s) for i, s in enumerate(states)]
    first = spans[0][0] if spans else None
    if windows and (not spans or first is not None):
        drawn.extend(_unknown_but_contested(place_id, windows, first))
    for start, end, state in spans:
        drawn.extend(memo.span(place_id, (start, end), state, windows))
    return drawn


def _drawn(
    place_id: str, days: tuple[int | None, int | None], state: State, windows: Sequence[Window]
) -> Iterable[ControlInterval]:
    facts = _Facts(state)
    for a, b, settled, window in _pieces(*days, state, windows):
        yield _interval(place_id, (a, b), state, facts, settled=settled, window=window)


def _unknown_but_contested(
    place_id: str, windows: Sequence[Window], limit: int | None
) -> Iterable[ControlInterval]:
    for start, end, members in windows:
        stop = end if limit is None else min(end, limit)
        if start < stop:
            yield ControlInterval(
                place_id=place_id,
                start=_day(start),
                end=_day(stop),
                holder=None,
                status=Status.CONTESTED,
                settled=True,
                contested=True,
                since_earliest=None,
                since_latest=None,
                independent=len(report_groups(members)),
                last_confirmed=_day(max(m.latest for m in members)),
                credibility=credibility(report_groups(members), None),
                claims=_ids(members),
                sources=_sources(members),
                evidence=_first_quote(members),
                rule=CONTESTED_ONLY,
            )


def _pieces(
    start: int | None, end: int | None, state: State, windows: Sequence[Window]
) -> Iterable[tuple[int | None, int | None, bool, Window | None]]:
    """Cut a state's days where the change becomes certain and where fighting begins or ends."""
    cuts: set[int] = set()
    doubt = state.doubt
    if doubt is not None:
        cuts.add(doubt[1] + 1)
    for window in windows:
        cuts.update(window[:2])
    if not cuts:
        yield start, end, True, None
        return
    inside = sorted(c for c in cuts if (start is None or c > start) and (end is None or c < end))
    for a, b in zip([start, *inside], [*inside, end], strict=True):
        at = a if a is not None else (b - 1 if b is not None else 0)
        settled = doubt is None or not doubt[0] <= at <= doubt[1]
        here = (
            next((w for w in windows if w[0] <= at < w[1]), None)
            if (a is not None or b is not None)
            else None
        )
        yield a, b, settled, here


class _Facts:
    """What all pieces of a state share."""

    __slots__ = (
        "claims",
        "credibility",
        "disputed_by",
        "evidence",
        "independent",
        "mix",
        "sources",
        "status",
    )

    def __init__(self, state: State) -> None:
        made = state.draft is not None and not state.draft.implied
        groups = state.draft.groups if made and state.draft is not None else report_groups(state.core)
        self.mix = state.mix if state.overlays else Mix(holder=state.holder)
        self.independent = len(groups)
        self.status = _status(state, self.independent, mixed=self.mix.mixed)
        self.credibility = credibility(groups, state.holder, state.disputes.values())
        self.claims = _ids(state.support)
        self.disputed_by = tuple(sorted(state.disputes)) if state.disputes else ()
        self.sources = _sources(state.support)
        self.evidence = _first_quote(state.core)


def _status(state: State, independent: int, *, mixed: bool) -> Status:
    if state.disputes:
        return Status.DISPUTED
    if mixed:
        return Status.MIXED
    if state.holder is None:
        return Status.UNKNOWN
    if state.draft is not None and state.draft.implied:
        return Status.IMPLIED
    return Status.CORROBORATED if independent > 1 else Status.REPORTED


def _interval(
    place_id: str,
    days: tuple[int | None, int | None],
    state: State,
    facts: _Facts,
    *,
    settled: bool,
    window: Window | None,
) -> ControlInterval:
    status, claims, sources = facts.status, facts.claims, facts.sources
    if window is not None:
        if status not in (Status.DISPUTED, Status.MIXED):
            status = Status.CONTESTED
        claims = tuple(sorted({*claims, *_ids(window[2])}))
        sources = tuple(sorted({*sources, *_sources(window[2])}))
    since = state.since
    return ControlInterval(
        place_id=place_id,
        start=_day(days[0]),
        end=_day(days[1]),
        holder=facts.mix.holder,
        status=status,
        settled=settled,
        contested=window is not None,
        since_earliest=_day(since[0]) if since else None,
        since_latest=_day(since[1]) if since else None,
        independent=facts.independent,
        last_confirmed=_day(state.last),
        credibility=facts.credibility,
        shares=facts.mix.shares,
        parts=facts.mix.parts,
        claims=claims,
        disputed_by=facts.disputed_by,
        sources=sources,
        evidence=facts.evidence if facts.evidence is not None or window is None else _first_quote(window[2]),
        rule=state.rule if state.via is None else f"{state.rule} ({state.via})",
    )


def to_change(draft: Draft) -> ControlChange:
    """Return the control change of a finished draft; its id is a hash of what it says, not of who says it."""
    if draft.implied:
        rule = "rule 2: implied by a later report of who holds it"
    elif draft.loss:
        rule = "rule 1: reported given up"
    else:
        rule = "rule 1: reported taken"
    if draft.undecided:
        rule += "; not drawn, another side is reported for the same days by as many reports"
    return ControlChange(
        change_id=_change_id(draft),
        place_id=draft.place_id,
        part=draft.part,
        extent=_extent(draft),
        from_actor=draft.frm,
        to_actor=draft.to,
        earliest=dt.date.fromordinal(draft.earliest),
        latest=dt.date.fromordinal(draft.latest),
        status=draft.status,
        independent=len(draft.groups),
        credibility=credibility(draft.groups, draft.to, draft.disputes.values()),
        claims=_ids(draft.members),
        disputed_by=tuple(sorted(draft.disputes)),
        report_groups=tuple(sorted(map(_ids, draft.groups))),
        sources=_sources(draft.members),
        rule=rule,
    )


def _extent(draft: Draft) -> Extent:
    return Extent.WHOLE if draft.whole else Extent.PART


def _change_id(draft: Draft) -> str:
    parts = (draft.place_id, draft.part, draft.frm, draft.to, draft.earliest, draft.latest, draft.implied)
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


@lru_cache(maxsize=65_536)
def _day(ordinal: int | None) -> dt.date | None:
    return dt.date.fromordinal(ordinal) if ordinal is not None else None


def _ids(members: Sequence[Evidence]) -> tuple[str, ...]:
    if len(members) == 1:
        return (members[0].claim.claim_id,)
    return tuple(sorted({m.claim.claim_id for m in members}))


def _sources(members: Sequence[Evidence]) -> tuple[str, ...]:
    if len(members) == 1:
        return members[0].source.ends
    return tuple(sorted({name for m in members for name in m.source.ends}))


def _first_quote(members: Sequence[Evidence]) -> str | None:
    """Return the quote of the report that was published first."""
    if not members:
        return None
    if len(members) == 1:
        return members[0].claim.quote
    first = min(members, key=lambda m: (m.published if m.published is not None else 10**9, m.order))
    return first.claim.quote
