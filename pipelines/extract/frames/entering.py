"""Frames of coming in: advanced into X, stormed X, entered X; without a fight that is a gain."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.extract.clauses.finding import span_of
from pipelines.extract.clauses.relating import relative_object
from pipelines.extract.clauses.subjects import fights
from pipelines.extract.clauses.verbs import Voice
from pipelines.extract.frames.fighting import INTO
from pipelines.extract.vocabulary.lexicon import (
    FORMS,
    LEAVING_NOUNS,
    LEAVING_PARTICLES,
    NO_FORM,
)
from pipelines.extract.vocabulary.modality import Mood
from pipelines.extract.vocabulary.place_words import REGIONS
from pipelines.extract.vocabulary.words import ADVERBS, KINDS, SHARES, words
from pipelines.model import Event, Extent, Polarity

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View
    from pipelines.extract.clauses.verbs import VerbUse
    from pipelines.extract.places.records import PlaceItem

_WAYS_IN = {
    "punch": words("into in through at on"),
    "smash": words("into in through at on"),
    "push": words("into inside to in through"),
    "break": words("into in inside through at on"),
}
_DIRECTLY = words("enter re-enter reenter storm penetrate infiltrate raid breach")
"""Verbs of entering whose object is the place."""
_ONLY_INTO = dict.fromkeys(
    words("move fight surge charge burst battle pour swarm"), words("into through")
) | {
    "break": words("into through inside"),
    "punch": words("through into"),
    "smash": words("through into"),
}
_ONLY_INTO |= dict.fromkeys(words("walk drive ride slip sneak go thrust"), words("into")) | {
    "return": words("to")
}
_THREATENING = words("vow vows vowed vowing pledged promised swore threatened warned")
_CORES = words("centre center heart outskirts edge edges gates")
_RELIEF = words("food aid relief supplies medicine humanitarian")
"""Who comes with these, or for these, does not come to fight: "soldiers entered X with food"."""
_REINFORCING = words("reinforcements reinforce reinforcement reinforcing foreign defend join volunteers")
"""A crowd that comes for these comes to its own side: "volunteers poured into X to defend it"."""
_UNOPPOSED = words("shot fight resistance opposition battle bloodshed combat")
_MEETING = words("met meeting encountered encountering faced facing with against")
MAX_UNOPPOSED = 14
"""How many words behind a place may tell that nobody stood against those who came in."""
MAX_GONE = 9
"""How many words behind a place may stand before "after the army fled"."""
_AFTER_THAT = words("after as when once")
_ENDS = frozenset({".", ";"}) | words("and but while which where who")
_FLED = words("bused fled left withdrew retreated abandoned evacuated vacated deserted quit departed")
_SOME_PLACE = words("a an one two several")
"""With these behind the verb, only some of theirs left: "after the army left several posts"."""
_TRUCES = words("truce ceasefire agreement accord deal resolution sanctions law contract")
"""What is breached without anybody coming into a place."""
_WILDS = words("forest forests mountains hills bush jungle jungles desert wilderness marshes")
_NTH = words("second third fourth fifth sixth seventh eighth ninth tenth final")
"""What a battle enters: "entered its third day"."""
_HOUSES = words(
    """hotel school church mosque temple bar cafe restaurant bank house home university college hospital clinic shop
    market embassy consulate parliament stage pitch"""
)
"""What gunmen storm to kill or to take hostages, not to hold."""
_EMBASSIES = words("embassy consulate parliament office offices")
_SHELTERS = words("school church mosque mall")
_DENYING = words("denied denies deny denying dismissed dismisses rejected rejects")
MAX_DENIED = 8
"""How many words may stand between "denied" and who did not enter."""
_AFLOAT = words("warships warship ships vessels submarines frigate frigates")
_DRILLS = words("drills exercises manoeuvres maneuvers")
_VEHICLES = words("tanks convoys vehicles trucks buses jeeps bulldozers")


def enter(view: View, verb: VerbUse) -> None:
    """Read advanced into X, entered X, stormed X, pushed into X."""
    if verb.voice is Voice.PASSIVE and verb.form.lemma not in ("storm", "enter", "raid", "penetrate"):
        return
    nth = view.word(verb.head + 1) in ("its", "their", "a", "the") and view.word(verb.head + 2) in _NTH
    items = [] if verb.head in view.repelled or nth else _entered(view, verb)
    reach = 16 if verb.infinitive else 5
    if not items or any(k in view.repelled for k in range(verb.first - reach, verb.first)):
        return
    swept = verb.form.lemma == "sweep" and (
        items[0].noun in ("area", "region", "country") or view.word(verb.head + 1) in ("aside", "away")
    )
    if verb.form.lemma == "return" and not _to_come_back(view, verb):
        return
    if swept or _rolls(view, verb.first - 1) or _in_relief(view, verb) or _at_sea(view, verb):
        return
    described = view.reader.actors.get(verb.first - 1) if verb.gerund else None  # "fighters advancing on X"
    actor = described or view.subject(verb.first) if verb.voice is Voice.ACTIVE else view.agent(verb.head + 1)
    if verb.mood is Mood.NONE or actor is None:
        return
    event = Event.PLEDGE if verb.mood in (Mood.PLEDGE, Mood.FUTURE, Mood.REFUSED) else Event.CONTEST
    if verb.mood is Mood.DENIED and event is Event.CONTEST and not _denied_by_word(view, verb):
        return  # "had yet to enter X"
    polarity = Polarity.DENIED if verb.mood in (Mood.REFUSED, Mood.DENIED) else Polarity.ASSERTED
    rule = f"enter:{verb.form.lemma}"
    walked = verb.form.lemma == "walk" or _unopposed(view, items[-1].last + 1)
    into = verb.form.lemma in _DIRECTLY or "into" in view.lows[verb.head + 1 : verb.head + 3]
    left = gone_before(view, items[-1].last + 1, actor) if into and items[-1].noun != "area" else None
    walked = walked or (into and _now_controls(view, items[-1].last + 1))
    if verb.mood is Mood.FACT and not verb.infinitive and (walked or left):
        event, rule = Event.GAIN, f"unopposed:{verb.form.lemma}"
    view.add(
        event, items, verb=span_of(verb), actor=actor, rule=rule, polarity=polarity, confidence=0.8,
        from_actor=left.side if left is not None and event is Event.GAIN else None,
    )  # fmt: skip


def _denied_by_word(view: View, verb: VerbUse) -> bool:
    """Say whether somebody "denied that Y had entered X": a claim that is denied, not a thing that is still to come."""
    near = view.lows[max(0, verb.first - MAX_DENIED) : verb.first]
    return not _DENYING.isdisjoint(near) and near[-1] != "and"


def _to_come_back(view: View, verb: VerbUse) -> bool:
    """Say whether "vowed that they would return to X" is a side's threat: others only travel."""
    who = view.subject(verb.first)
    vowed = not _THREATENING.isdisjoint(view.lows[max(0, verb.first - MAX_UNOPPOSED) : verb.first])
    ahead = verb.mood in (Mood.PLEDGE, Mood.FUTURE)
    ours = view.word(verb.first - 1) == "we" and view.quoted(verb.first)
    if ahead and ours and who is not None and who.side is not None:
        return True  # ""We will return to Shusha," the president said"
    return ahead and vowed and who is not None and who.side is not None and fights(view, who)


def gone_before(view: View, i: int, comer: ActorPhrase) -> ActorPhrase | None:
    """Return who was gone when others came into X: "(moved into X) after the army fled", None if nobody was."""
    near = range(i, min(i + MAX_GONE, len(view.lows)))
    after = next((k for k in near if view.word(k) in _AFTER_THAT or view.word(k) in _ENDS), None)
    gone = next((p for p in view.actors if after is not None and 0 < p.first - after <= 3), None)
    if after is None or gone is None or view.word(after) in _ENDS or gone.side in (None, comer.side):
        return None
    verb = gone.last + 1
    while view.word(verb) in ADVERBS | {"had", "were", "was", "been"}:
        verb += 1
    form, behind = FORMS.get(view.word(verb), NO_FORM), view.lows[verb + 1 : verb + 7]
    its = view.word(verb + 1) in ("its", "their") and view.word(verb + 2) in LEAVING_NOUNS
    if view.word(verb) in ("completed", "announced") and its:
        return gone  # "moved into X hours after Russia completed its withdrawal"
    went = view.word(verb) in _FLED or (
        not LEAVING_PARTICLES.get(form.lemma, frozenset()).isdisjoint(behind[:1])
    )
    elsewhere = any(verb < g.first <= verb + 6 and not g.items[0].anaphor for g in view.lists)
    whole = (SHARES | {"to"}).isdisjoint(behind) and view.word(verb + 1) not in _SOME_PLACE
    return gone if went and form.tenses & {"past", "pp"} and whole and not elsewhere else None


def _now_controls(view: View, i: int) -> bool:
    """Say whether those who came in hold all of it behind token `i`: "entered X at dawn and now control it"."""
    joined = next((k for k in range(i, min(i + MAX_GONE, len(view.lows))) if view.word(k) == "and"), None)
    if joined is None or any(k in view.reader.actors for k in range(i, joined)):
        return False
    at = joined + 1
    while view.word(at) in ADVERBS:
        at += 1
    if view.word(at) not in ("control", "controls", "controlled"):
        return False
    held = view.reader.read(at + 1, loose=False)
    return held is not None and held.items[0].anaphor and held.items[0].extent is not Extent.PART


def _unopposed(view: View, i: int) -> bool:
    """Say whether nobody stood against those who came in: "without a shot", "unopposed", "and met no resistance"."""
    if any(a in SHARES and b == "of" for a, b in pairwise(view.lows[i:])):
        return False  # "swept into X without a fight and held most of it"
    for k in range(i, min(i + MAX_UNOPPOSED, len(view.lows))):
        low = view.word(k)
        other = view.reader.actors.get(k)
        if low in (".", ";", "but", "before", "while") or (other is not None and not other.possessive):
            return False
        if low == "unopposed" or (
            low in ("without", "no") and not _UNOPPOSED.isdisjoint(view.lows[k + 1 : k + 4])
        ):
            return low != "no" or view.word(k - 1) in _MEETING
    return False


def _rolls(view: View, i: int) -> bool:
    """Say whether tanks or buses of nobody named stand at token `i`: "as tanks rolled into the port"."""
    return (
        view.word(i) in _VEHICLES and i not in view.reader.actors and view.word(i - 1) not in ("by", "with")
    )


def _in_relief(view: View, verb: VerbUse) -> bool:
    """Say whether those who enter bring help: "an aid convoy entered X", "soldiers entered X with food"."""
    near = (w for k, w in enumerate(view.lows) if k < verb.first or view.word(k - 1) == "with")
    crowd = verb.form.lemma in ("pour", "swarm")
    joining = crowd and (verb.perfect or not _REINFORCING.isdisjoint(view.lows))
    return joining or not _RELIEF.isdisjoint(near)


def _at_sea(view: View, verb: VerbUse) -> bool:
    """Say whether "warships entered X harbour", "entered X for joint drills" tells of no fight."""
    return not _AFLOAT.isdisjoint(view.lows[max(0, verb.first - 4) : verb.first]) or not _DRILLS.isdisjoint(
        view.lows[verb.head : verb.head + MAX_UNOPPOSED]
    )


def _entered(view: View, verb: VerbUse) -> list[PlaceItem]:
    """Return the places that a verb of entering says somebody came into."""
    behind, lemma = verb.head + 1, verb.form.lemma
    if lemma in _DIRECTLY:
        return _entered_directly(view, verb)
    near = view.lows[behind : behind + 3]
    if _only_towards(view, verb, near):
        return []
    if lemma in ("push", "press", "move", "march", "drive") and near[:2] in (["on", "to"], ["on", "towards"]):
        return []  # "pushed on to X" has not come there
    if lemma == "battle" and near[:2] == ["to", "the"]:
        return view.behind(behind + 2, words("of"), reach=2) if view.word(behind + 2) in _CORES else []
    behind += view.word(behind) in ("deeper", "further", "farther", "deep", "back")
    in_to = view.lows[behind : behind + 2] == ["in", "to"]  # "moved in to X"
    behind += in_to
    if lemma in _ONLY_INTO and view.word(behind) not in _ONLY_INTO[lemma] and not in_to:
        return []
    if lemma in ("push", "progress") and {"into", "inside", "in", "to", "deeper", "through"}.isdisjoint(near):
        return []
    if view.word(behind + 1) in ("a", "an") and KINDS.isdisjoint(view.lows[behind + 2 : behind + 6]):
        return []  # "walked into a cafe in X"
    items = view.behind(behind, _WAYS_IN.get(lemma, INTO - {"against"}), reach=9)
    passing = lemma == "push" and "through" in view.lows[behind : behind + 3]
    return (
        [] if passing and items and view.word(items[0].last) in REGIONS else items
    )  # "pushed south through X province"


def _only_towards(view: View, verb: VerbUse, near: list[str]) -> bool:
    """Say whether those who move have not come there: "advancing on Tuesday towards X", "pushed them east to X"."""
    lemma = verb.form.lemma
    aims = near[:2] if near[:1] != ["on"] else view.lows[verb.head + 1 : verb.head + 6]
    if lemma == "advance" and not {"towards", "toward", "near", "from", "until", "along"}.isdisjoint(aims):
        return True
    if lemma in ("slip", "sneak") and not _WILDS.isdisjoint(near):
        return True  # "slipped into the forests of X"
    marching = lemma == "march" and near[:1] == ["on"] and verb.mood is Mood.FACT
    return marching or (lemma in ("push", "drive") and near[:1] == ["them"] and "to" in near)


def _meant(view: View, verb: VerbUse, item: PlaceItem) -> bool:
    """Say whether what is entered is a place: "it" only where one is named before, or where a part of it is told."""
    if not item.anaphor or item.noun != "it":
        return True
    named = any(g.last < verb.first and not g.items[0].anaphor for g in view.lists)
    return named and (item.extent is Extent.PART or verb.form.lemma == "storm")


def _entered_directly(view: View, verb: VerbUse) -> list[PlaceItem]:
    """Return the places of "entered X", "stormed the rebel-held parts of X", "X was stormed"."""
    behind, lemma = verb.head + 1, verb.form.lemma
    if lemma == "breach" and not _TRUCES.isdisjoint(view.lows[behind : behind + 5]):
        return []
    if view.word(behind) in ("a", "an") and not _HOUSES.isdisjoint(view.lows[behind + 1 : behind + 4]):
        return []  # "stormed a hotel in X"
    if view.word(behind) == "the" and view.word(behind + 1) in _SHELTERS:
        return []  # "stormed the school in X"
    if not _EMBASSIES.isdisjoint(view.lows[behind : behind + 5]):
        return []  # "stormed the Mexican embassy in X"
    group = view.objects(behind)
    if group is None:
        group = relative_object(view, verb)  # "X, which the marines tried to enter"
    if group is not None and _meant(view, verb, group.items[0]):
        return group.items
    if lemma == "breach":
        return view.behind(behind, words("of in around at"), reach=4)
    if verb.voice is Voice.PASSIVE:
        before = view.before(verb.first) or (view.loose_before(verb.first) if lemma == "enter" else None)
        return before.items if before else []
    parted = view.within(behind, reach=8) if group is None and "-" in view.word(behind) else None
    if parted is not None:
        return parted.items
    some = view.word(behind) in ("a", "an") and view.word(behind + 1) not in KINDS  # "stormed a bar in X"
    return (
        view.behind(behind, words("in along into through at"), reach=7)
        if lemma == "storm" and not some
        else []
    )
