"""The day that a narrative runs on: "On 2 October the front gave way. The army took X" in a text that looks back.

News tells on the day; what it reports without a day is of its own. A chronicle, or a document without a day, tells
day after day: what it reports without one is of the day told last.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.extract.dates.expressions import TimeExpression

MIN_DAYS = 3
"""How many days a chronicle names at least."""
LOOKS_BACK = dt.timedelta(days=10)
"""How far back the days of a chronicle lie."""
_DAY_KINDS = ("dmy", "mdy", "iso", "dotted", "monthday", "endday")
_NEWS_KINDS = ("weekday", "yesterday", "today", "overnight")


class Narrative:
    """The temporal expressions of a text, in order, as a narrative goes on from one to the next."""

    def __init__(self, text: str, times: Sequence[TimeExpression], published: dt.date | None) -> None:
        """Find out whether a text is a chronicle; one without a published day always is."""
        self.text = text
        self.times = times
        self.starts = [time.start for time in times]
        self.published = published
        self.told = published is None or _looks_back(times, published)

    def day_before(self, at: int) -> TimeExpression | None:
        """Return the day that what stands at offset `at` goes on from, None where the text is no narrative.

        Of a dated text it has to lie back as far as a chronicle's, and in the same paragraph.
        """
        if not self.told:
            return None
        for time in reversed(self.times[: bisect_left(self.starts, at)]):
            if time.coarse or time.offset is not None:
                continue
            if self.published is None:
                return time
            near = "\n" not in self.text[time.end : at] and time.latest < self.published - LOOKS_BACK
            return time if near else None
        return None


def _looks_back(times: Sequence[TimeExpression], published: dt.date) -> bool:
    """Say whether most of the days that a text names lie back: several, and more than it counts from its own."""
    days = [time for time in times if time.kind in _DAY_KINDS]
    back = [time for time in days if time.latest < published - LOOKS_BACK]
    news = [time for time in times if time.kind in _NEWS_KINDS]
    return len(back) >= MIN_DAYS and 2 * len(back) > len(days) + len(news)
