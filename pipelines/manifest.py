"""`manifest.csv`: what is known of the articles beside it, one row a file.

Articles saved as plain text bear no metadata. The manifest gives title, publisher, address and day, and says
in `basis` and `note` how the day is known. Columns: `file` (required), `title`, `publisher`, `url`,
`published` (ISO day), `basis`, `note`, `language`; further columns are kept in `Document.extra`. An empty
cell means *not known*.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME = "manifest.csv"
KNOWN_COLUMNS = ("file", "title", "publisher", "url", "published", "basis", "language")
MAX_BYTES = 5_000_000
DAY_RULE = "a day is written like 2016-11-27"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """An input that could not be used as it stands: which one, and a line that says why and what to do."""

    where: str
    message: str

    def __str__(self) -> str:
        """Return the line as it is shown."""
        return self.message


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One article's metadata; None where the cell is empty or could not be read."""

    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    published: dt.date | None = None
    basis: str | None = None
    language: str | None = None
    extra: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The rows by file name, and the faults found while reading them."""

    rows: Mapping[str, Row]
    faults: tuple[Fault, ...] = ()


def parse_day(text: str) -> dt.date | None:
    """Return the day of an ISO 8601 date or date-time, None if `text` is neither."""
    try:
        return dt.datetime.fromisoformat(text.strip()).date()
    except ValueError:
        return None


def read_manifest(folder: Path) -> Manifest:
    """Read `folder`/manifest.csv; an absent one is an empty manifest. Never raises for bad content."""
    path = folder / NAME
    if not path.is_file():
        return Manifest(rows={})
    if path.stat().st_size > MAX_BYTES:
        return _broken(
            path, f"`{path}` has {path.stat().st_size} bytes; a manifest has at most {MAX_BYTES}: split it"
        )
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _broken(path, f"`{path}` is not UTF-8 (byte {error.start}): save it as UTF-8")
    return parse_manifest(text, path)


def parse_manifest(text: str, path: Path) -> Manifest:
    """Parse the manifest's text; `path` is only named in the faults."""
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    rows: dict[str, Row] = {}
    faults: list[Fault] = []
    try:
        if "file" not in (reader.fieldnames or ()):
            return _broken(
                path, f"`{path}` has no column `file`: name each article's file in a column `file`"
            )
        for record in reader:
            where = f"`{path}` line {reader.line_num}"
            name = (record.get("file") or "").strip()
            if not name:
                faults.append(
                    Fault(where=str(path), message=f"{where}: `file` is empty: name the article's file")
                )
            elif name in rows:
                faults.append(
                    Fault(
                        where=str(path),
                        message=f"{where}: `{name}` is listed twice: keep one row (the first is used)",
                    )
                )
            else:
                rows[name] = _row(record, where, path, faults)
    except csv.Error as error:
        faults.append(
            Fault(
                where=str(path),
                message=f"`{path}` line {reader.line_num}: bad CSV ({error}): mend the quotes",
            )
        )
    return Manifest(rows=rows, faults=tuple(faults))


def _row(record: Mapping[str, str | None], where: str, path: Path, faults: list[Fault]) -> Row:
    cells = {
        key: (value or "").strip() or None
        for key, value in record.items()
        if isinstance(key, str) and not isinstance(value, list)
    }
    written = cells.get("published")
    published = parse_day(written) if written else None
    if written and published is None:
        message = (
            f"{where}: `published` is `{written}`, {DAY_RULE}: correct it or leave it empty"
            " (read without a day)"
        )
        faults.append(Fault(where=str(path), message=message))
    return Row(
        title=cells.get("title"),
        publisher=cells.get("publisher"),
        url=cells.get("url"),
        published=published,
        basis=cells.get("basis"),
        language=cells.get("language"),
        extra={key: value for key, value in cells.items() if key not in KNOWN_COLUMNS and value},
    )


def _broken(path: Path, message: str) -> Manifest:
    return Manifest(rows={}, faults=(Fault(where=str(path), message=message),))
