"""Sentences in, claims out: what a careful reader notes, row by row, held by floors that only rise."""

from __future__ import annotations

import pytest

from tests.extract.measured import ALL_TABLES, CLAIM_TABLES, FLOORS, asked, floors, listed, right
from tests.extract.table import Row, rows

EVERY_ROW = [row for table in ALL_TABLES for row in rows(table)]


@pytest.mark.parametrize("row", EVERY_ROW, ids=lambda row: row.name)
def test_a_row_is_read_with_quotes_that_stand_where_they_say(row: Row) -> None:
    for claim in row.claims():
        assert claim.quote
        assert row.text[claim.start : claim.end] == claim.quote
        assert claim.place or claim.place_text
        assert claim.rule
        assert 0 < claim.confidence <= 1


@pytest.mark.parametrize("table", ALL_TABLES)
def test_the_reader_gets_no_fewer_rows_right_than_it_did(table: str) -> None:
    assert right(table) >= floors()[table], listed(table)


def test_the_floors_name_every_table_and_no_other() -> None:
    assert set(floors()) == set(ALL_TABLES), f"run `python -m tests.extract.raise_floors` ({FLOORS.name})"


def test_the_tables_are_as_wide_as_they_promise() -> None:
    assert len(asked("gains")) + len(asked("states")) >= 400
    assert len(asked("worlds")) >= 80
    assert len(asked("traps")) >= 150


@pytest.mark.parametrize("table", [t for t in CLAIM_TABLES if t not in ("traps", "silences")])
def test_every_list_length_is_asked_for(table: str) -> None:
    lengths = {sum(not e.optional for e in row.expected or ()) for row in asked(table)}
    assert lengths >= {1, 2, 3}


def test_no_sentence_stands_in_two_rows() -> None:
    claims = [row.text for table in CLAIM_TABLES for row in rows(table)]
    assert sorted({text for text in claims if claims.count(text) > 1}) == []
