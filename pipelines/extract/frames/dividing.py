"""Frames of division: control of X is divided between Y and Z; X has been split, Y holding the west and Z the east."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.extract.clauses.preceding import predicate_places
from pipelines.extract.clauses.relating import where_items
from pipelines.extract.vocabulary.lexicon import FORMS, NO_FORM, Sense, has_sense
from pipelines.extract.vocabulary.words import ADVERBS, AUXILIARIES, DIRECTION_WORDS, words
from pipelines.model import Event, Extent

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View
    from pipelines.extract.places.records import PlaceItem

RULE = "divided"
"""The rule that tells a state of now, whatever day it is said to have begun on."""
DIVIDING = words("divided split shared")
"""How control of a place is said to be in more than one hand."""
TELLING = tuple(f"{be} {low}" for be in ("been", "is", "remains", "remained") for low in ("divided", "split"))
"""How a text says that a place is in two hands before it says whose."""
MAX_SINCE = 10
"""How many words may stand between "divided" and "between": "since the rebels broke in three years ago"."""
MAX_HALF = 7
"""How many words may stand between a side and the half that it holds: "(Y) holding most districts in (the west)"."""


def divided(view: View) -> None:
    """Read "X is split between Y and Z", "X has been divided since May, with Y in the west": each holds a part."""
    for i, low in enumerate(view.lows):
        if low not in DIVIDING:
            continue
        near = range(i + 1, i + MAX_SINCE)
        at = next((k for k in near if view.word(k) in ("between", "with") and _halved(view, k)), None)
        items = _divided_places(view, i) if at is not None else []
        for holder, part in _halved(view, at) if at is not None and items else []:
            held = [replace(item, extent=Extent.PART, part=part) for item in items]
            view.add(Event.HOLD, held, verb=(i, i), actor=holder, rule=RULE, confidence=0.75)


def _halved(view: View, i: int) -> list[tuple[ActorPhrase, str | None]]:
    """Return who holds which half behind "between" or "with" at token `i`; nothing where fewer than two do."""
    first = view.actor_at(i + 1, reach=4)
    if first is None:
        return []
    half = _half(view, first.last + 1)
    if view.word(i) == "with" and (half is None or not _holds(view, first.last + 1)):
        return []
    joint = _joint(view, half or first.last)
    second = view.actor_at(joint + 1, reach=4) if joint is not None else None
    if second is None or second.side == first.side:
        return [(first, _named(view, half))] if view.word(i) == "with" else []
    other = _half(view, second.last + 1)
    return [(first, _named(view, half)), (second, _named(view, other))]


def _holds(view: View, i: int) -> bool:
    """Say whether "holding", "in control of", "in the west" stands at token `i`."""
    i += view.word(i) in ADVERBS
    return view.word(i) == "in" or has_sense(FORMS.get(view.word(i), NO_FORM).lemma, Sense.HOLD)


def _joint(view: View, i: int) -> int | None:
    """Return the "and" behind the first half, a noun or a comma between: "the western part, and (Z)"."""
    return next((k for k in range(i + 1, i + 5) if view.word(k) in ("and", "while")), None)


def _half(view: View, i: int) -> int | None:
    """Return the direction behind a side: "holding the west", "in control of most districts in the west"."""
    for k in range(i, i + MAX_HALF):
        if view.word(k) in DIRECTION_WORDS:
            return k
        if k in view.reader.actors or view.word(k) in ("and", "while", ".", ";"):
            return None
    return None


def _named(view: View, half: int | None) -> str | None:
    return None if half is None else DIRECTION_WORDS[view.word(half)]


def _divided_places(view: View, i: int) -> list[PlaceItem]:
    """Return X of "control of X is (divided)", "X has been (split)" before token `i`."""
    control = next((k for k in range(max(0, i - 9), i) if view.word(k) == "control"), None)
    if control is not None:
        return view.behind(control + 1, words("of over"), reach=1) or where_items(view, i)
    while view.word(i - 1) in ADVERBS | AUXILIARIES:
        i -= 1
    group = predicate_places(view, i, reach=8)
    inside = group is not None and view.word(group.first - 1) == "in"  # "the opposition in X is divided"
    return group.items if group is not None and not inside else []
