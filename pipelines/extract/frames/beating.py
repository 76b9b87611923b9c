"""Frames of attackers beaten back: "repulsed the rebels at X", "men who attacked X were driven off"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.clauses.finding import span_of
from pipelines.extract.clauses.verbs import Voice
from pipelines.extract.frames.operating import owner_of
from pipelines.extract.frames.repelled import (
    AGAINST,
    attack_meant,
    attacked,
    beaten_off,
    opponent_of,
)
from pipelines.extract.vocabulary.actor_words import HEADS
from pipelines.extract.vocabulary.lexicon import ATTACK_NOUNS, FORMS, NO_FORM, Sense, has_sense
from pipelines.extract.vocabulary.modality import Mood
from pipelines.extract.vocabulary.words import (
    BE,
    DOUBLE_QUOTES,
    NUMBERS,
    words,
)
from pipelines.model import Event

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View
    from pipelines.extract.clauses.verbs import VerbUse
    from pipelines.extract.places.records import PlaceItem

TRIES = ("try", "tried", "attempt", "sought", "attacked", "assaulted")
MAX_TRY = 36
"""Words between an attempt and how it ended."""
ATTACKING = words("attacking attacked storming stormed assaulting assaulted")
_TRYING_TO = words("trying attempting seeking attempted tried pushing advancing breaking moving")
MAX_ATTACKERS = 6
"""How many words may name attackers that are beaten off: "tanks and infantry trying to enter X"."""
_COUNTING = NUMBERS.keys() | words("dozens hundreds scores several")
_BEATING = words("repel repulse rebuff fend beat")


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
    noun = attack_meant(view, verb) if attack is None else None
    attacker = None if noun is None else owner_of(view, noun) or view.subject(noun)
    if attacker is not None and attacker.side and (defender is None or defender.side == attacker.side):
        defender = opponent_of(view, attacker.side)  # "ISIS made a raid on X, but the guards fended it off"
    if noun is not None and defender is not None and (aimed := attacked(view, noun)):
        beaten_off(view, verb, noun, aimed, defender)
    if attack is not None and defender is None and view.word(verb.first - 1) in HEADS:
        defender = opponent_of(view, attack.actor)  # "ISIS raided X, but the guards fended it off"
    if attack is None or defender is None or defender.side == attack.actor:
        return
    items = [f.item for f in view.findings if f.head == attack.head and f.event is Event.CONTEST]
    view.findings[:] = [f for f in view.findings if f.head != attack.head]
    view.add(Event.HOLD, items, verb=span_of(verb), actor=defender, rule="beat-them", confidence=0.7)


def thrown_back(view: View, verb: VerbUse) -> None:
    """Read "Y attacked X twice and on both occasions were repulsed by Z": Z holds X."""
    agent = view.agent(verb.head + 1, reach=2)
    alone = agent is None and view.word(verb.first - 1) in ("and", "but")
    told = [
        f for f in view.findings if f.event is Event.CONTEST and f.head < verb.first and f.actor is not None
    ]
    if alone and told and "attack" in told[-1].framing:
        agent = opponent_of(view, told[-1].actor)  # "had attacked the garrison in X and had been beaten off"
    if agent is None or not told or agent.side == told[-1].actor or verb.mood is not Mood.FACT:
        return
    attack = [f for f in told if f.head == told[-1].head]
    view.findings[:] = [f for f in view.findings if f not in attack]
    items = [f.item for f in attack]
    view.add(Event.HOLD, items, verb=span_of(verb), actor=agent, rule="thrown-back", confidence=0.7)


def _assailed(view: View, verb: VerbUse) -> list[PlaceItem]:
    """Return X of "Y attacked X with mortars, but Z (beat back the assault)", nothing where no such words stand."""
    attack = view.word(verb.head + 2 + (view.word(verb.head + 1) in ("back", "off"))) in ATTACK_NOUNS
    near = range(verb.first - 1, -1, -1) if attack else ()
    verbs = (k for k in near if has_sense(FORMS.get(view.word(k), NO_FORM).lemma, Sense.ASSAIL))
    at = next((k for k in verbs if view.actor_at(k - 1, reach=1) or view.reader.actors.get(k - 1)), None)
    group = view.objects(at + 1) if at is not None else None
    return group.items if group is not None and group.last < verb.first else []


def beat_attackers(view: View, verb: VerbUse) -> None:
    """Read "the army repulsed the rebels at X", "beat back rebels who attacked X": X is held by the subject."""
    behind = verb.head + 1 + (view.word(verb.head + 1) in ("back", "off"))
    if verb.form.lemma in _BEATING and verb.voice is Voice.ACTIVE and _tanks_beaten(view, verb, behind):
        return
    beating = verb.form.lemma in _BEATING - {"beat"} or view.word(verb.head + 1) in ("back", "off")
    counted = view.word(behind) in _COUNTING or view.word(behind)[:1].isdigit()
    attacker = view.actor_at(behind, reach=4 if counted else 2) if beating else None
    defender = view.subject(verb.first) if verb.voice is Voice.ACTIVE else None
    if attacker is None or defender is None or verb.mood is not Mood.FACT or defender.side == attacker.side:
        return
    theirs = view.reader.actors.get(attacker.last + 2 + (view.word(attacker.last + 2) == "the"))
    if view.word(attacker.last + 1) == "of" and theirs is not None:
        attacker = theirs  # "fighters of the RSF"
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
    items = items or garrison_of(view, verb.first, defender)
    view.add(Event.HOLD, items, verb=span_of(verb), actor=defender, rule="beat-attackers", confidence=0.65)


def garrison_of(view: View, first: int, defender: ActorPhrase) -> list[PlaceItem]:
    """Return X of "the garrison at X (beat back the rebels)": the place of those who defend it."""
    stationed = view.word(defender.last) == "garrison" and view.word(defender.last + 1) in ("at", "in", "of")
    group = view.reader.read(defender.last + 2, loose=True) if stationed else None
    return group.items if group is not None and group.last < first and not group.items[0].anaphor else []


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


def attackers_beaten(view: View, verb: VerbUse) -> bool:
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
    if who is None or attacker is None or verb.mood is not Mood.FACT:
        return False
    if attacker.side is None and view.agent(verb.head + 1) is None:
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
