"""Which of a sentence's actors act: none behind a preposition, none that is a verb's object."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from pipelines.extract.vocabulary.countries import COUNTRIES
from pipelines.extract.vocabulary.lexicon import (
    FORMS,
    NO_FORM,
)
from pipelines.extract.vocabulary.names import TITLES
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    AUXILIARIES,
    CALENDAR,
    DETERMINERS,
    DIRECTION_WORDS,
    DOUBLE_QUOTES,
    NUMBERS,
    PREPOSITIONS,
    REPORTING,
    SINGULAR_PLACE_NOUNS,
    SUBORDINATORS,
    words,
)

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.text.sentences import Token


MIN_BACKED = 5
"""How many tokens "U.S.-backed" is cut into before its last."""

MAX_BACKERS = 12
"""How many words may name who backs a side: "backed by the United Arab Emirates, Egypt and (Russia)"."""
MAX_AGENT = 5
"""How many words the first of two may have by whom a passive is: "by the African Union (and Russia)"."""

_COUNTING = words("more than least about nearly two three four five remaining last at")

_NUMBERS = words(
    """dozens scores hundreds tens thousands number alliance coalition group groups force convoy units unit brigade
    division battalion tanks columns column elements last rest bulk remnants remainder all
    convoys columns"""
)
"""Nouns whose "of" leaves the actor behind it a subject: "hundreds of rebels", "an alliance of rebels"."""

_NOT_VERBS = words(
    """masked hooded unidentified united during allied armed morning evening nothing something spring king red
    hundred need so-called self-styled self-proclaimed"""
)

_TAKING_OBJECTS = words(
    """warned drove left took beat sent gave told kill kills killed fought hit accuse accuses blame blames urge urges
    back backs support supports help helps caught catch dealt threw shot overcame""",
)

_STATES_ABROAD = frozenset(country.lower() for country in COUNTRIES.values())

_COMPOSED = words("composed consisting comprised up")
MAX_COMPOSED = 16
"""How many words may name of whom a force is composed."""
_LINKED = words("affiliated linked aligned inspired")

_OPENING = words(
    "taking acting elsewhere south north east west further earlier backed supported helped after as when once since"
)

_PROMISING = words("promised vowed pledged warned swore boasted feared believed hoped guaranteed")

_HOLDING = words(
    "controls holds hold control occupies occupy agreed vowed pledged refused promised began started continued tried"
)

_OPENS_NOUN = words("a an the 's its their this these")

_LEADERS = words(
    """leadership leaders commanders members elements remnants ranks contingents cells gunmen men units heroes
    soldiers fighters organization organisation"""
)
"""Who of an actor acts as it: "the leadership of Y agreed to leave X"."""

_DEEDS = words("fighting shelling bombing clashing negotiating bargaining infighting wrangling")

_BEFORE_DEEDS = PREPOSITIONS | words("heavy fierce intense bitter bloody street")
"""Behind these a gerund is a noun, and what follows it a new subject: "after days of fighting the rebels left"."""

_DESCRIBED = words(
    """capital positions stronghold bastion territory areas depot emissary members enclave delegation delegations
    camps camp bases base outposts outpost posts checkpoints barracks lines defences defenses convoy convoys
    delegates negotiators envoy envoys diplomats team prisoners detainees"""
)
"""Nouns before which an actor only describes: "the de facto Daesh capital"."""

_SEVERAL = words("groups factions brigades battalions militias units")

_MEN_FROM = words("force members elements detachment")
"""Who "from the RSF" act as the RSF."""
_BEFORE_ADJECTIVES = {",", ".", ":", ";"} | words(
    "and but when after while as that before until if since where"
)
"""Behind these "suspected" describes who acts."""
_BACKED = words("supported backed aided helped accompanied")

_CLAUSE_PREPOSITIONS = words("while since after before until as during")


def govern(phrases: list[ActorPhrase], tokens: list[Token]) -> None:
    """Mark the actors that are no subject: behind a preposition or as a verb's object."""
    for phrase in phrases:
        at = _before_count(tokens, _before_backers(tokens, _before_leaders(tokens, phrase.first)))
        while at > 0 and tokens[at].text in DOUBLE_QUOTES:
            at -= 1
        if (
            at >= 0
            and tokens[at].low == "suspected"
            and (at == 0 or tokens[at - 1].low in _BEFORE_ADJECTIVES)
        ):
            at -= 1  # "Suspected militants took X"
        following = tokens[phrase.last + 1].low if phrase.last + 1 < len(tokens) else ""
        if following in _DESCRIBED:
            phrase.governed = True
        clause = any(token.low == "that" for token in tokens[max(0, at + 1) : phrase.first])
        if (
            clause
            or _among_several(tokens, at)
            or (at >= 0 and tokens[at].low in _PROMISING and following in AUXILIARIES)
        ):
            continue  # "promised (that) the army would retake X"
        if phrase.first > 1 and tokens[phrase.first - 1].low == "and" and _by_both(tokens, phrase.first - 1):
            phrase.governed = True
        opening = at == 0 and tokens[0].low.endswith("ing") and following in FORMS.keys() | {"of"}
        if at >= 0 and not _year(tokens[at].low) and not opening and _governs(tokens, at):
            phrase.governed = not (_opens_main_clause(tokens, phrase, at) or _behind_the_city(tokens, phrase))
    _govern_pairs(phrases, tokens)


def _govern_pairs(phrases: list[ActorPhrase], tokens: list[Token]) -> None:
    """Mark the actors that are none by whom they stand beside: "the Russian Aerospace Force", "Y affiliated Z"."""
    for before, phrase in itertools.pairwise(phrases):
        if phrase.first == before.last + 2 and tokens[before.last + 1].low in _LINKED:
            before.governed, phrase.governed = True, False  # "Al Qaeda affiliated Al Nusra Front overran X"
        if phrase.first == before.last + 1 and before.governed and before.side in _STATES_ABROAD:
            phrase.governed, phrase.side = True, before.side  # "with the help of the Russian Aerospace Force"
        numbered = phrase.first == before.last + 1 and tokens[phrase.first].low[0].isdigit()
        if numbered and before.side is not None and not before.possessive:
            phrase.side = before.side  # "the PAVN 3rd Division"
        owned = before.possessive and phrase.first == before.last + 2 and phrase.side is None
        if owned and tokens[phrase.first].low[0].isdigit():
            phrase.side = before.side  # "Ukraine's 3rd Assault Brigade"
        if _composing(tokens, phrase.first):
            phrase.governed = True
        if before.last + 2 == phrase.first and tokens[phrase.first - 1].low == "of" and phrase.side is None:
            phrase.governed = True  # "the Joint Force of former rebel groups"
        between = [token.low for token in tokens[before.last + 1 : phrase.first]]
        joined = between[:1] == ["and"] and all(
            len(low) == 1 for low in between[1:]
        )  # "the army and U.N. troops"
        if joined and before.governed and not before.possessive:
            phrase.governed = True


def _composing(tokens: list[Token], first: int) -> bool:
    """Say whether an actor at token `first` is one of those of whom "forces composed of A, B and C" consist."""
    lows = [t.low for t in tokens[max(0, first - MAX_COMPOSED) : first]]
    opens = next((k for k in range(len(lows) - 1) if lows[k] in _COMPOSED and lows[k + 1] == "of"), None)
    acts = ("past" in FORMS.get(low, NO_FORM).tenses for low in lows[(opens or 0) + 1 :])
    return opens is not None and not any(acts)


def _behind_the_city(tokens: list[Token], phrase: ActorPhrase) -> bool:
    """Say whether "South-east of the city (regime forces took)" stands before an actor, its comma lost."""
    first = phrase.first
    city = first > 2 and tokens[first - 1].low in SINGULAR_PLACE_NOUNS and tokens[first - 2].low == "the"
    return city and tokens[first - 3].low == "of" and tokens[0].low in DIRECTION_WORDS


def _before_backers(tokens: list[Token], at: int) -> int:
    """Step back over "U.S.-backed" that ends at token `at`, its letters cut apart by their stops."""
    if at < MIN_BACKED or tokens[at - 1].low != "-" or tokens[at - 2].low != ".":
        return at
    at -= 2
    while at > 0 and (tokens[at].low == "." or (len(tokens[at].low) == 1 and tokens[at].is_capital)):
        at -= 1
    return at


def _before_leaders(tokens: list[Token], first: int) -> int:
    """Return the token before "the leadership of", "members of" the actor at token `first`, else the one before it."""
    led = first > 1 and tokens[first - 1].low == "of" and tokens[first - 2].low in _LEADERS
    led = led or (first > 1 and tokens[first - 1].low == "from" and tokens[first - 2].low in _MEN_FROM)
    if first > 1 and tokens[first - 1].low in ("'s", "'"):
        owner = first - 2
        while owner > 0 and tokens[owner].is_capital:
            owner -= 1
        if tokens[owner].low == "of":
            return owner  # "officers of Saddam Hussein's army"
    former = led and first > 2 and tokens[first - 3].low in ("former", "ex")
    return first - 3 if led and not former else first - 1


def _among_several(tokens: list[Token], at: int) -> bool:
    """Say whether "groups including" ends at token `at`: those that it names act."""
    if at < 2 or tokens[at].low != "including":
        return False
    return tokens[at - 1 - (tokens[at - 1].text == ",")].low in _SEVERAL


def _by_both(tokens: list[Token], joint: int) -> bool:
    """Say whether "by African Union and" stands before an actor: both are whom a passive is by."""
    by = next((k for k in range(joint - 1, max(-1, joint - MAX_BACKERS), -1) if tokens[k].low == "by"), None)
    if by is None:
        return False
    if tokens[by - 1].low in _BACKED:  # "supported by coalition air strikes and rebels"
        return tokens[joint - 1].low != ","
    named = all(t.is_capital or t.low == "the" for t in tokens[by + 1 : joint])
    return named and joint - by <= MAX_AGENT


def _opens_main_clause(tokens: list[Token], phrase: ActorPhrase, at: int) -> bool:
    """Say whether an actor begins the main clause behind an opening that no comma ends: "In the east rebels took X".

    `at` is the word that seems to govern it: "In a surprise attack rebels ...", "After the truce collapsed rebels ...".
    """
    verb = phrase.last + 1
    if verb < len(tokens) and tokens[verb].low in ("in", "of", "from"):  # "groups in X and Y agreed"
        verb += 1
        while verb < len(tokens) and (_names(tokens[verb]) or tokens[verb].low in ("and", "the")):
            verb += 1
    while verb < len(tokens) and tokens[verb].low in ADVERBS:
        verb += 1
    low = tokens[verb].low if verb < len(tokens) else ""
    finite = low in AUXILIARIES or low in _HOLDING or "past" in FORMS.get(low, NO_FORM).tenses
    opened = tokens[0].low in PREPOSITIONS or tokens[0].low in _OPENING
    before = tokens[phrase.first - 1]
    if not finite or not opened or any(t.text == "," for t in tokens[: phrase.first]):
        return False
    if tokens[0].low in SUBORDINATORS and tokens[at].low not in PREPOSITIONS:
        return at > 1  # "After the ceasefire collapsed rebels captured X"
    noun = before.is_word and before.low not in PREPOSITIONS and before.low not in DETERMINERS
    if at == phrase.first - 1:  # "In a surprise attack rebels captured X"
        return tokens[at].low not in PREPOSITIONS and any(t.low in _OPENS_NOUN for t in tokens[1:at])
    return noun and not before.low.endswith("ern")


def _names(token: Token) -> bool:
    return token.is_capital or token.low.startswith(("al-", "el-"))


def _before_count(tokens: list[Token], at: int) -> int:
    """Step back over articles, numbers and "dozens of" from token `at`."""
    while at > 0 and not _year(tokens[at].low):
        low = tokens[at].low
        counted = low == "of" and tokens[at - 1].low in _NUMBERS
        counted = counted or (
            low.isalpha()
            and tokens[at].text == low
            and low not in FORMS
            and tokens[at + 1].low not in DETERMINERS
            and tokens[at + 1].text == tokens[at + 1].low
            and low not in PREPOSITIONS | REPORTING | ADVERBS
            and tokens[at - 1].low in ("the", "a")
        )
        if (
            counted
            or low in TITLES
            or low in _NUMBERS
            or low in _COUNTING
            or low in NUMBERS
            or low in DETERMINERS
            or (low in DIRECTION_WORDS and low.endswith(("ern", "central")))  # "in the east Russia took X"
            or low[0].isdigit()
        ):
            at -= 1
        else:
            break
    return at


def _governs(tokens: list[Token], at: int) -> bool:
    """Say whether the word at token `at` makes the actor behind it its object."""
    low = tokens[at].low
    if low in PREPOSITIONS:
        return low not in _CLAUSE_PREPOSITIONS
    if low in ("back", "out", "off"):
        return at > 0 and tokens[at - 1].low in FORMS
    if low in _TAKING_OBJECTS or (low in ("declared", "proclaimed") and tokens[at + 1].low in ("a", "an")):
        return True
    if low in REPORTING or low in ADVERBS or low in _NOT_VERBS or low in CALENDAR:
        return False
    if low in _DEEDS and at > 0 and tokens[at - 1].low in _BEFORE_DEEDS:
        return False
    acts = low.endswith(("ing", "ed")) and "-" not in low  # "government-sanctioned militias" are no object
    return acts or (low in FORMS and not _noun_before(tokens, at))


def _year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] in ("19", "20")


def _noun_before(tokens: list[Token], at: int) -> bool:
    """Say whether a form at token `at` is a noun or adjective ("the advance", "remaining")."""
    return at == 0 or tokens[at - 1].low in DETERMINERS
