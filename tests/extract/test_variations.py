"""The same said otherwise is read the same: shares of the tables' rows that a variation leaves as they are."""

from __future__ import annotations

import tomllib

import pytest

from tests.extract.variations import FLOORS, MIN_ROWS, UNMADE, VARIATIONS, share, still_gained, varied

PINNED = tomllib.loads(FLOORS.read_text("utf-8"))


@pytest.mark.parametrize("name", VARIATIONS)
def test_what_is_said_otherwise_is_read_as_before(name: str) -> None:
    wrong = "\n".join(
        f"{row.name} {row.text!r}: {'; '.join(faults)}" for row, faults in varied(name) if faults
    )
    assert share(name) >= PINNED[name], f"{name}: {share(name):.3f}\n{wrong}"


@pytest.mark.parametrize("name", VARIATIONS)
def test_a_variation_is_asked_of_many_rows(name: str) -> None:
    assert len(varied(name)) >= MIN_ROWS


def test_the_floors_name_every_variation_and_no_other() -> None:
    assert PINNED.keys() == VARIATIONS.keys(), f"run `python -m tests.extract.raise_floors` ({FLOORS.name})"


@pytest.mark.parametrize("how", UNMADE)
def test_what_was_not_done_is_no_gain(how: str) -> None:
    assert [row.text for row in still_gained(how)] == []
