"""What only describes a name: "X, 30 km north of the capital, fell", "that X, which lies on the river, had been lost".

Such words tell where a place lies or how big it is, never who holds it; the grammar reads the clause without them.
What may tell more ("X, a rebel stronghold, fell", "X, captured in May, fell") is left where it is, and so is what
stands at the head of a sentence ("In X, north of Y, rebels took Z"), where the comma parts two things.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.extract.vocabulary.actor_words import HEADS
from pipelines.extract.vocabulary.countries import DEMONYMS
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
from pipelines.extract.vocabulary.place_words import FAITHS
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
    PRONOUNS,
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
_HEADS_COUNTED = words("people residents inhabitants souls")
_OF_NUMBERS = words("a half quarter million thousand hundred than and once")
MAX_HEADCOUNT = 8
"""Within how many words "of about one and a half million people" ends."""
_ABOUT = words(
    "about some around roughly nearly just only less more approximately almost barely at over under"
)
_LIES = words(
    """lies lie sits sit stands straddles borders overlooks links connects commands dominates guards has had is was are
    were lay sat stood"""
)
_LYING = words(
    "located situated perched nestled lying sitting straddling overlooking linking connecting home"
)
_LANDS = words("country province region state governorate territory county oblast island enclave")
_NEAR = words("near close outside along beside on in at between across off")
_COMPANY = words(
    """led commanded headed backed supported aided assisted helped armed equipped trained paid accompanied reinforced
    hiding dug based stationed camped massed numbering using wearing riding arriving coming"""
)
"""What opens words that describe those who act: "the rebels, led by a former general, hold"."""
_DEEDS = (
    REPORTING
    | PLEDGE_VERBS
    | FAILING
    | SUCCEEDING
    | TRYING
    | words("came tried confirmed acknowledged admitted conceded denied dismissed rejected")
)
"""Verbs that tell what somebody says of a deed, or means to do."""
_PAST = words(
    "to said fled went told made came sent began spoke fought put got met sought stood thought knew saw"
)
"""Words that show that a description is over: what is done follows."""
_CROWDED = words("full jammed packed crowded swollen teeming choked scarred dotted")
"""What opens words on how a place looks: "X, full of refugees, fell"."""
_ALLIES = words("militia militias militiamen fighters forces troops units volunteers tribesmen allies")
"""Who may stand by those who act: without a name they are on their side."""
_ENDS = ("-held", "-controlled", "-run", "-led", "-backed")
MAX_TRAIN = 9
"""How many words without commas may describe those who act."""
_TOWNS = words(
    "town village city suburb settlement hamlet port district neighbourhood neighborhood capital junction"
)
_PEOPLES = words("kurdish arab turkmen tuareg serb croat pashtun hazara uzbek tajik tutsi hutu fulani")
MAX_EPITHETS = 9
"""How many words may stand between an article and the kind of a place."""
_ARTICLES = words("the a an its their")
_KEPT = DIRECTION_WORDS.keys() | words("last only sole first former")
_SHOWING = _TOWNS | DIRECTION_WORDS.keys() | (_UNITS - words("m hour hours people"))
"""Words that show a description to be a place's."""
_SINGLING = words("provincial regional largest second third biggest main administrative nearest closest next")
"""What singles out a town that "the" describes: "X, the provincial capital"."""
_TELLING = (
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
    tokens = _without_epithets(tokens)
    tokens = _without_brackets(_without_quarters(_without_trains(tokens)))
    commas = [i for i, token in enumerate(tokens) if token.text == "," and token.end > token.start]
    kept: list[Token] = []
    begin, k = 0, 0
    while k + 1 < len(commas):
        opens, closes = commas[k], commas[k + 1]
        inside = tokens[opens + 1 : closes]
        if _follows_name(tokens, opens) and _only_describes(inside):
            kept += _described(tokens[begin:opens], inside)
            begin = closes + _goes_on(tokens, closes)
        elif tokens[opens - 1].low in HEADS and _tells_of_men(inside) and _goes_on(tokens, closes):
            kept += tokens[begin:opens]
            begin = closes + 1
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
        if closes is not None and _follows_name(tokens, at) and _only_describes(inside[:closes]):
            kept[-1:] = _described(kept[-1:], inside[:closes])
            at += closes + 2
            continue
        kept.append(tokens[at])
        at += 1
    return kept


def _without_epithets(tokens: list[Token]) -> list[Token]:
    """Return a sentence's tokens without "small, mostly deserted" in "the small, mostly deserted village of X"."""
    kinds = [k for k in range(3, len(tokens) - 2) if tokens[k].low in _TOWNS and tokens[k + 1].low == "of"]
    dropped: set[int] = set()
    for kind in (k for k in kinds if tokens[k + 2].is_capital or "-" in tokens[k + 2].text):
        near = range(kind - 1, max(0, kind - MAX_EPITHETS), -1)
        opens = next((k for k in near if tokens[k].low in _ARTICLES), None)
        run = tokens[opens + 1 : kind] if opens is not None else []
        if opens is not None and any(t.low in (",", "and") for t in run) and all(map(_epithet, run)):
            dropped |= {k for k in range(opens + 1, kind) if not _tells_more(tokens[k].low)}
    return [token for k, token in enumerate(tokens) if k not in dropped] if dropped else tokens


def _epithet(token: Token) -> bool:
    """Say whether a word may stand among those that describe a town: no name, no side, no verb but a participle."""
    low = token.low
    if low in (",", "and") or low in FAITHS or low in DEMONYMS or low in _PEOPLES or _tells_more(low):
        return True
    form = FORMS.get(low, NO_FORM)
    deed = bool(form.tenses) and not form.tenses & {"pp", "ing"}
    return token.text[0].islower() and not deed and low not in PREPOSITIONS


def _tells_more(low: str) -> bool:
    """Say whether a word before a kind tells more than how a place looks: "northern", "last", "rebel-held"."""
    return low in _KEPT or low.endswith(_ENDS)


def _without_trains(tokens: list[Token]) -> list[Token]:
    """Return a sentence's tokens without "led by a former general" between who acts and a verb."""
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        kept.append(tokens[at])
        at += 1
        if tokens[at - 1].low in HEADS and tokens[at : at + 1] and tokens[at].low in _COMPANY:
            end = next((k for k in range(at, len(tokens)) if _acts(tokens[k].low)), at)
            at = end if end - at <= MAX_TRAIN and _tells_of_men(tokens[at:end]) else at
    return kept


def _acts(low: str) -> bool:
    """Say whether a word begins what somebody does: "still", "have", "captured"."""
    return low in AUXILIARIES or low in ADVERBS or low in _DEEDS or bool(FORMS.get(low, NO_FORM).tenses)


def _tells_of_men(inside: list[Token]) -> bool:
    """Say whether words only describe who acts, without a name that may tell whose they are."""
    if not 1 < len(inside) <= MAX_DESCRIPTION or not all(t.is_word and not t.is_capital for t in inside):
        return False
    first, *rest = (token.low for token in inside)
    plain = all(low in _ALLIES or (low not in _TELLING and low not in FORMS) for low in rest)
    plain = plain and not any(low.endswith(_ENDS) for low in rest)
    plain = plain and not any(low.endswith("ed") or low in _PAST for low in rest[1:])
    return plain and (first in _COMPANY or first in ("who", "which"))


def _described(named: list[Token], inside: list[Token]) -> list[Token]:
    """Return tokens that end with a name, the name marked as a place's where its description shows that."""
    shows = any(token.low in _SHOWING for token in inside)
    return [*named[:-1], replace(named[-1], placed=True)] if named and shows else named


def _without_quarters(tokens: list[Token]) -> list[Token]:
    """Return a sentence's tokens without "itself" and "in the north of the country" behind a name."""
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        behind = _quarter(tokens, at) if kept and _follows_name(kept, len(kept)) else _headcount(tokens, at)
        kept += tokens[at : at + 1] if behind == at else []
        at = max(behind, at + 1)
    return kept


def _headcount(tokens: list[Token], at: int) -> int:
    """Return the token behind "of five million people" that follows a town at token `at`, `at` where none stands."""
    if at == 0 or tokens[at].low != "of" or tokens[at - 1].low not in _TOWNS:
        return at
    near = range(at + 2, min(at + MAX_HEADCOUNT, len(tokens)))
    people = next((k for k in near if tokens[k].low in _HEADS_COUNTED), at)
    counts = (tokens[k].low for k in range(at + 1, people))
    counted = all(low[0].isdigit() or low in NUMBERS or low in _ABOUT | _OF_NUMBERS for low in counts)
    return people + 1 if people > at and counted else at


def _quarter(tokens: list[Token], at: int) -> int:
    """Return the token behind "itself" or "in the north of the country" at token `at`, `at` where neither stands."""
    lows = [token.low for token in tokens[at : at + 6]]
    if lows[:1] == ["itself"] and tokens[at - 1].low not in PRONOUNS:
        return at + 1
    in_quarter = lows[:2] == ["in", "the"] and lows[2:3] != [] and lows[2] in DIRECTION_WORDS
    if in_quarter and lows[3:5] == ["of", "the"] and lows[5:6] != [] and lows[5] in _LANDS:
        return at + 6
    return at


def _follows_name(tokens: list[Token], opens: int) -> bool:
    """Say whether a name, or a name and its kind ("Brigade 93 base"), ends before token `opens`."""
    if opens == 0 or not (_named(tokens[opens - 1]) or tokens[opens - 1].low in KINDS):
        return False
    return any(_named(token) and token.low not in CALENDAR for token in tokens[max(0, opens - 3) : opens])


def _named(token: Token) -> bool:
    """Say whether a word is written as a name: "Hanano", "al-Midaani"."""
    return token.is_word and (token.is_capital or token.text.partition("-")[2][:1].isupper())


def _goes_on(tokens: list[Token], closes: int) -> bool:
    """Say whether the clause goes on behind a description with what belongs to the name before it."""
    if closes + 1 >= len(tokens):
        return False
    right = tokens[closes + 1].text  # a capital opens a name
    past = "past" in FORMS.get(right, NO_FORM).tenses or right in AUXILIARIES or right in ADVERBS
    return right in _BEHIND or right in _DEEDS or past


def _only_describes(inside: list[Token]) -> bool:
    """Say whether words tell where a place lies, how far off, how big it is, and nothing else."""
    if not 1 < len(inside) <= MAX_DESCRIPTION:
        return False
    lows = [token.low for token in inside]
    if lows[0] in _CROWDED and lows[1] in ("of", "with", "by"):
        return FORMS.keys().isdisjoint(lows[2:])
    if any(low in _TELLING or low.endswith(_ENDS) or (low in FORMS and low not in _LIES) for low in lows):
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
    if first[0].isdigit() or first in NUMBERS or first in _ABOUT:
        return not _UNITS.isdisjoint(lows)
    if (first in DIRECTION_WORDS and not named) or first in _LYING:
        return True
    if first in _NEAR and lows[:2] != ["along", "with"]:
        return CALENDAR.isdisjoint(lows) and DAYTIMES.isdisjoint(lows)
    opens = first in ("a", "an") or (first == "the" and (second in _SINGLING or second == "capital"))
    return opens and not _TOWNS.isdisjoint(lows[1 : 1 + MAX_KIND])
