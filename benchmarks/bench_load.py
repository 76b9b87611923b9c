"""Load one server with many browser sessions at once: opening, dragging, clicking, downloading, for minutes.

    python benchmarks/bench_load.py [--sessions 50] [--minutes 5] [--pause 15]

Server and browsers share this machine, so the figures are what a visitor sees with the browsers' own work in it.
First all sessions open, two at a time, each with an empty cache; then all act for the minutes given. An
interaction is timed by the browser's clock from the hand's act until the page shows the answer. Each session rests a
while between two acts, as a reader does. Memory is the server's resident set, over what it is with one visitor.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import json
import random
import statistics
import sys
import time
import urllib.request
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from playwright.async_api import Error, async_playwright
from prometheus_client.parser import text_string_to_metric_families

from benchmarks.bench_map import find_browser
from tests.conftest import CHROMIUM_ARGS
from tests.dashboard.test_operations import server

if TYPE_CHECKING:
    from playwright.async_api import Browser, Frame, Page

FIRST, LAST = dt.date(2016, 11, 24), dt.date(2016, 12, 8)
SHOWN = """(words) => new Promise((done, fail) => {
  const began = performance.now();
  const look = () => [...document.querySelectorAll('h1, h2, h3')].some((h) => h.innerText.trim().startsWith(words));
  const end = () => { seen.disconnect(); clearTimeout(late);
    requestAnimationFrame(() => done(performance.now() - began)); };
  const seen = new MutationObserver(() => look() && end());
  const late = setTimeout(() => { seen.disconnect(); fail(new Error('not shown: ' + words)); }, 30000);
  if (look()) end(); else seen.observe(document.body, {subtree: true, childList: true, characterData: true});
})"""
DAY_SHOWN = r"""() => [...document.querySelectorAll('h2')].map((h) => h.innerText.trim())
  .find((t) => /^\d+ \w+ \d{4}$/.test(t))"""
ANOTHER_DAY = r"""(before) => new Promise((done, fail) => {
  const began = performance.now();
  const look = () => [...document.querySelectorAll('h2')].map((h) => h.innerText.trim())
    .some((t) => /^\d+ \w+ \d{4}$/.test(t) && t !== before);
  const late = setTimeout(() => { seen.disconnect(); fail(new Error('no other day than ' + before)); }, 30000);
  const end = () => { seen.disconnect(); clearTimeout(late);
    requestAnimationFrame(() => done(performance.now() - began)); };
  const seen = new MutationObserver(() => look() && end());
  if (look()) end(); else seen.observe(document.body, {subtree: true, childList: true, characterData: true});
})"""
DRAG = """(day) => { const s = document.getElementById('wh-slider');
  s.value = String(whoholds.calendar.number(day)); s.dispatchEvent(new Event('input')); }"""


@dataclass
class Report:
    """What was measured: milliseconds by kind of act, and what went wrong."""

    times_ms: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)


async def map_frame(page: Page) -> Frame:
    """Return the map's frame once it can be used."""
    handle = await page.wait_for_selector("iframe[data-whoholds=map]", timeout=60_000)
    frame = await handle.content_frame() if handle else None
    if frame is None:
        raise Error("the map has no frame")
    while not await frame.evaluate("window.whoholds !== undefined && Boolean(whoholds.view().day)"):
        await asyncio.sleep(0.05)  # the page tells nobody when it is ready
    return frame


@dataclass
class Visitor:
    """One browser session."""

    number: int
    page: Page
    frame: Frame


async def come(
    browser: Browser, address: str, number: int, door: asyncio.Semaphore, report: Report
) -> Visitor | None:
    """Open the page in a browser context of its own; a few at a time, as `door` lets them in."""
    async with door:
        context = await browser.new_context(viewport={"width": 1100, "height": 760}, accept_downloads=True)
        page = await context.new_page()
        page.on("pageerror", lambda error: report.errors.append(f"page: {error}"))
        try:
            began = time.perf_counter()
            await page.goto(address)
            frame = await map_frame(page)
        except Error as error:
            report.errors.append(f"session {number} opening: {str(error).splitlines()[0]}")
            return None
        report.times_ms["open"].append((time.perf_counter() - began) * 1000)
        return Visitor(number, page, frame)


async def behave(visitor: Visitor, until: float, pause: float, report: Report) -> None:
    """Drag, click and download until the time is over, resting in between."""
    chance = random.Random(visitor.number)  # noqa: S311  # the same acts in each run
    try:
        await asyncio.sleep(chance.uniform(0, pause))
        while time.perf_counter() < until:
            act = chance.choices([drag, click, download], [6, 2, 1])[0]
            report.times_ms[act.__name__].append(await act(visitor, chance))
            await asyncio.sleep(chance.uniform(0.5, 1.5) * pause)
    except Error as error:
        report.errors.append(f"session {visitor.number}: {str(error).splitlines()[0]}")


async def drag(visitor: Visitor, chance: random.Random) -> float:
    """Drag to another day; return how long until the page beside the map tells of that day."""
    now = await visitor.frame.evaluate("whoholds.view().day")
    days = [FIRST + dt.timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    day = chance.choice([d for d in days if d.isoformat() != now])
    waiting = asyncio.create_task(visitor.page.evaluate(SHOWN, f"{day.day} {day:%b %Y}"))
    await asyncio.sleep(0)
    await visitor.frame.evaluate(DRAG, day.isoformat())
    return float(await waiting)


async def click(visitor: Visitor, chance: random.Random) -> float:
    """Step to the change before or after by the page's own button; return how long until its day is told."""
    page = visitor.page
    shown = await page.evaluate(DAY_SHOWN)
    forward = chance.random() < 0.5  # noqa: PLR2004  # as often back as forth
    buttons = [page.get_by_role("button", name=name) for name in ("← Change before", "Change after →")]
    chosen = buttons[forward] if await buttons[forward].is_enabled() else buttons[not forward]
    waiting = asyncio.create_task(page.evaluate(ANOTHER_DAY, shown))
    await chosen.click()
    return float(await waiting)


async def download(visitor: Visitor, _: random.Random) -> float:
    """Download the day's GeoJSON; return how long until the file is there."""
    began = time.perf_counter()
    async with visitor.page.expect_download(timeout=30_000) as started:
        await visitor.page.get_by_role("link", name="GeoJSON").click()
    await (await started.value).path()
    return (time.perf_counter() - began) * 1000


def resident_mb(pid: int) -> float:
    """Return the resident set of a process."""
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


async def watch(pid: int, sizes: list[float]) -> None:
    """Note the server's memory each second."""
    while True:
        sizes.append(resident_mb(pid))
        await asyncio.sleep(1)


async def load(address: str, pid: int, options: argparse.Namespace) -> tuple[Report, float, float]:
    """Run the sessions; return the report and the server's memory with one visitor and at most."""
    report, sizes, door = Report(), list[float](), asyncio.Semaphore(options.doors)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_browser(), args=list(CHROMIUM_ARGS))
        first = await come(browser, address, 0, door, Report())
        if first is None:
            raise RuntimeError("the first visitor did not get in")
        await behave(first, time.perf_counter() + 5, 1.0, Report())
        base = resident_mb(pid)
        watching = asyncio.create_task(watch(pid, sizes))
        coming = [come(browser, address, n, door, report) for n in range(1, options.sessions + 1)]
        visitors = [v for v in await asyncio.gather(*coming) if v]
        until = time.perf_counter() + options.minutes * 60
        await asyncio.gather(*(behave(v, until, options.pause, report) for v in visitors))
        watching.cancel()
        await browser.close()
    return report, base, max(sizes)


def server_errors(address: str) -> float:
    """Return how many errors the server counted."""
    with urllib.request.urlopen(f"{address}/metrics", timeout=10) as answer:  # noqa: S310
        families = text_string_to_metric_families(answer.read().decode())
        return sum(s.value for f in families for s in f.samples if s.name == "whoholds_errors_total")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sessions", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--pause", type=float, default=15, help="seconds between two acts of a session")
    parser.add_argument("--doors", type=int, default=2, help="how many sessions open at the same time")
    options = parser.parse_args()
    with server(WHOHOLDS_METRICS="true") as running:
        report, base, most = asyncio.run(load(running.address, running.process.pid, options))
        errors = server_errors(running.address)
    figures: dict[str, object] = {"sessions": options.sessions, "minutes": options.minutes}
    for act, times in report.times_ms.items():
        ordered = sorted(times)
        figures[act] = {
            "n": len(times),
            "median_ms": round(statistics.median(times)),
            "p95_ms": round(ordered[max(int(len(ordered) * 0.95) - 1, 0)]),
        }
        print(f"{act:<9} {figures[act]}")
    acts = sorted(t for act in ("drag", "click", "download") for t in report.times_ms[act])
    p95 = acts[int(len(acts) * 0.95) - 1]
    per_session = (most - base) / options.sessions
    figures |= {
        "interactions_p95_ms": round(p95), "base_mb": round(base), "most_mb": round(most),
        "mb_a_session": round(per_session, 1), "errors": [*report.errors[:20], f"{errors:g} on the server"],
    }  # fmt: skip
    print(f"interactions: {len(acts)}, p95 {p95:.0f} ms")
    print(f"memory: {base:.0f} MB with one visitor, {most:.0f} MB at most: {per_session:.1f} MB a session")
    print(
        f"errors: {len(report.errors)} in browsers, {errors:g} on the server", *report.errors[:10], sep="\n  "
    )
    out = Path("build/bench")
    out.mkdir(parents=True, exist_ok=True)
    (out / "load.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
