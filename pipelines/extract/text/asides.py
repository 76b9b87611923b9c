"""What is said between a verb and what belongs to it: "Zelva fell, after a week of fighting, to the rebels".

Such an aside tells when or who says so. Both are read from the text itself (`days`, `attribution`); the grammar reads
the clause without it. What describes a name ("Zelva, a town in the north, fell") is left where it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.vocabulary.lexicon import (
    ATTACK_NOUNS,
    CONTROL_NOUNS,
    FAILING,
    FALLING_NOUNS,
    FORMS,
    LEAVING_NOUNS,
    NO_FORM,
    PLEDGE_VERBS,
    SUCCEEDING,
    TAKING_NOUNS,
)
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    AUXILIARIES,
    CALENDAR,
    KINDS,
    PART_NOUNS,
    REPORTING,
    words,
)

if TYPE_CHECKING:
    from pipelines.extract.text.sentences import Token

MAX_ASIDE = 20
"""How many words an aside between a verb and its complement may have."""
_WHEN = words("after following despite before")
"""What opens an aside that may name somebody."""
_HOW = _WHEN | words("for on at by during without amid late early overnight once again in with since")
_COMPLEMENTS = words("to by of from into under against between")
_PARTICLES = words("out over back away") | CONTROL_NOUNS
_GOVERNING = SUCCEEDING | FAILING | PLEDGE_VERBS | {"tried"}
"""Verbs whose infinitive tells what was done or is to be: "managed, after a week of fighting, to take X"."""
_LINKING = words("too however though meanwhile")
"""What one word between commas may be that says nothing of the clause: "the town, too, had fallen"."""
_NOUNS = TAKING_NOUNS | FALLING_NOUNS | LEAVING_NOUNS | ATTACK_NOUNS
_OF_NOUNS = words("of on from against by to")
_STATES = words("under in within still now back fully")
_BEING = AUXILIARIES | words("remain remains remained stay stays stayed")
_OBJECTS = words("the most half all part parts several two three both much")
_BANNED = words("outlawed banned prohibited")
_BANNED_GROUP = words("terrorist terror group organization organisation a an the ( , -")
MAX_OPENING = 6
"""Within how many words of a sentence's begin the comma behind its opening stands."""
_OPENING = words(
    "meanwhile meantime however separately also furthermore moreover additionally again still today yesterday now"
)
_IN_ALL = (
    ["in", "the", "meantime"],
    ["in", "addition"],
    ["for", "its", "part"],
    ["at", "the", "same", "time"],
)
"""What opens a sentence and says nothing of what it tells."""
_DATING = CALENDAR | words("the morning evening afternoon night early late same day of")
MAX_OBJECT = 4
"""Within how many words of an object its kind stands: "the strategic northern town"."""


def _without_bans(tokens: list[Token]) -> list[Token]:
    """Return a sentence's tokens without "(a terrorist group, outlawed in Russia)", which Russian agencies must add."""
    lows = [token.low for token in tokens]
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        if at < 2 or lows[at] not in _BANNED or lows[at + 1 : at + 3] != ["in", "russia"]:
            kept.append(tokens[at])
            at += 1
            continue
        begin = len(kept)
        while begin > 1 and kept[begin - 1].low in _BANNED_GROUP:
            begin -= 1
        opens = kept[begin].low if begin < len(kept) else ""
        if opens in ("(", ",", "-"):  # else "the IS terrorist group" is its name
            del kept[begin:]
        at += 3
        at += at < len(lows) and lows[at] in (")", ",") and opens in ("(", ",")
    return kept


def _without_opening(tokens: list[Token]) -> list[Token]:
    """Return a sentence's tokens without the "Meanwhile," or "On Monday," that opens it."""
    comma = next((k for k in range(1, min(MAX_OPENING, len(tokens))) if tokens[k].text == ","), None)
    if comma is None or len(tokens) < comma + 3:
        return tokens
    lows = [token.low for token in tokens[:comma]]
    linking = lows[0] in _OPENING if comma == 1 else lows in _IN_ALL
    dated = lows[0] == "on" and comma > 1 and all(low in _DATING or low.isdigit() for low in lows[1:])
    return tokens[comma + 1 :] if linking or dated else tokens


def without_asides(tokens: list[Token]) -> list[Token]:
    """Return a sentence's tokens without the asides that part a verb from what belongs to it; offsets stay."""
    tokens = _without_opening(_without_bans(tokens))
    commas = [i for i, token in enumerate(tokens) if token.text == "," and token.end > token.start]
    kept, begin, k = [], 0, 0
    while k + 1 < len(commas):
        opens, closes = commas[k], commas[k + 1]
        if _only_aside(tokens[opens + 1 : closes]) and _joins(tokens, opens, closes):
            kept += tokens[begin:opens]
            begin = closes + 1
            k += 1
        k += 1
    return kept + tokens[begin:] if begin else tokens


def _only_aside(inside: list[Token]) -> bool:
    """Say whether words between commas tell only when something happened, or who says so."""
    if len(inside) == 1:
        return inside[0].low in _LINKING
    if not 1 < len(inside) <= MAX_ASIDE or not all(t.is_word or t.low == "'s" for t in inside):
        return False
    if inside[-1].low in REPORTING or inside[0].low == "according":
        return True
    named = any(t.is_capital and t.low not in CALENDAR for t in inside)
    return inside[0].low in (_WHEN if named else _HOW)


def _joins(tokens: list[Token], opens: int, closes: int) -> bool:
    """Say whether what stands behind an aside belongs to the verb or noun before it."""
    if closes + 1 >= len(tokens):
        return False
    right = tokens[closes + 1].low
    if closes == opens + 2:
        return right in AUXILIARIES or right in FORMS or right == "to"
    at = opens - 1
    while at > 0 and tokens[at].low in ADVERBS:
        at -= 1
    if at < 0 or closes + 2 >= len(tokens):
        return False
    left = tokens[at].low
    form = FORMS.get(left, NO_FORM)
    if left in _BEING:
        return right in _STATES or "pp" in FORMS.get(right, NO_FORM).tenses
    if right == "out" and tokens[closes + 2].low == "of":
        return True
    if (left in _NOUNS and right in _OF_NOUNS) or (left in _GOVERNING and right == "to"):
        return True
    if right in _COMPLEMENTS and (form.tenses or left in _PARTICLES):
        return True
    behind = (token.low for token in tokens[closes + 2 : closes + 2 + MAX_OBJECT])
    return (
        bool(form.tenses)
        and right in _OBJECTS
        and any(low in KINDS or low in PART_NOUNS or low == "of" for low in behind)
    )
