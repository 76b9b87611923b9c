"""Dashes and brackets that part what commas would: "Zelva – a town in the north – fell", "two towns (A and B) fell".

They are read as commas, a dash before a closing list of names as a colon. Brackets that hold another spelling or a
group's abbreviation ("Kobani (Ayn al-Arab)", "the Democratic Forces (SDF)") stay what they are.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from pipelines.extract.text.datelines import behind_dateline
from pipelines.extract.vocabulary.words import (
    AUXILIARIES,
    COUNTABLE,
    DIRECTION_WORDS,
    NUMBERS,
    PREPOSITIONS,
    RELATIVES,
    REPORTING,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipelines.extract.text.sentences import Token

MAX_PARTED = 25
"""How many words two dashes may hold between them."""
_DASHES = frozenset("-–—")
_NARROW = frozenset("-–")
"""Dashes that part words only where a space stands on either side."""
_DESCRIBING = (
    words("including a an the both all two three four home now once formerly previously also among notably")
    | (RELATIVES - {"that"})
    | DIRECTION_WORDS.keys()
    | (PREPOSITIONS - words("from to by with via until till since"))
)
"""What a bracket begins with that describes what stands before it."""
_LISTING = frozenset({",", "and"})


def with_plain_marks(tokens: list[Token]) -> list[Token]:
    """Return a sentence's tokens, the marks that part as commas do made commas; offsets stay."""
    begin = behind_dateline(tokens)
    dashes = [k for k in range(max(1, begin), len(tokens) - 1) if _parts(tokens, k)]
    put: dict[int, str] = {}
    if len(dashes) == 2 and 1 < dashes[1] - dashes[0] <= MAX_PARTED:
        put |= dict.fromkeys(dashes, ",")
    elif len(dashes) == 1 and _only_names(tokens[dashes[0] + 1 :]):
        put[dashes[0]] = ":"
    for opens in (k for k in range(max(1, begin), len(tokens)) if tokens[k].text == "("):
        inside = list(takewhile(lambda t: t.text not in "()", tokens[opens + 1 : opens + 1 + MAX_PARTED]))
        closes = opens + 1 + len(inside)
        closed = closes < len(tokens) and tokens[closes].text == ")"
        if closed and _parted(tokens, opens, inside):
            put |= {opens: ",", closes: ","}
        elif closed and closes + 2 >= len(tokens) and _only_names(inside):
            put |= {opens: ":", closes: ","}  # "Two towns were taken (A and B)."
    twice = {k for k in put if put[k] == "," and k + 1 < len(tokens) and tokens[k + 1].text == ","}
    return (
        [_as_mark(token, put.get(k)) for k, token in enumerate(tokens) if k not in twice] if put else tokens
    )


def _as_mark(token: Token, mark: str | None) -> Token:
    return token if mark is None else replace(token, text=mark, low=mark)


def _parts(tokens: list[Token], k: int) -> bool:
    """Say whether token `k` is a dash that parts words, not one that joins them."""
    dash, before, behind = tokens[k], tokens[k - 1], tokens[k + 1]
    if dash.text not in _DASHES:
        return False
    return dash.text not in _NARROW or (before.end < dash.start and dash.end < behind.start)


def _parted(tokens: list[Token], opens: int, inside: Sequence[Token]) -> bool:
    """Say whether the bracket at token `opens` holds a description, or the names of what was counted before it."""
    if len(inside) < 2 or any(token.low in REPORTING for token in inside):
        return False
    if inside[0].low in _DESCRIBING and inside[0].text.islower():
        return True
    counted = tokens[opens - 1].low in COUNTABLE or tokens[opens - 1].low in NUMBERS
    return counted and _only_names(inside)


def _only_names(inside: Sequence[Token]) -> bool:
    """Say whether tokens are a list of names and nothing else."""
    listed = [t for t in inside if t.text != "."]
    names = [t for t in listed if t.low not in _LISTING]
    plain = all(t.is_capital or t.low.startswith(("al-", "el-")) for t in names)
    opened = plain and listed[:1] == names[:1] and not any(t.low in AUXILIARIES for t in names)
    return opened and 1 < len(names) < len(listed)
