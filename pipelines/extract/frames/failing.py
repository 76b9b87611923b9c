"""Frames of failure: attempts that came to nothing, attacks that failed: who held before holds still."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.extract.actors.officials import speaks_for, tells
from pipelines.extract.frames.beating import ATTACKING, MAX_TRY, TRIES
from pipelines.extract.frames.operating import owner_of
from pipelines.extract.frames.repelled import AGAINST, opponent_of, who_says
from pipelines.extract.vocabulary.countries import DEMONYMS
from pipelines.extract.vocabulary.lexicon import ATTACK_NOUNS, FORMS, NO_FORM, Sense, has_sense
from pipelines.extract.vocabulary.words import BE, NEGATIONS, REPORTING, words
from pipelines.model import Event, Polarity

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View
    from pipelines.extract.places.records import PlaceItem

_VAIN = words("unsuccessful failed fruitless futile abortive")
_KINDS_OF_ATTACK = words(
    "ground infantry mechanized mechanised armoured armored offensive assault several multiple combat"
)
"""What may stand between "unsuccessful" and the attacks."""
_ATTACKS = ATTACK_NOUNS | {"operations"}
_MAY_BE_VAIN = _ATTACKS | ATTACKING | {"attempts", "attempt"}
MAX_VAIN = 5
"""How many words "unsuccessful Russian ground (attacks)" may have before the noun."""
_TURNED = words("driven pushed thrown forced turned beaten")
_GAVE_UP = words("retreated withdrew fled")
_PREVENTED = words("prevented stopped blocked")
_MADE = words("forced compelled obliged")
_GIVE_UP = words("retreat withdraw flee pull leave abandon")
_BEATEN = words("failed repelled repulsed foiled thwarted beaten")
"""How an attempt ended in nothing: "tried to take X but were forced to retreat"."""
MAX_ASIDE = 12
"""Words of an aside that says what a place is."""
_COLLAPSED = words("failed collapsed faltered unsuccessful")


def failed(view: View) -> None:
    """Read "tried to attack X but failed", "attempted to advance in X but were repelled by Y": the defender holds X."""
    held = {f.item.first for f in view.findings if f.rule == "beat-attackers"}
    view.findings[:] = [f for f in view.findings if f.event is not Event.CONTEST or f.item.first not in held]
    for i, low in enumerate(view.lows):
        if low == "ground" and view.word(i - 2) == "held" and _after_try(view, i):
            _held_their_ground(view, i)
        elif (_turned_back(view, i) or low in _BEATEN) and _after_try(view, i):
            _failed_try(view, i)


def _turned_back(view: View, i: int) -> bool:
    """Say whether "driven back", "retreated", "forced to withdraw" stands at token `i`."""
    low = view.word(i)
    back = low in _TURNED and view.word(i + 1) in ("back", "off")
    made = low in _MADE and view.word(i + 1) == "to" and view.word(i + 2) in _GIVE_UP
    return back or made or low in _GAVE_UP


def stopped_attempts(view: View) -> None:
    """Read "the army prevented rebels from seizing X", "rebels were driven back when they tried to storm X": a hold."""
    for i, low in enumerate(view.lows):
        if low in _PREVENTED and view.word(i - 1) not in NEGATIONS | {"to"}:
            _prevented(view, i)
        elif low in _TURNED and view.word(i + 1) in ("back", "off"):
            _turned_when_trying(view, i)


def _prevented(view: View, i: int) -> None:
    """Read "(the army) prevented rebels from seizing X" at the verb: X stays the army's."""
    attacker, defender = view.actor_at(i + 1, reach=2), view.subject(i)
    taking = attacker.last + 2 if attacker is not None else 0
    form = FORMS.get(view.word(taking), NO_FORM)
    comes = has_sense(form.lemma, Sense.TAKE, Sense.ENTER, Sense.ASSAIL) and "ing" in form.tenses
    if attacker is None or defender is None or not comes or view.word(taking - 1) != "from":
        return
    if view.word(attacker.last) in ("protesters", "demonstrators"):
        return
    items = _aimed_at(view, taking + 1)
    view.findings[:] = [f for f in view.findings if f.head != taking]
    if attacker.side != defender.side:
        view.add(Event.HOLD, items, verb=(i, taking), actor=defender, rule="prevented", confidence=0.65)


def _aimed_at(view: View, i: int) -> list[PlaceItem]:
    aimed = view.objects(i)
    return aimed.items if aimed is not None else view.behind(i, AGAINST, reach=3)


def _turned_when_trying(view: View, i: int) -> None:
    """Read "(rebels were) driven back when they tried to storm X" at the verb: X is the others'."""
    when = next((k for k in (i + 2, i + 3) if view.word(k) in ("when", "after", "while", "as")), 0)
    to = next((k for k in range(when, when + 5) if view.word(k) == "to"), 0) if when else 0
    form = FORMS.get(view.word(to + 1), NO_FORM)
    victim = view.subject(i - (view.word(i - 1) in BE))
    if not to or not view.word(to - 1).startswith(TRIES) or victim is None:
        return
    if not has_sense(form.lemma, Sense.TAKE, Sense.ENTER, Sense.ASSAIL):
        return
    items = _aimed_at(view, to + 2)
    view.findings[:] = [f for f in view.findings if f.head != to + 1]
    holder = view.agent(i + 2, reach=4) or opponent_of(view, victim.side)
    if holder is not None:
        view.add(Event.HOLD, items, verb=(i, to + 1), actor=holder, rule="turned-back", confidence=0.65)


def _failed_try(view: View, i: int) -> None:
    """Record that the attempt told before token `i` came to nothing there: the defender holds what it was for."""
    tried = next((f for f in reversed(view.findings) if f.event is Event.CONTEST and f.head < i), None)
    if tried is None:
        if view.word(i) != "failed":
            _vain_entry(view, i)
        return
    together = [f for f in view.findings if f.head == tried.head and f.event is Event.CONTEST]
    view.findings[:] = [f for f in view.findings if f not in together]
    if view.word(i) == "failed" and tried.rule.startswith(("active:", "control:")):
        view.findings += [
            replace(f, event=Event.GAIN, polarity=Polarity.DENIED, rule="failed-try") for f in together
        ]
        return
    told = who_says(view)
    told = told if told is not None and told.side not in (None, tried.actor) else None
    ousted = view.unnamed(tried.from_actor) if tried.from_actor else None  # "attempts to dislodge Y from X"
    agent = view.agent(i + 1, reach=5) or ousted or told or opponent_of(view, tried.actor)
    items = [f.item for f in together]
    view.add(Event.HOLD, items, verb=(i, i), actor=agent, rule="failed-try", confidence=0.6)


def _held_their_ground(view: View, i: int) -> None:
    """Read "rebels tried to take X but the army held its ground" at the ground: X is the army's."""
    tried = next((f for f in reversed(view.findings) if f.event is Event.CONTEST and f.head < i), None)
    defender = view.subject(i - 2)
    if tried is None or defender is None or defender.side == tried.actor:
        return
    items = [f.item for f in view.findings if f.head == tried.head and f.event is Event.CONTEST]
    view.findings[:] = [f for f in view.findings if f.head != tried.head]
    view.add(Event.HOLD, items, verb=(i - 2, i), actor=defender, rule="held-ground", confidence=0.65)


def _vain_entry(view: View, end: int) -> None:
    """Read "rebels tried to infiltrate into X (but had to flee)" before token `end`: X is the others'."""
    at = next((k for k in range(end - 1, max(0, end - MAX_TRY), -1) if view.word(k).startswith(TRIES)), None)
    if at is None or view.word(at + 1) != "to":
        return
    reaching = view.word(at + 2) in ("reach", "approach")
    entering = reaching or has_sense(FORMS.get(view.word(at + 2), NO_FORM).lemma, Sense.ENTER)
    if not entering and view.lows[at + 2 : at + 4] != ["prevail", "over"]:
        return
    aimed = view.objects(at + 3) if reaching else None
    items = aimed.items if aimed is not None else view.behind(at + 3, AGAINST | {"in"}, reach=8)
    attacker, agent = view.subject(at), view.agent(end + 1, reach=5)
    if agent is None and attacker is not None and attacker.side is not None:
        agent = opponent_of(view, attacker.side)
    if agent is not None:
        view.add(Event.HOLD, items, verb=(at, end), actor=agent, rule="vain-entry", confidence=0.6)


def _after_try(view: View, i: int) -> bool:
    before = [view.word(k) for k in range(max(0, i - MAX_TRY), i)]
    but = any(w in ("but", "however", "yet") for w in before)
    came = any(
        f.event is Event.CONTEST and f.rule.startswith(("enter", "operation:", "assail")) and f.head < i
        for f in view.findings
    )
    had = view.word(i - 2) in ("had", "have", "has")
    but = but or (
        view.word(i - 1) in BE and view.word(i - 2 - had) == "and"
    )  # "tried to enter X and were thrown back"
    but = but or (view.word(i - 1) == "and" and view.word(i) == "failed")  # "tried to retake X and failed"
    return but and (came or any(w.startswith(TRIES) for w in before))


def failed_attacks(view: View) -> None:
    """Read "the regime said the assault on X had failed": X is held by who says so, if the attack is not its own."""
    for i, low in enumerate(view.lows):
        if low not in ATTACK_NOUNS or view.word(i + 1) not in ("on", "against"):
            continue
        group = view.reader.read(i + 2, loose=True)
        end = _behind_described(view, group.last + 1) if group is not None else 0
        failed_so = group is not None and {view.word(end), view.word(end + 1)} & _COLLAPSED
        told = next((p for p in view.actors if tells(view, p.last + 1) and speaks_for(view, p)), None)
        by = view.agent(end, reach=1) if group is not None else None  # "an attack on X by Y failed"
        if by is not None:
            end = by.last + 1
            failed_so = {view.word(end), view.word(end + 1)} & _COLLAPSED
        attacker = owner_of(view, i) or by
        if told is None and attacker is not None and attacker.side is not None:
            told = opponent_of(view, attacker.side)
        if group is None or not failed_so or told is None or (attacker and attacker.side == told.side):
            continue
        view.repelled.add(i)
        view.add(Event.HOLD, group.items, verb=(i, end), actor=told, rule="failed-attack", confidence=0.65)


def _behind_described(view: View, i: int) -> int:
    """Return the token behind ", a hill overlooking Y," at token `i`, `i` where no aside stands there."""
    if view.word(i) != "," or view.word(i + 1) not in ("a", "an", "the", "another"):
        return i
    return next((k + 1 for k in range(i + 2, i + MAX_ASIDE) if view.word(k) == ","), i)


def vain_attacks(view: View) -> None:
    """Read "conducted unsuccessful attacks on X", "unsuccessfully attacked near X": X is held by the other side."""
    for i, low in enumerate(view.lows):
        if low not in _MAY_BE_VAIN:
            continue
        vain = low in _ATTACKS and _called_vain(view, i)
        vain = vain or (low in ATTACKING and view.word(i - 1) == "unsuccessfully")
        items = view.behind(i + 1, words("on against in near at toward towards"), reach=2) if vain else []
        tried = low in ("attempts", "attempt") and view.word(i - 1) in _VAIN and view.word(i + 1) == "to"
        entering = has_sense(FORMS.get(view.word(i + 2), NO_FORM).lemma, Sense.ENTER, Sense.ASSAIL)
        if tried and entering and (items := view.behind(i + 3, AGAINST | {"through"}, reach=9)):
            vain = True  # "made eleven unsuccessful attempts to break through our defences in X"
            view.findings[:] = [f for f in view.findings if not i < f.head < i + 4]
        if not items and vain and (group := view.reader.read(i + 1, loose=True)) is not None:
            items = group.items
        if not items:
            continue
        holder = _who_stood(view, i)
        view.repelled.add(i)
        view.findings[:] = [f for f in view.findings if f.head != i or f.event is not Event.CONTEST]
        view.add(Event.HOLD, items, verb=(i - 1, i), actor=holder, rule="vain-attack", confidence=0.65)


def _called_vain(view: View, i: int) -> bool:
    """Say whether "unsuccessful", "several failed Russian ground" stands before the attacks of token `i`."""
    for at in range(i - 1, max(-1, i - MAX_VAIN), -1):
        if view.word(at) in _VAIN:
            return True
        if not (view.word(at) in _KINDS_OF_ATTACK or view.word(at) in DEMONYMS or at in view.reader.actors):
            return False
    return False


def _who_stood(view: View, i: int) -> ActorPhrase | None:
    """Return who holds what the vain attack of token `i` was on: the attacker's foe, or who tells of it."""
    near = range(i - 1, max(-1, i - MAX_VAIN - 2), -1)
    token = next((view.reader.tokens[k] for k in near if view.word(k) in DEMONYMS), None)
    whose = view.sides.of_stem(token.text, token.start) if token is not None else None
    told = next((k for k in near if view.word(k) in REPORTING | {"recorded", "registered"}), None)
    nobodys = whose is None and not any(told is not None and told < p.first < i for p in view.actors)
    attacker = owner_of(view, i) if told is None or not nobodys else None
    side = attacker.side if attacker is not None else whose
    if told is not None and nobodys:
        teller = view.subject(told)
        return view.unnamed(teller.side) if teller is not None and teller.side is not None else None
    acting = view.subject(i - 1) if side is None else None
    side = acting.side if acting is not None else side
    return view.unnamed(view.sides.war.opponent(side)) if side is not None else None


_STANDING = words("stood stand holding held")


def stood(view: View) -> None:
    """Read "stood their ground at X and Y", "stood fast at X", "held firm in X"."""
    for i, low in enumerate(view.lows):
        fast = low in ("fast", "firm") and view.word(i - 1) in _STANDING
        ground = low == "ground" and view.word(i - 2) in _STANDING
        if (ground or fast) and view.word(i + 1) in ("at", "in", "around"):
            items = view.behind(i + 1, words("at in around"), reach=6)
            actor = view.subject(i - 1 if fast else i - 2)
            if items and actor:
                view.add(
                    Event.HOLD, items, verb=(max(0, i - 2), i), actor=actor, rule="stood", confidence=0.75
                )
