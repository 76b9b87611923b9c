"""Take the pictures of every page, light and dark: `make screenshots` writes them to docs/images.

Not a test: it starts the app on the shipped articles and drives a real browser to a chosen day and place.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402  # the root folder has to be known first

from tests.browser_support import streamlit_server  # noqa: E402
from tests.conftest import CHROMIUM_ARGS, CHROMIUM_NAMES  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGES = {
    "map": "?day=2016-11-27&place=syria:sakhour",
    "changes": "changes",
    "claims": "claims?v=1&events=gain",
    "sources": "sources",
    "compare": "compare",
    "add": "add",
    "method": "method",
}
SIZES = {"light": (1400, 1000), "dark": (1400, 1000), "narrow": (390, 844)}


def main() -> int:
    """Take every picture; return 1 with the mend where there is no browser."""
    chromium = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if chromium is None:
        sys.stderr.write("screenshots: no Chromium on this machine: apt-get install chromium\n")
        return 1
    with streamlit_server(ROOT / "app.py") as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM_ARGS))
        for look, (width, height) in SIZES.items():
            for name, address in PAGES.items():
                take(
                    browser,
                    f"{url}/{address}",
                    ROOT / "docs" / "images" / f"{name}-{look}.png",
                    look,
                    width,
                    height,
                )
        browser.close()
    return 0


def take(browser: Browser, address: str, path: Path, look: str, width: int, height: int) -> None:
    """Open an address, wait until the page has drawn itself, and write its picture."""
    scheme = "dark" if look == "dark" else "light"
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector(".wh-foot", timeout=60_000)
    page.wait_for_function(
        "!document.querySelector('[data-testid=stStatusWidget], [data-testid=stSkeleton]')"
    )
    if page.locator("iframe[data-whoholds]").count():
        page.frame_locator("iframe[data-whoholds]").locator("canvas").first.wait_for(timeout=60_000)
    page.wait_for_timeout(1200)
    page.screenshot(path=path)
    context.close()
    sys.stdout.write(f"{path.relative_to(ROOT)}\n")


if __name__ == "__main__":
    raise SystemExit(main())
