"""Quotations: who says what, and what an earlier sentence of a quotation leaves to "we" and "our"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.extract.actors.officials import MAX_TITLE, tells
from pipelines.extract.vocabulary.countries import LEADERS
from pipelines.extract.vocabulary.names import may_be_name
from pipelines.extract.vocabulary.words import DOUBLE_QUOTES, OFFICES, REPORTING, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View
    from pipelines.extract.text.sentences import Sentence

_TITLED = OFFICES | words(", a the for of")
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


def speaker(view: View, first: int) -> ActorPhrase | None:
    """Return who says "we": `"We have taken X," a Syrian army officer told reporters`, None if it is no side."""
    for phrase in view.actors:
        told = tells(view, phrase.last + 1) or _told_by(view, phrase.first - 1)
        inside = not DOUBLE_QUOTES.isdisjoint(view.lows[phrase.last + 1 : phrase.last + 3])
        if phrase.first > first and told and not inside:
            its = view.word(phrase.first) in ("its", "their") and view.word(phrase.last + 1) in OFFICES
            whose = view.last_subject if its else None  # "..., its military spokesman told Reuters"
            return replace(phrase, side=whose.side if whose is not None else phrase.side, speaking=True)
    for phrase in view.actors:
        before = view.lows[phrase.last + 1 : first]
        quoted = not DOUBLE_QUOTES.isdisjoint(before)
        if quoted and ("denied" in before or tells(view, phrase.last + 1)):
            return phrase  # `A Houthi leader denied this: "X is under our control"`
    for phrase in view.actors:
        spoken_for = view.word(phrase.first - 1) in ("for", "of") and view.word(phrase.first - 2) in OFFICES
        if (phrase.last < first or phrase.possessive) and spoken_for:
            return phrase  # "..., a spokesman for Ukraine's eastern command told reporters"
    if (leader := _leader(view, first)) is not None:
        return leader
    for at in range(first + 1, len(view.lows)):
        told = tells(view, at + 1) or tells(view, _behind_named(view, at + 1))
        if view.word(at) in OFFICES and (told or view.word(at - 1) in REPORTING):
            near = view.lows[max(0, at - 2) : at]
            unnamed = "a" in near[-1:] or not {"its", "their"}.isdisjoint(near)
            side = view.last_subject.side if unnamed and view.last_subject else view.home_side
            return view.acting_word(at, side, speaking=True)
    return _own_voice(view, first)


def _leader(view: View, first: int) -> ActorPhrase | None:
    """Return Turkey of `"We will clear X," Erdogan told lawmakers`, None where no state's leader speaks so."""
    for at in range(first + 1, len(view.lows)):
        if view.word(at) in LEADERS and view.reader.tokens[at].is_capital and tells(view, at + 1):
            return view.acting_word(at, view.sides.war.state(LEADERS[view.word(at)]), speaking=True)
    return None


def _own_voice(view: View, first: int) -> ActorPhrase | None:
    """Return the side whose own text says "we" at token `first`, None where somebody else may say so."""
    voice = view.sides.war.voice
    return view.acting_word(first, voice, speaking=True) if voice and not view.quoted(first) else None


def _behind_named(view: View, i: int) -> int:
    """Return the token behind ", Haider al-Abadi," at token `i`, `i` where no such aside stands there."""
    if view.word(i) != ",":
        return i
    end = next((k for k in range(i + 1, i + 6) if view.word(k) == ","), i)
    return end + 1 if end > i and any(view.reader.tokens[k].is_capital for k in range(i + 1, end)) else i


def _told_by(view: View, i: int) -> bool:
    """Say whether a reporting verb stands before token `i`, a name between: "said A B, the rebels' spokesman"."""
    for at in range(i, max(-1, i - MAX_TITLE - 1), -1):
        if view.word(at) in REPORTING:
            return True
        if view.word(at) not in _TITLED and not may_be_name(view.reader.tokens[at]):
            return False
    return False
