"""What the shipped reference data promise: entries, geometries, sources, sides."""

from __future__ import annotations

import json
import re
from collections import Counter

import pytest
import shapely

from gazetteer import load_theatre, theatres
from gazetteer.load import FOLDER
from gazetteer.model import Basis

SYRIA = load_theatre("syria")
FEATURES = json.loads((FOLDER / "syria" / "places.geojson").read_text(encoding="utf-8"))["features"]


def test_every_theatre_that_is_shipped_loads() -> None:
    assert {"syria", "mosul", "world"} <= set(theatres())
    assert {load_theatre(t).theatre_id for t in theatres()} == set(theatres())


def test_aleppo_has_its_122_neighbourhoods_as_polygons() -> None:
    listed = [
        p
        for p in SYRIA.places.values()
        if p.within == "syria:aleppo" and p.source.startswith("Neighbourhood list")
    ]
    assert len(listed) == 122
    assert all(p.basis is Basis.GENERALISED and p.geometry is not None for p in listed)
    assert sum(1 for p in listed if p.geometry is not None and p.geometry.geom_type == "MultiPolygon") == 10


def test_the_fourteen_governorates_are_there() -> None:
    assert sum(1 for p in SYRIA.places.values() if p.kind == "governorate") == 14


def test_two_hundred_towns_villages_bases_fields_and_crossings_and_more() -> None:
    kinds = {"city", "town", "village", "airbase", "military base", "gas field", "oil field", "crossing"}
    counted = Counter(p.kind for p in SYRIA.places.values() if p.kind in kinds)
    assert sum(counted.values()) >= 200
    assert min(counted[k] for k in kinds) >= 3


@pytest.mark.parametrize(
    "name",
    ["Tariq al-Bab", "Inzarat", "Hallak", "1070 Apartments", "Old Aleppo", "Castello Road", "Ramouseh", "Handarat",
     "Layramoun", "Sheikh Lutfi", "Maqale'", "Eastern Aleppo"],
)  # fmt: skip
def test_names_of_the_press_have_an_entry(name: str) -> None:
    assert [p for p in SYRIA.places.values() if p.name == name]


def test_every_place_says_where_it_comes_from_and_how_it_is_known() -> None:
    for place in SYRIA.places.values():
        assert place.source
        assert all(name.citation for name in place.names), place.place_id
        assert (place.geometry is None) == (place.basis is Basis.UNKNOWN)
        if place.geometry is not None:
            assert place.uncertainty_m
            assert place.uncertainty_m > 0
            assert place.point is not None


def test_a_place_without_a_known_position_has_no_geometry() -> None:
    for place_id in ("syria:maqale", "syria:inzarat", "syria:sukri-palmyra", "syria:khunayfis"):
        assert SYRIA.places[place_id].geometry is None
        assert SYRIA.places[place_id].point is None


def test_outer_rings_turn_counter_clockwise_and_geometries_are_valid() -> None:
    for place in SYRIA.places.values():
        if place.geometry is None:
            continue
        assert place.geometry.is_valid
        for polygon in getattr(place.geometry, "geoms", [place.geometry]):
            assert polygon.exterior.is_ccw, place.place_id


def test_the_point_of_a_place_lies_inside_it() -> None:
    for place in SYRIA.places.values():
        if place.geometry is not None and place.point is not None:
            assert place.geometry.distance(shapely.Point(place.point)) < 1e-3, place.place_id


def test_names_are_in_english_and_arabic() -> None:
    arabic = sum(1 for p in SYRIA.places.values() if p.name_ar)
    assert arabic / len(SYRIA.places) > 0.9


def test_the_file_is_linked_places_format() -> None:
    for feature in FEATURES:
        assert feature["@id"] == feature["id"]
        assert feature["properties"]["title"]
        assert feature["properties"]["fclasses"]
        assert feature["types"]
        assert feature["when"]["timespans"]
        assert all({"toponym", "lang", "citations"} <= set(n) for n in feature["names"])


def test_the_file_carries_its_attribution() -> None:
    text = " ".join(SYRIA.attribution)
    assert all(word in text for word in ("UN-Habitat", "Columbia University", "COD-AB", "GeoNames"))


def test_the_hidden_traps_of_the_list_are_kept_apart() -> None:
    hanano, barracks = SYRIA.places["syria:hanano"], SYRIA.places["syria:hanano-barracks"]
    assert hanano.geometry is not None
    assert barracks.geometry is not None
    assert hanano.geometry.disjoint(barracks.geometry)


@pytest.mark.parametrize("theatre_id", theatres())
def test_sides_have_neutral_names_and_distinct_colours(theatre_id: str) -> None:
    actors = load_theatre(theatre_id).actors.values()
    judged = re.compile(r"terror|regime|takfiri|extremis|occup", re.IGNORECASE)
    assert not [a.name for a in actors if judged.search(a.name)]
    if theatre_id != "world":
        assert len({a.colour for a in actors}) == len(actors)
        assert len({a.pattern for a in actors}) == len(actors)


@pytest.mark.parametrize("theatre_id", theatres())
def test_every_source_is_unjudged_unless_a_reason_says_so(theatre_id: str) -> None:
    sources = load_theatre(theatre_id).sources.values()
    assert all(s.reliability == "F" and s.reason for s in sources)


def test_no_wording_names_two_sides_of_syria() -> None:
    seen: dict[str, str] = {}
    for actor in SYRIA.actors.values():
        for wording in actor.wordings:
            other = seen.setdefault(wording.casefold(), actor.actor_id)
            assert other == actor.actor_id, wording
