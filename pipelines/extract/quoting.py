"""Quotations of several sentences: who says what an earlier sentence of the quotation leaves to "we" and "our"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.subjects import speaker
from pipelines.extract.words import DOUBLE_QUOTES

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.extract.context import View
    from pipelines.extract.sides import ActorPhrase
    from pipelines.extract.text import Sentence

MAX_SENTENCES = 4
"""How many sentences behind its first one a quotation is followed."""
_OWN = frozenset({"we", "our", "us"})


def speaker_behind(
    sentences: list[Sentence], at: int, view_of: Callable[[Sentence], View]
) -> ActorPhrase | None:
    """Return the side that says what the quotation of sentence `at` begins with; None if no side does.

    `"We lost X. Nobody is left," said a rebel fighter`: the rebels. `view_of` reads one sentence; it is asked only
    where a quotation stays open and speaks of its speaker.
    """
    if _OWN.isdisjoint(token.low for token in sentences[at].tokens):
        return None
    closing = closing_sentence(sentences, at)
    return speaker(view_of(closing), _closes_at(closing) or 0) if closing is not None else None


def closing_sentence(sentences: list[Sentence], at: int) -> Sentence | None:
    """Return the sentence in which the quotation ends that sentence `at` leaves open, None if it leaves none open."""
    if sum(token.low in DOUBLE_QUOTES for token in sentences[at].tokens) % 2 == 0:
        return None
    behind = sentences[at + 1 : at + 1 + MAX_SENTENCES]
    return next((s for s in behind if _closes_at(s) is not None), None)


def _closes_at(sentence: Sentence) -> int | None:
    return next((k for k, token in enumerate(sentence.tokens) if token.low in DOUBLE_QUOTES), None)
