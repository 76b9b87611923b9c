"""Frames of the last of a side's places: "X is the last rebel town in P", "the only army posts left are X and Y"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.clauses.preceding import predicate_places
from pipelines.extract.vocabulary.words import (
    BE,
    PLURAL_PLACE_NOUNS,
    RANKS,
    SINGULAR_PLACE_NOUNS,
    words,
)
from pipelines.model import Event

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View
    from pipelines.extract.places.records import PlaceList

_HELD = words("position positions outpost outposts foothold footholds base bases bastion airbase") | (
    SINGULAR_PLACE_NOUNS | PLURAL_PLACE_NOUNS
)
_STRONG = words("stronghold strongholds bastion bastions redoubt holdout holdouts heartland")
"""What `frames/strongholds` reads."""
_RANKED = (RANKS | words("remaining few")) - {"largest", "biggest", "first"}
_BETWEEN = words("major main big sizeable significant remaining of the")
MAX_RANK = 4
"""How many words may stand between "the last" and the side."""
MAX_WHERE = 8
"""How many words may tell where the last positions lie: "left in the north of the province"."""
_GONE = words("was were had became become")
RULE = "last-of-theirs"


def last_of_theirs(view: View) -> None:
    """Read "X is the last rebel town in P", "X, the last army position in P,", "the last rebel towns are X and Y"."""
    for phrase in view.actors:
        noun = phrase.last + 1
        if phrase.side is None or phrase.possessive or view.word(noun) not in _HELD - _STRONG:
            continue
        rank = _rank(view, phrase)
        group = _named(view, rank, noun) if rank is not None else None
        if group is not None and not any(
            f.item.name_first == group.items[0].name_first for f in view.findings
        ):
            view.add(Event.HOLD, group.items, verb=(noun, noun), actor=phrase, rule=RULE, confidence=0.7)


def _rank(view: View, phrase: ActorPhrase) -> int | None:
    """Return the "last" of "the last major rebel (town)", None where nothing ranks what is the side's."""
    at = phrase.first - 1
    while at > phrase.first - MAX_RANK and view.word(at) in _BETWEEN - _RANKED:
        at -= 1
    inside = next((k for k in range(phrase.first, phrase.last) if view.word(k) in _RANKED), None)
    return at if view.word(at) in _RANKED else inside


def _named(view: View, rank: int, noun: int) -> PlaceList | None:
    """Return the places that the last of a side's are: told before "is", before a comma, or behind "are"."""
    opens = rank - (view.word(rank - 1) in ("the", "their", "its"))
    opens -= 2 * (view.lows[opens - 2 : opens] == ["one", "of"])
    if view.word(opens - 1) in BE - _GONE or view.word(opens - 1) in ("remain", "remains"):
        return predicate_places(view, opens - 1, reach=8) or view.loose_before(opens - 1)
    near = range(noun + 1, min(noun + MAX_WHERE, len(view.lows)))
    link = next((k for k in near if view.word(k) in ("is", "are") or view.word(k) in (",", ".", "and")), None)
    if link is not None and view.word(link) in ("is", "are") and opens < noun:
        behind = view.reader.read(link + 1, loose=True)
        if behind is not None and not behind.items[0].anaphor:
            return behind
    aside = view.word(opens - 1) == "," and link is not None and view.word(link) in (",", ".")
    return view.ending_before(opens - 1) if aside else None
