"""What every test shares: a clean environment, the shipped theatre, one browser.

The network is blocked by pytest-socket (loopback and local sockets excepted); subprocesses and the browser
get an environment without proxies, so that a request that leaves the machine fails at once.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

pytest_plugins = ("tests.browser_support",)

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-proxy-server",
)
UNSET = (
    "WHOHOLDS_",
    "STREAMLIT_",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "http_proxy",
    "https_proxy",
    "NO_COLOR",
)


@pytest.fixture(autouse=True, scope="session")
def _clean_environment() -> Iterator[None]:
    """Remove every setting of the caller that could change a result; put them back at the end."""
    before = dict(os.environ)
    for name in before:
        if name.startswith(UNSET):
            del os.environ[name]
    os.environ.update({"TZ": "UTC", "LC_ALL": "C.UTF-8", "COLUMNS": "120"})
    yield
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the project's root folder."""
    return ROOT


@pytest.fixture(scope="session")
def seeds() -> Path:
    """Return the folder of the five shipped articles."""
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of a Chromium, or skip with the reason."""
    for name in CHROMIUM_NAMES:
        if path := shutil.which(name):
            return path
    pytest.skip(
        f"no Chromium on this machine (looked for {', '.join(CHROMIUM_NAMES)}): apt-get install chromium"
    )


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """Return one headless browser for the whole run; a test opens its own context in it."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # only browser tests pay for it

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM_ARGS))
        yield opened
        opened.close()
