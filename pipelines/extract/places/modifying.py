"""What stands between an article and a place's name: "the strategic northern town of X", "Yemen's Bayda province"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.vocabulary.countries import COUNTRIES, DEMONYMS
from pipelines.extract.vocabulary.lexicon import FORMS
from pipelines.extract.vocabulary.place_words import (
    COMPOUND_HEADS,
    DETERMINERS,
    FAITHS,
    FLEEING,
    OVERLOOKING,
    OWNING,
)
from pipelines.extract.vocabulary.words import (
    AUXILIARIES,
    CALENDAR,
    CONJUNCTIONS,
    DAYTIMES,
    DIRECTION_WORDS,
    DOUBLE_QUOTES,
    KINDS,
    NEGATIONS,
    NUMBERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    REPORTING,
    SINGULAR_PLACE_NOUNS,
    words,
)

if TYPE_CHECKING:
    from pipelines.extract.places.phrases import PhraseReader

_BODIES = frozenset({"movement", "group", "organisation", "organization", "alliance", "militia"})
_OWNERS = COUNTRIES.keys() | {"governor", "mayor", "president", "king", "province", "city", "town"}
"""Whose compound, office or palace a place has."""
_ENDING = (
    {"whether"}
    | FLEEING
    | AUXILIARIES
    | NEGATIONS
    | REPORTING
    | CALENDAR
    | DAYTIMES
    | (OVERLOOKING - {"adjoining"})
)
"""Words that end a place phrase."""

_TRADES = frozenset(
    {"diamond", "mining", "trading", "market", "oil", "commercial", "administrative", "trade", "transport"}
)
"""Of these a town is the centre: "the diamond centre of Koidu" is Koidu."""


def of_trade(low: str) -> bool:
    """Say whether a town can be the centre of what a word names: "the ruby-mining centre of X" is X."""
    return low in _TRADES or low.endswith(("-mining", "-trading", "-producing", "-growing", "-making"))


_STRIKING = words(
    """shelled bombed bombarded pounded struck hit targeted rocketed strafed shell bomb bombard pound strike target
    shelling bombing pounding hitting"""
)
"""What guns and planes do to a place: no word about it, behind who does so."""


def modifier(reader: PhraseReader, i: int) -> bool:
    """Say whether a word can stand between an article and a place's name."""
    low = reader.lows[i]
    if _ends_phrase(reader, i):
        return False
    if low in DETERMINERS or low in DEMONYMS or low == "of" or (low.endswith("s") and low[:-1] in COUNTRIES):
        return True
    if low in DOUBLE_QUOTES:
        return reader.lows[i - 1] not in DOUBLE_QUOTES  # the "safe area" of X
    token = reader.tokens[i]
    owner = i - 1 - (reader.lows[i - 1] in _BODIES)
    if low in OWNING and (only_owns(reader, owner) or reader.lows[i - 1] in _OWNERS):
        return True  # "Yemen's Bayda province"
    if not token.is_word or low in PREPOSITIONS or low in CONJUNCTIONS or low in PRONOUNS or low in RELATIVES:
        return False
    if low in _ENDING:
        return False
    if low == "'s":
        return i > 0 and (i - 1) in reader.mentions
    form = FORMS.get(low)
    if form and reader.lows[i - 1] in SINGULAR_PLACE_NOUNS | {"country"}:
        return False  # "the north of the country seized the town of X"
    if form and not form.tenses & {"pp"} and low not in ("key", "leading", "remaining", "open"):
        return low in ("remaining", "surrounding", "adjoining", "neighbouring", "neighboring")
    return True


def _ends_phrase(reader: PhraseReader, i: int) -> bool:
    """Say whether a word ends what stands before it: "the spring that ...", "farmland separating", "town hall"."""
    low, before = reader.lows[i], reader.lows[i - 1]
    if low in _STRIKING and (i - 1 in reader.actors or before.endswith("s") or before == "artillery"):
        return True  # "took A and warplanes bombed B"
    if low == "that":
        return before in KINDS or (
            before not in FORMS and before not in PREPOSITIONS and before not in REPORTING
        )
    return (low in COMPOUND_HEADS or low.endswith("ing")) and before in KINDS


def skippable_capital(reader: PhraseReader, i: int) -> bool:
    """Say whether a capitalised word only describes the name behind it ("Syrian", "Turkey-controlled")."""
    low = reader.lows[i]
    return (
        low in DEMONYMS
        or (
            low in FAITHS and not KINDS.isdisjoint(reader.lows[i + 1 : i + 2])
        )  # "the Armenian Christian town"
        or (low.endswith("s") and low[:-1] in COUNTRIES)
        or low.endswith(("-held", "-occupied", "-controlled", "-administered"))
        or low in DIRECTION_WORDS
        or low in DETERMINERS
        or (
            low in KINDS
            and not reader.namelike(i + 1)
            and not any(w.isdigit() or w in NUMBERS for w in reader.lows[i + 1 : i + 2])
        )
    )


def only_owns(reader: PhraseReader, i: int) -> bool:
    """Say whether token `i` is of a side that only owns what follows: "the rebels' capital of X"."""
    phrase = reader.actors.get(i)
    state = phrase is not None and phrase.first == phrase.last and reader.lows[i] in COUNTRIES
    if phrase is None or not (state or reader.lows[phrase.first] in DETERMINERS):
        return False
    behind = phrase.last + 1
    behind += (
        reader.lows[behind : behind + 1] != [] and reader.lows[behind] in _BODIES
    )  # "the rebel movement's"
    return any(low in OWNING for low in reader.lows[behind : behind + 1])


def behind_country(reader: PhraseReader, i: int) -> int | None:
    """Return the token behind "Sri Lanka's", "Burkina Faso's" at token `i`, None where no such owner stands.

    Countries of one word are read as any owner.
    """
    for ends in (i + 3, i + 2):
        if reader.lows[ends : ends + 1] == ["'s"] and " ".join(reader.lows[i:ends]) in COUNTRIES:
            return ends + 1
    return None


def names(reader: PhraseReader, i: int) -> bool:
    """Say whether a place's name stands at token `i`, no capital that only describes or owns."""
    if (
        reader.lows[i + 1 : i + 2] == ["capital"]
        and reader.lows[i - 1 : i] == ["the"]
        and reader.namelike(i + 2)
    ):
        return False  # "the Tigrayan capital Mekelle"
    return reader.namelike(i) and not skippable_capital(reader, i) and not only_owns(reader, i)
