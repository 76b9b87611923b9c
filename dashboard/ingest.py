"""An article on its way in: pasted, uploaded or fetched; its claims are found before anything is saved.

The same readers as the command line's are used; nothing here writes but `save`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.access import require_editor
from dashboard.fetch import fetch
from dashboard.text import count_words
from gazetteer import load_theatre
from pipelines.documents import parse_document
from pipelines.extract import GENERIC
from pipelines.history import build_history
from pipelines.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Container
    from pathlib import Path

    from dashboard.access import Person
    from dashboard.fetch import Page
    from dashboard.settings import Settings
    from gazetteer.model import Theatre
    from pipelines.build import Extracts
    from pipelines.extract.theatres import TheatreFinder
    from pipelines.model import Aggregate, Claim, Document, History

MAX_CHARACTERS = 200_000
"""Of a text that is read in the page; longer ones go through `whoholds build`."""


FOUND = "found"
"""In place of a theatre's id: the one that the article itself tells."""


class IngestError(ValueError):
    """An article cannot be read; the message says why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """Who asks for an act and the settings that decide it; the right is checked at each act."""

    person: Person
    settings: Settings

    def require(self) -> None:
        """Raise AccessError unless the person may edit."""
        require_editor(self.person, self.settings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What a person says of an article; None where they do not know."""

    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article read and not saved: its claims, its aggregates, and the history of it alone.

    `theatre` is the war that it was read with.
    """

    document: Document
    theatre: Theatre
    claims: tuple[Claim, ...]
    aggregates: tuple[Aggregate, ...]
    history: History

    @property
    def unplaced(self) -> int:
        """Count the claims whose place the gazetteer lacks."""
        return sum(claim.place_id is None for claim in self.claims)

    @property
    def undated(self) -> int:
        """Count the claims that nothing dates."""
        return sum(claim.date_latest is None for claim in self.claims)

    @property
    def summary(self) -> str:
        """Say in one line what it was read as, what is missing of n, and what would follow."""
        n = len(self.claims)
        return (
            f"Read as: {self.theatre.name} · {self.unplaced} of {n} not placed · {self.undated} of {n} not dated · "
            f"{count_words(len(self.history.changes), 'change')} would follow from this article alone"
        )


def from_text(text: str, details: Details) -> Document:
    """Return the document of a pasted text."""
    if not text.strip():
        raise IngestError("there is no text yet: paste an article, upload a file or give a link")
    if len(text) > MAX_CHARACTERS:
        limit = f"{MAX_CHARACTERS:,}"
        raise IngestError(
            f"the text has {len(text):,} characters, the limit is {limit}: use `whoholds build`"
        )
    record = {
        "text": text,
        "title": details.title,
        "publisher": details.publisher,
        "url": details.url,
        "published": details.published.isoformat() if details.published else None,
        "published_basis": "said by the person who added it" if details.published else None,
    }
    try:
        document, _ = parse_document(record, "this article")
    except ValueError as error:
        raise IngestError(str(error)) from error
    return document


def from_html(html: str, details: Details) -> Document:
    """Return the document of a web page: its main text; what the person says goes before its metadata."""
    from pipelines.html import main_text  # noqa: PLC0415  # costs a second that other pages need not wait for

    page = main_text(html)
    if page is None:
        raise IngestError("no main text was found in this page: paste the article's text")
    published = details.published
    if published is None and page.date:
        published = _day(page.date)
    filled = Details(
        title=details.title or page.title,
        publisher=details.publisher or page.publisher,
        url=details.url or page.url,
        published=published,
    )
    return from_text(page.text, filled)


def _day(written: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(written[:10])
    except ValueError:
        return None


def from_upload(name: str, content: bytes, details: Details, editor: Editor) -> Document:
    """Return the document of an uploaded file; its ending says whether it is text, HTML or PDF.

    Raises AccessError for somebody who may not upload.
    """
    editor.require()
    if name.lower().endswith(".pdf"):
        return from_text(_pdf(content), details)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise IngestError(
            "the file is not UTF-8 text: convert it (iconv -t UTF-8), or paste the text"
        ) from None
    if "\0" in text:
        raise IngestError("the file is binary: save the article as .txt, .html or .pdf")
    if name.lower().endswith((".html", ".htm")):
        return from_html(text, details)
    return from_text(text, details)


def _pdf(content: bytes) -> str:
    from dashboard.pdf import PdfError, pdf_text  # noqa: PLC0415  # other pages need not wait for it

    try:
        return pdf_text(content, limit=MAX_CHARACTERS)
    except PdfError as error:
        raise IngestError(str(error)) from error


def from_link(url: str, details: Details, editor: Editor, get: Callable[[str], Page] = fetch) -> Document:
    """Fetch a page and return its document. Raises AccessError, FetchError, IngestError."""
    editor.require()
    page = get(url)
    named = Details(
        title=details.title, publisher=details.publisher, url=page.url, published=details.published
    )
    return from_text(page.text, named) if page.kind == "text/plain" else from_html(page.text, named)


def theatre_of(document: Document, asked: str, own: Theatre, finder: TheatreFinder) -> Theatre:
    """Return the war to read an article with: the one asked for by id, or with `FOUND` the one that it tells.

    `own` is the theatre of the data shown: it is kept as it is shown, and reads what tells no other war.
    """
    if asked == FOUND:
        found = finder.find(document, own)
        asked = found.theatre_id if found is not None else GENERIC
    return own if asked == own.theatre_id else load_theatre(asked)


def read(document: Document, extractor: Extracts, theatre: Theatre) -> Draft:
    """Find the claims of one document and what follows from it alone."""
    found = extractor.extract(document)
    return Draft(
        document=document,
        theatre=theatre,
        claims=tuple(found.claims),
        aggregates=tuple(found.aggregates),
        history=build_history(found.claims, (document,), theatre),
    )


def why_not_saved(draft: Draft, own: Theatre, stored: Container[str]) -> str | None:
    """Return why a draft cannot go into the store of theatre `own` with the documents `stored`; None if it can."""
    if draft.theatre.theatre_id != own.theatre_id:
        return (
            f"Not offered for saving: this store holds {own.name}, whose places and sides these claims do not use. "
            f"If the article is about that war, choose {own.name} under War and read again."
        )
    return "An article with this text is in the store already." if draft.document.id in stored else None


def save(draft: Draft, store: Path, editor: Editor) -> None:
    """Add an article with its claims to a store; raises AccessError, StoreError."""
    editor.require()
    with Store.file(store) as opened:
        opened.save((draft.document,), draft.claims, draft.aggregates)
