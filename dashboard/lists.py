"""Lists for a terminal or a file: a table of chosen columns, JSON Lines or CSV with all of them."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

PIPE_WIDTH = 2000
WIDTHS = {"quote": 60, "sources": 60, "reported_by": 24, "document": 12}
"""Characters of a column that a terminal is given; `WIDTH` of any other."""
WIDTH = 22


class Form(StrEnum):
    """How a list is written."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


def write_list(records: Sequence[dict[str, Any]], form: Form, shown: Sequence[str]) -> None:
    """Write records to standard output: all keys as JSON Lines or CSV, `shown` ones as a table.

    In a terminal long cells of a table are cut; a pipe gets them whole.
    """
    if form is Form.JSONL:
        sys.stdout.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    elif form is Form.CSV:
        from geo.listing import csv_lines  # noqa: PLC0415  (pyarrow is imported only where it is needed)

        sys.stdout.writelines(csv_lines(records, list(records[0])) if records else [])
    else:
        Console(markup=False, highlight=False, width=None if sys.stdout.isatty() else PIPE_WIDTH).print(
            table_of(records, shown, narrow=sys.stdout.isatty()), crop=False
        )


def table_of(records: Sequence[dict[str, Any]], shown: Sequence[str], *, narrow: bool) -> Table:
    """Return records as a table of one line each: their days, if they have any, then `shown`.

    Only the last column may be squeezed.
    """
    dated = all("date_earliest" in record for record in records)
    names = ("date", *shown) if dated else tuple(shown)
    rows = [
        [*([days_of(record)] if dated else []), *(printable(cell(record[name])) for name in shown)]
        for record in records
    ]
    if narrow:
        rows = [[short(text, name) for text, name in zip(row, names, strict=True)] for row in rows]
    table = Table(box=None, pad_edge=False)
    for at, name in enumerate(names):
        least = max((len(row[at]) for row in rows), default=0)
        last = at == len(names) - 1
        table.add_column(
            name, no_wrap=True, overflow="ellipsis", min_width=None if last else max(least, len(name))
        )
    for row in rows:
        table.add_row(*row)
    return table


def short(text: str, column: str) -> str:
    """Return a cell cut to its column's width, with an ellipsis where something is cut."""
    width = WIDTHS.get(column, WIDTH)
    return text if len(text) <= width else text[: width - 1] + "…"


def days_of(record: dict[str, Any]) -> str:
    """Return a record's days: one day, two joined by two dots, or nothing."""
    earliest, latest = record["date_earliest"] or "", record["date_latest"] or ""
    return earliest if earliest == latest else f"{earliest}..{latest}"


def cell(value: object) -> str:
    """Return a value as one cell of a table or CSV: lists joined by semicolons, nothing for None."""
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def printable(text: str) -> str:
    """Return text of others for a terminal: control and direction characters become a visible mark."""
    return "".join(c if c.isprintable() else "\ufffd" for c in " ".join(text.split()))
