"""What an attack that was beaten off was aimed at, and who holds what it was for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.actors.officials import speaks_for, tells
from pipelines.extract.clauses.eliding import more_repelled
from pipelines.extract.clauses.verbs import Voice
from pipelines.extract.frames.fighting import POSITIONS
from pipelines.extract.vocabulary.lexicon import ATTACK_NOUNS, FORMS, NO_FORM, Sense, has_sense
from pipelines.extract.vocabulary.modality import Mood
from pipelines.extract.vocabulary.words import (
    DIRECTION_WORDS,
    REPORTING,
    words,
)
from pipelines.model import Event, Polarity

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View
    from pipelines.extract.clauses.verbs import VerbUse
    from pipelines.extract.places.records import PlaceItem

_HE_SAID = (["he", "said"], ["she", "said"], ["he", "added"], ["he", "claimed"])
_IT_SAID = (["it", "said"], ["they", "said"], ["it", "added"], ["it", "claimed"], ["they", "claimed"])
_EASING = words("relieve ease reduce lighten divert distract draw lift")
"""What an attack may be for elsewhere: "in a bid to ease the pressure on X"."""
_POSTS = words("post point position checkpoint site church mosque school hotel convoy bus")
AGAINST = words(
    """on against at near in to into towards toward of over around along seize capture retake recapture infiltrate
    overrun recover regain attack
    enter storm reach break take back reclaim regain liberate force""",
)


def attack_meant(view: View, verb: VerbUse) -> int | None:
    """Return the attack noun that "it" stands for: "launched an attack on X, but the army could fend it off"."""
    the = view.word(verb.head + 1) == "the" and view.word(verb.head + 2) in ATTACK_NOUNS
    if not (the or view.word(verb.head + 1) == "it") or verb.voice is not Voice.ACTIVE:
        return None
    return next((k for k in range(verb.first - 1, -1, -1) if view.word(k) in ATTACK_NOUNS), None)


def beaten_off(
    view: View, verb: VerbUse, noun: int, items: list[PlaceItem], defender: ActorPhrase | None
) -> None:
    """Record that the attack of token `noun` was beaten off; what it was for is no effort under way."""
    view.repelled.add(noun)
    view.findings[:] = [
        f for f in view.findings if f.event is not Event.CONTEST or not noun < f.head < verb.head
    ]
    view.add(
        Event.HOLD,
        items,
        verb=(min(noun, verb.head), max(noun, verb.head)),
        actor=defender,
        rule=f"repel:{verb.form.lemma}",
        polarity=Polarity.DENIED if verb.mood is Mood.DENIED else Polarity.ASSERTED,
        confidence=0.8 if defender else 0.6,
    )


def launcher(view: View, noun: int) -> ActorPhrase | None:
    """Return Y of "Y mounted four assaults (on X)" for the attack of token `noun`, None where nobody launches it."""
    near = range(noun - 1, max(-1, noun - 5), -1)
    launch = next((k for k in near if has_sense(FORMS.get(view.word(k), NO_FORM).lemma, Sense.LAUNCH)), None)
    return view.subject(launch) if launch is not None else None


def who_says(view: View) -> ActorPhrase | None:
    """Return the side that tells of an attack by nobody named: who beats one off says so."""
    telling = (
        p for p in view.actors
        if (tells(view, p.last + 1) or _told_there(view, p)) and speaks_for(view, p) and not p.possessive
    )  # fmt: skip
    source = (p for p in view.actors if view.lows[p.first - 2 : p.first] == ["according", "to"])
    return (
        next(telling, None)
        or next(source, None)
        or (view.last_speaker if view.lows[:2] in _HE_SAID else None)
        or (view.last_subject or view.last_minister if view.lows[:2] in _IT_SAID else None)
        or (view.unnamed(view.sides.war.voice) if view.sides.war.voice else None)
    )


def _told_there(view: View, who: ActorPhrase) -> bool:
    """Say whether "Y in the X countryside said" is told of an actor."""
    near = view.lows[who.last + 3 : who.last + 6]
    return view.lows[who.last + 1 : who.last + 3] == ["in", "the"] and not REPORTING.isdisjoint(near)


def attacked_actor(view: View, noun: int) -> ActorPhrase | None:
    """Return the side whose positions an attack is aimed at: "an attack on government positions near X"."""
    for phrase in view.actors:
        if noun < phrase.first <= noun + 4 and view.word(phrase.last + 1) in POSITIONS | {"'s"}:
            return phrase
    return None


def attacked(view: View, noun: int) -> list[PlaceItem]:
    """Return what an attack was aimed at: no place that it was only to help, "a bid to relieve those in X"."""
    if view.word(noun + 1) == "to" and view.word(noun + 2) in _EASING:
        return []
    items = view.behind(noun + 1, words("into"), reach=14) or view.behind(noun + 1, AGAINST, reach=16)
    if items and _at_a_post(view, noun, items[0].first):
        return []
    items = [
        item for item in items
        if not (item.anaphor and item.noun == "it") and view.word(item.first - 2) not in DIRECTION_WORDS
    ]  # fmt: skip
    return items + more_repelled(view, items[-1].last + 1) if items else items


def _at_a_post(view: View, noun: int, first: int) -> bool:
    """Say whether a post without a name stands between an attack and the place where it is: "a military post in X"."""
    near = range(noun + 1, first)
    return any(view.word(k) in ("a", "an") and not _POSTS.isdisjoint(view.lows[k + 1 : k + 4]) for k in near)


def opponent_of(view: View, side: str | None) -> ActorPhrase | None:
    """Return the actor of the sentence before if on another side than the attacker, else the other of two sides."""
    other, war = view.last_subject, view.sides.war
    foe = war.opposite(side) if side is not None else None
    if other is not None and other.side not in (None, side) and foe in (None, other.side):
        return other
    return view.unnamed(war.opposite(side) or war.opponent(side)) if side is not None else None
