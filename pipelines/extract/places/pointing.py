"""Words that point back to a place: "it", "the city", "both towns", "its airport", "the abovementioned villages"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.extract.places import surroundings
from pipelines.extract.places.records import PlaceItem
from pipelines.extract.vocabulary.countries import COUNTRIES, DEMONYMS
from pipelines.extract.vocabulary.lexicon import FORMS
from pipelines.extract.vocabulary.names import may_be_name
from pipelines.extract.vocabulary.place_words import (
    ANAPHOR_ADJECTIVES,
    COMPOUND_HEADS,
    FACILITY_WORDS,
    GARRISONS,
    HELD_NOUNS,
    POINTERS,
    SIDE_ADJECTIVES,
    TOWNS_HAVE_ONE,
)
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    AUXILIARIES,
    CALENDAR,
    DIRECTION_WORDS,
    KINDS,
    NUMBERS,
    PART_NOUNS,
    PLURAL_PLACE_NOUNS,
    PREPOSITIONS,
    SINGULAR_PLACE_NOUNS,
    words,
)
from pipelines.model import Extent

if TYPE_CHECKING:
    from pipelines.extract.places.phrases import PhraseReader
    from pipelines.extract.places.records import Lead

_LOOSE_NOUNS = words("area areas territory territories region road roads highway positions points sites")
_COVERED = words("covered controlled held occupied affected hit claimed")
_OWNING_TOWNS = words("country province region state governorate county enclave district island republic")
_LOCATING = words("between around near surrounding linking separating along north south east west beyond")
_OTHER = (
    words(
        """next last other another nearby neighbouring neighboring adjacent main only first second third former latter
        own single new old final major more most few many and or but which that where who buffer border safe war green
        no-fly demilitarised demilitarized time free rural urban residential industrial whole common wider larger
        smaller big bigger home police field medical""",
    )
    | ADVERBS
    | AUXILIARIES
)
"""What tells that another place is meant, or none: "the next town", "the safe area"."""
_KINDS_OF_TOWN = words(
    "port border hill garrison market oil mining transit valley river railway refinery base"
)
_HELD = ("-held", "-controlled", "-ruled", "-run", "-occupied", "-dominated")
_STATE_MEDIA = words("news media television tv radio")
"""Who tells behind a lost comma: "(fled the town) state media said"."""
_ABOUT = words("about some around roughly nearly almost more less than over an estimated")
_UNITS = words("districts neighborhoods neighbourhoods quarters suburbs areas")
"""With a direction before them, these are a part of a town: "its eastern districts"."""
_TOWNS_OWN = (["city", "'s"], ["town", "'s"], ["capital", "'s"])
MAX_REGION = 9
"""How many words "in the east of the country" may have behind a town."""
_BEHIND_BOTH = frozenset({"", ".", ","}) | words(
    "on in by before after within from overnight and to at during"
)
_OWNERS = words("his her our my their")
_THEIR_TOWNS = (["town"], ["city"], ["village"])
"""What people at home somewhere call it: "the mayor of X said his town"."""
_MILITARY = words("military army naval police")
_FACILITY_KINDS = words(
    "disused international military civilian main only central old new sprawling strategic"
)


def anaphor(reader: PhraseReader, lead: Lead, at: int) -> PlaceItem | None:
    """Read "it", "the city", "both towns", "the abovementioned villages"."""
    if at >= len(reader.lows):
        return None
    if reader.lows[at] == "it" or (lead.parted and reader.lows[at] == "them"):
        noun = reader.lows[at]
        return stand_in(reader, lead, at, at, plural=noun == "them", noun=noun)
    if reader.lows[at] == "both" and _alone(reader, at):
        return stand_in(reader, lead, at, at, plural=True, noun="them")
    if reader.lows[at] in _OWNERS and reader.lows[at + 1 : at + 2] in _THEIR_TOWNS:
        return stand_in(reader, lead, at, at + 1, plural=False, noun=reader.lows[at + 1])
    if (town := _epithet(reader, at)) is not None:
        return stand_in(reader, lead, at, town, plural=False, noun=reader.lows[town])
    if (owned_part := _owned_part(reader, lead, at)) is not None:
        return owned_part
    if (last := _owned_facility(reader, at)) is not None:
        return stand_in(reader, lead, at, last, plural=False, noun=reader.lows[last])
    if reader.lows[at] not in POINTERS or (
        reader.lows[at] == "that" and reader.lows[at + 1 : at + 2] in (["the"], ["a"], ["an"])
    ):
        return None
    return _pointed(reader, lead, at)


def _alone(reader: PhraseReader, at: int) -> bool:
    """Say whether "(abandoned) both (on Wednesday)" stands at token `at`: both of the places spoken of."""
    taken = at > 0 and reader.lows[at - 1] in FORMS
    behind = reader.lows[at + 1 : at + 2] or [""]
    return taken and (behind[0] in _BEHIND_BOTH or behind[0] in CALENDAR or behind[0] in ADVERBS)


def _epithet(reader: PhraseReader, at: int) -> int | None:
    """Return the last token of "the province's main town" at token `at`, None where its name follows."""
    town = _ranked_of(reader, at) or _ranked_in(reader, at)
    return None if town is None or named_behind(reader, town) else town


def _ranked_in(reader: PhraseReader, at: int) -> int | None:
    """Return the last token of "the main city (in the east of Congo)" at token `at`, None where a name follows."""
    town = surroundings.ranked(reader, at + 1) if reader.lows[at] == "the" else None
    if town is None or reader.lows[town + 1 : town + 2] != ["in"]:
        return None
    near = range(town + 2, min(town + MAX_REGION, len(reader.lows)))
    return None if any(named_behind(reader, k) for k in near) else town


def _ranked_of(reader: PhraseReader, at: int) -> int | None:
    """Return the last token of "(eastern) Zaire's third-largest city", "the province's main town" at token `at`."""
    lows = reader.lows
    where = at + (lows[at] in DIRECTION_WORDS)
    whose = lows[where : where + 1] != [] and lows[where] in COUNTRIES
    owning = lows[at] == "the" and not _OWNING_TOWNS.isdisjoint(lows[at + 1 : at + 2])
    owner = at + 2 if owning else where + 1 if whose else 0
    if not owner or lows[owner : owner + 1] != ["'s"]:
        return None
    return surroundings.ranked(reader, owner + 1)


def _pointed(reader: PhraseReader, lead: Lead, at: int) -> PlaceItem | None:
    """Read "the city", "both towns", "the strategic hilltop village" at the article or pronoun of token `at`."""
    for j in range(at + 1, min(at + 5, len(reader.lows))):
        low = reader.lows[j]
        if low in SINGULAR_PLACE_NOUNS or low in PLURAL_PLACE_NOUNS or low in ("bastion", "hub"):
            if low in _KINDS_OF_TOWN and reader.lows[j + 1 : j + 2] in (["city"], ["town"], ["village"]):
                continue  # "the port city"
            if _means_another(reader, low, j):
                return None
            plural = low in PLURAL_PLACE_NOUNS
            return stand_in(reader, lead, at, j, plural=plural, noun=low)
        owned = low in SIDE_ADJECTIVES and reader.lows[j + 1 : j + 2] and reader.lows[j + 1] in HELD_NOUNS
        known = low in ANAPHOR_ADJECTIVES or low in DIRECTION_WORDS or low in DEMONYMS or owned
        held = low.endswith(_HELD) and reader.lows[at] == "the"
        if not known and not held and not _describes(reader, j):
            return None
    return None


def _means_another(reader: PhraseReader, low: str, j: int) -> bool:
    """Say whether a noun at token `j` is no stand-in: "the area covered by a truce", "the town hall"."""
    after = reader.lows[j + 1] if j + 1 < len(reader.lows) else ""
    covered = after in _COVERED and reader.lows[j + 2 : j + 3] == ["by"]
    loose = low in _LOOSE_NOUNS and (covered or after in _LOCATING)
    loose = loose or (
        after == "to" and reader.lows[j + 3 : j + 4] != [] and reader.lows[j + 3] in DIRECTION_WORDS
    )
    sized = after == "of" and any(low[0].isdigit() or low in NUMBERS for low in _counted(reader, j + 2))
    streets = reader.lows[j + 1 : j + 3] == ["street", "by"]  # "in the town street by street"
    cleared = after == "of" and j + 2 in reader.actors and _cleared(reader, j)
    told = after == "state" and reader.lows[j + 2 : j + 3] != [] and reader.lows[j + 2] in _STATE_MEDIA
    other = (after in ("of", "'s") and not sized and not cleared) or (
        after in COMPOUND_HEADS | KINDS and not streets and not told
    )
    return loose or other or reader.namelike(j + 1)


def _cleared(reader: PhraseReader, j: int) -> bool:
    """Say whether "cleared the town (of rebels)" stands round the noun of token `j`."""
    near = reader.lows[max(0, j - 4) : j]
    return any(
        low in FORMS and FORMS[low].lemma in ("clear", "cleanse", "rid", "purge", "free") for low in near
    )


def _counted(reader: PhraseReader, i: int) -> list[str]:
    """Return the number of "(the town of) about 60,000", "more than 5,000" at token `i`, nothing where none stands."""
    while reader.lows[i : i + 1] != [] and reader.lows[i] in _ABOUT:
        i += 1
    return reader.lows[i : i + 1]


def seat(reader: PhraseReader, i: int, item: PlaceItem | None) -> PlaceItem | None:
    """Return Tskhinvali of "its capital, Tskhinvali" at token `i`, where `item` stands; None if no name follows."""
    if (name := _name_told(reader, i, item)) is not None:
        named = reader.item(name, loose=True)
        if named is not None and named.name_first == name:
            named.first, named.noun, named.evident = i, reader.lows[name - 1], True
        return named
    if item is not None and item.noun == "capital" and item.anaphor:
        last = item.last
    elif item is None and reader.lows[i] in ("its", "their"):
        last = i + 1 + (reader.lows[i + 1 : i + 2] in (["main"], ["regional"], ["provincial"]))
    else:
        return None
    if reader.lows[last : last + 1] != ["capital"] or not named_behind(reader, last):
        return None
    named = reader.item(last + 2, loose=True)
    if named is None or named.name_first != last + 2:
        return None
    named.first, named.noun, named.evident = i, "capital", True
    return named


def _name_told(reader: PhraseReader, i: int, item: PlaceItem | None) -> int | None:
    """Return where Gao begins in "northern Mali's largest city, Gao", "the capital, also called Gao" at token `i`."""
    if item is None:
        town = _ranked_of(reader, i)
        return town + 2 if town is not None and named_behind(reader, town) else None
    behind = reader.lows[item.last + 1 : item.last + 5]
    if not item.anaphor or item.plural or item.noun == "it" or behind[:1] != [","]:
        return None
    name = next((k for k, low in enumerate(behind) if low in ("called", "named", "known")), 0)
    name += behind[name + 1 : name + 2] == ["as"]
    told = (
        name and behind[1] in ("also", "called", "named", "known") and reader.namelike(item.last + 2 + name)
    )
    return item.last + 2 + name if told else None


def named_behind(reader: PhraseReader, last: int) -> bool:
    """Say whether a comma and a name follow token `last`, the end of a phrase or a sentence behind them."""
    if reader.lows[last + 1 : last + 2] != [","] or not reader.namelike(last + 2):
        return False
    end = last + 2
    while end < len(reader.lows) and may_be_name(reader.tokens[end]):
        end += 1
    return reader.lows[end : end + 1] in ([], [","], ["."], ["and"], ["on"])


def owned_by(town: PlaceItem, item: PlaceItem) -> PlaceItem:
    """Return "its airport" behind "X and" as X's airport; any other place as it is."""
    owned = item.anaphor and item.noun in TOWNS_HAVE_ONE and item.surface.lower().startswith("its ")
    if not owned or town.anaphor:
        return item
    return replace(
        item,
        anaphor=False,
        antecedent=f"{town.surface} {item.noun}",
        located=town.mention,
        inside=town,
        evident=True,
    )


def _owned_facility(reader: PhraseReader, at: int) -> int | None:
    """Return the last token of "its airport", "the town's airport" at token `at`, None if none stands there."""
    last = at + 1 if reader.lows[at] == "its" else at + 3
    while reader.lows[last : last + 1] != [] and reader.lows[last] in FACILITY_WORDS | _FACILITY_KINDS:
        last += 1  # "the city's oil refinery", "its disused international airport"
    owned = reader.lows[at] == "its" or (
        reader.lows[at] in POINTERS and reader.lows[at + 1 : at + 3] in _TOWNS_OWN
    )
    armed = not _MILITARY.isdisjoint(reader.lows[last - 1 : last])
    found = last < len(reader.lows) and reader.lows[last] in TOWNS_HAVE_ONE | (
        GARRISONS if armed else frozenset()
    )
    return last if owned and found else None


def _owned_part(reader: PhraseReader, lead: Lead, at: int) -> PlaceItem | None:
    """Read "its eastern half", "the city's outskirts" at token `at`: a part of what was spoken of."""
    lows = reader.lows
    towns = lows[at] in POINTERS and lows[at + 1 : at + 3] in _TOWNS_OWN
    begin = at + (3 if towns else 1)
    noun = begin + (lows[begin : begin + 1] != [] and lows[begin] in DIRECTION_WORDS)
    if not (towns or lows[at] == "its") or lows[noun : noun + 1] == [] or lead.parted:
        return None
    parted = lows[noun] in PART_NOUNS or (noun > begin and lows[noun] in _UNITS)
    if not parted or lows[noun + 1 : noun + 2] in (["of"], ["in"]):
        return None
    item = stand_in(reader, lead, at, noun, plural=False, noun=lows[at + 1] if towns else "it")
    centre = "centre" if lows[noun] in ("centre", "center") else None
    item.extent, item.part = Extent.PART, DIRECTION_WORDS.get(lows[begin], centre)
    return item


def _describes(reader: PhraseReader, j: int) -> bool:
    """Say whether a plain adjective stands at token `j` of "the riverside town"; "the next town" is another one."""
    low = reader.lows[j]
    plain = reader.tokens[j].text.isalpha() and reader.tokens[j].text == low and low not in FORMS
    return (
        plain
        and low not in _OTHER
        and low not in PREPOSITIONS
        and not low.endswith(("s", "ed", "ing", "est"))
    )


def stand_in(reader: PhraseReader, lead: Lead, at: int, last: int, *, plural: bool, noun: str) -> PlaceItem:
    """Return tokens `at` to `last` as a stand-in for a place (or places) of the kind that `noun` says."""
    start, end = reader.tokens[at].start, reader.tokens[last].end
    return PlaceItem(
        lead.first, last, at, last, reader.text[start:end], start, end, None, lead.extent, lead.part,
        anaphor=True, plural=plural, noun=noun,
    )  # fmt: skip
