"""Frames of operations: launched an offensive on X, the siege of X by Y, Y's drive for X."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.extract.actors.officials import official
from pipelines.extract.clauses.infinitives import to_begin
from pipelines.extract.clauses.relating import where_items
from pipelines.extract.frames.besieging import under_siege
from pipelines.extract.frames.fighting import ATTACK_WHERE, POSITIONS, near_places
from pipelines.extract.frames.repelled import who_says
from pipelines.extract.vocabulary.countries import OWN_SIDE
from pipelines.extract.vocabulary.lexicon import (
    FORMS,
    NO_FORM,
    NOT_YET_REAL,
    OPERATION_NOUNS,
    PLEDGE_NOUNS,
    PLEDGE_VERBS,
    Sense,
    has_sense,
)
from pipelines.extract.vocabulary.modality import conditional
from pipelines.extract.vocabulary.words import NEGATIONS, REPORTING, words
from pipelines.model import Event

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View
    from pipelines.extract.clauses.verbs import VerbUse
    from pipelines.extract.places.records import PlaceItem

_OPERATION_WHERE = words("on against in for towards toward at to inside across within")
_FOLLOWING = words("after follows followed following")
"""What a deal came after is no plan: "the deal came after the army's siege of X"."""
_GROUNDLESS = words(
    """air aerial drone rocket missile artillery mortar suicide chemical cyber bomb bombing car gas terror
    terrorist gun arson knife""",
)
_ENDED = words("broke broken breaking breaks break lifted lifting lifts lift ended ending ends eased raised")
_OVER = words("completed finished ended concluded suspended halted")
"""What was done to an operation that is over."""
_SIEGES = words("siege sieges blockade encirclement")
_OPERATIONS = (OPERATION_NOUNS | _SIEGES) - words("fight bid battle battles effort efforts mission")
_HOW_TIGHT = words("a tight total full complete partial crippling suffocating constant heavy")
MAX_SIEGE = 16
"""How many words "of El Fasher, capital of North Darfur," may have before "by" and who besieges it."""
_ENABLING = words("allow enable let help permit")
_BRINGING = words(
    "lead cause trigger result displace bring force create have be mean provoke spark push drive"
)
"""What an operation that has not come would do."""
_ATTACKS = words("attack attacks raid")
_COVERING = words("cover backed supported amid")
"""Behind these air strikes only help an attack on the ground."""
_GOING_ON = tuple(
    sorted(
        words("""launch stepp began begun begin start continu resum press ongoing mount underway kick kept
    intensif tighten progress open renew unleash wag pursu impos complet laid lay embark stag aim battl""")
    )
)
"""How the words begin that tell that an operation is going on."""
_PRESSING_ON = ("renew", "resum", "press", "continu", "kept")
"""How the words begin that may stand before "(on with) its assault"."""
_BEFORE_OPERATION = words("new major large military fresh ground wide massive tank armoured") | {"'s", "'"}
"""What may stand between a side and its operation: "the SDF's new ground offensive"."""
_RELIEF = words(
    """vaccination immunisation aid relief rescue humanitarian advertising election fraud polio deliver evacuate
    smuggling destroy dismantle demolish arrest detain"""
)
_MOPPING = words("mop-up mopping-up clean-up cleanup combing")
_CONDUCTED = words("conducted conducts conducting")
"""What armies do to an assault; what gunmen carry out need not be for ground."""
_GUNMEN = words("gunmen gunman militants jihadists terrorists bandits attackers suspected men")
MAX_OPERATION = 8
"""How many words may stand between an operation and what it is launched for."""


def operations(view: View) -> None:
    """Read launched an offensive on X, the operation in X continues, the siege of X by Y, Y's drive for X."""
    for i, low in enumerate(view.lows):
        if low in _OPERATIONS:
            _operation(view, i)
        elif low == "storming" and view.word(i - 1) == "the" and view.word(i + 1) == "of":
            _storming(view, i)


def _storming(view: View, i: int) -> None:
    """Read "the storming of X by Y continues" at the noun."""
    group = view.reader.read(i + 2, loose=True)
    actor = view.agent(group.last + 1, reach=1) if group is not None else None
    if group is not None and actor is not None and _under_way(view, i) and not group.items[0].anaphor:
        view.add(
            Event.CONTEST, group.items, verb=(i, i), actor=actor, rule="operation:storming", confidence=0.7
        )


def _operation(view: View, i: int) -> None:
    low = view.word(i)
    if i in view.repelled or view.word(i - 1) == "to":
        return
    phrase = view.reader.actors.get(i - 1)
    under = (phrase.first if phrase is not None else i) - 1
    while view.word(under) in _HOW_TIGHT:
        under -= 1
    attacked = low in ("attack", "assault") and not view.mentions_air()
    under -= view.lows[under - 1 : under + 1] == ["under", "the"]
    if (low in ("siege", "blockade") or attacked) and view.word(under) == "under":
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
    if view.word(i + 1) == "of" and view.mentions_air(i + 5, i + 2):
        return  # "a campaign of barrel bombs on X"
    if any(w in (_ENDED if low in _SIEGES else _OVER) for w in before[-5:]):
        return
    planned = (
        to_begin(view.lows, i)
        or view.lows[i - 4 : i - 2] == ["about", "to"]
        or any(w in PLEDGE_NOUNS or w in PLEDGE_VERBS or w in ("upcoming", "will") for w in before)
    )
    planned = planned and not (low in _SIEGES | {"encirclement"} and not _FOLLOWING.isdisjoint(before[-4:]))
    unsaid = _no_ground_operation(view, i, before) or conditional(view.lows, i)
    if unsaid or not (planned or _under_way(view, i)):
        return
    items = _operation_places(view, i) or where_items(view, _launching(view, i))
    if not items and low in ("assault", "attack", "offensive") and view.word(i - 2).startswith("launch"):
        items = view.opening()  # "In X the militants launched an assault"
    actor = (
        view.agent(i + 1, reach=MAX_SIEGE if low in _SIEGES else 5)
        or owner_of(view, i)
        or view.subject(_launching(view, i))
    )
    actor = _whose_operations(view, i) or actor or (view.speaker(i) if planned else None)
    mopping = actor is None and not _MOPPING.isdisjoint(before[-2:])  # "mop-up operations are under way in X"
    if not items or (actor is None and not mopping) or items[0].noun == "provinces":
        return
    event = Event.PLEDGE if planned else Event.CONTEST
    view.add(event, items, verb=(i, i), actor=actor, rule=f"operation:{low}", confidence=0.7)


def _whose_operations(view: View, i: int) -> ActorPhrase | None:
    """Return the SDF of "Military operations in X continue, an SDF spokesman said", None for other words at `i`."""
    military = view.word(i - 1) == "military" and view.word(i) == "operations"
    who = who_says(view) if military else None
    return who if who is not None and who.side is not None else None


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
    return next(
        (
            k
            for k in near
            if has_sense(FORMS.get(view.word(k), NO_FORM).lemma, Sense.LAUNCH)
            or view.word(k).startswith(_PRESSING_ON)
        ),
        i,
    )


def _no_ground_operation(view: View, i: int, before: list[str]) -> bool:
    """Say whether an operation is denied, unreal or fire from afar."""
    after = view.lows[i + 1 : i + 9]
    if view.word(i) in _SIEGES and "ended" in after:
        return True  # "the siege of X ended"
    if any(a in ("might", "may", "could") and b in ("begin", "start", "come") for a, b in pairwise(after)):
        return True  # "when an assault on X might begin"
    if any(a in ("might", "may", "could", "would") and b in _ENABLING for a, b in pairwise(before)):
        return True  # "would allow the army to begin operations against X"
    if any(a in ("might", "may", "could", "would") and b in _BRINGING for a, b in pairwise(after)):
        return True  # "an operation in X could lead to"
    if not _RELIEF.isdisjoint([*before[-2:], *view.lows[i + 1 : i + 5]]):
        return True  # "a vaccination campaign", "an operation to deliver aid to X"
    if "part" in before[-4:] and "took" not in before[-5:]:
        return True  # "who will take part in an assault on X"
    if any(w in _GROUNDLESS for w in before[-2:]) or any(w in NEGATIONS for w in before[-5:]):
        return True
    going = ("ahead", "with") in pairwise(
        before
    )  # "pressed ahead with an offensive", no "ahead of an offensive"
    if not going and any(w in NOT_YET_REAL - {"planned", "upcoming", "expected"} for w in before[-4:]):
        return True
    cover = next((k for k in range(i, len(view.lows)) if view.word(k) in _COVERING), None)
    return view.word(i) in _ATTACKS and view.mentions_air(
        cover
    )  # "an attack on X under the cover of warplanes"


def _operation_places(view: View, i: int) -> list[PlaceItem]:
    """Return the places that an operation noun is aimed at."""
    low = view.word(i)
    by = view.agent(i + 1, reach=1) if view.word(i + 1) == "by" else None
    if by is not None and (aimed := view.behind(by.last + 1, words("on against"), reach=1)):
        return aimed  # "an assault by Y on X"
    if low in _SIEGES:
        return view.behind(i + 1, words("of on to"), reach=1)
    if low in _ATTACKS or view.word(i + 1) == "within":
        aimed = view.behind(i + 1, words("on against within"), reach=2)
        manned = any(view.word(k) in POSITIONS for k in range(i + 2, i + 7)) and view.word(i + 1) in (
            "on",
            "against",
        )
        pressed = not words("pressed pressing press").isdisjoint(view.lows[max(0, i - 3) : i])
        at = view.behind(i + 1, words("in at"), reach=1) if pressed else []  # "pressed home attacks in X"
        at = at or _continued_near(view, i)
        foe = view.actor_at(i + 2) if pressed and not at and view.word(i + 1) in ("on", "against") else None
        at = at or (view.behind(foe.last + 1, words("in at near"), reach=1) if foe is not None else [])
        return aimed or at or (view.behind(i + 2, ATTACK_WHERE, reach=10) if manned else [])
    where = _OPERATION_WHERE
    if low in ("push", "incursion", "advance", "thrust"):
        where = where - {"towards", "toward"} | {"into"}  # "the push towards X" has not come to it
    if low == "offensive" and _launching(view, i) < i:
        where = where | {"around"}
    direct = view.behind(i + 1, where & words("on against of for"), reach=1) or _continued_near(view, i)
    ends = (k - i - 1 for k in range(i + 1, i + 13) if view.word(k) in REPORTING or _ends_aim(view, k))
    said = next(ends, 12)
    return direct or view.behind(i + 1, where, reach=said, loose=False)


def _continued_near(view: View, i: int) -> list[PlaceItem]:
    """Return X of "continued attacks near X", "assaults in the area of X": fighting on the ground for it."""
    going = any(w.startswith(("continu", "kept", "resum")) for w in view.lows[max(0, i - 4) : i])
    assaults = view.word(i).startswith("assault") or (
        view.word(i) == "attacks" and view.sides.war.home in OWN_SIDE
    )
    if not (going or assaults) or view.mentions_air():
        return []
    return near_places(view, i + 1)


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
    pressed = {("ahead", "with"), ("on", "with")} & {*pairwise(view.lows[max(0, i - 5) : i])}
    if (
        pressed
        or any(w.startswith(_GOING_ON) for w in near)
        or not _CONDUCTED.isdisjoint(view.lows[max(0, i - 5) : i])
    ):
        return True
    if low.startswith("assault") and "carried" in view.lows[max(0, i - 6) : i]:
        return _GUNMEN.isdisjoint(view.lows[:i])
    lasting = view.word(i - 1).endswith(("-day", "-week", "-month", "-month-old", "-week-old", "-long"))
    lasting = lasting or view.lows[i - 3 : i - 1] in (["day", "of"], ["week", "of"], ["month", "of"])
    weeks = view.lows[i + 1 : i + 14]
    entering = any(a == "entered" and b in ("its", "a", "the") for a, b in pairwise(weeks))
    going = any(a == "going" and b == "on" for a, b in pairwise(weeks))
    if lasting or ("way" in near and "under" in near) or entering or going:
        return True
    if view.lows[i - 4 : i - 1] == ["took", "part", "in"]:
        return True  # "took part in the assault on X"
    return low in ("siege", "drive", "push", "encirclement") and (
        owner_of(view, i) is not None
        or view.agent(i + 1, reach=MAX_SIEGE if low == "siege" else 8) is not None
    )


def owner_of(view: View, i: int) -> ActorPhrase | None:
    """Return the actor right before a noun: "the SDF's drive", "a rebel offensive"."""
    for at in (i - 1, i - 2, i - 3):
        phrase = view.reader.actors.get(at)
        if phrase is not None:
            bare = [low for low in view.lows[phrase.first : phrase.last + 1] if low not in ("the", "a")]
            return phrase if bare != ["military"] or view.word(i) not in OPERATION_NOUNS else None
        if view.word(at) not in _BEFORE_OPERATION:
            return None
    return None


def whose_operation(view: View, verb: VerbUse) -> ActorPhrase | None:
    """Return whose "the governor said an operation would be launched to (retake X)" is: the state's he serves."""
    launched = view.word(verb.first - 2) in ("launched", "begun", "begin", "started", "start")
    near = range(verb.first - 3, max(0, verb.first - MAX_OPERATION), -1)
    noun = next((k for k in near if view.word(k) in OPERATION_NOUNS), None) if launched else None
    said = (
        next((k for k in range(noun, max(0, noun - 8), -1) if view.word(k) in REPORTING), None)
        if noun
        else None
    )
    return official(view, said) if said is not None else None
