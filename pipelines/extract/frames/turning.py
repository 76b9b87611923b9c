"""Frames of attackers turned back in a clause of their own: "Y attacked X. Z said it had repelled the attack".

Where the place is named beside the verb (`frames/beating`, `frames/defending`), nothing is read here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.extract.frames.repelled import opponent_of, who_says
from pipelines.extract.vocabulary.lexicon import ATTACK_NOUNS
from pipelines.extract.vocabulary.words import ADVERBS, AUXILIARIES, BE, NEGATIONS, words
from pipelines.model import Event, Polarity

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View
    from pipelines.extract.clauses.finding import Finding
    from pipelines.extract.places.records import PlaceItem

RULE = "beat-turned"
_REPELLING = words("repelled repulsed repel repulse foiled thwarted rebuffed defeated crushed")
_DRIVING = words("drove driven pushed beat beaten threw thrown fought forced fended hurled")
_AWAY = words("back off out away")
_ATTACKERS = words("attackers assailants raiders assault attack raid offensive invaders")
_MEANT = _ATTACKERS | {"them"}
_WHERE = words("on at near in from around against to into")
_ATTACKED = ("assail", "operation:attack", "operation:assault", "enter:", "way-into")
"""Rules of attacks that may be turned back."""


def turned_back(view: View) -> None:
    """Read "(Y attacked X) but Z drove the attackers back", "(.) The assault was repulsed": X is held by Z."""
    for i, low in enumerate(view.lows):
        if low not in _REPELLING | _DRIVING or any(f.head == i for f in view.findings):
            continue
        active = _active(view, i)
        passive = None if active else _passive(view, i)
        attack = _attack(view, i) if active or passive is not None else None
        if attack is None or not NEGATIONS.isdisjoint(view.lows[max(0, i - 4) : i]):
            continue
        if (defender := _defender(view, i, attack, passive)) is not None:
            items = _there(view, i, attack)
            view.findings[:] = [
                f for f in view.findings if f.head != attack.head or f not in _same(view, attack)
            ]
            view.add(Event.HOLD, items, verb=(i, i), actor=defender, rule=RULE, confidence=0.65)


def _active(view: View, i: int) -> bool:
    """Say whether "drove the attackers back", "repelled the attack" stands at token `i`, and no place behind it."""
    away = view.word(i + 1) in _AWAY
    noun = i + 1 + away + (view.word(i + 1 + away) in ("the", "that", "this"))
    if view.word(noun) not in _MEANT or view.word(i - 1) in BE:
        return False
    behind = noun + 1 + (view.word(noun + 1) in _AWAY)
    gone = away or behind > noun + 1 or view.word(i) in _REPELLING
    return gone and not _names_where(view, behind)


def _names_where(view: View, i: int) -> bool:
    """Say whether "on X", "near X" stands at token `i`, a place of its own."""
    group = view.reader.read(i + 1, loose=True) if view.word(i) in _WHERE else None
    return group is not None and not group.items[0].anaphor


def _passive(view: View, i: int) -> int | None:
    """Return the noun of "the assault had been (repulsed)", "they were (driven) back", None where nothing was."""
    at = i - 1
    while view.word(at) in AUXILIARIES or view.word(at) in ADVERBS:
        at -= 1
    been = at < i - 1 and view.word(i - 1) in BE
    gone = view.word(i) in _REPELLING or view.word(i + 1) in _AWAY - {"out"}
    pointed = view.word(at) in _ATTACKERS and view.word(at - 1) in ("the", "that", "this", "both")
    pointed = pointed or (view.word(at) == "they" and _goes_on(view, at))
    behind = i + 1 + (view.word(i + 1) in _AWAY)
    return at if been and gone and pointed and not _names_where(view, behind) else None


def _goes_on(view: View, they: int) -> bool:
    """Say whether "they" at a token are those who attacked in the sentence before, with nobody named since."""
    last = view.last_subject
    told = any(f.actor == last.side and _is_attack(f) for f in view.told_all) if last is not None else False
    return told and not any(p.last < they for p in view.actors)


def _attack(view: View, i: int) -> Finding | None:
    """Return the attack that was told of before token `i`, in its sentence or else in the one before."""
    here = [f for f in view.findings if f.head < i]
    last = max(here or view.told_all, key=lambda f: f.head, default=None)
    if last is None or not _is_attack(last):
        return None
    elsewhere = last.rule.startswith("enter:") and not ATTACK_NOUNS.isdisjoint(
        view.text[last.sentence.start : last.sentence.end].lower().split()
    )
    return None if elsewhere else last  # an attack told of beside the advance is another


def _is_attack(finding: Finding) -> bool:
    asserted = finding.event is Event.CONTEST and finding.polarity is Polarity.ASSERTED
    return asserted and finding.actor is not None and finding.rule.startswith(_ATTACKED)


def _same(view: View, attack: Finding) -> list[Finding]:
    return [f for f in view.findings if f.head == attack.head and f.event is Event.CONTEST]


def _there(view: View, i: int, attack: Finding) -> list[PlaceItem]:
    """Return the places of an attack; those of the sentence before stand at the verb of token `i`."""
    if here := _same(view, attack):
        return [f.item for f in here]
    at = view.reader.stand_in(i)
    told = (f.item for f in view.told_all if f.head == attack.head and f.event is Event.CONTEST)
    return [replace(p, first=at.first, last=at.last, start=at.start, end=at.end, evident=True) for p in told]


def _defender(view: View, i: int, attack: Finding, passive: int | None) -> ActorPhrase | None:
    """Return who turned an attack back: the subject or agent, who tells of it, else the attacker's opponent."""
    first = i
    while view.word(first - 1) in AUXILIARIES or view.word(first - 1) in ADVERBS:
        first -= 1
    named = view.agent(i + 1, reach=3) if passive is not None else view.subject(first)
    for who in (named, who_says(view)):
        if who is not None and who.side is not None and who.side != attack.actor:
            return who
    return opponent_of(view, attack.actor)
