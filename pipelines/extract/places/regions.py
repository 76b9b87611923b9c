"""Regions that a stand-in means: "the enclave" behind Eastern Ghouta, "the province" behind Idlib."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.places.kinds import mention_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gazetteer.model import Mention, Theatre
    from pipelines.extract.places.records import PlaceItem

    Groups = Sequence[Sequence[PlaceItem | Mention]]

PROVINCES = ("province", "governorate")


def entry_of(place: PlaceItem | Mention) -> str | None:
    """Return the entry that a place of the text is, None if none is settled."""
    mention = mention_of(place)
    return mention.place_id if mention is not None else None


def region_spoken_of(theatre: Theatre, item: PlaceItem, groups: Groups) -> PlaceItem | Mention | None:
    """Return Eastern Ghouta as "the enclave" where one of its towns was named since; None if no region was."""
    if item.noun != "enclave" or item.plural:
        return None
    for place in (p for g in groups for p in g):
        entry = entry_of(place)
        if entry and theatre.places[entry].kind == "region":
            return place
    return None


def province_of(theatre: Theatre, item: PlaceItem, groups: Groups) -> tuple[str, Mention] | None:
    """Return the entry of Idlib province as "the province" behind "Idlib is the last ..."; None if another is meant.

    `groups` are the places of the last sentence that named any.
    """
    if item.noun not in PROVINCES or item.plural:
        return None
    named = [m for g in groups for p in g if (m := mention_of(p)) is not None and m.place_id]
    if any(theatre.places[m.place_id].kind == "governorate" for m in named if m.place_id):
        return None
    for mention in named:
        entry = mention.place_id or ""
        for holder in theatre.ancestors(entry):
            own = theatre.places[entry].name in theatre.places[holder].name
            if own and theatre.places[holder].kind == "governorate":
                return holder, mention
    return None
