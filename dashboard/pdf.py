"""The text of a PDF article, bounded in bytes, pages, characters and time; read by pypdf."""

from __future__ import annotations

import io
import logging
import time
from typing import TYPE_CHECKING

from pypdf import PdfReader

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_BYTES = 5_000_000
"""Of a file; the same as the largest upload."""
MAX_PAGES = 60
"""Of an article; a longer file is a book or a report."""
MAX_SECONDS = 10.0
"""Looked at before each drawing operation of a page."""

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what is wrong is said once, by PdfError


class PdfError(ValueError):
    """A PDF cannot be read; the message says why and what to do."""


def pdf_text(content: bytes, *, limit: int, clock: Callable[[], float] = time.monotonic) -> str:
    """Return the text of all pages, a blank line between them; it may pass `limit` characters by one page.

    Raises PdfError for a file that is too large or too slow, encrypted, broken or without text (scanned).
    """
    if len(content) > MAX_BYTES:
        raise PdfError(f"the PDF has {len(content):,} bytes, the limit is {MAX_BYTES:,}: paste the text")
    try:
        text = _pages(content, limit, clock() + MAX_SECONDS, clock)
    except PdfError:
        raise
    except Exception as error:  # broken files make pypdf fail in many ways, all of them mean the same here
        raise PdfError("the PDF is broken or of a kind that cannot be read: paste the text") from error
    if not text.strip():
        raise PdfError("the PDF has no text, it may be scanned: paste the text")
    return text


def _pages(content: bytes, limit: int, until: float, clock: Callable[[], float]) -> str:
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        raise PdfError("the PDF is encrypted: save it without a password, or paste the text")
    if len(reader.pages) > MAX_PAGES:
        raise PdfError(f"the PDF has {len(reader.pages)} pages, the limit is {MAX_PAGES}: paste the article")

    def in_time(*_: object) -> None:
        if clock() > until:
            raise PdfError(f"the PDF took longer than {MAX_SECONDS:g} seconds: paste the text")

    found: list[str] = []
    for page in reader.pages:
        found.append(page.extract_text(visitor_operand_before=in_time))
        if sum(map(len, found)) > limit:
            break
    return "\n\n".join(found)
