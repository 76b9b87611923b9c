"""Frames of having: Y still has X, X belongs to Y, X is Y territory, Y has X under control, masters of X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.clauses.preceding import predicate_places
from pipelines.extract.clauses.relating import including
from pipelines.extract.clauses.subjects import fights
from pipelines.extract.frames.remaining import LEAVING
from pipelines.extract.vocabulary.countries import DEMONYMS, OWN_SIDE
from pipelines.extract.vocabulary.lexicon import (
    FORMS,
    NO_FORM,
)
from pipelines.extract.vocabulary.words import ADVERBS, NEGATIONS, words
from pipelines.model import Event

if TYPE_CHECKING:
    from pipelines.extract.clauses.context import View
    from pipelines.extract.places.records import PlaceList

HAVING = {f"{when} {low}" for when in ("still", "now") for low in ("has", "have", "had")} | {
    "have had",
    "has had",
}
"""Wordings of which `still_has` reads more."""
_HAVING = words("has have had")
_AFTER_HAD = frozenset({"", ".", ",", ";"}) | words("and but while in on with as although though since")
_TOWNS = words("town city village base airport camp district crossing port hill bridge")
_FULL = words("full complete total entire firm")
_NOT_YET = NEGATIONS | words("will would should could may might to")
MAX_UNDER = 6
"""How many words "under its full control" may have."""
MAX_COUNTED = 8
"""How many words "seven towns in the north," may have before the list of them."""


def territories(view: View) -> None:
    """Read "X is rebel territory", "X remains LURD territory from end to end": a hold."""
    for i, low in enumerate(view.lows):
        if low != "territory" or i < 2:
            continue
        owner, token = view.reader.actors.get(i - 1), view.reader.tokens[i - 1]
        begin = owner.first if owner is not None else i - 1
        side = owner.side if owner is not None else view.sides.of_stem(token.text, token.start)
        first = begin
        while view.word(first - 1) in ADVERBS:
            first -= 1
        if side is None or view.word(first - 1) not in ("is", "are", "remains", "remain"):
            continue
        group = predicate_places(view, first - 1, reach=4)
        if group is not None and not group.items[0].anaphor:
            holder = view.acting_word(begin, side)
            view.add(Event.HOLD, group.items, verb=(first, i), actor=holder, rule="territory", confidence=0.7)


def remains_theirs(view: View) -> None:
    """Read "X remains Ukrainian", "X is still Russian" of a war of two states: a hold."""
    for i, low in enumerate(view.lows):
        country = DEMONYMS.get(low) if view.word(i - 1) in ("remains", "remain", "still") else None
        if country not in OWN_SIDE or view.word(i + 1) not in _AFTER_HAD | {"said"}:
            continue
        first = i - 1 - (view.word(i - 1) == "still")
        group = predicate_places(view, first, reach=4)
        if group is not None and not group.items[0].anaphor:
            side = view.acting_word(i, view.sides.war.state(country))
            view.add(Event.HOLD, group.items, verb=(first, i), actor=side, rule="remains", confidence=0.7)


def belongs(view: View) -> None:
    """Read "most of X belongs to the rebels": what is of men at arms they hold; "X belongs to Ukraine" is a right."""
    for i, low in enumerate(view.lows):
        if low not in ("belongs", "belong") or view.word(i + 1) != "to":
            continue
        holder = view.actor_at(i + 2, reach=3)
        first = i - (view.word(i - 1) in ("still", "now"))
        group = predicate_places(view, first, reach=4)
        if group is None or view.word(group.first - 1) in FORMS:
            continue  # "the fighters that overran X belong to Y"
        if holder is not None and holder.side is not None and fights(view, holder):
            view.add(Event.HOLD, group.items, verb=(i, i), actor=holder, rule="belongs", confidence=0.7)


def still_has(view: View) -> None:
    """Read "Ukraine still has Sloviansk and Kramatorsk", "the rebels have had X since May": a hold."""
    for i, low in enumerate(view.lows):
        still = low in _HAVING and view.word(i - 1) in ("still", "now")
        since = view.word(i - 1) in ("has", "have") and low == "had" and "since" in view.lows[i:]
        if not still and not since:
            continue
        group, holder = view.reader.read(i + 1, loose=True), view.subject(i - 1)
        if group is None or holder is None or (group.items[0].anaphor and not _the_town(group)):
            continue
        sure = len(group.items) > 1 or group.items[0].evident or group.items[0].anaphor or since
        if sure and view.word(group.last + 1) in _AFTER_HAD:
            view.add(
                Event.HOLD, group.items, verb=(i - 1, i), actor=holder, rule="still-has", confidence=0.75
            )


def _the_town(group: PlaceList) -> bool:
    """Say whether "the town", "the base" stands for what is held: no "it", no "area"."""
    return group.items[0].noun in _TOWNS and group.items[0].surface.lower().startswith("the ")


def has_under(view: View) -> None:
    """Read "the brigade has the town of X under full control": a gain where the control is full, else a hold."""
    for i, low in enumerate(view.lows):
        if low not in _HAVING or (group := view.reader.read(i + 1, loose=True)) is None:
            continue
        at = group.last + 1
        at += view.word(at) in ADVERBS | {"firmly"}
        gripped = view.word(at) == "in" and view.word(at + 1) in ("its", "their")  # "has X in its grip"
        nouns = words("grip grasp") if gripped else words("control")
        noun = next((k for k in range(at + 1, at + MAX_UNDER) if view.word(k) in nouns), None)
        holder = view.subject(i)
        ahead = not _NOT_YET.isdisjoint(view.lows[max(0, i - 2) : i])
        if (view.word(at) != "under" and not gripped) or noun is None or holder is None or ahead:
            continue
        full = any(view.word(k) in _FULL for k in range(at, noun))
        event = Event.GAIN if full and view.word(i - 1) != "still" else Event.HOLD
        view.add(event, group.items, verb=(i, noun), actor=holder, rule="has-under", confidence=0.75)


def little_beyond(view: View) -> None:
    """Read "the government controls little beyond X and Y": these it holds."""
    for i, low in enumerate(view.lows):
        if low != "little" or FORMS.get(view.word(i - 1), NO_FORM).lemma not in ("control", "hold"):
            continue
        near = range(i + 1, min(i + MAX_COUNTED, len(view.lows)))
        beyond = next(
            (k for k in near if view.word(k) in ("beyond", "outside") or view.word(k) == "but"), None
        )
        group = view.reader.read(beyond + 1, loose=True) if beyond is not None else None
        holder = view.subject(i - 1)
        if group is not None and holder is not None and not group.items[0].anaphor:
            view.add(
                Event.HOLD, group.items, verb=(i - 1, i), actor=holder, rule="little-beyond", confidence=0.7
            )


def left_masters(view: View) -> None:
    """Read "left the rebels masters of seven towns, among them X and Y": what a side is left with it holds."""
    for i, low in enumerate(view.lows):
        holder = view.reader.actors.get(i - 1) if low in ("master", "masters") else None
        if holder is None or view.word(i + 1) != "of" or view.word(holder.first - 1) not in LEAVING:
            continue
        near = range(i + 2, min(i + MAX_COUNTED, len(view.lows)))
        listed = (including(view, k) for k in near if view.word(k) == ",")
        group = view.reader.read(i + 2, loose=True)
        named = group is not None and not group.items[0].anaphor and not view.generic(group)
        found = group if named else next(filter(None, listed), None)
        if found is not None:
            view.add(Event.HOLD, found.items, verb=(i, i), actor=holder, rule="left-masters", confidence=0.75)
