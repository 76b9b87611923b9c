"""What is written is what other people's readers read: GDAL, pyarrow, DuckDB, a schema for KML, GeoJSON's rules."""

from __future__ import annotations

import csv
import json
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import duckdb
import geopandas as gpd
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.export import export
from geo.geojson import geojson_parts, geojson_sequence, to_geojson
from geo.listing import csv_lines, defuse, write_records
from geo.timeline import timeline
from pipelines.claims_io import KEYS, claim_record
from pipelines.model import History, Status
from tests.geo import generated, made

if TYPE_CHECKING:
    from collections.abc import Iterable

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=30) | (
    st.sampled_from(
        ["", "حلب الشرقية", 'He said "go",\nthen left', "🕊️ 👩‍🚀", "=1+1", "'", "-5", "@x", "a\tb"]
    )
)
DAYS = st.none() | st.dates(made.day("1900-01-01"), made.day("2100-12-31")).map(lambda d: d.isoformat())
SHAPES = st.sampled_from(
    [made.square(0, 0), None, shapely.MultiPolygon([made.square(0, 0), made.square(2, 2)])]
)


@st.composite
def frames(draw: st.DrawFn) -> gpd.GeoDataFrame:
    """Any timeline: of no rows, with open ends, places without a position, and hostile words."""
    names = draw(st.lists(st.tuples(WORDS, SHAPES), max_size=4))
    places = [made.place(f"p{n}", g, name=t, within=None) for n, (t, g) in enumerate(names)]
    intervals = [
        made.interval(
            p.place_id,
            draw(DAYS),
            draw(DAYS),
            draw(st.none() | st.sampled_from(["government", "isis"])),
            status=draw(st.sampled_from(Status)),
            evidence=draw(st.none() | WORDS),
        )
        for p in places
    ]
    theatre = made.theatre(places or [made.place("p", None, within=None)])
    return timeline(History(intervals=tuple(intervals), changes=(), unmapped=()), theatre)


def texts(frame: gpd.GeoDataFrame, column: str) -> list[str | None]:
    return [None if v is None or v != v else str(v)[:10] for v in frame[column]]  # noqa: PLR0124 - not a number


def same(ours: gpd.GeoDataFrame, back: gpd.GeoDataFrame) -> None:
    assert len(ours) == len(back)
    for column in ("start", "end"):
        assert texts(ours, column) == [None if v in (None, "NaT", "None") else v for v in texts(back, column)]
    for column in ("place_id", "name", "holder", "status", "evidence"):
        assert [v or None for v in ours[column]] == [
            v if isinstance(v, str) and v else None for v in back[column]
        ]
    for one, other in zip(ours.geometry, back.geometry, strict=True):
        assert (one is None) == (other is None)
        if one is not None and other is not None:
            assert one.symmetric_difference(other.buffer(0)).area < 2e-8


@settings(deadline=None, max_examples=25)
@given(frames())
@pytest.mark.parametrize("ending", [".geojson", ".geojsons", ".gpkg", ".fgb", ".parquet"])
def test_any_history_is_read_back_as_it_was_written(ending: str, frame: gpd.GeoDataFrame) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = export(frame, Path(folder) / f"control{ending}")
        if ending == ".parquet":
            back = gpd.read_parquet(path)
            assert pq.read_metadata(path).num_rows == len(frame)
        elif frame.empty:
            return  # without a row GDAL has no fields to tell
        else:
            layer = {"layer": "timeline"} if ending == ".gpkg" else {}
            back = pyogrio.read_dataframe(path, use_arrow=False, **layer)
        same(frame, back)


@settings(deadline=None, max_examples=25)
@given(frames())
def test_any_history_as_kml_fits_the_schema_and_as_csv_is_defused(frame: gpd.GeoDataFrame) -> None:
    with tempfile.TemporaryDirectory() as folder:
        kml = export(frame, Path(folder) / "control.kml", {"isis": "#4d4d4d"})
        schema().validate(kml)
        names = [m.text or "" for m in ET.parse(kml).iterfind(".//{*}Placemark/{*}name")]  # noqa: S314 - our own
        assert len(names) == len(frame)
        table = export(frame, Path(folder) / "control.csv")
        with table.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        assert [row["name"] for row in rows] == [defuse(name) for name in frame["name"]]
        live = [
            cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\n"))
        ]
        assert live == []


_SCHEMA: list[xmlschema.XMLSchema] = []


def schema() -> xmlschema.XMLSchema:
    if not _SCHEMA:
        _SCHEMA.append(xmlschema.XMLSchema(str(Path(__file__).with_name("kml.xsd"))))
    return _SCHEMA[0]


@settings(deadline=None, max_examples=25)
@given(frames())
def test_any_history_as_geojson_keeps_every_rule_of_the_standard(frame: gpd.GeoDataFrame) -> None:
    assert strict_faults(json.loads(to_geojson(frame))) == []
    for line in geojson_sequence(frame):
        assert line.startswith("\x1e{")
        assert line.endswith("}\n")
        assert strict_faults({"type": "FeatureCollection", "features": [json.loads(line[1:])]}) == []


def strict_faults(data: dict[str, Any]) -> list[str]:
    """Say which rules of RFC 7946 a FeatureCollection breaks: 3, 3.1.6, 3.2, 4, 5, 7.1, 11.2."""
    faults = ["crs"] if "crs" in data else []
    for feature in data["features"]:
        if {"type", "geometry", "properties"} - set(feature) or {"coordinates", "geometries"} & set(feature):
            faults.append("members")
        shape = feature["geometry"]
        if shape is None:
            continue
        west, south, east, north = feature["bbox"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        for polygon in polygons:
            for at, ring in enumerate(polygon):
                if ring[0] != ring[-1] or len(ring) < 4:
                    faults.append("open ring")
                if shapely.LinearRing(ring).is_ccw is (at > 0):
                    faults.append("ring order")
                faults += ["bbox" for x, y in ring if not (west <= x <= east and south <= y <= north)]
                faults += ["decimals" for pair in ring for v in pair if round(v, 6) != v]
    return faults


def test_the_validator_sees_what_is_wrong() -> None:
    ring = [[0, 0], [0, 1], [1, 1], [0.00000001, 0]]
    feature = {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": {}}
    wrong = {
        "crs": {},
        "features": [{**feature, "bbox": [0, 0, 0.5, 1]}, {"type": "Feature", "geometry": None}],
    }
    assert {"crs", "open ring", "ring order", "bbox", "decimals", "members"} == set(strict_faults(wrong))


def test_duckdb_reads_the_same_rows_from_parquet(tmp_path: Path) -> None:
    frame = timeline(made.history(), made.theatre(), made.claims())
    path = export(frame, tmp_path / "control.parquet")
    with duckdb.connect() as database:
        rows = database.execute('SELECT start, "end", name, holder, claims FROM read_parquet(?)', [str(path)])
        for ours, theirs in zip(frame.itertuples(), rows.fetchall(), strict=True):
            assert theirs[:4] == (ours.start, ours.end, ours.name, ours.holder)
            assert theirs[4] == list(ours.claims)


def test_claims_are_the_same_in_csv_json_lines_and_parquet(tmp_path: Path) -> None:
    records = [claim_record(claim) for claim in made.claims()]
    for ending in (".csv", ".jsonl", ".parquet"):
        write_records(records, KEYS, tmp_path / f"claims{ending}", "{}")
    lines = [json.loads(line) for line in (tmp_path / "claims.jsonl").read_text("utf-8").splitlines()]
    assert lines == json.loads(json.dumps(records))
    with duckdb.connect() as database:
        got = database.execute(
            "SELECT claim_id, date_earliest, reported_by, quote, start FROM read_parquet(?)",
            [str(tmp_path / "claims.parquet")],
        ).fetchall()
        text = database.execute(
            "SELECT claim_id, quote FROM read_csv(?, header=true, all_varchar=true)",
            [str(tmp_path / "claims.csv")],
        ).fetchall()
    for record, row, cells in zip(records, got, text, strict=True):
        day = row[1].isoformat() if row[1] else None
        assert (record["claim_id"], record["date_earliest"]) == (row[0], day)
        assert (record["reported_by"], record["quote"], record["start"]) == row[2:]
        assert cells == (record["claim_id"], defuse(record["quote"]))


@pytest.mark.parametrize(
    ("text", "written"),
    [("=1+1", "'=1+1"), ("+1", "'+1"), ("-x", "'-x"), ("@a", "'@a"), ("\tx", "'\tx"), ("\rx", "'\rx"), ("\nx", "'\nx"),
     ("a=1", "a=1"), ("", ""), (" =1", " =1")],
)  # fmt: skip
def test_a_formula_is_defused_and_other_text_is_left_alone(text: str, written: str) -> None:
    assert defuse(text) == written


def test_numbers_are_left_alone() -> None:
    assert (
        list(csv_lines([{"a": -5, "b": -0.5, "c": ["=x", "y"]}], ["a", "b", "c"]))[1] == "-5,-0.5,'=x; y\r\n"
    )


def test_a_geopackage_has_its_layers_and_a_style_that_qgis_takes(tmp_path: Path) -> None:
    frame = timeline(made.history(), made.theatre(), made.claims())
    path = export(frame, tmp_path / "t.gpkg", {"government": "#b2182b"}, made.claims())
    assert {"timeline", "places", "claims"} <= {name for name, _ in pyogrio.list_layers(path)}
    with closing(sqlite3.connect(path)) as database:
        name, geometry, qml, default = database.execute(
            "SELECT f_table_name, f_geometry_column, styleQML, useAsDefault FROM layer_styles"
        ).fetchone()
        column = database.execute(
            "SELECT column_name FROM gpkg_geometry_columns WHERE table_name = 'timeline'"
        ).fetchone()[0]
    assert (name, geometry, default) == ("timeline", column, 1)
    style = ET.fromstring(qml.partition("\n")[2])  # noqa: S314 - our own
    temporal = style.find("temporal")
    assert temporal is not None
    assert temporal.attrib.items() >= {
        "enabled": "1", "mode": "2", "limitMode": "1", "startField": "start", "endField": "end"
    }.items()  # fmt: skip
    renderer = style.find("renderer-v2")
    assert renderer is not None
    assert renderer.get("attr") == "holder"
    values = {category.get("value") for category in renderer.iterfind("categories/category")}
    assert values == {h for h in frame["holder"] if h} | {""}
    symbols = {symbol.get("name") for symbol in renderer.iterfind("symbols/symbol")}
    assert symbols == {category.get("symbol") for category in renderer.iterfind("categories/category")}


def test_a_hundred_thousand_features_stream_and_are_all_there(tmp_path: Path) -> None:
    frame = timeline(generated.history(400, days=400, changes_a_day=8.5), generated.theatre(400))
    large = frame.iloc[[n % len(frame) for n in range(100_000)]].reset_index(drop=True)
    large.attrs = frame.attrs
    path = export(large, tmp_path / "large.geojsons")
    assert pyogrio.read_info(path)["features"] == 100_000
    assert longest(geojson_parts(large.iloc[:10_000])) < 50_000


def longest(parts: Iterable[str]) -> int:
    """Return the length of the longest piece: no piece holds more than a feature."""
    return max(map(len, parts))
