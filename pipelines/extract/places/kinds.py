"""Of what kind a place is: whether "the town", "the mountain", "both villages" can stand for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer.model import Mention
from pipelines.extract.vocabulary.countries import SEATS
from pipelines.extract.vocabulary.place_words import TOWNS_HAVE_ONE
from pipelines.extract.vocabulary.words import (
    FACILITIES,
    PARTS_OF_TOWNS,
    PLURAL_PLACE_NOUNS,
    SINGULAR_PLACE_NOUNS,
    words,
)

if TYPE_CHECKING:
    from gazetteer.model import Theatre
    from pipelines.extract.places.records import PlaceItem

_NOUN_KINDS = {
    "city": ("city", "town"),
    "town": ("town", "city", "village"),
    "village": ("village", "town"),
    "district": ("neighbourhood", "district", "quarter"),
    "neighborhood": ("neighbourhood", "district", "quarter"),
    "neighbourhood": ("neighbourhood", "district", "quarter"),
    "quarter": ("neighbourhood", "district", "quarter"),
    "region": ("governorate", "region", "area", "quarter"),
    "province": ("governorate",),
    "governorate": ("governorate",),
    "airport": ("airport", "base", "airbase"),
    "airbase": ("base", "airbase", "airport"),
    "base": ("base", "airbase", "airport"),
    "camp": ("camp",),
    "road": ("road",),
    "highway": ("road",),
    "field": ("field", "oil field", "gas field"),
    "oilfield": ("field", "oil field", "gas field"),
    "bridge": ("bridge",),
    "hill": ("hill", "mountain"),
    "hilltop": ("hill", "mountain"),
    "height": ("hill", "mountain"),
    "post": ("crossing", "checkpoint", "base", "post"),
    "airfield": ("airport", "base", "airbase"),
    "airstrip": ("airport", "base", "airbase"),
    "compound": ("airport", "base", "airbase", "military base", "camp", "hospital", "prison", "university"),
}
_CAPITALS = frozenset(SEATS.values())
TOWNS = words("city town village capital")
_BUILT = words(
    "mosque church school center centre bridge university hospital square street avenue boulevard market"
)
"""What names that no town bears end with."""
_BUILDINGS = _BUILT | FACILITIES
_NO_TOWNS = FACILITIES - {"port"}
"""What no town's name ends with."""
_BUILT_MANY = words(
    "compounds bases camps posts bridges checkpoints fields hospitals airports crossings mines"
)
_RANGES = words("mountains hills heights highlands")
_WATERS = words("river lake canal mountain mountains")
_HEIGHTS = words("hill mountain mount mt jabal jebel tal tel tell height heights peak")
COUNTIES = words("state county oblast department prefecture countryside valley island peninsula commune")


def fits(theatre: Theatre, place: PlaceItem | Mention, item: PlaceItem) -> bool:
    """Say whether a stand-in can mean a place: "the mountain" Mount Barsaya, "the town" no district."""
    if item.noun is None or item.noun == "it":
        return True
    if item.plural and item.noun in _RANGES:
        return _named_so(place, _RANGES | {"mount", "jabal"}) or getattr(place, "noun", None) in _RANGES
    if item.plural and item.noun in _BUILT_MANY:
        return alike(theatre, place, item)  # "the compounds were cleared" speaks of no provinces
    if item.plural:  # a market is none of "the two towns"
        return item.noun not in ("towns", "cities", "villages") or not _is_built(place)
    if item.noun == "territory" or (item.noun in ("town", "village") and place.surface in _CAPITALS):
        return False
    if item.noun == "valley":
        return _named_so(place, frozenset({"wadi", "valley"})) or getattr(place, "noun", None) == "valley"
    if item.noun in (
        "area",
        "place",
        "territory",
        "stronghold",
        "bastion",
        "hub",
        "strategic",
        "enclave",
        "settlement",
        "locality",
    ):
        return True
    return _of_kind(theatre, place, item.noun)


def _of_kind(theatre: Theatre, place: PlaceItem | Mention, wanted: str) -> bool:
    """Say whether a place is called, named or listed as what "the `wanted`" says."""
    noun = getattr(place, "noun", None)
    if noun is not None and (noun == wanted or (noun.endswith(wanted) and wanted != "port")):
        return True  # "the field" may be an oilfield
    mention = mention_of(place)
    place_id = getattr(mention, "place_id", None)
    if wanted in TOWNS and place.surface.lower().rsplit(" ", 1)[-1] in _BUILT:
        return False
    if wanted in _HEIGHTS and _named_so(place, _HEIGHTS):
        return True  # "Jabal Turkman" is a mountain
    if place_id is None:
        return _unlisted_fits(place.surface, noun, wanted)
    kind = theatre.places[place_id].kind
    if wanted == "enclave" and kind in _NOUN_KINDS["quarter"]:
        return False
    return any(kind.startswith(k) for k in _NOUN_KINDS.get(wanted, (wanted,)))


def _named_so(place: PlaceItem | Mention, kinds: frozenset[str]) -> bool:
    """Say whether a place's name tells its kind: "Wadi Barada", "Mount Barsaya"."""
    return not kinds.isdisjoint(place.surface.lower().split())


def alike(theatre: Theatre, place: PlaceItem | Mention, item: PlaceItem) -> bool:
    """Say whether a place is of the kind that a plural stand-in names: "the two villages"."""
    noun = (item.noun or "").removesuffix("s")
    noun = {"citie": "city"}.get(noun, noun)
    mention = mention_of(place)
    place_id = mention.place_id if mention is not None else None
    own = "" if isinstance(place, Mention) else (place.noun or "")
    kind = theatre.places[place_id].kind if place_id else ""
    return own.startswith(noun) or kind in _NOUN_KINDS.get(noun, (noun,))


def mention_of(place: PlaceItem | Mention) -> Mention | None:
    """Return the gazetteer's mention of a place, None if no theatre lists it."""
    return place if isinstance(place, Mention) else place.mention


def _is_built(place: PlaceItem | Mention) -> bool:
    """Say whether a place is a building or a facility by its name."""
    return place.surface.lower().rsplit(" ", 1)[-1] in _BUILDINGS


def _unlisted_fits(surface: str, noun: str | None, wanted: str) -> bool:
    """Say whether a place without an entry, called a `noun` by the text, can be "the `wanted`"."""
    if wanted == "compound":
        return noun in FACILITIES
    if wanted in TOWNS_HAVE_ONE or wanted in FACILITIES:
        return surface.lower().split()[-1:] == [wanted]
    if wanted in TOWNS and (noun in TOWNS or (noun == "port" and not surface.lower().endswith("port"))):
        return True  # "the capital N'Djamena" is a city
    if wanted in TOWNS and (noun in FACILITIES or noun in COUNTIES):
        return False
    if wanted in TOWNS and " " in surface and surface.lower().rsplit(" ", 1)[-1] in _NO_TOWNS:
        return False  # "Aqil Hill" is no city
    if wanted in TOWNS and noun in PLURAL_PLACE_NOUNS:
        return noun in ("cities", "towns", "villages")  # "the A and B districts" are no city
    return noun is None or (noun not in SINGULAR_PLACE_NOUNS and noun not in _WATERS)


def share_kind(items: list[PlaceItem]) -> None:
    """Give each of "the A and B districts" the kind that the last of them is called by."""
    if len(items) > 1 and items[-1].noun in PARTS_OF_TOWNS:
        for item in items:
            item.noun = item.noun or items[-1].noun


def is_plural(place: PlaceItem | Mention) -> bool:
    """Say whether one name stands for several things: "the Sheikh Najjar factories"."""
    last = place.surface.lower().rsplit(" ", 1)[-1]
    return last.endswith("s") and last in FACILITIES
