"""Who took a place where no words say so: "X was captured on Monday" in a report of one side's gains.

A reader takes the side whose gains the text is telling (the issue of who: the clause, the sentence before, the
section). What nothing settles stays null.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.extract.merge import place_key
from pipelines.model import Claim, Event, Polarity

if TYPE_CHECKING:
    from collections.abc import Sequence

NEAR_CHARS = 900
"""How far before a claim without a side, in characters, the side that gains may have been named: a paragraph or two."""
NEAR_DAYS = 14
"""Of two sides that gained, the one that did so within a fortnight of a claim's day is the one the text tells of."""
CONFIDENCE = 0.8
"""An inferred side is this much less sure than a side that is said."""
_TAKEN = (
    "declared-free",
    "passive:",
    "nominal:liberation",
    "nominal:recapture",
    "nominal:capture",
    "nominal:seizure",
    "ranked:",
)
"""Rules of what somebody does: a place that "falls" is nobody's until the text says whose."""


def with_takers(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims, those gains that name no side with the side whose gains are told before them."""
    told: list[Claim] = []
    for claim in claims:
        side = _taker(claim, told, claims) if _asks(claim) else None
        inferred = claim if side is None else replace(
            claim, actor=side, rule=f"{claim.rule}:inferred", confidence=round(claim.confidence * CONFIDENCE, 3)
        )  # fmt: skip
        told.append(inferred)
    return tuple(told)


def _asks(claim: Claim) -> bool:
    return (
        claim.event is Event.GAIN
        and claim.actor is None
        and claim.actor_text is None
        and not claim.background
        and claim.rule.startswith(_TAKEN)
    )


def _taker(claim: Claim, told: Sequence[Claim], claims: Sequence[Claim]) -> str | None:
    """Return the side that gained last before a claim, or the only one that gains in the whole text."""
    near = [c for c in told if _gains(c) and claim.start - NEAR_CHARS <= c.start < claim.start]
    everywhere = [c for c in claims if _gains(c)]
    of_then = [c for c in everywhere if _days_apart(c, claim) <= NEAR_DAYS]
    gains = [c for c in near if c in of_then] or of_then or near or everywhere
    if not gains or (gains[-1] not in near and len({c.actor for c in gains}) > 1):
        return None
    side = gains[-1].actor
    elsewhere = all(place_key(c) != place_key(claim) for c in claims if _gains(c) and c.actor == side)
    return side if side != claim.from_actor and (elsewhere or claim.polarity is Polarity.DENIED) else None


def _days_apart(a: Claim, b: Claim) -> int:
    """Return the days between two claims' dates; 0 where they may be of one day or either is undated."""
    apart = [
        (later.date_earliest - earlier.date_latest).days
        for earlier, later in ((a, b), (b, a))
        if later.date_earliest is not None and earlier.date_latest is not None
    ]
    return max(0, *apart) if len(apart) > 1 else 0


def _gains(claim: Claim) -> bool:
    return (
        claim.event is Event.GAIN
        and claim.actor is not None
        and claim.polarity is Polarity.ASSERTED
        and not claim.background
    )
