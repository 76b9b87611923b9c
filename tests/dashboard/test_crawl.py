"""A crawl of every page of a public view under an embargo: nothing held back reaches the browser, by any way.

What the server sends is read off its WebSocket and from what it answers, so that a thing which no page draws but which
was sent all the same is found too.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import pytest

from dashboard.downloads import FILES
from dashboard.pages import PAGES
from gazetteer import load_theatre
from pipelines.build import build
from pipelines.store import Store
from tests.browser_support import Watched, streamlit_server
from tests.conftest import ROOT
from tests.dashboard.test_main_story import settled

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page, WebSocket

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Watched]
QUIET_STEPS = 6
"""How many tenths of a second without a word from the server mean that all has been drawn."""

OLD = "Army units recaptured the Hanano district of Aleppo on {day}, a military source told SANA."
FRESH = (
    "Army units recaptured the Sakhour district of Aleppo on {day}, a military source told the Zenith Bulletin. "
    "The gunmen also lost the village of Wadi Qarmez, the source added."
)


@dataclass
class Made:
    """A store of two articles, one of them fresh, and what of the fresh one may not go out."""

    store: Path
    held: dict[str, str] = field(default_factory=dict)
    open_quote: str = ""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder = tmp_path_factory.mktemp("embargo")
    today = dt.datetime.now(dt.UTC).date()
    rows = []
    for name, text, age in (("older", OLD, 90), ("fresher", FRESH, 1)):
        published = today - dt.timedelta(days=age)
        day = f"{published:%A}"
        rows.append(
            {"id": name, "title": None, "url": f"https://{name}.example.org/report", "publisher": f"The {name} paper",
             "published": published.isoformat(), "text": text.format(day=day)}
        )  # fmt: skip
    source = folder / "docs.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    store = folder / "whoholds.sqlite"
    with Store.file(store) as opened:
        build([source], opened, load_theatre("syria"))
        claims, documents = opened.claims(), opened.documents()
    fresh = [c for c in claims if "Sakhour" in c.quote or "Qarmez" in c.quote]
    kept = [c for c in claims if "Hanano" in c.quote]
    assert len(fresh) >= 2, "the fresh article makes claims"
    assert kept, "so does the old one"
    held = {f"the id of claim {n}": c.claim_id for n, c in enumerate(fresh)}
    held |= {f"the quote of claim {n}": c.quote[:40] for n, c in enumerate(fresh)}
    held |= {
        "the speaker": "Zenith Bulletin",
        "the unplaced place": "Qarmez",
        "the publisher": "The fresher paper",
    }
    held |= {
        "the address": "fresher.example.org",
        "the document": next(d.id for d in documents if "fresher" in d.id),
    }
    return Made(store, held, kept[0].quote[:40])


@pytest.fixture(scope="module", params=["72", "0"])
def hosted(made: Made, request: pytest.FixtureRequest) -> Iterator[tuple[str, bool]]:
    """The address of a public view, and whether it holds the fresh article back."""
    with streamlit_server(
        ROOT / "app.py", WHOHOLDS_STORE=str(made.store), WHOHOLDS_EMBARGO_HOURS=request.param
    ) as url:
        yield url, request.param != "0"


class Ear:
    """Everything that a page was sent: frames of its WebSocket, answers, and what stands on it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.heard: list[bytes] = []
        page.on("websocket", self._listen)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._frame)

    def _frame(self, payload: str | bytes) -> None:
        self.heard.append(payload.encode() if isinstance(payload, str) else payload)

    def visit(self, address: str) -> None:
        self.page.goto(address)
        self.page.get_by_role("heading", level=1).first.wait_for(timeout=60_000)
        self._quiet()
        for link in self.page.locator(".wh-takes a").all():
            self.take(urljoin(self.page.url, link.get_attribute("href") or ""))
        self.heard.append(self.page.content().encode())

    def take(self, address: str) -> None:
        """Hear a file by its address, as a program asks for it."""
        answer = self.page.request.get(address)
        self.heard.append(answer.body() + str(answer.headers).encode())

    def _quiet(self) -> None:
        """Wait until the script rests and nothing has come for a while: a page draws itself in several runs."""
        still = 0
        while still < QUIET_STEPS:
            settled(self.page, steps=1)
            before = len(self.heard)
            self.page.wait_for_timeout(100)
            still = still + 1 if len(self.heard) == before else 0


def crawl(address: str, page: Page) -> bytes:
    ear = Ear(page)
    for name in PAGES:
        ear.visit(f"{address}/{'' if name == 'map' else name}")
    for query in (
        "?place=syria:sakhour",
        "claims?text=Zenit",
        "?sources=Zenit",
        "claims?place=syria:sakhour",
    ):
        ear.visit(f"{address}/{query}")
    for name in FILES.keys() - {"day.png"}:  # its words are dots; day.svg holds the same
        for query in ("", f"?day={dt.datetime.now(dt.UTC).date()}&sources=Zenith+Bulletin"):
            ear.take(f"{address}/data/{name}{query}")
    return b"\n".join(ear.heard)


def test_nothing_under_the_embargo_is_sent_to_a_visitor(
    hosted: tuple[str, bool], made: Made, open_page: OpenPage
) -> None:
    address, holds_back = hosted
    sent = crawl(address, open_page("about:blank").page)
    assert made.open_quote.encode() in sent, "the article that may be shown is shown"
    found = {what for what, text in made.held.items() if text.encode() in sent}
    assert found == (set() if holds_back else set(made.held)), "without an embargo the crawl finds it all"
