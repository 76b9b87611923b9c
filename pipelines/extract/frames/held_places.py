"""What is held: the places before "under the control of Y" and "in Y's hands", however they are described."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.extract.clauses.identifying import apposed_several, identified, shared_relative
from pipelines.extract.clauses.opening import shared_subject
from pipelines.extract.clauses.preceding import (
    and_besides,
    before_surroundings,
    singled_before,
    some_of_these,
)
from pipelines.extract.clauses.relating import antecedent, apposed_to, ending_at
from pipelines.extract.clauses.standing_in import subject_anaphor
from pipelines.extract.frames.held_by import PART_HEADS, head_before, inside, listed_behind
from pipelines.extract.places.records import PlaceList, as_part
from pipelines.extract.vocabulary.lexicon import FORMS
from pipelines.extract.vocabulary.modality import SAID_TO
from pipelines.extract.vocabulary.place_words import OVERLOOKING
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    DIRECTION_WORDS,
    DOUBLE_QUOTES,
    NEGATIONS,
    RANKS,
    REPORTING,
    words,
)
from pipelines.model import Extent

if TYPE_CHECKING:
    from pipelines.extract.clauses.context import View

_REMAINING = words("remaining still remain remained remains now is are was were")
_LEADING_UP = (
    ADVERBS
    | AUXILIARIES
    | DOUBLE_QUOTES
    | words("remain remains remained stay stays stayed come came comes fallen fell passed")
)
"""What stands between a place and "under control"."""
_CONTRASTING = words("while whereas but although")
"""Behind these stands another subject than the places before them."""
_ARTICLES = words("the its their our his")
_TELLING = REPORTING | {"saying", "insisting", "stressing", "adding", "claiming"}
RETURNING = words("returned back reverted passed returns reverts return transferred")
_UNNAMED = words("town city village")

MAX_RANKING = 16
"""How many words "one of the few towns in the north of X still" may have."""
MAX_POINTED = 6


def _held_noun(view: View, opener: int) -> int | None:
    """Return the common noun that "(still remaining) under control" at token `opener` describes."""
    noun = head_before(view, opener)
    for back in range(1, 5):
        if noun is None and view.word(opener - back) in _REMAINING:
            noun = head_before(view, opener - back)
    return noun


def _another_subject(view: View, group: PlaceList, first: int) -> bool:
    """Say whether what is held is named behind the places before it: "hold X, while the airport (is under control)"."""
    between = view.lows[group.last + 1 : first]
    told = "whether" in between or any(
        (a == "that" or a in REPORTING) and b in _ARTICLES for a, b in pairwise(between)
    )  # "Officials in X say the governor's office"
    return told or not _CONTRASTING.isdisjoint(between)


def left_as(view: View, opener: int) -> PlaceList | None:
    """Return X of "that left X as the last town (in government hands)" before token `opener`, None for other words."""
    near = range(opener - 1, max(0, opener - MAX_RANKING), -1)
    at = next((k for k in near if view.lows[k : k + 2] == ["as", "the"]), 0)
    ranked = any(low in RANKS or low.endswith("most") for low in view.lows[at + 2 : at + 5])
    group = ending_at(view, at, loose=True) if at and ranked else None
    opens = group.first - 1 - (view.word(group.first - 1) == "the") if group is not None else 0
    return group if view.word(opens) in ("leaves", "left", "leaving") else None


def _behind_subject(view: View, opener: int) -> int:
    """Return the token behind what is held, where "is no longer", "was returned", "are left" stand before `opener`."""
    first = _behind_report(view, opener)
    first -= 2 * (view.word(first - 1) == "and" and view.word(first - 2) in ("calm", "quiet", "peaceful"))
    first -= view.word(opener) == "to" and view.word(first - 1) in RETURNING
    first -= 2 * (view.lows[first - 2 : first] == ["no", "longer"])
    first -= view.word(first - 1) == "left" and view.word(first - 2) in BE  # "are left in Y's hands"
    while first > 0 and view.word(first - 1) in _LEADING_UP:
        first -= 1
    return first


def held_place(view: View, opener: int, behind: int) -> PlaceList | None:
    """Return the places that are "(under the control of Y)", whose words end at token `behind`, before `opener`."""
    first = _behind_subject(view, opener)
    told = (
        left_as(view, opener)
        or _districts_here(view, first)
        or _one_of_them(view, first)
        or _which_is(view, first)
    )
    told = shared_subject(view, first) or told or some_of_these(view, first)
    several = shared_relative(view, first) or apposed_several(
        view, opener + (view.word(opener) in ("both", "all"))
    )
    told = several or _told_of(view, first) or and_besides(view, first) or told
    if told := told or view.aside_before(first):
        return told
    if owned := _owned_before(view, first) or singled_before(view, first) or identified(view, first, behind):
        return owned
    noun = _held_noun(view, opener)
    itself = view.loose_before(first)
    if itself is not None and itself.last == (noun if noun is not None else first - 1):
        return itself
    if noun is not None and view.word(noun) in PART_HEADS:
        listed = listed_behind(view, behind + 1) or _apposed_list(view, noun)
        told = listed or inside(view, noun + 1) or inside(view, behind + 1) or _areas_before(view, noun)
        return told or (_anaphor_before(view, opener) if "its" in view.lows[noun - 2 : noun] else None)
    near = next(
        (
            g
            for g in view.lists
            if opener - 3 <= g.last < opener and view.word(g.first - 1) not in OVERLOOKING
        ),
        None,
    )
    if (
        near
        and view.word(near.first - 1) in ("in", "of")
        and any(view.word(k) in PART_HEADS for k in range(near.first - 5, near.first))
    ):
        return as_part(near)
    apart = view.named_before(opener - 1) if view.word(opener - 1) == "," else None
    group = (
        apart or view.before(opener, reach=12) or view.loose_before(first)
    )  # "could not reach X, under control"
    if group is None or _another_subject(view, group, first):
        return _anaphor_before(view, opener)
    if view.generic(group):
        beside = view.word(group.first - 1) in ("near", "around")
        beside = beside or view.word(group.first - 2) in _UNNAMED  # "one town near X", "the last town in X"
        beside = beside and len(group.items) == 1  # "villages near X, including Y"
        return as_part(group) if view.word(opener - 1) not in NEGATIONS and not beside else None
    if any(view.word(k) in PART_HEADS for k in range(max(0, group.first - 6), group.first)) and view.word(
        group.first - 1
    ) in ("in", "of"):
        return as_part(group)
    return group if opener - group.last <= 13 else None


def _districts_here(view: View, first: int) -> PlaceList | None:
    """Return a part of X of "In X, Y holds all but the northern districts, which (are under Z's control)"."""
    noun = first - 2 - (view.word(first - 2) == ",")
    items = view.opening() if view.word(first - 1) == "which" and view.word(noun) in PART_HEADS else []
    if not items:
        return None
    quarter = DIRECTION_WORDS.get(view.word(noun - 1))
    parts = [replace(item, extent=Extent.PART, part=quarter) for item in items]
    return PlaceList(items[0].first, items[-1].last, parts)


def _told_of(view: View, first: int) -> PlaceList | None:
    """Return "the city" of "denied that troops had left X, and said the city (was under control)", None for others."""
    pointed = subject_anaphor(view, first)
    told = pointed is not None and view.word(pointed.first - 1) in _TELLING
    return pointed if pointed is not None and told and pointed.last == first - 1 else None


def _one_of_them(view: View, first: int) -> PlaceList | None:
    """Return "it" of "It is one of the last villages in the X region (under Y control)", None for names and others."""
    near = range(first - 3, max(0, first - MAX_RANKING), -1)
    one = next((k for k in near if view.lows[k : k + 3] == ["one", "of", "the"]), 0)
    if not one or any(low in AUXILIARIES or low in FORMS for low in view.lows[one:first]):
        return None
    if view.word(one - 1) in BE:
        return subject_anaphor(view, one - 1)
    for begin in range(max(0, one - MAX_POINTED), one - 1) if view.word(one - 1) == "," else ():
        group = view.reader.read(begin, loose=False)
        if group is not None and group.items[0].anaphor and group.last == one - 2:
            return group  # "in this hilltop town, one of the few in X still in government hands"
    return None


def _which_is(view: View, first: int) -> PlaceList | None:
    """Return X of "X, which (is under control)", of "marks X and Y as (under control)", None for other words."""
    if view.word(first - 1) == "as":
        return ending_at(view, first - 1, loose=True)
    return antecedent(view, first - 1) if view.word(first - 1) == "which" else apposed_to(view, first - 1)


def _behind_report(view: View, opener: int) -> int:
    """Return where "are believed to remain (under control)" begins, the opener where no such words stand."""
    at = opener - 1
    while view.word(at) in _LEADING_UP:
        at -= 1
    told = view.word(at) == "to" and view.word(at - 1) in SAID_TO
    return at - 1 if told else opener


def _owned_before(view: View, i: int) -> PlaceList | None:
    """Read "its airport" right before token `i`: that is held, not the town; of "X and its airport" both are."""
    both = view.word(i - 2) == "its" and view.word(i - 3) == "and"
    if both or before_surroundings(view, i - 1) < i - 1:
        return view.loose_before(i)
    group = view.reader.read(i - 2, loose=False) if view.word(i - 2) == "its" else None
    return group if group is not None and group.last == i - 1 else None


def _apposed_list(view: View, noun: int) -> PlaceList | None:
    """Read "Tafas and Jasim, two towns under rebel control" at the common noun."""
    for group in view.lists:
        if group.last + 1 < noun <= group.last + 5 and view.word(group.last + 1) == ",":
            return group
    return None


def _areas_before(view: View, noun: int) -> PlaceList | None:
    """Read "the last areas in Aleppo remaining under the control of Y"."""
    for group in view.lists:
        if noun < group.first <= noun + 4:
            return as_part(group)
    return None


def _anaphor_before(view: View, i: int) -> PlaceList | None:
    for begin in range(max(0, i - 6), i):
        group = view.reader.read(begin, loose=False)
        if group and group.items[0].anaphor and "outside" not in view.lows[max(0, begin - 2) : begin]:
            return group
    return None


def apposed_behind(view: View, group: PlaceList) -> bool:
    """Say whether "X, a village (under control)", "X, which is (under control)" speaks of X, not of its part before."""
    return view.word(group.last + 1) == "," and view.word(group.last + 2) in (
        "a",
        "an",
        "the",
        "which",
        "where",
    )


MAX_NONE = 7
"""How many words "no local government area in" may have before X."""


def of_none(view: View, group: PlaceList) -> bool:
    """Say whether "no inch of X", "No district in X (is under Y's control)" opens a state."""
    near = range(group.first, max(-1, group.first - MAX_NONE), -1)
    no = next((k for k in near if view.word(k) == "no"), None)
    return no is not None and not any(view.word(k) in FORMS for k in range(no, group.first))
