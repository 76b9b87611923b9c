"""Lists for a terminal or a file: a table of chosen columns, JSON Lines or CSV with all of them."""

from __future__ import annotations

import csv
import json
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence


class Form(StrEnum):
    """How a list is written."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


def write_list(records: Sequence[dict[str, Any]], form: Form, shown: Sequence[str]) -> None:
    """Write records to standard output: all keys as JSON Lines or CSV, `shown` ones as a table."""
    if form is Form.JSONL:
        sys.stdout.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    elif form is Form.CSV:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerows([list(records[0])] if records else [])
        writer.writerows([cell(value) for value in record.values()] for record in records)
    else:
        table = Table(*shown, box=None, pad_edge=False)
        for record in records:
            table.add_row(*(printable(cell(record[name])) for name in shown))
        Console(markup=False, highlight=False).print(table)


def cell(value: object) -> str:
    """Return a value as one cell of a table or CSV: lists joined by semicolons, nothing for None."""
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def printable(text: str) -> str:
    """Return text of others for a terminal: control and direction characters become a visible mark."""
    return "".join(c if c.isprintable() else "\ufffd" for c in " ".join(text.split()))
