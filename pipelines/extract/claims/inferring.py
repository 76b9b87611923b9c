"""Who took a place where no words say so: "X was captured on Monday" in a report of one side's gains.

A reader takes the side whose gains the text is telling (the issue of who: the clause, the sentence before, the
section). What nothing settles stays null.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.extract.claims.merge import place_key
from pipelines.extract.vocabulary.side_words import STATES
from pipelines.model import Aggregate, Claim, Event, Polarity

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence

    Days = tuple[dt.date | None, dt.date | None]

NEAR_CHARS = 900
"""How far before a claim without a side, in characters, the side that gains may have been named: a paragraph or two."""
NEAR_DAYS = 14
"""Of two sides that gained, the one that did so within a fortnight of a claim's day is the one the text tells of."""
CONFIDENCE = 0.8
"""An inferred side is this much less sure than a side that is said."""
_TAKEN = (
    "declared-free",
    "passive:",
    "second-passive",
    "brought-under",
    "nominal:liberation",
    "nominal:recapture",
    "nominal:capture",
    "nominal:seizure",
    "ranked:",
    "oust:",
    "active:take:denied",
    "active:recapture:denied",
    "active:retake:denied",
)
"""Rules of what somebody does: a place that "falls" is nobody's until the text says whose."""


_CLASHING = ("clash:",)
"""Rules of fighting without an attacker: it is that of the one side that is told to be on the offensive."""
_BEATEN_OFF = ("repel:",)
"""Rules of attacks that were beaten off: where nobody is said to have done so, whoever took the place before did."""
_RETAKING = ("active:retake", "active:recapture", "active:liberate", "active:free", "active:take:effort")
"""Rules of an effort that names nobody: "an operation to retake X is under way" is of whoever gains in the text."""


_TAKEN_BACK = (
    "passive:recapture", "passive:retake", "passive:regain", "passive:recover", "passive:liberate", "passive:free",
    "second-passive",
)  # fmt: skip
"""Rules of what is taken back: by whom else than who took it before."""


def with_takers(
    claims: Sequence[Claim],
    opposite: Callable[[str], str | None] = lambda _: None,
    counted: Sequence[Aggregate] = (),
) -> tuple[Claim, ...]:
    """Return the claims, those gains that name no side with the side whose gains are told before them.

    `opposite` is who took what was taken from a side, None where that is not settled. `counted` are gains that the
    text only counts: "took five more villages".
    """
    acting = {side for c in claims for side in (c.actor, c.from_actor) if side is not None}
    told = deque(sorted((a for a in counted if a.event is Event.GAIN and a.actor is not None), key=_begins))
    everywhere = _Gains(claims, told)
    near: deque[Claim | Aggregate] = deque()
    took: dict[str, str] = {}
    attacks = sorted((c for c in claims if _attacks(c)), key=_begins)
    inferred: list[Claim] = []
    for claim in claims:
        while told and told[0].start < claim.start:
            near.append(told.popleft())
        while near and near[0].start < claim.start - NEAR_CHARS:
            near.popleft()
        side = _told_by_gains(claim, near, everywhere, attacks) if _asks(claim) else None
        if claim.polarity is Polarity.DENIED and claim.event is Event.GAIN and claim.actor is None:
            side = _kept_out(claim, took.get(place_key(claim)), attacks, opposite) or side
        if side is None:
            side = _told_by_others(claim, took.get(place_key(claim)), acting, opposite)
        if side is not None:
            sure = round(claim.confidence * CONFIDENCE, 3)
            claim = replace(claim, actor=side, rule=f"{claim.rule}:inferred", confidence=sure)  # noqa: PLW2901
        if claim.event is Event.GAIN and claim.polarity is Polarity.ASSERTED and claim.actor is not None:
            took[place_key(claim)] = claim.actor
        if _gains(claim):
            near.append(claim)
        inferred.append(claim)
    return tuple(inferred)


def _told_by_gains(
    claim: Claim, near: Iterable[Claim | Aggregate], everywhere: _Gains, attacks: list[Claim]
) -> str | None:
    """Return the side whose gains, or whose offensive, the text tells of about a claim that names none."""
    if claim.event is Event.CONTEST and claim.rule.startswith(_CLASHING):
        return _on_the_offensive(claim, attacks)
    return _taker(claim, near, everywhere)


def _kept_out(
    claim: Claim, holder: str | None, attacks: list[Claim], opposite: Callable[[str], str | None]
) -> str | None:
    """Return who has not taken a place as a denial tells: who attacks it, else the opponent of who took it before."""
    here = (c.actor for c in attacks if c.event is Event.CONTEST and place_key(c) == place_key(claim))
    return next(here, None) or (opposite(holder) if holder is not None else None)


def _told_by_others(
    claim: Claim, taker: str | None, acting: set[str], opposite: Callable[[str], str | None]
) -> str | None:
    """Return a claim's side by the other's: whoever took the place before, or from whom it was taken."""
    if claim.rule.startswith(_BEATEN_OFF) and claim.event is Event.HOLD and claim.actor_text is None:
        foe = taker is not None and claim.actor is not None and opposite(claim.actor) == taker
        return taker if taker != claim.actor and not foe else None  # of the attackers the place is not
    unsaid = claim.actor is None and claim.actor_text is None and claim.event is Event.GAIN
    if not _asks(claim) and not (unsaid and claim.from_actor is not None and not claim.background):
        return None
    if claim.rule.startswith(_TAKEN_BACK) and (other := _of_whom_it_was(taker, acting, opposite)) is not None:
        return other
    other = opposite(claim.from_actor) if claim.from_actor is not None else None
    return other if other in acting or other in STATES else None


def _of_whom_it_was(taker: str | None, acting: set[str], opposite: Callable[[str], str | None]) -> str | None:
    """Return who has a place back that a side took before in the text: of two parties the other; None if unsettled."""
    if taker is None:
        return None
    others = acting - {taker}
    return opposite(taker) or (next(iter(others)) if len(others) == 1 else None)


class _Gains:
    """The gains that a text tells of, by side: their days and their places, each looked at once."""

    def __init__(self, claims: Sequence[Claim], counted: Iterable[Aggregate] = ()) -> None:
        self.days: dict[str, set[Days]] = {}
        for count in counted:
            if count.actor is not None:
                self.days.setdefault(count.actor, set()).add(_days(count))
        self.places: set[tuple[str, str]] = set()
        self.attacking = {
            c.actor for c in claims if c.event is Event.CONTEST and c.actor is not None and not c.background
        }
        for claim in claims:
            if claim.actor is not None and _gains(claim):
                self.days.setdefault(claim.actor, set()).add(_days(claim))
                self.places.add((claim.actor, place_key(claim)))

    def only_side(self, claim: Claim) -> str | None:
        """Return the one side that gains about a claim's days, else at any time, else attacks; None if several do."""
        then = {
            s for s, spans in self.days.items() if any(_apart(d, _days(claim)) <= NEAR_DAYS for d in spans)
        }
        sides = then or set(self.days) or self.attacking
        return next(iter(sides)) if len(sides) == 1 else None


def _asks(claim: Claim) -> bool:
    if claim.actor is not None or claim.actor_text is not None or claim.background:
        return False
    planned = claim.event is Event.PLEDGE and claim.rule.startswith("passive:")
    again = planned or (claim.event is Event.CONTEST and claim.rule.startswith(_RETAKING + _CLASHING))
    return again or (claim.event is Event.GAIN and claim.rule.startswith(_TAKEN))


def _taker(claim: Claim, near: Iterable[Claim | Aggregate], everywhere: _Gains) -> str | None:
    """Return the side that gained last before a claim, or the only one that gains in the whole text."""
    told = [c for c in near if c.start < claim.start]
    of_then = [c for c in told if _apart(_days(c), _days(claim)) <= NEAR_DAYS]
    side = of_then[-1].actor if of_then else everywhere.only_side(claim)
    if side is None or side == claim.from_actor:
        return None
    elsewhere = (side, place_key(claim)) not in everywhere.places
    return side if elsewhere or claim.polarity is Polarity.DENIED else None


def _on_the_offensive(claim: Claim, attacks: Sequence[Claim]) -> str | None:
    """Return the one side that gains or attacks in the paragraphs round a fight that names nobody, None for two."""
    first = bisect_left(attacks, claim.start - NEAR_CHARS, key=_begins)
    near = attacks[first : bisect_right(attacks, claim.start + NEAR_CHARS, key=_begins)]
    sides = {c.actor for c in near if _apart(_days(c), _days(claim)) <= NEAR_DAYS}
    return next(iter(sides)) if len(sides) == 1 else None


def _begins(claim: Claim | Aggregate) -> int:
    return claim.start


def _attacks(claim: Claim) -> bool:
    told = claim.event in (Event.GAIN, Event.CONTEST) and claim.actor is not None and not claim.background
    return told and claim.polarity is Polarity.ASSERTED


def _days(claim: Claim | Aggregate) -> Days:
    return claim.date_earliest, claim.date_latest


def _apart(a: Days, b: Days) -> int:
    """Return the days between two spans; 0 where they may be of one day or a bound is not known."""
    apart = [
        (later - earlier).days
        for earlier, later in ((a[1], b[0]), (b[1], a[0]))
        if earlier is not None and later is not None
    ]
    return max(0, *apart) if len(apart) > 1 else 0


def _gains(claim: Claim) -> bool:
    return (
        claim.event is Event.GAIN
        and claim.actor is not None
        and claim.polarity is Polarity.ASSERTED
        and not claim.background
    )
