"""Each form that `export` writes is read back by another reader and says the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pyproj
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.areas import area_km2, areas_km2
from geo.errors import ExportError
from geo.export import FORMATS, export, write_atomically, write_text
from geo.geojson import cut_at_antimeridian, geometry_object, to_geojson
from geo.snapshot import LICENCE, data_hash, snapshot
from geo.timeline import timeline
from pipelines.model import History
from tests.geo import made

if TYPE_CHECKING:
    from pathlib import Path

FORMS_READ_BACK = (".geojson", ".geojsons", ".fgb", ".gpkg", ".parquet", ".kml", ".csv")


def day_frame() -> gpd.GeoDataFrame:
    return snapshot(made.history(), made.theatre(), made.day("2016-12-03"), made.claims())


def all_frame() -> gpd.GeoDataFrame:
    return timeline(made.history(), made.theatre(), made.claims())


def test_geojson_is_rfc_7946_and_says_what_it_is() -> None:
    data = json.loads(to_geojson(day_frame()))
    assert list(data) == ["type", "snapshot", "bbox", "features"]
    assert data["snapshot"] == {
        "date": "2016-12-03",
        "known_by": None,
        "sources": [],
        "policy": "latest",
        "theatre": "made",
        "gazetteer": made.theatre().version,
        "data": data_hash(made.history()),
        "method": "docs/history.md",
        "licence": LICENCE,
        "generator": "whoholds 0.1.0",
        "attribution": ["Made up for tests"],
    }
    assert data["bbox"] == [37.0, 36.1, 37.3, 36.4]
    assert "crs" not in data
    for feature in data["features"]:
        if feature["geometry"] is not None:
            ring = shapely.LinearRing(feature["geometry"]["coordinates"][0])
            assert ring.is_ccw, feature["properties"]["name"]
        if feature["properties"]["holder"] is not None:
            assert feature["properties"]["claims"], feature
            assert feature["properties"]["evidence"], feature
    gamma = next(f for f in data["features"] if f["id"] == "gamma")
    assert gamma["properties"]["shares"] == {"government": 0.5, "opposition": 0.5}
    assert gamma["properties"]["since_latest"] == "2016-12-03"


def test_the_same_history_gives_the_same_bytes() -> None:
    assert to_geojson(day_frame()) == to_geojson(day_frame())
    assert to_geojson(all_frame()) == to_geojson(all_frame())


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.floats(-179, 179), st.floats(-85, 85)), min_size=3, max_size=12, unique=True).map(
        lambda points: shapely.MultiPoint(points).convex_hull.buffer(0.001)
    )
)
def test_any_polygon_is_written_with_six_decimals_counter_clockwise_and_keeps_its_area(
    polygon: shapely.Polygon,
) -> None:
    shape = geometry_object(polygon)
    assert shape is not None
    again = shapely.geometry.shape(shape)
    assert again.is_valid
    assert again.exterior.is_ccw
    assert again.symmetric_difference(polygon).area <= 2e-6 * max(polygon.length, 1e-3)
    assert all(
        len(repr(x).partition(".")[2]) <= 6 or "e" in repr(x)
        for pair in shape["coordinates"][0]
        for x in pair
    )


@pytest.mark.parametrize("ending", [".geojson", ".geojsons", ".fgb", ".gpkg", ".parquet", ".kml", ".csv"])
@pytest.mark.parametrize("kind", ["snapshot", "timeline"])
def test_every_form_is_read_back_with_the_same_rows(tmp_path: Path, ending: str, kind: str) -> None:
    frame = day_frame() if kind == "snapshot" else all_frame()
    path = export(frame, tmp_path / f"control{ending}", {"government": "#b2182b"})
    if ending == ".csv":
        back = pd.read_csv(path)
        shapes = [shapely.from_wkt(wkt) if isinstance(wkt, str) else None for wkt in back["geometry"]]
        names = list(back["name"])
    elif ending == ".kml":
        root = ET.parse(path).getroot()  # noqa: S314 - our own file
        space = {"k": "http://www.opengis.net/kml/2.2"}
        marks = root.findall(".//k:Placemark", space)
        assert [m.findtext("k:name", None, space) for m in marks] == list(frame["name"])
        spans = [m.findtext("k:TimeSpan/k:begin", None, space) for m in marks]
        if kind == "timeline":
            assert spans == [d.isoformat() if d else None for d in frame["start"]]
        gdal = pyogrio.read_dataframe(path, use_arrow=False)
        names, shapes = list(gdal["Name"]), list(gdal.geometry)
        frame = frame[frame.geometry.notna() | (ending == ".kml")]
    else:
        layer = {"layer": kind} if ending == ".gpkg" else {}
        back = gpd.read_parquet(path) if ending == ".parquet" else gpd.read_file(path, **layer)
        assert back.crs.to_epsg() == 4326
        names, shapes = list(back["name"]), list(back.geometry)
    assert names == list(frame["name"])
    for ours, theirs in zip(frame.geometry, shapes, strict=True):
        assert (ours is None) == (theirs is None)
        if ours is not None and theirs is not None:
            assert ours.symmetric_difference(theirs.buffer(0)).area < 2e-8  # six decimals


@pytest.mark.parametrize("ending", [".geojson", ".gpkg"])
def test_gis_programs_see_start_and_end_as_dates(tmp_path: Path, ending: str) -> None:
    path = export(all_frame(), tmp_path / f"control{ending}")
    info = pyogrio.read_info(path, **({"layer": "timeline"} if ending == ".gpkg" else {}))
    types = dict(zip(info["fields"], info["ogr_types"], strict=True))
    assert [name for name, kind in types.items() if kind == "OFTDate"][:2] == ["start", "end"]


def test_geoparquet_and_geopackage_say_what_they_are(tmp_path: Path) -> None:
    parquet = export(day_frame(), tmp_path / "day.parquet")
    said = json.loads(pq.read_schema(parquet).metadata[b"snapshot"])
    assert said["date"] == "2016-12-03"
    package = export(day_frame(), tmp_path / "day.gpkg")
    assert (
        json.loads(pyogrio.read_info(package, layer="snapshot")["layer_metadata"]["snapshot"])["date"]
        == "2016-12-03"
    )


@pytest.mark.parametrize("ending", FORMATS)
def test_the_same_content_gives_the_same_file(tmp_path: Path, ending: str) -> None:
    first = export(day_frame(), tmp_path / f"a{ending}").read_bytes()
    second = export(day_frame(), tmp_path / f"b{ending}").read_bytes()
    assert first == second


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "day.shp",
            "`{folder}/day.shp` ends in `.shp`: the ending names the form, one of .geojson .geojsons",
        ),
        ("day", "ends in ``: the ending names the form"),
        ("missing/day.geojson", "`{folder}/missing` does not exist: make the folder first"),
    ],
)
def test_a_file_that_cannot_be_written_gives_one_clear_line(tmp_path: Path, name: str, said: str) -> None:
    with pytest.raises(ExportError) as caught:
        export(day_frame(), tmp_path / name)
    assert said.format(folder=tmp_path) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    (tmp_path / "day.geojson").mkdir()
    with pytest.raises(ExportError, match="is a folder"):
        export(day_frame(), tmp_path / "day.geojson")


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "day.geojson"
    write_text(path, "old")

    def fail(temporary: Path) -> None:
        temporary.write_text("half")
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        write_atomically(path, fail)
    assert path.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["day.geojson"]


def test_another_frame_of_reference_is_refused() -> None:
    with pytest.raises(ValueError, match="GeoJSON is WGS 84 only"):
        to_geojson(day_frame().to_crs(3857))


@pytest.mark.parametrize("west_south", [(0, 0), (37, 36), (30, 48)])
def test_areas_are_those_of_the_ellipsoid(west_south: tuple[int, int]) -> None:
    west, south = west_south
    box = shapely.box(west, south, west + 1, south + 1)
    # the oracle sums geodesic triangles; short segments keep its edges on the parallels
    along_parallels = shapely.segmentize(box, 0.01)
    oracle_m2 = abs(pyproj.Geod(ellps="WGS84").geometry_area_perimeter(along_parallels)[0])
    assert area_km2(box) == pytest.approx(oracle_m2 / 1e6, rel=1e-5)


def test_what_has_no_extent_has_no_area() -> None:
    assert area_km2(None) == 0
    assert list(areas_km2([])) == []
    assert area_km2(shapely.Point(37, 36)) == 0


def test_kml_writes_points_and_several_pieces_and_drops_what_xml_forbids(tmp_path: Path) -> None:
    two = shapely.MultiPolygon(
        [made.square(0, 0), made.square(3, 3).difference(made.square(3, 3).centroid.buffer(0.001))]
    )
    places = [
        made.place("alpha", two, name="Al\x00pha \x1b & <b>", within=None),
        made.place("beta", shapely.Point(37.2, 36.3), within=None),
    ]
    history = made.history([made.interval("alpha", "2016-11-27", None, "government")])
    frame = snapshot(history, made.theatre(places), made.day("2016-11-27"))
    text = export(frame, tmp_path / "day.kml", {"government": "#b2182b"}).read_text(encoding="utf-8")
    assert "<name>Alpha  &amp; &lt;b&gt;</name>" in text
    assert text.count("<Polygon>") == 2
    assert text.count("<innerBoundaryIs>") == 1
    assert "<Point>" in text
    assert "<color>992b18b2</color>" in text


def test_a_file_that_may_not_be_written_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.TemporaryDirectory", refuse)
    with pytest.raises(ExportError, match="cannot be written: Permission denied; choose another folder"):
        export(day_frame(), tmp_path / "day.geojson")


def test_a_frame_from_elsewhere_is_written_without_a_description(tmp_path: Path) -> None:
    frame = gpd.GeoDataFrame({"size": [1.5, float("nan")]}, geometry=[made.square(0, 0), None], crs=4326)
    data = json.loads(to_geojson(frame))
    assert list(data) == ["type", "bbox", "features"]
    assert [f["properties"]["size"] for f in data["features"]] == [1.5, None]
    assert json.loads(to_geojson(frame.iloc[1:]))["features"][0]["geometry"] is None
    write_text(tmp_path / "x.txt", "é\n")
    assert (tmp_path / "x.txt").read_bytes() == "é\n".encode()


@pytest.mark.parametrize(
    "polygon",
    [
        shapely.box(179.5, 10, 180.5, 11),  # reaches beyond
        shapely.box(-180.5, 10, -179.5, 11),
    ],
)
def test_what_crosses_the_antimeridian_is_cut_there_and_its_box_says_so(polygon: shapely.Polygon) -> None:
    frame = gpd.GeoDataFrame({"name": ["Across"]}, geometry=[polygon], crs=4326)
    (feature,) = json.loads(to_geojson(frame))["features"]
    assert feature["bbox"] == [179.5, 10.0, -179.5, 11.0]
    shape = shapely.geometry.shape(feature["geometry"])
    assert sorted(part.bounds for part in shape.geoms) == [
        (-180.0, 10.0, -179.5, 11.0),
        (179.5, 10.0, 180.0, 11.0),
    ]
    assert all(part.exterior.is_ccw for part in shape.geoms)


def test_what_only_touches_the_antimeridian_or_is_in_parts_is_left_alone() -> None:
    two = shapely.MultiPolygon([shapely.box(179, 0, 180, 1), shapely.box(-180, 0, -179, 1)])
    for geometry in (two, shapely.box(37, 36, 38, 37), shapely.Point(180, 0)):
        assert cut_at_antimeridian(geometry) is geometry


@pytest.mark.parametrize("ending", [e for e in FORMS_READ_BACK if e != ".kml"])
@pytest.mark.parametrize("kind", ["snapshot", "timeline"])
def test_an_empty_history_is_a_file_with_columns_and_no_reported_state(
    tmp_path: Path, ending: str, kind: str
) -> None:
    nothing = History(intervals=(), changes=(), unmapped=())
    empty = timeline(nothing, made.theatre())
    frame = snapshot(nothing, made.theatre(), made.day("2016-12-03")) if kind == "snapshot" else empty
    path = export(frame, tmp_path / f"none{ending}")
    if ending == ".geojsons" and not len(frame):
        assert path.read_bytes() == b""  # an empty sequence, which GDAL does not take for one
        return
    if ending == ".parquet":
        back = gpd.read_parquet(path)
    elif ending == ".csv":
        back = pd.read_csv(path)
    else:
        back = pyogrio.read_dataframe(path, **({"layer": kind} if ending == ".gpkg" else {}))
    assert len(back) == len(frame)
    assert "holder" not in back.columns or back["holder"].isna().all()
