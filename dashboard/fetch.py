"""One web page, fetched only when a person asks for it: bounded in size and time, never from a private address.

Each host name is resolved here, every one of its addresses must be public (RFC 6890, as `ipaddress.is_global`
knows it), and the connection goes to the address that was checked, so that a name that changes its answer
between check and use (DNS rebinding) gains nothing. Redirects are followed by the same rules.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import SplitResult, urljoin, urlsplit

import urllib3

MAX_BYTES = 3_000_000
MAX_SECONDS = 15.0
MAX_HOPS = 4
CHUNK = 65_536
PORTS = {"http": 80, "https": 443}
KINDS = ("text/html", "application/xhtml+xml", "text/plain")
REDIRECTS = frozenset({301, 302, 303, 307, 308})
OK = 200


class FetchError(ValueError):
    """A page was not fetched; the message says which rule or failure it was and what to do instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What was fetched: the address it came from at the end, its kind and its text."""

    url: str
    kind: str
    text: str


class Answer(Protocol):
    """What a connection answers."""

    @property
    def status(self) -> int:
        """Return the HTTP status."""

    @property
    def headers(self) -> Mapping[str, str]:
        """Return the headers, found without regard to case."""

    def stream(self, amount: int) -> Iterable[bytes]:
        """Yield the body in pieces."""

    def close(self) -> None:
        """Give the connection back."""


Resolve = Callable[[str, int], Iterable[str]]
"""From host name and port to addresses."""

Connect = Callable[[SplitResult, str, int, float], Answer]
"""From the address's parts, the checked address, port and seconds left to an answer."""


def resolve(host: str, port: int) -> tuple[str, ...]:
    """Return all addresses of a host name."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"`{host}` has no address: check the link, or paste the text") from error
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def connect(parts: SplitResult, address: str, port: int, timeout_s: float) -> Answer:
    """Ask the host at `address` for the page, by its own name; follows nothing, retries nothing."""
    host = parts.hostname or ""
    timeout = urllib3.Timeout(connect=timeout_s, read=timeout_s)
    pool: urllib3.HTTPConnectionPool
    if parts.scheme == "https":
        pool = urllib3.HTTPSConnectionPool(
            address, port, timeout=timeout, server_hostname=host, assert_hostname=host
        )
    else:
        pool = urllib3.HTTPConnectionPool(address, port, timeout=timeout)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = {"Host": parts.netloc.rpartition("@")[2], "User-Agent": "whoholds", "Accept": ", ".join(KINDS)}
    try:
        return pool.request(
            "GET", target, headers=headers, redirect=False, retries=False, preload_content=False
        )
    except urllib3.exceptions.HTTPError as error:
        raise FetchError(f"`{host}` did not answer: try later, or paste the text") from error


def check_address(parts: SplitResult, find: Resolve) -> tuple[str, int]:
    """Return the address and port to connect to; refuse other schemes, ports and addresses not public."""
    if parts.scheme not in PORTS or not parts.hostname:
        raise FetchError(
            "a link begins with http:// or https:// and a host name: correct it, or paste the text"
        )
    if parts.username or parts.password:
        raise FetchError("a link with a user name or password is not fetched: paste the text")
    try:
        port = parts.port or PORTS[parts.scheme]
    except ValueError:
        raise FetchError("the link's port is no number from 1 to 65535: correct it") from None
    if port != PORTS[parts.scheme]:
        raise FetchError(f"port `{port}` is not fetched, only 80 and 443: paste the text")
    addresses = tuple(find(parts.hostname, port))
    if not addresses or not all(_public(address) for address in addresses):
        raise FetchError(f"`{parts.hostname}` is not a public address: paste the text")
    return addresses[0], port


def _public(address: str) -> bool:
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    return (mapped or ip).is_global and not ip.is_multicast


def fetch(url: str, *, find: Resolve = resolve, ask: Connect = connect) -> Page:
    """Fetch one page of text.

    `find` resolves names and `ask` connects; tests give their own. Raises FetchError for anything but an
    answer 200 of HTML or plain text within `MAX_BYTES`, `MAX_SECONDS` and `MAX_HOPS` redirects.
    """
    deadline = time.monotonic() + MAX_SECONDS
    for _ in range(MAX_HOPS + 1):
        parts = _split(url)
        address, port = check_address(parts, find)
        answer = ask(parts, address, port, max(deadline - time.monotonic(), 0.1))
        try:
            if answer.status in REDIRECTS:
                url = urljoin(url, answer.headers.get("Location", ""))
                continue
            return _page(url, answer, deadline)
        finally:
            answer.close()
    raise FetchError(f"the link redirects more than {MAX_HOPS} times: paste the text")


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url.strip())
    except ValueError:
        raise FetchError("the link cannot be read as an address: correct it, or paste the text") from None


def _page(url: str, answer: Answer, deadline: float) -> Page:
    if answer.status != OK:
        raise FetchError(f"the page answered {answer.status}, not 200: check the link, or paste the text")
    kind, _, rest = answer.headers.get("Content-Type", "").partition(";")
    if kind.strip().lower() not in KINDS:
        raise FetchError(
            f"the page is `{kind.strip()[:60] or 'of no kind'}`, not HTML or text: paste the text"
        )
    body = bytearray()
    for piece in answer.stream(CHUNK):
        body += piece
        if len(body) > MAX_BYTES:
            raise FetchError(f"the page is larger than {MAX_BYTES / 1e6:g} MB: paste the text")
        if time.monotonic() > deadline:
            raise FetchError(f"the page took longer than {MAX_SECONDS:g} s: try later, or paste the text")
    charset = rest.partition("charset=")[2].strip(" \"'").split(";")[0] or "utf-8"
    try:
        text = body.decode(charset)
    except (LookupError, UnicodeDecodeError):
        text = body.decode("utf-8", errors="replace")
    return Page(url=url, kind=kind.strip().lower(), text=text)
