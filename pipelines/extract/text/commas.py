"""Commas that a text has lost: "Bahra a rebel-run town on the coast" is read as "Bahra, a rebel-run town".

A mark that is put back has no width: it stands at the end of the word before it, and every offset stays what it was.
Only sentences without any comma are given some, and only where a name is described by what stands behind it.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from pipelines.extract.vocabulary.countries import COUNTRIES, DEMONYMS, country_of_two
from pipelines.extract.vocabulary.lexicon import FORMS, NO_FORM
from pipelines.extract.vocabulary.place_words import PARTICLES
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    CALENDAR,
    CONJUNCTIONS,
    COUNTABLE,
    DAYTIMES,
    DETERMINERS,
    DIRECTION_WORDS,
    DOUBLE_QUOTES,
    FINITE_AUXILIARIES,
    KINDS,
    NOT_NAMES,
    NUMBERS,
    PREPOSITIONS,
    RANKS,
    RELATIVES,
    REPORTING,
    SHARES,
    SINGULAR_PLACE_NOUNS,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from pipelines.extract.text.sentences import Token

MAX_DESCRIBED = 6
"""How many words may stand between an article and the noun that it belongs to."""
MAX_PLACED = 14
"""How many words may tell where a place lies."""
MAX_CLAUSE = 20
"""How many words a relative clause may have."""
MAX_OPENING = 3
"""How many words a name that opens a sentence may have."""
_ARTICLES = words("a an another")
_OWN = words("the its their")
_COUNTS = NUMBERS.keys() | {"both", "all"}
_TOWNS = SINGULAR_PLACE_NOUNS | words(
    """stronghold enclave gateway hometown birthplace site heart cradle hub hamlet pocket garrison subdistrict hilltop
    bastion redoubt preserve"""
)
_BASTIONS = words("strongholds bastions redoubts enclaves holdouts hubs pockets")
_OTHER = PREPOSITIONS | CONJUNCTIONS | RELATIVES | FINITE_AUXILIARIES | CALENDAR
_CALLING = words("called calling declared declare made make considered consider gave give given giving named")
"""Behind these a name and "a town" are two objects: "gave Bahra a new bridge"."""
_FORMERLY = words("once long formerly also widely")
_CALLED = words("called known dubbed considered described seen regarded")
"""What a name has been called stands apart: "X, once called Y, was freed"."""
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
_ORDINALS = RANKS | words(
    """second third second-largest second-biggest former de oldest strategic remaining self-styled self-declared
    self-proclaimed so-called"""
)
_HOLDING = words("rebel insurgent opposition jihadist militant separatist")
_ADDING = words("including handing leaving")
_OF_CLAIMS = words("which that denied rejected dismissed disputed")
_ROUTES = words("from road highway between route way border")
"""What has two ends: "a town on the road from Bahra to Zorin"."""
_OF_BASES = words("air oil gas military power army border refugee naval")
_SPANS = words("day days hours week weeks month months year years")
_STAYING = words("changed remains remained stayed stays became")
_RINGED = words("encircled besieged surrounded ringed")
_BODIES = words(
    "wing arm branch group faction alliance coalition militia umbrella movement offshoot affiliate force"
)
_HOLDS = words("holds controls runs dominates rules")
_OF_BODIES = words("of in which that based led fighting active controlling dominating")
"""What goes on about a group that describes a name: "the armed wing of", "the group which"."""
_GOING_ON = words("and or but to that which who as while ;")
"""Behind these a second verb is one more of the same clause."""


def with_lost_commas(tokens: list[Token]) -> list[Token]:
    """Put back the commas round what describes a name, in a sentence that has none."""
    if any(token.text == "," for token in tokens):
        return tokens
    lost = {at for i in range(1, len(tokens)) if _named(tokens, i - 1) for at in _round(tokens, i)}
    lost |= {at for i in range(3, len(tokens)) if tokens[i - 1].text == ")" for at in _round_body(tokens, i)}
    lost |= {i for i in range(2, len(tokens) - 2) if _restates(tokens, i)}
    apart = (_closes_quote, _in_that_year, _now_the_last)
    lost |= {i for i in range(2, len(tokens) - 1) if any(opens(tokens, i) for opens in apart)}
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


def _closes_quote(tokens: list[Token], i: int) -> bool:
    """Say whether the quotation that opens the sentence ends at the mark of token `i`, and who said so follows."""
    if tokens[i].low not in DOUBLE_QUOTES or tokens[0].low not in DOUBLE_QUOTES or not tokens[i - 1].is_word:
        return False
    return not REPORTING.isdisjoint(_lows(tokens, i + 1, i + MAX_PLACED))


def _in_that_year(tokens: list[Token], i: int) -> bool:
    """Say whether "(since September 2014) when" stands at token `i`."""
    year = tokens[i - 1].low
    return (
        tokens[i].low == "when"
        and len(year) == 4
        and year.isdigit()
        and tokens[i - 2].low in CALENDAR | {"in"}
    )


def _now_the_last(tokens: list[Token], i: int) -> bool:
    """Say whether "(on its western edge) now the only part" stands at token `i`."""
    ranked = tokens[i].low == "now" and tokens[i + 1].low == "the" and _low(tokens, i + 2) in RANKS
    return ranked and tokens[i - 1].is_word and tokens[i - 1].low not in _OTHER


def _low(tokens: list[Token], i: int) -> str:
    return tokens[i].low if i < len(tokens) else ""


def _named(tokens: list[Token], i: int) -> bool:
    """Say whether a name, or the kind of place behind one, ends at token `i`."""
    token = tokens[i]
    if (token.low in KINDS or token.low in _OF_BASES) and i:
        return _named(tokens, i - 1)
    capital = any(letter.isupper() for letter in token.text)
    return capital and token.low not in NOT_NAMES and token.low not in _OTHER


def _round(tokens: list[Token], i: int) -> list[int]:
    """Return where commas stood round a description of the name before token `i`: "(Bahra) a town", "20 km south"."""
    low = tokens[i].low
    parted = low in SHARES and _low(tokens, i + 1) == "of" and _low(tokens, i + 2) == "which"
    if low in _ADDING or parted or (low == "among" and _low(tokens, i + 1) == "them"):
        return [i]
    if low in _FORMERLY and _low(tokens, i + 1) in _CALLED:
        closing = _first_finite(tokens, i + 2)  # "Raqqa once called the capital of the caliphate (was freed)"
        return [] if closing is None else [i, closing]
    if low in ("which", "whose", "where"):
        closing = _closing_clause(tokens, i + 1)
        located = i > 2 and tokens[i - 2].low == "in" and _named(tokens, i - 3)
        if tokens[i - 1].low in COUNTRIES and (closing is None or not located):
            return []
        return [i] if closing is None else [i, closing]
    if "pp" in FORMS.get(low, NO_FORM).tenses and _low(tokens, i + 1) in ("by", "from", "for", "since"):
        closing = _closing_clause(tokens, i + 1, spoken=True)
        return [i, closing] if closing is not None else [i] if low in _RINGED else []
    behind = _head(tokens, i)
    if behind is None and (body := _round_body(tokens, i)):
        return body
    if behind is None:
        behind, closing = i + 1, _closing(tokens, i + 1) if _lying(tokens, i) else None
        return [] if closing is None else [i, closing]
    closing = _closing(tokens, behind) if low != "home" else _first_finite(tokens, behind)
    return [i] if closing is None else [i, closing]


def _round_body(tokens: list[Token], i: int) -> list[int]:
    """Return where commas stood round "the armed wing of the party" at token `i`, nowhere where no body is."""
    ends = _of_a_group(tokens, i)
    return [] if ends is None else [i, ends]


def _of_a_group(tokens: list[Token], i: int) -> int | None:
    """Return where "(Harakat Nur) the armed wing of the party (still holds X)" ends, None where none is described."""
    if tokens[i].low not in ("the", "a", "an"):
        return None
    near = takewhile(lambda k: tokens[k].is_word and tokens[k].low not in _OTHER, range(i + 1, len(tokens)))
    noun = next((k for k in islice(near, MAX_DESCRIBED) if tokens[k].low in _BODIES), None)
    if noun is None or _low(tokens, noun + 1) not in _OF_BODIES:
        return None
    clause = _low(tokens, noun + 1) in ("which", "that")
    for at in range(noun + 2 + clause, min(noun + MAX_PLACED, len(tokens))):
        peoples = tokens[at].low == "and" and tokens[at - 1].is_capital and tokens[at + 1].is_capital
        if tokens[at].low in _GOING_ON and not peoples:
            return None
        own = tokens[at].low in _HOLDS and tokens[at - 1].low not in _OTHER
        going = clause and _finite(tokens, at - 1)  # "that has held", "which is said to"
        if (own or _finite(tokens, at)) and not going:
            return at
    return None


def _lying(tokens: list[Token], i: int) -> bool:
    """Say whether "further south", "to the east", "deep in" stands at token `i`."""
    low, behind = tokens[i].low, _low(tokens, i + 1)
    if low == "to" and behind == "the":
        return _low(tokens, i + 2) in DIRECTION_WORDS
    if low in ("on", "near", "outside") and i <= MAX_OPENING and all(_named(tokens, k) for k in range(i)):
        return behind not in CALENDAR  # "Bahra on the road to Zorin (is held by rebels)"
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
    if low == "the" and _low(tokens, i + 1) in _ORDINALS and _low(tokens, i + 2) in ("largest", "biggest"):
        noun = _noun(tokens, i)  # "Bahra the second largest (city)"
        return i + 3 if noun is None else noun + 1
    if low == "one" and before not in PREPOSITIONS | AUXILIARIES and tokens[i - 1].low not in _OTHER:
        return _one_of_them(tokens, i)
    noun = _noun(tokens, i) if before not in _CALLING else None
    opens = i < 4 and tokens[0].low in PREPOSITIONS and low in _OWN  # "In Bahra the last base fell"
    return None if noun is None or opens else noun + 1


def _one_of_them(tokens: list[Token], i: int) -> int | None:
    """Return the token behind "one of the last (rebel) towns", "one of its main strongholds" at token `i`."""
    if _low(tokens, i + 1) != "of" or _low(tokens, i + 2) not in ("the", "its", "their"):
        return None
    near = range(i + 3, min(i + 3 + MAX_DESCRIBED, len(tokens)))
    return next((k + 1 for k in near if _low(tokens, k) in COUNTABLE | _BASTIONS), None)


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
        held = lows[:1] != [] and (lows[0] in _HOLDING or lows[0].endswith(("-held", "-controlled")))
        ranked = lows[:1] != [] and (lows[0] in _ORDINALS or low != "the" or owned or held)
        lows = lows if ranked or _low(tokens, i + 2) in ("of", "to") else []
    elif low not in _ARTICLES:
        lows = lows if _owner(tokens, i) and low != "city" else []  # "in Gaza City's Zeitoun district"
    at = next((k for k, word in enumerate(lows) if word in nouns), None)
    return None if at is None else i + 1 + at


def _owner(tokens: list[Token], i: int) -> bool:
    """Say whether "Iraq's", "Iraqs", "Islamic State's" stands at token `i`, and more behind it."""
    low = tokens[i].low
    lost = low.endswith("s") and low[:-1] in COUNTRIES
    state = low == "islamic" and _low(tokens, i + 2) == "'s"
    one = _low(tokens, i + 1) == "'s" and tokens[i].is_capital
    one = one and country_of_two(tokens[i - 1].low, low) is None  # "Sri Lanka's"
    named = i + 2 < len(tokens) and tokens[i + 2].is_capital and low not in COUNTRIES
    one = one and not named and tokens[i - 1].low not in PARTICLES  # "Phnom Penh's Pochentong Airport"
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
    if at < len(tokens) and tokens[at].text == "May":
        return False
    tenses = FORMS.get(low, NO_FORM).tenses
    return (
        low in FINITE_AUXILIARIES or low in _STAYING or "past" in tenses or ("s" in tenses and at > i)
    )  # "still holds"


def _closing(tokens: list[Token], i: int) -> int | None:
    """Return where a description ends whose head stands before token `i`: before "and" and a name, a day, its verb."""
    for at in range(i, min(i + MAX_PLACED, len(tokens))):
        token = tokens[at]
        listed = token.low == "and" and at + 1 < len(tokens)
        if listed and (_named(tokens, at + 1) or _kind_of(tokens, at + 1)):
            return at
        if at == i and token.is_capital and _named(tokens, at) and token.low not in COUNTRIES:
            return at  # "Bahra a border town Zorin and ..."
        if token.low == "which" or _finite(tokens, at) or _dated(tokens, at):
            return at
        if (
            token.low == "to"
            and at > i
            and _named(tokens, at - 1)
            and _ROUTES.isdisjoint(_lows(tokens, i, at))
        ):
            return at  # "(lost Bahra) its main base south of Zorin to the rebels"
        placed = token.low in _PLACING or token.is_capital or token.text[0].isdigit() or token.text in "()"
        placed = placed or _low(tokens, at + 1) in KINDS or token.low in NUMBERS  # "on the main road"
        if not placed:
            return None
    return None


def _dated(tokens: list[Token], i: int) -> bool:
    """Say whether "on Monday", "in March" stands at token `i`."""
    later = _low(tokens, i + 2) in ("later", "earlier") and _low(tokens, i + 1) in _SPANS
    return later or (tokens[i].low in ("on", "in", "since") and _low(tokens, i + 1) in CALENDAR)


def _kind_of(tokens: list[Token], i: int) -> bool:
    """Say whether "the town of" stands at token `i`."""
    return tokens[i].low == "the" and _low(tokens, i + 1) in KINDS and _low(tokens, i + 2) == "of"


def _lows(tokens: list[Token], first: int, end: int) -> list[str]:
    return [token.low for token in tokens[first:end]]


def _first_finite(tokens: list[Token], i: int) -> int | None:
    """Return the verb behind "home to some three million people" from token `i`, None where none is near."""
    near = range(i, min(i + MAX_PLACED, len(tokens)))
    return next((at for at in near if _finite(tokens, at)), None)


def _closing_clause(tokens: list[Token], i: int, *, spoken: bool = False) -> int | None:
    """Return where the clause behind "which" ends, before a second finite verb; None where none follows.

    `spoken` is for a clause that has its verb already: "Bahra captured by rebels in May (is back)".
    """
    # "which begins at", "which overlooks the plain"
    lies = tokens[i - 1].low == "which" and not _finite(tokens, i) and _low(tokens, i).endswith("s")
    spoken = spoken or (lies and _low(tokens, i + 1) in PREPOSITIONS | DETERMINERS)
    going = False
    for at in range(i, min(i + MAX_CLAUSE, len(tokens))):
        if tokens[at].low in _GOING_ON and not (tokens[at].low == "and" and not spoken):
            return None  # "where civilians and wounded have taken refuge" goes on
        finite = _finite(tokens, at)
        if finite and spoken and not going:
            return _behind_day(tokens, i, at)
        spoken, going = spoken or finite, finite
    return None


def _behind_day(tokens: list[Token], i: int, verb: int) -> int:
    """Return where "On X which was captured on Sunday (sappers were)" ends: behind the day, else at the verb."""
    if tokens[0].low not in ("in", "on", "at", "near", "outside", "around"):
        return verb
    day = next((k for k in range(verb - 1, i, -1) if tokens[k].low in CALENDAR), None)
    if day is None or tokens[day - 1].low != "on" or tokens[day + 1].low in DAYTIMES:
        return verb
    return verb if any(tokens[k].low in _OTHER for k in range(day + 1, verb)) else day + 1


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
        if low in FINITE_AUXILIARIES or low in CONJUNCTIONS:
            return None
        known = low in DEMONYMS or low in COUNTRIES or (low.endswith("s") and low[:-1] in COUNTRIES)
        if (known or low in _OWN or low in _ARTICLES) and (_named(tokens, at - 1) or _said_all(tokens, at)):
            return at
    return None


def _said_all(tokens: list[Token], at: int) -> bool:
    """Say whether a clause can end before token `at`: "(was cleared of troops) Ukraine's army (said)"."""
    before, low = tokens[at - 1].low, tokens[at].low
    owned = low not in _OWN | _ARTICLES and _low(tokens, at + 1) == "'s"
    passive = "pp" in FORMS.get(before, NO_FORM).tenses and tokens[at - 2].low in BE
    whole = (
        before not in _OTHER and before not in DETERMINERS and before not in FORMS and before not in REPORTING
    )
    return (owned and whole and before not in DEMONYMS) or (low in _ARTICLES and passive)
