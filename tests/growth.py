"""How the time of a call grows with its text, measured against itself: a slow or busy machine changes nothing."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

TIMES_LONGER = 4
LINEAR = 3
"""How much faster than the text the time may grow: a quadratic reader is past it, a busy machine is not."""
TOO_FAST_TO_MEASURE_S = 0.05
ATTEMPTS = 3
"""A disturbance passes; what blows up blows up each time."""


def cost(call: Callable[[], object]) -> float:
    """Return the seconds of processor time that a call takes."""
    begin = time.process_time()
    call()
    return time.process_time() - begin


def repeated(piece: str, chars: int) -> str:
    """Return a piece again and again, at most `chars` long, and once at least."""
    return piece * max(1, chars // len(piece))


def assert_linear(read: Callable[[str], object], text_of: Callable[[int], str], chars: int) -> None:
    """Hold the time of reading `chars` characters to that of a quarter of them."""
    ratio = 0.0
    for _ in range(ATTEMPTS):
        short = cost(lambda: read(text_of(chars // TIMES_LONGER)))
        long = cost(lambda: read(text_of(chars)))
        if long < TOO_FAST_TO_MEASURE_S:
            return
        ratio = long / short
        if ratio < TIMES_LONGER * LINEAR:
            return
    raise AssertionError(f"a text {TIMES_LONGER} times as long takes {ratio:.1f} times as long")


def assert_no_dearer(read: Callable[[str], object], text: str, plain: str, times: float) -> None:
    """Hold the time per character of a text to so many times that of a plain one, read at the same moment."""
    ratio = 0.0
    for _ in range(ATTEMPTS):
        ratio = cost(lambda: read(text)) / len(text) * len(plain) / cost(lambda: read(plain))
        if ratio < times:
            return
    raise AssertionError(
        f"a character costs {ratio:.1f} times as much as one of a plain text (at most {times})"
    )
