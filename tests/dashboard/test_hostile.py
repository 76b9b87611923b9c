"""What strangers may send to a running server, row by row: nothing runs, nothing leaks, each is answered in words.

Paths and methods are in `test_hosting`, tokens and cookies in `test_sign_in`; here are addresses, articles, names,
links, files and what comes over the WebSocket.
"""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from tests.browser_support import streamlit_server
from tests.conftest import ROOT
from tests.dashboard.test_hosting import ask
from tests.dashboard.test_main_story import settled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Dialog, FilePayload, Page

pytestmark = pytest.mark.browser
PWNED = "window.pwned"
MARKUP = (
    "<script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=1>",
    "<svg/onload=window.pwned=1>",
    '"><iframe srcdoc="<script>parent.pwned=1</script>"></iframe>',
    "<a href=javascript:window.pwned=1>x</a>",
    "</mark></div><style>*{display:none}</style>",
    "<base href=//evil.example/><link rel=stylesheet href=//evil.example/x.css>",
    "<math><mtext></p><img src=x onerror=window.pwned=1>",
    "[x](javascript:window.pwned=1) ![y](https://evil.example/t.png)",
    "$$\\href{javascript:window.pwned=1}{x}$$ :material/warning: :red[loud]",
    "\u202egnp.exe\u202c \u2066hidden\u2069",
    "{{ 7*7 }} ${7*7} {% import os %} #{7*7}",
    "&lt;script&gt;window.pwned=1&lt;/script&gt;",
    "=HYPERLINK(\"https://evil.example\") @SUM(1) +cmd|' /C calc'!A0",
    "' OR 1=1; DROP TABLE claims; --",
)


class Visit:
    """A page on a server that is this visitor's own, with what went wrong in it."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address
        self.dialogs: list[str] = []
        self.requests: list[str] = []
        page.on("dialog", self._dialog)
        page.on("request", lambda request: self.requests.append(request.url))

    def _dialog(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def unharmed(self) -> None:
        """Check that nothing ran, nobody else was asked, and the page still stands."""
        assert self.page.evaluate("window.pwned") is None
        for frame in self.page.frames:
            assert frame.evaluate("window.pwned") is None
        assert self.dialogs == []
        own = (self.address, self.address.replace("http", "ws"), "data:", "blob:", "about:")
        assert [url for url in self.requests if not url.startswith(own)] == []
        self.page.locator(".wh-brand").wait_for()  # a page that draws itself anew is away for a moment


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with streamlit_server(ROOT / "app.py", WHOHOLDS_LOCAL="true") as url:
        yield url


@pytest.fixture(scope="module")
def visit(address: str, browser: Browser) -> Iterator[Visit]:
    """A page that stays open: one row after the other in the same session, as somebody who keeps trying."""
    context = browser.new_context(viewport={"width": 1100, "height": 900})
    yield Visit(context.new_page(), address)
    context.close()


class Query(NamedTuple):
    """A query and what the page says to it."""

    query: str
    words: str


QUERIES = (
    Query("day=2016-13-45", "`day` is no day"),
    Query("day=' OR 1=1 --", "`day` is no day"),
    Query("day=9999-12-31", "lies outside"),
    Query("day=0001-01-01", "lies outside"),
    Query("day=<script>window.pwned=1</script>", "`day` is no day"),
    Query("place=<img src=x onerror=window.pwned=1>", "`place` is not in this data"),
    Query("place=../../etc/passwd", "`place` is not in this data"),
    Query("place=syria:sakhour\0", "`place` is not in this data"),
    Query("sources=" + ",".join(MARKUP[:3]), "`sources` are not in this data"),
    Query("sources=" + "\\," * 200, "`sources`"),
    Query("sources=" + "x" * 5000, "`sources` is longer than"),
    Query("known_by=soon", "`known_by` is no day"),
    Query("policy=trust-me", "`policy` is not in this data"),
    Query("least=-1", "`least` is not one of"),
    Query("least=1e9", "`least` is not one of"),
    Query("events=coup,__class__", "2 of the link's `events`"),
    Query("sides={{7*7}}", "`sides` are not in this data"),
    Query("grades=A1;rm -rf /", "`grades` are not in this data"),
    Query("statuses=%00%00", "`statuses` are not in this data"),
    Query("compare=eval", "`compare` is not in this data"),
    Query("v=2&day=2016-11-27", "made by another version"),
    Query("v=<svg/onload=window.pwned=1>", "made by another version"),
    Query("first=2016-11-27T00:00:00Z", "`first` is no day"),
)


@pytest.mark.parametrize("row", QUERIES, ids=lambda row: row.query[:40])
def test_a_hostile_address_is_answered_by_a_notice(row: Query, visit: Visit) -> None:
    name, _, value = row.query.partition("=")
    visit.page.goto(f"{visit.address}/method?{name}={quote(value, safe='=&%')}")
    visit.page.get_by_role("alert").filter(has_text=row.words.replace("`", "")).first.wait_for(timeout=15_000)
    visit.unharmed()


def test_a_parameter_that_nobody_knows_is_ignored(visit: Visit) -> None:
    visit.page.goto(f"{visit.address}/method?__proto__[pwned]=1&embed_options=x&constructor=1&debug=true")
    visit.page.get_by_role("heading", level=1).first.wait_for(timeout=15_000)
    settled(visit.page, steps=2)
    assert visit.page.get_by_role("alert").count() == 0
    visit.unharmed()


def open_adding(visit: Visit, way: str) -> None:
    """Go to the page that adds an article, unless it is open, and choose a way."""
    if not visit.page.url.endswith("/add"):
        visit.page.goto(f"{visit.address}/add")
        visit.page.get_by_text("How", exact=True).wait_for(timeout=30_000)
        settled(visit.page, steps=2)
    visit.page.locator("[data-testid=stRadio]").get_by_text(way, exact=True).click()
    settled(visit.page, steps=2)


def read(visit: Visit) -> str:
    """Press Read; return what the page shows then."""
    visit.page.get_by_role("button", name="Read", exact=True).click()
    settled(visit.page, steps=4)
    return visit.page.locator("[data-testid=stMain]").inner_text()


ARTICLES = (*(f"The army captured {text} on Sunday, {text} said." for text in MARKUP),)


@pytest.mark.parametrize("text", ARTICLES, ids=[f"article {n}" for n in range(len(ARTICLES))])
def test_markup_in_an_article_is_shown_as_it_is_written(text: str, visit: Visit) -> None:
    open_adding(visit, "Paste")
    visit.page.get_by_role("textbox", name="Text of the article").fill(text)
    visit.page.get_by_role("textbox", name="Title").fill(text[:200])
    visit.page.get_by_role("textbox", name="Publisher").fill(text[:200])
    said = read(visit)
    assert "found" in said, "the text was read"
    text = re.sub("[\u202a-\u202e\u2066-\u2069]", "⟨⟩", text)  # marks of direction are made visible
    shown = "".join(visit.page.locator(".wh-article").inner_text().split())
    assert "".join(text.split())[:60] in shown
    visit.unharmed()


NAMES = (" ".join(MARKUP[:5]), " ".join(MARKUP[5:10]), " ".join(MARKUP[10:]))


@pytest.mark.parametrize("name", NAMES, ids=["tags", "more tags", "signs"])
def test_a_hostile_name_of_a_place_is_a_name(name: str, visit: Visit) -> None:
    open_adding(visit, "Paste")
    visit.page.get_by_role("textbox", name="Text of the article").fill(
        f"The army captured the town of Zor{name} and Sakhour on Sunday, SANA said."
    )
    said = read(visit)
    assert "claim" in said
    visit.unharmed()


LINKS = (
    ("file:///etc/passwd", "a link begins with http"),
    ("gopher://127.0.0.1:70/", "a link begins with http"),
    ("javascript:window.pwned=1", "a link begins with http"),
    ("data:text/html,<script>window.pwned=1</script>", "a link begins with http"),
    ("http://127.0.0.1/", "is not a public address"),
    ("http://localhost/", "is not a public address"),
    ("http://[::1]/", "is not a public address"),
    ("http://[::ffff:127.0.0.1]/", "is not a public address"),
    ("http://2130706433/", "is not a public address"),
    ("http://0x7f.1/", "is not a public address"),
    ("http://0/", "is not a public address"),
    ("http://169.254.169.254/latest/meta-data/", "is not a public address"),
    ("http://10.0.0.1/", "is not a public address"),
    ("http://127.0.0.1:8501/_stcore/health", "port `8501` is not fetched"),
    ("http://admin:secret@127.0.0.1/", "user name or password"),
    ("http://127.0.0.1#@news.example/", "is not a public address"),
    ("http://[::1", "cannot be read as an address"),
    ("http://news.invalid/", "has no address"),
)


@pytest.mark.parametrize(("link", "words"), LINKS)
def test_a_link_into_the_house_is_not_fetched(link: str, words: str, visit: Visit) -> None:
    open_adding(visit, "Link")
    visit.page.get_by_role("textbox", name="Link, fetched when you press Read").fill(link)
    visit.page.keyboard.press("Tab")
    said = read(visit)
    assert "Not read" in said
    assert words in said
    visit.unharmed()


def archive(names: dict[str, bytes]) -> bytes:
    """Return a ZIP archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in names.items():
            made.writestr(name, content)
    return out.getvalue()


FILES = (
    ("zip named text.txt", archive({"../../etc/cron.d/x": b"* * * * * root id"}), "not UTF-8 text"),
    ("bomb.txt", archive({"zeros": bytes(20_000_000)}), "not UTF-8 text"),
    ("gzip.html", gzip.compress(b"<p>The army captured Sakhour.</p>" * 100), "not UTF-8 text"),
    ("binary.txt", b"MZ\0\0\1" + bytes(200), "is binary"),
    ("wide.txt", "The army captured Sakhour.".encode("utf-16"), "not UTF-8 text"),
    ("empty.txt", b"", "there is no text yet"),
    ("spaces.html", b" \n ", "no main text"),
    ("broken.pdf", b"%PDF-1.7\n%%EOF", "PDF"),
    ("text.pdf", b"The army captured Sakhour.", "PDF"),
    ("long.txt", b"The army captured Sakhour. " * 60_000, "the limit is"),
    ("deep.html", b"<div>" * 100_000, "no main text"),
)


@pytest.mark.parametrize(("name", "content", "words"), FILES, ids=[row[0] for row in FILES])
def test_a_file_that_is_no_article_is_refused_in_words(
    name: str, content: bytes, words: str, visit: Visit
) -> None:
    open_adding(visit, "Upload")
    payload: FilePayload = {"name": name, "mimeType": "text/plain", "buffer": content}
    visit.page.locator("input[type=file]").set_input_files(payload)
    visit.page.get_by_text(name, exact=True).first.wait_for(timeout=15_000)
    settled(visit.page, steps=2)
    said = read(visit)
    assert "Not read" in said
    assert words in said
    visit.unharmed()


@pytest.mark.parametrize("name", ["run.exe", "page.svg", "store.sqlite", "state.pickle"])
def test_a_file_of_another_kind_is_not_taken(name: str, visit: Visit) -> None:
    open_adding(visit, "Upload")
    payload: FilePayload = {"name": name, "mimeType": "application/octet-stream", "buffer": b"x" * 100}
    visit.page.locator("input[type=file]").set_input_files(payload)
    visit.page.get_by_text("not allowed").first.wait_for(timeout=15_000)
    visit.unharmed()


def message(**fields: Any) -> bytes:  # noqa: ANN401 - the message's own fields
    """Return what a browser would send."""
    return bytes(BackMsg(**fields).SerializeToString())


SENT: tuple[tuple[str, bytes | str], ...] = (
    ("nothing", b""),
    ("noise", bytes(range(256)) * 40),
    ("text instead of bytes", "{'type': 'rerun'}"),
    ("a message that is cut", message(clear_cache=True)[:1]),
    ("a length that lies", b"\x5a\xff\xff\xff\xff\x0f"),
    ("nested without end", b"\x5a\x7f" * 4000),
    ("ask the server to stop", message(debug_shutdown_runtime=True)),
    ("ask to be cut off", message(debug_disconnect_websocket=True)),
    ("a page that is not there", message(rerun_script={"page_script_hash": "../../etc/passwd"})),
    ("a long query", message(rerun_script={"query_string": "day=" + "9" * 2_000_000})),
    ("another's files", message(file_urls_request={"request_id": "x", "file_names": ["../../app.py"] * 50})),
    ("repository, please", message(load_git_info=True)),
    ("a state of widgets that nobody has", message(rerun_script={"widget_states": {"widgets": [
        {"id": f"$$ID-{n}-None", "string_value": MARKUP[0]} for n in range(2000)]}})),
)  # fmt: skip


@pytest.mark.parametrize(("what", "payload"), SENT, ids=[row[0] for row in SENT])
def test_whatever_comes_over_the_socket_the_server_lives_and_tells_nothing(
    what: str, payload: bytes | str, address: str
) -> None:
    told = b""
    try:
        with connect(
            f"{address.replace('http', 'ws')}/_stcore/stream", subprotocols=[Subprotocol("streamlit")], max_size=2**26,
            open_timeout=20,
        ) as socket:  # fmt: skip
            socket.send(payload)
            while True:
                got = socket.recv(timeout=1.5)
                told += got if isinstance(got, bytes) else got.encode()
    except (TimeoutError, WebSocketException):
        pass
    assert ask(address, "GET", "/_stcore/health")[2] == b"ok", f"after {what}"
    told = told.replace(f"{ROOT}/app.py".encode(), b"")  # Streamlit's own greeting names the script
    for leak in (b"Traceback", b"root:x:0", str(ROOT).encode(), b"import streamlit"):
        assert leak not in told


def test_a_socket_from_another_site_is_refused(address: str) -> None:
    with (
        pytest.raises(WebSocketException),
        connect(
            f"{address.replace('http', 'ws')}/_stcore/stream",
            origin=Origin("https://evil.example"),
            open_timeout=20,
        ),
    ):
        pass
