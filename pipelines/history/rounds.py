"""Play all places side by side, step by step, in columns: the second half of `columns.draw_plain`.

Each round takes the next step of every place that still has one, as one set of array operations.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pipelines.history.changes import SAME_CHANGE_DAYS
from pipelines.history.table import DAY_BITS, FOREVER, NOBODY, ControlTable, make_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]

SIDE_BITS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Control changes in columns, sorted by (place, side, first claim's day).

    `newest` is the latest day that confirms the change, `said_last` the latest that any report gives for it.
    """

    place: Ints
    side: Ints
    earliest: Ints
    latest: Ints
    reports: Ints
    newest: Ints
    said_last: Ints
    decided: Flags


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """What happens to each place in order: `change` is the row in `Changes`, -1 for a day's holds.

    Of holds, `side` is the one that most groups report, `NOBODY` if two are reported equally often.
    """

    place: Ints
    day: Ints
    change: Ints
    side: Ints
    reports: Ints


def day_key(place: Ints, day: Ints) -> Ints:
    """Return one number a row that sorts by place, then day."""
    return (place << DAY_BITS) | day


def side_key(place: Ints, side: Ints, day: Ints) -> Ints:
    """Return one number a row that sorts by place, then side, then day."""
    return (((place << SIDE_BITS) | side) << DAY_BITS) | day


def count_between(keys: Ints, low: Ints, high: Ints) -> Ints:
    """Return how many of the sorted `keys` lie in `low`..`high`, both included."""
    return np.asarray(
        np.searchsorted(keys, high, "right") - np.searchsorted(keys, low, "left"), dtype=np.int64
    )


class _Board:
    """The present state of every place while they are played side by side."""

    def __init__(self, count: int) -> None:
        self.exists = np.zeros(count, dtype=bool)
        self.holder = np.full(count, NOBODY, dtype=np.int64)
        self.start = np.full(count, -1, dtype=np.int64)
        self.row = np.full(count, -1, dtype=np.int64)
        self.by_change = np.full(count, -1, dtype=np.int64)
        self.settled = np.full(count, -1, dtype=np.int64)
        self.last = np.full(count, -1, dtype=np.int64)


class _Rows:
    """The intervals that come out; a row is written over where a state lasted no day."""

    NAMES = ("place", "start", "holder", "reports", "since_earliest", "since_latest", "last")

    def __init__(self, size: int) -> None:
        self.used = 0
        self.columns = {name: np.zeros(size, dtype=np.int64) for name in self.NAMES}

    def write(self, board: _Board, at: Ints, values: dict[str, Ints]) -> None:
        """Begin a new state of the places `at`; it takes the row of one that would have lasted no day."""
        again = board.exists[at] & (board.start[at] == values["start"])
        fresh = int((~again).sum())
        row = board.row[at].copy()
        row[~again] = np.arange(self.used, self.used + fresh)
        self.used += fresh
        for name, column in values.items():
            self.columns[name][row] = column
        board.row[at] = row
        board.exists[at] = True
        board.start[at] = values["start"]
        board.holder[at] = values["holder"]
        board.last[at] = values["last"]


def play(
    places: Sequence[str], sides: Sequence[str], steps: Steps, changes: Changes, held: Ints
) -> ControlTable:
    """Play the steps of all places and return their intervals; `held` is every hold's side key, sorted."""
    first = np.searchsorted(steps.place, np.arange(len(places)), "left")
    count = np.searchsorted(steps.place, np.arange(len(places)), "right") - first
    by_length = np.argsort(-count, kind="stable")
    lengths = count[by_length]
    board, rows = _Board(len(places)), _Rows(len(steps.place))
    rivals = _Rivals(changes)
    for turn in range(int(lengths[0]) if len(lengths) else 0):
        active = by_length[: np.searchsorted(-lengths, -turn, "left")]
        step = first[active] + turn
        is_change = steps.change[step] >= 0
        _play_changes(active[is_change], steps.change[step[is_change]], board, rows, changes, rivals)
        _play_holds(active[~is_change], step[~is_change], board, rows, steps, held)
    return _finish(places, sides, rows)


def _finish(places: Sequence[str], sides: Sequence[str], rows: _Rows) -> ControlTable:
    columns = {name: column[: rows.used] for name, column in rows.columns.items()}
    order = np.lexsort((columns["start"], columns["place"]))
    columns = {name: column[order] for name, column in columns.items()}
    end = np.full(len(order), FOREVER, dtype=np.int64)
    same = columns["place"][1:] == columns["place"][:-1]
    end[:-1][same] = columns["start"][1:][same]
    return make_table(places, sides, {**columns, "end": end})


class _Rivals:
    """Answers whether another side's change may lie between two changes of one side."""

    def __init__(self, changes: Changes) -> None:
        self.latest = np.sort(day_key(changes.place, changes.latest))
        self.earliest = np.sort(day_key(changes.place, changes.earliest))
        self.side_latest = np.sort(side_key(changes.place, changes.side, changes.latest))
        self.side_earliest = np.sort(side_key(changes.place, changes.side, changes.earliest))

    def between(self, place: Ints, side: Ints, low: Ints, high: Ints) -> Flags:
        """Say where another side's change ends on or after `low` and begins on or before `high`."""
        most = np.full(len(place), 2**DAY_BITS - 1, dtype=np.int64)
        none = np.zeros(len(place), dtype=np.int64)
        total = count_between(self.latest, day_key(place, low), day_key(place, most))
        total = total - count_between(self.earliest, day_key(place, high + 1), day_key(place, most))
        own = count_between(self.side_latest, side_key(place, side, low), side_key(place, side, most))
        own = own - count_between(
            self.side_earliest, side_key(place, side, high + 1), side_key(place, side, most)
        )
        return np.asarray(total - own > none, dtype=bool)


def _play_changes(
    at: Ints, change: Ints, board: _Board, rows: _Rows, changes: Changes, rivals: _Rivals
) -> None:
    same = board.exists[at] & (board.holder[at] == changes.side[change])
    _repeat(at[same], change[same], board, rows, changes, rivals)
    at, change = at[~same], change[~same]
    earliest, latest = changes.earliest[change], changes.latest[change]
    start = np.minimum(np.maximum(earliest, board.settled[at] + 1), latest)
    start = np.where(board.exists[at], np.maximum(start, board.start[at]), start)
    rows.write(
        board,
        at,
        {
            "place": at,
            "start": start,
            "holder": changes.side[change],
            "reports": changes.reports[change],
            "since_earliest": earliest,
            "since_latest": latest,
            "last": changes.newest[change],
        },
    )
    board.by_change[at] = change
    board.settled[at] = latest


def _repeat(at: Ints, change: Ints, board: _Board, rows: _Rows, changes: Changes, rivals: _Rivals) -> None:
    """Take a second report of a gain by the holder: another day for it if near, else a confirmation."""
    newest = np.maximum(changes.newest[change], changes.said_last[change])
    board.last[at] = np.maximum(board.last[at], newest)
    rows.columns["last"][board.row[at]] = board.last[at]
    former = board.by_change[at]
    known = former >= 0
    at, change, former = at[known], change[known], former[known]
    low, high = changes.latest[former], changes.earliest[change]
    near = (high - low <= SAME_CHANGE_DAYS) & ~rivals.between(
        changes.place[change], changes.side[change], low, high
    )
    at, change = at[near], change[near]
    board.settled[at] = np.maximum(board.settled[at], changes.latest[change])
    rows.columns["since_latest"][board.row[at]] = board.settled[at]


def _play_holds(at: Ints, step: Ints, board: _Board, rows: _Rows, steps: Steps, held: Ints) -> None:
    day = steps.day[step]
    holder = board.holder[at]
    asked = side_key(at, np.maximum(holder, 0), day)
    confirms = (holder >= 0) & (count_between(held, asked, asked) > 0)
    which = at[confirms]
    board.last[which] = np.maximum(board.last[which], day[confirms])
    rows.columns["last"][board.row[which]] = board.last[which]
    side = steps.side[step]
    fresh = ~confirms & (side == NOBODY) & ~board.exists[at]
    _begin(
        at[fresh],
        day[fresh],
        side[fresh],
        np.zeros(int(fresh.sum()), dtype=np.int64),
        board,
        rows,
        implied=False,
    )
    unknown = ~board.exists[at] | (board.holder[at] == NOBODY)
    first = ~confirms & ~fresh & (side != NOBODY) & unknown
    implied = ~confirms & (side != NOBODY) & ~unknown & (day > board.last[at])
    reports = steps.reports[step]
    _begin(at[first], day[first], side[first], reports[first], board, rows, implied=False)
    _begin(at[implied], day[implied], side[implied], reports[implied], board, rows, implied=True)


def _begin(
    at: Ints, day: Ints, side: Ints, reports: Ints, board: _Board, rows: _Rows, *, implied: bool
) -> None:
    nothing = np.full(len(at), -1, dtype=np.int64)
    since = (board.last[at], day) if implied else (nothing, nothing)
    rows.write(
        board,
        at,
        {
            "place": at,
            "start": np.where(board.exists[at], np.maximum(day, board.start[at]), day),
            "holder": side,
            "reports": reports,
            "since_earliest": since[0],
            "since_latest": since[1],
            "last": np.where(side == NOBODY, -1, day),
        },
    )
    board.by_change[at] = -1
    board.settled[at] = day if implied else -1
