"""Claims and changes as files: CSV, JSON Lines or Parquet, the same rows and values in each.

Text that comes from articles never becomes a formula: in CSV a text cell that begins with `=`, `+`, `-`, `@`, a tab
or a line end is written with an apostrophe before it, as OWASP asks (https://owasp.org/www-community/attacks/CSV_Injection).
Numbers are no text and stay as they are.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
from typing import TYPE_CHECKING, Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from geo.errors import ExportError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

LIST_FORMS: Final = (".csv", ".jsonl", ".parquet")
"""The endings that a list of claims or changes can be written with."""
_LIVE: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
LISTS: Final = ("reported_by", "claims", "disputed_by", "sources")
NUMBERS: Final = {
    "start": pa.int64(),
    "end": pa.int64(),
    "independent": pa.int64(),
    "credibility": pa.int64(),
}


def defuse(text: str) -> str:
    """Return a text cell that no spreadsheet takes for a formula; any other text is returned unchanged."""
    return f"'{text}" if text.startswith(_LIVE) else text


def cell(value: object) -> str | float:
    """Return a value as one cell of a CSV: lists joined by "; ", nothing for None, text defused, numbers as numbers."""
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return defuse("; ".join(map(str, value)))
    return value if isinstance(value, (int, float)) else defuse(str(value))


def csv_lines(records: Iterable[Mapping[str, Any]], names: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a CSV with `names` as its header (RFC 4180: CRLF, cells with a line end are quoted)."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    head: list[list[str | float]] = [list(names)]
    for row in itertools.chain(head, ([cell(record[name]) for name in names] for record in records)):
        writer.writerow(row)
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def write_records(records: Sequence[Mapping[str, Any]], names: Sequence[str], path: Path, about: str) -> None:
    """Write records with the keys `names` to a file whose ending is one of `LIST_FORMS`; raise ExportError for another.

    `about` is JSON that says what the file is; Parquet keeps it in its metadata.
    """
    ending = check_list_form(path)
    if ending == ".csv":
        with path.open("w", encoding="utf-8", newline="") as out:
            out.writelines(csv_lines(records, names))
    elif ending == ".jsonl":
        with path.open("w", encoding="utf-8", newline="\n") as out:
            out.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    else:
        table = pa.table({name: _column(records, name) for name in names})
        pq.write_table(table.replace_schema_metadata({"whoholds": about}), path)


def check_list_form(path: Path) -> str:
    """Return the ending of `path`, lower-case; raise ExportError if a list cannot be written so."""
    ending = path.suffix.lower()
    if ending not in LIST_FORMS:
        raise ExportError(
            f"`{path}` ends in `{ending}`: a list is written as one of {' '.join(LIST_FORMS)}; "
            f"try `{path.with_suffix('.csv')}`"
        )
    return ending


def _column(records: Sequence[Mapping[str, Any]], name: str) -> pa.Array:
    values = [record[name] for record in records]
    if name in LISTS:
        return pa.array(values, pa.list_(pa.string()))
    if name in NUMBERS:
        return pa.array(values, NUMBERS[name])
    if name == "confidence":
        return pa.array(values, pa.float64())
    if name == "background":
        return pa.array(values, pa.bool_())
    if name.startswith("date_") and name not in ("date_edtf", "date_basis"):
        return pa.array([None if v is None else v for v in values], pa.string()).cast(pa.date32())
    return pa.array([None if v is None else str(v) for v in values], pa.string())
