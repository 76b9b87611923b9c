"""The main text and metadata of a saved web page, found by trafilatura; no network is touched."""

from __future__ import annotations

from dataclasses import dataclass, replace

import trafilatura

from pipelines.manifest import Row, parse_day

LATEST_DAY = "2100-01-01"
"""htmldate otherwise bounds dates by today, and the same page would give another answer tomorrow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page says: its main text, and the metadata in its head; None where it says nothing."""

    text: str
    title: str | None
    publisher: str | None
    url: str | None
    date: str | None
    language: str | None

    def fill(self, row: Row) -> Row:
        """Return `row` with its empty cells filled from the page; what the manifest says goes first."""
        published = parse_day(self.date) if self.date else None
        use_date = row.published is None and published is not None
        return replace(
            row,
            title=row.title or self.title,
            publisher=row.publisher or self.publisher,
            url=row.url or self.url,
            language=row.language or self.language,
            published=published if use_date else row.published,
            basis="the page's metadata" if use_date else row.basis,
        )


def main_text(html: str) -> Page | None:
    """Return the main text of a page with its metadata, None if there is no main text."""
    found = trafilatura.bare_extraction(
        html,
        include_comments=False,
        include_tables=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True, "max_date": LATEST_DAY},
    )
    if found is None or isinstance(found, dict):
        return None
    text = found.text
    if text is None or not text.strip():
        return None
    return Page(
        text=text,
        title=found.title or None,
        publisher=found.sitename or found.hostname or None,
        url=found.url or None,
        date=found.date or None,
        language=found.language or None,
    )
