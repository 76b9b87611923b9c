"""Whose an actor is by where it comes from or who backs it: "rebels from Tigray", "forces backed by Turkey"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.vocabulary.countries import ALLIES, COUNTRIES, DEMONYMS
from pipelines.extract.vocabulary.side_words import GOVERNMENT_WORDS, REBELS, STATE_HEADS
from pipelines.extract.vocabulary.words import DETERMINERS, REPORTING, words

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.actors.sides import Sides
    from pipelines.extract.clauses.context import View
    from pipelines.extract.text.sentences import Token

_OFFICIALS = words("officials authorities commanders officers generals ministers leaders sources diplomats")


_BEHIND = (["backed", "by"], ["supported", "by"], ["loyal", "to"], ["allied", "to"], ["allied", "with"])
"""Who stands behind these words stands behind an actor."""
_FROM_AFAR = words("air strikes airstrikes planes jets warplanes drones helicopters artillery fire shelling")
MAX_BREACH = 12
"""How many words may stand between what somebody is accused of and how it was done."""
_ACCUSING = words(
    "accused accuse accuses accusing blamed blames blaming suspected suspects criticised criticized"
)
_GOING_ON = words("before as when after once until while")
"""What may go on about an agent: "laid by the rebels before they left"."""

MAX_PART = 7
"""How many words ", a local unit of the" may have."""
_PARTS = frozenset(
    ["unit", "brigade", "branch", "wing", "arm", "faction", "component", "force", "militia", "battalion"]
)
"""What may be said to be part of a group: "a Yezidi unit of the Hashd"."""


def origin(sides: Sides, tokens: list[Token], phrase: ActorPhrase) -> str | None:
    """Return the side of "rebels from Tigray", "troops from Chad" by where they come from, None if not told."""
    last = phrase.last
    if last + 2 >= len(tokens) or tokens[last + 1].low != "from" or not tokens[last + 2].is_capital:
        return None
    unsettled = phrase.loaded or phrase.side in (None, REBELS, sides.war.state(sides.war.home))
    if not unsettled or phrase.last > phrase.first + 1:
        return None
    name = tokens[last + 2]
    behind = [t for t in tokens[last + 2 : last + 9] if t.is_capital]
    peopled = next(filter(None, (_people(sides, t.text) for t in behind)), None)
    if peopled is not None and [t.low for t in tokens[last + 3 : last + 4]] in (["'s"], ["the"]):
        return peopled  # "forces from Ethiopia's northern region of Tigray"
    country = COUNTRIES.get(name.low)
    if country is not None:
        return sides.war.state(country) if tokens[last].low in STATE_HEADS else None
    return _people(sides, name.text)


def _people(sides: Sides, name: str) -> str | None:
    """Return the side that a town's or a people's men are on, None if none is: Misrata's of 2011 were no accord's."""
    side = sides.finder.people(name)
    return None if side == "gna" and sides.war.own != side else side


def patron(sides: Sides, tokens: list[Token], phrase: ActorPhrase) -> str | None:
    """Return the side of "Syrian forces backed by Turkey" by who backs them, None if not told."""
    i = phrase.last + 1
    i += phrase.side in (REBELS, "opposition", None) and i < len(tokens) and tokens[i].low == ","
    if [t.low for t in tokens[i : i + 2]] not in _BEHIND:
        return None
    named = phrase.side not in (REBELS, "opposition", None) and any(
        t.text.isupper() and t.is_word for t in tokens[phrase.first : phrase.last + 1]
    )
    if named and not phrase.loaded:
        return None  # "GNA forces supported by Turkish drones" are the GNA's
    words_of = {t.low for t in tokens[phrase.first : phrase.last + 1]}
    if not words_of.isdisjoint(GOVERNMENT_WORDS | {"army", "military"}):
        return None  # "the Syrian army backed by Russia" is the state's
    i += 2 + (tokens[i + 2 : i + 3] != [] and tokens[i + 2].low in ("the", "a", "an"))
    fire = any(t.low in _FROM_AFAR for t in tokens[i : i + 3])
    if tokens[i : i + 1] != [] and fire and tokens[i].low in DEMONYMS.keys() | {"coalition"}:
        return None  # "backed by coalition air strikes", "by Turkish artillery"
    name = (
        "".join(t.text for t in tokens[i : i + 4])
        if tokens[i + 1 : i + 2] and tokens[i + 1].text == "." and len(tokens[i].text) == 1
        else ""
    )
    side = sides.finder.backed((name or "".join(t.text for t in tokens[i : i + 1])).removesuffix("-led"))
    return None if side in ALLIES.get(sides.war.home or "", ()) else side  # an ally backs the state itself


def officials_telling(view: View, i: int) -> str | None:
    """Return the state of "Georgian officials conceded that (their soldiers)" before token `i`, else None."""
    near = range(i - 1, max(0, i - 6), -1)
    that = next((k for k in near if view.word(k) == "that"), i)
    said = that - 1
    told = view.word(said) in REPORTING or view.word(said) in ("conceded", "concede")
    abroad = said > 4 and view.word(said - 2) == "in"  # "Kurdish officials in Iraq said"
    who = said - 1 - 2 * abroad
    if not told or who < 1 or view.word(who) not in _OFFICIALS:
        return None
    people = view.word(who - 1)
    if people == "kurdish":
        return view.sides.finder.people("Kurdish")
    country = DEMONYMS.get(people)
    return view.sides.war.state(country) if country else None


def told_on(view: View, at: int) -> ActorPhrase | None:
    """Return who tells more in "Y said its men held X after Z left, and that it (had taken W)" at "it", token `at`."""
    if view.lows[at - 2 : at] != ["and", "that"] or view.word(at) not in ("it", "he"):
        return None
    telling = (p for p in view.actors if p.last < at - 2 and not p.governed and not p.possessive)
    return next((p for p in telling if view.word(p.last + 1) in REPORTING), None)


def bracketed(view: View, phrase: ActorPhrase, first: int) -> bool:
    """Say whether an actor stands in brackets that close before the verb at token `first`: "(Kigali denies it)"."""
    closes = next((k for k in range(phrase.last + 1, first) if view.word(k) in ("(", ")")), None)
    marks = [low for low in view.lows[max(0, phrase.first - 12) : phrase.first] if low in ("(", ")")]
    opened = marks[-1:] == ["("]  # not "(4:15 P.M.) - The Syrian Army (SAA)"
    return opened and closes is not None and view.word(closes) == ")"


def accused(view: View, first: int) -> ActorPhrase | None:
    """Return the army of "the rebels accused the army of (abandoning X)", None where nobody is accused there."""
    of = first - 1
    if view.word(of) == "to" and view.word(of - 1) in ("trying", "attempting", "seeking"):
        of -= 2  # "accused the army of trying to (seize X)"
    if view.word(of) == "by":  # "accused the army of violating the truce by (attacking X)"
        near = range(of - 1, max(0, of - MAX_BREACH), -1)
        of = next((k for k in near if view.word(k) == "of" and view.word(k + 1).endswith("ing")), of)
    if view.word(of) not in ("of", "for"):
        return None
    blamed = view.reader.actors.get(of - 1)
    if blamed is None and view.word(of - 2) == "in":
        blamed = view.reader.actors.get(of - 3)  # "accused the army in Sudan of"
    told = blamed is not None and view.word(blamed.first - 1) in _ACCUSING
    return blamed if told else None


def accused_before(view: View, at: int) -> ActorPhrase | None:
    """Return the army of "accused the army of burning crops as it (left X)" for the pronoun at token `at`."""
    if view.word(at) not in ("it", "they") or view.word(at - 1) not in (
        "as",
        "before",
        "after",
        "when",
        "while",
    ):
        return None
    blamed = (p for p in reversed(view.actors) if p.last < at and view.word(p.last + 1) == "of")
    return next((p for p in blamed if view.word(p.first - 1) in _ACCUSING), None)


def agent_gone_on(view: View, first: int) -> ActorPhrase | None:
    """Return the rebels of "mines planted by the rebels before they (fled)", None where no agent stands there."""
    they = first - 1
    if view.word(they) != "they" or view.word(they - 1) not in _GOING_ON:
        return None
    agent = view.reader.actors.get(they - 2)
    return agent if agent is not None and view.word(agent.first - 1) in ("by", "of") else None


def part_of(tokens: list[Token], phrase: ActorPhrase, other: ActorPhrase) -> bool:
    """Say whether a group that no lexicon names is part of the next one: ", a local unit", "a local unit of Y"."""
    between = [t.low for t in tokens[phrase.last + 1 : other.first]]
    own = [t.low for t in tokens[phrase.first : phrase.last + 1] if t.low not in DETERMINERS]
    unlisted = phrase.side is None or " ".join(own).startswith(phrase.side)
    if not unlisted or other.side is None:
        return False
    if between == [","] and tokens[other.first].low in ("a", "an"):
        return tokens[other.last].low in _PARTS
    of = own + between
    of = of[:-1] if of[-1] == "the" else of
    apposed = not between or between[0] == "of" or (between[0] == "," and between[1:2] in (["a"], ["an"]))
    return apposed and len(between) <= MAX_PART and of[-1] == "of" and of[-2] in _PARTS
