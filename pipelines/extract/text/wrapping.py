"""Lines that were broken at a width, as mail and old wires are: read as the paragraphs that they were.

Only the line break changes, to a space, so that the text keeps its length.
"""

from __future__ import annotations

import re

from pipelines.extract.vocabulary.words import AUXILIARIES, DETERMINERS, PREPOSITIONS, words

MIN_WIDTH = 40
"""Letters of the shortest line that was broken for its length."""
MIN_BROKEN = 2
"""How many lines surely go on in a text that is broken at a width throughout."""
FULL = 0.7
"""How much of the widest line fills a line of such a text: its next word did not fit."""
_BREAK = re.compile(r"(?<=[^\s])(\r?\n)(?=[^\s•▪●*–—-])")
"""A line break with text on either side; no blank line, no item of a list."""
_GOES_ON = re.compile(r"(?!(?:al|el|as|ash|an|ar|at|ad|az|ez|es|ul)[-‐–'’])[a-z(]")
"""What begins a line that goes on with a sentence; an item of a list may be a name ("al-Bab")."""
_LAST_WORD = re.compile(r"[^\W\d_]{1,12}\Z")
_OPEN = DETERMINERS | PREPOSITIONS | AUXILIARIES | words("and or but that which who where while because than")
"""Words with which no line ends that is a sentence's, a title's or a list's."""
_PROSE = re.compile(r"\b(?:[Tt]he|an?|is|are|was|were|has|have|had)\b")
"""What a line of a sentence has and a headline hardly: enough where only one line surely goes on."""
_ENDS = frozenset('.!?:;…"”»)]')


def unwrapped(text: str) -> str:
    """Return a text whose sentences no longer go on over line breaks, of the same length."""
    if "\n" not in text:
        return text
    breaks = [m.span(1) for m in _BREAK.finditer(text)]
    lines = [(_start(text, end), end, begin) for end, begin in breaks]
    sure = [line for line in lines if _goes_on(text, *line)]
    width = max((end - start for start, end, _ in sure), default=0)
    throughout = len(sure) >= MIN_BROKEN
    out, at = [], 0
    for start, end, begin in lines:
        wide = end - start >= max(MIN_WIDTH, FULL * width) and text[end - 1] not in _ENDS
        full = wide and (throughout or (bool(sure) and _PROSE.search(text, start, end) is not None))
        if full or _goes_on(text, start, end, begin):
            out += [text[at:end], " " * (begin - end)]
            at = begin
    return "".join([*out, text[at:]])


def _start(text: str, end: int) -> int:
    """Return where the line begins that ends at `end`."""
    return text.rfind("\n", 0, end) + 1


def _goes_on(text: str, start: int, end: int, begin: int) -> bool:
    """Say whether a sentence goes on from the line of `start` and `end` to the next, which begins at `begin`.

    The first line is long and has no mark at its end; either the next begins as no sentence does, or the first ends
    as none does ("the town of").
    """
    if end - start < MIN_WIDTH or text[end - 1] in _ENDS:
        return False
    last = _LAST_WORD.search(text, max(start, end - 13), end)
    opens = text[end - 1] == "," or (last is not None and last.group() in _OPEN)
    return opens or _GOES_ON.match(text, begin) is not None
