"""What each source says, how soon, in which words, and with whom it agrees. Pure.

A *source* is a publisher or, in the other view, whom a claim goes back to (its quoted source, else the
publisher). Every share comes with its denominator; a source with nothing to compare has None, never 0.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.filters import changes_by_claim
from dashboard.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dashboard.world import World
    from pipelines.model import Claim, ControlChange, History


class By(StrEnum):
    """Whom a claim is put down to."""

    PUBLISHER = "publisher"
    ORIGIN = "origin"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """One source in numbers.

    `compared` claims support a change on the map; `confirmed` of them are backed by another source too.
    `delay_days` is the median of publication day minus the first possible day of the event over the `dated`
    claims, None if there is none. `words` are its control words with their counts, the most used first.
    """

    name: str
    claims: int
    compared: int
    confirmed: int
    disputed: int
    dated: int
    delay_days: float | None
    words: tuple[tuple[str, str, int], ...]


MAX_MATRIX = 24
"""Sources in the matrix of agreement; more could not be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Sources by sources: `cells[i][j]` says on how many changes `names[i]` and `names[j]` agree and disagree."""

    names: tuple[str, ...]
    cells: tuple[tuple[tuple[int, int] | None, ...], ...]
    left_out: int


def names_of(world: World, claim: Claim, by: By) -> tuple[str, ...]:
    """Return the sources that a claim is put down to."""
    chain = world.provenance[claim.claim_id].chain
    return (chain[-1],) if by is By.PUBLISHER else (chain[0],)


def source_rows(world: World, history: History, by: By) -> tuple[SourceRow, ...]:
    """Return a row for each source, the one with most claims first."""
    claims: dict[str, list[Claim]] = {}
    for claim in world.claims.values():
        for name in names_of(world, claim, by):
            claims.setdefault(name, []).append(claim)
    supported = changes_by_claim(history)
    against = {claim_id for change in history.changes for claim_id in change.disputed_by}
    rows = (_row(world, by, name, made, supported, against) for name, made in claims.items())
    return tuple(sorted(rows, key=lambda row: (-row.claims, row.name.casefold())))


def _row(
    world: World,
    by: By,
    name: str,
    made: list[Claim],
    supported: Mapping[str, ControlChange],
    against: set[str],
) -> SourceRow:
    compared = [claim for claim in made if claim.claim_id in supported]
    confirmed = [claim for claim in compared if _others(world, supported[claim.claim_id].claims, by) - {name}]
    disputed = [c for c in compared if supported[c.claim_id].disputed_by]
    delays = _delays(world, made)
    words = Counter((claim.event.value, claim.framing) for claim in made if claim.framing)
    ordered = sorted(words.items(), key=lambda item: (-item[1], item[0]))
    return SourceRow(
        name=name,
        claims=len(made),
        compared=len(compared),
        confirmed=len(confirmed),
        disputed=len(disputed) + sum(claim.claim_id in against for claim in made),
        dated=len(delays),
        delay_days=median(delays) if delays else None,
        words=tuple((event, word, count) for (event, word), count in ordered),
    )


def _others(world: World, claim_ids: Iterable[str], by: By) -> set[str]:
    claims = (world.claims[i] for i in claim_ids if i in world.claims)
    return {name for claim in claims for name in names_of(world, claim, by)}


def _delays(world: World, claims: Iterable[Claim]) -> list[int]:
    delays = []
    for claim in claims:
        published = world.documents[claim.document].published
        if published and claim.date_earliest and not claim.background:
            delays.append((published - claim.date_earliest).days)
    return delays


def agreement(world: World, history: History, by: By) -> Mapping[tuple[str, str], tuple[int, int]]:
    """Return, for each pair of sources in alphabetical order, on how many changes they agree and disagree.

    They agree on a change that both support; they disagree where one supports it and the other disputes it.
    """
    counts: dict[tuple[str, str], list[int]] = {}
    for change in history.changes:
        backers = _others(world, change.claims, by)
        opponents = _others(world, change.disputed_by, by)
        for one in backers:
            for other in backers:
                if one < other:
                    counts.setdefault((one, other), [0, 0])[0] += 1
            for other in opponents - backers:
                counts.setdefault((min(one, other), max(one, other)), [0, 0])[1] += 1
    return {pair: (agree, disagree) for pair, (agree, disagree) in sorted(counts.items())}


def rows_table(rows: Iterable[SourceRow]) -> pd.DataFrame:
    """Return the rows as a table of words for the screen."""
    table = [
        {
            "Source": plain(row.name),
            "Claims": row.claims,
            "Confirmed by another": f"{row.confirmed} of {row.compared}"
            if row.compared
            else "nothing to compare",
            "Disputed": row.disputed,
            "Median delay": "no dated claim"
            if row.delay_days is None
            else f"{row.delay_days:g} d ({row.dated} of {row.claims} claims)",
        }
        for row in rows
    ]
    return pd.DataFrame(table)


def shared_changes(pairs: Mapping[tuple[str, str], tuple[int, int]]) -> Matrix:
    """Return the pairs as a matrix of sources by sources, those with most shared changes first.

    At most `MAX_MATRIX` sources are kept; `left_out` counts the others. A cell is None on the diagonal and for
    two sources that speak of no common change.
    """
    weight: Counter[str] = Counter()
    for pair, counts in pairs.items():
        for name in pair:
            weight[name] += sum(counts)
    ordered = sorted(weight, key=lambda name: (-weight[name], name.casefold(), name))
    names = tuple(ordered[:MAX_MATRIX])
    return Matrix(
        names=names,
        cells=tuple(tuple(pairs.get((min(a, b), max(a, b))) for b in names) for a in names),
        left_out=len(ordered) - len(names),
    )


def words_table(rows: Iterable[SourceRow]) -> pd.DataFrame:
    """Return each source's control words beside the neutral event, counts of claims."""
    return pd.DataFrame(
        [
            {"Source": plain(row.name), "Event": event, "Word": plain(word), "Claims": count}
            for row in rows
            for event, word, count in row.words
        ]
    )
