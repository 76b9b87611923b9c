"""Frames of sieges and disputes: Y besieged X, X is surrounded by Y, X has come under Y siege, X is contested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.clauses.finding import span_of
from pipelines.extract.clauses.heading import only_locates
from pipelines.extract.clauses.opening import shared_subject
from pipelines.extract.clauses.preceding import predicate_places
from pipelines.extract.clauses.relating import antecedent, apposed_to, relative_object, where_items
from pipelines.extract.clauses.standing_in import subject_anaphor
from pipelines.extract.clauses.verbs import Voice
from pipelines.extract.frames.held_by import PART_HEADS, apposed_one
from pipelines.extract.places.records import PlaceList, as_part
from pipelines.extract.vocabulary.modality import Mood
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    DAYTIMES,
    HAVE,
    KINDS,
    PREPOSITIONS,
    words,
)
from pipelines.model import Event, Polarity

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View
    from pipelines.extract.clauses.verbs import VerbUse
    from pipelines.extract.places.records import PlaceItem

_COMING = ADVERBS | AUXILIARIES | words("come came comes remains remain remained fell fallen placed put kept")
_KEEPING = words("keep keeps kept keeping hold holds held holding have has had put placed")
_GOING_THROUGH = words("entered enters entering began begins spent")
_TRAPPED_PEOPLE = words("people civilians residents inhabitants families men women villagers townspeople")
MAX_KEPT = 9
"""Words from "keeps" to "under siege"."""
_NOW = words("is are remains remain remained")
_HAVING = HAVE | words("kept keep keeps keeping")
_LINKING = ADVERBS | BE | _NOW | {"hotly"}


def _apart(view: View, which: int) -> bool:
    """Say whether the clause of "which" stands apart: behind a comma, or where the text has lost its commas."""
    return view.word(which - 1) == "," or view.reader.commaless


def besiege_or_border(view: View, verb: VerbUse) -> None:
    """Read besieged X; "the mountains surrounding X" only tells where they lie."""
    if not (verb.gerund and view.word(verb.first - 1) in KINDS):
        besiege(view, verb)


def besiege(view: View, verb: VerbUse) -> None:
    """Read besieged X, X is surrounded by Y."""
    described = verb.voice is Voice.ACTIVE and view.word(verb.first - 1) in PREPOSITIONS - {
        "to"
    }  # "in besieged X"
    if described or verb.mood not in (Mood.FACT, Mood.EFFORT, Mood.DENIED):
        return
    group: PlaceList | None
    actor: ActorPhrase | None
    if (ringed := _kept_ringed(view, verb)) is not None:
        group, actor = ringed
    elif verb.voice is Voice.ACTIVE:
        group = view.objects(verb.head + 1)
        actor = view.subject(verb.first)
        if group is None:
            group = view.within(verb.head + 1, reach=9) or relative_object(view, verb) or _whose(view, verb)
            group = group or _list_of(where_items(view, verb.first))  # "X, where Y has ringed"
        victim = view.actor_at(verb.head + 1) if group is None else None
        if victim is not None:
            group = _list_of(view.behind(victim.last + 1, words("in inside at"), reach=2))
    elif (trapped := _trapped_in(view, verb)) is not None:
        group, actor = trapped, view.agent(verb.head + 1, reach=9)
    else:
        group = _ringed(view, verb)
        group = _besieged_itself(view, verb, group)
        actor = view.agent(verb.head + 1, reach=5)
    denied = verb.mood is Mood.DENIED
    here = group is not None and any(g.first < group.first for g in view.lists)
    if group and group.items[0].noun == "it" and (said := _told_here(view, verb, actor)):
        group = PlaceList(group.first, group.last, said)
    if group and not here and group.items[0].noun == "it" and (told := view.told_place()):
        group = PlaceList(group.first, group.last, told)  # "X is theirs. The army has encircled it"
    if group and (actor or (denied and group.items[0].evident)) and group.items[0].noun not in ("it", "them"):
        view.add(
            Event.CONTEST,
            group.items,
            verb=span_of(verb),
            actor=actor,
            rule=f"besiege:{verb.form.lemma}",
            polarity=Polarity.DENIED if denied else Polarity.ASSERTED,
            confidence=0.8,
        )


def _ringed(view: View, verb: VerbUse) -> PlaceList | None:
    """Return X of "X, which is (besieged by Y)", "the town besieged by Y", None where nothing is named."""
    where = next(
        (k for k in range(verb.first - 1, max(0, verb.first - 7), -1) if view.word(k) == "where"), None
    )
    which = verb.first - 1 if view.word(verb.first - 1) == "which" else None
    return (
        (antecedent(view, which) if which and _apart(view, which) else None)
        or apposed_to(view, verb.first - 1)
        or _both(view, verb.first)
        or _shared(view, verb.first)
        or _right_before(view, verb.first)
        or _with_it(view, verb.first)
        or _men_inside(view, verb.first)
        or (view.named_before(where - (view.word(where - 1) == ",")) if where else None)
        or view.aside_before(verb.first)
        or (apposed_one(view, verb.first - 1) if verb.voice is Voice.REDUCED else None)
        or shared_subject(view, verb.first)
        or view.before(verb.first, reach=8)
        or (view.named_before(verb.first - 1) if view.word(verb.first - 1) == "," else None)
        or view.loose_before(verb.first)
        or subject_anaphor(view, verb.first)
    )


def _besieged_itself(view: View, verb: VerbUse, group: PlaceList | None) -> PlaceList | None:
    """Return the places that are besieged, None where "journalists (in X) have been surrounded"."""
    men = view.lows[verb.first - 1 : verb.first + 1] == ["after", "being"]
    if men or (
        view.word(verb.first - 1) == "they" and view.word(verb.first - 2) in ("after", "when", "because")
    ):
        return _list_of(
            view.behind(verb.head + 1, words("in inside at"), reach=9)
        )  # not where they have gone
    if group is None or verb.voice is not Voice.PASSIVE:
        return group
    word = group.items[0].surface
    people = (
        group.first == 0 and group.items[0].mention is None and word.endswith(("ers", "ists", "ors", "ants"))
    )
    return None if people or only_locates(view, group, verb.first) else group


def _list_of(items: list[PlaceItem]) -> PlaceList | None:
    return PlaceList(items[0].first, items[-1].last, items) if items else None


MAX_BOTH = 14
"""How many words "150 miles to the south, both of which" may have."""


def _both(view: View, first: int) -> PlaceList | None:
    """Return A and B of "A and B, both (besieged by Y)", "..., both of which (are besieged)"; None for other words."""
    if view.lows[first - 4 : first] == [",", "both", "of", "which"]:
        comma = next(
            (k for k in range(first - 5, max(0, first - MAX_BOTH), -1) if view.word(k) == ","), first - 4
        )
        return view.ending_before(first - 4) or view.ending_before(comma)
    return view.ending_before(first - 2) if view.lows[first - 2 : first] == [",", "both"] else None


def _told_here(view: View, verb: VerbUse, actor: ActorPhrase | None) -> list[PlaceItem]:
    """Return X of "Y holds X, but Z (has encircled) it", nothing where the sentence has not told of one place."""
    told = [f for f in view.findings if f.event in (Event.HOLD, Event.GAIN) and f.head < verb.first]
    foe = actor is not None and any(f.actor not in (None, actor.side) for f in told[-1:])
    places = {f.item.name_first for f in told}
    return [told[-1].item] if foe and len(places) == 1 else []


def _with_it(view: View, first: int) -> PlaceList | None:
    """Return X of "With X (besieged by Y), the army ..." before token `first`, None where no such words stand."""
    named = view.named_before(first)
    return named if named is not None and view.word(named.first - 1) == "with" else None


def _whose(view: View, verb: VerbUse) -> PlaceList | None:
    """Return a part of X of "X, whose government-held districts the jihadists (have besieged)"."""
    near = range(verb.first - 1, max(0, verb.first - 9), -1)
    whose = next((k for k in near if view.word(k) == "whose"), None)
    if whose is None or PART_HEADS.isdisjoint(view.lows[whose : verb.first]):
        return None
    named = view.named_before(whose - (view.word(whose - 1) == ","))
    return None if named is None else as_part(named)


def _kept_ringed(view: View, verb: VerbUse) -> tuple[PlaceList, ActorPhrase] | None:
    """Return X and Y of "Y had X surrounded", "Y has kept X encircled", None where nobody has it so."""
    at = next((k for k in range(verb.first - 2, verb.first - 9, -1) if view.word(k) in _HAVING), None)
    group = view.reader.read(at + 1, loose=True) if at is not None else None
    if at is None or group is None or group.last != verb.first - 1 or group.items[0].noun == "it":
        return None
    while view.word(at - 1) in HAVE or view.word(at - 1) in ADVERBS:
        at -= 1
    actor = view.subject(at)
    return (group, actor) if actor is not None else None


def _men_inside(view: View, first: int) -> PlaceList | None:
    """Return X of "In X, a garrison of soldiers (is besieged)": where those are that the verb speaks of."""
    last = first - 1
    while view.word(last) in _LINKING:
        last -= 1
    items = view.opening() if last in view.reader.actors else []
    return PlaceList(items[0].first, items[-1].last, items) if items else None


def _shared(view: View, first: int) -> PlaceList | None:
    """Return X of "X is the last city in Y held by Z and (has been besieged by W)": what the verb before told of."""
    if view.word(first - 1) not in ("and", "but"):
        return None
    told = [f for f in view.findings if f.item.last < f.head < first and f.event is Event.HOLD]
    items = [f.item for f in told if f.head == told[-1].head]
    return PlaceList(items[0].first, items[-1].last, items) if items else None


def _right_before(view: View, first: int) -> PlaceList | None:
    """Return X of "In the north, X (has been besieged)": a listed name right before the verb is what is meant."""
    named = view.ending_before(first)
    return named if named is not None and view.word(named.first - 1) == "," else None


def _trapped_in(view: View, verb: VerbUse) -> PlaceList | None:
    """Return X of "rebels are surrounded in X (by the army)", None where no men are."""
    first = verb.first - 1
    while view.word(first) in _LINKING:
        first -= 1
    men = first in view.reader.actors or view.word(first) in ("they", "it")
    items = view.behind(verb.head + 1, words("in inside at"), reach=1) if men else []
    return PlaceList(items[0].first, items[-1].last, items) if items else None


def under_siege(view: View, under: int, i: int, actor: ActorPhrase | None) -> None:
    """Read "X remains under siege by Y", "X has come under Y siege", "under siege from Y"."""
    if (keeping := _keeping(view, under)) is not None:
        items = view.behind(i + 1, words("in inside at"), reach=2)
        view.add(
            Event.CONTEST,
            items,
            verb=(under, i),
            actor=view.subject(keeping),
            rule="under-siege",
            confidence=0.75,
        )
        return
    if (kept_place := _kept_place(view, under)) is not None:
        holder = view.subject(kept_place[0])
        view.add(
            Event.CONTEST,
            kept_place[1].items,
            verb=(under, i),
            actor=holder,
            rule="under-siege",
            confidence=0.75,
        )
        return
    if view.word(under - 1) in _KEEPING and (kept := kept_object(view, under - 1)) is not None:
        holder = view.subject(under - 1)
        view.add(
            Event.CONTEST, kept.items, verb=(under, i), actor=holder, rule="under-siege", confidence=0.75
        )
        return
    first = under
    while view.word(first - 1) in _COMING:
        first -= 1
    first = _behind_months(view, first)
    group = predicate_places(view, first, reach=14)
    actor = actor or view.agent(i + 1, reach=7)
    for by in ("of", "from"):
        actor = actor or view.after_preposition(i + 1, by, reach=1)
    if group and actor:
        view.add(Event.CONTEST, group.items, verb=(under, i), actor=actor, rule="under-siege", confidence=0.8)


def _behind_months(view: View, under: int) -> int:
    """Return the verb of "X has entered its fourth month (under siege)" before token `under`, else that token."""
    entered = next(
        (k for k in range(under - 2, max(0, under - 6), -1) if view.word(k) in _GOING_THROUGH), None
    )
    if entered is None or view.word(under - 1) not in DAYTIMES:
        return under
    while view.word(entered - 1) in AUXILIARIES | ADVERBS:
        entered -= 1
    return entered


def _keeping(view: View, under: int) -> int | None:
    """Return the verb of "(Y) keeps 200,000 people (under siege in X)" before token `under`, None for other words."""
    near = range(under - 2, max(-1, under - MAX_KEPT), -1)
    keeping = next((k for k in near if view.word(k) in _KEEPING), None)
    kept = keeping is not None and _TRAPPED_PEOPLE.intersection(view.lows[keeping:under])
    return keeping if kept and view.subject(keeping or 0) is not None else None


def _kept_place(view: View, under: int) -> tuple[int, PlaceList] | None:
    """Return where the verb stands, and X, of "(Y) has kept X (under siege)" before token `under`."""
    near = range(under - 2, max(-1, under - MAX_KEPT), -1)
    keeping = next((k for k in near if view.word(k) in _KEEPING), None)
    group = view.objects(keeping + 1) if keeping is not None else None
    if keeping is None or group is None or group.last != under - 1 or group.items[0].noun == "it":
        return None
    while view.word(keeping - 1) in HAVE | ADVERBS:
        keeping -= 1
    return (keeping, group) if view.subject(keeping) is not None else None


def kept_object(view: View, head: int) -> PlaceList | None:
    """Return X of "X, which they have kept (under siege)" for the verb at token `head`, None if no such words stand."""
    at = head - 1
    while view.word(at) in ADVERBS | AUXILIARIES:
        at -= 1
    phrase = view.reader.actors.get(at)
    if phrase is None and view.word(at) not in ("they", "it"):
        return None
    which = (phrase.first if phrase else at) - 1
    return antecedent(view, which) if view.word(which) in ("which", "that") else None


def contested(view: View) -> None:
    """Read "Khanabad is contested", "the town is hotly disputed": nobody is said to be on the attack."""
    for i, low in enumerate(view.lows):
        if low not in ("contested", "disputed"):
            continue
        first = i
        if view.word(i - 1) == "as" and view.word(i - 2) in (
            "described",
            "listed",
            "marked",
            "shown",
            "regarded",
        ):
            first -= 2  # "X is described as contested"
        while view.word(first - 1) in _LINKING:
            first -= 1
        told = not _NOW.isdisjoint(view.lows[first:i])
        group = predicate_places(view, first, reach=6) if told else None
        if group is not None:
            view.add(
                Event.CONTEST, group.items, verb=(first, i), actor=None, rule="contested", confidence=0.7
            )
