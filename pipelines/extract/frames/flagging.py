"""Frames of flags raised: "raised the flag over X", "the flag was raised in X"."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.extract.clauses.relating import where_items
from pipelines.extract.clauses.subjects import fights
from pipelines.extract.clauses.verbs import Voice
from pipelines.extract.frames.passing import by_colours, flag_owner
from pipelines.extract.vocabulary.modality import Mood
from pipelines.extract.vocabulary.words import (
    words,
)
from pipelines.model import Event, Extent

if TYPE_CHECKING:
    from pipelines.extract.clauses.context import View
    from pipelines.extract.clauses.verbs import VerbUse
    from pipelines.extract.places.records import PlaceItem


_FLAGPOLES = words(
    """square roundabout building mosque church school headquarters office station market street complex compound hall
    courthouse"""
)
"""Where a flag is raised to say that the town is taken: "in the main square of X"."""

_CROWDS = words("fans supporters protesters demonstrators activists students players athletes climbers")
"""Who shows a flag and takes no town."""
MAX_FLAG = 7
"""How many words may stand between a flag and what it is raised over."""


def _over_both(view: View, verb: VerbUse, flag: int) -> list[PlaceItem]:
    """Return X and Y of "entered X and Y and hoisted the flag over both": what the verb before told of."""
    both = next((k for k in range(flag, flag + 6) if view.word(k) in ("both", "them", "all")), None)
    if both is None or view.word(both - 1) not in ("over", "in", "above", "on"):
        return []
    told = [f for f in view.findings if f.head < verb.first]
    items = [f.item for f in told if f.head == told[-1].head]
    return items if len(items) > 1 else []


_ATOP = words("over on above atop in at")


def _over_its_gate(view: View, verb: VerbUse, flag: int) -> list[PlaceItem]:
    """Return X of "entered X and hoisted the flag over its main gate": what the verb before told of."""
    near = range(flag, flag + MAX_FLAG)
    its = next(
        (k for k in near if view.word(k) == "its" and view.word(k - 1) in _ATOP),
        None,
    )
    told = [f for f in view.findings if f.head < verb.first]
    return [f.item for f in told if f.head == told[-1].head] if told and its is not None else []


def raise_flag(view: View, verb: VerbUse) -> None:
    """Read raised the flag over X; the flag was raised in X."""
    near = range(max(0, verb.first - 8), min(verb.head + 8, len(view.lows)))
    flag = next((i for i in near if view.word(i) in ("flag", "flags", "banner", "banners")), None)
    if flag is None or verb.mood not in (Mood.FACT, Mood.PLEDGE, Mood.FUTURE):
        return
    over = words("over in on inside atop above at")
    begin = max(flag, verb.head) + 1
    ends = next((k for k in range(begin, begin + 10) if view.lows[k : k + 2] == [",", "a"]), begin + 10)
    items = _over_its_gate(view, verb, flag) or view.behind(begin, over, reach=ends - begin)
    told = next(
        (f.item for f in reversed(view.findings) if f.event is Event.GAIN and f.head < verb.first), None
    )
    if told is not None and ("over", "what") in pairwise(view.lows[flag : flag + MAX_FLAG]):
        items = [
            replace(told, first=flag, last=flag)
        ]  # "hoisted their flag over what was once the second town"
    if not items and "there" in view.lows[flag : flag + 4]:
        reached = view.before(verb.first)  # "reached the crossing and raised the flag there"
        items = reached.items[-1:] if reached is not None else []
    items = items or _over_both(view, verb, flag) or where_items(view, verb.first)
    if not items and not _FLAGPOLES.isdisjoint(view.lows[begin : begin + MAX_FLAG]):
        items = view.behind(begin, words("of in"), reach=9)  # "over the town hall of X"
    if not items and not _FLAGPOLES.isdisjoint(view.lows[flag : flag + MAX_FLAG]):
        came = [f.item for f in view.findings if f.rule.startswith("enter:") and f.head < verb.first]
        items = (
            view.opening() or view.opening_aside() or came[-1:]
        )  # "entered X and raised it at the town hall"
    actor = view.subject(verb.first) if verb.voice is Voice.ACTIVE else view.agent(verb.head + 1)
    if (
        not items
        and actor is not None
        and view.word(flag - 1) in ("the", "their", "its")
        and fights(view, actor)
    ):
        items = view.opening() or view.opening_aside()  # "In X, soldiers raised the flag"
    actor = actor or next((p for p in view.actors if p.last in (flag - 1, flag - 2)), None)
    actor = by_colours(view, flag) or (view.speaker(flag) if view.word(flag - 1) == "our" else None) or actor
    actor = (flag_owner(view, flag) or actor) if actor is None or actor.side is None else actor
    if not _CROWDS.isdisjoint(view.lows[max(0, verb.first - 2) : verb.first]):
        return  # "fans raised the Palestinian flag in X"
    items = [
        replace(p.inside, extent=Extent.WHOLE, part=None) if p.inside and p.noun in _FLAGPOLES else p
        for p in items
    ]
    if items and actor:
        view.add(
            Event.GAIN if verb.mood is Mood.FACT else Event.PLEDGE,
            items,
            verb=(min(flag, verb.head), max(flag, verb.head)),
            actor=actor,
            rule="flag",
            confidence=0.8,
        )
