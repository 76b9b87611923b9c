"""Chronicles: the day that stands over an entry ("7 May. Rebels took X") is the day of what the entry tells."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from pipelines.extract.dates.expressions import TimeExpression

_KINDS = ("dmy", "mdy", "iso", "dotted", "weekday", "mhead", "heading")
_ENDS = re.compile(r"[ \t]*(?:[.:]|(?<=\.)|[–—-](?=\s)|(?=\n)|\Z)[ \t]*")
"""What ends a heading."""
_OPENS = re.compile(
    r"(?:\A|(?:\n|[.!?:\"”’)\]])[ \t]*\n)[ \t]*(?:[•▪●*–—-][ \t]*)?(?:[A-Z][a-z]{2,8},?[ \t]+)?\Z"
)
"""What stands before a heading: a line's start behind a blank line or a line that ended, a bullet, a weekday."""
_OPENS_CHARS = 24


class Headings:
    """The days that head the entries of a chronicle."""

    def __init__(self, text: str, times: list[TimeExpression], published: dt.date | None) -> None:
        """Find the headings of a text among its temporal expressions, which are in order."""
        self.starts: list[int] = []
        self.entries: list[tuple[int, TimeExpression]] = []
        found = [(t, end) for t in times if t.kind in _KINDS and (end := _heading_end(text, t)) is not None]
        found = [(t, end) for t, end in found if not (t.start < _OPENS_CHARS and t.latest == published)]
        for k, (time, end) in enumerate(found):
            alone = text.startswith("\n", end) or end == len(text)
            line = _line_end(text, end)
            following = found[k + 1][0].start if k + 1 < len(found) else _line_end(text, line)
            self.starts.append(time.start)
            self.entries.append((following if alone else line, time))

    def over(self, at: int) -> TimeExpression | None:
        """Return the day of the entry that a place of the text lies in, None outside of entries."""
        k = bisect_right(self.starts, at) - 1
        if k < 0 or at >= self.entries[k][0]:
            return None
        return self.entries[k][1]


def _heading_end(text: str, time: TimeExpression) -> int | None:
    """Return where a temporal expression that is a heading ends with its mark, None if it is none."""
    ends = _ENDS.match(text, time.end)
    near = max(0, time.start - _OPENS_CHARS)
    if ends is None or (near and "\n" not in text[near : time.start]):
        return None
    return ends.end() if _OPENS.search(text[near : time.start] if near else text[: time.start]) else None


def _line_end(text: str, start: int) -> int:
    """Return where the next line that is not blank ends."""
    while start < len(text) and text[start].isspace():
        start += 1
    end = text.find("\n", start)
    return len(text) if end < 0 else end
