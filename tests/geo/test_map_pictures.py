"""Pictures of the page in each of its states, kept under `build/screenshots/` to be looked at.

The tests ask of each picture what no text can show: that the sign in question is really painted.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from geo.timeline_map import timeline_document
from tests.browser_support import Watched, wait_for
from tests.geo import made

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Watched]
FOLDER = Path("build") / "screenshots"
GOVERNMENT, OPPOSITION = (0xB2, 0x18, 0x2B), (0x1B, 0x78, 0x37)

# name, day, place looked at, window, scheme
PICTURES = [
    ("light", "2016-11-27", "alpha", (1100, 760), "light"),
    ("dark", "2016-11-27", "alpha", (1100, 760), "dark"),
    ("narrow", "2016-11-27", "alpha", (390, 760), "light"),
    ("disputed", "2016-12-03", "beta", (1100, 760), "light"),
    ("mixed", "2016-12-03", "gamma", (1100, 760), "light"),
    ("parts", "2016-12-03", "delta", (1100, 760), "light"),
    ("contested", "2016-11-29", "beta", (1100, 760), "light"),
    ("undated", "2016-11-26", "alpha", (1100, 760), "light"),
]


@pytest.fixture
def picture(open_page: OpenPage, tmp_path: Path) -> Callable[..., np.ndarray]:
    """Return a function that takes the picture and returns the pixels of one place, rows × columns × RGB."""

    def take(name: str, day: str, place: str, window: tuple[int, int], scheme: str) -> np.ndarray:
        path = tmp_path / "map.html"
        path.write_text(
            timeline_document(made.history(), made.theatre(), made.claims(), day=made.day(day)),
            encoding="utf-8",
        )
        size = {"width": window[0], "height": window[1]}
        page = open_page(path.as_uri(), viewport=size, color_scheme=scheme).page
        wait_for(page, "window.whoholds && whoholds.labels.shown.length")
        shot = page.screenshot()
        FOLDER.mkdir(parents=True, exist_ok=True)
        (FOLDER / f"map-{name}.png").write_bytes(shot)
        box: dict[str, Any] = page.evaluate(
            "id => { const layer = whoholds.layer.layers[whoholds.ids.get(id)]; const b = layer.getBounds();"
            " const a = whoholds.map.latLngToContainerPoint(b.getNorthWest()),"
            " z = whoholds.map.latLngToContainerPoint(b.getSouthEast()), c = whoholds.map.getContainer()"
            ".getBoundingClientRect(); return {left: c.left + a.x, top: c.top + a.y, right: c.left + z.x,"
            " bottom: c.top + z.y}; }",
            place,
        )
        whole = np.asarray(Image.open(io.BytesIO(shot)).convert("RGB"))
        return whole[
            int(box["top"]) - 3 : int(box["bottom"]) + 3, int(box["left"]) - 3 : int(box["right"]) + 3
        ]

    return take


def share_near(pixels: np.ndarray, colour: tuple[int, int, int], within: int = 70) -> float:
    """Return the share of pixels whose colour differs from `colour` by less than `within` in all channels together."""
    return float((np.abs(pixels.astype(int) - np.array(colour)).sum(axis=2) < within * 2).mean())


@pytest.mark.parametrize(("name", "day", "place", "window", "scheme"), PICTURES)
def test_the_sign_is_painted(
    picture: Callable[..., np.ndarray], name: str, day: str, place: str, window: tuple[int, int], scheme: str
) -> None:
    pixels = picture(name, day, place, window, scheme)
    holder = share_near(pixels, GOVERNMENT)
    pale = share_near(pixels, (255, 255, 255), 60)
    if name in ("light", "dark", "narrow"):
        assert holder > 0.55, "one colour all over, but for its name"
    elif name == "disputed":
        assert holder > 0.3
        assert 0.1 < pale < 0.6, "light lines both ways"
    elif name in ("mixed", "parts"):
        assert 0.25 < holder < 0.6
        assert 0.25 < share_near(pixels, OPPOSITION) < 0.6
    elif name == "contested":
        black = share_near(pixels, (0, 0, 0), 40)
        assert black > 0.02, "a broken black outline"
    else:
        assert 0.2 < holder < 0.7, "a hatch leaves gaps"
        assert pale > 0.2


def test_on_a_narrow_screen_nothing_is_cut_off(open_page: OpenPage, tmp_path: Path) -> None:
    path = tmp_path / "map.html"
    path.write_text(timeline_document(made.history(), made.theatre(), made.claims()), encoding="utf-8")
    page = open_page(path.as_uri(), viewport={"width": 360, "height": 640}).page
    wait_for(page, "window.whoholds")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight + 1")
    for control in ("#wh-play", "#wh-slider", "#wh-search", "#wh-day"):
        box = page.locator(control).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
