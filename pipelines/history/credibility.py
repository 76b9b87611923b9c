"""The Admiralty scale's digit, by rule (docs/history.md, rule 8).

The scale is that of NATO AJP-2.1 / STANAG 2511: the letter grades the source, the digit what it says, and
the two are judged apart. Here the digit follows from how many independent reports there are and who they
are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipelines.history.evidence import Evidence

CONFIRMED, PROBABLE, POSSIBLE, DOUBTFUL, CONTRADICTED, CANNOT_JUDGE = 1, 2, 3, 4, 5, 6


def credibility(
    groups: Sequence[Sequence[Evidence]], winner: str | None, against: Iterable[Evidence] = ()
) -> int:
    """Return 1-6 for what `groups` report in favour of `winner` and `against` speaks against."""
    against = tuple(against)
    if against:
        return CONTRADICTED if _all_later(against, groups) else DOUBTFUL
    if groups and winner is not None and all(m.own_voice == winner for group in groups for m in group):
        return CANNOT_JUDGE
    if len(groups) > 1:
        return CONFIRMED if any(_disinterested(group, winner) for group in groups) else PROBABLE
    return POSSIBLE if groups else CANNOT_JUDGE


def _disinterested(group: Iterable[Evidence], winner: str | None) -> bool:
    """Say whether a group's source is known and leans to neither side, or to another one than the winner."""
    return any(m.source.kind is not None and m.source.leaning != winner for m in group)


def _all_later(against: Sequence[Evidence], groups: Sequence[Sequence[Evidence]]) -> bool:
    said = [m.published for group in groups for m in group if m.published is not None]
    denied = [m.published for m in against if m.published is not None]
    return bool(said and denied) and min(denied) > max(said)
