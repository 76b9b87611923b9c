"""Reading a theatre's folder: `places.geojson`, `actors.toml`, `sources.toml` -> one frozen `Theatre`.

All faults of all three files are told at once, each with the file, the entry, the field and the mend.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from gazetteer.errors import TheatreFaultsError, TheatreNotFoundError
from gazetteer.geometry import read_geometry
from gazetteer.model import Actor, Basis, LoadedWording, Name, Place, Source, Theatre
from gazetteer.schema import PART_OF, ActorsFile, PlaceFeature, PlacesFile, SourcesFile

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER = Path(__file__).resolve().parent
PLACES, ACTORS, SOURCES = "places.geojson", "actors.toml", "sources.toml"
MAX_FILE_BYTES = 200_000_000
"""A file of a theatre that is larger is refused before it is read."""

Model = TypeVar("Model", bound=BaseModel)


def theatres() -> tuple[str, ...]:
    """Return the ids of the theatres that are shipped, sorted; `world` is the lexicon for all other wars."""
    return tuple(sorted(path.parent.name for path in FOLDER.glob(f"*/{ACTORS}")))


@cache
def load_theatre(theatre_id: str = "syria") -> Theatre:
    """Return a shipped theatre, read once per process.

    Raises:
        TheatreNotFoundError: no folder of that name is shipped.
        TheatreFaultsError: a file breaks its rules.
    """
    if theatre_id not in theatres():
        raise TheatreNotFoundError(theatre_id, theatres())
    return read_theatre(FOLDER / theatre_id)


def read_theatre(folder: Path) -> Theatre:
    """Read and check a theatre's folder; `places.geojson` and `sources.toml` may be absent (then empty).

    Coordinates are WGS 84 degrees, lon/lat. `version` of the result is a digest of the three files.

    Raises:
        TheatreFaultsError: with every fault of every file, one line each.
    """
    faults: list[str] = []
    digest = hashlib.sha256()
    contents = {name: _read(folder / name, faults, digest) for name in (PLACES, ACTORS, SOURCES)}
    actors = _toml(contents[ACTORS], ActorsFile, ACTORS, faults)
    sources = _toml(contents[SOURCES], SourcesFile, SOURCES, faults) or SourcesFile()
    places, attribution = _places(contents[PLACES], faults)
    if contents[ACTORS] is None:
        faults.append(f"`{ACTORS}`: missing - a theatre needs it")
    if actors is not None:
        faults.extend(_cross_faults(actors, sources, places))
    if faults or actors is None:
        raise TheatreFaultsError(str(folder.name), faults)
    return Theatre(
        theatre_id=actors.theatre.id,
        name=actors.theatre.name,
        countries=actors.theatre.countries,
        cues=actors.theatre.cues,
        places=MappingProxyType(places),
        actors=MappingProxyType({s.id: _actor(s.model_dump()) for s in actors.side}),
        loaded=tuple(LoadedWording(**row.model_dump()) for row in actors.loaded),
        sources=MappingProxyType({s.id: _source(s.model_dump()) for s in sources.source}),
        attribution=attribution,
        version=digest.hexdigest()[:12],
        focus=actors.theatre.focus,
    )


def _read(path: Path, faults: list[str], digest: hashlib._Hash) -> bytes | None:
    if not path.is_file():
        return None
    if (size := path.stat().st_size) > MAX_FILE_BYTES:
        faults.append(
            f"`{path.name}`: {size} bytes is more than {MAX_FILE_BYTES} - split it or thin its lines"
        )
        return None
    data = path.read_bytes()
    digest.update(path.name.encode() + b"\0" + data)
    return data


def _toml(data: bytes | None, model: type[Model], name: str, faults: list[str]) -> Model | None:
    if data is None:
        return None
    try:
        return model.model_validate(tomllib.loads(data.decode("utf-8")))
    except UnicodeDecodeError:
        faults.append(f"`{name}`: is not UTF-8 - save it as UTF-8")
    except tomllib.TOMLDecodeError as broken:
        faults.append(f"`{name}`: is not TOML ({broken})")
    except ValidationError as broken:
        faults.extend(in_words(name, broken))
    return None


def in_words(where: str, broken: ValidationError) -> list[str]:
    """Return one line for each fault that pydantic found: place, field, value and rule."""
    lines = []
    for fault in broken.errors():
        field = ".".join(str(part) for part in fault["loc"])
        message = fault["msg"].removeprefix("Value error, ")
        lines.append(
            f"`{where}`: `{field}`: `{str(fault['input'])[:60]}`: {message[:1].lower()}{message[1:]}"
        )
    return lines


def _places(data: bytes | None, faults: list[str]) -> tuple[dict[str, Place], tuple[str, ...]]:
    if data is None:
        return {}, ()
    try:
        head = PlacesFile.model_validate(json.loads(data))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as broken:
        faults.append(f"`{PLACES}`: is not JSON ({broken})")
        return {}, ()
    except ValidationError as broken:
        faults.extend(in_words(PLACES, broken))
        return {}, ()
    places: dict[str, Place] = {}
    for number, member in enumerate(head.features, start=1):
        place = read_place(member, f"{PLACES}` feature {number} `{member.get('@id', '?')}", faults)
        if place is None:
            continue
        if place.place_id in places:
            faults.append(f"`{PLACES}` feature {number}: `@id`: `{place.place_id}` stands twice - rename one")
        places[place.place_id] = place
    return places, head.attribution


def read_place(member: dict[str, object], where: str, faults: list[str]) -> Place | None:
    """Return the place of one Linked Places feature, or None with its faults appended."""
    try:
        feature = PlaceFeature.model_validate(member)
    except ValidationError as broken:
        faults.extend(in_words(where, broken))
        return None
    geometry, wrong = read_geometry(feature.geometry)
    properties = feature.properties
    if not wrong and (geometry is None) != (properties.basis is Basis.UNKNOWN):
        wrong = [
            f"is {'null' if geometry is None else 'given'} but basis is `{properties.basis}` - make them agree"
        ]
    faults.extend(f"`{where}`: `geometry`: {line}" for line in wrong)
    parents = [r.relation_to for r in feature.relations if r.relation_type == PART_OF]
    names = tuple(
        Name(text=n.toponym, lang=n.lang, citation=next((c.id or c.label for c in n.citations), None))
        for n in feature.names
    )
    if properties.title not in {n.text for n in names}:
        faults.append(f"`{where}`: `names`: the title `{properties.title}` is not among them - add it")
    return Place(
        place_id=feature.id,
        name=properties.title,
        names=names,
        kind=properties.kind,
        within=parents[0] if parents else None,
        geometry=geometry,
        point=properties.point,
        basis=properties.basis,
        uncertainty_m=properties.uncertainty_m,
        source=properties.source,
        name_ar=next((n.text for n in names if n.lang == "ar"), None),
        note=" ".join(d.value for d in feature.descriptions) or None,
        groups=tuple(parents[1:]),
    )


def _cross_faults(actors: ActorsFile, sources: SourcesFile, places: Mapping[str, Place]) -> list[str]:
    faults = []
    sides = [s.id for s in actors.side]
    origins = [s.id for s in sources.source]
    for name, ids in ((ACTORS, sides), (SOURCES, origins)):
        faults += [
            f"`{name}`: `id`: `{i}` stands twice - rename one" for i in sorted(set(ids)) if ids.count(i) > 1
        ]
    for row in actors.loaded:
        faults += [
            f"`{ACTORS}`: `loaded.sides`: `{s}` is no side - known: {', '.join(sides)}"
            for s in row.sides
            if s not in sides
        ]
    for source in sources.source:
        if source.leaning is not None and source.leaning not in sides:
            faults.append(
                f"`{SOURCES}`: `{source.id}.leaning`: `{source.leaning}` is no side - known: {', '.join(sides)}"
            )
        faults += [
            f"`{SOURCES}`: `{source.id}.reprints`: `{r}` is no source"
            for r in source.reprints
            if r not in origins
        ]
    if actors.theatre.focus is not None and actors.theatre.focus not in places:
        faults.append(f"`{ACTORS}`: `theatre.focus`: `{actors.theatre.focus}` is no place of `{PLACES}`")
    for place in places.values():
        for parent in (place.within, *place.groups):
            if parent is not None and parent not in places:
                faults.append(
                    f"`{PLACES}` `{place.place_id}`: `relations`: `{parent}` is no place of the file"
                )
    return faults + _cycles(places)


def _cycles(places: Mapping[str, Place]) -> list[str]:
    faults = []
    settled: set[str] = set()
    for start in places:
        trail: list[str] = []
        step: str | None = start
        while step is not None and step in places and step not in settled and step not in trail:
            trail.append(step)
            step = places[step].within
        if step is not None and step in trail:
            ring = " -> ".join([*trail[trail.index(step) :], step])
            faults.append(f"`{PLACES}` `{step}`: `relations`: is inside itself ({ring}) - cut one link")
        settled.update(trail)
    return faults


def _actor(row: dict[str, object]) -> Actor:
    return Actor(actor_id=row.pop("id"), **row)  # type: ignore[arg-type]  # validated by SideTable


def _source(row: dict[str, object]) -> Source:
    return Source(source_id=row.pop("id"), **row)  # type: ignore[arg-type]  # validated by SourceTable
