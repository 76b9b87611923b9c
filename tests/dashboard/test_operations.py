"""What whoever keeps a server sees: health, metrics, log lines without a word of an article, a stop that is clean."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from prometheus_client.parser import text_string_to_metric_families

from dashboard import operations
from gazetteer import load_theatre
from pipelines.build import build
from pipelines.store import Store
from tests.browser_support import free_port
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.browser_support import Watched

STOPPED = (0, -signal.SIGTERM)
"""How a server that was asked to stop ends: uvicorn takes itself away by the signal that it was sent."""
SECRETIVE = "Army units recaptured Hanano on Sunday, Colonel Ayman Mansour told the Zenith Bulletin."


def answer(address: str) -> tuple[int, str]:
    """Return the status and the text of an address."""
    try:
        with urllib.request.urlopen(address, timeout=10) as got:  # noqa: S310 - our own address
            return got.status, got.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


@dataclass
class Running:
    """A server that runs as `streamlit run app.py`: its address, its process, and what it wrote once it has ended."""

    address: str
    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)

    def stop(self) -> int:
        """Ask it to stop; return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        out, _ = self.process.communicate(timeout=30)
        self.said = out.splitlines()
        return self.process.returncode

    @property
    def lines(self) -> list[dict[str, object]]:
        """Return the log lines."""
        return [json.loads(line) for line in self.said if line.startswith("{")]


@contextmanager
def server(**environment: str) -> Iterator[Running]:
    """Run the server until the block ends."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    process = subprocess.Popen(
        [*command, "--server.address", "127.0.0.1", "--server.fileWatcherType", "none"],
        cwd=ROOT, env={**os.environ, "WHOHOLDS_LOCAL": "false", **environment}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    running = Running(f"http://127.0.0.1:{port}", process)
    try:
        for _ in range(300):
            if process.poll() is not None:
                break
            try:
                answer(f"{running.address}/health")
                break
            except OSError:
                time.sleep(0.1)
        yield running
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Return a store with one article that names a person and a paper."""
    article = tmp_path / "a.txt"
    article.write_text(SECRETIVE, encoding="utf-8")
    path = tmp_path / "whoholds.sqlite"
    with Store.file(path) as opened:
        build([article], opened, load_theatre("syria"))
    return path


@pytest.mark.browser
def test_a_visit_is_measured_and_logged_without_a_word_of_the_article(
    store: Path, open_page: Callable[..., Watched]
) -> None:
    with server(WHOHOLDS_STORE=str(store), WHOHOLDS_METRICS="true") as running:
        page = open_page(f"{running.address}/claims?text=Zenith").page
        page.get_by_text("of 1 claim").wait_for(timeout=60_000)
        status, text = answer(f"{running.address}/metrics")
        assert status == 200
        figures = {
            (s.name, s.labels.get("page", "")): s.value
            for family in text_string_to_metric_families(text)
            for s in family.samples
        }
        assert figures["whoholds_claims", ""] == 1
        assert figures["whoholds_documents", ""] == 1
        assert figures["whoholds_builds_total", ""] == 1
        assert figures["whoholds_page_seconds_count", "claims"] >= 1
        assert answer(f"{running.address}/health") == (200, '{"status":"ok","data":"file"}')
        store.unlink()
        assert answer(f"{running.address}/health") == (503, '{"status":"no store"}')
        assert running.stop() in STOPPED
    assert [line["event"] for line in running.lines] == ["started", "built", "stopped"]
    assert running.lines[1]["claims"] == 1
    written = "\n".join(running.said) + text
    for word in ("Hanano", "Ayman", "Zenith", str(store), "Traceback"):
        assert word not in written, f"`{word}` is in the log or the metrics"
    assert "127.0.0.1" not in json.dumps(running.lines) + text, "nobody's address is kept"


def test_metrics_are_off_until_they_are_asked_for_and_a_server_without_visitors_stops_cleanly() -> None:
    with server() as running:
        assert answer(f"{running.address}/metrics")[0] == 404
        assert answer(f"{running.address}/health") == (200, '{"status":"ok","data":"memory"}')
        assert running.stop() in STOPPED
    assert [line["event"] for line in running.lines] == ["started", "stopped"]


def test_a_setting_that_cannot_be_used_ends_the_start_with_one_line() -> None:
    with server(WHOHOLDS_EMBARGO_HOURS="soon") as running:
        out, _ = running.process.communicate(timeout=30)
    assert running.process.returncode == 2
    assert "whoholds: option `embargo_hours` is `soon`" in out
    assert "Traceback" not in out


def test_a_field_that_is_not_listed_does_not_get_into_the_log() -> None:
    kept = operations._only_our_own(
        None, "info", {"event": "built", "claims": 3, "quote": "fell on Sunday", "address": "10.1.2.3"}
    )
    assert kept == {"event": "built", "claims": 3}


def test_an_error_is_counted_by_its_class_and_its_words_stay_out(capsys: pytest.CaptureFixture[str]) -> None:
    before = operations.REGISTRY.get_sample_value("whoholds_errors_total", {"kind": "ValueError"}) or 0
    operations.count_error(ValueError("Colonel Ayman said"))
    after = operations.REGISTRY.get_sample_value("whoholds_errors_total", {"kind": "ValueError"})
    assert after == before + 1
    said = capsys.readouterr().err
    assert "ValueError" in said
    assert "Ayman" not in said
