"""The other two tables: when (`dates.txt`) and who says so (`voices.txt`)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.model import Claim
    from tests.extract.table import Row

MAX_SPAN_DAYS = 14


def date_faults(row: Row) -> list[str]:
    """Return how the days of a row's claims differ from `a | b`, a day list in the order of the text."""
    claims = sorted(row.claims(), key=lambda c: c.start)
    wanted = [part.strip() for part in row.wanted.split("|")]
    if len(claims) != len(wanted):
        return [f"{len(claims)} claims, {len(wanted)} days wanted"]
    return [fault for claim, want in zip(claims, wanted, strict=True) for fault in _day_fault(claim, want)]


def _day_fault(claim: Claim, wanted: str) -> list[str]:
    span, _, basis = wanted.partition(" ")
    got = (claim.date_earliest, claim.date_latest)
    faults = [] if not basis or claim.date_basis == basis else [f"basis {claim.date_basis}, not {basis}"]
    if span == "-":
        right = got == (None, None)
    elif got[0] is None or got[1] is None:
        right = False
    elif span.startswith("@"):
        day = dt.date.fromisoformat(span[1:])
        right = got[0] <= day <= got[1] and (got[1] - got[0]).days <= MAX_SPAN_DAYS
    else:
        first, _, last = span.partition("..")
        right = got == (dt.date.fromisoformat(first), dt.date.fromisoformat(last or first))
    return faults if right else [*faults, f"{got[0]}..{got[1]}, not {span}"]


def voice_faults(row: Row) -> list[str]:
    """Return how the sources of a row's claims differ from `a | b || c`, in the order of the text."""
    claims = sorted(row.claims(), key=lambda c: c.start)
    wanted = [part.strip() for part in row.wanted.split("||")]
    if len(claims) != len(wanted):
        return [f"{len(claims)} claims, {len(wanted)} wanted"]
    faults = []
    for claim, want in zip(claims, wanted, strict=True):
        names = [] if want == "-" else [_bare(name) for name in want.split("|")]
        got = [_bare(name) for name in claim.reported_by]
        if got != names:
            faults.append(f"{list(claim.reported_by)}, not {names}")
    return faults


def _bare(name: str) -> str:
    words = name.strip().split()
    return " ".join(words[1:] if words[0].lower() in ("the", "a", "an") else words).lower()
