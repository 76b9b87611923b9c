"""Commas that a text has lost: "Bahra a rebel-run town on the coast" is read as "Bahra, a rebel-run town".

A mark that is put back has no width: it stands at the end of the word before it, and every offset stays what it was.
Only sentences without any comma are given some, and only where a name is described by what stands behind it.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from pipelines.extract.countries import COUNTRIES, DEMONYMS
from pipelines.extract.lexicon import FORMS, NO_FORM
from pipelines.extract.words import (
    ADVERBS,
    AUXILIARIES,
    CALENDAR,
    CONJUNCTIONS,
    COUNTABLE,
    DIRECTION_WORDS,
    KINDS,
    NOT_NAMES,
    NUMBERS,
    PREPOSITIONS,
    RANKS,
    RELATIVES,
    REPORTING,
    SINGULAR_PLACE_NOUNS,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from pipelines.extract.text import Token

MAX_DESCRIBED = 6
"""How many words may stand between an article and the noun that it belongs to."""
MAX_PLACED = 14
"""How many words may tell where a place lies."""
_ARTICLES = words("a an another")
_OWN = words("the its their")
_COUNTS = NUMBERS.keys() | {"both", "all"}
_TOWNS = SINGULAR_PLACE_NOUNS | words(
    """gateway hometown birthplace site heart cradle hub hamlet pocket garrison subdistrict hilltop bastion redoubt
    preserve"""
)
_VERBS = AUXILIARIES - {"'s"}
_OTHER = PREPOSITIONS | CONJUNCTIONS | RELATIVES | _VERBS | CALENDAR
_CALLING = words("called calling declared declare made make considered consider gave give given giving named")
"""Behind these a name and "a town" are two objects: "gave Bahra a new bridge"."""
_CREEDS = words(
    """shi'ite shiite shia sunni christian alawite druze kurdish turkmen arab neighbouring neighboring nearby adjacent
    adjoining twin"""
)
_UNITS = words("km kilometres kilometers kilometre miles mile metres meters")
_ROUGHLY = words("about some around roughly nearly just only")
_PLACING = (
    PREPOSITIONS
    | DIRECTION_WORDS.keys()
    | _UNITS
    | KINDS
    | words("the and border capital coast rest away desert 's")
)
_ORDINALS = RANKS | words("second third second-largest second-biggest former de oldest strategic remaining")
_SHARES = words("most much half all part parts some")
_ADDING = words("including handing leaving")
_OF_CLAIMS = words("which that denied rejected dismissed disputed")
_GOING_ON = words("and or but to that which who as while ;")
"""Behind these a second verb is one more of the same clause."""


def with_lost_commas(tokens: list[Token]) -> list[Token]:
    """Put back the commas round what describes a name, in a sentence that has none."""
    if any(token.text == "," for token in tokens):
        return tokens
    lost = {at for i in range(1, len(tokens)) if _named(tokens, i - 1) for at in _round(tokens, i)}
    lost |= {i for i in range(2, len(tokens) - 2) if _restates(tokens, i)}
    if (telling := _telling(tokens)) is not None:
        lost.add(telling)
    for i in sorted(lost, reverse=True):
        end = tokens[i - 1].end
        tokens.insert(i, replace(tokens[i - 1], start=end, end=end, text=",", low=","))
    return tokens


def _restates(tokens: list[Token], i: int) -> bool:
    """Say whether "a claim which", "a report denied by" stands at token `i`: what was told is spoken of."""
    claim = tokens[i].low == "a" and tokens[i + 1].low in ("claim", "report", "charge", "account")
    return claim and tokens[i + 2].low in _OF_CLAIMS and tokens[i - 1].low not in PREPOSITIONS | AUXILIARIES


def _low(tokens: list[Token], i: int) -> str:
    return tokens[i].low if i < len(tokens) else ""


def _named(tokens: list[Token], i: int) -> bool:
    """Say whether a name, or the kind of place behind one, ends at token `i`."""
    token = tokens[i]
    if token.low in KINDS and i:
        return _named(tokens, i - 1)
    capital = any(letter.isupper() for letter in token.text)
    return capital and token.low not in NOT_NAMES and token.low not in _OTHER


def _round(tokens: list[Token], i: int) -> list[int]:
    """Return where commas stood round a description of the name before token `i`: "(Bahra) a town", "20 km south"."""
    low = tokens[i].low
    parted = low in _SHARES and _low(tokens, i + 1) == "of" and _low(tokens, i + 2) == "which"
    if low in _ADDING or parted or (low == "among" and _low(tokens, i + 1) == "them"):
        return [i]
    if low in ("which", "whose", "where"):
        closing = _closing_clause(tokens, i + 1)
        if tokens[i - 1].low in COUNTRIES:
            return []
        return [i] if closing is None else [i, closing]
    behind = _head(tokens, i)
    if behind is None:
        behind, closing = i + 1, _closing(tokens, i + 1) if _lying(tokens, i) else None
        return [] if closing is None else [i, closing]
    closing = _closing(tokens, behind) if low != "home" else _first_finite(tokens, behind)
    return [i] if closing is None else [i, closing]


def _lying(tokens: list[Token], i: int) -> bool:
    """Say whether "further south", "to the east", "deep in" stands at token `i`."""
    low, behind = tokens[i].low, _low(tokens, i + 1)
    if low == "to" and behind == "the":
        return _low(tokens, i + 2) in DIRECTION_WORDS
    return (low in ("further", "farther") and behind in DIRECTION_WORDS) or (
        low == "deep" and behind in PREPOSITIONS
    )


def _head(tokens: list[Token], i: int) -> int | None:
    """Return the token behind the head of a description that begins at token `i`, None where none begins."""
    low, before = tokens[i].low, tokens[i - 2].low if i > 1 else ""
    if (distant := _distance(tokens, i)) is not None:
        return distant
    if low in ("capital", "home") and _low(tokens, i + 1) in ("of", "to"):
        return i + 1
    noun = _noun(tokens, i) if before not in _CALLING else None
    opens = i < 4 and tokens[0].low in PREPOSITIONS and low in _OWN  # "In Bahra the last base fell"
    return None if noun is None or opens else noun + 1


def _noun(tokens: list[Token], i: int) -> int | None:
    """Return the place noun of "a rebel-run town", "the last base", "two villages", "Iraq's second city" at `i`."""
    low = tokens[i].low
    behind = tokens[i + 1 : i + 1 + MAX_DESCRIBED]
    lows = [
        t.low
        for t in takewhile(lambda t: (t.is_word or t.low in ("'s", "'")) and t.low not in _OTHER, behind)
    ]
    nouns: AbstractSet[str] = _TOWNS
    if low in _COUNTS:
        nouns = COUNTABLE
    elif low in _CREEDS:
        nouns, lows = COUNTABLE, lows[: 2 * (tokens[i - 2].low == "and")]
    elif low in _OWN:
        owned = "'s" in lows or "'" in lows
        ranked = lows[:1] != [] and (lows[0] in _ORDINALS or low != "the" or owned)
        lows = lows if ranked or _low(tokens, i + 2) in ("of", "to") else []
    elif low not in _ARTICLES:
        lows = lows if _owner(tokens, i) else []
    at = next((k for k, word in enumerate(lows) if word in nouns), None)
    return None if at is None else i + 1 + at


def _owner(tokens: list[Token], i: int) -> bool:
    """Say whether "Iraq's", "Iraqs", "Islamic State's" stands at token `i`, and more behind it."""
    low = tokens[i].low
    lost = low.endswith("s") and low[:-1] in COUNTRIES
    state = low == "islamic" and _low(tokens, i + 2) == "'s"
    one = _low(tokens, i + 1) == "'s" and tokens[i].is_capital
    return lost or state or one


def _distance(tokens: list[Token], i: int) -> int | None:
    """Return the token behind "20 km", "about 45km" at token `i`, None where no distance stands there."""
    at = i + (tokens[i].low in _ROUGHLY)
    low = _low(tokens, at)
    if not low[:1].isdigit():
        return None
    if low.lstrip("0123456789.") in _UNITS:
        return at + 1
    return at + 2 if _low(tokens, at + 1) in _UNITS else None


def _finite(tokens: list[Token], i: int) -> bool:
    """Say whether a verb of a main clause can stand at token `i`, an adverb before it or not."""
    at = i
    while at < len(tokens) and tokens[at].low in ADVERBS:
        at += 1
    low = _low(tokens, at)
    return low in _VERBS or "past" in FORMS.get(low, NO_FORM).tenses


def _closing(tokens: list[Token], i: int) -> int | None:
    """Return where a description ends whose head stands before token `i`: before "and" and a name, before its verb."""
    for at in range(i, min(i + MAX_PLACED, len(tokens))):
        token = tokens[at]
        if token.low == "and" and at + 1 < len(tokens) and _named(tokens, at + 1):
            return at
        if token.low == "which" or _finite(tokens, at):
            return at
        placed = token.low in _PLACING or token.is_capital or token.text[0].isdigit() or token.text in "()"
        placed = placed or _low(tokens, at + 1) in KINDS  # "on the main road"
        if not placed:
            return None
    return None


def _first_finite(tokens: list[Token], i: int) -> int | None:
    """Return the verb behind "home to some three million people" from token `i`, None where none is near."""
    near = range(i, min(i + MAX_PLACED, len(tokens)))
    return next((at for at in near if _finite(tokens, at)), None)


def _closing_clause(tokens: list[Token], i: int) -> int | None:
    """Return where the clause behind "which" ends, before a second finite verb; None where none follows."""
    spoken = _low(tokens, i).endswith("s") and _low(tokens, i + 1) in PREPOSITIONS  # "which begins at"
    going = False
    for at in range(i, min(i + MAX_PLACED, len(tokens))):
        if tokens[at].low in _GOING_ON:
            return None
        finite = _finite(tokens, at)
        if finite and spoken and not going:
            return at
        spoken, going = spoken or finite, finite
    return None


def _telling(tokens: list[Token]) -> int | None:
    """Return where "Russia's defence ministry said" begins at a sentence's end, None where no such words close it."""
    end = len(tokens) - 1 - (not tokens[-1].is_word)
    while end > 1 and (tokens[end].low in CALENDAR or tokens[end].low == "on"):
        end -= 1
    low = tokens[end].low
    if low not in REPORTING or not low.endswith(("said", "ed", "says")):
        return None
    for at in range(end - 1, max(0, end - MAX_DESCRIBED - 1), -1):
        low = tokens[at].low
        if low in _VERBS or low in CONJUNCTIONS:
            return None
        known = low in DEMONYMS or low in COUNTRIES or (low.endswith("s") and low[:-1] in COUNTRIES)
        if (known or low in _OWN or low in _ARTICLES) and _named(tokens, at - 1):
            return at
    return None
