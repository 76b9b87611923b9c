"""A snapshot says who holds each place on a day, and drops none."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from geo.snapshot import GENERATOR, SNAPSHOT_COLUMNS, snapshot
from geo.timeline import TIMELINE_COLUMNS, timeline
from tests.geo import made


def test_every_place_of_the_theatre_has_one_row_in_the_contract_s_columns() -> None:
    frame = snapshot(made.history(), made.theatre(), made.day("2016-11-27"), made.claims())
    assert tuple(frame.columns) == (*SNAPSHOT_COLUMNS, "geometry")
    assert list(frame["place_id"]) == sorted(made.theatre().places)
    assert frame.crs.to_epsg() == 4326


@pytest.mark.parametrize(
    ("day", "place", "holder", "status"),
    [
        ("2016-11-25", "alpha", "opposition", "implied"),
        ("2016-11-26", "alpha", "government", "reported"),
        ("2016-11-27", "alpha", "government", "corroborated"),
        ("2016-11-29", "beta", "opposition", "contested"),
        ("2016-12-01", "beta", "government", "disputed"),
        ("2016-12-02", "gamma", None, "unknown"),
        ("2016-12-03", "gamma", "government", "mixed"),
        ("2016-12-03", "zeta", "government", "reported"),
    ],
)
def test_the_holder_on_a_day(day: str, place: str, holder: str | None, status: str) -> None:
    row = snapshot(made.history(), made.theatre(), made.day(day)).set_index("place_id").loc[place]
    assert (row["holder"], row["status"]) == (holder, status)


def test_a_coloured_place_leads_to_claims_and_a_quote_and_an_unknown_one_to_none() -> None:
    bare = made.history([made.interval("alpha", "2016-11-26", None, "government", evidence=None)])
    frame = snapshot(bare, made.theatre(), made.day("2016-11-27"), made.claims()).set_index("place_id")
    assert frame.loc["alpha", "evidence"] == "Troops took Alpha."
    assert frame.loc["alpha", "claims"] == ["claim-alpha"]
    assert frame.loc["delta", "claims"] == []
    assert frame.loc["delta", "evidence"] is None


def test_a_timeline_begins_with_its_two_date_fields_and_holds_every_interval() -> None:
    history = made.history()
    frame = timeline(history, made.theatre(), made.claims())
    assert tuple(frame.columns) == (*TIMELINE_COLUMNS, "geometry")
    assert list(frame.columns[:2]) == ["start", "end"]
    assert len(frame) == len(history.intervals)
    alpha = frame[frame["place_id"] == "alpha"]
    assert list(alpha["start"]) == [None, made.day("2016-11-26"), made.day("2016-11-27")]
    assert list(alpha["settled"]) == [True, False, True]


def test_the_generator_names_the_version_of_the_project() -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"whoholds {project['version']}" == GENERATOR
