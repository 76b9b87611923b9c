"""A place that several sides hold: parts, shares, and what follows for the rest (docs/history.md, rule 5).

Here a part is a word or a number; cutting a polygon by it is geometry and stands elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HALF = 0.5
LEAST_PART = 0.25
"""The least that a part named by its direction can be: a quadrant. "99 percent" leaves no room for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """A part of a place with its own holder: `side` None = not named; one of direction and share, or neither.

    `loser` is set where a side gave up the part and nobody is named to have it.
    """

    side: str | None
    direction: str | None = None
    share: float | None = None
    loser: str | None = None

    def replaces(self, older: Overlay) -> bool:
        """Say whether this report makes an older one void: the same direction, or the same side's share."""
        if self.direction is not None:
            return older.direction == self.direction
        return older.direction is None and older.side == self.side


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """What is drawn: `holder` of the larger or older part, shares 0-1 by side (None = not said), parts."""

    holder: str | None
    shares: Mapping[str, float | None] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)
    mixed: bool = False


def overlay(side: str | None, part: str | float | None, loser: str | None = None) -> Overlay:
    """Return the overlay of a claim's `part`."""
    if isinstance(part, str):
        return Overlay(side=side, direction=part, loser=loser)
    return Overlay(side=side, share=None if part is None else float(part), loser=loser)


def compose(base: str | None, overlays: Sequence[Overlay]) -> Mix:
    """Return who holds what of a place whose whole was with `base` before the parts in `overlays` changed.

    The side with more than half is the holder; if no share says so, it is `base`, unless a side that is not
    named holds a part of unsaid size. The shares of two sides add up to 1 where one of them is known.
    """
    if not overlays:
        return Mix(holder=base)
    shares: dict[str, float | None] = {}
    parts: dict[str, str] = {}
    unnamed = False
    for item in overlays:
        if item.side is None:
            unnamed = True
            continue
        shares[item.side] = item.share if item.share is not None else shares.get(item.side)
        if item.share is not None and item.share > 1 - LEAST_PART:
            parts = {where: side for where, side in parts.items() if side == item.side}
        if item.direction is not None:
            parts[item.direction] = item.side
    if base is not None and (base not in shares):
        shares[base] = None
    if base is not None and not unnamed and set(shares) == {base} and shares[base] is None:
        return Mix(holder=base)
    _fill(shares, overlays[-1].side, closed=base is not None and not unnamed)
    larger = [side for side, share in shares.items() if share is not None and share > HALF]
    if larger:
        holder: str | None = larger[0]
    elif unnamed:
        holder = None
    else:
        holder = base
    return Mix(
        holder=holder, shares=dict(sorted(shares.items())), parts=dict(sorted(parts.items())), mixed=True
    )


def _fill(shares: dict[str, float | None], newest: str | None, *, closed: bool) -> None:
    """Complete the shares in place: the newest one stands, two sides of a closed place add up to 1."""
    known = {side: share for side, share in shares.items() if share is not None}
    if sum(known.values()) > 1 + 1e-9:
        for side in known:
            if side != newest:
                shares[side] = None
        known = {side: share for side, share in known.items() if side == newest}
    open_sides = [side for side, share in shares.items() if share is None]
    if closed and len(open_sides) == 1 and known:
        shares[open_sides[0]] = round(1 - sum(known.values()), 6)
