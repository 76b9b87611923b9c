"""Who a verb's subject is: the actor before it, "we" of a speaker, "its forces" of an owner, "the group" of before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.extract.actor_words import HEADS, NO_SIDE
from pipelines.extract.countries import CAPITALS, COUNTRIES, DEMONYMS, LEADERS
from pipelines.extract.infinitives import ATTEMPTS
from pipelines.extract.joining import behind_dateline
from pipelines.extract.lexicon import HELPING, MAKING
from pipelines.extract.names import may_be_name, names_somebody
from pipelines.extract.opening import clause_actor
from pipelines.extract.origins import accused, agent_gone_on, bracketed, officials_telling, told_on
from pipelines.extract.outcomes import handed_before
from pipelines.extract.side_words import STATES
from pipelines.extract.sides import ActorPhrase
from pipelines.extract.words import (
    ADVERBS,
    AUXILIARIES,
    CALENDAR,
    OFFICES,
    PREPOSITIONS,
    REPORTING,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    words,
)

if TYPE_CHECKING:
    from pipelines.extract.context import View

_SUBORDINATING = words("after as when while because before since")
_CLAUSE_ENDS = words(
    ', . : ; that and but while as after before when where said " “ because although though - – — )'
)
_FOES = words("opponents rivals enemies foes adversaries enemy")
_OWNED = words("its their his her")
_UNITS = words(
    "brigades brigade battalion regiment division unit units group force forces fighters troops soldiers army"
)
"""Heads that stand for whoever acted last where nothing else names their side: "the 47th brigade"."""
_STATES_OWN = words("army military")
_GROUP_ENDS = words("front army movement brigade brigades forces party union")
MAX_ATTEMPT = 12
"""How many words may stand between "attempt by" and the verb of what was attempted: a side and a day."""
MAX_TITLE = 7
"""How many words of office and name may stand between a side and its reporting verb."""
_WHEN = ADVERBS | CALENDAR | {"on"}
_BY_THEN = words("by nightfall noon midday dawn dusk midnight evening morning night the next day in at")
_SAID_WHEN = _WHEN | AUXILIARIES
SEATED = words("ministry government authorities military")
_NOT_WHOSE = PREPOSITIONS - SUBORDINATORS
"""Behind these a country only tells where somebody speaks: "in Russia"."""
_SPEECHES = words("in at during speaking addressing after who")
"""What opens the aside that tells where somebody spoke."""
MAX_ASIDE = 16
"""How many words such an aside may have."""
_ORDERING = words("ordered directed instructed")
MAX_TOLD_NEXT = 16
"""How many words may stand between "after they" and the comma behind which they are named."""
_MINISTRY = (["the", "ministry"], ["the", "minister"], ["the", "president"])
"""Who speaks on for the state that the sentence before was about."""


def subject(view: View, first: int) -> ActorPhrase | None:
    """Return the actor that is the subject of the verb group that begins at token `first`."""
    told = _made_to(view, first) or _of_attempt(view, first) or _many(view, first)
    told = told or handed_before(view, first - 1) or told_on(view, first - 1)
    told = told or accused(view, first) or clause_actor(view, first) or agent_gone_on(view, first)
    if told is not None:
        return told
    at = first - 1
    while at >= 0 and (view.word(at) in ADVERBS or view.word(at) == ","):
        at -= 1
    if view.word(at) in ("who", "which", "that"):
        head = _before_who(view, at - 2 if view.word(at - 1) == "," else at - 1)
        if head is not None:
            return head
    if view.word(at) == "who" or (view.word(at) == "that" and at + 1 == first):
        return None  # "should remember who now holds X"
    latter = next((k for k in range(first - 1, -1, -1) if view.word(k) == "latter"), None)
    if latter is not None and not any(latter < p.first < first and not p.governed for p in view.actors):
        return next((p for p in reversed(view.actors) if p.last < latter), None)
    free = [p for p in view.actors if p.last < first and not p.governed and not p.possessive]
    free = [p for p in free if not bracketed(view, p, first)]
    if view.word(at) == "it" and (told := next((p for p in reversed(free) if _said_aside(view, p)), None)):
        return told  # "..., the army said, after it overran X"
    free = _of_main_clause(view, free, first)
    free = _before_relative(view, free, first) or [p for p in free if not _said_aside(view, p)] or free
    near = free[-1:] if free and free[-1].last == at and _opens_subject(view, free[-1].first) else []
    settled = near or [p for p in free if p.side is not None or view.word(p.first) in _OWNED] or free
    if settled:
        return owned(view, _first_of_pair(view, settled))
    named = _unknown_group(view, at)
    if named is not None:
        return named
    return _stood_for(view, at, first)


def _before_who(view: View, last: int) -> ActorPhrase | None:
    """Return the actor that ends at token `last`, or before "from Chad and Niger" there; None if none does."""
    for at in range(last, max(-1, last - 6), -1):
        if (phrase := view.reader.actors.get(at)) is not None:
            return phrase
        if not (view.reader.tokens[at].is_capital or view.word(at) in ("and", "from", "of", "the")):
            return None
    return None


def _of_main_clause(view: View, free: list[ActorPhrase], first: int) -> list[ActorPhrase]:
    """Return who acts in the main clause: "Y have retaken X after Z left it, he said, and (have moved into W)"."""
    joined = view.lows[first - 2 : first] == [",", "and"]
    main = [p for p in free if view.word(p.first - 1) not in _SUBORDINATING]
    return main if joined and main else free


def _many(view: View, first: int) -> ActorPhrase | None:
    """Return the rebels of "the army drove the rebels from X, which they (had captured)": they alone are many."""
    if view.word(first - 1) != "they" or view.word(first - 2) not in ("which", "that"):
        return None
    many = [p for p in view.actors if p.last < first and p.side and _are_many(view, p)]
    return many[-1] if many and len({p.side for p in many}) == 1 else None


def _made_to(view: View, first: int) -> ActorPhrase | None:
    """Return the rebels of "the army forced the rebels to (withdraw)", "the army let the rebels (leave)"."""
    to = view.word(first - 1) == "to"
    if to and view.lows[first - 3 : first - 1] == ["to", "prepare"]:
        first -= 2  # "ordered units to prepare to retake X"
    last = first - 2 if to else first - 1
    last = before_day(view, last + 1) - 1 if to else last  # "ordered his soldiers on Friday to withdraw"
    phrase = view.reader.actors.get(last) or _them(view, last)
    if phrase is None:
        return None
    at = phrase.first - 1
    while view.word(at) in ADVERBS:
        at -= 1
    if view.word(at) not in (MAKING if to else HELPING):
        return None
    return (
        owned(view, phrase) if view.word(phrase.first) == "his" else phrase
    )  # "ordered his troops to leave X"


def _of_attempt(view: View, first: int) -> ActorPhrase | None:
    """Return the army of "an attempt by the army last week to (retake X)", None where no such words stand."""
    if view.word(first - 1) != "to":
        return None
    by = next((k for k in range(first - 2, max(0, first - MAX_ATTEMPT), -1) if view.word(k) == "by"), None)
    if by is None or view.word(by - 1) not in ATTEMPTS:
        return None
    return view.actor_at(by + 1)


def _them(view: View, at: int) -> ActorPhrase | None:
    """Return whom "them" or "it" at token `at` stands for: not the side that acts on them."""
    if view.word(at) not in ("them", "it", "him"):
        return None
    free = [p for p in view.actors if p.last < at and not p.governed]
    acting = free[-1] if free and (view.word(at - 1).endswith("ing") or free[-1].last >= at - 3) else None
    known = [p for p in (view.last_subject, *free) if p and p.side]
    sides = [p.side for p in known if acting is None or p.side != acting.side]
    side = (sides[0] if acting else sides[-1]) if sides else None
    return view.acting_word(at, side)


def _said_aside(view: View, phrase: ActorPhrase) -> bool:
    """Say whether a phrase only tells who says so: "the army advanced, a rebel commander said, seizing X"."""
    said = next((k for k in range(phrase.last + 1, phrase.last + 4) if view.word(k) in REPORTING), None)
    return view.word(phrase.first - 1) == "," and said is not None and view.word(said + 1) == ","


def _opens_subject(view: View, first: int) -> bool:
    """Say whether an actor at token `first`, right before a verb, is its whole subject: no "X and Y", no "its men"."""
    return view.word(first) not in _OWNED and view.word(first - 1) != "and"


def _before_relative(view: View, free: list[ActorPhrase], first: int) -> list[ActorPhrase]:
    """Return the actors before ", whose shrine Z threatens, and" where such an aside stands before token `first`."""
    first = before_day(view, first, _WHEN | _BY_THEN)
    if view.word(first - 1) != "and" or view.word(first - 2) != ",":
        return []
    comma = next(
        (
            k
            for k in range(first - 3, 0, -1)
            if view.word(k) == "," and view.word(k + 1) in ("whose", "which", "where")
        ),
        0,
    )
    return [p for p in free if p.last < comma]


def _stood_for(view: View, at: int, first: int) -> ActorPhrase | None:
    """Return whom the pronoun at token `at`, or the one that opens the sentence, stands for."""
    opens = view.word(1) if view.word(0) in ('"', "“") else view.word(0)
    if view.word(at) in ("we", "i") or (opens == "we" and view.word(at) == "and"):
        he = any(
            view.word(k) in ("he", "she") and view.word(k + 1) in REPORTING for k in range(len(view.lows))
        )
        minister, said = view.last_minister, view.last_speaker
        recent = he and minister is not None and (said is None or said.start < minister.start)
        said = minister if recent else said if he else None  # "The president spoke. We will ..., he said"
        return view.speaker(first) or said or view.last_subject
    state = _speaking_state(view, at) if view.word(at) == "it" else None
    if state is not None:
        return view.acting_word(at, state)  # "Russia's defence ministry announced that it was pulling out"
    if view.word(at) == "it" or (view.word(at) not in SUBJECT_PRONOUNS and opens == "it"):
        return _of_one(view)
    if view.word(at) == "they" and view.last_subject is None:
        return _told_next(view, first)
    if view.word(at) in SUBJECT_PRONOUNS or at < 0 or opens in ("they", "it", "he"):
        return view.last_subject
    return None


def _told_next(view: View, first: int) -> ActorPhrase | None:
    """Return the rebels of "A day after they (took X), the rebels ...", where nobody was spoken of before."""
    comma = next(
        (k for k in range(first, min(first + MAX_TOLD_NEXT, len(view.lows))) if view.word(k) == ","), None
    )
    return None if comma is None else view.actor_at(comma + 1, reach=2)


def _of_one(view: View) -> ActorPhrase | None:
    """Return whom "it" stands for: "The army said rebels had entered X. It withdrew" is the army, not the rebels."""
    last, said = view.last_subject, view.last_speaker
    if last is None or said is None or said.side is None:
        return last
    return said if _are_many(view, last) and not _are_many(view, said) else last


def _are_many(view: View, phrase: ActorPhrase) -> bool:
    """Say whether an actor takes a plural: "the rebels", "forces", not "ISIS" or "the army"."""
    head = view.text[phrase.start : phrase.end].rsplit(" ", 1)[-1].lower()
    return head.endswith("s") and head in HEADS


def speaks_for(view: View, phrase: ActorPhrase) -> bool:
    """Say whether an actor is a subject, or has a spokesman who is: "an official in the Free Syrian Army told"."""
    office = (
        view.word(phrase.first - 1) in ("in", "of", "for", "from") and view.word(phrase.first - 2) in OFFICES
    )
    return (not phrase.governed and not phrase.possessive) or office


def before_day(view: View, i: int, skipped: frozenset[str] = _WHEN) -> int:
    """Return where adverbs and a day begin that end before token `i`: "(vowed) on Wednesday (to)"."""
    while view.word(i - 1) in skipped:
        i -= 1
    return i


def official(view: View, first: int) -> ActorPhrase | None:
    """Return the state whose president or minister is the subject of a verb at token `first`, None if none is."""
    first = before_day(view, first, _SAID_WHEN)
    if view.word(first - 1) == ",":  # "President X, in a speech on Sunday, vowed"
        opened = next(
            (k for k in range(first - 2, max(0, first - MAX_ASIDE), -1) if view.word(k) == ","), None
        )
        first = first if opened is None or view.word(opened + 1) not in _SPEECHES else opened
    for at in range(first - 1, max(-1, first - MAX_TITLE), -1):
        low, token = view.word(at), view.reader.tokens[at]
        if at == first - 1 and low in LEADERS and token.is_capital:
            return view.acting_word(at, view.sides.war.state(LEADERS[low]))
        if low in ("president", "premier", "minister", "ministry"):
            return view.acting_word(at, _state_before(view, at))
        seat = CAPITALS.get(view.word(at + 1)) if low == "in" and view.word(at - 1) in SEATED else None
        if seat is not None:  # "the defence ministry in Moscow"
            return view.acting_word(at + 1, view.sides.war.state(seat))
        if not may_be_name(token) and low not in (",", "of") and low not in COUNTRIES:
            return None
    return None


def officer(view: View, first: int) -> ActorPhrase | None:
    """Return the RUF of "the RUF's field commander, (vowed)" for a verb at token `first`, None if nobody's is told."""
    for phrase in reversed(view.actors):
        between = view.lows[phrase.last + 1 : first]
        if phrase.last < first and phrase.possessive and len(between) <= MAX_TITLE:
            return phrase if not OFFICES.isdisjoint(between) else None
    return None


def fights(view: View, phrase: ActorPhrase) -> bool:
    """Say whether an actor is men at arms: "soldiers", "the Peshmerga"; not a state, an opposition, "Russian"."""
    head = view.word(phrase.last)
    armed = head in HEADS and head not in ("government", "opposition", "regime")
    return armed or (phrase.side not in STATES and phrase.side not in (None, "opposition", "rebels"))


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
        if low in REPORTING:
            return True
        named = low in OFFICES or low in (",", "'s", "of", "the") or view.reader.tokens[at].is_capital
        if not named and at - i > 1:
            return False
    return False


def _unknown_group(view: View, at: int) -> ActorPhrase | None:
    """Read "Ansar Dine seized ...": a name of several words, right before a verb, that no lexicon holds."""
    tokens = view.reader.tokens
    if at >= 2 and view.word(at) == "allies" and view.word(at - 1) == "its":
        at -= 3
    first = at
    while first >= 0 and first not in view.reader.mentions:
        people = view.word(first) == "'s" and view.word(first - 1) == "people"
        if not people and not may_be_name(tokens[first]):
            break
        first -= 1
    first += 1
    if at - first < 1 or (names_somebody(view.lows, first, at) and view.word(at) not in _GROUP_ENDS):
        return None
    if any(low in NO_SIDE for low in view.lows[first : at + 1]):
        return None
    side = " ".join(view.lows[first : at + 1]).replace(" 's", "'s")
    return ActorPhrase(first, at, side, side, tokens[first].start, tokens[at].end)


def _first_of_pair(view: View, found: list[ActorPhrase]) -> ActorPhrase:
    """Return the first of co-ordinated subjects: "The Malian army and Wagner mercenaries took"."""
    chosen = found[-1]
    for phrase in reversed(found[:-1]):
        if phrase.last + 2 == chosen.first and view.word(phrase.last + 1) == "and":
            chosen = phrase
    return chosen


def owned(view: View, phrase: ActorPhrase) -> ActorPhrase:
    """Give "its forces" the side of the actor that `its` stands for: the one named before in the sentence."""
    if view.word(phrase.first) == "our":
        others = any(p.side and p.first != phrase.first for p in view.actors)
        said = view.speaker(phrase.first) or view.last_speaker or (None if others else view.last_subject)
        phrase.side = phrase.side or (said.side if said else None)
    elif view.lows[phrase.first - 2 : phrase.first] == ["country", "'s"]:
        phrase.side = _speaking_state(view, phrase.first) or phrase.side  # "said his country's forces"
    elif view.word(phrase.first - 1) == "whose" and phrase.side is None:
        phrase.side = next((p.side for p in reversed(view.actors) if p.last < phrase.first and p.side), None)
    elif view.word(phrase.first) in _OWNED and view.word(phrase.last) in _FOES:
        phrase.side = None  # "his opponents"
    elif view.word(phrase.first) in _OWNED:
        phrase.side = (
            phrase.side if _states_anyway(view, phrase) else _owner_side(view, phrase) or phrase.side
        )
    elif _some_unit(view, phrase):
        return _of_those_spoken_of(view, phrase)
    return phrase


def _states_anyway(view: View, phrase: ActorPhrase) -> bool:
    """Say whether "its army", "his government" is a state's own, whoever acted last."""
    if view.word(phrase.last) == "government" and view.word(phrase.first) == "his":
        last = view.last_subject  # "The Taliban took X. His government still controls Y"
        return last is None or last.side not in STATES
    army = view.word(phrase.first) == "its" and view.word(phrase.last) in _STATES_OWN
    states = [p.side for p in view.actors if p.last < phrase.first and not p.governed and p.side in STATES]
    other = (
        bool(states) and states[-1] != phrase.side
    )  # "X is all that Moscow has won; its army took it in May"
    return army and phrase.side is not None and not other  # "... called on the rebels, after its army took X"


def _of_those_spoken_of(view: View, phrase: ActorPhrase) -> ActorPhrase:
    """Give "the 47th brigade" the side of the state that speaks of it, or of who acted last."""
    if phrase.side is None and (state := _speaking_state(view, phrase.first)) is not None:
        return replace(phrase, side=state)  # "Russia's ministry said the 7th Division had ..."
    if view.last_subject is None or not _unsettled(view, phrase):
        return phrase
    group = view.sides.war.group_before(phrase.start) if view.word(phrase.last) == "group" else None
    return replace(phrase, side=group or view.last_subject.side)  # no state is called "the group"


def _unsettled(view: View, phrase: ActorPhrase) -> bool:
    """Say whether nothing but who acted last can tell whose "the units" are."""
    last = view.last_subject
    units = phrase.loaded and view.word(phrase.last) in ("units", "unit")
    return phrase.side is None or (units and last is not None and last.side is not None)


def _owner_side(view: View, phrase: ActorPhrase) -> str | None:
    """Return the side of whoever "its", "their" or "his" before a head stands for, None if nothing settles it."""
    if (telling := officials_telling(view, phrase.first)) is not None:
        return telling
    before = [p for p in view.actors if p.last < phrase.first and p.side]
    owner = _owner(view, phrase, before)
    state = _speaking_state(view, phrase.first)
    ordered = state is not None and view.word(phrase.first - 1) in _ORDERING
    if owner is not None and not ordered and (state is None or not owner.governed):
        return owner.side
    if state is not None:
        return state
    if view.word(phrase.first) == "their" and view.word(0) == "they" and view.last_subject is not None:
        return view.last_subject.side
    minister = view.last_minister if view.word(phrase.first) == "his" else None
    said = view.last_speaker
    recent = minister is not None and (said is None or said.start < minister.start)
    if minister is not None and recent and "he" in view.lows[: phrase.first]:
        return minister.side  # "In a speech he vowed that his forces would ..."
    if view.lows[:2] in _MINISTRY and view.last_minister is not None and _who_says(view):
        return view.last_minister.side  # "The ministry also said that its troops"
    said = view.last_subject if phrase.first == 0 else None if phrase.side else _who_goes_on(view)
    return said.side if said is not None else None


def _owner(view: View, phrase: ActorPhrase, before: list[ActorPhrase]) -> ActorPhrase | None:
    free = [p for p in before if not p.governed]
    said = phrase.first - 1 - (view.word(phrase.first - 1) == "that")
    if free and view.word(said) in REPORTING and view.word(said - 1) == "and":
        return free[0]  # "the SDF denied that Turkish troops had taken X and said its members held it"
    if view.word(phrase.first) == "his" and free:
        return free[0]
    owner = free[-1] if free else before[-1] if before else None
    many = [p for p in before if p.possessive and _are_many(view, p)]
    if view.word(phrase.first) == "their" and many and owner is not None and not _are_many(view, owner):
        return many[-1]  # "denied a claim by the rebels' website that their fighters ..."
    return owner


def _who_goes_on(view: View) -> ActorPhrase | None:
    """Return who speaks on in "He said that his men ...", "Its spokesman told ...", None where nobody does."""
    opens = view.word(0) in ("he", "she", "its", "their", "it", "they")
    told = _who_says(view)
    said = view.last_speaker if view.word(0) in ("he", "she") else None
    return (said or view.last_subject or view.last_speaker) if opens and told else None


def _who_says(view: View) -> bool:
    """Say whether the sentence's first words report something."""
    return not REPORTING.isdisjoint(view.lows[1:20])


def _some_unit(view: View, phrase: ActorPhrase) -> bool:
    """Say whether a phrase is "the fighters", "the 47th brigade": one of those spoken of."""
    if any(view.word(k) in ("joint", "combined") for k in range(phrase.first, phrase.last)):
        return False
    before = phrase.first - 1 if view.word(phrase.first - 1)[:1].isdigit() else phrase.first
    if view.lows[phrase.first : phrase.first + 2] == ["the", "same"]:
        return True
    definite = "the" in (view.word(phrase.first), view.word(before), view.word(before - 1))
    return definite and view.word(phrase.last) in _UNITS


def _behind_name(view: View, said: int) -> int:
    """Return where the words end that say who speaks: "Barzani, the president, (said)", "the minister, A B, ..."."""
    end = said - (view.word(said - 1) == ",")
    begin = end
    while begin > 0 and may_be_name(view.reader.tokens[begin - 1]):
        begin -= 1
    return begin - 1 if begin < end < said and view.word(begin - 1) == "," else end


def _speaking_state(view: View, first: int) -> str | None:
    """Return the state whose minister or president speaks before token `first`: "Russia's minister said"."""
    telling = REPORTING | _ORDERING
    said = next((k for k in range(first - 1, max(-1, first - 9), -1) if view.word(k) in telling), None)
    end = _behind_name(view, said or 0)
    begin = next((k for k in range(end - 1, -1, -1) if view.word(k) in _CLAUSE_ENDS), 0)
    begin = max(begin, behind_dateline(view.reader.tokens))
    for at in range(begin, said or 0):
        low = view.word(at)
        if (named := view.reader.actors.get(at)) is not None and named.first < named.last and named.side:
            return named.side  # "a spokesman for the Syrian Democratic Forces said"
        country = COUNTRIES.get(low) or DEMONYMS.get(low) or CAPITALS.get(low)
        if country and view.word(at - 1) not in _NOT_WHOSE:
            return view.sides.war.state(country)
        if view.word(at + 1) in OFFICES and view.reader.tokens[at].is_capital:  # "the Kurdish president"
            side = view.sides.of_stem(view.reader.tokens[at].text, view.reader.tokens[at].start)
            if side is not None:
                return side
    return None
