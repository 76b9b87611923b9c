# ruff: noqa: S311 - chance is only for making data
"""A large made-up theatre with a random but repeatable history, for tests and benchmarks."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

import shapely

from pipelines.model import ControlChange, ControlInterval, History, Status
from tests.geo import made

if TYPE_CHECKING:
    from gazetteer.model import Place, Theatre

FIRST = dt.date(2016, 1, 1)
SIDES = ("government", "opposition", "isis")


def blob(column: int, row: int, chance: random.Random) -> shapely.Polygon:
    """A polygon of about twenty corners inside its cell."""
    centre = shapely.Point(made.WEST + column * made.STEP, made.SOUTH + row * made.STEP)
    ring = centre.buffer(made.STEP * 0.48, quad_segs=5).exterior.coords[:-1]
    wobble = [
        (
            centre.x + (x - centre.x) * chance.uniform(0.7, 1),
            centre.y + (y - centre.y) * chance.uniform(0.7, 1),
        )
        for x, y in ring
    ]
    return shapely.Polygon(wobble)


def theatre(places: int, seed: int = 1) -> Theatre:
    """A theatre of `places` quarters in a square."""
    chance = random.Random(seed)
    wide = max(int(places**0.5), 1)
    listed: list[Place] = [
        made.place(
            f"q{number:05}",
            blob(number % wide, number // wide, chance),
            name=f"Quarter {number}",
            within=None,
        )
        for number in range(places)
    ]
    return made.theatre(listed)


def history(places: int, days: int = 400, changes_a_day: float = 8.5, seed: int = 2) -> History:
    """A history with about so many changes a day, in which every status occurs."""
    chance = random.Random(seed)
    moments: dict[int, set[int]] = {number: set() for number in range(places)}
    for day in range(days):
        for _ in range(int(changes_a_day) + (chance.random() < changes_a_day % 1)):
            moments[chance.randrange(places)].add(day)
    intervals: list[ControlInterval] = []
    changes: list[ControlChange] = []
    for number, starts in moments.items():
        _track(f"q{number:05}", sorted(starts), chance, intervals, changes)
    changes.sort(key=lambda change: (change.latest, change.place_id))
    return History(intervals=tuple(intervals), changes=tuple(changes), unmapped=())


def _track(
    place_id: str,
    starts: list[int],
    chance: random.Random,
    intervals: list[ControlInterval],
    changes: list[ControlChange],
) -> None:
    """Add one place's intervals and changes: a gap now and then, any status, sometimes an unsettled day."""
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else None
        if end is not None and end - start > 6 and chance.random() < 0.2:
            end -= 3
        holder, other = chance.sample(SIDES, 2)
        status = chance.choice([s for s in Status if s is not Status.UNKNOWN])
        first = FIRST + dt.timedelta(days=start)
        intervals.append(
            made.interval(
                place_id,
                first.isoformat(),
                None if end is None else (FIRST + dt.timedelta(days=end)).isoformat(),
                holder,
                status=status,
                settled=chance.random() > 0.2,
                contested=status is Status.CONTESTED,
                shares={holder: 0.5, other: None} if status is Status.MIXED else {},
            )
        )
        day = first.isoformat()
        changes.append(made.change(place_id, day, day, holder, from_actor=other, status=status))
