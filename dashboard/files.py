"""Files over HTTP: `data/<name>?<view>` is what the page of the same address shows, so a link can be a layer in QGIS.

The query is the page's own (`dashboard.state`), with `columns` for the table of claims. A page leaves a value that it
cannot use at its default and says so; a file cannot say so, and is refused with the same words.
"""

from __future__ import annotations

import hashlib
import ipaddress
import tempfile
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard.data import allowed, history_for, shared_world
from dashboard.downloads import FILES, Asked, Form
from dashboard.operations import count_error, timed
from dashboard.settings import load_settings
from dashboard.state import decode
from dashboard.tables import CLAIM_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

MOST_AT_ONCE: Final = 2
PATIENCE_S: Final = 20.0
"""Seconds that a request waits for its turn, before it is asked to come again."""
MOST_WAITING: Final = 10
"""Requests answered or waiting at once: each keeps a thread, and pages need threads too."""
_TURNS = threading.BoundedSemaphore(MOST_AT_ONCE)
_WAITING = threading.BoundedSemaphore(MOST_WAITING)


class RefusedError(Exception):
    """A request that cannot be answered: its HTTP status, and in words why."""

    def __init__(self, status: int, words: str) -> None:
        """Keep both."""
        super().__init__(words)
        self.status = status


def file_routes() -> list[Route]:
    """Return the routes of the files; with `server.baseUrlPath` they lie under it, as the pages do."""
    base = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return [Route(f"{'/' if base else ''}{base}/data/{{name}}", file)]


def file(request: Request) -> Response:
    """Answer one file; 304 if the asker has it, 400 for a value that cannot be used, 404 for a name that is none."""
    try:
        _check_host(request.headers.get("host", ""))
        with _place_in_the_queue():
            return _made(request)
    except RefusedError as refused:
        headers = {"Retry-After": "5"} if refused.status == 503 else {}  # noqa: PLR2004  # Service Unavailable
        return PlainTextResponse(f"{refused}\n", status_code=refused.status, headers=headers)
    except Exception as error:  # noqa: BLE001  # whatever it is, its words may quote an article: only its class is told
        count_error(error)
        return PlainTextResponse("The file could not be made.\n", status_code=500)


@contextmanager
def _place_in_the_queue() -> Iterator[None]:
    if not _WAITING.acquire(blocking=False):
        raise RefusedError(503, f"{MOST_WAITING} requests are waiting: ask again in a few seconds.")
    try:
        yield
    finally:
        _WAITING.release()


def _made(request: Request) -> Response:
    name = request.path_params["name"]
    form = FILES.get(name)
    if form is None:
        raise RefusedError(404, f"There is no file {name[:60]!r}: there are {', '.join(FILES)}.")
    world = shared_world()
    view, notices = decode(dict(request.query_params), allowed(world))
    if notices:
        raise RefusedError(400, "\n".join(notices))
    columns = _columns(request.query_params.get("columns", ""))
    seal = f"{world.revision}\n{name}\n{sorted(view.to_query().items())}\n{columns}"
    headers = {"ETag": f'"{hashlib.sha256(seal.encode()).hexdigest()[:32]}"', "Cache-Control": "no-cache"}
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    asked = Asked(world, history_for(world, view), view, columns)
    stem, _, ending = name.partition(".")
    headers |= {
        "Content-Disposition": f'attachment; filename="whoholds-{asked.day if form.of_day else stem}.{ending}"',
        "X-Content-Type-Options": "nosniff",
        "Accept-Ranges": "bytes",
    }
    return _sent(request, _bytes(seal, form, asked), form.media_type, headers)


@st.cache_resource(max_entries=8, ttl="10m", show_spinner=False)
def _bytes(seal: str, _form: Form, _asked: Asked) -> bytes:  # noqa: ARG001  # the key
    if not _TURNS.acquire(timeout=PATIENCE_S):
        raise RefusedError(503, f"{MOST_AT_ONCE} files are being made: ask again in a few seconds.")
    try:
        with timed("data"):
            return _form.make(_asked)
    finally:
        _TURNS.release()


def _sent(request: Request, body: bytes, media_type: str, headers: dict[str, str]) -> Response:
    """Return the whole file, or the part that is asked for, as programs do that read a layer piece by piece."""
    if "range" not in request.headers:
        return Response(body, media_type=media_type, headers=headers)
    with tempfile.NamedTemporaryFile(prefix="whoholds-part-", delete=False) as kept:
        kept.write(body)
    return _Fleeting(kept.name, media_type=media_type, headers=headers)


class _Fleeting(FileResponse):
    """A file that is taken away once it is sent, or refused in part."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            await run_in_threadpool(Path(self.path).unlink, missing_ok=True)


def _columns(value: str) -> tuple[str, ...]:
    columns = tuple(part for part in value.split(",") if part)
    for column in columns:
        if column not in CLAIM_COLUMNS:
            raise RefusedError(
                400, f"There is no column {column[:40]!r}: there are {', '.join(CLAIM_COLUMNS)}."
            )
    return tuple(dict.fromkeys(columns))


def _check_host(host: str) -> None:
    """Refuse names of strangers on one's own machine: a site whose name is made to lead here could read along.

    A server for the public holds nothing back from whoever asks, by whatever name.
    """
    name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
    if not load_settings().local or name in {"localhost", str(st.get_option("browser.serverAddress"))}:
        return
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        raise RefusedError(
            403,
            f"{name[:60]!r} is no address of this machine: ask localhost, or set `browser.serverAddress`.",
        ) from None
