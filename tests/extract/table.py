"""Tables of sentences: one row a text and the claims that a careful reader notes in it.

A row is `text -> claim; claim ...`. A claim is `event:side<from Place {part}`: side "-" is a side that the text does
not settle, "*" any side; `<from` is checked where it is written; `{north}`, `{0.5}`, `{part}` say how much of the
place, `{?}` leaves it open. "!" before a claim: denied. "~": background. "?": a reader may note it or not. `none` is
silence, `*` alone that the row only has to be read without a fault. `@theatre` and `@published` hold until the next
one; `== ` opens a section; a backslash and an n in a text are a new line.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer import load_theatre
from pipelines.extract import Extractor
from pipelines.model import Claim, Document, Polarity
from pipelines.score_names import place_forms

if TYPE_CHECKING:
    from collections.abc import Iterator

KIND_WORDS = frozenset(["gas", "oil", "field", "road", "dam", "nuclear", "plant"])
TABLES = Path(__file__).parent / "tables"
_CLAIM = re.compile(
    r"(?P<mark>[!~?]{0,2})(?P<event>gain|loss|hold|contest|pledge):(?P<actor>[^<]*?)"
    r"(?:<(?P<origin>[^<]+?))? (?P<place>[^{;a-z][^{;]*?|al-[^{;]*?|as-[^{;]*?)(?: \{(?P<part>[^}]+)\})?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One claim of a row; `part` "part" is a part without a name, None the whole place."""

    event: str
    actor: str
    origin: str | None
    place: str
    part: str | None
    denied: bool = False
    background: bool = False
    optional: bool = False

    def is_met_by(self, claim: Claim) -> bool:
        """Say whether an extracted claim is this one in event, place, side, from-side, polarity, extent and part."""
        side = self.actor == "*" or claim.actor == (None if self.actor == "-" else self.actor)
        origin = self.origin in (None, "*") or claim.from_actor == self.origin
        same_place = bool(_cores(self.place) & _cores(claim.place, claim.place_text))
        return (
            claim.event == self.event
            and side
            and origin
            and same_place
            and (claim.polarity is Polarity.DENIED) == self.denied
            and claim.background == self.background
            and self._part_agrees(claim)
        )

    def _part_agrees(self, claim: Claim) -> bool:
        if self.part == "?" or (self.optional and self.part is None):
            return True
        if self.part is None:
            return claim.extent == "whole"
        if claim.extent != "part" or self.part == "part":
            return claim.extent == "part"
        if isinstance(claim.part, float):
            return abs(claim.part - float(self.part)) < 0.01 if self.part[0].isdigit() else False
        return claim.part == self.part

    def __str__(self) -> str:
        mark = "!" * self.denied + "~" * self.background + "?" * self.optional
        origin = f"<{self.origin}" if self.origin else ""
        return f"{mark}{self.event}:{self.actor}{origin} {self.place}" + (
            f" {{{self.part}}}" if self.part else ""
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A text with what it says; `expected` None where the row only has to be read without a fault."""

    table: str
    section: str
    line: int
    theatre: str
    published: dt.date | None
    text: str
    wanted: str

    @property
    def name(self) -> str:
        """Return where the row stands."""
        return f"{self.table}.txt:{self.line}"

    @property
    def expected(self) -> tuple[Expected, ...] | None:
        """Return the claims of a row that lists claims, None where any reading will do."""
        if self.wanted == "*":
            return None
        parts = () if self.wanted == "none" else self.wanted.split(";")
        return tuple(_claim(part.strip(), self.name) for part in parts)

    def claims(self) -> tuple[Claim, ...]:
        """Return what the extractor finds in the row's text."""
        return _read(self)

    def faults(self) -> list[str]:
        """Return what is missing and what is too much, empty if the row is right."""
        expected = self.expected
        if expected is None:
            return []
        left = list(self.claims())
        faults = []
        for want in sorted(expected, key=lambda e: e.optional):
            got = next((claim for claim in left if want.is_met_by(claim)), None)
            if got is not None:
                left.remove(got)
            elif not want.optional:
                faults.append(f"missing {want}")
        return faults + [f"too much {shown(claim)}" for claim in left]


def _cores(*spellings: str | None) -> frozenset[str]:
    """Return the normal forms of a place, the kind of it ("gas field", "road") left out."""
    bare = (" ".join(w for w in (s or "").split() if w.lower() not in KIND_WORDS) for s in spellings)
    return place_forms(*bare)


def shown(claim: Claim) -> str:
    """Return a claim in the tables' notation, with the rule that found it."""
    mark = ("!" if claim.polarity is Polarity.DENIED else "") + ("~" if claim.background else "")
    origin = f"<{claim.from_actor}" if claim.from_actor else ""
    part = f" {{{claim.part if claim.part is not None else 'part'}}}" if claim.extent == "part" else ""
    return f"{mark}{claim.event}:{claim.actor or '-'}{origin} {claim.place or claim.place_text}{part} [{claim.rule}]"


@functools.cache
def _read(row: Row) -> tuple[Claim, ...]:
    document = Document(id=f"{row.table}-{row.line}", text=row.text, published=row.published)
    return extractor(row.theatre).extract(document).claims


@functools.cache
def extractor(theatre: str) -> Extractor:
    """Return the one extractor of a theatre."""
    return Extractor(load_theatre(theatre))


@functools.cache
def rows(table: str) -> tuple[Row, ...]:
    """Return the rows of a table file, in order."""
    return tuple(_rows(table))


def _rows(table: str) -> Iterator[Row]:
    theatre, section = "syria", ""
    published: dt.date | None = None
    for number, line in enumerate((TABLES / f"{table}.txt").read_text("utf-8").splitlines(), start=1):
        if line.startswith("@theatre "):
            theatre = line.split()[1]
        elif line.startswith("@published "):
            published = _published(line.split()[1])
        elif line.startswith("== "):
            section = line[3:]
        elif line.strip() and not line.startswith("#"):
            text, _, wanted = line.rpartition(" -> ")
            assert text, f"{table}.txt line {number}: a row is `text -> claims`"
            yield Row(
                table=table,
                section=section,
                line=number,
                theatre=theatre,
                published=published,
                text=text.replace("\\n", "\n"),
                wanted=wanted,
            )


def _published(day: str) -> dt.date | None:
    return None if day == "none" else dt.date.fromisoformat(day)


def _claim(text: str, where: str) -> Expected:
    found = _CLAIM.fullmatch(text)
    assert found, f"{where}: `{text}` is no claim: `event:side<from Place {{part}}`"
    return Expected(
        event=found["event"],
        actor=found["actor"],
        origin=found["origin"],
        place=found["place"],
        part=found["part"],
        denied="!" in found["mark"],
        background="~" in found["mark"],
        optional="?" in found["mark"],
    )
