"""The reference data of one conflict, as frozen facts: places, actors, sources.

Nothing here knows of articles. A `Theatre` is loaded once by `gazetteer.load_theatre` and then only read.
Coordinates are WGS 84 degrees (EPSG:4326), longitude first, as GeoJSON (RFC 7946) writes them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely.geometry.base import BaseGeometry

CRS = "EPSG:4326"
"""The one storage CRS: WGS 84, longitude then latitude, degrees."""


class Basis(StrEnum):
    """How a place's geometry is known."""

    SURVEYED = "surveyed"
    GENERALISED = "generalised"
    NOMINAL = "nominal"
    """A nominal extent round a known point: never a boundary."""
    UNKNOWN = "unknown"
    """No position is known: the geometry is None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One spelling of a place's name; `lang` is a BCP 47 tag (`en`, `ar`)."""

    text: str
    lang: str = "en"
    citation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A named area.

    `name` is the spelling most usual in English; `names` holds every spelling, that one included.
    `within` is the parent's `place_id`, None at the top. `geometry` is a WGS 84 polygon or multipolygon
    (lon/lat), or None where no position is known. `point` is a (lon, lat) inside it, or None. `groups` are the
    ids of quarters that hold it beside `within` ("Old Aleppo").
    """

    place_id: str
    name: str
    names: tuple[Name, ...]
    kind: str
    within: str | None
    geometry: BaseGeometry | None = field(compare=False, hash=False)
    point: tuple[float, float] | None
    basis: Basis
    uncertainty_m: float | None
    source: str
    name_ar: str | None = None
    note: str | None = None
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A side that can hold a place.

    `wordings` name the side wherever they stand ("Syrian army", "Hezbollah"). `colour` is #rrggbb and
    `pattern` a second, colour-free cue for the map. `actor_id` is what files and screens call the side.
    """

    actor_id: str
    name: str
    colour: str
    pattern: str
    wordings: tuple[str, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedWording:
    """Words that name a side only by context ("terrorists", "militants", "the group").

    `sides` are the actor ids that they can stand for, the most usual first: a reader takes the one that the
    section has named last, else the first, unless `settled_only` is true (then None is taken).
    """

    wordings: tuple[str, ...]
    sides: tuple[str, ...]
    settled_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publisher or a quoted source.

    `leaning` is the actor id that the source favours, None if it favours none or that is not known.
    `reliability` is the Admiralty letter A-F (F = cannot be judged, the default); `reason` says why.
    `reprints` are the names of the sources that this one is known to copy from.
    """

    source_id: str
    name: str
    names: tuple[str, ...]
    kind: str
    leaning: str | None
    reliability: str
    reason: str
    reprints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Theatre:
    """One conflict's reference data (`gazetteer/<theatre_id>/`).

    `cues` are words whose presence in an article says that it is about this theatre.
    `focus` is the place that the map opens on, None for all of it.
    """

    theatre_id: str
    name: str
    countries: tuple[str, ...]
    cues: tuple[str, ...]
    places: Mapping[str, Place]
    actors: Mapping[str, Actor]
    loaded: tuple[LoadedWording, ...]
    sources: Mapping[str, Source]
    attribution: tuple[str, ...]
    version: str
    focus: str | None = None

    def ancestors(self, place_id: str) -> tuple[str, ...]:
        """Return the ids of the places that hold `place_id`, the nearest first; empty at the top."""
        found: list[str] = []
        parent = self.places[place_id].within
        while parent is not None and parent not in found:
            found.append(parent)
            parent = self.places[parent].within
        return tuple(found)

    def children(self, place_id: str) -> tuple[str, ...]:
        """Return the ids of the places directly inside `place_id`, sorted."""
        return tuple(sorted(p.place_id for p in self.places.values() if p.within == place_id))


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One entry that a name may mean; `score` is 0-1, `how` says which rule matched."""

    place_id: str
    score: float
    how: str


class Mention(NamedTuple):
    """A place name found in a text: `text[start:end]` is `surface`. A plain tuple, since long texts hold thousands.

    `candidates` are best first, never empty. `place_id` is the one that is meant, None while not resolved or
    if two of them cannot be told apart (`ambiguous`).
    """

    start: int
    end: int
    surface: str
    candidates: tuple[Candidate, ...]
    place_id: str | None = None

    @property
    def ambiguous(self) -> bool:
        """Say whether more than one entry fits and none was chosen."""
        return self.place_id is None and len(self.candidates) > 1
