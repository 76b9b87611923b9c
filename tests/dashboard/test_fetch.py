"""A link is fetched only from public addresses, bounded in size, time and redirects."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from dashboard import fetch as module
from dashboard.fetch import FetchError, fetch, resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from urllib.parse import SplitResult

PUBLIC = "93.184.215.14"
HTML = {"Content-Type": "text/html; charset=utf-8"}


class Reply:
    """A made-up answer of a server."""

    def __init__(self, body: bytes = b"", status: int = 200, headers: Mapping[str, str] = HTML) -> None:
        self.body, self.status, self.headers, self.closed = body, status, headers, False

    def stream(self, amount: int) -> Iterable[bytes]:
        for at in range(0, len(self.body), amount):
            yield self.body[at : at + amount]

    def close(self) -> None:
        self.closed = True


def one(reply: Reply) -> Callable[[SplitResult, str, int, float], Reply]:
    return lambda *_: reply


def public(_: str, __: int) -> tuple[str, ...]:
    return (PUBLIC,)


def test_a_page_comes_as_text_with_its_address() -> None:
    reply = Reply("Sakhour الصاخور".encode())
    page = fetch("https://news.example/a?b=1", find=public, ask=one(reply))
    assert (page.url, page.kind, page.text) == ("https://news.example/a?b=1", "text/html", "Sakhour الصاخور")
    assert reply.closed


def test_the_connection_goes_to_the_address_that_was_checked() -> None:
    asked = []

    def ask(parts: SplitResult, address: str, port: int, _: float) -> Reply:
        asked.append((parts.hostname, address, port))
        return Reply(b"ok")

    fetch("http://news.example/", find=public, ask=ask)
    assert asked == [("news.example", PUBLIC, 80)]


PRIVATE = [
    "127.0.0.1",
    "10.0.0.8",
    "192.168.1.1",
    "172.16.0.1",
    "169.254.169.254",
    "0.0.0.0",  # noqa: S104
    "100.64.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "fe80::1%eth0",
    "fc00::1",
    "::ffff:127.0.0.1",
    "2002:7f00:1::",
    "::",
    "not an address",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_no_private_address_is_ever_asked(address: str) -> None:
    def ask(*_: object) -> Reply:
        pytest.fail("a connection was made")

    with pytest.raises(FetchError, match="not a public address"):
        fetch("http://inside.example/", find=lambda _, __: (PUBLIC, address), ask=ask)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://news.example/a", "begins with http"),
        ("file:///etc/passwd", "begins with http"),
        ("javascript:alert(1)", "begins with http"),
        ("news.example", "begins with http"),
        ("", "begins with http"),
        ("http://", "begins with http"),
        ("http://[::1", "cannot be read"),
        ("http://user:secret@news.example/", "user name or password"),
        ("http://news.example:8080/", "port `8080` is not fetched"),
        ("http://news.example:99999/", "no number from 1 to 65535"),
        ("https://news.example:80/", "port `80` is not fetched"),
    ],
)
def test_an_odd_link_is_refused_with_a_mend(url: str, words: str) -> None:
    with pytest.raises(FetchError, match=words):
        fetch(url, find=public, ask=one(Reply(b"x")))


def test_a_redirect_is_checked_like_a_link() -> None:
    there = Reply(status=302, headers={"Location": "http://inside.example/admin"})
    answers = {"news.example": (PUBLIC,), "inside.example": ("10.0.0.1",)}
    with pytest.raises(FetchError, match=r"`inside.example` is not a public address"):
        fetch("http://news.example/", find=lambda host, _: answers[host], ask=one(there))
    assert there.closed


def test_redirects_end() -> None:
    again = Reply(status=301, headers={"Location": "/again"})
    with pytest.raises(FetchError, match="redirects more than 4 times"):
        fetch("http://news.example/", find=public, ask=one(again))


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply(status=404), "answered 404"),
        (Reply(b"%PDF", headers={"Content-Type": "application/pdf"}), "is `application/pdf`"),
        (Reply(b"?", headers={}), "is `of no kind`"),
        (Reply(b"a" * (module.MAX_BYTES + 1)), "larger than 3 MB"),
    ],
)
def test_what_is_no_article_is_refused(reply: Reply, words: str) -> None:
    with pytest.raises(FetchError, match=words):
        fetch("http://news.example/", find=public, ask=one(reply))
    assert reply.closed


def test_a_slow_page_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 1.0, 99.0])
    monkeypatch.setattr("dashboard.fetch.time.monotonic", lambda: next(clock))
    with pytest.raises(FetchError, match="took longer than 15 s"):
        fetch("http://news.example/", find=public, ask=one(Reply(b"x")))


def test_an_unknown_charset_does_not_break_the_page() -> None:
    reply = Reply("é".encode(), headers={"Content-Type": "text/plain; charset=klingon"})
    assert fetch("http://news.example/", find=public, ask=one(reply)).text == "é"


def test_a_name_without_address_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("no such name")

    monkeypatch.setattr("dashboard.fetch.socket.getaddrinfo", fail)
    with pytest.raises(FetchError, match=r"`nowhere.invalid` has no address"):
        resolve("nowhere.invalid", 80)


def test_a_host_that_does_not_answer_is_one_line() -> None:
    """The real connection, to a closed port of this machine."""
    parts = urlsplit("http://127.0.0.1/")
    with pytest.raises(FetchError, match="did not answer"):
        module.connect(parts, "127.0.0.1", 9, 1.0)
