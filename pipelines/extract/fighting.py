"""Frames of ground fighting: advances, assaults, sieges, operations."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.extract.besieging import under_siege
from pipelines.extract.finding import span_of
from pipelines.extract.infinitives import to_begin
from pipelines.extract.lexicon import (
    FORMS,
    LEAVING_PARTICLES,
    NO_FORM,
    NOT_YET_REAL,
    OPERATION_NOUNS,
    PLEDGE_NOUNS,
    PLEDGE_VERBS,
    Sense,
    has_sense,
)
from pipelines.extract.modality import Mood, conditional
from pipelines.extract.verbs import Voice
from pipelines.extract.words import ADVERBS, KINDS, NEGATIONS, REPORTING, SHARES, words
from pipelines.model import Event, Polarity

if TYPE_CHECKING:
    from pipelines.extract.context import View
    from pipelines.extract.places import PlaceItem
    from pipelines.extract.sides import ActorPhrase
    from pipelines.extract.verbs import VerbUse

_INTO = words("into in on inside through against to along within across")
_WAYS_IN = {
    "punch": words("into in through at on"),
    "smash": words("into in through at on"),
    "push": words("into inside to in"),
    "break": words("into in inside through at on"),
}
_OPERATION_WHERE = words("on against in for towards toward at to inside across")
_ATTACK_WHERE = words("in on at near around inside")
_GROUNDLESS = words(
    """air aerial drone rocket missile artillery mortar suicide chemical cyber bomb bombing car gas terror
    terrorist gun arson knife""",
)
POSITIONS = words(
    """positions position headquarters gatherings forces fighters militants terrorists strongholds groups
    points posts sites bases defences defenses lines hideouts troops rebels soldiers army police
    garrison""",
)
_ENDED = words("broke broken breaking breaks break lifted lifting lifts lift ended ending ends eased raised")
_FIGHTING_WAYS = words(
    "battling fighting fought battled forced forcing blasted blasting pushed pushing shot bombed"
)
_DIRECTLY = words("enter re-enter reenter storm penetrate infiltrate raid breach")
"""Verbs of entering whose object is the place."""
_ONLY_INTO = dict.fromkeys(
    words("move fight surge charge burst battle pour swarm"), words("into through")
) | {
    "break": words("into through inside"),
    "punch": words("through into"),
    "smash": words("through into"),
}
_ONLY_INTO |= dict.fromkeys(words("walk drive ride"), words("into"))
EDGES = words("outskirts edge edges gates entrance entrances suburbs")
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
_FLED = words("fled left withdrew retreated abandoned evacuated vacated deserted quit departed")
_VEHICLES = words("tanks convoys vehicles trucks buses jeeps bulldozers")
_POINTED_AT = words("city town village base camp airport")
_SIEGES = words("siege sieges blockade encirclement")
_OPERATIONS = (OPERATION_NOUNS | _SIEGES) - words("fight bid battle battles effort efforts mission")
_ON_FOOT = words("tanks infantry ground storming fighting clashes gunmen")
_ATTACKS = words("attack attacks raid")


def enter(view: View, verb: VerbUse) -> None:
    """Read advanced into X, entered X, stormed X, pushed into X."""
    if verb.voice is Voice.PASSIVE and verb.form.lemma not in ("storm", "enter", "raid", "penetrate"):
        return
    items = [] if verb.head in view.repelled else _entered(view, verb)
    reach = 16 if verb.infinitive else 5
    if not items or any(k in view.repelled for k in range(verb.first - reach, verb.first)):
        return
    if _rolls(view, verb.first - 1) or _in_relief(view, verb):
        return
    actor = view.subject(verb.first) if verb.voice is Voice.ACTIVE else view.agent(verb.head + 1)
    if verb.mood is Mood.DENIED or actor is None or (verb.mood is Mood.NONE and not verb.infinitive):
        return
    if verb.mood is Mood.NONE:
        return
    event = Event.PLEDGE if verb.mood in (Mood.PLEDGE, Mood.FUTURE, Mood.REFUSED) else Event.CONTEST
    polarity = Polarity.DENIED if verb.mood is Mood.REFUSED else Polarity.ASSERTED
    rule = f"enter:{verb.form.lemma}"
    walked = verb.form.lemma == "walk" or _unopposed(view, items[-1].last + 1)
    into = verb.form.lemma in _DIRECTLY or "into" in view.lows[verb.head + 1 : verb.head + 3]
    left = _gone_before(view, items[-1].last + 1, actor) if into and items[-1].noun != "area" else None
    if verb.mood is Mood.FACT and not verb.infinitive and (walked or left):
        event, rule = Event.GAIN, f"unopposed:{verb.form.lemma}"
    view.add(
        event, items, verb=span_of(verb), actor=actor, rule=rule, polarity=polarity, confidence=0.8,
        from_actor=left.side if left is not None and event is Event.GAIN else None,
    )  # fmt: skip


def _gone_before(view: View, i: int, comer: ActorPhrase) -> ActorPhrase | None:
    """Return who was gone when others came into X: "(moved into X) after the army fled", None if nobody was."""
    near = range(i, min(i + MAX_GONE, len(view.lows)))
    after = next((k for k in near if view.word(k) in _AFTER_THAT or view.word(k) in _ENDS), None)
    gone = next((p for p in view.actors if after is not None and 0 < p.first - after <= 3), None)
    if after is None or gone is None or view.word(after) in _ENDS or gone.side in (None, comer.side):
        return None
    verb = gone.last + 1
    while view.word(verb) in ADVERBS | {"had"}:
        verb += 1
    form, behind = FORMS.get(view.word(verb), NO_FORM), view.lows[verb + 1 : verb + 7]
    went = view.word(verb) in _FLED or (
        not LEAVING_PARTICLES.get(form.lemma, frozenset()).isdisjoint(behind[:1])
    )
    elsewhere = any(verb < g.first <= verb + 6 and not g.items[0].anaphor for g in view.lists)
    whole = (SHARES | {"to"}).isdisjoint(behind) and view.word(verb + 1) not in (
        "a",
        "an",
        "one",
        "two",
        "several",
    )
    return gone if went and form.tenses & {"past", "pp"} and whole and not elsewhere else None


def _unopposed(view: View, i: int) -> bool:
    """Say whether nobody stood against those who came in: "without a shot", "unopposed", "and met no resistance"."""
    if any(a in SHARES and b == "of" for a, b in pairwise(view.lows[i:])):
        return False  # "swept into X without a fight and held most of it"
    for k in range(i, min(i + MAX_UNOPPOSED, len(view.lows))):
        low = view.word(k)
        if low in (".", ";", "but", "before", "while") or k in view.reader.actors:
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


def _entered(view: View, verb: VerbUse) -> list[PlaceItem]:
    """Return the places that a verb of entering says somebody came into."""
    behind, lemma = verb.head + 1, verb.form.lemma
    if lemma in _DIRECTLY:
        return _entered_directly(view, verb)
    near = view.lows[behind : behind + 3]
    if lemma == "advance" and not {"towards", "toward", "near", "from", "until", "along"}.isdisjoint(
        near[:2]
    ):
        return []
    if lemma in ("push", "press", "move", "march", "drive") and near[:2] in (["on", "to"], ["on", "towards"]):
        return []  # "pushed on to X" has not come there
    if lemma == "battle" and near[:2] == ["to", "the"]:
        return view.behind(behind + 2, words("of"), reach=2) if view.word(behind + 2) in _CORES else []
    behind += view.word(behind) in ("deeper", "further", "farther", "deep")
    if lemma in _ONLY_INTO and view.word(behind) not in _ONLY_INTO[lemma]:
        return []
    if lemma in ("push", "progress") and {"into", "inside", "in", "to", "deeper"}.isdisjoint(near):
        return []
    if view.word(behind + 1) in ("a", "an") and KINDS.isdisjoint(view.lows[behind + 2 : behind + 6]):
        return []  # "walked into a cafe in X"
    return view.behind(behind, _WAYS_IN.get(lemma, _INTO - {"against"}), reach=9)


def _entered_directly(view: View, verb: VerbUse) -> list[PlaceItem]:
    """Return the places of "entered X", "stormed the rebel-held parts of X", "X was stormed"."""
    behind, lemma = verb.head + 1, verb.form.lemma
    group = view.objects(behind)
    if group and not (group.items[0].anaphor and group.items[0].noun == "it"):
        return group.items
    if lemma == "breach":
        return view.behind(behind, words("of in around at"), reach=4)
    if verb.voice is Voice.PASSIVE:
        before = view.before(verb.first)
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


def advances(view: View) -> None:
    """Read made fresh advances in X, made gains in X, fought their way into X, reached the outskirts of X."""
    for i, low in enumerate(view.lows):
        into = i + 1 + (view.word(i + 1) in ("deeper", "further", "farther", "back", "street", "slowly"))
        if low == "way" and view.word(i - 1) in ("their", "its") and view.word(into) in _INTO:
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
        if low in ("reached", "reach", "reaching") and any(view.word(k) in EDGES for k in range(i, i + 5)):
            items = view.behind(i + 1, words("of to"), reach=8)
            actor = view.subject(i)
            if items and actor and low != "reach":
                view.add(Event.CONTEST, items, verb=(i, i), actor=actor, rule="reached-edge", confidence=0.75)


def _made(view: View, i: int) -> bool:
    if any(view.word(k) == "to" and view.word(k + 1) == "make" for k in range(max(0, i - 6), i)):
        return False
    return any(
        view.word(k) in ("made", "make", "makes", "making", "continued", "continue", "achieved", "continuing")
        for k in range(max(0, i - 6), i)
    )


def assail(view: View, verb: VerbUse) -> None:
    """Read attacked positions in X, attacked X; fire from afar is no claim."""
    if (
        verb.mood is Mood.NONE
        or verb.mood is Mood.DENIED
        or verb.form.lemma == "target"
        or verb.head in view.repelled
        or _from_afar(view, verb)
    ):
        return
    if verb.voice is not Voice.ACTIVE or (verb.infinitive and not _goes_on(view, verb)):
        return
    group = view.objects(verb.head + 1)
    plain = group is not None and view.word(group.last + 1) in (
        "",
        ".",
        ",",
        "for",
        "from",
        "on",
        "overnight",
        "late",
        "early",
        "but",
        "again",
    )
    pointed = group is not None and group.items[0].anaphor and group.items[0].noun not in _POINTED_AT
    plain = plain and not verb.infinitive  # "continues to attack Washington for its policy"
    items = group.items if group and (group.items[0].evident or plain) and not pointed else []
    if not items and any(view.word(k) in POSITIONS for k in range(verb.head + 1, verb.head + 7)):
        items = view.behind(verb.head + 1, _ATTACK_WHERE, reach=20)
    actor = view.subject(verb.first)
    if items and actor:
        event = Event.PLEDGE if verb.mood in (Mood.PLEDGE, Mood.FUTURE) else Event.CONTEST
        view.add(
            event, items, verb=span_of(verb), actor=actor, rule=f"assail:{verb.form.lemma}", confidence=0.65
        )


def _goes_on(view: View, verb: VerbUse) -> bool:
    """Say whether "is trying to attack X", "continued to attack X" tells of fighting that is under way."""
    return verb.mood is Mood.EFFORT or view.word(verb.first - 2).startswith("continu")


def _from_afar(view: View, verb: VerbUse) -> bool:
    ground = any(w in _ON_FOOT for w in view.lows)
    return (view.mentions_air() and not ground) or any(
        w in ("convoy", "supply", "vehicles", "bus", "mosque", "moves", "routes", "route")
        for w in view.lows[verb.head : verb.head + 10]
    )


def operations(view: View) -> None:
    """Read launched an offensive on X, the operation in X continues, the siege of X by Y, Y's drive for X."""
    for i, low in enumerate(view.lows):
        if low in _OPERATIONS:
            _operation(view, i)


def _operation(view: View, i: int) -> None:
    low = view.word(i)
    if i in view.repelled or view.word(i - 1) == "to":
        return
    phrase = view.reader.actors.get(i - 1)
    under = (phrase.first if phrase is not None else i) - 1
    under -= view.word(under) == "a"
    attacked = low in ("attack", "assault") and not view.mentions_air()
    if (low == "siege" or attacked) and view.word(under) == "under":
        under_siege(view, under, i, phrase)
        return
    if low in _SIEGES and (imposed := _imposed(view, i)) is not None:
        besiegers, items = (
            view.subject(imposed),
            view.behind(imposed + 1, words("on upon around to"), reach=6),
        )
        view.add(
            Event.CONTEST, items, verb=(i, imposed), actor=besiegers, rule="siege-imposed", confidence=0.75
        )
        return
    before = [view.word(k) for k in range(max(0, i - 9), i)]
    if low in _SIEGES and any(w in _ENDED for w in before[-5:]):
        return
    planned = (
        to_begin(view.lows, i)
        or view.lows[i - 4 : i - 2] == ["about", "to"]
        or any(w in PLEDGE_NOUNS or w in PLEDGE_VERBS or w in ("upcoming", "will") for w in before)
    )
    unsaid = _no_ground_operation(view, i, before) or conditional(view.lows, i)
    if unsaid or not (planned or _under_way(view, i)):
        return
    items = _operation_places(view, i)
    actor = view.agent(i + 1, reach=5) or owner_of(view, i) or view.subject(_launching(view, i))
    actor = actor or (view.speaker(i) if planned else None)
    if not items or actor is None or items[0].noun == "provinces":
        return
    event = Event.PLEDGE if planned else Event.CONTEST
    view.add(event, items, verb=(i, i), actor=actor, rule=f"operation:{low}", confidence=0.7)


def _imposed(view: View, i: int) -> int | None:
    """Return the verb of "the siege (that) the army imposed (on X)" for the siege at `i`, None if none follows."""
    near = range(i + 2, min(i + 9, len(view.lows)))
    at = next((k for k in near if view.word(k) in ("imposed", "laid", "placed", "put", "slapped")), None)
    if at is None or not {",", ".", ";"}.isdisjoint(view.lows[i:at]):
        return None
    return at if any(i < p.first and p.last < at for p in view.actors) else None


def _launching(view: View, i: int) -> int:
    """Return where "launched" stands of "launched an offensive" at token `i`, the noun itself where none does."""
    near = range(i - 1, max(-1, i - 6), -1)
    return next((k for k in near if has_sense(FORMS.get(view.word(k), NO_FORM).lemma, Sense.LAUNCH)), i)


def _no_ground_operation(view: View, i: int, before: list[str]) -> bool:
    """Say whether an operation is denied, unreal or fire from afar."""
    after = view.lows[i + 1 : i + 9]
    if any(a in ("might", "may", "could") and b in ("begin", "start", "come") for a, b in pairwise(after)):
        return True  # "when an assault on X might begin"
    if "part" in before[-4:]:
        return True  # "who will take part in an assault on X"
    if any(w in _GROUNDLESS for w in before[-2:]) or any(w in NEGATIONS for w in before[-5:]):
        return True
    if any(w in NOT_YET_REAL - {"planned", "upcoming", "expected"} for w in before[-4:]):
        return True
    return view.word(i) in _ATTACKS and view.mentions_air()


def _operation_places(view: View, i: int) -> list[PlaceItem]:
    """Return the places that an operation noun is aimed at."""
    low = view.word(i)
    if low in _SIEGES:
        return view.behind(i + 1, words("of on to"), reach=1)
    if low in _ATTACKS:
        aimed = view.behind(i + 1, words("on against"), reach=2)
        manned = any(view.word(k) in POSITIONS for k in range(i + 2, i + 7)) and view.word(i + 1) in (
            "on",
            "against",
        )
        pressed = not words("pressed pressing press").isdisjoint(view.lows[max(0, i - 3) : i])
        at = view.behind(i + 1, words("in at"), reach=1) if pressed else []  # "pressed home attacks in X"
        return aimed or at or (view.behind(i + 2, _ATTACK_WHERE, reach=10) if manned else [])
    where = (
        _OPERATION_WHERE | {"into"} if low in ("push", "incursion", "advance", "thrust") else _OPERATION_WHERE
    )
    direct = view.behind(i + 1, where & words("on against of for"), reach=1)
    ends = (k - i - 1 for k in range(i + 1, i + 13) if view.word(k) in REPORTING or _ends_aim(view, k))
    said = next(ends, 12)
    return direct or view.behind(i + 1, where, reach=said, loose=False)


def _ends_aim(view: View, k: int) -> bool:
    """Say whether "to flush them out of X" or ", the rebels (attacked X)" begins at token `k`: another verb's place."""
    other = view.word(k) == "," and view.actor_at(k + 1) is not None
    return other or (view.word(k) == "to" and view.word(k + 1) in FORMS)


def _under_way(view: View, i: int) -> bool:
    """Say whether an operation noun comes with a word that says it is going on, or is somebody's own."""
    low = view.word(i)
    near = [view.word(k) for k in range(max(0, i - 9), i)] + [
        view.word(k) for k in range(i + 1, min(len(view.lows), i + 14))
    ]
    if any(
        w.startswith(
            (
                "launch",
                "stepp",
                "began",
                "begun",
                "begin",
                "start",
                "continu",
                "resum",
                "press",
                "ongoing",
                "mount",
                "underway",
                "kick",
                "kept",
                "intensif",
                "tighten",
                "open",
                "impos",
                "complet",
                "laid",
                "lay",
                "embark",
                "stag",
                "aim",
            )
        )
        for w in near
    ):
        return True
    lasting = view.word(i - 1).endswith(("-day", "-week", "-month", "-month-old", "-week-old", "-long"))
    lasting = lasting or view.lows[i - 3 : i - 1] in (["day", "of"], ["week", "of"], ["month", "of"])
    if lasting or ("way" in near and "under" in near):
        return True
    return low in ("siege", "drive", "push") and (
        owner_of(view, i) is not None or view.agent(i + 1, reach=8) is not None
    )


def owner_of(view: View, i: int) -> ActorPhrase | None:
    """Return the actor right before a noun: "the SDF's drive", "a rebel offensive"."""
    for at in (i - 1, i - 2, i - 3):
        phrase = view.reader.actors.get(at)
        if phrase is not None:
            return phrase
        if view.word(at) not in (
            "'s",
            "new",
            "major",
            "large",
            "military",
            "fresh",
            "ground",
            "'",
            "wide",
            "massive",
        ):
            return None
    return None
