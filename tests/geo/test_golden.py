"""The page's text, held as a whole: what a change to the encoding or the template does is seen in the golden file.

Leaflet and the page's own scripts and styles stand in it by name only. If a difference is meant, write the file anew
with `python -m tests.geo.test_golden`.
"""

from __future__ import annotations

import re
from pathlib import Path

from geo.timeline_map import timeline_document
from geo.timeline_map.control import SCRIPTS, asset, compact
from geo.timeline_map.offline import leaflet_css, leaflet_js
from tests.geo import made

GOLDEN = Path(__file__).parent / "golden" / "page.html"


def page_outline() -> str:
    """The page with its long, constant parts replaced by their names, and its data one member a line."""
    text = timeline_document(made.history(), made.theatre(), made.claims(), made.documents())
    text = text.replace(leaflet_js(), "[leaflet.js]").replace(leaflet_css(), "[leaflet.css]")
    for name in (*SCRIPTS, "timeline_map.css"):
        text = text.replace(compact(asset(f"static/{name}")), f"[{name}]")
    return re.sub(r',("[a-z0-9]+":)', r",\n\1", text)


def test_the_page_is_the_golden_one() -> None:
    assert page_outline() == GOLDEN.read_text(encoding="utf-8")


if __name__ == "__main__":
    GOLDEN.write_text(page_outline(), encoding="utf-8")
