"""The records that flow through the pipeline: documents, claims, control changes, intervals, states.

All are frozen. Field names and their meaning are the project's file contract (docs/model.md); every date is a
pair of days `earliest`, `latest`, None only where no evidence settles it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping


class Event(StrEnum):
    """What a claim says of a place and a side."""

    GAIN = "gain"
    LOSS = "loss"
    HOLD = "hold"
    CONTEST = "contest"
    PLEDGE = "pledge"


class Extent(StrEnum):
    """Whether a claim speaks of the whole place or of a part."""

    WHOLE = "whole"
    PART = "part"


class DateBasis(StrEnum):
    """How a claim's days were settled."""

    STATED = "stated"
    RELATIVE = "relative"
    PUBLISHED = "published"
    UNKNOWN = "unknown"


class Polarity(StrEnum):
    """Whether the text asserts or denies the claim."""

    ASSERTED = "asserted"
    DENIED = "denied"


class Status(StrEnum):
    """How a control change or a state is supported."""

    REPORTED = "reported"
    CORROBORATED = "corroborated"
    DISPUTED = "disputed"
    IMPLIED = "implied"
    CONTESTED = "contested"
    MIXED = "mixed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article.

    `text` is the decoded input unchanged; offsets of claims count its Unicode code points. `published` is None if
    nothing settles it; `published_basis` says how it is known (a manifest, metadata, a dateline ...).
    `extra` keeps input keys that are not known here.
    """

    id: str
    text: str = field(repr=False)
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: dt.date | None = None
    published_basis: str | None = None
    language: str | None = None
    extra: Mapping[str, Any] = field(default_factory=dict, compare=False, hash=False)

    @property
    def text_sha256(self) -> str:
        """Return the identity of the text: SHA-256 of it with white space folded, as hex."""
        return hashlib.sha256(" ".join(self.text.split()).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement about control of one place in one document.

    `text[start:end] == quote` in the stored text. `place_id` is None for a place that the gazetteer lacks.
    `part` is a compass direction ("north", "south-east") or a share 0-1, None if the whole or not said.
    `actor` and `from_actor` are actor ids or None. `reported_by` names who says so, outermost last; empty
    means the publisher's own voice. `framing` is the control word as written, lower-case.
    """

    claim_id: str
    document: str
    event: Event
    place: str | None
    place_id: str | None
    place_text: str
    within: str | None
    actor: str | None
    actor_text: str | None
    from_actor: str | None
    extent: Extent
    part: str | float | None
    date_earliest: dt.date | None
    date_latest: dt.date | None
    date_edtf: str | None
    date_basis: DateBasis
    polarity: Polarity
    background: bool
    reported_by: tuple[str, ...]
    quote: str
    start: int
    end: int
    framing: str
    rule: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate:
    """A count, share or area without place names ("56 districts", "12 sq km").

    `unit` is `places`, `km2` or `share`; `place_id` is the area spoken of, None if it is not placed.
    """

    document: str
    event: Event
    place: str | None
    place_id: str | None
    actor: str | None
    value: float
    unit: str
    date_earliest: dt.date | None
    date_latest: dt.date | None
    reported_by: tuple[str, ...]
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmapped:
    """A claim that the map cannot draw, and why (`unplaced`, `undated`, `no side`, `background` ...)."""

    claim_id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlChange:
    """A change of holder of a place or part, with everything that supports or disputes it.

    `earliest`, `latest` bound the day. `report_groups` are the supporting claims' groups (tuples of claim ids,
    each group one report); `independent` is their number. `credibility` is the Admiralty digit 1-6.
    """

    change_id: str
    place_id: str
    part: str | float | None
    extent: Extent
    from_actor: str | None
    to_actor: str | None
    earliest: dt.date
    latest: dt.date
    status: Status
    independent: int
    credibility: int
    claims: tuple[str, ...]
    disputed_by: tuple[str, ...]
    report_groups: tuple[tuple[str, ...], ...]
    sources: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlInterval:
    """What the map draws: one place, one state, the half-open days `[start, end)`.

    `end` None means that no later report is known. `since_earliest`, `since_latest` bound the day on which the
    present holder took the place (both None if it is not known). `settled` is False on the days
    on which the change itself may not have happened yet (`since_earliest <= day <= since_latest`, bounds apart).
    `shares` maps actor ids to 0-1 where sides hold parts (a side whose share is not said maps to None).
    `parts` maps a direction ("north-east") to the actor id that holds that part.
    """

    place_id: str
    start: dt.date | None
    end: dt.date | None
    holder: str | None
    status: Status
    settled: bool
    contested: bool
    since_earliest: dt.date | None
    since_latest: dt.date | None
    independent: int
    last_confirmed: dt.date | None
    credibility: int
    shares: Mapping[str, float | None] = field(default_factory=dict, hash=False)
    parts: Mapping[str, str] = field(default_factory=dict, hash=False)
    claims: tuple[str, ...] = ()
    disputed_by: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    evidence: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Control history of a theatre from a set of claims, as known on a day and according to chosen sources.

    `intervals` are sorted by (place_id, start), never overlapping within a place. `known_by` None = everything.
    `known_days` is `(first, last)` day of any interval boundary, None for an empty history.
    """

    intervals: tuple[ControlInterval, ...]
    changes: tuple[ControlChange, ...]
    unmapped: tuple[Unmapped, ...]
    known_by: dt.date | None = None
    sources: tuple[str, ...] = ()
    policy: str = "latest"

    @property
    def known_days(self) -> tuple[dt.date, dt.date] | None:
        """Return the first and last day that any interval starts, ends or was last confirmed on, or None."""
        days = [
            day
            for i in self.intervals
            for day in (i.start, i.end, i.since_latest, i.last_confirmed)
            if day is not None
        ]
        return (min(days), max(days)) if days else None

    def at(self, day: dt.date) -> dict[str, ControlInterval]:
        """Return the interval in force on `day`, by place id; a place without one is unknown then."""
        return {
            i.place_id: i
            for i in self.intervals
            if (i.start is None or i.start <= day) and (i.end is None or day < i.end)
        }
