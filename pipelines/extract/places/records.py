"""The records of place phrases: one place with what stands round it, and a list that shares a slot."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipelines.extract.vocabulary.countries import DEMONYMS
from pipelines.model import Extent

if TYPE_CHECKING:
    from gazetteer.model import Mention


_BEFORE_TOWN = re.compile(r" (?:(?:in|at|of|on|inside) )?[\w-]+$")
"""What parts a kind from its town: "in", "in central"."""
_WHOSE = DEMONYMS.keys()
"""Words that tell whose a base is, not what it is called."""


@dataclass(slots=True)
class PlaceItem:
    """One place in a phrase: name tokens `[name_first, name_last]` inside phrase tokens `[first, last]`."""

    first: int
    last: int
    name_first: int
    name_last: int
    surface: str
    start: int
    end: int
    mention: Mention | None = None
    extent: Extent = Extent.WHOLE
    part: str | float | None = None
    anaphor: bool = False
    plural: bool = False
    noun: str | None = None
    evident: bool = False
    antecedent: str | None = None
    located: Mention | None = None
    inside: PlaceItem | None = None
    """The town of "the army base in Homs"."""

    @property
    def usual_name(self) -> str:
        """Return what the place is called: "Senaki military base" for "military base in Senaki"."""
        if self.antecedent is not None:
            return self.antecedent
        if self.inside is None:
            return self.surface
        town = self.inside.surface
        kind = _BEFORE_TOWN.sub("", self.surface.removesuffix(town).rstrip()).split()
        while len(kind) > 1 and kind[0].lower() in _WHOSE:
            kind = kind[1:]  # of "the Georgian army base at X" X base is what it is called
        return " ".join([town, *kind])


@dataclass(slots=True)
class PlaceList:
    """A run of places that share one slot: tokens `[first, last]`."""

    first: int
    last: int
    items: list[PlaceItem] = field(default_factory=list)


@dataclass(slots=True)
class Lead:
    """What has been read before a name: where the phrase begins, its part, a kind word, a compass word."""

    first: int
    extent: Extent = Extent.WHOLE
    part: str | float | None = None
    parted: bool = False
    kind: str | None = None
    direction: str | None = None
    direction_at: int = -1


def as_whole(group: PlaceList) -> PlaceList:
    """Return a list with every place spoken of whole."""
    items = [replace(item, extent=Extent.WHOLE, part=None) for item in group.items]
    return PlaceList(group.first, group.last, items)


def as_part(group: PlaceList) -> PlaceList:
    """Mark every place of a list as spoken of in part."""
    for item in group.items:
        item.extent = Extent.PART
    return group
