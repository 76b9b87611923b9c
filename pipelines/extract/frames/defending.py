"""Frames of defence: attacks beaten off, places defended, attempts that failed: who held before holds still."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.extract.actors.officials import speaks_for, tells
from pipelines.extract.clauses.eliding import more_repelled
from pipelines.extract.clauses.finding import span_of
from pipelines.extract.clauses.relating import where_items
from pipelines.extract.clauses.verbs import Voice
from pipelines.extract.frames.fighting import POSITIONS
from pipelines.extract.frames.operating import owner_of
from pipelines.extract.vocabulary.actor_words import HEADS
from pipelines.extract.vocabulary.lexicon import ATTACK_NOUNS, FORMS, NO_FORM, Sense, has_sense
from pipelines.extract.vocabulary.modality import Mood
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    BE,
    CALENDAR,
    DAYTIMES,
    DIRECTION_WORDS,
    DOUBLE_QUOTES,
    words,
)
from pipelines.model import Event, Polarity

if TYPE_CHECKING:
    from pipelines.extract.actors.sides import ActorPhrase
    from pipelines.extract.clauses.context import View
    from pipelines.extract.clauses.verbs import VerbUse
    from pipelines.extract.places.records import PlaceItem

_PARTICLES = {
    "push": ("back",), "hold": ("off",), "throw": ("back",), "drive": ("back", "off"), "fight": ("off",)
}  # fmt: skip
TRIES = ("try", "tried", "attempt", "sought", "attacked", "assaulted")
MAX_TRY = 36
"""Words between an attempt and how it ended."""
_HE_SAID = (["he", "said"], ["she", "said"], ["he", "added"], ["he", "claimed"])
_IT_SAID = (["it", "said"], ["they", "said"], ["it", "added"], ["it", "claimed"], ["they", "claimed"])
ATTACKING = words("attacking attacked storming stormed assaulting assaulted")
_TRYING_TO = words("trying attempting seeking attempted tried pushing advancing breaking moving")
MAX_ATTACKERS = 6
"""How many words may name attackers that are beaten off: "tanks and infantry trying to enter X"."""
_EASING = words("relieve ease reduce lighten divert distract draw lift")
"""What an attack may be for elsewhere: "in a bid to ease the pressure on X"."""
_RINGS = words("siege blockade encirclement")
MAX_RING = 7
"""How many words "the siege imposed on X" may have before it "was broken"."""
_POSTS = words("post point position checkpoint site")
_WEAK = words("halt stop block prevent")
_LOCALS = words(
    "hunters vigilantes locals villagers residents police policemen guards guardsmen militiamen herders"
)
"""Men without a side who beat off attackers: they are not the attackers'."""
_BROKEN_APART = words("up off into out down")
_BEATING = words("repel repulse rebuff fend beat")
AGAINST = words(
    """on against at near in to into towards toward of over around along seize capture retake recapture infiltrate
    overrun recover regain attack
    enter storm reach break take back reclaim regain liberate force""",
)


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
    noun = None if passive and _attackers_beaten(view, verb) else _attack_noun(view, verb)
    if noun is None:
        if not passive:
            _beat_attackers(view, verb)
        return
    stood = _withstanding(view, verb)
    defender = _defender(view, verb, noun) if passive or stood else view.subject(verb.first)
    defender = defender or (None if passive else _locals(view, verb, noun))
    if defender is None and not passive:
        return
    items = stood or _attacked(view, noun) or _post(view, defender) or view.opening() or view.opening_aside()
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
    if attacker is not None and defender is not None and defender.loaded and defender.side == attacker.side:
        defender = replace(defender, side=view.sides.war.opposite(attacker.side) if attacker.side else None)
        _beaten_off(view, verb, noun, items, defender)  # "militiamen beat back a Taliban attack": others
    elif verb.form.lemma == "resist" and "ing" in verb.form.tenses and attacker is not None:
        view.add(Event.CONTEST, items, verb=span_of(verb), actor=attacker, rule="resisting", confidence=0.7)
    elif items and (defender is None or attacker is None or defender.side != attacker.side):
        _beaten_off(view, verb, noun, items, defender)


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


def _beats_back(view: View, verb: VerbUse) -> bool:
    """Say whether a verb has the particle of beating off; "is fighting off an attack" has not done so yet."""
    if verb.form.lemma == "break" and (
        verb.voice is Voice.ACTIVE
        or view.word(verb.head + 1) in _BROKEN_APART
        or not _RINGS.isdisjoint(view.lows[max(0, verb.first - MAX_RING) : verb.first])
    ):
        return False
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


def _attack_meant(view: View, verb: VerbUse) -> int | None:
    """Return the attack noun that "it" stands for: "launched an attack on X, but the army could fend it off"."""
    the = view.word(verb.head + 1) == "the" and view.word(verb.head + 2) in ATTACK_NOUNS
    if not (the or view.word(verb.head + 1) == "it") or verb.voice is not Voice.ACTIVE:
        return None
    return next((k for k in range(verb.first - 1, -1, -1) if view.word(k) in ATTACK_NOUNS), None)


def _beaten_off(
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
    return next((k for k in where if view.word(k) in ATTACK_NOUNS), None)


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
        owner_of(view, noun) or view.after_preposition(noun + 1, "by", reach=2) or _launcher(view, noun)
    )
    told = view.agent(verb.head + 1) or _attacked_actor(view, noun)
    if (
        told is not None
        and told.side is None
        and view.word(told.last) == "defenders"
        and attacking is not None
    ):
        told = opponent_of(view, attacking.side) or told  # "was driven back by its defenders"
    said = None if told or attacking else who_says(view)
    if told or said or attacking is None:
        return told or said or _known_defender(view)
    other = opponent_of(view, attacking.side)
    return view.unnamed(other.side) if other is not None else None


def _launcher(view: View, noun: int) -> ActorPhrase | None:
    """Return Y of "Y mounted four assaults (on X)" for the attack of token `noun`, None where nobody launches it."""
    near = range(noun - 1, max(-1, noun - 5), -1)
    launch = next((k for k in near if has_sense(FORMS.get(view.word(k), NO_FORM).lemma, Sense.LAUNCH)), None)
    return view.subject(launch) if launch is not None else None


def who_says(view: View) -> ActorPhrase | None:
    """Return the side that tells of an attack by nobody named: who beats one off says so."""
    telling = (p for p in view.actors if tells(view, p.last + 1) and speaks_for(view, p) and not p.possessive)
    source = (p for p in view.actors if view.lows[p.first - 2 : p.first] == ["according", "to"])
    return (
        next(telling, None)
        or next(source, None)
        or (view.last_speaker if view.lows[:2] in _HE_SAID else None)
        or (view.last_subject or view.last_minister if view.lows[:2] in _IT_SAID else None)
        or (view.unnamed(view.sides.war.voice) if view.sides.war.voice else None)
    )


def _tanks_beaten(view: View, verb: VerbUse, behind: int) -> bool:
    """Read "had beaten off tanks trying to enter X", "repelled men attempting to storm X": X is held by the subject."""
    trying = next((k for k in range(behind, behind + MAX_ATTACKERS) if view.word(k) in _TRYING_TO), None)
    if trying is None or not (view.word(trying + 1) == "into" or _comes(view, trying + 1)):
        return False
    aimed = view.objects(trying + 3) if view.word(trying + 1) == "to" else view.objects(trying + 2)
    items = aimed.items if aimed is not None else view.behind(trying + 2, AGAINST, reach=6)
    defender = view.subject(verb.first)
    if not items or defender is None or verb.mood is not Mood.FACT:
        return False
    view.repelled |= {trying, trying + 2}
    view.add(Event.HOLD, items, verb=span_of(verb), actor=defender, rule="beat-attackers", confidence=0.7)
    return True


def _comes(view: View, to: int) -> bool:
    """Say whether "to enter", "to seize", "to break into" stands at token `to`, not "to flee"."""
    form = FORMS.get(view.word(to + 1), NO_FORM)
    return view.word(to) == "to" and has_sense(
        form.lemma, Sense.TAKE, Sense.TAKE_WEAK, Sense.ENTER, Sense.ASSAIL
    )


def beat_them(view: View, verb: VerbUse) -> None:
    """Read "rebels attacked X but the militias repulsed them": what the attack was for is held by the subject."""
    attack = next(
        (f for f in reversed(view.findings) if f.event is Event.CONTEST and f.head < verb.head), None
    )
    there = verb.first - 1 - (view.word(verb.first - 1) == "there")
    acting = there in view.reader.actors
    defender = view.subject(verb.first) if acting or not view.other_subject(verb) else None
    if attack is None and defender is not None and (assailed := _assailed(view, verb)):
        view.add(Event.HOLD, assailed, verb=span_of(verb), actor=defender, rule="beat-them", confidence=0.7)
        return
    noun = _attack_meant(view, verb) if attack is None else None
    attacker = None if noun is None else owner_of(view, noun) or view.subject(noun)
    if attacker is not None and attacker.side and (defender is None or defender.side == attacker.side):
        defender = opponent_of(view, attacker.side)  # "ISIS made a raid on X, but the guards fended it off"
    if noun is not None and defender is not None and (aimed := _attacked(view, noun)):
        _beaten_off(view, verb, noun, aimed, defender)
    if attack is not None and defender is None and view.word(verb.first - 1) in HEADS:
        defender = opponent_of(view, attack.actor)  # "ISIS raided X, but the guards fended it off"
    if attack is None or defender is None or defender.side == attack.actor:
        return
    items = [f.item for f in view.findings if f.head == attack.head and f.event is Event.CONTEST]
    view.findings[:] = [f for f in view.findings if f.head != attack.head]
    view.add(Event.HOLD, items, verb=span_of(verb), actor=defender, rule="beat-them", confidence=0.7)


def _assailed(view: View, verb: VerbUse) -> list[PlaceItem]:
    """Return X of "Y attacked X with mortars, but Z (beat back the assault)", nothing where no such words stand."""
    attack = view.word(verb.head + 2 + (view.word(verb.head + 1) in ("back", "off"))) in ATTACK_NOUNS
    near = range(verb.first - 1, -1, -1) if attack else ()
    verbs = (k for k in near if has_sense(FORMS.get(view.word(k), NO_FORM).lemma, Sense.ASSAIL))
    at = next((k for k in verbs if view.actor_at(k - 1, reach=1) or view.reader.actors.get(k - 1)), None)
    group = view.objects(at + 1) if at is not None else None
    return group.items if group is not None and group.last < verb.first else []


def _beat_attackers(view: View, verb: VerbUse) -> None:
    """Read "the army repulsed the rebels at X", "beat back rebels who attacked X": X is held by the subject."""
    behind = verb.head + 1 + (view.word(verb.head + 1) in ("back", "off"))
    if verb.form.lemma in _BEATING and verb.voice is Voice.ACTIVE and _tanks_beaten(view, verb, behind):
        return
    beating = verb.form.lemma in _BEATING or view.word(verb.head + 1) in ("back", "off")
    attacker = view.actor_at(behind) if beating else None
    defender = view.subject(verb.first) if verb.voice is Voice.ACTIVE else None
    if attacker is None or defender is None or verb.mood is not Mood.FACT or defender.side == attacker.side:
        return
    at = attacker.last + 1 + (view.word(attacker.last + 1) in DOUBLE_QUOTES)
    attacking = at + (view.word(at) == "who")
    if view.word(attacking) in ATTACKING and (aimed := view.objects(attacking + 1)) is not None:
        view.repelled.add(attacking)
        view.add(
            Event.HOLD, aimed.items, verb=span_of(verb), actor=defender, rule="beat-attackers", confidence=0.7
        )
        return
    if view.word(attacking) in ATTACKING and (opened := view.opening() or view.opening_aside()):
        entered = opened  # "In X the 103rd Brigade drove off gunmen who attacked the town hall"
    else:
        entered = _tried_to_enter(view, at)
    if entered or view.word(at) in ("who", "that"):
        view.findings[:] = [f for f in view.findings if f.head <= at or f.event is not Event.CONTEST]
        view.add(
            Event.HOLD, entered, verb=span_of(verb), actor=defender, rule="beat-attackers", confidence=0.7
        )
        return
    items = view.behind(at, words("at in near outside"), reach=2) or view.behind(
        at, words("towards toward"), reach=7
    )
    view.add(Event.HOLD, items, verb=span_of(verb), actor=defender, rule="beat-attackers", confidence=0.65)


def _tried_to_enter(view: View, who: int) -> list[PlaceItem]:
    """Return X of "(pushed back troops) who tried to move into X" at token `who`, nothing for other words."""
    if view.word(who) not in ("who", "that"):
        return []
    to = next((k for k in range(who + 1, who + 5) if view.word(k) == "to"), None)
    tried = to is not None and view.word(to - 1).startswith(TRIES)
    entering = tried and has_sense(FORMS.get(view.word((to or 0) + 1), NO_FORM).lemma, Sense.ENTER)
    if to is None or not entering:
        return []
    aimed = view.objects(to + 2)
    return aimed.items if aimed is not None else view.behind(to + 2, AGAINST, reach=3)


def _attackers_beaten(view: View, verb: VerbUse) -> bool:
    """Read "militants who attacked X on Tuesday were repelled": X is held by who beat them."""
    who = next(
        (
            k
            for k in range(verb.first - 1, max(0, verb.first - MAX_TRY), -1)
            if view.word(k) in ("who", "that")
        ),
        None,
    )
    attacker = view.reader.actors.get(who - 1) if who else None
    if who is None or attacker is None or attacker.side is None or verb.mood is not Mood.FACT:
        return False
    items = _tried_for(view, who + 1)
    if not items:
        return False
    view.findings[:] = [f for f in view.findings if not who < f.head < verb.first]
    defender = view.agent(verb.head + 1) or opponent_of(view, attacker.side)
    view.add(Event.HOLD, items, verb=span_of(verb), actor=defender, rule="attackers-beaten", confidence=0.7)
    return True


def _tried_for(view: View, i: int) -> list[PlaceItem]:
    """Return X of "(men who) attacked X", "tried to push into X", "were trying to take X" at token `i`."""
    i += view.word(i) in BE | {"had"}
    if view.word(i) in ATTACKING:
        aimed = view.objects(i + 1)
        return aimed.items if aimed is not None else []
    tries = view.word(i).startswith(TRIES) or view.word(i) in _TRYING_TO
    if not tries or not _comes(view, i + 1):
        return []
    aimed = view.objects(i + 3)
    return aimed.items if aimed is not None else view.behind(i + 3, AGAINST, reach=3)


def _attacked_actor(view: View, noun: int) -> ActorPhrase | None:
    """Return the side whose positions an attack is aimed at: "an attack on government positions near X"."""
    for phrase in view.actors:
        if noun < phrase.first <= noun + 4 and view.word(phrase.last + 1) in POSITIONS | {"'s"}:
            return phrase
    return None


def _attacked(view: View, noun: int) -> list[PlaceItem]:
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


def defended(view: View, verb: VerbUse) -> None:
    """Read Y defended X, stood their ground at X."""
    group = view.objects(verb.head + 1)
    actor = view.subject(verb.first)
    if group and actor and verb.mood is Mood.FACT and not verb.gerund and group.items[0].evident:
        view.add(Event.HOLD, group.items, verb=span_of(verb), actor=actor, rule="defend", confidence=0.75)


def _known_defender(view: View) -> ActorPhrase | None:
    """Return the actor of the sentence before an attack by nobody named, if it is no attacker that was named there."""
    other = view.last_subject
    return other if other is not None and other.side == view.home_side else None


def opponent_of(view: View, side: str | None) -> ActorPhrase | None:
    """Return the actor of the sentence before if on another side than the attacker, else the other of two sides."""
    other = view.last_subject
    if other is not None and other.side not in (None, side):
        return other
    war = view.sides.war
    return view.unnamed(war.opposite(side) or war.opponent(side)) if side is not None else None
