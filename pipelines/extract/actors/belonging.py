"""Whose "its forces", "their men", "the 47th brigade" are: the side of whom the word before them stands for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.extract.actors.officials import ORDERING, WHEN, called_president, official, speaking_state
from pipelines.extract.actors.origins import officials_telling
from pipelines.extract.vocabulary.actor_words import HEADS
from pipelines.extract.vocabulary.countries import LEADERS
from pipelines.extract.vocabulary.modality import state_media
from pipelines.extract.vocabulary.side_words import JIHADISTS, MILITARY_UNITS, OPPONENTS, STATES
from pipelines.extract.vocabulary.words import (
    REPORTING,
    words,
)

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View

OWNED = words("its their his her")
_UNITS = words(
    "brigades brigade battalion regiment division unit units group force forces fighters troops soldiers army"
)
"""Heads that stand for whoever acted last where nothing else names their side: "the 47th brigade"."""
_FURTHER = words("another other second third")
_OF_A_DAY = words("in by the same last that late early next following day month week year days weeks later")
MAX_OPENING = 6
"""How many words of a day may open a sentence."""
_MEN = (["troops"], ["soldiers"], ["forces"], ["marines"], ["paratroopers"])
_STATES_OWN = words("army military")
_REPORTS = words("reports report claims claim allegations suggestions rumours rumors assertions accusations")
_DENIED = words("denied denies denying dismissed dismisses dismissing rejected rejects rejecting rebuffed")
MAX_DENIED = 4
"""Words from "denied" to the reports that are denied."""
_MINISTRY = (["the", "ministry"], ["the", "minister"], ["the", "president"])
"""Who speaks on for the state that the sentence before was about."""


def owned(view: View, phrase: ActorPhrase) -> ActorPhrase:
    """Give "its forces" the side of the actor that `its` stands for: the one named before in the sentence."""
    if view.word(phrase.first) == "our" and not view.quoted(phrase.first) and view.sides.war.voice:
        phrase.side = view.sides.war.voice
    elif view.word(phrase.first) == "our":
        others = any(p.side and p.first != phrase.first for p in view.actors)
        said = view.speaker(phrase.first) or view.last_speaker or (None if others else view.last_subject)
        phrase.side = phrase.side or (said.side if said else None)
    elif view.lows[phrase.first - 2 : phrase.first] == ["country", "'s"]:
        phrase.side = speaking_state(view, phrase.first) or phrase.side  # "said his country's forces"
    elif view.word(phrase.first - 1) == "whose" and phrase.side is None:
        phrase.side = next((p.side for p in reversed(view.actors) if p.last < phrase.first and p.side), None)
    elif view.word(phrase.first) in OWNED and view.word(phrase.last) == "defenders":
        return phrase  # "the base was abandoned by its defenders": the base's, whoever acted last
    elif view.word(phrase.first) in OWNED and view.word(phrase.last) in OPPONENTS:
        phrase.side = None  # "his opponents"
    elif view.word(phrase.first) in OWNED:
        phrase.side = (
            phrase.side if _states_anyway(view, phrase) else _owner_side(view, phrase) or phrase.side
        )
    elif (spoken_of := _spoken_of(view, phrase)) is not None:
        return replace(phrase, side=spoken_of)
    elif _some_unit(view, phrase):
        return _of_those_spoken_of(view, phrase)
    return phrase


def _presidents(view: View, phrase: ActorPhrase) -> str | None:
    """Return the state of "Taylor's forces" where the text calls Taylor a president, None for others."""
    named = phrase.first - 2
    return called_president(view, named) if named >= 0 and view.word(named + 1) == "'s" else None


def _spoken_of(view: View, phrase: ActorPhrase) -> str | None:
    """Return whose "the army" or "soldiers" are by who speaks of them, None if nobody's word settles it."""
    if phrase.loaded and _state_media_tells(view, phrase):
        return view.home_side
    if phrase.side is None and (state := _presidents(view, phrase)) is not None:
        return state
    return _army_of_speaker(view, phrase)


def _army_of_speaker(view: View, phrase: ActorPhrase) -> str | None:
    """Return the state that says what "the army would" do: a foreign president speaks of his own."""
    bare = view.lows[phrase.first : phrase.last + 1] in (["the", "army"], ["the", "military"])
    if view.lows[phrase.first : phrase.last + 1] in _MEN and view.word(phrase.first - 1) in REPORTING:
        side = speaking_state(view, phrase.first)  # "The IDF says troops from the 98th Division captured X"
        return side if side in STATES and side != view.home_side else None
    if bare and view.word(phrase.first - 1) in ORDERING:
        orderer = official(view, phrase.first - 1)  # "Putin ordered the army to take X"
        return orderer.side if orderer is not None else None
    ahead = view.word(phrase.last + 1) in ("would", "will")
    if not bare or not (ahead or view.word(phrase.first - 1) == "that"):
        return None
    told = official(view, next((k for k in range(phrase.first) if view.word(k) in REPORTING), 0))
    side = told.side if told is not None else speaking_state(view, phrase.first)
    return side if ahead or side in STATES else None


def _state_media_tells(view: View, phrase: ActorPhrase) -> bool:
    """Say whether "soldiers", without more, are spoken of by the state's own media: "State media said soldiers"."""
    told = view.lows[: phrase.first]
    said = state_media(told) and not REPORTING.isdisjoint(told)
    return said and view.lows[phrase.first : phrase.last + 1] in (["soldiers"], ["troops"])


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
    state = speaking_state(view, phrase.first) or speaking_state(view, len(view.lows))
    if phrase.side is None and state is not None:
        return replace(phrase, side=state)  # "Russia's ministry said the 7th Division had ..."
    if view.word(phrase.first + 1) == "same":
        named = [p.side for p in view.actors if p.last < phrase.first and p.side and not p.governed]
        if named and phrase.side is None:
            return replace(phrase, side=named[0])  # "Y took W after Z was driven out of X by the same forces"
    going_on = _who_goes_on(view) if view.word(0) in ("he", "she") else None
    if going_on is not None and going_on.side and view.word(phrase.last) in ("units", "unit"):
        return replace(phrase, side=going_on.side)  # "He said the units had left X"
    if view.last_subject is None or not _unsettled(view, phrase):
        return phrase
    if view.word(phrase.last) == "forces" and view.last_subject.side in JIHADISTS:
        return replace(phrase, side=view.home_side)
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
    if view.word(phrase.first) == "his" and (leading := _leader_before(view, phrase.first)) is not None:
        return leading
    before = [p for p in view.actors if p.last < phrase.first and p.side]
    owner = _owner(view, phrase, before)
    state = speaking_state(view, phrase.first)
    ordered = state is not None and view.word(phrase.first - 1) in ORDERING
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
    opens = phrase.first == 0 or (phrase.side is None and _opens_behind_day(view, phrase.first))
    said = view.last_subject if opens else None if phrase.side else _who_goes_on(view)
    return said.side if said is not None else None


def _leader_before(view: View, first: int) -> str | None:
    """Return the state of "Iraq's prime minister declared ..., saying (his troops)" before token `first`, else None."""
    for at in range(first - 1, -1, -1):
        low = view.word(at)
        if low in LEADERS and view.reader.tokens[at].is_capital:
            return view.sides.war.state(LEADERS[low])
        if at in view.reader.actors and not view.reader.actors[at].governed:
            return None  # somebody else acts in between
    return None


def _opens_behind_day(view: View, first: int) -> bool:
    """Say whether nothing but a day stands before token `first`: "In February (his forces)"."""
    end = first - (view.word(first - 1) == ",")
    return 0 < end <= MAX_OPENING and all(
        low in WHEN or low in _OF_A_DAY or low[0].isdigit() for low in view.lows[:end]
    )


def _owner(view: View, phrase: ActorPhrase, before: list[ActorPhrase]) -> ActorPhrase | None:
    free = [p for p in before if not p.governed]
    said = phrase.first - 1 - (view.word(phrase.first - 1) == "that")
    if free and view.word(said) in REPORTING and view.word(said - 1) == "and":
        return free[0]  # "the SDF denied that Turkish troops had taken X and said its members held it"
    if view.word(phrase.first) == "his" and free:
        return free[0]
    denying = [p for p in free if p.last < _denied_before(view, said)]
    if denying:
        return denying[-1]
    owner = free[-1] if free else before[-1] if before else None
    many = [p for p in before if p.possessive and are_many(view, p)]
    if view.word(phrase.first) == "their" and many and owner is not None and not are_many(view, owner):
        return many[-1]  # "denied a claim by the rebels' website that their fighters ..."
    return owner


def _denied_before(view: View, i: int) -> int:
    """Return "denied" of "denied Russian reports (that its troops)", which ends at token `i`; 0 for other words.

    Whoever denies speaks of his own.
    """
    if view.word(i) not in _REPORTS:
        return 0
    near = range(i - 1, max(0, i - MAX_DENIED - 1), -1)
    return next((k for k in near if view.word(k) in _DENIED), 0)


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
    opens = view.lows[phrase.first : phrase.first + 2]
    further = not _FURTHER.isdisjoint(opens) and view.word(phrase.last) in MILITARY_UNITS
    alone = phrase.first == phrase.last and view.word(phrase.last) in MILITARY_UNITS
    if opens == ["the", "same"] or further or alone:
        return True
    definite = "the" in (view.word(phrase.first), view.word(before), view.word(before - 1))
    return definite and view.word(phrase.last) in _UNITS


def are_many(view: View, phrase: ActorPhrase) -> bool:
    """Say whether an actor takes a plural: "the rebels", "forces", not "ISIS" or "the army"."""
    head = view.text[phrase.start : phrase.end].rsplit(" ", 1)[-1].lower()
    return head.endswith("s") and head in HEADS
