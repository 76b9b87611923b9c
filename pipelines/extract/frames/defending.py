"""Frames of defence: attacks beaten off, places defended, attempts that failed: who held before holds still."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.extract.actors.officials import speaking_state
from pipelines.extract.clauses.finding import span_of
from pipelines.extract.clauses.relating import where_items
from pipelines.extract.clauses.verbs import Voice
from pipelines.extract.frames.beating import attackers_beaten, beat_attackers, beat_them, thrown_back
from pipelines.extract.frames.operating import owner_of
from pipelines.extract.frames.repelled import (
    attacked,
    attacked_actor,
    beaten_off,
    launcher,
    opponent_of,
    who_says,
)
from pipelines.extract.vocabulary.lexicon import ATTACK_NOUNS
from pipelines.extract.vocabulary.modality import Mood
from pipelines.extract.vocabulary.side_words import MILITARY_UNITS
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    CALENDAR,
    DAYTIMES,
    KINDS,
    REPORTING,
    words,
)
from pipelines.model import Event

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View
    from pipelines.extract.clauses.verbs import VerbUse
    from pipelines.extract.places.records import PlaceItem

_PARTICLES = {
    "push": ("back",), "hold": ("off",), "throw": ("back",), "drive": ("back", "off"), "fight": ("off",)
}  # fmt: skip
_RINGS = words("siege blockade encirclement")
MAX_RING = 7
"""How many words "the siege imposed on X" may have before it "was broken"."""
_FROM_AFAR = words("drone drones missile rocket air aerial artillery cyber terror suicide bomb")
"""An attack of these is none for ground."""
_MISSILES = words("missiles missile drones drone rockets")
_WEAK = words("halt stop block prevent")
_LOCALS = words(
    "hunters vigilantes locals villagers residents police policemen guards guardsmen militiamen herders"
)
"""Men without a side who beat off attackers: they are not the attackers'."""
_BROKEN_APART = words("up off into out down")


def repel(view: View, verb: VerbUse) -> None:
    """Read the army repelled an attack on X; an attack on X was repelled (by Y): the defender holds X."""
    if verb.mood in (Mood.NONE, Mood.PLEDGE, Mood.FUTURE, Mood.EFFORT) or not _beats_back(view, verb):
        return
    if verb.voice is Voice.REDUCED and _attack_told_behind(view, verb):
        verb = replace(verb, voice=Voice.ACTIVE)  # "Factions in Daraa repelled on Sunday an attempt to ..."
    if _beats_the_attack(view, verb):
        beat_them(view, verb)
        return
    passive = verb.voice is not Voice.ACTIVE
    noun = None if passive and attackers_beaten(view, verb) else _attack_noun(view, verb)
    if noun is None:
        if not passive:
            beat_attackers(view, verb)
        else:
            thrown_back(view, verb)
        return
    stood = _withstanding(view, verb)
    defender = _defender(view, verb, noun) if passive or stood else view.subject(verb.first)
    defender = (_kept_by(view, verb) if stood else None) or defender
    defender = defender or (None if passive else _locals(view, verb, noun))
    if defender is None and not passive:
        return
    items = stood or attacked(view, noun) or _post(view, defender) or view.opening() or view.opening_aside()
    items = items or where_items(view, verb.first)
    if not items and passive and view.word(noun - 1) == "the":
        items, defender = _spoken_of(view, noun, defender)  # "Police said that the attack had been repelled"
    reach = min(6, verb.first - noun - 1) if noun < verb.first else 6  # "was repelled by" tells who defends
    attacker = owner_of(view, noun) or view.after_preposition(noun + 1, "by", reach=reach)
    _tell_of(view, verb, noun, items, defender, attacker)


def _tell_of(
    view: View,
    verb: VerbUse,
    noun: int,
    items: list[PlaceItem],
    defender: ActorPhrase | None,
    attacker: ActorPhrase | None,
) -> None:
    """Record that the attack of token `noun` was beaten off, or is being resisted."""
    unit = defender is not None and (defender.loaded or view.word(defender.last) in MILITARY_UNITS)
    if defender is not None and attacker is not None and unit and defender.side is None:
        others = opponent_of(view, attacker.side)  # "militiamen loyal to X beat back a Taliban attack"
        defender = replace(defender, side=others.side if others is not None else None)
    if attacker is not None and defender is not None and defender.loaded and defender.side == attacker.side:
        defender = replace(defender, side=view.sides.war.opposite(attacker.side) if attacker.side else None)
        beaten_off(view, verb, noun, items, defender)  # "militiamen beat back a Taliban attack": others
    elif verb.form.lemma == "resist" and "ing" in verb.form.tenses and attacker is not None:
        view.add(Event.CONTEST, items, verb=span_of(verb), actor=attacker, rule="resisting", confidence=0.7)
    elif items and (defender is None or attacker is None or defender.side != attacker.side):
        beaten_off(view, verb, noun, items, defender)


def _locals(view: View, verb: VerbUse, noun: int) -> ActorPhrase | None:
    """Return the side of "hunters" who beat off Y's attack of token `noun`: not Y's; None where no such men do."""
    attacker = owner_of(view, noun) or view.after_preposition(noun + 1, "by", reach=2)
    if view.word(verb.first - 1) not in _LOCALS or attacker is None:
        return None
    return opponent_of(view, attacker.side) or view.unnamed(view.home_side)


def _bombed(view: View, noun: int) -> list[PlaceItem]:
    """Return X of "sent bombers against X, but the attack" before the attack's noun, nothing where none is aimed at."""
    aimed = (g for g in reversed(view.lists) if g.last < noun and view.word(g.first - 1) == "against")
    return next((g.items for g in aimed), [])


def _spoken_of(
    view: View, noun: int, defender: ActorPhrase | None
) -> tuple[list[PlaceItem], ActorPhrase | None]:
    """Return what "the attack" at a noun was aimed at, told before it, and who holds it."""
    bombed = _bombed(view, noun)  # "sent car bombs against X but the attack was repelled"
    if bombed:
        return bombed, defender
    here = [f for f in view.findings if f.event is Event.CONTEST and f.head < noun]
    if here:  # "Y attacked X, the assault was beaten off by Z"
        view.findings[:] = [f for f in view.findings if f not in here]
        return [f.item for f in here], defender or opponent_of(view, here[0].actor)
    return _attacked_before(view, defender)


def _attack_told_behind(view: View, verb: VerbUse) -> bool:
    """Say whether "on Sunday night an attempt" stands behind a verb: it has an object and is no participle."""
    at = verb.head + 1
    while view.word(at) in CALENDAR | ADVERBS | DAYTIMES | {"on"}:
        at += 1
    return view.word(at) in ("a", "an", "the") and not ATTACK_NOUNS.isdisjoint(view.lows[at : at + 4])


def _withstanding(view: View, verb: VerbUse) -> list[PlaceItem]:
    """Return X of "X withstood another assault": the place itself is the subject; nothing for other words."""
    if verb.form.lemma not in ("withstand", "resist") or verb.voice is not Voice.ACTIVE:
        return []
    group = view.aside_before(verb.first) or view.loose_before(verb.first)
    return group.items if group is not None and not group.items[0].anaphor else []


def _kept_by(view: View, verb: VerbUse) -> ActorPhrase | None:
    """Return Y of "X, which Y have defended for months, (withstood another assault)", None where nobody is told."""
    kept = (k for k in range(verb.first - 1, 0, -1) if view.word(k) in ("defended", "defend", "held", "hold"))
    at = next(kept, None)
    return view.subject(at) if at is not None else None


_BLOCKED_WAYS = words("road roads highway highways street streets bridge traffic access route routes")


def _beats_back(view: View, verb: VerbUse) -> bool:
    """Say whether a verb has the particle of beating off; "is fighting off an attack" has not done so yet."""
    if verb.form.lemma == "break" and (
        verb.voice is Voice.ACTIVE
        or view.word(verb.head + 1) in _BROKEN_APART
        or not _RINGS.isdisjoint(view.lows[max(0, verb.first - MAX_RING) : verb.first])
    ):
        return False
    if verb.form.lemma == "block" and not _BLOCKED_WAYS.isdisjoint(view.lows[verb.head + 1 : verb.head + 5]):
        return False  # "have blocked all the roads to protest"
    particles = _PARTICLES.get(verb.form.lemma)
    driven = view.word(verb.head + 1) in ("them", "it") and view.word(verb.head + 2) in (particles or ())
    if particles is not None and view.word(verb.head + 1) not in particles and not driven:
        return False
    return verb.form.lemma != "fight" or "ing" not in verb.form.tenses


def _post(view: View, defender: ActorPhrase | None) -> list[PlaceItem]:
    """Return X of "troops guarding X beat off an attack", "the garrison at X": what its defenders are there for."""
    if defender is None or not defender.sentence_is(view.sentence):
        return []
    where = words("guarding defending manning holding at in inside")
    own = where | {"of"} if view.word(defender.last) in ("garrison", "defenders") else where
    return view.behind(defender.last + 1, own, reach=1)


def _beats_the_attack(view: View, verb: VerbUse) -> bool:
    """Say whether "repelled them", "beat off the attack" speaks of an attack told of before."""
    if verb.voice is not Voice.ACTIVE:
        return False
    if view.word(verb.head + 1) in ("them", "it"):
        return True
    the = verb.head + 1 + (view.word(verb.head + 1) in ("off", "back"))
    attack = view.word(the + 1) in ATTACK_NOUNS or view.word(the + 1) == "attackers"
    return view.word(the) == "the" and attack and view.word(the + 2) in ("", ".", ",", "after")


def _attack_noun(view: View, verb: VerbUse) -> int | None:
    """Return the attack that a verb says was beaten off: behind it, or before it if it is passive."""
    if verb.voice is Voice.ACTIVE:
        where = range(verb.head + 1, min(verb.head + 14, len(view.lows)))
    else:
        if verb.form.lemma in _WEAK and not _attack_is_subject(view, verb.first):
            return None  # "In X, where Y began an offensive, trains were halted"
        where = range(verb.first - 1, max(-1, verb.first - 26), -1)
    found = next((k for k in where if view.word(k) in ATTACK_NOUNS), None)
    if found is None or view.word(found - 1) in _FROM_AFAR:
        return None
    if view.word(found - 1) in ("terrorist", "terror") and view.word(found + 1) == "in":
        return None  # "prevented a terrorist attack in X"
    own = view.word(found - 1) in ("their", "its", "his") and verb.form.lemma in _WEAK
    behind = view.lows[found + 1 : found + 10]
    afar = not _MISSILES.isdisjoint(behind) and not {"with", "by"}.isdisjoint(behind)
    return (
        None if own or afar or not {"life", "lives"}.isdisjoint(behind) else found
    )  # "stopped their attacks on X"


def _attacked_before(view: View, defender: ActorPhrase | None) -> tuple[list[PlaceItem], ActorPhrase | None]:
    """Return what the sentence before says was attacked, as of this sentence, and who holds it: not who attacked."""
    told = view.told
    if told is None or told.event is not Event.CONTEST or told.sentence.index != view.sentence.index - 1:
        return [], defender
    here = view.reader.stand_in(0)
    if defender is None or defender.side == told.actor:
        defender = opponent_of(view, told.actor)
    item = replace(told.item, first=here.first, last=here.last, start=here.start, end=here.end, evident=True)
    return [item], defender


def _attack_is_subject(view: View, first: int) -> bool:
    """Say whether an attack, not something else, stands right before a passive: "an attack on X (was halted)"."""
    at = first - 1
    while view.word(at) in ADVERBS:
        at -= 1
    if view.word(at) in ATTACK_NOUNS or view.word(at) == ",":
        return True
    return not (view.reader.tokens[at].text.islower() and view.word(at).endswith("s"))


def _defender(view: View, verb: VerbUse, noun: int) -> ActorPhrase | None:
    """Return who beat off the attack of token `noun`: the agent, whom it was aimed at, the attacker's opponent."""
    attacking = (
        owner_of(view, noun) or view.after_preposition(noun + 1, "by", reach=2) or launcher(view, noun)
    )
    told = view.agent(verb.head + 1) or attacked_actor(view, noun)
    if (
        told is not None
        and told.side is None
        and view.word(told.last) == "defenders"
        and attacking is not None
    ):
        told = opponent_of(view, attacking.side) or told  # "was driven back by its defenders"
    said = None if told or attacking else who_says(view) or _state_telling(view, verb.first)
    if told or said or attacking is None:
        return told or said or _known_defender(view)
    teller = who_says(view)
    if teller is not None and teller.sentence_is(view.sentence) and teller.side not in (None, attacking.side):
        return teller  # "The YPG said all attacks by Turkey on X have been repelled"
    other = opponent_of(view, attacking.side)
    return view.unnamed(other.side) if other is not None else None


def _state_telling(view: View, first: int) -> ActorPhrase | None:
    """Return Ukraine of "Ukraine's general staff admitted that X fell, but said (attacks on Y were repelled)"."""
    said = (k for k in range(first) if view.word(k) in REPORTING)
    state = next(filter(None, (speaking_state(view, k + 1) for k in said)), None)
    return view.unnamed(state) if state is not None else None


def defended(view: View, verb: VerbUse) -> None:
    """Read Y defended X, stood their ground at X."""
    if verb.voice is not Voice.ACTIVE:
        _defended_by(view, verb)
        return
    group = view.objects(verb.head + 1)
    actor = view.subject(verb.first)
    described = view.word(verb.head - 1) in ("heavily", "well", "strongly", "lightly", "fiercely")
    if described and view.word(verb.head + 1) in KINDS:
        return  # "captured the heavily defended town of X"
    if group and actor and verb.mood is Mood.FACT and not verb.gerund and group.items[0].evident:
        view.add(Event.HOLD, group.items, verb=span_of(verb), actor=actor, rule="defend", confidence=0.75)


def _defended_by(view: View, verb: VerbUse) -> None:
    """Read "X is defended by Y", "X, defended by Y, was shelled": a hold of Y."""
    agent = view.agent(verb.head + 1, reach=2)
    if agent is None or agent.side is None or verb.mood is not Mood.FACT:
        return
    aside = view.word(verb.first - 1) == ","
    group = view.ending_before(verb.first - 1) if aside else None
    group = (
        group
        or view.aside_before(verb.first)
        or view.loose_before(verb.first)
        or view.before(verb.first, reach=6)
    )
    if group is not None and not view.generic(group):
        view.add(Event.HOLD, group.items, verb=span_of(verb), actor=agent, rule="defended-by", confidence=0.7)


def _known_defender(view: View) -> ActorPhrase | None:
    """Return the actor of the sentence before an attack by nobody named, if it is no attacker that was named there."""
    other = view.last_subject
    return other if other is not None and other.side == view.home_side else None
