"""What describes those who act: "the rebels, backed by artillery, hold", "the rebels led by a former general took X".

Without a name it tells nothing of their side; the grammar reads the clause without it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.extract.text.describing import MAX_DESCRIPTION, SIDED_ENDS, TELLING, acts, goes_on
from pipelines.extract.vocabulary.actor_words import HEADS
from pipelines.extract.vocabulary.lexicon import FORMS
from pipelines.extract.vocabulary.words import words

if TYPE_CHECKING:
    from pipelines.extract.text.sentences import Token

_COMPANY = words(
    """led commanded headed backed supported aided assisted helped armed equipped trained paid accompanied reinforced
    hiding dug based stationed camped massed numbering using wearing riding arriving coming"""
)
"""What opens words that describe those who act: "the rebels, led by a former general, hold"."""
_PAST = words(
    "to said fled went told made came sent began spoke fought put got met sought stood thought knew saw"
)
"""Words that show that a description is over: what is done follows."""
_ALLIES = words("militia militias militiamen fighters forces troops units volunteers tribesmen allies")
"""Who may stand by those who act: without a name they are on their side."""
MAX_TRAIN = 9
"""How many words without commas may describe those who act."""


def without_companies(tokens: list[Token]) -> list[Token]:
    """Return a sentence's tokens without what describes those who act; offsets stay."""
    tokens = _without_trains(tokens)
    commas = [i for i, token in enumerate(tokens) if token.text == "," and token.end > token.start]
    kept: list[Token] = []
    begin = 0
    for opens, closes in pairwise(commas):
        after = opens > 0 and tokens[opens - 1].low in HEADS and opens >= begin
        if after and _tells_of_men(tokens[opens + 1 : closes]) and goes_on(tokens, closes):
            kept += tokens[begin:opens]
            begin = closes + 1
    return kept + tokens[begin:] if begin else tokens


def _without_trains(tokens: list[Token]) -> list[Token]:
    """Return a sentence's tokens without "led by a former general" between who acts and a verb."""
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        kept.append(tokens[at])
        at += 1
        if tokens[at - 1].low in HEADS and tokens[at : at + 1] and tokens[at].low in _COMPANY:
            end = next((k for k in range(at, len(tokens)) if acts(tokens[k].low)), at)
            at = end if end - at <= MAX_TRAIN and _tells_of_men(tokens[at:end]) else at
    return kept


def _tells_of_men(inside: list[Token]) -> bool:
    """Say whether words only describe who acts, without a name that may tell whose they are."""
    if not 1 < len(inside) <= MAX_DESCRIPTION or not all(t.is_word and not t.is_capital for t in inside):
        return False
    first, *rest = (token.low for token in inside)
    plain = all(low in _ALLIES or (low not in TELLING and low not in FORMS) for low in rest)
    plain = plain and not any(low.endswith(SIDED_ENDS) for low in rest)
    plain = plain and not any(low.endswith("ed") or low in _PAST for low in rest[1:])
    return plain and (first in _COMPANY or first in ("who", "which"))
