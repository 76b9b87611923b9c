"""What is left to a side: "X remains with Y", "leaves Y with only X", "confined to X"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.clauses.standing_in import subject_anaphor
from pipelines.extract.frames.held_places import held_place
from pipelines.extract.frames.repelled import opponent_of
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    NEGATIONS,
    RANKS,
    words,
)
from pipelines.model import Event

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View
    from pipelines.extract.places.records import PlaceList


_REMAINING = words("remain remains remained")

STAYING = _REMAINING | words("stay stays stayed")
"""With whom a place does so holds it: "X remains with the rebels"."""

_INTO = words("to in into at inside")

_CONSISTING = (
    ["consists", "of"],
    ["consist", "of"],
    ["limited", "to"],
    ["reduced", "to"],
    ["confined", "to"],
)

_CONFINED = words("confined restricted hemmed penned boxed cornered")

AHEAD = words("will would could may might")
LEAVING = words("leaves left leaving leave")


def left_with(view: View) -> None:
    """Read "X remains with the rebels", "only X is left to the army"."""
    for i, low in enumerate(view.lows):
        under = low in STAYING and view.word(i + 1) == "under" and _ends_behind(view, view.actor_at(i + 2))
        remains = (low in STAYING and view.word(i + 1) == "with") or under
        if not remains and view.lows[i : i + 2] not in (["left", "to"], ["left", "with"]):
            continue
        holder = view.actor_at(i + 2, reach=2)
        if holder is None and view.word(i + 2) == "them":
            holder = next((p for p in reversed(view.actors) if p.last < i), view.last_subject)
        behind = view.lows[holder.last + 1 : holder.last + 2] if holder is not None else []
        if not AHEAD.isdisjoint(behind):
            continue  # "the only town left to them will be X"
        if not remains and (apposed := _apposed_last(view, i)) is not None and holder is not None:
            view.add(
                Event.HOLD, apposed.items, verb=(i, i + 1), actor=holder, rule="left-with", confidence=0.7
            )
            continue
        first = i
        while view.word(first - 1) in ADVERBS | BE:
            first -= 1
        only = next((k for k in range(first - 1, max(-1, first - 6), -1) if view.word(k) == "only"), None)
        alone = view.reader.read(only + 1, loose=True) if only is not None else None
        group = alone or view.aside_before(first) or view.loose_before(first) or _that_is_left(view, i)
        if not AHEAD.isdisjoint(view.lows[max(0, first - 1) : i]):
            continue  # "only X will be left to the rebels"
        if (
            holder is not None
            and group is not None
            and (remains or group.first > i or view.word(i - 1) in BE)
        ):
            view.add(Event.HOLD, group.items, verb=(i, i + 1), actor=holder, rule="left-with", confidence=0.8)


def _ends_behind(view: View, holder: ActorPhrase | None) -> bool:
    """Say whether nothing but the holder is told of in "remains under the junta", no siege and no fire."""
    ends = view.word(holder.last + 1) if holder is not None else "?"
    return ends in ("", ".", ",", ";", "and", "but", "although", "though", "since", "while", "with", "for")


def _that_is_left(view: View, i: int) -> PlaceList | None:
    """Return X of "the one big city left to Y (at token `i`) is X", None if no such name follows."""
    link = next((k for k in range(i + 2, i + 10) if view.word(k) in ("is", "was", "are", "were")), None)
    ranked = any(view.word(k) in RANKS | {"one", "what", "all"} for k in range(max(0, i - 10), i))
    return view.reader.read(link + 1, loose=True) if link and ranked else None


def _apposed_last(view: View, i: int) -> PlaceList | None:
    """Return X of "X, the only big town (left to them)" at token `i`, None if no such description ends there."""
    for at in range(i - 1, max(0, i - 8), -1):
        ranked = view.word(at) == "the" and view.word(at + 1) in ("only", "last", "one", "sole")
        if ranked and view.word(at - 1) == ",":
            return view.named_before(at - 1)
        if ranked and view.word(at - 1) in BE | _REMAINING:
            return view.opens_clause(at - 1) or view.loose_before(at - 1)
    return None


def left_as_theirs(view: View) -> None:
    """Read "the rebels have lost Y, leaving X as their last big city": a hold of who lost."""
    for i, low in enumerate(view.lows):
        if low not in LEAVING or not view.reader.namelike(i + 1):
            continue
        group = view.reader.read(i + 1, loose=True)
        behind = view.lows[group.last + 1 : group.last + 4] if group is not None else []
        theirs = behind[:1] == ["as"] and behind[1:2] in (["their"], ["its"]) and behind[2:3] != []
        holder = view.subject(i) if theirs and behind[2] in RANKS else None
        if (
            group is not None
            and holder is not None
            and holder.side is not None
            and not group.items[0].anaphor
        ):
            view.add(Event.HOLD, group.items, verb=(i, i), actor=holder, rule="left-as", confidence=0.65)


def loyal(view: View) -> None:
    """Read "X and Y remain loyal to the government": a hold of the side that they are loyal to."""
    for i, low in enumerate(view.lows):
        if low != "loyal" or view.word(i + 1) != "to" or view.word(i - 1) not in STAYING | {"still"}:
            continue
        holder = view.actor_at(i + 2, reach=4)
        first = i - 1 - (view.word(i - 2) in BE)
        group = view.aside_before(first) or view.before(first, reach=4) or view.loose_before(first)
        if holder is not None and holder.side is not None and group is not None:
            view.add(Event.HOLD, group.items, verb=(first, i), actor=holder, rule="loyal", confidence=0.65)


def footholds(view: View) -> None:
    """Read "The army's remaining foothold in Y consists of A, B and C": what is left to a side is held."""
    for i, low in enumerate(view.lows):
        if low not in ("foothold", "footholds", "holdings", "territory"):
            continue
        owner = next((p for p in view.actors if p.possessive and i - 4 <= p.last < i), None)
        near = range(i + 1, min(i + 9, len(view.lows) - 1))
        of = next((k for k in near if view.lows[k : k + 2] in _CONSISTING), None)
        group = view.reader.read(of + 2, loose=True) if of is not None else None
        if owner is not None and group is not None and not group.items[0].anaphor:
            view.add(Event.HOLD, group.items, verb=(i, i), actor=owner, rule="foothold", confidence=0.75)


def confined(view: View) -> None:
    """Read "the rebels are now confined to the Drenica hills", "leaves them confined to a pocket in X": a hold."""
    for i, low in enumerate(view.lows):
        holed = low == "holed" and view.word(i + 1) == "up"
        if (low not in _CONFINED and not holed) or view.word(i + 1 + holed) not in _INTO:
            continue
        first = i
        while view.word(first - 1) in ADVERBS | AUXILIARIES:
            first -= 1
        group = view.objects(i + 2 + holed) or view.within(i + 1 + holed, reach=9, loose=True)
        left = view.reader.actors.get(i - 1)
        holder, told = left, left is not None and view.word(left.first - 1) in LEAVING
        if not told:
            holder = view.subject(first)
            told = bool(BE & set(view.lows[first:i])) and not NEGATIONS & set(view.lows[first:i])
        if group is not None and holder is not None and told and not group.items[0].anaphor:
            view.add(Event.HOLD, group.items, verb=(first, i), actor=holder, rule="confined", confidence=0.7)


def left_only(view: View) -> None:
    """Read "leaves the government with only A and B", "the rebels are left with A": what is left to a side is held."""
    for i, low in enumerate(view.lows):
        if low == "left" and view.word(i + 1) == "with" and view.word(i - 1) in BE:
            holder, group = view.subject(i - 1), view.objects(i + 2)
            if holder is not None and group is not None and not group.items[0].anaphor:
                view.add(
                    Event.HOLD, group.items, verb=(i, i), actor=holder, rule="left-only", confidence=0.75
                )
    for i, low in enumerate(view.lows):
        begin = _with_only(view, i) if low == "with" and i - 1 in view.reader.actors else None
        if begin is None:
            continue
        holder = view.reader.actors[i - 1]
        group = view.objects(begin)
        if view.word(holder.first - 1) in LEAVING and group is not None and not group.items[0].anaphor:
            view.add(Event.HOLD, group.items, verb=(i, i), actor=holder, rule="left-only", confidence=0.75)


def _with_only(view: View, i: int) -> int | None:
    """Return the token behind "with only", "with little more (in the province) than" at token `i`, None if none is."""
    if view.word(i + 1) in ("only", "just"):
        return i + 2
    if view.lows[i + 1 : i + 3] == ["nothing", "but"]:
        return i + 3
    if view.word(i + 1) not in ("little", "no") or view.word(i + 2) not in ("more", "else"):
        return None
    return next((k + 1 for k in range(i + 3, i + 8) if view.word(k) in ("than", "but")), None)


def under_them(view: View) -> None:
    """Read "X has been under the Taliban since January": a hold, where nothing but the side stands behind "under"."""
    for i, low in enumerate(view.lows):
        first = i - 1
        while view.word(first - 1) in AUXILIARIES:
            first -= 1
        holder = view.actor_at(i + 1, reach=2) if low == "under" and view.word(i - 1) in BE else None
        if holder is None or holder.side is None or view.word(holder.last + 1) not in ("since", "for"):
            continue
        group = view.aside_before(first) or view.loose_before(first) or subject_anaphor(view, first)
        if group is not None:
            view.add(Event.HOLD, group.items, verb=(i, i), actor=holder, rule="under-them", confidence=0.7)


def outside(view: View) -> None:
    """Read "X is outside the control of the government", "still outside army control": its opponent's."""
    for i, low in enumerate(view.lows):
        if low not in ("outside", "beyond") or "control" not in view.lows[i + 1 : i + 6]:
            continue
        control = view.lows.index("control", i)
        of = view.word(control + 1) == "of"
        whose = (
            view.actor_at(control + 2)
            if of
            else view.reader.actors.get(control - 1 - (view.word(control - 1) == "'s"))
        )
        group = (
            held_place(view, i, whose.last if whose is not None and of else control)
            if whose is not None
            else None
        )
        holder = opponent_of(view, whose.side) if whose is not None else None
        if group is not None and holder is not None:
            view.add(
                Event.HOLD,
                group.items,
                verb=(i, control),
                actor=holder,
                rule="outside-control",
                confidence=0.6,
            )


def never_left(view: View) -> None:
    """Read "X has never left our hands": who speaks, or whose hands they are, holds it."""
    for i, low in enumerate(view.lows):
        if low == "hands" and view.word(i - 2) == "left" and view.word(i - 3) == "never":
            _never_left(view, i)


def _never_left(view: View, hands: int) -> None:
    first = hands - 3
    while view.word(first - 1) in AUXILIARIES:
        first -= 1
    group = view.aside_before(first) or view.named_before(first) or subject_anaphor(view, first)
    holder = view.actor_at(hands - 1) or view.speaker(hands) or view.subject(first)
    if group is not None and holder is not None:
        view.add(
            Event.HOLD, group.items, verb=(first, hands), actor=holder, rule="never-left", confidence=0.7
        )
