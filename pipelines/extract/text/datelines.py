"""Datelines: where the sentence behind "LYSYCHANSK, Ukraine, July 3 (Reuters) - " begins, and the town it names."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from pipelines.extract.vocabulary.countries import COUNTRIES
from pipelines.extract.vocabulary.words import AGENCIES, NUMBERS, words

if TYPE_CHECKING:
    from pipelines.extract.text.sentences import Token

MAX_DATELINE = 8
"""How many tokens a dateline that names no agency may have: "KHARKIV, Ukraine, March 3 — "."""
_DASHES = frozenset({"-", "–", "—", "--"})
_MARKS = _DASHES | {")", "/"}
"""Without any of these, or a town in capitals, no dateline opens a sentence."""
_NO_TOWN = words("near on outside aboard with along between")
"""What makes a dateline that of no town: "NEAR SIRTE, Libya"."""
_OPENING = frozenset(
    low.title()
    for low in words(
        "the a an in on at after as when while for several many dozens hundreds thousands its their"
    )
    | NUMBERS.keys()
)
"""What opens the sentence behind a dateline that no mark ends."""


def behind_dateline(tokens: list[Token]) -> int:
    """Return the token behind "LYSYCHANSK, Ukraine, July 3 (Reuters) - ", 0 where no dateline opens the sentence."""
    if (unmarked := _unmarked(tokens)) > 0:
        return unmarked
    if not tokens or (_MARKS.isdisjoint(t.text for t in tokens[:15]) and not tokens[0].text.isupper()):
        return 0
    for i in range(2, min(14, len(tokens) - 1)):
        if tokens[i].text == ")" and tokens[i + 1].text in _DASHES:
            return i + 2
        if tokens[i].text == "/" and tokens[i - 1].text.isupper() and tokens[i - 2].text == "/":
            return i + 1  # "Addis Ababa December 6/2021 /ENA/ The forces have"
        agency = tokens[i].text == ")" and tokens[i - 2].text == "(" and tokens[i - 1].text.isupper()
        if agency and i > 3 and tokens[i - 3].text[0].isdigit():
            return i + 1  # "Addis Ababa December 7/2021 (ENA) The forces have"
        town = tokens[0].text.isupper() and len(tokens[0].text) > 3 and tokens[1].text == "("
        if tokens[i].text == ")" and town and i < 6:
            return i + 1  # "DAMASCUS (Sputnik) The field was liberated"
    if len(tokens) > 2 and tokens[0].text.isupper() and len(tokens[0].text) > 3 and tokens[1].text == ":":
        return 2  # "COLOMBO: "
    bare = list(takewhile(lambda t: t.text == "," or (t.text.isupper() and len(t.text) > 2), tokens[:6]))
    if bare and len(bare) < len(tokens) and tokens[len(bare)].text in _OPENING:
        return len(bare)  # "BAKU, AZERTAC The city of", "KABUL Eleven districts"
    head = list(takewhile(lambda t: t.text not in _DASHES, tokens[:MAX_DATELINE]))
    shouted = head and len(head[0].text) > 2 and head[0].text.isalpha() and head[0].text.isupper()
    named = shouted and all(t.is_capital or not t.is_word or t.text[0].isdigit() for t in head)
    return len(head) + 1 if named and len(head) < min(MAX_DATELINE, len(tokens)) else 0  # "IRBIL, Iraq — "


def _unmarked(tokens: list[Token]) -> int:
    """Return the token behind "Damascus SANA Army units", "Beirut Press TV The army", 0 where no dateline stands so."""
    for n in (1, 2):
        named = " ".join(t.text for t in tokens[1 : 1 + n])
        if named in AGENCIES and tokens[0].is_capital and tokens[1 + n : 2 + n] and tokens[1 + n].is_capital:
            return 1 + n
    return 0


def dateline_town(tokens: list[Token]) -> str | None:
    """Return the town that a dateline names: Artemivsk of "ARTEMIVSK, Ukraine (AP) - "; None where none is named."""
    end = behind_dateline(tokens)
    town = list(takewhile(lambda t: t.is_word and t.text == t.text.upper(), tokens[:end]))
    following = tokens[len(town)] if town else None
    apart = following is not None and (following.text in (",", "(") or following.low in COUNTRIES)
    named = town and apart and _NO_TOWN.isdisjoint(t.low for t in town)
    return " ".join(t.text.title() for t in town) if named else None
