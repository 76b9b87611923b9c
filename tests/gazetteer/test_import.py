"""Other people's data come in by one command; nothing is overwritten unasked."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import geopandas
import pytest
import shapely

from gazetteer import load_theatre, read_theatre
from gazetteer.bring import apply_import, plan_import
from gazetteer.check import Finding, check_theatre
from gazetteer.errors import GazetteerError, TheatreFaultsError
from gazetteer.layers import LayerError, read_layer
from gazetteer.load import FOLDER
from gazetteer.model import Basis

if TYPE_CHECKING:
    from pathlib import Path

SYRIA = load_theatre("syria")
HANANO = shapely.box(37.19, 36.22, 37.21, 36.235)
BOWTIE = [[37, 36], [37.1, 36.1], [37.1, 36], [37, 36.1], [37, 36]]
NEWTON = shapely.box(37.3, 36.3, 37.31, 36.31)


def feature(name: str, geometry: dict[str, Any] | None, **properties: object) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"name": name, **properties}, "geometry": geometry}


def collection(path: Path, *features: dict[str, Any], **members: object) -> Path:
    path.write_text(
        json.dumps({"type": "FeatureCollection", "features": features, **members}), encoding="utf-8"
    )
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copied = tmp_path / "syria"
    shutil.copytree(FOLDER / "syria", copied)
    return copied


def test_geojson_adds_what_is_new_and_leaves_what_is_known(tmp_path: Path, folder: Path) -> None:
    path = collection(
        tmp_path / "in.geojson",
        feature("Hanano", shapely.geometry.mapping(HANANO)),
        feature("Newton", shapely.geometry.mapping(NEWTON)),
    )
    before = read_theatre(folder)
    plan = plan_import(before, read_layer(path), source="A survey (CC0)")
    assert {(c.place_id, c.action) for c in plan.changes} == {
        ("syria:hanano", "kept"),
        ("syria:newton", "added"),
    }
    after = apply_import(folder, plan)
    assert after.places["syria:hanano"].geometry == before.places["syria:hanano"].geometry
    assert after.places["syria:newton"].source == "A survey (CC0)"
    assert "A survey (CC0)" in after.attribution


def test_surveyed_boundaries_replace_generalised_ones_and_keep_ids_and_aliases(
    tmp_path: Path, folder: Path
) -> None:
    path = collection(tmp_path / "in.geojson", feature("Masaken Hanano", shapely.geometry.mapping(HANANO)))
    before = read_theatre(folder)
    plan = plan_import(
        before, read_layer(path), source="Cadastre", surveyed=True, replace_geometry=True, uncertainty_m=5
    )
    after = apply_import(folder, plan)
    place = after.places["syria:hanano"]
    assert place.basis is Basis.SURVEYED
    assert place.uncertainty_m == 5
    assert place.geometry is not None
    assert place.geometry.bounds == pytest.approx(HANANO.bounds)
    assert {n.text for n in before.places["syria:hanano"].names} <= {n.text for n in place.names}
    assert len(after.places) == len(before.places)


def test_a_place_without_a_position_gets_one(tmp_path: Path, folder: Path) -> None:
    path = collection(tmp_path / "in.geojson", feature("Tariq al-Bab", shapely.geometry.mapping(NEWTON)))
    after = apply_import(folder, plan_import(read_theatre(folder), read_layer(path), source="S"))
    assert after.places["syria:tariq-al-bab"].basis is Basis.GENERALISED


def test_a_shapefile_in_utm_is_reprojected_and_its_cod_ab_fields_are_guessed(tmp_path: Path) -> None:
    frame = geopandas.GeoDataFrame(
        {"ADM3_EN": ["Newton"], "ADM3_AR": ["نيوتن"], "ADM3_PCODE": ["SY9"]},
        geometry=[NEWTON],
        crs="EPSG:4326",
    ).to_crs("EPSG:32637")
    path = tmp_path / "syr_admin3.shp"
    frame.to_file(path, encoding="utf-8")
    found = read_layer(path)
    assert found.mapping["name"] == "ADM3_EN"
    place = found.places[0]
    assert (place.name, place.name_ar, place.external_id) == ("Newton", "نيوتن", "SY9")
    assert place.geometry is not None
    assert place.geometry.bounds == pytest.approx(NEWTON.bounds, abs=1e-5)


def test_a_geopackage_without_crs_is_refused_until_one_is_said(tmp_path: Path) -> None:
    path = tmp_path / "in.gpkg"
    with pytest.warns(UserWarning, match="'crs' was not provided"):
        geopandas.GeoDataFrame({"name": ["Newton"]}, geometry=[NEWTON]).to_file(path)
    with pytest.raises(LayerError, match="has no CRS"):
        read_layer(path)
    assert read_layer(path, crs="EPSG:4326").places[0].geometry is not None
    with pytest.raises(LayerError, match="is no CRS"):
        read_layer(path, crs="EPSG:99999999")


def test_geonames_and_lp_tsv_are_read(tmp_path: Path) -> None:
    dump = tmp_path / "SY.txt"
    row = ["1", "Nīwtun", "Newton", "Newtown,نيوتن", "36.3", "37.3", "P", "PPL", *[""] * 11]
    dump.write_text("\t".join(row) + "\nbroken line\n", encoding="utf-8")
    found = read_layer(dump)
    assert found.places[0].point == (37.3, 36.3)
    assert found.places[0].external_id == "gn:1"
    assert found.places[0].name_ar == "نيوتن"
    assert len(found.faults) == 1
    table = tmp_path / "places.tsv"
    table.write_text(
        "id\ttitle\tvariants\tlon\tlat\nx1\tNewton\tNewtown;Nyutun\t37.3\t36.3\n", encoding="utf-8"
    )
    place = read_layer(table).places[0]
    assert place.names == ("Newtown", "Nyutun")
    assert place.point == (37.3, 36.3)


def test_our_own_linked_places_come_back() -> None:
    found = read_layer(FOLDER / "syria" / "places.geojson")
    assert not found.faults
    assert len(found.places) == len(SYRIA.places)
    plan = plan_import(SYRIA, found, source="S")
    assert plan.count("added") == 0


@pytest.mark.parametrize(
    ("geometry", "words"),
    [
        (
            {"type": "Polygon", "coordinates": [[[37, 36], [37.1, 36], [37.1, 36.1], [37, 36.1]]]},
            "is not closed",
        ),
        (
            {"type": "Polygon", "coordinates": [[[370, 36], [37.1, 36], [37.1, 36.1], [370, 36]]]},
            "check order and CRS",
        ),
        (
            {"type": "Polygon", "coordinates": [[[37, 36], [37.1, 36.1], [37.1, 36], [37, 36.1], [37, 36]]]},
            "is not valid",
        ),
        ({"type": "Polygon", "coordinates": "no"}, "not a list of rings"),
        ({"type": "Polygon", "coordinates": [[[37, 36], [37, 36]]]}, "four or more"),
        ({"type": "Circle", "coordinates": [1, 2]}, "cannot be read"),
    ],
)
def test_a_broken_geometry_is_kept_aside_with_its_reason(
    tmp_path: Path, geometry: dict[str, Any], words: str
) -> None:
    path = collection(
        tmp_path / "in.geojson", feature("Bad", geometry), feature("Newton", shapely.geometry.mapping(NEWTON))
    )
    found = read_layer(path)
    assert [p.name for p in found.places] == ["Newton"]
    assert len(found.faults) == 1
    assert "feature 1" in found.faults[0]
    assert words in found.faults[0]


def test_heights_are_left_out_and_that_is_said(tmp_path: Path) -> None:
    ring = [[37.3, 36.3, 9], [37.31, 36.3, 9], [37.31, 36.31, 9], [37.3, 36.3, 9]]
    found = read_layer(
        collection(tmp_path / "in.geojson", feature("Newton", {"type": "Polygon", "coordinates": [ring]}))
    )
    assert found.notes == ("heights were left out: places are two-dimensional",)
    assert found.places[0].geometry is not None
    assert not found.places[0].geometry.has_z


def test_swapped_coordinates_are_refused(tmp_path: Path) -> None:
    swapped = shapely.box(36.3, 37.3, 36.31, 37.31)
    far = shapely.box(34.0, 39.9, 34.1, 40.0)
    path = collection(
        tmp_path / "in.geojson",
        feature("A", shapely.geometry.mapping(far)),
        feature("B", {"type": "Point", "coordinates": [33.5, 38.2]}),
        feature("C", shapely.geometry.mapping(swapped)),
    )
    with pytest.raises(GazetteerError, match="write longitude first"):
        plan_import(SYRIA, read_layer(path), source="S")


def test_files_that_cannot_be_used_give_one_line(tmp_path: Path) -> None:
    big = tmp_path / "big.geojson"
    with big.open("wb") as sparse:
        sparse.truncate(500_000_000)
    for path, words in [
        (big, "is more than"),
        (tmp_path / "none.geojson", "is no file"),
        (_written(tmp_path / "a.geojson", b"\xff\xfe"), "is not JSON"),
        (_written(tmp_path / "b.geojson", b"[1]"), "no `features`"),
        (_written(tmp_path / "c.xyz", b"1"), "no known kind"),
        (_written(tmp_path / "d.csv", b""), "is empty"),
        (_written(tmp_path / "e.gpkg", b"nonsense"), "GDAL cannot read"),
    ]:
        with pytest.raises(LayerError) as told:
            read_layer(path)
        assert words in str(told.value)
        assert "\n" not in str(told.value)


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def test_a_result_that_would_break_a_rule_leaves_the_file_as_it_was(tmp_path: Path, folder: Path) -> None:
    before = (folder / "places.geojson").read_bytes()
    path = collection(tmp_path / "in.geojson", feature("New\u202eton", shapely.geometry.mapping(NEWTON)))
    with pytest.raises(TheatreFaultsError):
        apply_import(folder, plan_import(read_theatre(folder), read_layer(path), source="S"))
    assert (folder / "places.geojson").read_bytes() == before


def test_the_shipped_theatres_have_no_overlaps_and_children_lie_in_their_parents() -> None:
    for theatre_id in ("syria", "mosul"):
        remarks = check_theatre(load_theatre(theatre_id))
        kinds = {r.finding for r in remarks}
        assert Finding.OVERLAP not in kinds
        assert Finding.OUTSIDE_PARENT not in kinds
        assert Finding.NO_POSITION in kinds


def test_a_check_finds_homonyms_overlaps_and_strays(tmp_path: Path, folder: Path) -> None:
    path = collection(
        tmp_path / "in.geojson",
        feature("Overton", shapely.geometry.mapping(HANANO)),
        feature("Hanano Two", shapely.geometry.mapping(NEWTON)),
    )
    apply_import(folder, plan_import(read_theatre(folder), read_layer(path), source="S"))
    document = json.loads((folder / "places.geojson").read_text(encoding="utf-8"))
    for item in document["features"]:
        if item["@id"] in ("syria:overton", "syria:hanano-two"):
            item["relations"] = [{"relationType": "gvp:broaderPartitive", "relationTo": "syria:aleppo"}]
    (folder / "places.geojson").write_text(json.dumps(document), encoding="utf-8")
    remarks = check_theatre(read_theatre(folder))
    told = {(r.finding, i) for r in remarks for i in r.place_ids}
    assert (Finding.OVERLAP, "syria:overton") in told
    assert (Finding.OUTSIDE_PARENT, "syria:hanano-two") in told
    assert (Finding.ALIAS_COLLISION, "syria:sukri-palmyra") in told
