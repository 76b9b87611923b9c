"""Whether a passive's subject is a place, or somebody or something there: "a journalist from X (was captured)"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.vocabulary.lexicon import FORMS
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    AUXILIARIES,
    CALENDAR,
    CONJUNCTIONS,
    DETERMINERS,
    FACILITIES,
    KINDS,
    NUMBERS,
    OFFICES,
    PART_NOUNS,
    PLURAL_PLACE_NOUNS,
    PREPOSITIONS,
    REPORTING,
    SHARES,
    words,
)

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View
    from pipelines.extract.places.records import PlaceList

_FUNCTION_WORDS = PREPOSITIONS | CONJUNCTIONS | ADVERBS | AUXILIARIES | REPORTING | DETERMINERS | CALENDAR
_MEN_OF_OFFICE = OFFICES | words("deputy governor mayor director")
_APART = frozenset({"near", "outside", "around", "from"})
_BETWEEN = frozenset({",", "which", "that", "who", "and"})
_INSIDE = frozenset({"in", "at"})
_PLACES = (
    KINDS | PART_NOUNS | PLURAL_PLACE_NOUNS | FACILITIES | SHARES | words("rest all everything everywhere")
)
_ONE = frozenset({"a", "an", "another", "one"})
_CLAUSE_OPENERS = frozenset(
    {"", ",", ";", ":", ".", "and", "but", "that", "when", "after", "as", "while", "before"}
)
MAX_HEAD = 12
"""How many words a subject may have before the place in it: "the pilot of a helicopter that crashed near"."""


def only_locates(view: View, group: PlaceList, first: int) -> bool:
    """Say whether places only tell where the subject of the verb at token `first` is: "a well in X (was taken)"."""
    if not _BETWEEN.isdisjoint(view.lows[group.last + 1 : first + 1]):
        return False  # "hurt in X, which was captured"
    preposition, noun = view.word(group.first - 1), view.word(group.first - 2)
    if (
        preposition not in _APART | _INSIDE
        or noun in _CLAUSE_OPENERS
        or (noun in FORMS and preposition == "from")
    ):
        return False
    begin = next(
        (
            k
            for k in range(group.first - 2, max(-1, group.first - MAX_HEAD), -1)
            if view.word(k - 1) in _CLAUSE_OPENERS
        ),
        None,
    )
    if begin is None or not (
        view.word(begin) in _ONE | {"the", "two", "three"} or _people(view, begin, noun)
    ):
        return False
    return view.word(begin) in _ONE and noun not in PART_NOUNS if noun in _PLACES else True


def _people(view: View, begin: int, noun: str) -> bool:
    """Say whether "journalists (in X)", "two boys (from X)", "Russian tanks abandoned (in X)" begins at a token."""
    counted = view.word(begin) in NUMBERS or view.word(begin)[:1].isdigit()
    return (counted or noun.endswith(("s", "ed", "men", "missing"))) and noun not in _PLACES


def only_describes(view: View, group: PlaceList) -> bool:
    """Say whether an unlisted name only describes a thing: "captured the Berlin marathon"."""
    item = group.items[-1]
    behind = view.reader.tokens[item.last + 1 : item.last + 2]
    if behind and behind[0].text.islower() and behind[0].low in _MEN_OF_OFFICE:
        return True  # "took Kivu deputy governor A B to Kinshasa"
    plain = item.mention is None and item.noun is None and not item.anaphor
    if plain and behind and behind[0].low in OFFICES and view.word(item.name_first - 1) == "the":
        return True  # "seized the Galaxy Leader"
    if not plain or view.word(item.name_first - 1) != "the" or not behind or not behind[0].is_word:
        return False
    low = behind[0].low
    return behind[0].text.islower() and low not in _FUNCTION_WORDS and low not in FORMS


def some_men(view: View, who: ActorPhrase) -> bool:
    """Say whether "200 soldiers", "hundreds of soldiers" only are some of a side's."""
    counted = view.word(who.first - 1) == "of" and view.word(who.first - 2) in (
        "hundreds",
        "dozens",
        "scores",
    )
    return counted or view.word(who.first - 1)[:1].isdigit()
