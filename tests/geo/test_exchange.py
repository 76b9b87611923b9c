"""Other tools' formats: QGIS styles, ACLED both ways, control tables in, web annotations, pictures."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pyogrio
import pytest
from PIL import Image

from gazetteer import load_theatre
from geo.acled import COLUMNS, acled_table, time_precision
from geo.annotations import annotation_page
from geo.errors import ExportError
from geo.export import export
from geo.pictures import animate, picture
from geo.timeline import timeline
from pipelines.acled import TableError, interval, parse_table_day, read_acled, read_control_table
from pipelines.build import build_in_memory
from pipelines.history import build_history
from pipelines.model import Event
from tests.geo import made

if TYPE_CHECKING:
    from pathlib import Path

    from pipelines.model import History
    from pipelines.store import Store

SYRIA = load_theatre("syria")


@pytest.fixture(scope="module")
def store(seeds: Path) -> Store:
    return build_in_memory([seeds], SYRIA)[0]


@pytest.fixture(scope="module")
def history(store: Store) -> History:
    return build_history(store.claims(), store.documents(), SYRIA)


def test_a_geopackage_holds_intervals_places_and_claims_and_opens_coloured(tmp_path: Path) -> None:
    frame = timeline(made.history(), made.theatre(), made.claims())
    path = export(frame, tmp_path / "control.gpkg", {"government": "#d55e00"}, made.claims())
    layers = {str(name) for name, _ in pyogrio.list_layers(path)}
    assert layers == {"timeline", "places", "claims", "layer_styles"}
    claims = pyogrio.read_dataframe(path, layer="claims", read_geometry=False)
    assert list(claims["quote"]) == [claim.quote for claim in made.claims()]
    with closing(sqlite3.connect(path)) as database:
        ((qml, default),) = database.execute("SELECT styleQML, useAsDefault FROM layer_styles").fetchall()
    style = ET.fromstring(qml.split("\n", 1)[1])  # noqa: S314 - our own text
    assert default
    temporal = style.find("temporal")
    assert temporal is not None
    assert (temporal.get("startField"), temporal.get("endField"), temporal.get("limitMode")) == (
        "start",
        "end",
        "1",
    )
    values = [category.get("value") for category in style.iter("category")]
    assert "government" in values
    assert values[-1] == ""
    colours = [prop.get("v") for prop in style.iter("prop") if prop.get("k") == "color"]
    assert "213,94,0,150" in colours


def test_changes_go_out_in_acleds_columns_and_strings_and_the_rest_is_listed(
    store: Store, history: History
) -> None:
    table = acled_table(history, SYRIA, store.claims())
    assert len(COLUMNS) == 31
    assert {tuple(row) for row in table.rows} == {COLUMNS}
    assert len(table.rows) + len(table.left_out) == len(history.changes)
    hanano = next(row for row in table.rows if row["location"] == "Hanano")
    assert (hanano["event_type"], hanano["sub_event_type"]) == ("Battles", "Government regains territory")
    assert hanano["country"] == "Syria"
    assert hanano["event_date"] == "2016-11-26"
    assert hanano["time_precision"] == 1
    assert 36 < hanano["latitude"] < 37 < hanano["longitude"] < 38
    assert all("no new holder" in reason or "implied" in reason for _, reason in table.left_out)


def write_rows(path: Path, rows: list[dict[str, object]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def row(**given: object) -> dict[str, object]:
    """Return a made-up event in the columns of the public codebook."""
    return {
        **dict.fromkeys(COLUMNS, ""), "event_id_cnty": "SYR1", "event_date": "2016-11-27", "time_precision": "1",
        "event_type": "Battles", "sub_event_type": "Government regains territory", "country": "Syria",
        "actor1": "Military Forces of Syria (2000-2024)", "actor2": "Opposition Rebels (Syria)", "location": "Hanano",
        "latitude": "36.2263", "longitude": "37.2014", "geo_precision": "1", "source": "Made Up Wire",
        "notes": "On 27 November, government forces retook Hanano.", **given,
    }  # fmt: skip


def test_what_goes_out_comes_in_again(tmp_path: Path, store: Store, history: History) -> None:
    table = acled_table(history, SYRIA, store.claims())
    found = read_acled(write_rows(tmp_path / "a.csv", [dict(r) for r in table.rows]), SYRIA)
    assert found.faults == ()
    assert len(found.documents) == len(table.rows)
    assert [c.place_id for c in found.claims if c.place_id is None] == []
    assert {c.event for c in found.claims} <= {Event.GAIN, Event.CONTEST}


def test_an_export_imports_and_shows_on_the_map(tmp_path: Path) -> None:
    rows = [
        row(),
        row(event_id_cnty="SYR2", sub_event_type="Non-state actor overtakes territory", actor1="ISIS",
            location="Palmyra", latitude="34.56", longitude="38.28", event_date="11 December 2016", time_precision="2"),
        row(event_id_cnty="SYR3", sub_event_type="Air/drone strike"),
        row(event_id_cnty="SYR4", event_date="someday"),
    ]  # fmt: skip
    found = read_acled(write_rows(tmp_path / "acled.csv", rows), SYRIA)
    assert len(found.documents) == 3
    assert found.without_claim == 1
    assert found.faults == (
        "acled.csv, line 5: `event_date` is `someday`: a day is written 2016-11-27 or 27 November 2016",
    )
    hanano, palmyra = found.claims
    assert (hanano.place_id, hanano.actor, hanano.date_earliest) == (
        "syria:hanano",
        "government",
        dt.date(2016, 11, 27),
    )
    assert (palmyra.actor, palmyra.date_earliest, palmyra.date_latest) == (
        "isis", dt.date(2016, 12, 8), dt.date(2016, 12, 14),
    )  # fmt: skip
    for claim, document in zip(found.claims, found.documents, strict=False):
        assert document.text[claim.start : claim.end] == claim.quote
        assert document.extra["geo_precision"] == "1"
    drawn = build_history(found.claims, found.documents, SYRIA).at(dt.date(2016, 12, 20))
    assert drawn["syria:hanano"].holder == "government"
    assert drawn["syria:palmyra"].holder == "isis"


def test_the_older_columns_are_read_too(tmp_path: Path) -> None:
    old = {
        "data_id": "77", "iso": "760", "event_date": "27 November 2016", "time_precision": "1",
        "event_type": "Battles", "sub_event_type": "Armed clash", "actor1": "ISIS", "location": "Palmyra",
        "latitude": "34.56", "longitude": "38.28",
        "notes": "They fought.",
    }  # fmt: skip
    (claim,) = read_acled(write_rows(tmp_path / "old.csv", [dict(old)]), SYRIA).claims
    assert (claim.event, claim.actor, claim.place_id) == (Event.CONTEST, None, "syria:palmyra")


@pytest.mark.parametrize(
    ("kind", "first", "second", "gained"),
    [
        ("Government regains territory", "ISIS", "Military Forces of Syria (2000-2024)", "government"),
        ("Government regains territory", "Military Forces of Syria (2000-2024)", "ISIS", "government"),
        ("Battle-Government regains territory", "ISIS", "Military Forces of Syria (2000-2024)", "government"),
        ("Non-state actor overtakes territory", "Military Forces of Syria (2000-2024)", "ISIS", "isis"),
    ],
)
def test_the_type_says_who_won_and_not_the_order_of_the_actors(
    tmp_path: Path, kind: str, first: str, second: str, gained: str
) -> None:
    path = write_rows(tmp_path / "a.csv", [row(sub_event_type=kind, actor1=first, actor2=second)])
    (claim,) = read_acled(path, SYRIA).claims
    assert claim.actor == gained


def test_a_row_that_only_stands_for_a_region_names_no_town(tmp_path: Path) -> None:
    (claim,) = read_acled(write_rows(tmp_path / "a.csv", [row(geo_precision="3")]), SYRIA).claims
    assert claim.place_id is None


def test_a_place_far_from_the_rows_position_stays_unplaced(tmp_path: Path) -> None:
    (claim,) = read_acled(
        write_rows(tmp_path / "a.csv", [row(latitude="33.0", longitude="36.0")]), SYRIA
    ).claims
    assert claim.place_id is None
    assert claim.place_text == "Hanano"


def test_a_control_table_becomes_holds_and_contests(tmp_path: Path) -> None:
    rows = [
        {"name": "Hanano", "date": "2016-11-27", "status": "Syrian army"},
        {"name": "Sakhour", "date": "2016-11-27", "status": "CONTESTED"},
        {"name": "Sakhour", "date": "2016-11-28", "status": "nobody knows"},
    ]
    found = read_control_table(write_rows(tmp_path / "control.csv", [dict(r) for r in rows]), SYRIA)
    assert [(c.event, c.actor, c.place_id) for c in found.claims] == [
        (Event.HOLD, "government", "syria:hanano"),
        (Event.CONTEST, None, "syria:sakhour"),
    ]
    assert found.without_claim == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a,b\n1,2\n", "has no column `event_date`; needed are event_date"),
        (b"\xff\xfe\x00", "is not UTF-8 text"),
    ],
)
def test_what_is_no_such_table_is_one_line_with_the_mend(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    with pytest.raises(TableError, match=said):
        read_acled(path, SYRIA)
    with pytest.raises(TableError, match="does not exist"):
        read_acled(tmp_path / "missing.csv", SYRIA)


@pytest.mark.parametrize(
    ("precision", "days"),
    [
        ("1", ("2016-11-27", "2016-11-27")),
        ("2", ("2016-11-24", "2016-11-30")),
        ("3", ("2016-11-01", "2016-11-30")),
    ],
)
def test_time_precision_is_an_interval(precision: str, days: tuple[str, str]) -> None:
    assert tuple(d.isoformat() for d in interval(parse_table_day("2016-11-27"), precision)) == days
    assert time_precision(*interval(parse_table_day("2016-11-27"), precision)) == int(precision)


def test_every_annotation_selects_its_words_in_the_article(store: Store) -> None:
    documents = {d.id: d for d in store.documents()}
    page = json.loads(json.dumps(annotation_page(store.claims(), documents)))
    assert page["type"] == "AnnotationPage"
    assert len(page["items"]) == len(store.claims())
    by_id = {claim.claim_id: claim for claim in store.claims()}
    for item in page["items"]:
        text = documents[by_id[item["id"].rsplit(":", 1)[1]].document].text
        quote, position = item["target"]["selector"]
        assert text[position["start"] : position["end"]] == quote["exact"]
        assert quote["prefix"] + quote["exact"] + quote["suffix"] in text
        assert item["prov:wasDerivedFrom"] == item["target"]["source"]


def test_a_day_is_drawn_for_print_and_says_that_it_is_as_reported(tmp_path: Path, history: History) -> None:
    picture(history, SYRIA, dt.date(2016, 12, 8), tmp_path / "day.png")
    with Image.open(tmp_path / "day.png") as image:
        assert round(image.info["dpi"][0]) == 300
        assert image.width > 2000
        assert len(image.convert("RGB").getcolors(1 << 24) or ()) > 50
    picture(history, SYRIA, dt.date(2016, 12, 8), tmp_path / "day.svg")
    text = (tmp_path / "day.svg").read_text("utf-8")
    assert "8 December 2016" in text
    assert "As reported, not as verified" in text
    assert "Opposition groups" in text


def test_a_period_moves_a_day_a_frame(tmp_path: Path, history: History) -> None:
    told: list[tuple[int, int]] = []
    first, last = dt.date(2016, 11, 26), dt.date(2016, 11, 28)
    count = animate(history, SYRIA, first, last, tmp_path / "a.gif", lambda done, of: told.append((done, of)))
    with Image.open(tmp_path / "a.gif") as image:
        assert getattr(image, "n_frames", 0) == count == 3
    assert told == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize(
    ("first", "last", "name", "said"),
    [
        ("2016-11-28", "2016-11-26", "a.gif", "is no period: name the earlier day first"),
        ("2010-01-01", "2016-11-26", "a.gif", "at most 400 are drawn: take a shorter period"),
        ("2016-11-26", "2016-11-26", "a.avi", r"ends in `\.avi`: write \.gif"),
    ],
)
def test_a_period_that_cannot_be_drawn_is_one_clear_line(
    tmp_path: Path, history: History, first: str, last: str, name: str, said: str
) -> None:
    days = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    with pytest.raises(ExportError, match=said):
        animate(history, SYRIA, *days, tmp_path / name, lambda _done, _of: None)
