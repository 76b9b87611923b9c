"""The one door of outside data: the files of a theatre, as pydantic models.

`places.geojson` is Linked Places Format 1.3 (https://github.com/LinkedPasts/linked-places-format), which is GeoJSON
(RFC 7946) with `names`, `types`, `relations` and `when` beside `properties`. Ours adds to `properties`: `kind`,
`basis`, `uncertainty_m`, `point` and `source`. Unknown members are allowed, as both standards ask.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator

from gazetteer.model import Basis  # noqa: TC001  # pydantic reads it at run time

PLACE_ID = r"^[a-z0-9-]+:[a-z0-9-]+$"
ACTOR_ID = r"^[a-z0-9]+(?:[ -][a-z0-9]+)*$"
"""A side's usual short name in lower case: `isis`, `boko haram` (docs/claim-guide.md, Sides)."""
PART_OF = "gvp:broaderPartitive"
"""Linked Places' relation of a place to the larger one that it is part of (Getty Vocabulary Program)."""
PATTERNS = ("diagonal", "dots", "crosses", "horizontal", "vertical", "grid", "rings")
NOT_VISIBLE = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Control and direction characters, which have no business in a name."""


def _visible(text: str) -> str:
    if NOT_VISIBLE.search(text):
        raise ValueError("holds a control or direction character - remove it")
    return text


Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]
PlaceId = Annotated[str, StringConstraints(pattern=PLACE_ID, max_length=120)]
ActorId = Annotated[str, StringConstraints(pattern=ACTOR_ID, max_length=60)]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]


class _Strict(BaseModel):
    """A table of ours: an unknown key is a slip and is told."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class _Open(BaseModel):
    """An object of a standard: unknown members are allowed."""

    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)


class TheatreTable(_Strict):
    """The `[theatre]` table of `actors.toml`."""

    id: ActorId
    name: Line
    countries: tuple[Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")], ...]
    cues: tuple[Line, ...]
    focus: PlaceId | None = None


class SideTable(_Strict):
    """One `[[side]]` of `actors.toml`."""

    id: ActorId
    name: Line
    colour: Colour
    pattern: Literal["diagonal", "dots", "crosses", "horizontal", "vertical", "grid", "rings"]
    wordings: tuple[Line, ...] = Field(min_length=1)
    note: Text | None = None


class LoadedTable(_Strict):
    """One `[[loaded]]` of `actors.toml`: words that name a side only by context."""

    wordings: tuple[Line, ...] = Field(min_length=1)
    sides: tuple[ActorId, ...] = Field(min_length=1)
    settled_only: bool = False


class ActorsFile(_Strict):
    """`actors.toml`."""

    theatre: TheatreTable
    side: tuple[SideTable, ...] = Field(min_length=1)
    loaded: tuple[LoadedTable, ...] = ()


class SourceTable(_Strict):
    """One `[[source]]` of `sources.toml`."""

    id: ActorId
    name: Line
    names: tuple[Line, ...] = ()
    kind: Line
    leaning: ActorId | None = None
    reliability: Literal["A", "B", "C", "D", "E", "F"] = "F"
    reason: Line
    reprints: tuple[ActorId, ...] = ()


class SourcesFile(_Strict):
    """`sources.toml`."""

    source: tuple[SourceTable, ...] = ()


class Citation(_Open):
    """Where a name or a geometry is taken from."""

    id: Line | None = Field(default=None, alias="@id")
    label: Line | None = None


class Toponym(_Open):
    """One entry of a feature's `names`."""

    toponym: Line
    lang: Annotated[str, StringConstraints(pattern=r"^[a-zA-Z]{2,3}(-[A-Za-z0-9]{2,8})*$")] = "en"
    citations: tuple[Citation, ...] = ()

    @field_validator("toponym")
    @classmethod
    def _is_visible(cls, value: str) -> str:
        return _visible(value)


class Relation(_Open):
    """One entry of a feature's `relations`."""

    relation_type: Line = Field(alias="relationType")
    relation_to: Line = Field(alias="relationTo")


class Description(_Open):
    """One entry of a feature's `descriptions`."""

    value: Text


class Properties(_Open):
    """A feature's `properties`."""

    title: Line
    kind: Line
    basis: Basis
    source: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
    uncertainty_m: Annotated[float, Field(gt=0, le=1_000_000)] | None = None
    point: tuple[Annotated[float, Field(ge=-180, le=180)], Annotated[float, Field(ge=-90, le=90)]] | None = (
        None
    )

    @field_validator("title")
    @classmethod
    def _is_visible(cls, value: str) -> str:
        return _visible(value)


class PlaceFeature(_Open):
    """One feature of `places.geojson`; its geometry is checked by `gazetteer.geometry`."""

    id: PlaceId = Field(alias="@id")
    type: Literal["Feature"]
    properties: Properties
    names: tuple[Toponym, ...] = Field(min_length=1)
    relations: tuple[Relation, ...] = ()
    descriptions: tuple[Description, ...] = ()
    geometry: dict[str, Any] | None


class PlacesFile(_Open):
    """The head of `places.geojson`; its features are validated one by one, so that each fault names its feature."""

    type: Literal["FeatureCollection"]
    attribution: tuple[Line, ...] = ()
    features: tuple[dict[str, Any], ...]
