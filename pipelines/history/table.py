"""Control intervals as columns: any day of a large history in milliseconds.

One row an interval, sorted by place and start; a snapshot is one binary search a place (numpy
`searchsorted`) over a key that joins place and day, so that its cost hardly depends on how long the history
is.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pipelines.model import History

FOREVER = 2**21 - 1
"""Day ordinal of an open end; ordinals of real days are below it (the year 5742)."""
DAY_BITS = 21
NOBODY = -1
"""The code of a holder that is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlTable:
    """Intervals in columns of equal length, sorted by (place, start), never overlapping within a place.

    `place` indexes `places`, `holder` indexes `sides` (`NOBODY` = not known). `start`, `end` are day
    ordinals, half-open; 0 = as far back as is known, `FOREVER` = no later report. `since_earliest`,
    `since_latest` bound the day of taking (-1 = not known), `last` is the last confirmed day (-1 = none),
    `reports` the report groups.
    """

    places: tuple[str, ...]
    sides: tuple[str, ...]
    place: NDArray[np.int64]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    holder: NDArray[np.int64]
    reports: NDArray[np.int64]
    since_earliest: NDArray[np.int64]
    since_latest: NDArray[np.int64]
    last: NDArray[np.int64]
    key: NDArray[np.int64]

    def rows_at(self, day: dt.date) -> NDArray[np.int64]:
        """Return, for each of `places`, the row in force on `day`, -1 where nothing is known."""
        ordinal = day.toordinal()
        wanted = (np.arange(len(self.places), dtype=np.int64) << DAY_BITS) | ordinal
        rows = np.searchsorted(self.key, wanted, side="right") - 1
        if not len(self.key):
            return rows
        safe = np.maximum(rows, 0)
        in_force = (rows >= 0) & (self.place[safe] == wanted >> DAY_BITS) & (self.end[safe] > ordinal)
        return np.where(in_force, rows, -1)

    def holders_at(self, day: dt.date) -> NDArray[np.int64]:
        """Return, for each of `places`, the code of the holder on `day`, `NOBODY` where it is not known."""
        rows = self.rows_at(day)
        if not len(self.key):
            return np.full(len(self.places), NOBODY, dtype=np.int64)
        return np.where(rows >= 0, self.holder[np.maximum(rows, 0)], NOBODY)


def make_table(
    places: Sequence[str], sides: Sequence[str], columns: dict[str, NDArray[np.int64]]
) -> ControlTable:
    """Return a table of columns that are already sorted by (place, start); the search key is made here."""
    key = (columns["place"] << DAY_BITS) | columns["start"]
    return ControlTable(places=tuple(places), sides=tuple(sides), key=key, **columns)


def table_of(history: History, places: Sequence[str]) -> ControlTable:
    """Return a history's intervals as columns; `places` are those that a snapshot has a row for, in order.

    Raises KeyError if the history draws a place that is not among them.
    """
    codes = {place_id: at for at, place_id in enumerate(places)}
    sides = sorted({i.holder for i in history.intervals if i.holder is not None})
    side_codes = {side: at for at, side in enumerate(sides)}
    rows = sorted(history.intervals, key=lambda i: (codes[i.place_id], i.start or dt.date.min))

    def column(values: list[int]) -> NDArray[np.int64]:
        return np.array(values, dtype=np.int64)

    def days(name: str, missing: int) -> NDArray[np.int64]:
        found = [getattr(i, name) for i in rows]
        return column([d.toordinal() if d is not None else missing for d in found])

    return make_table(
        places,
        sides,
        {
            "place": column([codes[i.place_id] for i in rows]),
            "start": days("start", 0),
            "end": days("end", FOREVER),
            "holder": column([NOBODY if i.holder is None else side_codes[i.holder] for i in rows]),
            "reports": column([i.independent for i in rows]),
            "since_earliest": days("since_earliest", -1),
            "since_latest": days("since_latest", -1),
            "last": days("last_confirmed", -1),
        },
    )
