"""Claims as JSON Lines, both ways: one object a line, keys in the contract's order (docs/model.md)."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from pipelines.model import Claim, DateBasis, Event, Extent, Polarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from enum import StrEnum

KEYS = tuple(f.name for f in fields(Claim))
"""The contract's keys in the contract's order; the record is defined in that order."""
_ENUMS: Mapping[str, type[StrEnum]] = {
    "event": Event,
    "extent": Extent,
    "date_basis": DateBasis,
    "polarity": Polarity,
}
_DAYS = ("date_earliest", "date_latest")


class ClaimFormatError(ValueError):
    """A line is no claim; the message names the line, the value and the rule."""


def claim_record(claim: Claim) -> dict[str, Any]:
    """Return the JSON object of a claim: days as ISO strings, `reported_by` as a list."""
    record = {key: getattr(claim, key) for key in KEYS}
    for key in _DAYS:
        record[key] = record[key].isoformat() if record[key] else None
    record["reported_by"] = list(claim.reported_by)
    return record


def parse_claim(record: Mapping[str, Any]) -> Claim:
    """Return the claim of a JSON object as `claim_record` writes it; raises ClaimFormatError."""
    missing = [key for key in KEYS if key not in record]
    if missing:
        raise ClaimFormatError(f"a claim lacks `{missing[0]}`; it has the keys {', '.join(KEYS)}")
    values = {key: record[key] for key in KEYS}
    try:
        for key, kind in _ENUMS.items():
            values[key] = kind(values[key])
        for key in _DAYS:
            values[key] = dt.date.fromisoformat(values[key]) if values[key] else None
        values["reported_by"] = tuple(str(name) for name in values["reported_by"])
    except (TypeError, ValueError) as error:
        raise ClaimFormatError(f"claim `{values['claim_id']}`: {error}") from error
    return Claim(**values)


def dump_claims(claims: Iterable[Claim]) -> Iterator[str]:
    """Yield one JSON line (with its line end) a claim, text as it is, not escaped to ASCII."""
    for claim in claims:
        yield json.dumps(claim_record(claim), ensure_ascii=False) + "\n"


def load_claims(lines: Iterable[str]) -> Iterator[Claim]:
    """Yield the claims of JSON Lines, past empty lines; raises ClaimFormatError with the line's number."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except json.JSONDecodeError as error:
            raise ClaimFormatError(f"line {number} is not JSON ({error.msg}): a line is one claim") from error
        try:
            yield parse_claim(record)
        except ClaimFormatError as error:
            raise ClaimFormatError(f"line {number}: {error}") from error
