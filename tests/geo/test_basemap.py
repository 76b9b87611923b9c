"""Street tiles: only providers that anyone may use, and only from their own hosts."""

from __future__ import annotations

import pytest

from geo.errors import MapOptionError
from geo.timeline_map import timeline_document
from geo.timeline_map.basemap import tile_hosts, tile_settings
from tests.geo import made


def test_a_provider_gives_its_address_credit_and_hosts() -> None:
    settings = tile_settings("OpenStreetMap.Mapnik")
    assert settings["url"] == "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
    assert "OpenStreetMap contributors" in settings["attribution"]
    assert tile_hosts(settings) == ("https://tile.openstreetmap.org",)
    assert tile_hosts(tile_settings("OpenTopoMap")) == ("https://*.tile.opentopomap.org",)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Nobody.Knows", "`basemap` is `Nobody.Knows`, which xyzservices does not list"),
        ("Thunderforest.OpenCycleMap", "which needs a key"),
    ],
)
def test_a_provider_that_cannot_be_used_is_one_clear_sentence(name: str, said: str) -> None:
    with pytest.raises(MapOptionError, match="`basemap` is") as caught:
        timeline_document(made.history(), made.theatre(), basemap=name)
    assert said in str(caught.value)
    assert "OpenStreetMap.Mapnik" in str(caught.value)


def test_the_policy_of_the_page_names_the_host_only_where_there_is_a_basemap() -> None:
    plain = timeline_document(made.history(), made.theatre())
    tiled = timeline_document(made.history(), made.theatre(), basemap="OpenStreetMap.Mapnik")
    assert 'img-src data:"' in plain
    assert 'img-src data: https://tile.openstreetmap.org"' in tiled
