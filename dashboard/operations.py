"""What whoever keeps a server sees of it: log lines, a health endpoint, metrics, and how it starts and stops.

A log line or a metric holds counts, times and names of our own, never a text, a quote, a place, or an address:
`FIELDS` is the list of what may stand in one, and everything else is taken away before it is written.
"""

from __future__ import annotations

import functools
import gc
import sys
import time
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, Final

import prometheus_client as prometheus
import structlog
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from dashboard.settings import SettingsError, load_settings
from dashboard.world import chosen_store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from typing import Any

    from starlette.requests import Request
    from streamlit.starlette import App
    from structlog.typing import EventDict, WrappedLogger

FIELDS: Final = frozenset(
    {
        "event", "level", "timestamp", "page", "seconds", "documents", "claims", "error", "revision", "held_documents",
        "held_claims", "local", "editors", "holds_back", "metrics", "store",
    }
)  # fmt: skip
"""The fields of a log line; others are dropped."""
SECONDS: Final = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)

REGISTRY: Final = prometheus.CollectorRegistry()
BUILDS: Final = prometheus.Counter(
    "whoholds_builds", "Times that the data was read for the pages.", registry=REGISTRY
)
BUILD_SECONDS: Final = prometheus.Histogram(
    "whoholds_build_seconds", "How long reading the data took.", buckets=SECONDS, registry=REGISTRY
)
DOCUMENTS: Final = prometheus.Gauge("whoholds_documents", "Documents shown.", registry=REGISTRY)
CLAIMS: Final = prometheus.Gauge("whoholds_claims", "Claims shown.", registry=REGISTRY)
ERRORS: Final = prometheus.Counter(
    "whoholds_errors", "Uncaught errors of a page, by class.", ["kind"], registry=REGISTRY
)
PAGES: Final = prometheus.Histogram(
    "whoholds_page_seconds", "How long the script of a page took.", ["page"], buckets=SECONDS, registry=REGISTRY
)  # fmt: skip


def _only_our_own(_logger: WrappedLogger, _method: str, said: EventDict) -> EventDict:
    """Take away every field that is not listed, so that no text or address gets into a log."""
    return {name: value for name, value in said.items() if name in FIELDS}


@functools.cache
def _in_words() -> bool:
    """Say whether lines are for a person; asked once, so that settings that break while it runs can still be logged."""
    return load_settings().local


def _logger() -> structlog.typing.FilteringBoundLogger:
    """Return a logger that writes lines to standard error: JSON on a server, words on one's own machine."""
    words = structlog.dev.ConsoleRenderer(colors=False) if _in_words() else None
    made: structlog.typing.FilteringBoundLogger = structlog.wrap_logger(
        structlog.PrintLogger(sys.stderr),
        processors=[
            structlog.processors.add_log_level,
            _only_our_own,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            words or structlog.processors.JSONRenderer(sort_keys=True),
        ],
        wrapper_class=structlog.make_filtering_bound_logger("info"),
    )
    return made


def check_settings() -> None:
    """End the start with one line, exit code 2, where a setting cannot be used."""
    said = ""
    try:
        load_settings()
    except SettingsError as error:
        said = f"whoholds: {error}"
    if said:
        sys.stderr.write(f"{said}\n")
        sys.exit(2)


@asynccontextmanager
async def lifespan(_app: App) -> AsyncIterator[dict[str, Any]]:
    """Say when the server starts and stops."""
    settings = load_settings()
    _logger().info(
        "started", local=settings.local, editors=len(settings.editors), holds_back=settings.holds_back,
        metrics=settings.metrics, store="file" if chosen_store() else "memory",
    )  # fmt: skip
    yield {}
    _logger().info("stopped")


def routes() -> list[Route]:
    """Return the endpoints for whoever keeps the server: `/health` and, where the settings ask for it, `/metrics`."""
    return [Route("/health", health), Route("/metrics", metrics)]


async def health(_request: Request) -> Response:
    """Answer 200 where the store can be read, else 503 and why in one word."""
    store = chosen_store()
    if store is not None and not store.is_file():
        return JSONResponse({"status": "no store"}, status_code=503)
    return JSONResponse({"status": "ok", "data": "file" if store else "memory"})


async def metrics(_request: Request) -> Response:
    """Answer the figures in Prometheus' text form, 404 where `metrics` is off."""
    if not load_settings().metrics:
        return PlainTextResponse("Not Found", status_code=404)
    return Response(prometheus.generate_latest(REGISTRY), media_type=prometheus.CONTENT_TYPE_LATEST)


def count_built(
    seconds: float, documents: int, claims: int, held_documents: int = 0, held_claims: int = 0
) -> None:
    """Count that the data was read, in `seconds`."""
    BUILDS.inc()
    BUILD_SECONDS.observe(seconds)
    DOCUMENTS.set(documents)
    CLAIMS.set(claims)
    _logger().info(
        "built", seconds=round(seconds, 3), documents=documents, claims=claims, held_documents=held_documents,
        held_claims=held_claims,
    )  # fmt: skip


def keep_for_good() -> None:
    """Tell the collector of garbage that all there is now stays: the loaded data and the programs.

    Streamlit collects all generations after each run of a script and of a fragment, which without this takes longer
    (a quarter of a second) than most answers.
    """
    gc.unfreeze()  # what an earlier load has left goes first
    gc.collect()
    gc.freeze()


def count_error(error: Exception) -> None:
    """Count an uncaught error of a page and log its class; its words may quote an article and stay out."""
    kind = type(error).__name__
    ERRORS.labels(kind=kind).inc()
    _logger().error("failed", error=kind)


@contextmanager
def timed(page: str) -> Iterator[None]:
    """Measure the script of a page; a run that Streamlit breaks off for a newer one is measured up to there."""
    began = time.perf_counter()
    try:
        yield
    finally:
        PAGES.labels(page=page).observe(time.perf_counter() - began)
