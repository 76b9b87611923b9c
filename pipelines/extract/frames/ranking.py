"""Frames of the last of a side's places: "X is the last rebel town in P", "the only army posts left are X and Y"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.clauses.preceding import predicate_places
from pipelines.extract.vocabulary.countries import DEMONYMS
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
_WHOSE = (
    words("rebel government army opposition regime insurgent militant jihadist loyalist major main")
    | DEMONYMS.keys()
)
WORDINGS = frozenset(f"{rank} {whose}" for rank in ("last", "only", "remaining") for whose in _WHOSE)
"""Wordings without which nothing is told to be the last of a side's."""


def last_of_theirs(view: View) -> None:
    """Read "X is the last rebel town in P", "X, the last army position in P,", "the last rebel towns are X and Y"."""
    for noun, low in enumerate(view.lows):
        if low not in _HELD - _STRONG or noun < 1:
            continue
        holder = _holder(view, noun - 1)
        rank = _rank(view, holder.first) if holder is not None else None
        group = _named(view, rank, noun) if rank is not None else None
        known = {f.item.name_first for f in view.findings}
        if group is not None and group.items[0].name_first not in known:
            view.add(Event.HOLD, group.items, verb=(noun, noun), actor=holder, rule=RULE, confidence=0.7)


def _holder(view: View, i: int) -> ActorPhrase | None:
    """Return the side that ends at token `i`: a phrase, or the "rebel" of "the last rebel town"; None if it is none."""
    phrase = view.reader.actors.get(i)
    if phrase is not None:
        return phrase if phrase.side is not None and phrase.last == i and not phrase.possessive else None
    token = view.reader.tokens[i]
    side = view.sides.of_stem(token.text, token.start) if token.is_word else None
    return view.acting_word(i, side) if side is not None else None


def _rank(view: View, first: int) -> int | None:
    """Return the "last" of "the last major (rebel town)", None where nothing ranks what begins at token `first`."""
    at = first - 1
    while at > first - MAX_RANK and view.word(at) in _BETWEEN - _RANKED:
        at -= 1
    return at if view.word(at) in _RANKED else None


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
