"""The page that plays, in a real browser: what is drawn, what can be done by hand and by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from geo.timeline_map import timeline_document
from tests.browser_support import Watched, wait_for
from tests.geo import made

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Watched]


def ready(watched: Watched) -> Watched:
    wait_for(watched.page, "window.whoholds !== undefined")
    return watched


@pytest.fixture
def opened(open_page: OpenPage, tmp_path: Path) -> Watched:
    path = tmp_path / "map.html"
    path.write_text(
        timeline_document(made.history(), made.theatre(), made.claims(), made.documents()), encoding="utf-8"
    )
    return ready(open_page(path.as_uri()))


def test_it_opens_on_the_last_change_and_asks_the_network_for_nothing(opened: Watched) -> None:
    assert opened.page.locator("#wh-date").inner_text() == "3 December 2016"
    assert (
        "Gamma (50 %), Opposition → Government, reported by 1"
        in opened.page.locator("#wh-caption").inner_text()
    )
    opened.page.locator("#wh-play").click()
    wait_for(opened.page, "whoholds.day === 0 || whoholds.player.frames > 3")
    assert opened.foreign_requests() == []
    assert len(opened.requests) == 1
    assert opened.errors == []
