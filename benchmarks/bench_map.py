"""Compare the map that plays with the other ways to animate a folium map, in one run of one browser.

    python benchmarks/bench_map.py [--sizes 133,1000,5000] [--moves 12]

Measured by the browser's own clock: from a change of the day to the next frame that shows it, the frames a second
while playing, the size of the page, and the time until a page opened as a file has drawn its polygons. Peers:

- `st_folium` made anew at each move, and with `feature_group_to_add` inside a fragment (needs streamlit-folium);
- folium's `TimeSliderChoropleth` and `TimestampedGeoJson` (their scripts come from `build/bench/node_modules`:
  `npm install --prefix build/bench d3@4 leaflet-timedimension jquery moment iso8601-js-period`). A peer
  whose scripts are missing is named and left out.

Figures are for comparison within the run; the closing lines give ratios.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import statistics
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import map_peers
from geo.timeline_map import timeline_document
from tests.browser_support import streamlit_server, wait_for
from tests.conftest import CHROMIUM_ARGS, CHROMIUM_NAMES
from tests.geo import generated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Route

MODULES = Path("build/bench/node_modules")
APP = Path(__file__).parent / "map_app.py"
DAYS = map_peers.DAYS
PAINTED = """new Promise((done) => requestAnimationFrame(() => {
  const channel = new MessageChannel(); channel.port1.onmessage = done; channel.port2.postMessage(0); }))"""


@dataclass(kw_only=True)
class Result:
    """What was measured of one way at one size; times in ms, size in MB, None where it does not apply."""

    way: str
    moves_ms: list[float] = field(default_factory=list)
    frames_s: float | None = None
    page_mb: float | None = None
    first_ms: float | None = None

    @property
    def median_ms(self) -> float:
        """Return the median time of a move."""
        return statistics.median(self.moves_ms)

    def row(self) -> str:
        """Return the line of the table."""
        slowest = sorted(self.moves_ms)[max(int(len(self.moves_ms) * 0.95) - 1, 0)]
        cells = [f"{self.way:<34}", f"{self.median_ms:8.0f} / {slowest:<6.0f}"]
        for value, form in (
            (self.frames_s, "{:8.0f}"),
            (self.page_mb, "{:8.2f}"),
            (self.first_ms, "{:8.0f}"),
        ):
            cells.append(form.format(value) if value is not None else f"{'-':>8}")
        return " ".join(cells)


def serve_scripts(route: Route) -> None:
    """Answer a peer's request to a content delivery network from the local packages, else with nothing."""
    url = route.request.url
    if url.startswith(("file:", "data:", "blob:", "http://127.0.0.1")):
        route.continue_()
        return
    local = map_peers.local_script(url, MODULES)
    if local is not None:
        route.fulfill(path=local)
    elif url.endswith((".css", ".js")):
        route.fulfill(body="", content_type="text/css" if url.endswith(".css") else "text/javascript")
    else:
        route.abort()


@contextmanager
def opened(browser: Browser, url: str) -> Iterator[Page]:
    """Open an address in a fresh context whose foreign requests stay on this machine."""
    context = browser.new_context(viewport={"width": 1100, "height": 760})
    page = context.new_page()
    page.route("**/*", serve_scripts)
    page.goto(url, wait_until="commit")
    try:
        yield page
    finally:
        context.close()


def time_moves(page: Page, move: str, days: list[int]) -> list[float]:
    """Time `move` (JavaScript, a function of a day's number that may return a promise) until it is painted."""
    script = f"""async (days) => {{ const move = {move}; const times = [];
      for (const day of days) {{
        const start = performance.now(); await move(day); await {PAINTED};
        times.push(performance.now() - start); await new Promise((r) => setTimeout(r, 40)); }}
      return times; }}"""
    times: list[float] = page.evaluate(script, days)
    return times


def frames_while_playing(page: Page) -> float:
    """Count the frames of three seconds of play at ten days a second."""
    frames: float = page.evaluate(
        """async () => { whoholds.setDay(0, "hand"); whoholds.player.speed = 10; whoholds.player.start();
        const times = []; await new Promise((done) => { const frame = (time) => { times.push(time);
          if (time - times[0] < 3000) requestAnimationFrame(frame); else done(); }; requestAnimationFrame(frame); });
        whoholds.player.stop(); return (times.length - 1) / ((times.at(-1) - times[0]) / 1000); }"""
    )
    return frames


def bench_ours(browser: Browser, places: int, days: list[int], folder: Path) -> Result:
    """Measure our page, opened as a file; the first polygons are the median of three openings."""
    text = timeline_document(generated.history(places, DAYS), generated.theatre(places))
    path = folder / "ours.html"
    path.write_text(text, encoding="utf-8")
    result = Result(way="one page, our timeline", page_mb=len(text.encode()) / 1e6)
    firsts = []
    for _ in range(3):
        with opened(browser, path.as_uri()) as page:
            wait_for(page, "performance.getEntriesByName('whoholds-drawn').length")
            firsts.append(page.evaluate("performance.getEntriesByName('whoholds-drawn')[0].startTime"))
    result.first_ms = statistics.median(firsts)
    with opened(browser, path.as_uri()) as page:
        wait_for(page, "window.whoholds")
        page.wait_for_timeout(500)
        slide = (
            "(day) => { const s = document.getElementById('wh-slider'); s.value = day;"
            " s.dispatchEvent(new Event('input')); }"
        )
        result.moves_ms = time_moves(page, slide, days)
        result.frames_s = frames_while_playing(page)
    return result


def bench_file(
    browser: Browser, peer: map_peers.FilePeer, places: int, days: list[int], folder: Path
) -> Result:
    """Measure a peer that is a folium page of its own."""
    text = peer.document(places)
    path = folder / "peer.html"
    path.write_text(text, encoding="utf-8")
    result = Result(way=peer.name, page_mb=len(text.encode()) / 1e6)
    with opened(browser, path.as_uri()) as page:
        wait_for(page, "document.querySelectorAll('path.leaflet-interactive').length", timeout_s=120)
        page.wait_for_timeout(1000)
        result.moves_ms = time_moves(page, peer.move, days)
    return result


def bench_server(browser: Browser, way: str, places: int, moves: int) -> Result:
    """Measure a peer that goes through Streamlit: a click, a rerun, until the new day's polygons are there."""
    result = Result(way=map_peers.SERVER_WAYS[way])
    seen = """(day) => { for (const frame of document.querySelectorAll('iframe')) {
      try { if (frame.contentDocument.querySelector('.day-' + day)) return true; } catch (error) { continue; } }
      return false; }"""
    move = f"""async (day) => {{ const seen = {seen};
      [...document.querySelectorAll('button')].find((b) => b.textContent.includes('Next')).click();
      while (!seen(day)) await new Promise((r) => requestAnimationFrame(r)); }}"""
    with streamlit_server(APP, BENCH_WAY=way, BENCH_PLACES=str(places)) as url, opened(browser, url) as page:
        wait_for(page, f"({seen})(0)", timeout_s=120)
        page.wait_for_timeout(1500)
        for day in range(1, moves + 1):
            result.moves_ms += time_moves(page, move, [day])
            page.wait_for_timeout(600)
    return result


def peers_at(browser: Browser, places: int, moves: int, days: list[int], folder: Path) -> list[Result]:
    """Measure every peer that can run here."""
    results = []
    for peer in map_peers.FILE_PEERS:
        missing = [name for name in peer.packages if not (MODULES / name).exists()]
        if missing:
            print(f"{peer.name}: left out, no {' '.join(missing)} under {MODULES}")
        elif places > peer.most_places:
            print(f"{peer.name}: left out at {places} places, its page would be {peer.warning}")
        else:
            results.append(bench_file(browser, peer, places, days, folder))
    for way in map_peers.SERVER_WAYS:
        if importlib.util.find_spec("streamlit_folium") is None:
            print(f"{map_peers.SERVER_WAYS[way]}: left out, streamlit-folium is not installed")
        else:
            results.append(bench_server(browser, way, places, moves))
    return results


def report(places: int, ours: Result, peers: list[Result]) -> dict[str, Any]:
    """Print the table of one size and return its figures."""
    print(f"\n{places} places, {DAYS} days, 8-9 changes a day")
    print(f"{'way':<34} {'move, median / 95 %':>17} {'frames/s':>8} {'page MB':>8} {'first ms':>8}")
    for result in (ours, *peers):
        print(result.row())
    server = [peer.median_ms for peer in peers if peer.way in map_peers.SERVER_WAYS.values()]
    if server:
        print(f"moves {min(server) / ours.median_ms:.1f} times as fast as the best way through the server")
    return {"places": places, "ours": vars(ours), "peers": [vars(peer) for peer in peers]}


def find_browser() -> str:
    """Return the path of a Chromium; end with a sentence where there is none."""
    import shutil  # noqa: PLC0415

    found = next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)
    if found is None:
        raise SystemExit(f"no Chromium on this machine (looked for {', '.join(CHROMIUM_NAMES)})")
    return found


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", default="133,1000,5000")
    parser.add_argument("--moves", type=int, default=12)
    options = parser.parse_args()
    days = [(number * 137) % DAYS for number in range(1, 31)]
    figures = []
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(CHROMIUM_ARGS))
        for places in map(int, options.sizes.split(",")):
            ours = bench_ours(browser, places, days, Path(folder))
            peers = peers_at(browser, places, options.moves, days, Path(folder))
            figures.append(report(places, ours, peers))
        browser.close()
    out = Path("build/bench")
    out.mkdir(parents=True, exist_ok=True)
    (out / "map.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    os.environ.pop("STREAMLIT_SERVER_PORT", None)
    main()
