"""How likely a place that a text named is the one that "the town" means: what it is about, not where it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.model import Mention
from pipelines.extract.clauses.relating import described
from pipelines.extract.places.kinds import TOWNS
from pipelines.extract.vocabulary.countries import CAPITALS, VENUES
from pipelines.extract.vocabulary.lexicon import FORMS, Sense, has_sense
from pipelines.extract.vocabulary.words import (
    DIRECTION_WORDS,
    LOCAL_OFFICIALS,
    OFFICES,
    REPORTING,
    SAYING,
    words,
)

if TYPE_CHECKING:
    from pipelines.extract.clauses.context import View
    from pipelines.extract.places.records import PlaceItem, PlaceList


_HEARING = OFFICES | words(
    "reporters journalists organisations organizations conference briefing talks meeting summit parliament "
    "correspondents rally crowd supporters meet meets met meeting struck reached signed brokered negotiated "
    "concluded held convened agreed"
)
"""Who tells something in a place, or is told or agrees on it there: it is not about that place."""

_WARNING = words("warned cautioned heard feared hoped")
MAX_TELLING = 9
"""Within how many words behind "In New York," somebody speaks there."""
_OFFICIALS = words("official officials source sources officer officers diplomat diplomats")
_CONTRASTING = words("while but whereas ; and")
_WAYS = words("road highway motorway route railway km kilometres kilometers miles away hours")
"""Where these lead to or from is not what a text goes on about."""


def only_tells_where(view: View, group: PlaceList) -> bool:
    """Say whether a list only tells where something lies or who somebody is: "between X and Y", "fighters from X"."""
    if view.word(group.first - 1) == "between" or _where_told(view, group):
        return True
    if told_abroad(view, group.items[0], min(len(view.lows), group.last + MAX_TELLING)):
        return True  # "In New York, the ambassador said the army had retaken the city"
    local = (
        view.told is None
        and view.word(group.first - 2) in LOCAL_OFFICIALS
        and view.word(group.first) not in CAPITALS
    )
    if view.word(group.first - 1) == "in" and view.word(group.first - 2) in _HEARING and not local:
        return True  # "a spokesman in Quetta", "a statement sent to news organisations in Kathmandu"
    told = group.first - 2 in view.reader.actors or view.word(group.first - 2) in _OFFICIALS
    seat = told and (view.word(group.first) in CAPITALS or group.items[0].noun == "capital")
    if seat and view.word(group.first - 1) == "in" and view.word(group.last + 1) in SAYING:
        return True  # "the government in Kinshasa insisted that it holds parts of the city"
    if told and view.told_all and view.word(group.first - 1) == "in" and view.word(group.last + 1) in SAYING:
        return True  # "The army captured X. Sources in Y confirmed that the town had changed hands"
    if view.word(group.last + 1) == "," and "away" in view.lows[group.last + 2 : group.last + 6]:
        return True  # "after a clash at X, 50 km away"
    if view.word(group.first - 1) in ("for", "to", "towards", "toward") and _gone(view, group.first - 1):
        return True  # "left X for Y and handed over the town"
    if view.word(group.first - 1) in ("from", "to") and view.word(group.first - 2) in _WAYS:
        return True  # "along the road from X", "30 km from X"
    return view.word(group.first - 1) == "from" and group.first - 2 in view.reader.actors


def _where_told(view: View, group: PlaceList) -> bool:
    """Say whether "(told officers) in X (on Sunday that)" only tells where something was said."""
    told = "told" in view.lows[max(0, group.first - 6) : group.first]
    return (
        told
        and view.word(group.first - 1) in ("in", "at", "from")
        and "that" in view.lows[group.last : group.last + 5]
    )


def _gone(view: View, at: int) -> bool:
    """Say whether somebody leaves for the place behind token `at`: "(left X) for", "(withdrew from X) to"."""
    lows = view.lows[max(0, at - 6) : at]
    return any(low in FORMS and has_sense(FORMS[low].lemma, Sense.LEAVE) for low in lows)


def prominence(view: View, place: PlaceItem | Mention) -> int:
    """Return how likely a place is what its sentence goes on about: 0 near X, 1 in X, 2 X itself or "In X, ..."."""
    if isinstance(place, Mention):
        return 2
    opens = view.word(place.first - 1)
    located = opens == "of" and view.word(place.first - 2) in DIRECTION_WORDS
    if located or opens in ("near", "outside", "around", "beside", "from"):
        return 0
    topic = opens == "in" and place.first == 1
    topic = topic or (
        view.word(place.last + 1) == "," and view.word(place.first - 2) in _CONTRASTING
    )  # "..., while at X, in the north, Y took over the town"
    return 1 if opens in ("in", "at", "inside") and not topic else 2


def _rank(view: View, place: PlaceItem | Mention, apposed: set[int], homes: set[int]) -> int:
    """Return how likely a place of a stand-in's own sentence is meant: where who tells of it is at home most of all."""
    return (
        0
        if id(place) in apposed
        else 3
        if not isinstance(place, Mention) and place.name_first in homes
        else prominence(view, place)
    )


def _speaking_of_another(view: View, place: PlaceItem) -> bool:
    """Say whether "officials in X" speak in a text that has told of a place: it is not about X that they do."""
    return view.told is not None and view.word(place.first - 2) in LOCAL_OFFICIALS


def named_here(view: View, item: PlaceItem) -> list[list[PlaceItem | Mention]]:
    """Return the places that stand before a stand-in in its own sentence, those that were taken there last."""
    here: list[list[PlaceItem | Mention]] = []
    for group in view.lists:
        if group.last < item.first and not only_tells_where(view, group):
            here += [*towns_inside(group.items), [*group.items]]
    told = {p.name_first for g in view.lists for p in g.items}
    homes = [
        p for p in view.reader.located.values()
        if p.last < item.first and p.name_first not in told and not _speaking_of_another(view, p)
    ]  # fmt: skip
    here += [[place] for place in homes]
    behind = (p for p in view.reader.located.values() if p.first > item.last and p.name_first not in told)
    here += [
        [p] for p in behind if not here and not REPORTING.isdisjoint(view.lows[p.last :])
    ]  # "..., residents of X said"
    apposed = {id(p) for g in view.lists if described(view, g) is not None for p in g.items}
    at_home = {p.name_first for p in view.reader.located.values() if item.noun in TOWNS}
    ranks = {id(g): _rank(view, g[0], apposed, at_home) for g in here}
    here.sort(key=lambda group: ranks[id(group)])
    taken = [
        f.item for f in view.findings
        if not f.item.anaphor and f.item.last < item.first and f.rule != "compound-hold"
    ]  # fmt: skip
    if taken and not any(p in group for group in here for p in taken[-1:]):
        verb = next(f.head for f in reversed(view.findings) if f.item is taken[-1])
        here.append([f.item for f in view.findings if f.head == verb and f.item in taken])
    if item.noun == "it" and taken:
        here.append(list(taken[-1:]))
    here += [[*group.items] for group in _opening_here(view, item)]
    changed = next((k for k in range(1, item.first) if view.lows[k : k + 2] in _CHANGED), None)
    if (
        changed is not None
        and (whole := view.opens_clause(changed) or view.loose_before(changed)) is not None
    ):
        here.append(list(whole.items))
    return here


def _opening_here(view: View, item: PlaceItem) -> list[PlaceList]:
    """Return X of "..., while at X, in the north, Y took (the town)": a name that opens the stand-in's own clause."""
    for k in range(item.first - 1, 0, -1):
        if view.word(k) in _CONTRASTING:
            group = view.reader.read(k + 2, loose=True) if view.word(k + 1) in ("in", "at") else None
            opens = group is not None and view.word(group.last + 1) == "," and group.last < item.first
            return [group] if opens and group is not None else []
    return []


_CHANGED = (["changed", "hands"], ["changed", "masters"])


def towns_inside(items: list[PlaceItem]) -> list[list[PlaceItem | Mention]]:
    """Return the towns of facilities: Homs of "the army base in Homs"."""
    return [[item.inside] for item in items if item.inside is not None]


def told_abroad(view: View, item: PlaceItem, i: int) -> bool:
    """Say whether "In Washington, the minister warned that (fighting)" only tells where somebody speaks of it."""
    seat = item.surface.lower()
    abroad = seat in VENUES or (seat in CAPITALS and CAPITALS[seat] != view.sides.war.home)
    telling = not (REPORTING | _WARNING).isdisjoint(view.lows[item.last + 1 : i])
    return abroad and telling and item.first == 1 and view.word(0) == "in"
