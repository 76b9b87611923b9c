"""Parts without a name of the place that a clause opens with: "In X, the army took the eastern districts"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.extract.clauses.relating import where_items
from pipelines.extract.places.records import (
    PlaceList,
    as_part,
)
from pipelines.extract.vocabulary.place_words import REGIONS
from pipelines.extract.vocabulary.words import DIRECTION_WORDS, words
from pipelines.model import Extent

if TYPE_CHECKING:
    from pipelines.extract.clauses.context import View
    from pipelines.extract.places.records import PlaceItem

_SOME = words("the its several some most many various key few other more much large")
_PORTIONS = words(
    """districts neighbourhoods neighborhoods quarters suburbs outskirts bank banks half part parts side sector sectors
    areas streets blocks buildings centre center swathes portions edge edges"""
)
_OF_ANOTHER = words("of in near around outside from where")
"""Behind these words it is said of which place the parts are."""
_LARGE = frozenset({"governorate", "region"})


def portion(view: View, i: int, verb: int) -> PlaceList | None:
    """Return a part of X for "the eastern districts" at token `i` in "In X, Y (took)"; `verb` is the verb's token.

    None where no such words stand, or where the clause opens with no town.
    """
    at = i
    while view.word(at) in _SOME:
        at += 1
    direction = DIRECTION_WORDS.get(view.word(at))
    noun = at + (direction is not None)
    named = view.word(noun) in _PORTIONS
    bare = direction is not None and view.word(at + 1) in ("", ".", ",", "on", "and", "while")
    if not (named or bare) or (view.word(i) == "the" and direction is None):
        return None
    last = noun if named else at
    if view.word(last + 1) in _OF_ANOTHER or view.reader.namelike(last + 1):
        return None
    items = view.opening() or view.opening_aside() or _before_actor(view) or where_items(view, verb)
    if not items or not _is_town(view, items[-1]):
        return None
    return PlaceList(i, last, [replace(items[-1], extent=Extent.PART, part=direction)])


def positions_in(view: View, i: int) -> PlaceList | None:
    """Return a part of X for "(seized) new positions in X" at token `i`, None where no such words stand."""
    at = next((k for k in range(i, i + 4) if view.word(k) == "positions"), None)
    if at is None or view.word(at + 1) not in ("in", "within", "inside") or view.word(at + 2) in _OF_ANOTHER:
        return None
    group = view.reader.read(at + 2, loose=True)
    named = group is not None and not group.items[0].anaphor and group.items[0].noun not in REGIONS
    return as_part(group) if group is not None and named else None


def _before_actor(view: View) -> list[PlaceItem]:
    """Return X of "In X rebels (took)", its comma lost or never set."""
    group = view.reader.read(1, loose=True) if view.word(0) == "in" else None
    return group.items if group is not None and group.last + 1 in view.reader.actors else []


def _is_town(view: View, item: PlaceItem) -> bool:
    """Say whether a place has quarters: no province, no part of a town, no stand-in."""
    region = item.noun in REGIONS or view.reader.entries.kind(item.mention) in _LARGE
    return not region and not item.anaphor and item.extent is Extent.WHOLE
