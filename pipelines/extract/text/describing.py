"""What only describes a name: "X, 30 km north of the capital, fell", "that X, which lies on the river, had been lost".

Such words tell where a place lies or how big it is, never who holds it; the grammar reads the clause without them.
What may tell more ("X, a rebel stronghold, fell", "X, captured in May, fell") is left where it is, and so is what
stands at the head of a sentence ("In X, north of Y, rebels took Z"), where the comma parts two things.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.extract.vocabulary.actor_words import HEADS
from pipelines.extract.vocabulary.lexicon import (
    ATTACK_NOUNS,
    CLASH_NOUNS,
    CONTROL_NOUNS,
    FAILING,
    FALLING_NOUNS,
    FORMS,
    LEAVING_NOUNS,
    NO_FORM,
    OPERATION_NOUNS,
    PLEDGE_NOUNS,
    PLEDGE_VERBS,
    STRONGHOLD_NOUNS,
    SUCCEEDING,
    TAKING_NOUNS,
    TRYING,
)
from pipelines.extract.vocabulary.side_words import SIDE_WORDS
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    AUXILIARIES,
    CALENDAR,
    DAYTIMES,
    DIRECTION_WORDS,
    KINDS,
    NUMBERS,
    PREPOSITIONS,
    REPORTING,
    words,
)

if TYPE_CHECKING:
    from pipelines.extract.text.sentences import Token

MAX_DESCRIPTION = 22
"""How many words a description may have."""
MAX_KIND = 7
"""Within how many words of "a" the kind of a place stands: "a small, mostly deserted farming village"."""
_UNITS = words(
    """km kms kilometre kilometres kilometer kilometers mile miles metre metres meter meters m minutes hour hours
    km2 people residents inhabitants"""
)
ABOUT = words(
    "about some around roughly nearly just only less more approximately almost barely at over under"
)
_LIES = words(
    """lies lie sits sit stands straddles borders overlooks links connects commands dominates guards has had is was are
    were lay sat stood"""
)
_LYING = words(
    "located situated perched nestled lying sitting straddling overlooking linking connecting home"
)
_NEAR = words("near close outside along beside on in at between across off")
DEEDS = (
    REPORTING
    | PLEDGE_VERBS
    | FAILING
    | SUCCEEDING
    | TRYING
    | words("came tried confirmed acknowledged admitted conceded denied dismissed rejected")
)
"""Verbs that tell what somebody says of a deed, or means to do."""
_CROWDED = words("full jammed packed crowded swollen teeming choked scarred dotted")
"""What opens words on how a place looks: "X, full of refugees, fell"."""
SIDED_ENDS = ("-held", "-controlled", "-run", "-led", "-backed")
TOWNS = words(
    "town village city suburb settlement hamlet port district neighbourhood neighborhood capital junction"
)
_SHOWING = TOWNS | DIRECTION_WORDS.keys() | (_UNITS - words("m hour hours people"))
"""Words that show a description to be a place's."""
_SINGLING = words("provincial regional largest second third biggest main administrative nearest closest next")
"""What singles out a town that "the" describes: "X, the provincial capital"."""
TELLING = (
    ATTACK_NOUNS
    | CLASH_NOUNS
    | CONTROL_NOUNS
    | FALLING_NOUNS
    | LEAVING_NOUNS
    | OPERATION_NOUNS
    | PLEDGE_NOUNS
    | STRONGHOLD_NOUNS
    | TAKING_NOUNS
    | SIDE_WORDS
    | HEADS
    | REPORTING
    | words(
        """not never no front frontline siege foothold headquarters redoubt caliphate who whose whom they he she last
        only"""
    )
) - {"capital"}
"""Words with which a description may tell who holds a place, or who speaks."""
_BEHIND = PREPOSITIONS | words(
    """and nor that all both itself agreed agree began begun ended continued continues surrendered is are changed
    changes remained remains remain passed passes back came went now then but this within except out over as first"""
)
"""What goes on about a name behind its description."""


def without_descriptions(tokens: list[Token]) -> list[Token]:
    """Return a sentence's tokens without the descriptions that part a name from its verb; offsets stay."""
    tokens = _without_brackets(tokens)
    commas = [i for i, token in enumerate(tokens) if token.text == "," and token.end > token.start]
    kept: list[Token] = []
    begin, k = 0, 0
    while k + 1 < len(commas):
        opens, closes = commas[k], commas[k + 1]
        inside = tokens[opens + 1 : closes]
        if follows_name(tokens, opens) and _only_describes(inside):
            kept += _described(tokens[begin:opens], inside)
            begin = closes + goes_on(tokens, closes)
        k += 1
    return kept + tokens[begin:] if begin else tokens


def _without_brackets(tokens: list[Token]) -> list[Token]:
    """Return a sentence's tokens without the brackets behind a name that only describe it: "X (30 km to the north)"."""
    if all(token.text != "(" for token in tokens):
        return tokens
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        inside = tokens[at + 1 : at + 2 + MAX_DESCRIPTION] if tokens[at].text == "(" else []
        closes = next((k for k, token in enumerate(inside) if token.text == ")"), None)
        if closes is not None and follows_name(tokens, at) and _only_describes(inside[:closes]):
            kept[-1:] = _described(kept[-1:], inside[:closes])
            at += closes + 2
            continue
        kept.append(tokens[at])
        at += 1
    return kept


def acts(low: str) -> bool:
    """Say whether a word begins what somebody does: "still", "have", "captured"."""
    return low in AUXILIARIES or low in ADVERBS or low in DEEDS or bool(FORMS.get(low, NO_FORM).tenses)


def _described(named: list[Token], inside: list[Token]) -> list[Token]:
    """Return tokens that end with a name, the name marked as a place's where its description shows that."""
    shows = any(token.low in _SHOWING for token in inside)
    return [*named[:-1], replace(named[-1], placed=True)] if named and shows else named


def follows_name(tokens: list[Token], opens: int) -> bool:
    """Say whether a name, or a name and its kind ("Brigade 93 base"), ends before token `opens`."""
    if opens == 0 or not (_named(tokens[opens - 1]) or tokens[opens - 1].low in KINDS):
        return False
    return any(_named(token) and token.low not in CALENDAR for token in tokens[max(0, opens - 3) : opens])


def _named(token: Token) -> bool:
    """Say whether a word is written as a name: "Hanano", "al-Midaani"."""
    return token.is_word and (token.is_capital or token.text.partition("-")[2][:1].isupper())


def goes_on(tokens: list[Token], closes: int) -> bool:
    """Say whether the clause goes on behind a description with what belongs to the name before it."""
    if closes + 1 >= len(tokens):
        return False
    right = tokens[closes + 1].text  # a capital opens a name
    past = "past" in FORMS.get(right, NO_FORM).tenses or right in AUXILIARIES or right in ADVERBS
    return right in _BEHIND or right in DEEDS or past


def _only_describes(inside: list[Token]) -> bool:
    """Say whether words tell where a place lies, how far off, how big it is, and nothing else."""
    if not 1 < len(inside) <= MAX_DESCRIPTION:
        return False
    lows = [token.low for token in inside]
    if lows[0] in _CROWDED and lows[1] in ("of", "with", "by"):
        return FORMS.keys().isdisjoint(lows[2:])
    if any(low in TELLING or low.endswith(SIDED_ENDS) or (low in FORMS and low not in _LIES) for low in lows):
        return False
    if lows[0] in ("both", "all", "each"):
        return len(lows) > 2 and lows[1] in _NEAR | DIRECTION_WORDS.keys()
    if lows[0] == "which":
        lies = lows[1] not in AUXILIARIES or bool(_LYING & set(lows[2:4])) or lows[2] in ("a", "the")
        return lows[1] in _LIES and lies
    return AUXILIARIES.isdisjoint(lows) and _lies_or_is(lows, named=inside[0].is_capital)


def _lies_or_is(lows: list[str], *, named: bool) -> bool:
    """Say whether "30 km to the north", "near the border", "a market town" opens a description; no name does."""
    first, second = lows[0], lows[1]
    if first[0].isdigit() or first in NUMBERS or first in ABOUT:
        return not _UNITS.isdisjoint(lows)
    if (first in DIRECTION_WORDS and not named) or first in _LYING:
        return True
    if first in _NEAR and lows[:2] != ["along", "with"]:
        return CALENDAR.isdisjoint(lows) and DAYTIMES.isdisjoint(lows)
    opens = first in ("a", "an") or (first == "the" and (second in _SINGLING or second == "capital"))
    return opens and not TOWNS.isdisjoint(lows[1 : 1 + MAX_KIND])
