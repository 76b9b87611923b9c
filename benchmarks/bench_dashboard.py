"""Measure the dashboard in one browser: the first map, and the answer to a choice, as the archive grows.

    python benchmarks/bench_dashboard.py [--sizes 0,10000] [--moves 5]

Size 0 is the shipped data. Measured by the browser's own clock on a warm server: from navigation to the first
polygons drawn, bytes transferred until then, and from a choice to the page that shows its answer. The closing
lines give the ratio of the last size to the first in the same run.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.sync_api import sync_playwright

from tests.browser_support import streamlit_server, wait_for
from tests.conftest import CHROMIUM_ARGS, CHROMIUM_NAMES, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

DAY_SHOWN = (
    r"[...document.querySelectorAll('h2')].map(h => h.innerText.trim()).find(t => /^\d+ \w+ \d{4}$/.test(t))"
)
COUNT = (
    r"[...document.querySelectorAll('p')].map(p => p.innerText.trim())"
    r".find(t => /^\d+ of [\d,]+ claims fit/.test(t))"
)
"""How many claims fit, as the page says it."""
TABLE_STANDS = (
    "document.querySelector('[data-testid=stDataFrame]')?.closest('[data-stale]').dataset.stale === 'false'"
)
WORDS = (("Sakhour", "Aleppo", "village"), ("Sakhour", "Report 12", "Report 7"))
"""Words that different numbers of claims hold: of the shipped data, and of those that are made."""
RUNNING = "document.querySelector('[data-testid=stApp][data-test-script-state=running]')"
TIMED = """(event, shown) => new Promise((done) => {
  addEventListener(event, ({timeStamp}) => {
    const look = () => shown() ? done(performance.now() - timeStamp) : requestAnimationFrame(look);
    look();
  }, {capture: true, once: true});
})"""
"""Waits for an event, then for what shows its answer to be painted; gives the milliseconds between the two."""
FRAME = "iframe[data-whoholds=map]"


def first_map(browser: Browser, url: str) -> tuple[float, int, int]:
    """Open the map in a fresh context with an empty cache.

    Returns milliseconds to the first drawn polygons, bytes of the data (what came over the WebSocket) and bytes of
    files (Streamlit's own program, which a browser keeps).
    """
    page = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    files: list[int] = []
    data: list[int] = []
    session.on("Network.loadingFinished", lambda event: files.append(int(event["encodedDataLength"])))
    session.on(
        "Network.webSocketFrameReceived",
        lambda event: data.append(len(event["response"]["payloadData"]) * 3 // 4),
    )
    page.goto(url, wait_until="commit")
    handle = page.wait_for_selector(FRAME, timeout=120_000)
    frame = handle.content_frame() if handle else None
    if frame is None:
        raise RuntimeError("the map's frame did not open")
    wait_for(frame, "window.whoholds && Object.keys(whoholds.drawn()).length > 0")
    shown_ms = page.evaluate("performance.now()")
    page.context.close()
    return shown_ms, sum(data), sum(files)


def answer(
    page: Page, event: str, act: Callable[[int], None], shown: Callable[[int], str], moves: int
) -> list[float]:
    """Return milliseconds from each act's first `event` to the page that shows it, by the browser's own clock."""
    taken = []
    for move in range(moves):
        page.wait_for_function(f"!{RUNNING}", timeout=60_000)
        page.evaluate(f"() => {{ window.answered = ({TIMED})('{event}', () => {shown(move)}); }}")
        act(move)
        taken.append(float(page.evaluate("window.answered")))
    return taken


def measure(browser: Browser, url: str, moves: int, size: int) -> dict[str, list[float]]:
    """Return milliseconds of each kind of choice."""
    taken: dict[str, list[float]] = {}
    page = browser.new_context(viewport={"width": 1400, "height": 900}).new_page()
    select = page.get_by_label("Words in the quote or place")
    page.goto(f"{url}/claims")
    page.wait_for_selector(".wh-foot", timeout=120_000)
    words = WORDS[size > 0]

    def filter_claims(move: int) -> None:
        select.fill(words[move % len(words)])
        page.keyboard.press("Enter")

    def filtered(_: int) -> str:
        return f"![undefined, {json.dumps(page.evaluate(COUNT))}].includes({COUNT}) && {TABLE_STANDS}"

    taken["filter claims"] = answer(page, "keydown", filter_claims, filtered, moves)
    page.goto(f"{url}/?day=2016-12-08")
    page.wait_for_selector(".wh-foot", timeout=120_000)
    labels = ("← Change before", "Change after →")

    def step(move: int) -> None:
        page.get_by_role("button", name=labels[move % 2]).click()

    def stepped(_: int) -> str:
        return f"{DAY_SHOWN} !== {json.dumps(page.evaluate(DAY_SHOWN))}"

    taken["step to another day"] = answer(page, "pointerdown", step, stepped, moves)
    page.context.close()
    return taken


def main() -> int:
    """Run the benchmark and print its tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", default="0,10000")
    parser.add_argument("--moves", type=int, default=6)
    options = parser.parse_args()
    chromium = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if chromium is None:
        print("no Chromium on this machine: apt-get install chromium", file=sys.stderr)
        return 1
    medians: dict[str, list[float]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM_ARGS))
        for size in [int(text) for text in options.sizes.split(",")]:
            script = ROOT / "benchmarks" / "dashboard_app.py" if size else ROOT / "app.py"
            with streamlit_server(script, MADE_CLAIMS=str(size)) as url:
                first_map(browser, url)
                shown, data, files = first_map(browser, url)
                sent = f"{data / 1e6:.2f} MB of data, {files / 1e6:.2f} MB of files"
                print(f"{size or 'shipped'} claims: first map {shown:.0f} ms, {sent}")
                for name, taken in measure(browser, url, options.moves, size).items():
                    medians.setdefault(name, []).append(statistics.median(taken))
                    middle, worst = statistics.median(taken), max(taken)
                    print(f"{size or 'shipped'} claims: {name}: median {middle:.0f} ms, worst {worst:.0f} ms")
        browser.close()
    for name, values in medians.items():
        print(f"{name}: last size to first size {values[-1] / values[0]:.1f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
