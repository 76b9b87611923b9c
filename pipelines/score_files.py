"""Score from files: documents and gold rows as JSON Lines, claims from a file or read afresh from the texts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipelines.documents import read_documents
from pipelines.model import Event
from pipelines.score import Score, score

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from gazetteer.model import Theatre
    from pipelines.model import Claim, Document

    Reader = Callable[[Document], Iterable[Claim]]

GOLD_KEYS = ("doc", "event", "place")
"""What every gold row has; the others have defaults (docs/claim-guide.md)."""
EVENTS = frozenset(Event)


class ScoreInputError(ValueError):
    """A file cannot be scored; the message names the file, the line and the rule."""


def score_files(docs: Path, gold: Path, claims: Path | None = None, reader: Reader | None = None) -> Score:
    """Score the claims of a file, or what `reader` finds in the documents (None: `claim_reader()`).

    Raises ScoreInputError for a file that is missing, empty or not as it has to be.
    """
    documents = _documents(docs)
    rows = read_gold(gold)
    if claims is not None:
        return score(documents, rows, read_json_lines(claims))
    read = reader or claim_reader()
    return score(documents, rows, [claim for document in documents for claim in read(document)])


def claim_reader(theatre: Theatre | None = None) -> Reader:
    """Return what finds the claims of a document: with one theatre, or with the one that each article is about."""
    from gazetteer import load_theatre  # noqa: PLC0415  (reading the theatres costs a second; a claims file needs none)
    from gazetteer.load import theatres  # noqa: PLC0415
    from pipelines.extract import Extractor  # noqa: PLC0415
    from pipelines.extract.theatres import TheatreFinder  # noqa: PLC0415

    shipped = {t.theatre_id: t for t in ([theatre] if theatre else map(load_theatre, theatres()))}
    readers = {name: Extractor(t) for name, t in shipped.items()}
    generic = readers[theatre.theatre_id] if theatre else Extractor()
    finder = TheatreFinder(shipped.values())

    def read(document: Document) -> Iterable[Claim]:
        found = theatre or finder.find(document)
        return (readers[found.theatre_id] if found else generic).extract(document).claims

    return read


def read_gold(path: Path) -> list[dict[str, Any]]:
    """Return the gold rows of a file; raises ScoreInputError for a row that lacks a key or has another event."""
    rows = read_json_lines(path)
    for number, row in enumerate(rows, start=1):
        if "aggregate" in row:
            continue
        missing = [key for key in GOLD_KEYS if not row.get(key)]
        if missing:
            raise ScoreInputError(
                f"`{path}` row {number} lacks `{missing[0]}`: a gold row has {', '.join(GOLD_KEYS)}"
            )
        if row["event"] not in EVENTS:
            raise ScoreInputError(
                f"`{path}` row {number}: `event` is `{row['event']}`, one of {', '.join(sorted(EVENTS))} is needed"
            )
    return rows


def read_json_lines(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON Lines file, past empty lines; raises ScoreInputError with the line's number."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ScoreInputError(
            f"`{path}` cannot be read ({_reason(error)}): give a JSON Lines file in UTF-8"
        ) from error
    return [
        _object(line, path, number) for number, line in enumerate(text.split("\n"), start=1) if line.strip()
    ]


def _reason(error: OSError | UnicodeDecodeError) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else "not UTF-8"


def _object(line: str, path: Path, number: int) -> dict[str, Any]:
    try:
        row: object = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ScoreInputError(f"`{path}` line {number} is not JSON: a line is one object") from error
    if not isinstance(row, dict):
        raise ScoreInputError(f"`{path}` line {number} is no object: a line is one object")
    return row


def _documents(path: Path) -> tuple[Document, ...]:
    reading = read_documents([path])
    if not reading.documents:
        why = (
            reading.faults[0].message
            if reading.faults
            else f"`{path}` holds no document: add a line with a `text`"
        )
        raise ScoreInputError(why)
    return reading.documents
