"""Articles in: files, folders, JSON Lines or standard input become `Document` records, or one fault each.

Nothing is guessed: a text is the decoded input unchanged (a byte-order mark and the line ends included), so
that offsets into it hold for whoever opens the same file; for HTML it is the main text that trafilatura
finds. Sizes are checked before anything is parsed. A fault never stops the batch.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from pipelines.manifest import DAY_RULE, NAME, Fault, Manifest, Row, parse_day, read_manifest
from pipelines.model import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

MAX_BYTES = 5_000_000
"""Of one article: a file, or one line of JSON Lines."""
MAX_LINES = 50_000
"""Of one article."""
MAX_RECORDS = 1_000_000
"""Of one JSON Lines input."""
TEXT_SUFFIXES = (".txt",)
HTML_SUFFIXES = (".html", ".htm")
JSON_SUFFIXES = (".jsonl", ".ndjson")
SUFFIXES = TEXT_SUFFIXES + HTML_SUFFIXES + JSON_SUFFIXES
FIELDS = ("id", "title", "url", "publisher", "published", "published_basis", "language", "text")

__all__ = [
    "MAX_BYTES",
    "MAX_LINES",
    "Fault",
    "Reading",
    "document_record",
    "parse_document",
    "read_documents",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read: the documents in the order of the inputs, and a fault for each input that was not."""

    documents: tuple[Document, ...]
    faults: tuple[Fault, ...]


class _RefusedError(ValueError):
    """An input breaks a rule; the message is the fault's line."""


def read_documents(paths: Iterable[Path], stdin: BinaryIO | None = None) -> Reading:
    """Read articles from files, folders and `-` (JSON Lines on standard input).

    A document's id is its file's name, or the `id` of its JSON line (else the first 16 hex digits of its
    text's SHA-256). A `manifest.csv` beside a file gives its metadata. The same file or the same document
    twice counts once. Two documents of one id and different texts: a second file takes its path as id, a
    second JSON line is a fault.
    """
    reader = _Reader(stdin if stdin is not None else getattr(sys.stdin, "buffer", None))
    for path in paths:
        reader.take(Path(path))
    return Reading(documents=tuple(reader.documents.values()), faults=tuple(reader.faults))


def parse_document(record: Mapping[str, Any], where: str) -> tuple[Document, tuple[str, ...]]:
    """Return the document of one JSON object and the lines about what was not usable in it.

    Unknown keys go to `Document.extra`. Raises ValueError, with a line that starts with `where`, if there is
    no text.
    """
    faults: list[str] = []
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        shown = "is missing" if "text" not in record else f"is `{_short(text)}`"
        raise _RefusedError(
            f"{where}: `text` {shown}, a document needs its text as a string: add it or drop the line"
        )
    _check_text(text, where)
    written = record.get("published")
    published = parse_day(written) if isinstance(written, str) else None
    if written is not None and published is None:
        faults.append(
            f"{where}: `published` is `{_short(written)}`, {DAY_RULE}: correct it or use null"
            " (read without a day)"
        )
    document = Document(
        id=_text_field(record, "id", where) or "",
        text=text,
        title=_text_field(record, "title", where),
        url=_text_field(record, "url", where),
        publisher=_text_field(record, "publisher", where),
        published=published,
        published_basis=_text_field(record, "published_basis", where)
        or ("given with the document" if published else None),
        language=_text_field(record, "language", where),
        extra={key: value for key, value in record.items() if key not in FIELDS},
    )
    return (document if document.id else replace(document, id=document.text_sha256[:16])), tuple(faults)


def document_record(document: Document) -> dict[str, Any]:
    """Return the JSON object of a document: the contract's keys, then the kept unknown ones."""
    known: dict[str, Any] = {key: getattr(document, key) for key in FIELDS}
    known["published"] = document.published.isoformat() if document.published else None
    return {**known, **{key: value for key, value in document.extra.items() if key not in FIELDS}}


class _Reader:
    """One call's state: documents by id, faults, manifests and files already seen."""

    def __init__(self, stdin: BinaryIO | None) -> None:
        self.stdin = stdin
        self.documents: dict[str, Document] = {}
        self.faults: list[Fault] = []
        self.manifests: dict[Path, Manifest] = {}
        self.seen: set[Path] = set()

    def take(self, path: Path) -> None:
        if str(path) == "-":
            self._guard("-", self._take_stdin)
        elif path.is_dir():
            self._take_folder(path)
        else:
            self._guard(str(path), lambda: self._take_file(path))

    def _guard(self, where: str, act: Callable[[], None]) -> None:
        try:
            act()
        except _RefusedError as error:
            self.fault(where, str(error))
        except OSError as error:
            self.fault(
                where, f"`{where}` cannot be read ({error.strerror or error}): check its path and permissions"
            )

    def fault(self, where: str, message: str) -> None:
        self.faults.append(Fault(where=where, message=" ".join(message.split())))

    def _take_stdin(self) -> None:
        if self.stdin is None:
            raise _RefusedError(
                "`-` was given but there is no standard input: pipe JSON Lines into the command"
            )
        self._take_lines(self.stdin, "-")

    def _take_folder(self, folder: Path) -> None:
        files = sorted(
            p
            for p in folder.rglob("*")
            if p.is_file() and not any(s.startswith(".") for s in p.relative_to(folder).parts)
        )
        articles = [p for p in files if p.name != NAME]
        if not articles:
            self.fault(str(folder), f"`{folder}` holds no article: put .txt, .html or .jsonl files into it")
        for path in articles:
            self.take(path)
        for parent in sorted({p.parent for p in files}):
            present = {p.name for p in files if p.parent == parent}
            for name in self._manifest(parent).rows:
                if name not in present:
                    where = parent / NAME
                    self.fault(
                        str(where),
                        f"`{where}` lists `{name}`, which is not there: add the file or drop the row",
                    )

    def _take_file(self, path: Path) -> None:
        if not path.exists():
            raise _RefusedError(f"`{path}` does not exist: check the path")
        if path.resolve() in self.seen:
            return
        self.seen.add(path.resolve())
        suffix = path.suffix.lower()
        if suffix not in SUFFIXES:
            kinds = ", ".join(SUFFIXES)
            raise _RefusedError(
                f"`{path}` ends in `{suffix}`, an article ends in one of {kinds}: convert or rename it"
            )
        if suffix in JSON_SUFFIXES:
            if path.stat().st_size == 0:
                raise _RefusedError(
                    f"`{path}` is empty (0 bytes), a document needs text: fill the file or leave it out"
                )
            with path.open("rb") as lines:
                self._take_lines(lines, str(path))
        else:
            self._take_article(path, suffix)

    def _take_article(self, path: Path, suffix: str) -> None:
        text = _decode(_read_limited(path), f"`{path}`")
        row = self._manifest(path.parent).rows.get(path.name, Row())
        if suffix in HTML_SUFFIXES:
            from pipelines.html import main_text  # noqa: PLC0415  (costs a second; plain text need not wait for it)

            page = main_text(text)
            if page is None:
                raise _RefusedError(
                    f"`{path}` has no main text that could be found, an article has one: save it as .txt"
                )
            text = page.text
            row = page.fill(row)
        _check_text(text, f"`{path}`")
        self._add_file(path, _from_row(path.name, text, row))

    def _add_file(self, path: Path, document: Document) -> None:
        taken = self.documents.get(document.id)
        if taken is not None and taken.text != document.text:
            document = replace(document, id=path.as_posix())
        self.documents.setdefault(document.id, document)

    def _manifest(self, folder: Path) -> Manifest:
        key = folder.resolve()
        if key not in self.manifests:
            self.manifests[key] = read_manifest(folder)
            self.faults.extend(self.manifests[key].faults)
        return self.manifests[key]

    def _take_lines(self, lines: BinaryIO, name: str) -> None:
        found = False
        for number, line in enumerate(_limited_lines(lines), start=1):
            where = f"`{name}` line {number}"
            if number > MAX_RECORDS:
                raise _RefusedError(f"`{name}` has more than {MAX_RECORDS} lines: split it")
            if line is not None and not line.strip():
                continue
            found = True
            self._guard(name, lambda line=line, where=where: self._take_line(line, where, name))  # type: ignore[misc]
        if not found:
            raise _RefusedError(
                f"`{name}` holds no JSON line, a document is one JSON object a line: check what was given"
            )

    def _take_line(self, line: bytes | None, where: str, name: str) -> None:
        if line is None:
            raise _RefusedError(
                f"{where} has more than {MAX_BYTES} bytes, the limit of one document: split the text"
            )
        record = _load_object(_decode(line, where), where)
        document, faults = parse_document(record, where)
        for message in faults:
            self.fault(name, message)
        taken = self.documents.setdefault(document.id, document)
        if taken.text != document.text:
            raise _RefusedError(
                f"{where}: `id` is `{document.id}`, which another document bears: give each its own id"
            )


def _from_row(name: str, text: str, row: Row) -> Document:
    return Document(
        id=name,
        text=text,
        title=row.title,
        url=row.url,
        publisher=row.publisher,
        published=row.published,
        published_basis=(row.basis or "manifest") if row.published else None,
        language=row.language,
        extra=dict(row.extra),
    )


def _read_limited(path: Path) -> bytes:
    size = path.stat().st_size
    if size == 0:
        raise _RefusedError(
            f"`{path}` is empty (0 bytes), a document needs text: fill the file or leave it out"
        )
    if size > MAX_BYTES:
        raise _RefusedError(f"`{path}` has {size} bytes, an article has at most {MAX_BYTES}: split it")
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise _RefusedError(f"`{path}` has more than {MAX_BYTES} bytes, the limit of an article: split it")
    return data


def _limited_lines(lines: BinaryIO) -> Iterator[bytes | None]:
    """Yield each line, or None for one that is longer than the limit (its bytes are read past, not kept)."""
    while line := lines.readline(MAX_BYTES + 1):
        if len(line) <= MAX_BYTES:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = lines.readline(MAX_BYTES)
        yield None


def _decode(data: bytes, where: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _RefusedError(
            f"{where} is UTF-16, not UTF-8: convert it, for example `iconv -f UTF-16 -t UTF-8`"
        )
    if (zero := data.find(b"\0")) >= 0:
        raise _RefusedError(
            f"{where} is binary (a zero byte at {zero}), an article is UTF-8 text: leave it out or convert it"
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        byte = data[error.start]
        raise _RefusedError(
            f"{where} is not UTF-8 (byte 0x{byte:02x} at {error.start}): convert it,"
            " for example `iconv -f WINDOWS-1256 -t UTF-8`"
        ) from error


def _check_text(text: str, where: str) -> None:
    if not text.strip().strip("\ufeff"):
        raise _RefusedError(
            f"{where} is empty (white space only), a document needs text: fill it or leave it out"
        )
    if len(text) > MAX_BYTES:
        raise _RefusedError(
            f"{where} has {len(text)} characters, an article has at most {MAX_BYTES}: split it"
        )
    if (count := text.count("\n") + 1) > MAX_LINES:
        raise _RefusedError(f"{where} has {count} lines, an article has at most {MAX_LINES}: split it")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise _RefusedError(
            f"{where} has half a character (a lone surrogate at {error.start}): write the text anew as UTF-8"
        ) from error


def _load_object(line: str, where: str) -> dict[str, Any]:
    try:
        record = json.loads(line.removeprefix("\ufeff"))
    except (json.JSONDecodeError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply"
        raise _RefusedError(
            f"{where} is not JSON ({reason}): a line is one JSON object with `text`"
        ) from error
    if not isinstance(record, dict):
        raise _RefusedError(
            f"{where} is a JSON {type(record).__name__}, a document is a JSON object:"
            ' wrap it as {"text": …}'
        )
    return record


def _text_field(record: Mapping[str, Any], key: str, where: str) -> str | None:
    value = record.get(key)
    if value is None or value == "":
        return None
    if isinstance(value, int) and not isinstance(value, bool) and key == "id":
        return str(value)
    if not isinstance(value, str):
        raise _RefusedError(f"{where}: `{key}` is `{_short(value)}`, it must be a string or null: correct it")
    _check_text(value, f"{where}: `{key}`")
    return value


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 60 else text[:59] + "…"  # noqa: PLR2004
