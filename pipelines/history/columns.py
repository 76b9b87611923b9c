"""Control intervals of a million plain claims, worked out in columns by the same rules as one by one.

Plain is what event data sets consist of: whole gains and holds of a named side on a known day. What is not
plain (parts, losses, spans of days, denials, former holders) goes through `Archive`. The rules are
docs/history.md's 1 to 3 and 9; that both ways draw the same holders is held by test.

How: claims are sorted once, so that the claims of one change lie together; the days that most report groups
agree on come from running sums; then all places are played side by side, their first steps, their second
steps and so on, each round one set of array operations.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipelines.history.changes import NEAR_DAYS
from pipelines.history.rounds import SIDE_BITS, Changes, Steps, count_between, day_key, play, side_key
from pipelines.history.table import DAY_BITS, FOREVER, NOBODY, ControlTable

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]

GAIN, HOLD = 0, 1


class ColumnsError(ValueError):
    """Columns that do not fit together; the message names the column and the rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainClaims:
    """Plain claims in columns of equal length, in any order.

    `place` indexes `places`, `side` indexes `sides`. `event` is `GAIN` or `HOLD`. `day` is a day ordinal.
    `group` is the report group's number: claims of one number are one report. Raises ColumnsError if they
    do not fit.
    """

    places: tuple[str, ...]
    sides: tuple[str, ...]
    place: Ints
    side: Ints
    event: Ints
    day: Ints
    group: Ints

    def __post_init__(self) -> None:
        """Check lengths and ranges."""
        columns = {name: getattr(self, name) for name in ("place", "side", "event", "day", "group")}
        if len({len(c) for c in columns.values()}) > 1:
            raise ColumnsError(
                "`place`, `side`, `event`, `day`, `group` differ in length; a claim is a row of all"
            )
        limits = {
            "place": len(self.places),
            "side": min(len(self.sides), 2**SIDE_BITS),
            "day": FOREVER,
            "event": 2,
        }
        for name, limit in limits.items():
            values = columns[name]
            if len(values) and (values.min() < 0 or values.max() >= limit):
                raise ColumnsError(f"`{name}` has values outside 0..{limit - 1}: number them from 0")

    def published_by(self, published: Ints, day: int) -> PlainClaims:
        """Return the claims whose `published` ordinal is at most `day`: what was known then."""
        return self.where(published <= day)

    def where(self, keep: Flags) -> PlainClaims:
        """Return the claims that `keep` marks."""
        return PlainClaims(
            places=self.places,
            sides=self.sides,
            place=self.place[keep],
            side=self.side[keep],
            event=self.event[keep],
            day=self.day[keep],
            group=self.group[keep],
        )


def draw_plain(claims: PlainClaims) -> ControlTable:
    """Return the control intervals that follow from plain claims, as a table."""
    gains = claims.where(claims.event == GAIN)
    holds = claims.where(claims.event == HOLD)
    changes = _changes(gains, holds)
    confirmed = _confirms(changes, holds)
    taken = confirmed >= 0
    np.maximum.at(changes.newest, confirmed[taken], holds.day[taken])
    free = holds.where(~taken)  # a hold that only confirms a change says nothing before it
    steps = _steps(changes, free)
    held = np.sort(side_key(free.place, free.side, free.day))
    return play(claims.places, claims.sides, steps, changes, held)


def _changes(gains: PlainClaims, holds: PlainClaims) -> Changes:
    order = np.lexsort((gains.group, gains.day, gains.side, gains.place))
    place, side, day, group = (getattr(gains, n)[order] for n in ("place", "side", "day", "group"))
    if not len(place):
        none = np.zeros(0, dtype=np.int64)
        return Changes(
            place=none,
            side=none,
            earliest=none,
            latest=none,
            reports=none,
            newest=none,
            said_last=none,
            decided=none > 0,
        )
    first = _first_of_change(place, side, day, gains, holds)
    number = np.cumsum(first) - 1
    starts = np.flatnonzero(first)
    earliest, latest, reports = _agreed_days(number, group, day, len(starts))
    return Changes(
        place=place[starts],
        side=side[starts],
        earliest=earliest,
        latest=latest,
        reports=reports,
        newest=latest.copy(),
        said_last=np.maximum.reduceat(day, starts),
        decided=_decided(place[starts], side[starts], earliest, latest, reports),
    )


def _first_of_change(place: Ints, side: Ints, day: Ints, gains: PlainClaims, holds: PlainClaims) -> Flags:
    """Mark the gains that begin a change: far from the one before, or another side in between (rule 1)."""
    first = np.ones(len(place), dtype=bool)
    same = (place[1:] == place[:-1]) & (side[1:] == side[:-1])
    gap = day[1:] - day[:-1]
    near = np.flatnonzero(same & (gap > 0) & (gap <= NEAR_DAYS))
    first[1:] = ~(same & (gap == 0))
    where, before, after = place[near], day[near], day[near + 1]
    all_places = np.concatenate((gains.place, holds.place))
    all_sides = np.concatenate((gains.side, holds.side))
    all_days = np.concatenate((gains.day, holds.day))
    total = count_between(
        np.sort(day_key(all_places, all_days)), day_key(where, before), day_key(where, after)
    )
    own = count_between(
        np.sort(side_key(all_places, all_sides, all_days)),
        side_key(where, side[near], before),
        side_key(where, side[near], after),
    )
    first[near + 1] = total > own
    return np.asarray(first, dtype=bool)


def _agreed_days(number: Ints, group: Ints, day: Ints, count: int) -> tuple[Ints, Ints, Ints]:
    """Return the days that most groups of each change agree on, and how many groups there are.

    A group that gives several days gives the span of them.
    """
    order = np.lexsort((day, group, number))
    change, who, when = number[order], group[order], day[order]
    first = np.ones(len(change), dtype=bool)
    first[1:] = (change[1:] != change[:-1]) | (who[1:] != who[:-1])
    starts = np.flatnonzero(first)
    owner = change[starts]
    low, high = np.minimum.reduceat(when, starts), np.maximum.reduceat(when, starts)
    reports = np.bincount(owner, minlength=count).astype(np.int64)
    edge_key = np.concatenate((day_key(owner, low), day_key(owner, high + 1)))
    edge_step = np.concatenate((np.ones(len(low), dtype=np.int64), -np.ones(len(high), dtype=np.int64)))
    keys, inverse = np.unique(edge_key, return_inverse=True)
    cover = np.cumsum(np.bincount(inverse, weights=edge_step, minlength=len(keys)).astype(np.int64))
    owners = keys >> DAY_BITS
    bounds = np.flatnonzero(np.concatenate(([True], owners[1:] != owners[:-1])))
    best = np.repeat(np.maximum.reduceat(cover, bounds), np.diff(np.append(bounds, len(keys))))
    top = np.flatnonzero(cover == best)
    days = keys & (2**DAY_BITS - 1)
    until = np.append(days[1:], 0) - 1
    top_bounds = np.flatnonzero(np.concatenate(([True], owners[top][1:] != owners[top][:-1])))
    earliest = days[top[top_bounds]]
    latest = until[top[np.append(top_bounds[1:], len(top)) - 1]]
    return earliest, latest, reports


def _decided(place: Ints, side: Ints, earliest: Ints, latest: Ints, reports: Ints) -> Flags:
    """Mark the changes that are drawn: of those for the same days the best supported, none on a tie."""
    order = np.lexsort((side, reports, earliest, latest, place))
    p, e, x, r = place[order], earliest[order], latest[order], reports[order]
    new = np.ones(len(p), dtype=bool)
    new[1:] = (p[1:] != p[:-1]) | (e[1:] != e[:-1]) | (x[1:] != x[:-1])
    starts = np.flatnonzero(new)
    ends = np.append(starts[1:], len(p)) - 1
    best = np.repeat(r[ends], np.diff(np.append(starts, len(p))))
    leading = r == best
    tied = np.add.reduceat(leading.astype(np.int64), starts) > 1
    found = leading & ~np.repeat(tied, np.diff(np.append(starts, len(p))))
    decided = np.zeros(len(p), dtype=bool)
    decided[order] = found
    return decided


def _confirms(changes: Changes, holds: PlainClaims) -> Ints:
    """Return the drawn change of the same side and days that each hold only confirms, -1 for none."""
    drawn = np.flatnonzero(changes.decided)
    order = drawn[
        np.lexsort(
            (changes.earliest[drawn], changes.latest[drawn], changes.side[drawn], changes.place[drawn])
        )
    ]
    keys = side_key(changes.place[order], changes.side[order], changes.latest[order])
    at = np.searchsorted(keys, side_key(holds.place, holds.side, holds.day), "left")
    found = np.full(len(holds.place), -1, dtype=np.int64)
    inside = np.flatnonzero(at < len(order))
    row = order[at[inside]]
    fits = (
        (changes.place[row] == holds.place[inside])
        & (changes.side[row] == holds.side[inside])
        & (changes.earliest[row] <= holds.day[inside])
    )
    found[inside[fits]] = row[fits]
    return found


def _steps(changes: Changes, free: PlainClaims) -> Steps:
    """Return what happens to each place in order: holds that confirm no change, then the changes of a day."""
    day_place, day_day, day_side, day_reports = _hold_days(free)
    drawn = np.flatnonzero(changes.decided)
    place = np.concatenate((day_place, changes.place[drawn]))
    day = np.concatenate((day_day, changes.latest[drawn]))
    rank = np.concatenate((np.zeros(len(day_place), dtype=np.int64), np.ones(len(drawn), dtype=np.int64)))
    within = np.concatenate((day_day, changes.earliest[drawn]))
    order = np.lexsort((within, rank, day, place))
    return Steps(
        place=place[order],
        day=day[order],
        change=np.concatenate((np.full(len(day_place), -1, dtype=np.int64), drawn))[order],
        side=np.concatenate((day_side, changes.side[drawn]))[order],
        reports=np.concatenate((day_reports, changes.reports[drawn]))[order],
    )


def _hold_days(holds: PlainClaims) -> tuple[Ints, Ints, Ints, Ints]:
    """Return each place and day with holds: the side that most groups report, and how many do."""
    if not len(holds.place):
        none = np.zeros(0, dtype=np.int64)
        return none, none, none, none
    order = np.lexsort((holds.group, holds.side, holds.day, holds.place))
    p, d, s, g = (getattr(holds, n)[order] for n in ("place", "day", "side", "group"))
    new_side = np.ones(len(p), dtype=bool)
    new_side[1:] = (p[1:] != p[:-1]) | (d[1:] != d[:-1]) | (s[1:] != s[:-1])
    new_group = new_side.copy()
    new_group[1:] |= g[1:] != g[:-1]
    starts = np.flatnonzero(new_side)
    groups = np.add.reduceat(new_group.astype(np.int64), starts)
    p, d, s = p[starts], d[starts], s[starts]
    new_day = np.ones(len(p), dtype=bool)
    new_day[1:] = (p[1:] != p[:-1]) | (d[1:] != d[:-1])
    days = np.flatnonzero(new_day)
    best = np.maximum.reduceat(groups, days)
    leading = groups == np.repeat(best, np.diff(np.append(days, len(p))))
    number = np.add.reduceat(leading.astype(np.int64), days)
    side = np.add.reduceat(np.where(leading, s, 0), days)
    return p[days], d[days], np.where(number == 1, side, NOBODY), best
