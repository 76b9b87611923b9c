"""Lists as files: formulas from articles never reach a spreadsheet live, every form holds the same rows."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import duckdb
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import ExportError
from geo.listing import csv_lines, defuse, write_records
from pipelines.claims_io import claim_record
from tests.geo import made

if TYPE_CHECKING:
    from pathlib import Path

LIVE = "=+-@\t\r\n"


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+1+cmd|' /C calc'!A0", "'+1+cmd|' /C calc'!A0"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("\nx", "'\nx"),
        ("Hanano", "Hanano"),
        ("a = b", "a = b"),
        ("", ""),
    ],
)
def test_text_that_a_spreadsheet_would_run_is_defused_and_other_text_left_alone(
    cell: str, written: str
) -> None:
    assert defuse(cell) == written


def test_numbers_are_no_text_and_stay_as_they_are() -> None:
    lines = "".join(csv_lines([{"share": -0.5, "place": "-x"}], ["share", "place"]))
    assert lines == "share,place\r\n-0.5,'-x\r\n"


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8")), min_size=1, max_size=6))
def test_any_text_comes_back_from_a_csv_and_none_is_live(cells: list[str]) -> None:
    names = [f"c{k}" for k in range(len(cells))]
    text = "".join(csv_lines([dict(zip(names, cells, strict=True))], names))
    _, back = list(csv.reader(io.StringIO(text, newline="")))
    for before, after in zip(cells, back, strict=True):
        assert not after.startswith(tuple(LIVE))
        assert before in (after, after[1:])


@pytest.mark.parametrize("ending", [".csv", ".jsonl", ".parquet"])
def test_every_form_of_the_claims_holds_the_same_rows(tmp_path: Path, ending: str) -> None:
    records = [claim_record(claim) for claim in made.claims()]
    path = tmp_path / f"claims{ending}"
    write_records(records, list(records[0]), path, "{}")
    if ending == ".csv":
        with path.open(encoding="utf-8", newline="") as lines:
            back = [row["quote"] for row in csv.DictReader(lines)]
    elif ending == ".jsonl":
        back = [json.loads(line)["quote"] for line in path.read_text("utf-8").splitlines()]
    else:
        back = pq.read_table(path)["quote"].to_pylist()
        dated = duckdb.read_parquet(str(path)).filter("date_latest >= DATE '2016-01-01'")
        assert len(dated.fetchall()) == sum(r["date_latest"] is not None for r in records)
    assert back == [record["quote"] for record in records]


def test_no_rows_are_a_file_with_a_header(tmp_path: Path) -> None:
    write_records([], ["a", "b"], tmp_path / "none.csv", "{}")
    assert (tmp_path / "none.csv").read_bytes() == b"a,b\r\n"


def test_another_ending_is_refused_with_the_mend(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"ends in `\.xls`: a list is written as one of \.csv"):
        write_records([], ["a"], tmp_path / "a.xls", "{}")
