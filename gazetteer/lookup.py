"""Looking up one name: exact spellings first, then near ones by RapidFuzz."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from gazetteer.model import Candidate
from gazetteer.spellings import spellings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazetteer.model import Place

NEAR = 80.0
"""The least similarity (0-100) at which a spelling counts as near."""


class Names:
    """The spellings of a theatre's places, for questions about one name at a time."""

    def __init__(self, places: Mapping[str, Place]) -> None:
        """Index every spelling of every place."""
        self._exact: dict[str, list[str]] = {}
        for place in places.values():
            for name in place.names:
                for spelling in spellings(name.text):
                    ids = self._exact.setdefault(spelling, [])
                    if place.place_id not in ids:
                        ids.append(place.place_id)

    def lookup(self, name: str, limit: int = 5) -> tuple[Candidate, ...]:
        """Return the entries that a name may mean, best first, at most `limit`."""
        found: dict[str, Candidate] = {}
        for spelling in sorted(spellings(name)):
            for place_id in self._exact.get(spelling, ()):
                found.setdefault(place_id, Candidate(place_id=place_id, score=1.0, how="alias"))
        for spelling in sorted(spellings(name)):
            for near, score, _ in process.extract(
                spelling, self._exact.keys(), scorer=fuzz.ratio, score_cutoff=NEAR, limit=4 * limit
            ):
                for place_id in self._exact[near]:
                    known = found.get(place_id)
                    if known is None or known.score < score / 100:
                        found[place_id] = Candidate(
                            place_id=place_id, score=round(score / 100, 3), how="near"
                        )
        return tuple(sorted(found.values(), key=lambda c: (-c.score, c.place_id)))[:limit]
