"""What the map page offers to take away is what it shows, in every form, read back by others' readers."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from typing import TYPE_CHECKING

import pyogrio
import pytest

from dashboard.downloads import (
    DAY_FORMS,
    PICTURES,
    acled_file,
    annotations_file,
    day_file,
    map_file,
    timeline_file,
)
from pipelines.history import build_history

if TYPE_CHECKING:
    from pathlib import Path

    from dashboard.world import World
    from pipelines.model import History

DAY = dt.date(2016, 11, 27)


@pytest.fixture(scope="module")
def early(world: World) -> History:
    """Return the history as known on the day: nothing published later may be in a file."""
    return build_history(
        tuple(world.claims.values()), tuple(world.documents.values()), world.theatre, known_by=DAY
    )


@pytest.mark.parametrize("ending", [".gpkg", ".fgb", ".kml"])
def test_a_day_is_taken_away_as_known_on_it(
    world: World, early: History, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"day{ending}"
    path.write_bytes(day_file(world, early, DAY, ending))
    layer = {"layer": "snapshot"} if ending == ".gpkg" else {}
    frame = pyogrio.read_dataframe(path, **layer)
    held = {state.holder for state in early.at(DAY).values() if state.holder}
    assert len(frame) == len(world.theatre.places)
    if ending != ".kml":
        assert {h for h in frame["holder"] if isinstance(h, str)} == held


@pytest.mark.parametrize("ending", [*DAY_FORMS, *PICTURES])
def test_every_form_that_is_offered_can_be_made(world: World, early: History, ending: str) -> None:
    assert len(day_file(world, early, DAY, ending)) > 1000
    if ending in DAY_FORMS:
        assert len(timeline_file(world, early, ending)) > 500


def test_the_map_goes_along_as_one_page_that_asks_for_nothing(world: World, early: History) -> None:
    page = map_file(world, early).decode("utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert 'src="http' not in page


def test_changes_and_claims_are_those_shown(world: World, early: History) -> None:
    rows = list(csv.DictReader(io.StringIO(acled_file(world, early).decode(), newline="")))
    assert len(rows) <= len(early.changes)
    items = json.loads(annotations_file(world, early))["items"]
    late = {d.id for d in world.documents.values() if d.published is None or d.published > DAY}
    shown = {item["id"].rsplit(":", 1)[1] for item in items}
    assert shown
    assert all(world.claims[c].document not in late for c in shown)
