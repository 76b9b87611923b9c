"""Where a place lies, stepped over: "(the base in Lashio), Shan State", "east of X", "in the northeast of the city"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.places import surroundings
from pipelines.extract.vocabulary.place_words import LOCATIVES, REGIONS
from pipelines.extract.vocabulary.words import CALENDAR, DIRECTION_WORDS
from pipelines.model import Extent

if TYPE_CHECKING:
    from pipelines.extract.places.phrases import PhraseReader
    from pipelines.extract.places.records import PlaceItem, PlaceList

_REGIONS_OPEN = frozenset(DIRECTION_WORDS) | {"central", "upper", "lower", "greater"}
"""What opens the name of a region: "North Kivu", "Upper Nile"."""
_BEHIND_TWO = CALENDAR | frozenset(
    {"on", "in", "after", "from", "at", "when", "while", "as", "last", "late", "early"}
)
"""What follows two names of which the second only tells where the first lies."""
_MEETING = frozenset({"junction", "intersection", "crossroads", "confluence", "crossing"})
"""What two roads or rivers have in common: "at the junction of the M4 and M5"."""


def tail(reader: PhraseReader, i: int) -> int:
    """Step over where a place lies ("East of Tadmur", "in Eastern Homs"); return the index behind it."""
    at = i
    for _ in range(2):
        behind = _place_behind(reader, at)
        if behind is None:
            return at
        at = behind
    return at


def _place_behind(reader: PhraseReader, at: int) -> int | None:
    """Return the token behind one phrase of place at token `at`, None where none stands."""
    j = at
    if reader.lows[j : j + 1] == [","]:
        j += 1
    if j < len(reader.lows) and reader.lows[j] in DIRECTION_WORDS:
        j += 1
    region = _rural(reader, j) or surroundings.across(reader.lows, at)
    if region is not None or j >= len(reader.lows) or reader.lows[j] not in LOCATIVES:
        return region
    item = reader.item(j + 1, loose=False)
    if item is None:
        return surroundings.country_end(reader.lows, j + 1)
    if item.anaphor:
        same = reader.lows[j + 1 : j + 3] == ["the", "same"]  # "X in the same region"
        part = item.noun != "it" and (same or item.extent is Extent.PART)  # "X in the northeast of the city"
        return item.last + 1 if part else surroundings.country_end(reader.lows, j + 1)
    beside = reader.lows[j] == "of" and reader.lows[j - 1] in DIRECTION_WORDS  # "70 km west of X"
    if not beside:
        reader.located.setdefault(item.first, item)
    if not _MEETING.isdisjoint(reader.lows[j + 1 : item.name_first]) and reader.lows[item.last + 1 :][:1] == [
        "and"
    ]:
        item = reader.item(item.last + 2, loose=True) or item  # "at the junction of the M4 and M5"
    return _behind_regions(reader, item.last + 1, item)


def _rural(reader: PhraseReader, i: int) -> int | None:
    """Return the token behind "rural Idlib" at token `i`, which only tells where; None where no such words stand."""
    if reader.lows[i : i + 1] != ["rural"] or reader.lows[i - 1] not in {",", *DIRECTION_WORDS}:
        return None
    item = reader.item(i + 1, loose=True)
    return None if item is None or item.anaphor else item.last + 1


def behind_where(reader: PhraseReader, group: PlaceList, more: int = 0) -> int:
    """Step over what tells where a list's last place lies."""
    more += reader.lows[group.last + 1 + more : group.last + 2 + more] == [
        "there"
    ]  # "the Old City there and X"
    return tail(reader, _behind_regions(reader, group.last + 1 + more, group.items[-1]))


def _behind_regions(reader: PhraseReader, i: int, inside: PlaceItem) -> int:
    """Step over the regions in which something lies: "(the base in Lashio), Shan State", "(Sake), North Kivu"."""
    for _ in range(2):
        region = reader.item(i + 1, loose=True) if reader.lows[i : i + 1] == [","] else None
        if region is None or region.anaphor:
            return i
        local = reader.lows[region.last - 2 : region.last + 1] == ["local", "government", "area"]
        larger = reader.lows[region.last] in REGIONS or local
        larger = (
            larger and reader.lows[inside.last] not in REGIONS
        )  # of "A province, B province" both are meant
        compass = _is_of_compass(reader, region) and not _is_of_compass(reader, inside)
        if not larger and not compass and not _only_two(reader, i, region, inside):
            return i
        i = region.last + 1
    return i


def _only_two(reader: PhraseReader, comma: int, second: PlaceItem, first: PlaceItem) -> bool:
    """Say whether "Maasin, Iloilo, on Sunday" stands at a comma: a list would have "and" before its last."""
    alone = (
        second.first == second.name_first == comma + 1 and second.mention is None and first.mention is None
    )
    opens = first.first == 0 or reader.lows[first.first - 1] in (",", "and", "or")
    behind = reader.lows[second.last + 1 : second.last + 2]
    ends = behind in ([], ["."], [","]) or behind[0] in _BEHIND_TWO
    more = behind == [","] and (
        reader.namelike(second.last + 2) or reader.lows[second.last + 2] in ("and", "or")
    )
    return alone and ends and not more and not opens and not reader.headline


def _is_of_compass(reader: PhraseReader, place: PlaceItem) -> bool:
    """Say whether a place is a region by its name, no more of a list behind it: "North Kivu", "South Kordofan"."""
    opens = reader.tokens[place.name_first]
    of_compass = opens.is_capital and opens.low in _REGIONS_OPEN and place.name_last > place.name_first
    return of_compass and place.mention is None and reader.lows[place.last + 1 : place.last + 2] != ["and"]
