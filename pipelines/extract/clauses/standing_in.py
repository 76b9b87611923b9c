"""Stand-ins as subjects: "The city was captured", "X and the airport were taken"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.places.lying import tail
from pipelines.extract.places.records import PlaceList
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    PREPOSITIONS,
    words,
)
from pipelines.model import Extent

if TYPE_CHECKING:
    from pipelines.extract.clauses.context import View
    from pipelines.extract.places.records import PlaceItem

_ROUND = words("around round near outside surrounding beyond")
_SINCE = words("after since once")
_WHERE = words("in to into inside of at through around from reached entered visited")
MAX_RELATIVE = 16
"""How many words a relative clause may have between a subject and its verb."""


def subject_anaphor(view: View, first: int) -> PlaceList | None:
    """Read "The city was captured", "it was lost": a stand-in right before the verb group."""
    at = first - 1
    while at >= 0 and view.word(at) in ADVERBS:
        at -= 1
    for begin in range(max(0, at - 4), at + 1):
        group = view.reader.read(begin, loose=False)
        if group and group.items[-1].anaphor and group.last == at:
            return None if view.word(group.first - 1) in _ROUND else _with_named(view, group)
    return _behind_relative(view, first)


def _with_named(view: View, group: PlaceList) -> PlaceList:
    """Return X too for the stand-in of "X in Y and the airport (were taken)"."""
    if view.word(group.first - 1) != "and" or view.word(group.last + 1) not in ("were", "are", "have", "had"):
        return group
    named = next((g for g in view.lists if tail(view.reader, g.last + 1) == group.first - 1), None)
    opens = named is not None and view.word(named.first - 1) not in PREPOSITIONS
    return PlaceList(named.first, group.last, named.items + group.items) if named and opens else group


def _behind_relative(view: View, first: int) -> PlaceList | None:
    """Read "The base, which had been encircled for a week, was overrun": the stand-in opens the sentence."""
    group = view.reader.read(0, loose=False)
    if group is None or not group.items[0].anaphor:
        return None
    at = group.last + 1 + (view.word(group.last + 1) == ",")
    plain = "which" in (view.word(at), view.word(at + 1)) or view.word(at) == "that"
    plain = plain and first - at <= MAX_RELATIVE  # "The port, through which food arrives, (remains)"
    named = any(g.first < first for g in view.lists) or any(at < p.first < first for p in view.actors)
    return group if plain and not named else None


def only_place_before(view: View, who: int) -> list[PlaceItem]:
    """Return X of "Residents returned to X after the rebels (had left)", the rebels at token `who`; else nothing.

    The clause before tells of one place and of nobody's deed: those who go "after" leave that place.
    """
    after = who - 1 - (view.word(who - 1) == "the")
    told = [g for g in view.lists if g.last < after]
    gone = [item for at, item in view.reader.located.items() if at < after] if not told else []
    told = [PlaceList(item.first, item.last, [item]) for item in gone] or told
    whole = len(told) == 1 and len(told[0].items) == 1 and told[0].items[0].extent is Extent.WHOLE
    if view.word(after) not in _SINCE or not whole or told[0].items[0].anaphor or view.findings:
        return []
    before = told[0].first - 1 - (view.word(told[0].first - 1) == "the")
    return told[0].items if told[0].first == 0 or view.word(before) in _WHERE else []
