"""The map inside a Streamlit page: Python and browser agree, however fast the hand and slow the server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser_support import Watched, streamlit_server, wait_for

if TYPE_CHECKING:
    from playwright.sync_api import Frame

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Watched]
APP = Path(__file__).parent / "link_app.py"
DELAY_S = "0.3"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with streamlit_server(APP, MADE_DELAY_S=DELAY_S) as url:
        yield url


def map_frame(watched: Watched) -> Frame:
    handle = watched.page.wait_for_selector("iframe[data-whoholds=map]")
    assert handle is not None
    frame = handle.content_frame()
    assert frame is not None
    wait_for(frame, "window.whoholds !== undefined")
    return frame


def python_knows(watched: Watched, text: str) -> None:
    watched.page.get_by_text(f"Python knows: {text}").wait_for(timeout=20_000)


def drag(frame: Frame, day: int) -> None:
    frame.evaluate(
        "day => { const s = document.getElementById('wh-slider'); s.value = day;"
        " s.dispatchEvent(new Event('input')); }",
        day,
    )


def test_python_steers_the_map_and_hears_of_the_hand(address: str, open_page: OpenPage) -> None:
    watched = open_page(address)
    frame = map_frame(watched)
    wait_for(frame, "whoholds.view().day === '2016-11-27'")
    python_knows(watched, "2016-11-27 None")
    watched.page.get_by_text("Go to 30 November").click()
    wait_for(frame, "whoholds.view().day === '2016-11-30'")
    drag(frame, 6)
    python_knows(watched, "2016-12-01 None")
    watched.page.get_by_text("Choose Alpha").click()
    wait_for(frame, "whoholds.view().place === 'alpha'")
    assert frame.evaluate("whoholds.view().day") == "2016-12-01"
    assert watched.page.evaluate("location.search") == "?day=2016-12-01&place=alpha"


def test_thirty_fast_drags_end_where_the_hand_ended(address: str, open_page: OpenPage) -> None:
    watched = open_page(address)
    frame = map_frame(watched)
    frame.evaluate("window.mounted = 'once'")
    entries = watched.page.evaluate("history.length")
    for number in range(30):
        drag(frame, (number * 5) % 9)
        watched.page.wait_for_timeout(35)
    drag(frame, 3)
    python_knows(watched, "2016-11-28 None")
    watched.page.wait_for_timeout(1200)  # whatever still comes from the server has come
    python_knows(watched, "2016-11-28 None")
    assert frame.evaluate("whoholds.view().day") == "2016-11-28"
    assert frame.evaluate("window.mounted") == "once", "the frame was made anew"
    assert watched.page.evaluate("history.length") == entries, "the address must not fill the history"
    assert watched.page.evaluate("location.search") == "?day=2016-11-28"


def test_the_frame_sees_nothing_of_the_page_and_asks_nobody(address: str, open_page: OpenPage) -> None:
    watched = open_page(address)
    frame = map_frame(watched)
    wait_for(frame, "whoholds.view().day === '2016-11-27'")  # what Python wanted at first has arrived
    python_knows(watched, "2016-11-27 None")
    frame.locator("#wh-play").click()
    wait_for(frame, "whoholds.player.frames > 2 && whoholds.view().day > '2016-11-27'")
    assert (
        frame.evaluate("(() => { try { return parent.document.title } catch (e) { return e.name } })()")
        == "SecurityError"
    )
    own = (address, address.replace("http", "ws"))
    assert watched.foreign_requests(*own) == []


def test_the_map_follows_the_theme_of_the_page(address: str, open_page: OpenPage) -> None:
    watched = open_page(f"{address}/?embed_options=dark_theme")
    frame = map_frame(watched)
    wait_for(frame, "document.documentElement.dataset.theme === 'dark'")
