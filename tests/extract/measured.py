"""How many rows of each table the reader gets right, and the floors that this may not fall below."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path

from tests.extract.dated import date_faults, voice_faults
from tests.extract.table import Row, rows

FLOORS = Path(__file__).parent / "floors.toml"
CLAIM_TABLES = ("gains", "states", "worlds", "prose", "reports", "articles", "traps", "silences")
READERS = {"dates": date_faults, "voices": voice_faults}
ALL_TABLES = (*CLAIM_TABLES, *READERS)


@functools.cache
def wrong_rows(table: str) -> tuple[tuple[Row, tuple[str, ...]], ...]:
    """Return the rows of a table that are not read right, each with what is wrong."""
    check = READERS.get(table, Row.faults)
    pairs = ((row, tuple(check(row))) for row in asked(table))
    return tuple((row, faults) for row, faults in pairs if faults)


def asked(table: str) -> tuple[Row, ...]:
    """Return the rows of a table that have an expectation."""
    return tuple(row for row in rows(table) if row.wanted != "*")


def right(table: str) -> int:
    """Return the number of rows of a table that are read right."""
    return len(asked(table)) - len(wrong_rows(table))


def floors() -> dict[str, int]:
    """Return the pinned number of right rows per table."""
    return {name: int(value) for name, value in tomllib.loads(FLOORS.read_text("utf-8")).items()}


def listed(table: str) -> str:
    """Return the wrong rows of a table as lines for a failing test's message."""
    lines = (f"{row.name} {row.text!r}: {'; '.join(faults)}" for row, faults in wrong_rows(table))
    return f"{right(table)} of {len(asked(table))} rows of `{table}` are right; wrong:\n" + "\n".join(lines)
