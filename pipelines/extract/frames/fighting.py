"""Frames of ground fighting: advances, assaults, sieges, operations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.extract.actors.belonging import owned
from pipelines.extract.clauses.finding import span_of
from pipelines.extract.clauses.relating import relative_object
from pipelines.extract.clauses.subjects import (
    fights,
)
from pipelines.extract.clauses.verbs import Voice
from pipelines.extract.vocabulary.countries import OWN_SIDE
from pipelines.extract.vocabulary.modality import Mood, denied
from pipelines.extract.vocabulary.side_words import STATES
from pipelines.extract.vocabulary.words import NEGATIONS, NUMBERS, words
from pipelines.model import Event

if TYPE_CHECKING:
    from pipelines.extract.clauses.context import View
    from pipelines.extract.clauses.verbs import VerbUse
    from pipelines.extract.places.records import PlaceItem, PlaceList

INTO = words("into in on inside through against to along within across")
ATTACK_WHERE = words("in on at near around inside")
_SIDES = words("sides directions fronts axes")
POSITIONS = words(
    """positions position headquarters gatherings forces fighters militants terrorists strongholds groups
    points posts sites bases defences defenses line lines hideouts troops rebels soldiers army police
    garrison barracks trenches foothold footholds bridgehead""",
)
_FIGHTING_WAYS = words(
    """battling fighting fought battled forced forcing blasted blasting pushed pushing shot bombed fight fights
    battle force"""
)
_PLANES = words("planes warplanes jets bombers aircraft helicopters drones submarines warships navy")
"""Who attacks from afar."""
EDGES = words("outskirts edge edges gates entrance entrances suburbs")
MAX_FOILED = 14
"""How far behind a foiled attempt what was attempted may be told."""
_BEHIND_ATTACKED = words("for from on overnight late early but again after when while before") | {
    "",
    ".",
    ",",
}
"""What may follow the bare name of an attacked place; "attacked Homs residents" is no attack on the town."""
MAX_ATTACKER = 8
"""How many words may stand between "which" and "attacked": who did it."""
_PASSING_THROUGH = words("convoy supply vehicles bus mosque moves routes route")
"""What is attacked at a place without its being fought for."""
_CIVIL_THINGS = words("station stations rail railway power pipeline pipe supply electricity")
"""Whose "line" is no line of defence."""
_MAKING = words("made make makes making continued continue continuing achieved")
_POINTED_AT = words("city town village base camp airport")
_ON_FOOT = words("tanks infantry ground storming fighting clashes gunmen")


_MEETING = words("facing faced met meeting encountering encountered")
MAX_MEETING = 5
"""How many words may stand between "met" and "resistance"."""


def advances(view: View) -> None:
    """Read made fresh advances in X, made gains in X, fought their way into X, reached the outskirts of X."""
    for i, low in enumerate(view.lows):
        into = i + 1 + (view.word(i + 1) in ("deeper", "further", "farther", "back", "street", "slowly"))
        if low == "way" and view.word(i - 1) in ("their", "its") and view.word(into) in INTO:
            items = view.behind(into, words("into inside in through"), reach=1)
            actor = view.subject(i - 2)
            if items and actor and view.word(i - 2) in _FIGHTING_WAYS:
                view.add(Event.CONTEST, items, verb=(i - 2, i), actor=actor, rule="way-into", confidence=0.75)
        if low in ("advances", "gains", "progress", "inroads", "headway") and _made(view, i):
            items = view.behind(i + 1, words("in into inside on around"), reach=4)
            if not items:
                parted = view.within(i + 1, reach=12)
                items = parted.items if parted else []
            actor = view.subject(i) or view.last_subject
            if items and actor:
                view.add(Event.CONTEST, items, verb=(i, i), actor=actor, rule="advances", confidence=0.75)
        fought = low == "way" and view.word(i - 2) in _FIGHTING_WAYS and view.word(i + 1) == "to"
        if (low in ("reached", "reach", "reaching") or fought) and any(
            view.word(k) in EDGES for k in range(i, i + 5)
        ):
            items = view.behind(i + 1, words("of to"), reach=8)
            actor = view.subject(i)
            if items and actor and low != "reach":
                view.add(Event.CONTEST, items, verb=(i, i), actor=actor, rule="reached-edge", confidence=0.75)


def resisted(view: View) -> None:
    """Read "soldiers were facing heavy resistance in X": they are in the fight for it."""
    for i, low in enumerate(view.lows):
        if low != "resistance":
            continue
        met = next((k for k in range(i - 1, max(-1, i - MAX_MEETING), -1) if view.word(k) in _MEETING), None)
        if met is None or view.word(i - 1) in NEGATIONS | {"no", "little"}:
            continue
        foe = view.after_preposition(i + 1, "from", reach=1)
        items = view.behind((foe.last if foe is not None else i) + 1, words("in at inside around"), reach=2)
        actor = view.subject(met)
        if items and actor is not None and not denied(view.lows, met):
            view.add(Event.CONTEST, items, verb=(met, i), actor=actor, rule="resisted", confidence=0.65)


def _made(view: View, i: int) -> bool:
    if any(view.word(k) == "to" and view.word(k + 1) == "make" for k in range(max(0, i - 6), i)):
        return False
    if not (NEGATIONS | {"no", "any"}).isdisjoint(view.lows[max(0, i - 6) : i]):
        return False  # "did not make any confirmed gains around X"
    return any(view.word(k) in _MAKING for k in range(max(0, i - 6), i))


_STRIKES = re.compile(
    r"\s*(?:The|These|Those) (?:air ?)?(?:strikes?|airstrikes?|raids?|bombs?|missiles?|drones?)\b"
)
"""What the next sentence tells of where an attack came from the air."""


_BOMBED = words("port airport station refinery depot terminal plant base airbase")
"""What other states attack from the air."""


def at_gates(view: View) -> None:
    """Read "rebels are now on the outskirts of X": a fight for it (docs/claim-guide.md); "at its gates" is far."""
    for i, low in enumerate(view.lows):
        be = i - 1 - (view.word(i - 1) in ("now", "already"))
        if low not in ("at", "on") or view.word(be) not in ("is", "are", "were", "was", "stand", "stood"):
            continue
        edge = next((k for k in range(i + 1, i + 5) if view.word(k) in ("outskirts", "edge", "edges")), None)
        who = view.reader.actors.get(be - 1)
        if (
            edge is None
            or who is None
            or who.governed
            or view.word(edge + 1) != "of"
            or not fights(view, who)
        ):
            continue
        items = view.behind(edge + 1, words("of"), reach=1)
        who = owned(view, who) if who.side is None else who  # "Our forces are on the outskirts of X"
        view.add(Event.CONTEST, items, verb=(be, edge), actor=who, rule="at-gates", confidence=0.7)


def assail(view: View, verb: VerbUse) -> None:
    """Read attacked positions in X, attacked X; fire from afar is no claim."""
    if (
        verb.mood in (Mood.NONE, Mood.DENIED, Mood.REFUSED)
        or verb.form.lemma == "target"
        or verb.head in view.repelled
        or _attempt_repelled(view, verb)
        or _from_afar(view, verb)
        or (_STRIKES.match(view.text, view.sentence.end) and verb.form.lemma in ("attack", "hit", "strike"))
    ):
        return
    if verb.voice is not Voice.ACTIVE or (verb.infinitive and not _goes_on(view, verb)):
        _assailed(view, verb)
        return
    which = "which" in view.lows[max(0, verb.first - MAX_ATTACKER) : verb.first]
    told = relative_object(view, verb) if which else None  # "X, which M23 attacked on Friday"
    group = view.objects(verb.head + 1) or told
    plain = group is not None and (group is told or view.word(group.last + 1) in _BEHIND_ATTACKED)
    pointed = group is not None and group.items[0].anaphor and group.items[0].noun not in _POINTED_AT
    plain = plain or _keeps_attacking(view, verb, group)
    plain = plain and not verb.infinitive  # "continues to attack Washington for its policy"
    items = group.items if group and (group.items[0].evident or plain) and not pointed else []
    near = view.lows[verb.head + 1 : verb.head + 7]
    if not items and not POSITIONS.isdisjoint(near) and _CIVIL_THINGS.isdisjoint(near):
        items = view.behind(verb.head + 1, ATTACK_WHERE, reach=20)
    if (
        not items
        and group is None
        and view.word(verb.head + 1) in ("on", "at")
        and not EDGES.isdisjoint(near)
    ):
        items = view.behind(verb.head + 1, words("on at"), reach=1)  # "were attacking on the outskirts of X"
    foe = view.actor_at(verb.head + 1) if not items and group is None else None
    if foe is not None and "ing" in verb.form.tenses:  # "were attacking the gangs at X"
        items = view.behind(foe.last + 1, words("at in near"), reach=1)
    if not items and group is None and (view.sides.war.home in OWN_SIDE or _in_areas(view, verb)):
        items = _attacked_near(view, verb)
    described = view.reader.actors.get(verb.first - 1) if verb.gerund else None
    actor = described or view.subject(verb.first)  # "to hold off jihadists attacking X"
    abroad = actor is not None and actor.side in STATES - {"government", view.home_side}
    if abroad and items and items[0].noun in _BOMBED:
        return  # "Israel attacked the port of X" from afar
    if items and actor:
        event = Event.PLEDGE if verb.mood in (Mood.PLEDGE, Mood.FUTURE) else Event.CONTEST
        view.add(
            event, items, verb=span_of(verb), actor=actor, rule=f"assail:{verb.form.lemma}", confidence=0.65
        )


def _in_areas(view: View, verb: VerbUse) -> bool:
    """Say whether men at arms "attacked in the areas of X and Y"."""
    attacker = view.subject(verb.first)
    areas = view.lows[verb.head + 1 : verb.head + 5]
    return areas in (["in", "the", "areas", "of"], ["in", "the", "area", "of"]) and (
        attacker is not None and fights(view, attacker)
    )


def _assailed(view: View, verb: VerbUse) -> None:
    """Read "X was attacked (on Sunday) by rebels": a fight for it, where men at arms attack the place itself."""
    agent = view.agent(verb.head + 1, reach=4) if verb.voice is Voice.PASSIVE else None
    if agent is None or agent.side is None or verb.mood is not Mood.FACT or not fights(view, agent):
        return
    group = view.aside_before(verb.first) or view.loose_before(verb.first)
    if group is not None and group.items[0].evident:
        rule = f"assail:{verb.form.lemma}"
        view.add(Event.CONTEST, group.items, verb=span_of(verb), actor=agent, rule=rule, confidence=0.6)


def _keeps_attacking(view: View, verb: VerbUse, group: PlaceList | None) -> bool:
    """Say whether "have been attacking the city since May", "attacked the town from three sides" is an assault."""
    if group is None:
        return False
    sides = view.word(group.last + 1) == "from" and not _SIDES.isdisjoint(
        view.lows[group.last : group.last + 5]
    )
    lasting = "ing" in verb.form.tenses and verb.perfect
    attacker = view.subject(verb.first)
    return (sides or lasting) and attacker is not None and fights(view, attacker)


def _attacked_near(view: View, verb: VerbUse) -> list[PlaceItem]:
    """Return X of "attacked (fourteen times) near X", "attacked in the areas of X and Y": two armies at war."""
    at = verb.head + 1
    while (
        view.word(at) in NUMBERS or view.word(at) in ("times", "again", "also") or view.word(at)[:1].isdigit()
    ):
        at += 1
    return near_places(view, at) or view.behind(at, words("in"), reach=1)


def near_places(view: View, i: int) -> list[PlaceItem]:
    """Return the places of "near X and Y", "in the area of X", "in the X area" at token `i`."""
    area = view.lows[i : i + 2] == ["in", "the"] and view.word(i + 2) in ("area", "areas", "vicinity")
    at = i + 4 if area and view.word(i + 3) == "of" else i + 1 if view.word(i) in ("near", "around") else 0
    at = i + 3 if view.lows[i : i + 3] == ["in", "and", "around"] else at
    the = view.lows[i : i + 2] == ["in", "the"] and not at  # "in the X area"
    group = view.reader.read(at or i + 1, loose=True) if at or the else None
    if the and group is not None and view.word(group.last) not in ("area", "sector", "direction"):
        return []
    return [] if group is None or group.items[0].anaphor else group.items


def _attempt_repelled(view: View, verb: VerbUse) -> bool:
    """Say whether a verb is what was foiled: "repelled an attempt by an armed group (to attack) the town"."""
    before = range(max(0, verb.first - MAX_FOILED), verb.first)
    return verb.infinitive and not view.repelled.isdisjoint(before)


def _goes_on(view: View, verb: VerbUse) -> bool:
    """Say whether "is trying to attack X", "continued to attack X" tells of fighting that is under way."""
    return verb.mood is Mood.EFFORT or view.word(verb.first - 2).startswith("continu")


def _from_afar(view: View, verb: VerbUse) -> bool:
    clause = view.lows[: view.lows.index("but", verb.head)] if "but" in view.lows[verb.head :] else view.lows
    ground = any(w in _ON_FOOT for w in clause)
    backed = not {"backed", "supported", "using", "with"}.isdisjoint(view.lows[: verb.first])
    flown = view.word(verb.first - 1) in _PLANES or view.lows[verb.first - 2 : verb.first] == ["air", "force"]
    if flown and not backed:
        return True  # "the air force attacked X"
    return (view.mentions_air(len(clause)) and not ground) or any(
        w in _PASSING_THROUGH for w in view.lows[verb.head : verb.head + 10]
    )
