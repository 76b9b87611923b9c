"""What the commands answer about the shipped articles, as a reader of them would say it."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran


def jsonl(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_build_counts_what_it_read_and_found(whoholds: Callable[..., Ran], seeds: Path) -> None:
    ran = whoholds("build", seeds)
    assert ran.code == 0
    assert ran.out == ""
    counted = {line[:30].strip(): line[30:].split() for line in ran.lines if line.strip()}
    text = " ".join(ran.err.split())
    assert "documents 5" in text
    assert "documents without a day 0 of 5" in text
    assert "saved in whoholds.sqlite" in text
    assert counted


def test_the_same_build_twice_gives_the_same_claims(
    whoholds: Callable[..., Ran], seeds: Path, tmp_path: Path
) -> None:
    first = whoholds("extract", seeds)
    second = whoholds("extract", seeds, "--out", tmp_path / "claims.jsonl")
    assert first.out == (tmp_path / "claims.jsonl").read_text("utf-8")
    assert "claims from 5 documents" in second.err


def test_extracted_claims_quote_the_article_word_for_word(whoholds: Callable[..., Ran], seeds: Path) -> None:
    for claim in jsonl(whoholds("extract", seeds).out):
        text = (seeds / str(claim["document"])).read_bytes().decode("utf-8")
        assert text[claim["start"] : claim["end"]] == claim["quote"]


def test_documents_may_come_by_standard_input(seeds: Path, root: Path, tmp_path: Path) -> None:
    text = (seeds / "000_f86aad1239680a25.txt").read_text("utf-8")
    line = json.dumps({"id": "x", "text": text, "published": "2016-11-27"}) + "\n"
    ran = subprocess.run(
        [sys.executable, str(root / "cli.py"), "extract", "-"],
        input=line,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert {claim["document"] for claim in jsonl(ran.stdout)} == {"x"}
    assert list(tmp_path.iterdir()) == []


def test_the_changes_of_a_place_and_a_day(whoholds: Callable[..., Ran], store: Path) -> None:
    ran = whoholds("changes", "--store", store, "--place", "Sakhour", "--format", "jsonl")
    (change,) = [c for c in jsonl(ran.out) if c["to_actor"] == "government" and c["extent"] == "whole"]
    assert (change["date_earliest"], change["date_latest"]) == ("2016-11-27", "2016-11-27")
    late = whoholds("changes", "--store", store, "--from", "2016-12-01", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(late.out)))
    assert rows
    assert all(row["date_latest"] >= "2016-12-01" for row in rows)
    assert f"{len(rows)} of " in late.err


def test_as_known_on_an_earlier_day_there_is_less(whoholds: Callable[..., Ran], store: Path) -> None:
    everything = jsonl(whoholds("changes", "--store", store, "--format", "jsonl").out)
    early = jsonl(whoholds("changes", "--store", store, "--known-by", "2016-11-27", "--format", "jsonl").out)
    assert 0 < len(early) < len(everything)
    assert all(str(c["date_latest"]) <= "2016-11-27" for c in early)


def test_claims_can_be_listed_by_who_says_so(whoholds: Callable[..., Ran], store: Path) -> None:
    ran = whoholds("claims", "--store", store, "--source", "Press TV", "--format", "jsonl")
    reprint = "001_398a2ebf296e5562.txt"
    assert {claim["document"] for claim in jsonl(ran.out)} == {"000_f86aad1239680a25.txt", reprint}
    table = whoholds("claims", "--store", store, "--source", "Press TV")
    assert "place_text" in table.out.splitlines()[0]
    assert "\x1b" not in table.out


@pytest.mark.parametrize("ending", [".geojson", ".gpkg", ".parquet", ".kml", ".csv"])
def test_a_day_is_written_in_the_form_that_the_ending_names(
    ending: str, whoholds: Callable[..., Ran], store: Path, tmp_path: Path
) -> None:
    out = tmp_path / f"day{ending}"
    ran = whoholds("snapshot", "2016-11-27", "--store", store, "--out", out)
    assert ran.code == 0, ran.err
    assert "have a reported state on 2016-11-27" in ran.err
    assert out.stat().st_size > 1000


def test_a_day_as_geojson_has_a_claim_and_a_quote_behind_each_colour(
    whoholds: Callable[..., Ran], store: Path
) -> None:
    day = json.loads(whoholds("snapshot", "2016-11-27", "--store", store).out)
    coloured = [f["properties"] for f in day["features"] if f["properties"]["holder"]]
    assert coloured
    assert all(p["claims"] and p["evidence"] for p in coloured)
    assert "crs" not in day
    holders = {p["name"]: p["holder"] for p in coloured}
    assert holders["Hanano"] == "government"


def test_gdal_opens_the_day(whoholds: Callable[..., Ran], store: Path, tmp_path: Path) -> None:
    ogrinfo = shutil.which("ogrinfo")
    if ogrinfo is None:
        pytest.skip("no ogrinfo on this machine: apt-get install gdal-bin")
    whoholds("snapshot", "2016-11-27", "--store", store, "--out", tmp_path / "day.geojson")
    ran = subprocess.run(
        [ogrinfo, "-so", "-al", str(tmp_path / "day.geojson")], capture_output=True, text=True, check=True
    )
    assert "WGS 84" in ran.stdout
    assert "holder: String" in ran.stdout


def test_a_timeline_has_its_days_first(whoholds: Callable[..., Ran], store: Path, tmp_path: Path) -> None:
    whoholds("timeline", "--store", store, "--out", tmp_path / "t.gpkg")
    frame = gpd.read_file(tmp_path / "t.gpkg", layer="timeline")
    assert list(frame.columns[:2]) == ["start", "end"]
    assert frame.crs.to_epsg() == 4326


def test_the_map_is_one_page_that_asks_for_nothing(
    whoholds: Callable[..., Ran], store: Path, tmp_path: Path
) -> None:
    ran = whoholds("map", "--store", store, "--out", tmp_path / "aleppo.html")
    page = (tmp_path / "aleppo.html").read_text("utf-8")
    assert ran.code == 0
    assert page.lstrip().lower().startswith("<!doctype html>")
    assert 'src="http' not in page
    assert whoholds("map", "--store", store).out == page


def test_without_a_store_the_shipped_articles_are_read_and_that_is_said(
    whoholds: Callable[..., Ran], tmp_path: Path
) -> None:
    ran = whoholds("changes", "--format", "jsonl")
    assert ran.code == 0
    assert "the shipped articles are read" in ran.err
    assert len(jsonl(ran.out)) > 5
    assert list(tmp_path.iterdir()) == []


def test_help_is_quick_to_load(root: Path) -> None:
    """Help must not wait for the geometry and extraction libraries."""
    code = (
        "import sys, cli; cli.run(['--help']); print(sorted({'geopandas', 'streamlit'} & set(sys.modules)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.splitlines()[-1] == "[]"


def test_a_name_is_looked_up_with_scores(whoholds: Callable[..., Ran]) -> None:
    ran = whoholds("gazetteer", "find", "Sakhur", "--format", "jsonl")
    best = jsonl(ran.out)[0]
    assert (best["name"], best["kind"]) == ("Sakhour", "neighbourhood")
    assert best["within"][0] == "Aleppo"
    table = whoholds("gazetteer", "find", "الصاخور")
    assert "Sakhour" in table.out


def test_a_name_that_nobody_bears_finds_nothing(whoholds: Callable[..., Ran]) -> None:
    ran = whoholds("gazetteer", "find", "Qwertyuiop Zxcvbnm")
    assert ran.code == 0
    assert ran.err.startswith("0 of ")


def test_the_shipped_theatre_has_no_fault(whoholds: Callable[..., Ran]) -> None:
    ran = whoholds("gazetteer", "check")
    assert ran.code == 0
    assert ran.err.rstrip().endswith("no fault")
    assert "finding" in ran.out


def test_a_broken_theatre_is_told_fault_by_fault(whoholds: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    ran = whoholds("gazetteer", "check", tmp_path / "mine")
    assert ran.code == 2
    assert "actors.toml" in ran.err
    assert "Traceback" not in ran.err


def test_an_unknown_theatre_is_one_line(whoholds: Callable[..., Ran]) -> None:
    ran = whoholds("gazetteer", "find", "Sakhour", "--theatre", "narnia")
    assert ran.code == 2
    assert "narnia" in ran.err
    assert len(ran.lines) == 1


def test_an_import_says_what_it_would_change_and_writes_nothing(
    whoholds: Callable[..., Ran], tmp_path: Path
) -> None:
    (tmp_path / "new.csv").write_text("name,lon,lat\nNew Quarter,37.15,36.2\nSakhour,37.18,36.21\n", "utf-8")
    ran = whoholds("gazetteer", "import", "new.csv", "--source", "Made up", "--format", "jsonl")
    assert ran.code == 0, ran.err
    assert jsonl(ran.out)[0]["action"] == "added"
    assert "nothing written, see --into" in ran.err


def test_claims_are_scored_against_gold_rows(whoholds: Callable[..., Ran], root: Path) -> None:
    corpus = root.parent / "shared" / "corpus" / "seeds"
    if not corpus.exists():
        pytest.skip("the annotated corpus does not stand beside the project (../shared/corpus)")
    ran = whoholds("score", corpus / "docs.jsonl", corpus / "gold.jsonl")
    assert ran.code == 0
    assert "change, strict" in ran.out
    assert whoholds("score", "none.jsonl", "none.jsonl").code == 2
