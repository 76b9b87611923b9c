"""The main story in a real browser, on the shipped articles: from a colour to the sentence, and by link to another."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser_support import Watched, streamlit_server, wait_for
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import FloatRect, Frame, Page

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Watched]
SAKHOUR = "syria:sakhour"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with streamlit_server(ROOT / "app.py") as url:
        yield url


def map_frame(page: Page) -> Frame:
    handle = page.wait_for_selector("iframe[data-whoholds=map]", timeout=60_000)
    assert handle is not None
    frame = handle.content_frame()
    assert frame is not None
    wait_for(frame, "window.whoholds !== undefined && whoholds.view().day")
    return frame


def view(frame: Frame) -> tuple[str, str | None]:
    shown = frame.evaluate("whoholds.view()")
    return shown["day"], shown["place"]


def heading(page: Page, words: str) -> None:
    page.get_by_role("heading", name=words, exact=True).wait_for(timeout=30_000)


RESTING_STEPS = 6
"""How many tenths of a second the script must rest: what the hand did reaches the server a moment later."""


def settled(page: Page, steps: int = RESTING_STEPS) -> None:
    """Wait until the server has drawn all that it was asked for: a late redraw would close what was opened."""
    still = 0
    for _ in range(600):
        resting = page.locator("[data-testid=stApp][data-test-script-state=notRunning]").count() == 1
        still = still + 1 if resting else 0
        if still == steps:
            return
        page.wait_for_timeout(100)
    pytest.fail("the server is still drawing after a minute")


def test_from_a_colour_to_the_sentence_and_by_link_to_another_browser(
    address: str, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(f"{address}/?day=2016-11-25").page
    frame = map_frame(page)
    wait_for(frame, "whoholds.view().day === '2016-11-25'")
    heading(page, "25 Nov 2016")

    # play: the day moves on by itself, and the words beside the map follow
    frame.get_by_role("button", name="Play").click()
    wait_for(frame, "whoholds.view().day >= '2016-11-27'")
    frame.locator("#wh-play").click()

    # pick Sakhour by its name, go to the day, read two quotes
    frame.locator("#wh-search").fill("Sakhour")
    frame.locator("#wh-found li").first.click()
    wait_for(frame, f"whoholds.view().place === '{SAKHOUR}'")
    frame.locator("#wh-day").fill("2016-11-27")
    wait_for(frame, "whoholds.view().day === '2016-11-27'")
    heading(page, "27 Nov 2016")
    story = page.locator(".wh-card", has=page.get_by_role("heading", name=re.compile("^Sakhour"))).first
    story.wait_for()
    page.wait_for_function(
        "location.search.includes('day=2016-11-27') && location.search.includes('sakhour')"
    )
    settled(page)
    story.get_by_text("more quote").click()
    quotes = story.locator("blockquote mark")
    assert quotes.count() == 2
    assert "in complete control of the residential al-Sakhour" in quotes.nth(0).inner_text()
    assert "recaptured" in quotes.nth(1).inner_text()

    # the link shows the same in a fresh browser
    link = page.url
    other = open_page(link).page
    again = map_frame(other)
    wait_for(again, "whoholds.view().day === '2016-11-27'")
    assert view(again) == ("2016-11-27", SAKHOUR)
    heading(other, "27 Nov 2016")

    # the download is what is shown
    with other.expect_download() as started:
        other.get_by_role("link", name="GeoJSON").click()
    path = tmp_path / "day.geojson"
    started.value.save_as(path)
    assert started.value.suggested_filename == "whoholds-2016-11-27.geojson"
    day = json.loads(path.read_text("utf-8"))
    assert day["snapshot"]["date"] == "2016-11-27"
    holders = {f["properties"]["place_id"]: f["properties"]["holder"] for f in day["features"]}
    assert holders[SAKHOUR] == "government"
    drawn = {place: look["holder"] for place, look in again.evaluate("whoholds.drawn()").items() if look}
    assert drawn[SAKHOUR] == "government"
    assert {place: holders[place] for place in drawn} == drawn


def test_the_second_handle_turns_back_what_is_known_on_the_whole_page(
    address: str, open_page: OpenPage
) -> None:
    page = open_page(f"{address}/?day=2016-11-27").page
    frame = map_frame(page)
    frame.evaluate("window.mounted = true")
    everything = frame.evaluate("whoholds.states.changes.length")
    frame.locator("#wh-known").focus()
    frame.locator("#wh-known").press("Home")
    wait_for(frame, "whoholds.view().known !== null")
    known = frame.evaluate("whoholds.view().known")
    page.wait_for_function(f"location.search.includes('known_by={known}')")
    page.get_by_text(re.compile("as known on")).first.wait_for(timeout=30_000)
    settled(page)
    assert frame.evaluate("whoholds.states.changes.length") < everything
    assert frame.evaluate("window.mounted && whoholds.view().day") == "2016-11-27", "the same map, not remade"

    # the link shows the same knowledge, and the choice above the map steers the handle back
    other = open_page(page.url).page
    again = map_frame(other)
    wait_for(again, f"whoholds.view().known === '{known}'")
    frame.locator("#wh-known").press("End")
    page.get_by_text(re.compile("as known today")).first.wait_for(timeout=30_000)
    page.wait_for_function("!location.search.includes('known_by')")


def test_no_page_asks_another_host_for_anything(address: str, open_page: OpenPage) -> None:
    watched = open_page(address)
    map_frame(watched.page)
    watched.page.locator(".wh-foot").wait_for()
    assert watched.foreign_requests(address, address.replace("http", "ws")) == []
    assert watched.errors == []


def test_back_and_forward_walk_through_the_choices(address: str, open_page: OpenPage) -> None:
    page = open_page(f"{address}/claims").page
    heading(page, "Claims, as the articles make them")
    page.get_by_label("Words in the quote or place").fill("Sukkari")
    page.keyboard.press("Enter")
    page.get_by_text(re.compile(r"^[1-9] of \d+ claims fit\.$")).wait_for()
    page.wait_for_function("location.search.includes('text=Sukkari')")
    page.get_by_label("Words in the quote or place").fill("Hanano")
    page.keyboard.press("Enter")
    page.wait_for_function("location.search.includes('text=Hanano')")
    page.go_back()
    page.wait_for_function("document.querySelector('input[aria-label^=Words]').value === 'Sukkari'")
    page.go_forward()
    page.wait_for_function("document.querySelector('input[aria-label^=Words]').value === 'Hanano'")


def test_the_choice_follows_from_page_to_page(address: str, open_page: OpenPage) -> None:
    page = open_page(f"{address}/?v=1&day=2016-11-27&known_by=2016-11-28").page
    map_frame(page)
    page.get_by_role("link", name="What changed").click()
    heading(page, "What changed, in words")
    page.get_by_text("According to: all sources, as known on 28 Nov 2016").wait_for()
    assert "known_by=2016-11-28" in page.url


def test_the_keyboard_alone_reaches_the_map_and_the_pages(address: str, open_page: OpenPage) -> None:
    page = open_page(f"{address}/?day=2016-11-25").page
    frame = map_frame(page)
    settled(page)
    frame.locator("#wh-slider").focus()
    page.keyboard.press("ArrowRight")
    wait_for(frame, "whoholds.view().day === '2016-11-26'")
    heading(page, "26 Nov 2016")
    page.get_by_role("link", name="Method").focus()
    page.keyboard.press("Enter")
    heading(page, "Method: how a sentence becomes a colour")


@pytest.mark.parametrize("path", ["", "changes", "claims", "sources", "compare", "add", "method"])
def test_a_narrow_screen_scrolls_down_only(path: str, address: str, open_page: OpenPage) -> None:
    page = open_page(f"{address}/{path}", viewport={"width": 390, "height": 844}).page
    page.locator(".wh-foot").wait_for(timeout=60_000)
    overflow = page.evaluate(
        "(() => { const m = document.querySelector('[data-testid=stMain]'); return m.scrollWidth - m.clientWidth; })()"
    )
    assert overflow <= 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["", "changes", "claims", "sources", "compare", "add", "method"])
def test_axe_finds_no_serious_fault(path: str, scheme: str, address: str, open_page: OpenPage) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415  # only here

    page = open_page(f"{address}/{path}", color_scheme=scheme).page
    page.locator(".wh-foot").wait_for(timeout=60_000)
    if not path:
        map_frame(page)
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    serious = [
        f"{v['id']} ({v['impact']}): {v['help']}: {[n['html'][:160] for n in v['nodes'][:3]]}"
        for v in found
        if v["impact"] in {"serious", "critical"}
    ]
    assert serious == []


def test_the_maps_of_a_comparison_move_together(address: str, open_page: OpenPage) -> None:
    page = open_page(f"{address}/compare?compare=days&left=2016-11-27&right=2016-12-07").page
    chart = page.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg").first
    chart.wait_for(timeout=60_000)
    settled(page)
    box = chart.bounding_box()
    assert box is not None
    third = box["width"] / 3
    parts: list[FloatRect] = [
        {"x": box["x"] + n * third, "y": box["y"], "width": third, "height": box["height"]} for n in range(3)
    ]
    before = [page.screenshot(clip=part) for part in parts]
    page.mouse.move(box["x"] + 150, box["y"] + 200)
    page.mouse.wheel(0, -400)
    page.wait_for_timeout(800)
    page.mouse.move(5, 5)
    page.wait_for_timeout(400)
    after = [page.screenshot(clip=part) for part in parts]
    assert all(one != two for one, two in zip(before, after, strict=True)), "all three maps were zoomed"
