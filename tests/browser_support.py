"""A real browser and a real Streamlit server for the tests that need them.

A pytest plugin: `tests/conftest.py` names it in `pytest_plugins` and finds the browser. Tests that use
`open_page` carry the marker `browser`; without a Chromium on the machine they are skipped with the reason.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Frame, Page

START_TIMEOUT_S: Final = 60.0


class Watched:
    """A page together with everything that it asked for and complained about."""

    def __init__(self, page: Page) -> None:
        """Listen to the page from its start."""
        self.page = page
        self.requests: list[str] = []
        self.errors: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda said: self.errors.append(said.text) if said.type == "error" else None)

    def foreign_requests(self, *own: str) -> list[str]:
        """Return the requests to other places than files, data in the page, and what begins with `own`."""
        home = ("data:", "blob:", "file:", "about:", *own)
        return [url for url in self.requests if not url.startswith(home)]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Watched]]:
    """Return a function that opens an address in a fresh context; keywords are Playwright's."""
    contexts = []

    def open_it(url: str, **options: Any) -> Watched:  # noqa: ANN401 - Playwright's own
        context = browser.new_context(**{"viewport": {"width": 1100, "height": 760}, **options})
        contexts.append(context)
        watched = Watched(context.new_page())
        watched.page.goto(url)
        return watched

    yield open_it
    for context in contexts:
        context.close()


def free_port() -> int:
    """Return a port of the loopback that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def streamlit_server(script: Path, *, port: int | None = None, **environment: str) -> Iterator[str]:
    """Run a Streamlit script on a port of the loopback; yield its address, print its log at the end."""
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    options = [
        "--server.headless",
        "true",
        "--server.address",
        "127.0.0.1",
        "--server.fileWatcherType",
        "none",
    ]
    paths = [str(Path.cwd()), *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    quiet = ["--browser.gatherUsageStats", "false"]
    with tempfile.TemporaryFile(
        "w+", encoding="utf-8"
    ) as log:  # a pipe that nobody reads would block the server
        server = subprocess.Popen(
            [*command, *options, *quiet],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), **environment},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/_stcore/health", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)
            log.seek(0)
            sys.stdout.write(log.read())


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline:
        if server.poll() is not None:
            pytest.fail(f"the Streamlit server ended with {server.returncode}; its log is above")
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - our own http address
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    pytest.fail(f"the Streamlit server did not answer within {START_TIMEOUT_S:.0f} s")


def wait_for(frame: Frame | Page, expression: str, timeout_s: float = 20.0) -> None:
    """Wait until a JavaScript expression is true.

    Playwright's own waiting evaluates text inside the page, which the map's Content-Security-Policy forbids.
    """
    deadline = time.monotonic() + timeout_s
    while not frame.evaluate(f"() => Boolean({expression})"):
        if time.monotonic() > deadline:
            pytest.fail(f"waited {timeout_s:.0f} s in vain for: {expression}")
        time.sleep(0.03)
