"""Who speaks for a side: Russia's president, the ministry in Moscow, the RUF's field commander."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.text.datelines import behind_dateline
from pipelines.extract.vocabulary.countries import CAPITALS, COUNTRIES, DEMONYMS, LEADERS, OWN_SIDE
from pipelines.extract.vocabulary.names import may_be_name
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    AUXILIARIES,
    CALENDAR,
    OFFICES,
    PREPOSITIONS,
    REPORTING,
    SUBORDINATORS,
    words,
)

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View

_CLAUSE_ENDS = words(
    ', . : ; that and but while as after before when where said says say " “ because although though - – — )'
)
WHEN = ADVERBS | CALENDAR | {"on"}
_PRESIDING = words("president premier minister ministry army military government")
"""Whose office "of X" tells: "the president of Somalia"."""
ORDERING = words("ordered directed instructed")
VOWING = words("promised vowed pledged swore boasted warned predicted")
MAX_TITLE = 7
"""How many words of office and name may stand between a side and its reporting verb."""
_SAID_WHEN = WHEN | AUXILIARIES
SEATED = words("ministry government authorities military")
_NOT_WHOSE = PREPOSITIONS - SUBORDINATORS
"""Behind these a country only tells where somebody speaks: "in Russia"."""
_SPEECHES = words("in at during speaking addressing after who")
_NAME_PARTS = words("bin ibn al el van von der de abu")
"""What opens the aside that tells where somebody spoke."""
_SPOKE = words("spoke speaking argued conceded complained boasted")
"""Verbs of speech that no clause needs behind them."""
MAX_RELATIVE = 30
"""How many words ", whose request was turned down," may have."""
MAX_ASIDE = 16
"""How many words such an aside may have."""


def speaks_for(view: View, phrase: ActorPhrase) -> bool:
    """Say whether an actor is a subject, or has a spokesman who is: "an official in the Free Syrian Army told"."""
    office = (
        view.word(phrase.first - 1) in ("in", "of", "for", "from") and view.word(phrase.first - 2) in OFFICES
    )
    return (not phrase.governed and not phrase.possessive) or office


def before_day(view: View, i: int, skipped: frozenset[str] = WHEN) -> int:
    """Return where adverbs and a day begin that end before token `i`: "(vowed) on Wednesday (to)"."""
    while view.word(i - 1) in skipped or (view.word(i - 1).isdigit() and view.word(i) in skipped):
        i -= 1
    return i


_MEN_OF_STATE = words("official officials officer officers commander commanders source")
_SERVICES = words("security military army government police intelligence defence defense interior")
"""Whose officials speak for the state at home."""


def official(view: View, first: int) -> ActorPhrase | None:
    """Return the state whose president or minister is the subject of a verb at token `first`, None if none is."""
    first = before_day(view, first, _SAID_WHEN)
    if view.word(first - 1) == ",":  # "President X, in a speech on Sunday, vowed"
        opened = next(
            (k for k in range(first - 2, max(0, first - MAX_RELATIVE), -1) if view.word(k) == ","), None
        )
        spoke = opened is not None and first - opened <= MAX_ASIDE and view.word(opened + 1) in _SPEECHES
        told = opened is not None and view.word(opened + 1) in ("who", "whose")
        first = opened if opened is not None and (spoke or told) else first
    for at in range(first - 1, max(-1, first - MAX_TITLE), -1):
        low, token = view.word(at), view.reader.tokens[at]
        if at == first - 1 and low in LEADERS and token.is_capital:
            return view.acting_word(at, view.sides.war.state(LEADERS[low]))
        if at == first - 1 and (side := called_president(view, at)) is not None:
            return view.acting_word(at, side)
        if low in ("president", "premier", "minister", "ministry", "pm"):
            return view.acting_word(at, _state_before(view, at))
        if low in _MEN_OF_STATE and view.word(at - 1) in _SERVICES:
            return view.acting_word(at, view.home_side)  # "a security official"
        if low == "in" and view.word(at - 1) in _MEN_OF_STATE:
            continue  # "a security official in X"
        seat = CAPITALS.get(view.word(at + 1)) if low == "in" and view.word(at - 1) in SEATED else None
        if seat is not None:  # "the defence ministry in Moscow"
            return view.acting_word(at + 1, view.sides.war.state(seat))
        if not may_be_name(token) and low not in {",", "of", *_NAME_PARTS} and low not in COUNTRIES:
            return None
    return None


def called_president(view: View, at: int) -> str | None:
    """Return the state of a name at token `at` that the text calls a president or prime minister, else None."""
    before = view.sides.presidents.get(view.reader.tokens[at].text)
    if before is None or view.word(at - 1) in _PRESIDING:
        return None
    country = COUNTRIES.get(before) or DEMONYMS.get(before)
    return view.home_side if country is None else view.sides.war.state(country)


def officer(view: View, first: int) -> ActorPhrase | None:
    """Return the RUF of "the RUF's field commander, (vowed)" for a verb at token `first`, None if nobody's is told."""
    for phrase in reversed(view.actors):
        between = view.lows[phrase.last + 1 : first]
        if phrase.last < first and phrase.possessive and len(between) <= MAX_TITLE:
            return phrase if not OFFICES.isdisjoint(between) else None
    return None


def _state_before(view: View, office: int) -> str:
    """Return the state of "Russian President", "Turkey's defence minister" by the words before the office."""
    near = range(office - 1, max(-1, office - 4), -1)
    named = (COUNTRIES.get(view.word(at)) or DEMONYMS.get(view.word(at)) for at in near)
    country = next(filter(None, named), None)
    return view.home_side if country is None else view.sides.war.state(country)


def tells(view: View, i: int) -> bool:
    """Say whether a reporting verb follows at token `i`, an office or a name between: "rebel spokesman A B told"."""
    for at in range(i, min(i + MAX_TITLE, len(view.lows))):
        low = view.word(at)
        if low in REPORTING or low in _SPOKE:
            return True
        named = low in OFFICES or low in (*"(),", "'s", "of", "the") or view.reader.tokens[at].is_capital
        if not named and at - i > 1:
            return False
    return False


def _behind_name(view: View, said: int) -> int:
    """Return where the words end that say who speaks: "Barzani, the president, (said)", "the minister, A B, ..."."""
    end = said - (view.word(said - 1) == ",")
    begin = end
    while begin > 0 and may_be_name(view.reader.tokens[begin - 1]):
        begin -= 1
    return begin - 1 if begin < end < said and view.word(begin - 1) == "," else end


def speaking_state(view: View, first: int) -> str | None:
    """Return the state whose minister or president speaks before token `first`: "Russia's minister said"."""
    telling = REPORTING | ORDERING | VOWING
    said = next((k for k in range(first - 1, max(-1, first - 9), -1) if view.word(k) in telling), None)
    end = _behind_name(view, said or 0)
    begin = next((k for k in range(end - 1, -1, -1) if view.word(k) in _CLAUSE_ENDS), 0)
    begin = max(begin, behind_dateline(view.reader.tokens))
    for at in range(begin, said or 0):
        low = view.word(at)
        if (named := view.reader.actors.get(at)) is not None and named.first < named.last and named.side:
            return named.side  # "a spokesman for the Syrian Democratic Forces said"
        country = COUNTRIES.get(low) or DEMONYMS.get(low) or CAPITALS.get(low)
        presiding = view.word(at - 1) == "of" and view.word(at - 2) in _PRESIDING
        presiding = presiding or (
            low in CAPITALS and view.word(at - 1) == "in" and view.word(at - 2) in SEATED
        )
        if country and (presiding or view.word(at - 1) not in _NOT_WHOSE):
            return view.sides.war.state(country)
        if view.word(at + 1) in OFFICES and view.reader.tokens[at].is_capital:  # "the Kurdish president"
            side = view.sides.of_stem(view.reader.tokens[at].text, view.reader.tokens[at].start)
            if side is not None:
                return side
    return _own_ministry(view, begin, said or 0)


def _own_ministry(view: View, begin: int, said: int) -> str | None:
    """Return the state at home where its ministry speaks without its name: "the defence ministry said its forces"."""
    spoken = any(
        view.word(k) in ("defence", "defense", "interior") and view.word(k + 1) == "ministry"
        for k in range(begin, said)
    )
    own = view.sides.war.home is not None and view.sides.war.home not in OWN_SIDE
    return view.home_side if spoken and own else None
