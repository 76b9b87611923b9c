"""The place that is named behind what is told of it: "the latest town to fall was X", "the only base Y holds is X".

A frame that finds no place before its verb asks here whether the clause goes on to name it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.clauses.relating import antecedent
from pipelines.extract.vocabulary.lexicon import FORMS
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    PART_NOUNS,
    PLURAL_PLACE_NOUNS,
    SINGULAR_PLACE_NOUNS,
    words,
)

if TYPE_CHECKING:
    from pipelines.extract.clauses.context import View
    from pipelines.extract.places.records import PlaceList

MAX_DESCRIBING = 9
"""How many words may stand between the noun of a description and what is told of it."""
MAX_BEHIND = 10
"""How many words may stand between what is told and the verb that names the place: "captured so far by Y (is)"."""
_LINKS = words("is was are were include includes included remains")
_NOUNS = (SINGULAR_PLACE_NOUNS | PLURAL_PLACE_NOUNS | PART_NOUNS | words("bastion redoubt holdout place")) - {
    "most", "much", "percent",
}  # fmt: skip
_RANKS = words(
    """first second third fourth fifth sixth seventh eighth ninth tenth latest last only next sole newest most
    largest biggest main one final"""
)
_SEVERAL = PLURAL_PLACE_NOUNS | {"both", "all", "places"}
MAX_DESCRIPTION = 6
"""How many words ", two northern towns still (held by Y)" may have."""
MAX_LIST = 14
"""How many words a list of places before such a description may have."""
_STOPS = frozenset({".", ";", ",", ":", '"', "“", "”"}) | (CONJUNCTIONS - {"that", "so"})
_ENDS = frozenset({"", ".", ",", ";", "and", "which", "where", "(", "in", "near", "on", "while", "but"})


def identified(view: View, first: int, behind: int) -> PlaceList | None:
    """Return X of "the latest town (to fall to Y) is X", told by tokens `first` up to `behind`; None if no such words.

    A plural names all of its places ("the towns captured include X and Z"); one place has to be singled out by a rank.
    """
    noun = _noun(view, first)
    if noun is None:
        return None
    near = range(behind, min(behind + MAX_BEHIND, len(view.lows)))
    link = next((k for k in near if view.word(k) in _LINKS or view.word(k) in _STOPS), None)
    if link is None or view.word(link) not in _LINKS:
        return None
    if view.word(noun) not in PLURAL_PLACE_NOUNS and _RANKS.isdisjoint(
        view.lows[_opens(view, noun) : first + 1]
    ):
        return None
    group = view.reader.read(link + 1, loose=True)
    if group is None or group.items[0].anaphor or view.word(group.last + 1) not in _ENDS:
        return None
    for item in group.items:
        item.evident = True
    return group


def _noun(view: View, first: int) -> int | None:
    """Return the place noun that what begins at token `first` describes, None where no clause opens with one."""
    for noun in range(first - 1, max(-1, first - MAX_DESCRIBING), -1):
        low = view.word(noun)
        if low in _STOPS or low in _LINKS:
            return None
        if low in _NOUNS or low in _RANKS:
            opens = _opens(view, noun)
            return noun if opens == 0 or view.word(opens - 1) in _STOPS | {"that", "said"} else None
    return None


def _opens(view: View, noun: int) -> int:
    """Return where the phrase of a place noun begins: "the group's latest town"."""
    at = noun
    while (
        at > 0 and noun - at < MAX_DESCRIBING and view.word(at - 1) not in _STOPS | _LINKS | {"that", "said"}
    ):
        at -= 1
    return at


def apposed_several(view: View, end: int) -> PlaceList | None:
    """Return A and B of "to A and B, two towns (held by Y)", "A and B, both (in Y's hands)" before token `end`."""
    near = range(end - 1, max(0, end - MAX_DESCRIPTION), -1)
    comma = next((k for k in near if view.word(k) == ","), 0)
    if not comma or _SEVERAL.isdisjoint(view.lows[comma + 1 : end]):
        return None
    for begin in range(max(0, comma - MAX_LIST), comma):
        group = view.reader.read(begin, loose=True)
        if group is not None and group.last == comma - 1 and len(group.items) > 1:
            return None if group.items[0].anaphor else group
    return None


MAX_SHARED = 24
"""How many words "which lies west of Y and" may have."""
_LYING = words("lies lay sits sat stands links straddles overlooks borders")


def shared_relative(view: View, first: int) -> PlaceList | None:
    """Return X of "X, which lies west of Y and (was captured)" for the verb at token `first`, None without one."""
    at = first - 1
    while view.word(at) in ADVERBS:
        at -= 1
    if view.word(at) not in ("and", "but"):
        return None
    near = range(at - 1, max(0, at - MAX_SHARED), -1)
    which = next((k for k in near if view.word(k) == "which" or view.word(k) in (",", ";", ".")), None)
    acts = which is not None and any(
        low in FORMS or low in AUXILIARIES or low in _LYING for low in view.lows[which:at]
    )
    return antecedent(view, which) if which is not None and acts and view.word(which) == "which" else None
