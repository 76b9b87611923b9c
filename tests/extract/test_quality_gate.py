"""What the reader finds in annotated articles never gets worse silently: floors pinned with the corpus's digest."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from tests.extract.corpora import NAMES, digest, figures, scored

FLOORS = tomllib.loads((Path(__file__).parent / "quality.toml").read_text("utf-8"))
SLACK = 0.0005
"""Floors are written with three decimals."""


@pytest.mark.parametrize("name", NAMES)
def test_the_floors_were_measured_on_this_corpus(name: str) -> None:
    assert digest(name) == FLOORS[name]["corpus"], "the corpus has changed: measure and pin anew"


@pytest.mark.parametrize("name", NAMES)
def test_no_figure_falls_below_its_floor(name: str) -> None:
    today = figures(name)
    floors = {key: value for key, value in FLOORS[name].items() if key != "corpus"}
    assert floors.keys() == today.keys()
    fallen = {
        key: (round(today[key], 4), floor) for key, floor in floors.items() if today[key] < floor - SLACK
    }
    assert fallen == {}, "\n".join(
        f"{f.kind} {f.document} {f.event} {f.place} ({f.actor})" for f in scored(name).faults
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_quote_stands_where_its_claim_says(name: str) -> None:
    assert scored(name).bad_quotes == 0
