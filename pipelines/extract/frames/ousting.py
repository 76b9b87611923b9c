"""Frames of driving out: drove Y out of X, Y was expelled from X (by Z), cleared X of Y."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.extract.actors.officials import official
from pipelines.extract.clauses.finding import event_of, span_of
from pipelines.extract.clauses.standing_in import only_place_before
from pipelines.extract.clauses.subjects import fights
from pipelines.extract.clauses.verbs import Voice
from pipelines.extract.frames.beating import beat_them
from pipelines.extract.frames.repelled import who_says
from pipelines.extract.frames.taking import taker_of
from pipelines.extract.vocabulary.countries import OWN_SIDE
from pipelines.extract.vocabulary.lexicon import FORMS
from pipelines.extract.vocabulary.modality import Mood
from pipelines.extract.vocabulary.words import ADVERBS, CALENDAR, PLURAL_PLACE_NOUNS, REPORTING, words
from pipelines.model import Event, Extent, Polarity

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View
    from pipelines.extract.clauses.verbs import VerbUse
    from pipelines.extract.places.records import PlaceItem, PlaceList

MAX_OF_WHICH = 8
"""How many words "from which the Russian troops" may have before the verb."""
_OUT_ENDS = (
    frozenset({"", ".", ",", ";"})
    | CALENDAR
    | words(
        """a two three four five six ten by on in after before within late early again and when hours days overnight
        during the last at"""
    )
)
"""What stands behind "drove them out" where no place follows."""

_EDGES = words("gates outskirts edge edges approaches walls entrance entrances")
"""Whoever is pushed back from these has not been inside."""
_STRONGHOLDS = words("stronghold strongholds bastion bastions")
_MEN = words(
    "service services squadron squadrons vigilantes hunters contingent contingents detachments column columns"
)
"""Men at arms who need no side to drive others out: what else does, hunger or shells, takes no place."""


def oust(view: View, verb: VerbUse) -> None:
    """Read drove Y out of X, Y was expelled from X (by Z), cleared X of Y."""
    if verb.voice is Voice.ACTIVE:
        _drives_out(view, verb)
    else:
        _driven_out(view, verb)


def _drives_out(view: View, verb: VerbUse) -> None:
    behind = verb.head + 1
    if view.lows[behind : behind + 2] == ["them", "back"]:
        beat_them(view, verb)  # "rebels tried to enter X but the army drove them back"
        return
    victim = view.actor_at(behind, reach=4)
    if victim is not None and any(view.word(k) in FORMS for k in range(behind, victim.first)):
        return  # "Ukrainian forces knocked the enemy out"
    last = victim.last if victim else behind if view.word(behind) in ("them", "it") else None
    if last is None or view.word(last + 1) == "to":
        return  # "forced Y to withdraw from X" is told by what Y did
    items = _driven_from(view, verb, last + 1) or _fought_for(view, verb, last + 1)
    if not items and victim is not None and view.word(behind) == "out" and fights(view, victim):
        items = _fought_for(view, verb, behind, last + 1)  # "entered X and drove out the rebels"
    if not items and verb.mood is Mood.EFFORT and view.word(last + 1) in ("from", "out"):
        items = view.opening()  # "In X special forces are battling to dislodge them from the bazaar"
    taker = taker_of(view, verb) if verb.infinitive else view.subject(verb.first)
    read = event_of(verb.mood)
    if not items or read is None or taker is victim is not None:
        return
    taker = _their_foe(view, verb, taker, victim)
    if victim is None and view.word(behind) == "it" and (taker is None or taker.side is None):
        return  # "the bank drove it out of London"
    if verb.form.lemma == "sweep" and (taker is None or victim is None or not fights(view, victim)):
        return  # a flood or a vote sweeps too
    rule = f"oust:{verb.form.lemma}"
    if taker is None and read[0] is Event.GAIN and not (verb.finite and _service(view, verb)):
        view.add(Event.LOSS, items, verb=span_of(verb), actor=victim, rule=rule, polarity=read[1])
    else:
        view.add(
            read[0], items, verb=span_of(verb), actor=taker, rule=f"{rule}:{verb.mood}", polarity=read[1],
            from_actor=victim.side if victim else None, perfect=verb.perfect,
        )  # fmt: skip


def _their_foe(
    view: View, verb: VerbUse, taker: ActorPhrase | None, victim: ActorPhrase | None
) -> ActorPhrase | None:
    """Return who acts on a side where the text names nobody's side: the other of two states, the state on rebels."""
    told = taker is not None and taker.side is not None
    plan = (
        taker is None and verb.mood is Mood.EFFORT
    )  # "an operation is under way to clear the rebels from X"
    two = taker is not None and view.sides.war.home in OWN_SIDE
    if told or victim is None or not (plan or two):
        return taker
    foe = view.sides.war.opponent(victim.side)
    return taker if foe is None else view.unnamed(foe) if taker is None else replace(taker, side=foe)


def _service(view: View, verb: VerbUse) -> bool:
    """Say whether men at arms without a name are the subject: "the elite service had also (driven Y out of X)"."""
    at = verb.first - 1
    while view.word(at) in ADVERBS:
        at -= 1
    return view.word(at) in _MEN


def _driven_from(view: View, verb: VerbUse, i: int) -> list[PlaceItem]:
    """Return the places behind `from`, `out of`, `off`; behind a bare `of` only for verbs like clear and rid."""
    for at in range(i, min(i + 12, len(view.lows))):
        low = view.word(at)
        if low == "from" and (_men_from(view, i, at) or "by" in view.lows[i:at]):
            continue  # "drove fighters from X out of Y", "was driven out by fighters from X"
        if low == "off" and verb.form.lemma == "clear":
            return []  # "a mine was cleared off X"
        if low == "from" and view.word(at - 1) == "away":
            return []  # "pushed them away from X"
        bare = low == "of" and (
            view.word(at - 1) == "out" or verb.form.lemma in ("clear", "rid", "purge", "cleanse")
        )
        if (
            low == "from"
            and view.word(at - 1) == "back"
            and not _EDGES.isdisjoint(view.lows[at + 1 : at + 4])
        ):
            return []  # "pushed back from the gates of X" were never in X
        if bare or low in ("from", "off"):
            own = view.word(at + 1) in ("its", "their") and view.word(at + 2) in (
                "main",
                "last",
                "key",
                "final",
            )
            noun = at + 2 + own
            there = view.word(at + 1) in ("its", "their") and view.word(noun) in _STRONGHOLDS
            begin = noun + 2 if there and view.word(noun + 1) in ("in", "of", "at") else at + 1
            group = view.reader.read(begin, loose=True) or view.counted(begin)
            return group.items if group and not _unnamed(group) else []
        if low in (".", ";", ","):
            break
    return []


def _men_from(view: View, i: int, at: int) -> bool:
    """Say whether "from X" at token `at` tells whose men they are: "out of" follows, and nobody is named before."""
    rest = view.lows[at : at + 7]
    return at == i and any(pair == ("out", "of") for pair in pairwise(rest))


def _unnamed(group: PlaceList) -> bool:
    """Say whether a list is "two districts of X", which names none of them."""
    item = group.items[0]
    return len(group.items) == 1 and item.noun in PLURAL_PLACE_NOUNS and item.extent is Extent.WHOLE


def _fought_for(view: View, verb: VerbUse, out: int, ends: int | None = None) -> list[PlaceItem]:
    """Return X of "rebels entered X, but the army drove them out": what the sentence said was fought for or taken."""
    earlier = [f for f in view.findings if f.head < verb.first]
    if view.word(out) != "out" or view.word(out + 1 if ends is None else ends) not in _OUT_ENDS:
        return []
    if not earlier:
        return view.told_place()
    return [f.item for f in earlier if f.head == earlier[-1].head and f.event is earlier[-1].event]


def _who_would(view: View, verb: VerbUse) -> ActorPhrase | None:
    """Return the side that says what will be done to another, None where nobody's side does."""
    said = next((k for k in range(verb.first - 1, 0, -1) if view.word(k) in REPORTING), None)
    minister = official(view, said) if said is not None else None
    teller = minister or who_says(view)
    return view.unnamed(teller.side) if teller is not None and teller.side is not None else None


def _listed_of_which(view: View, verb: VerbUse) -> list[PlaceItem]:
    """Return A and B of "the places from which Y had been (expelled by Z): A and B", nothing for other words."""
    near = range(max(0, verb.first - MAX_OF_WHICH), verb.first)
    which = any(view.lows[k : k + 2] == ["from", "which"] for k in near)
    colon = next((k for k in range(verb.head, len(view.lows)) if view.word(k) == ":"), None)
    group = view.reader.read(colon + 1, loose=True) if which and colon is not None else None
    return group.items if group is not None else []


def _from_which(view: View, verb: VerbUse) -> list[PlaceItem]:
    """Return X of "X, from which it was (expelled by Y)", nothing for other words."""
    near = range(verb.first - 2, max(0, verb.first - MAX_OF_WHICH), -1)
    of = next((k for k in near if view.lows[k : k + 2] == ["from", "which"]), None)
    group = view.ending_before(of - (view.word(of - 1) == ",")) if of is not None else None
    return group.items if group is not None else []


def _driven_out(view: View, verb: VerbUse) -> None:
    if verb.form.lemma == "push" and view.word(verb.head + 1) == "on":
        return  # "pushed on from X"
    victim = view.subject(verb.first)
    being = view.word(verb.first) == "being" and view.word(verb.first - 1) in (
        "after",
        "since",
        "before",
        "despite",
    )
    if victim is None and (
        verb.first == 0 or (being and verb.first == 1)
    ):  # "Driven from X, the rebels regrouped"
        victim = next((p for p in view.actors if p.first > verb.head and not p.governed), None)
    agent = view.agent(verb.head + 1, reach=18)
    items = _driven_from(view, verb, verb.head + 1) or _fought_for(view, verb, verb.head + 1)
    items = items or _listed_of_which(view, verb) or _from_which(view, verb)
    if not items and victim is not None and view.word(verb.head + 1) == "out" and fights(view, victim):
        items = only_place_before(view, victim.first) if view.word(verb.head + 2) in _OUT_ENDS else []
    if not items and agent and view.word(verb.head + 1) == "out":
        earlier = [g for g in view.lists if g.last < verb.first]
        items = earlier[-1].items if earlier else []
    if items and victim is not None and verb.mood in (Mood.PLEDGE, Mood.FUTURE):
        driver = agent or _who_would(view, verb)  # "Y said that Z will be driven out of X"
        if driver is not None and driver.side not in (None, victim.side):
            view.add(
                Event.PLEDGE, items, verb=span_of(verb), actor=driver, rule="to-be-ousted", confidence=0.7,
                from_actor=victim.side,
            )  # fmt: skip
        return
    if not items or victim is None or verb.mood not in (Mood.FACT, Mood.DENIED):
        return
    polarity = Polarity.DENIED if verb.mood is Mood.DENIED else Polarity.ASSERTED
    rule = f"ousted:{verb.form.lemma}"
    if agent:
        view.add(
            Event.GAIN, items, verb=span_of(verb), actor=agent, rule=rule, polarity=polarity,
            from_actor=victim.side,
        )  # fmt: skip
    else:
        view.add(Event.LOSS, items, verb=span_of(verb), actor=victim, rule=rule, polarity=polarity)
