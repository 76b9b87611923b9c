"""Facilities: Kandahar's airport, the base in X, the Azovstal steel plant, the Old City of Raqqa."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.extract.places.records import Lead, PlaceItem
from pipelines.extract.vocabulary.place_words import (
    FACILITY_ADJECTIVES,
    FACILITY_WORDS,
    LOCATIVES,
    TOWNS_HAVE_ONE,
)
from pipelines.extract.vocabulary.words import (
    BUILDINGS,
    DETERMINERS,
    DIRECTION_WORDS,
    FACILITIES,
    KINDS,
    NUMBERS,
    PLURAL_PLACE_NOUNS,
    words,
)
from pipelines.model import Extent

if TYPE_CHECKING:
    from gazetteer.model import Mention
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.places.phrases import PhraseReader
    from pipelines.extract.text.sentences import Token

_CENTRES = words("centre center hall")
"""Facilities where a word of what they are for stands before them."""
_TOWNS_OWN = BUILDINGS | words("station bridge square market hall cathedral mosque church school bazaar")
"""What a town has some of: "Rubizhne's train station" is not the town."""
_UNNAMED = frozenset({"last", "final", "remaining", "a", "an"})
_MILITARY = frozenset({"base", "airbase", "airport", "airfield", "airstrip", "camp", "garrison", "barracks"})
"""What a town has one of, "a military base at X" too."""
_LANDFORMS = words("mountain hill hilltop island valley")
"""What "the mountain in X state" is, the text has named before."""
_SEATS = frozenset({"headquarters", "base", "barracks", "camp", "garrison"})
_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)")
SEVERAL = {
    "airports": "airport", "airfields": "airfield", "airbases": "airbase", "bases": "base", "ports": "port",
    "camps": "camp", "refineries": "refinery", "hospitals": "hospital", "terminals": "terminal",
    "bridges": "bridge", "prisons": "prison",
}  # fmt: skip
"""What each of several towns has one of."""
_HOUSES = BUILDINGS - {"council"}
"""Buildings that words before them tell apart: "the governor's office"."""
_TWINS = words("port airport")
"""What a town has one of and is named together: "the port and airport of X"."""
_NAMED_UNITS = words("division brigade corps regiment battalion command squadron")
MAX_UNIT = 5
"""How many words the name of a unit may have: "17th Light Infantry Division"."""
_POSTS = frozenset({"outpost", "post", "crossroads", "junction"})
"""What has no name but that of where it is."""
_COMMANDS = words("division brigade corps regiment battalion command force forces army special rapid police")
"""Whose headquarters is a place: a named or numbered unit's."""
_WAYS = words("road street highway")
"""With a capital, a name behind what it leads to: "the Airport Road"."""


def facility(reader: PhraseReader, lead: Lead, i: int) -> PlaceItem | None:
    """Read "the presidential palace in Khartoum", "the army airport in X": a kind word that a place locates."""
    if reader.lows[i] in ("and", ","):
        return _listed(reader, lead, i)
    if lead.kind in SEVERAL:
        return _each_towns(reader, lead, i)
    posted = lead.kind in _POSTS and reader.lows[i - 1 : i + 1] == [lead.kind, "at"]
    if posted and reader.namelike(i + 1):
        return reader.item(i + 1, loose=True)  # an outpost at X is X
    if (
        lead.kind not in FACILITIES | _HOUSES
        or i == 0
        or reader.lows[i - 1] != lead.kind
        or reader.lows[i] not in LOCATIVES
        or reader.lows[i] in ("near", "around", "outside", "beside", "along")
    ):
        return None
    opening = set(reader.lows[lead.first : i])
    at_town = (
        reader.lows[i] == "at" and lead.kind in _MILITARY and not {"last", "final", "remaining"} & opening
    )
    twin = (
        lead.kind in _TWINS and reader.lows[lead.first - 1] == "and" and reader.lows[lead.first - 2] in _TWINS
    )
    if (
        (_UNNAMED & opening and not at_town)
        or not (DETERMINERS & opening or twin)
        or _not_named(opening, lead, at_town=at_town)
    ):
        return None  # with the last base in X all of X is taken; "a base in X" has no name
    named = i + 1 + (reader.lows[i + 1 : i + 2] != [] and reader.lows[i + 1] in DIRECTION_WORDS)
    within = reader.item(i + 1, loose=reader.namelike(named))
    side = within is not None and isinstance(within.part, str)  # "in central Khartoum"
    if within is None or within.anaphor or (within.extent is Extent.PART and not side):
        return None
    begin = i - 1
    while begin > lead.first and _belongs(reader, begin - 1):
        begin -= 1
    start = reader.tokens[begin].start
    own = reader.text[start : reader.tokens[i - 1].end]
    titled = i - begin > 1 and all(token.is_capital for token in reader.tokens[begin:i])
    last = i - 1 if titled else within.name_last  # "the General Hospital in X" goes by that name
    return PlaceItem(
        lead.first, within.last, begin, last, reader.text[start : reader.tokens[last].end], start,
        reader.tokens[last].end, noun=lead.kind, evident=True, located=within.mention, inside=within,
        antecedent=f"{within.surface} {own}" if titled or within.name_first > i + 1 else None,
    )  # fmt: skip


def _each_towns(reader: PhraseReader, lead: Lead, i: int) -> PlaceItem | None:
    """Read the first of "the airports in X and Y", "the military bases of X and Y": one of each town."""
    if (
        reader.lows[i - 1] != lead.kind
        or reader.lows[i] not in ("in", "of", "at")
        or not reader.namelike(i + 1)
    ):
        return None
    town = reader.item(i + 1, loose=True)
    several = town is not None and reader.lows[town.last + 1 : town.last + 2] in (["and"], [","])
    if town is None or town.anaphor or town.noun is not None or not several:
        return None
    if not reader.namelike(town.last + 2):
        return None
    begin = i - 1
    while begin > lead.first and _belongs(reader, begin - 1):
        begin -= 1
    if not NUMBERS.keys().isdisjoint(reader.lows[lead.first : i]):
        return None  # "two airfields in X and Y" only counts them
    return _of_several(town, lead.first, " ".join([*reader.lows[begin : i - 1], SEVERAL[lead.kind or ""]]))


def _of_several(town: PlaceItem, first: int, kind: str) -> PlaceItem:
    """Return the facility of one of several towns, which goes by the town's words in the text."""
    return replace(
        town, first=first, mention=None, located=town.mention, inside=town, evident=True, noun=kind,
        antecedent=f"{town.surface} {kind}", extent=Extent.WHOLE, part=None,
    )  # fmt: skip


def each_of(before: PlaceItem, following: PlaceItem | None) -> PlaceItem | None:
    """Return what is listed behind one of several towns' facilities as another: "the airports in X and Y"."""
    shared = before.inside is not None and before.inside.surface == before.surface and before.noun is not None
    bare = following is not None and not following.anaphor and following.noun is None
    if not shared or following is None or not bare or following.first != following.name_first:
        return following
    return _of_several(following, following.first, before.noun or "")


def _listed(reader: PhraseReader, lead: Lead, i: int) -> PlaceItem | None:
    """Read the first of "the police headquarters and the barracks in X" at what parts them: in X as the second is."""
    if lead.kind not in FACILITIES | _HOUSES | _TWINS or reader.lows[i - 1] != lead.kind:
        return None
    opening = set(reader.lows[lead.first : i])
    behind = i + 1 + (reader.lows[i + 1 : i + 2] == ["and"])
    if _UNNAMED & opening or not DETERMINERS & opening or _not_named(opening, lead, at_town=False):
        return None
    second = reader.named(Lead(lead.first), behind, loose=False)
    if second is None or second.inside is None or second.name_first < behind:
        return None
    begin = i - 1
    while begin > lead.first and _belongs(reader, begin - 1):
        begin -= 1
    start, end = reader.tokens[begin].start, reader.tokens[i - 1].end
    own = reader.text[start:end]
    return PlaceItem(
        lead.first, i - 1, begin, i - 1, own, start, end, noun=lead.kind, evident=True,
        located=second.located, inside=second.inside, antecedent=f"{second.inside.surface} {own}",
    )  # fmt: skip


def _not_named(opening: set[str], lead: Lead, *, at_town: bool) -> bool:
    """Say whether a facility has no name by where it is: "their barracks in X", no "base at X" of theirs."""
    owned = not at_town and not opening.isdisjoint({"their", "its", "his"})
    return lead.kind in _LANDFORMS or owned


def unit_seat(reader: PhraseReader, lead: Lead, of: int) -> PlaceItem | None:
    """Read "the headquarters of the Sixth Infantry Division" at its `of`: a place of its own; None if it is none."""
    if lead.kind not in _SEATS or reader.lows[of - 1] != lead.kind or reader.lows[of + 1 : of + 2] != ["the"]:
        return None
    begin = of + 2 + 2 * (reader.lows[of + 3 : of + 4] == ["'s"])  # "of the army's 1st Infantry Division"
    last = begin - 1
    while last + 1 < len(reader.tokens) and (
        reader.tokens[last + 1].is_capital or reader.lows[last + 1][0].isdigit()
    ):
        last += 1
    while last > of + 1 and reader.lows[last + 1 : last + 2] != [] and reader.lows[last + 1] in _COMMANDS:
        last += 1  # "of the Saiqa special forces"
    if last < begin + 1 or reader.lows[last] not in _COMMANDS:
        return None
    start, end = reader.tokens[of - 1].start, reader.tokens[last].end
    unit = reader.text[reader.tokens[begin].start : end]
    return PlaceItem(
        lead.first, last, of - 1, last, reader.text[start:end], start, end, noun=lead.kind, evident=True,
        antecedent=f"{unit} {lead.kind}",
    )  # fmt: skip


def unit_base_end(tokens: list[Token], i: int) -> int | None:
    """Return the last token of "101st Regiment base", "Armoured Corps headquarters" at token `i`; None if none is."""
    if not (tokens[i].is_capital or _ORDINAL.fullmatch(tokens[i].low)):
        return None
    for at in range(i + 1, min(i + MAX_UNIT, len(tokens) - 1)):
        unit, seat = tokens[at], tokens[at + 1]
        if unit.is_capital and unit.low in _NAMED_UNITS and seat.low in _SEATS:
            return at + 1
        if not unit.is_capital:
            return None
    return None


def unit_base(reader: PhraseReader, lead: Lead, i: int) -> PlaceItem | None:
    """Read "(the army's) 101st Regiment base" at token `i`: a place by the unit that it houses; None if none is."""
    last = unit_base_end(reader.tokens, i)
    if last is None:
        return None
    start, end = reader.tokens[i].start, reader.tokens[last].end
    return PlaceItem(
        lead.first, last, i, last, reader.text[start:end], start, end, noun=reader.lows[last], evident=True
    )


def without_bases(phrases: list[ActorPhrase], tokens: list[Token]) -> list[ActorPhrase]:
    """Leave out of actor phrases the units that only name a base: "the army's Armoured Corps base" is the army's."""
    kept = []
    for phrase in phrases:
        spans = range(phrase.first, phrase.last + 1)
        begin = next((k for k in spans if (unit_base_end(tokens, k) or 0) > phrase.last), None)
        own = begin is not None and begin - 2 >= phrase.first and tokens[begin - 1].low == "'s"
        if begin is None:
            kept.append(phrase)
        elif own:
            phrase.last, phrase.end, phrase.possessive = begin - 2, tokens[begin - 2].end, True
            kept.append(phrase)
    return kept


def _belongs(reader: PhraseReader, i: int) -> bool:
    """Say whether a word before "base" or "camp" belongs to what it is: "refugee camp", not "sprawling camp"."""
    low, token = reader.lows[i], reader.tokens[i]
    known = low in FACILITY_WORDS | DIRECTION_WORDS.keys() | FACILITY_ADJECTIVES | {"municipal"}
    if low == "'s":
        return reader.tokens[i - 1].text.islower()  # "the governor's office"
    if reader.lows[i + 1] == "'s":
        return token.text.islower()
    return known or (token.is_capital and low not in DETERMINERS)


def old_town(reader: PhraseReader, lead: Lead, i: int) -> PlaceItem | None:
    """Read "the Old City of Raqqa" at its `of`: a quarter of that town, not the town; None if it is none."""
    if lead.kind not in ("city", "town", "quarter") or reader.lows[i - 2 : i - 1] != ["old"]:
        return None
    within = reader.item(i + 1, loose=reader.namelike(i + 1))
    if within is None or within.anaphor:
        return None
    start, end = reader.tokens[i - 2].start, reader.tokens[within.name_last].end
    return PlaceItem(
        lead.first, within.last, i - 2, within.name_last, reader.text[start:end], start, end, noun="quarter",
        evident=True, located=None, inside=within,
    )  # fmt: skip


def facility_end(reader: PhraseReader, i: int, last: int, mention: Mention | None) -> int | None:
    """Return the last token of "(Azovstal) steel plant", "(Zouhor) hill" behind a name's tokens; None if none."""
    if (road := _road_between(reader, last)) is not None:
        return road
    worded = reader.lows[last + 1 : last + 2] and reader.lows[last + 1] in FACILITY_WORDS
    twice = worded and not FACILITY_WORDS.isdisjoint(
        reader.lows[last + 2 : last + 3]
    )  # "nuclear power plant"
    for stop in (last + 3, last + 2, last + 1)[not twice :] if worded else (last + 1,):
        kind = reader.lows[stop : stop + 1]
        listed = reader.lows[i - 1] == "and" and (
            not reader.commaless or "the" in reader.lows[max(0, i - 5) : i - 1]
        )
        shared = listed and kind != [] and kind[0] in PLURAL_PLACE_NOUNS  # "the A and B oilfields"
        shared = shared or reader.lows[stop : stop + 2] == ["street", "by"]  # "took Palma street by street"
        hall = (
            stop > last + 1 and kind != [] and kind[0] in _CENTRES
        )  # "the X conference centre", no "X centre"
        if (
            kind
            and (hall or kind[0] in FACILITIES)
            and not shared
            and not reader.entries.repeats(mention, kind[0])
        ):
            return stop
    return None


def kind_opens(reader: PhraseReader, opens: str, i: int, last: int) -> bool:
    """Say whether a kind word opens the name of tokens `i` to `last`: "Camp Saqlawiyah", "District 2"."""
    way = last == i + 1 and opens in ("airport", "port", "station") and reader.lows[last] in _WAYS
    numbered = reader.lows[last].isdigit() or reader.lows[last] in NUMBERS
    return last > i and (way or opens in ("camp", "port", "fort", "outpost", "firebase") or numbered)


def described_building(reader: PhraseReader, i: int) -> bool:
    """Say whether "office", "building" with words of which one it is stands at token `i`: "the governor's office"."""
    return reader.lows[i] in _HOUSES and i > 0 and reader.lows[i - 1] not in DETERMINERS


def building(reader: PhraseReader, last: int, stop: int) -> int | None:
    """Return the last token of "(the Kirkuk governorate) building" behind a name of `last` and a kind; None if none."""
    kinded = stop > last or reader.lows[last] in KINDS
    behind = reader.lows[stop + 1 : stop + 2]
    return stop + 1 if kinded and behind and behind[0] in BUILDINGS else _owned_building(reader, stop + 1)


def _owned_building(reader: PhraseReader, i: int) -> int | None:
    """Return the last token of "'s provincial government headquarters" at token `i`: a building, not the town."""
    if reader.lows[i : i + 1] not in (["'s"], ["'"]):
        return None
    behind = enumerate(reader.lows[i + 1 : i + 5], i + 1)
    found = next((at for at, low in behind if low in _TOWNS_OWN), None)
    while found and reader.lows[found + 1 : found + 2] and reader.lows[found + 1] in BUILDINGS:
        found += 1
    return found if found and all(t.text.islower() for t in reader.tokens[i + 1 : found]) else None


_FIELDS = words("oilfield oilfields gasfield gasfields")
_ONLY_ONE = words(
    "international military main central national general historical historic ancient provincial"
)
"""What tells one facility of a town from others: "Raqqa's national hospital"."""


def owned_facility(reader: PhraseReader, i: int) -> int | None:
    """Return the last token of "'s (international) airport" at token `i`: what a town has one of; None if none."""
    if reader.lows[i : i + 1] not in (["'s"], ["'"]):
        return None
    described = reader.lows[i + 1 : i + 2] != [] and reader.lows[i + 1] in _ONLY_ONE
    at = i + 1 + described
    kinds = TOWNS_HAVE_ONE | _FIELDS | (FACILITIES | {"citadel"} if described else frozenset())
    found = at < len(reader.lows) and reader.lows[at] in kinds and at not in reader.mentions
    longer = reader.namelike(at + 1) or reader.lows[at + 1 : at + 2] == ["road"]
    return at if found and not longer else None


def of_town(
    reader: PhraseReader, lead: Lead, name: tuple[int, int], mention: Mention | None, last: int
) -> PlaceItem:
    """Return "Kandahar's airport", which ends at token `last`; `name` is the town's tokens."""
    i, end = name
    start, stop = reader.tokens[i].start, reader.tokens[end].end
    surface, noun = reader.text[start:stop], reader.lows[last]
    town = PlaceItem(lead.first, end, i, end, surface, start, stop, mention, evident=True)
    stop = reader.tokens[last].end
    return PlaceItem(
        lead.first, last, i, last, reader.text[start:stop], start, stop, noun=noun, evident=True,
        antecedent=f"{surface} {noun}", located=mention, inside=town,
    )  # fmt: skip


def _road_between(reader: PhraseReader, last: int) -> int | None:
    """Return "road" of "the Aleppo to Khanasser road" for the name that ends at token `last`, None if none is meant."""
    if reader.lows[last + 1 : last + 2] != ["to"] or not reader.namelike(last + 2):
        return None
    near = range(last + 3, min(last + 6, len(reader.lows)))
    return next((k for k in near if reader.lows[k] in ("road", "highway", "motorway")), None)
