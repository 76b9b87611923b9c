"""Frames of passive holds: X is held by Y, districts of X held by Y, the last town that is still held by Y."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.clauses.context import View, named_within
from pipelines.extract.clauses.finding import span_of
from pipelines.extract.clauses.heading import only_locates
from pipelines.extract.clauses.identifying import apposed_several, identified, shared_relative
from pipelines.extract.clauses.preceding import before_surroundings, singled_before
from pipelines.extract.clauses.relating import antecedent
from pipelines.extract.clauses.standing_in import subject_anaphor
from pipelines.extract.clauses.verbs import Voice
from pipelines.extract.places.records import PlaceList, as_part
from pipelines.extract.vocabulary.modality import Mood
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    BE,
    DETERMINERS,
    NUMBERS,
    PARTLY,
    PLURAL_PLACE_NOUNS,
    RANKS,
    SINGULAR_PLACE_NOUNS,
    words,
)
from pipelines.model import Event, Polarity

if TYPE_CHECKING:
    from pipelines.extract.clauses.verbs import VerbUse

_HELD_PEOPLE = words(
    """hostage hostages prisoner prisoners captive captives reporter journalist journalists girls students
    schoolchildren worker workers missionary priest pilot pilots crew sailors soldier checkpoint meeting talks
    funeral rally"""
)
"""Who, or what, is held in a place."""
MAX_HELD = 8
"""How many words may stand between them and the place."""
PART_HEADS = PLURAL_PLACE_NOUNS | words(
    """part parts places territory territories pocket enclave side half section sections countryside suburbs outskirts
    land""",
)
_DESCRIBED_AS = {"a", "an", "the", "both"} | NUMBERS.keys()
MAX_RANKED = 13
"""How many words "the only state capital in the western region of X" may have."""


def link(view: View, first: int) -> int:
    """Return where the verb group begins whose last part is at token `first`: "is still controlled"."""
    while view.word(first - 1) in ADVERBS | BE:
        first -= 1
    return first


def hold_passive(view: View, verb: VerbUse) -> None:
    """Read X is held by Y, the last town still held by Y, districts held by Y in X."""
    agent = view.agent(verb.head + 1, reach=5)
    if agent is None or view.word(verb.head + 1) in ("up", "back", "hostage", "captive", "responsible"):
        return  # "convoys held up by the army"
    noun = head_before(view, verb.first)
    group = None
    linked = next((k for k in range(verb.first - 1, max(-1, verb.first - 8), -1) if view.word(k) in BE), None)
    that = link(view, verb.first) - 1
    told = antecedent(view, that) if view.word(that) == "that" else None
    one = apposed_one(view, noun) if noun is not None else None
    opens = link(view, verb.first)
    named = identified(view, opens, agent.last + 1)
    if named is None and before_surroundings(view, opens - 1) < opens - 1:
        named = view.loose_before(opens)  # "X and two other towns are held by"
    several = shared_relative(view, opens) or apposed_several(view, opens)
    if (ranked := several or _ranked_part(view, link(view, verb.first)) or named or one) is not None:
        group = ranked
    elif noun is not None and told is not None and told.last < noun - 2:
        group = told  # "X, the last city in Sudan's region of Y that is still held by Z"
    elif noun is not None and view.word(noun) in PART_HEADS:
        group = (view.loose_before(linked) if linked else None) or (
            listed_behind(view, agent.last + 1) or inside(view, agent.last + 1) or _named_before(view, noun)
        )
    elif noun is not None and linked and view.word(linked + 1) in ADVERBS | DETERMINERS:
        group = view.aside_before(linked) or view.loose_before(linked) or view.before(linked)
    else:
        named = view.aside_before(opens) if agent.side else None
        if view.word(opens - 1) in ("which", "that"):
            named = antecedent(view, opens - 1) or named
        group = named or view.before(verb.first, reach=10) or subject_anaphor(view, verb.first)
        nearest = _nearest(view, verb, opens) if named is None or verb.voice is Voice.REDUCED else None
        if nearest is not None and (group is None or nearest.first > group.last):
            group = nearest  # "Luhansk's governor said that X is controlled by Y"
    held = group is not None and verb.form.lemma == "hold" and _somebody_held(view, group.first, verb)
    held = held or (
        group is not None and verb.voice is Voice.PASSIVE and only_locates(view, group, verb.first)
    )
    if group is None or held or verb.mood in (Mood.NONE, Mood.PLEDGE, Mood.FUTURE, Mood.EFFORT):
        return
    polarity = Polarity.DENIED if verb.mood is Mood.DENIED else Polarity.ASSERTED
    partly = not PARTLY.isdisjoint(view.lows[max(0, verb.first - 1) : verb.head])
    view.add(
        Event.HOLD,
        as_part(group).items if partly else group.items,
        verb=span_of(verb),
        actor=agent,
        rule=f"held-by:{verb.form.lemma}",
        polarity=polarity,
    )


def _nearest(view: View, verb: VerbUse, opens: int) -> PlaceList | None:
    """Return the places right before "is held by", or X of "would turn to X, held by Y", None without any."""
    aside = verb.voice is Voice.REDUCED and view.word(verb.first - 1) == ","
    return (view.named_before(verb.first - 1) if aside else None) or view.loose_before(opens)


def _somebody_held(view: View, first: int, verb: VerbUse) -> bool:
    """Say whether "the reporter captured in X (is held by Y)", "hostages in X", "hostages were (held in X)" stands."""
    if not _HELD_PEOPLE.isdisjoint(view.lows[max(0, verb.first - 2) : verb.first]):
        return True
    return view.word(first - 1) in ("in", "at", "near") and not _HELD_PEOPLE.isdisjoint(
        view.lows[max(0, first - MAX_HELD) : first]
    )


def apposed_one(view: View, noun: int) -> PlaceList | None:
    """Return Y of "on X and on Y, a border town (held by Z)" at the town, None if no name is described so."""
    near = range(noun - 1, max(1, noun - 6), -1)
    opens = next((k for k in near if view.word(k) in ("a", "an", "the", "another")), 1)
    if view.word(noun) not in SINGULAR_PLACE_NOUNS or view.word(opens - 1) != ",":
        return None
    group = next((g for g in view.lists if g.last == opens - 2), None) or view.loose_before(opens - 1)
    group = group or view.named_before(opens - 1)
    if group is None or (group.first <= 2 and view.word(group.first - 1) == "in"):
        return None  # "In X, a district held by Y" names no district
    return PlaceList(group.items[-1].first, group.last, group.items[-1:])


def _ranked_part(view: View, i: int) -> PlaceList | None:
    """Return X of "X, (now) the only part of Y (that is still held by Z)" before token `i`, None if none is told of."""
    i -= view.word(i - 1) in ("that", "which")
    of = next((k for k in range(i - 1, max(0, i - 7), -1) if view.word(k) in ("of", "in")), None)
    near = range(i - 1, max(0, i - MAX_RANKED), -1)
    the = next((k for k in near if view.word(k) == "the" and view.word(k + 1) in RANKS), None)
    if (
        of is None
        or the is None
        or the > of
        or view.word(of - 1) not in PART_HEADS | SINGULAR_PLACE_NOUNS | {"one"}
    ):
        return None
    return singled_before(view, i)


def listed_behind(view: View, i: int) -> PlaceList | None:
    """Read "the districts held by rebels are A, B and C" at the `are`, "..., among them A and B" at the comma."""
    if view.lows[i : i + 3] == [",", "among", "them"]:
        return view.reader.read(i + 3, loose=True)
    if view.word(i) == ":":
        return view.reader.read(i + 1, loose=True)  # "three towns are held by Y: A, B and C"
    if view.lows[i : i + 2] == [",", "including"]:
        return view.reader.read(i + 2, loose=True)
    return view.reader.read(i + 1, loose=True) if view.word(i) in ("are", "were", "include", "is") else None


def head_before(view: View, i: int) -> int | None:
    """Return the noun that a participle at token `i` describes, None if a name stands there."""
    at = i - 1
    while at >= 0 and (
        view.word(at) in ADVERBS or view.word(at) in ("are", "were", "is", "was", "which", "that", ",")
    ):
        at -= 1
    return at if at >= 0 and view.word(at) in PART_HEADS | SINGULAR_PLACE_NOUNS else None


def inside(view: View, i: int) -> PlaceList | None:
    """Read "... in PLACE" at token `i`: the places are held in part."""
    at = i
    while view.word(at) in ADVERBS:
        at += 1
    if view.word(at) not in ("in", "of", "inside", "within", "across", "around"):
        return None
    group = view.reader.read(at + 1, loose=view.word(at) == "of")
    if group is None or (group.items[0].anaphor and group.items[0].noun == "it"):
        return None
    return named_within(group) or as_part(group)


def _named_before(view: View, noun: int) -> PlaceList | None:
    for group in view.lists:
        if group.first <= noun <= group.last or group.last == noun - 1:
            return group
        described = view.word(group.last + 1) == "," and view.word(group.last + 2) in _DESCRIBED_AS
        if described and group.last < noun <= group.last + 6:
            return group  # "X, a fishing town still held by Y"
        if group.last < noun and view.word(group.last + 1) in ("is", "was", "remains", "are", "were"):
            return group
    return None
