"""A static site: complete, checked by its own catalogue, the same bytes at every run, nothing asked of a network."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import geopandas as gpd
import pytest

from geo.publish import publish
from tests.geo import made

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "new"
    publish(made.history(), made.theatre(), made.claims(), made.documents(), folder)
    return folder


def test_every_file_is_in_the_catalogue_with_its_checksum(site: Path) -> None:
    catalogue = json.loads((site / "catalogue.json").read_text("utf-8"))
    assert (catalogue["type"], catalogue["stac_version"]) == ("Collection", "1.0.0")
    files = {str(p.relative_to(site)) for p in site.rglob("*") if p.is_file()}
    assert set(catalogue["assets"]) == files - {"catalogue.json"}
    for name, asset in catalogue["assets"].items():
        content = (site / name).read_bytes()
        assert asset["file:checksum"] == "1220" + hashlib.sha256(content).hexdigest()
        assert asset["file:size"] == len(content)


def test_there_is_a_file_for_each_day_of_change_and_the_latest_is_the_last(site: Path) -> None:
    days = sorted({change.latest.isoformat() for change in made.history().changes})
    assert sorted(p.stem for p in (site / "days").iterdir()) == days
    latest = json.loads((site / "latest.geojson").read_text("utf-8"))
    assert latest["snapshot"]["date"] == days[-1]
    assert len(gpd.read_parquet(site / "timeline.parquet")) == len(made.history().intervals)


def test_the_feed_tells_the_changes_newest_first(site: Path) -> None:
    atom = {"a": "http://www.w3.org/2005/Atom"}
    feed = ET.parse(site / "feed.xml").getroot()  # noqa: S314 - our own file
    entries = feed.findall("a:entry", atom)
    assert len(entries) == len(made.history().changes)
    updated = [entry.findtext("a:updated", "", atom) for entry in entries]
    assert updated == sorted(updated, reverse=True)
    for entry in entries:
        link = entry.find("a:link", atom)
        assert link is not None
        assert (site / str(link.get("href"))).exists()
    assert len({entry.findtext("a:id", "", atom) for entry in entries}) == len(entries)


def test_the_same_history_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    publish(made.history(), made.theatre(), made.claims(), made.documents(), tmp_path)
    for path in (p for p in site.rglob("*") if p.is_file()):
        assert path.read_bytes() == (tmp_path / path.relative_to(site)).read_bytes(), path.name


def test_no_page_asks_another_host_for_anything(site: Path) -> None:
    for name in ("index.html", "map.html"):
        text = (site / name).read_text("utf-8")
        assert 'src="http' not in text
        assert "@import" not in text
