"""Which entries a name may mean: exact spellings first, then one transliteration key, then near spellings.

Nearness is RapidFuzz's normalised indel ratio (https://rapidfuzz.github.io/RapidFuzz/). It is guarded: a near spelling
counts in a text only where it is long, close, and closer than the nearest spelling of any other entry by a margin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from gazetteer.model import Candidate
from gazetteer.spellings import spellings, split_article, tidy
from gazetteer.translit import MIN_CONSONANTS, consonants, name_keys

if TYPE_CHECKING:
    from collections.abc import Mapping

    from gazetteer.model import Place

ALIAS, TRANSLITERATION, NEAR = "alias", "transliteration", "near"
KEY_SCORE = 0.9
"""The score of an entry that was found by its transliteration key."""
LOOKUP_CUTOFF = 78.0
"""The least similarity (0-100) at which a spelling is offered to a person who asks for a name."""
TEXT_CUTOFF, TEXT_MARGIN, TEXT_LENGTH = 86.0, 6.0, 6
"""The same for a name in a text, how far it must be ahead of the next entry, and its least length in letters."""

SURE_CONSONANTS, ALIKE = 4, 78.0
"""A key with fewer consonants counts in a text only if a listed spelling is at least so similar (0-100)."""
MAX_REMEMBERED = 20_000
"""How many answers about names of texts are kept."""


class Names:
    """The spellings of a theatre's places, for questions about one name at a time."""

    def __init__(self, places: Mapping[str, Place]) -> None:
        """Index every spelling and every key of every place."""
        self._exact: dict[str, list[str]] = {}
        self._keys: dict[str, list[str]] = {}
        for place in places.values():
            for name in place.names:
                for spelling in spellings(name.text):
                    _add(self._exact, spelling, place.place_id)
                for key in name_keys(name.text):
                    _add(self._keys, key, place.place_id)
        self.spelt: Mapping[str, list[str]] = self._exact
        self._bare: dict[str, list[str]] = {}
        for spelling, ids in self._exact.items():
            for place_id in ids:
                _add(self._bare, split_article(spelling)[1], place_id)
        self._first = {key.split("-", 1)[0] for key in self._keys if consonants(key) >= MIN_CONSONANTS}
        self._near: dict[str, tuple[Candidate, ...]] = {}
        self._keyed: dict[str, tuple[Candidate, ...]] = {}

    def lookup(self, name: str, limit: int = 5) -> tuple[Candidate, ...]:
        """Return the entries that a name may mean, best first, at most `limit`; empty if none is near."""
        found: dict[str, Candidate] = {}
        forms = sorted(spellings(name))
        for form in forms:
            for place_id in self._exact.get(form, ()):
                found.setdefault(place_id, Candidate(place_id=place_id, score=1.0, how=ALIAS))
        for candidate in self.by_key(name, least=1):
            found.setdefault(candidate.place_id, candidate)
        if forms:
            bare = split_article(tidy(name))[1]
            for place_id, score in self._similar(bare, LOOKUP_CUTOFF, 6 * limit):
                near = Candidate(place_id=place_id, score=round(score / 100 * KEY_SCORE, 3), how=NEAR)
                found.setdefault(place_id, near)
        return tuple(sorted(found.values(), key=lambda c: (-c.score, c.place_id)))[:limit]

    def starts_a_key(self, key: str) -> bool:
        """Say whether a name that is long enough begins with a word of this key."""
        return key in self._first

    def by_key(self, name: str, least: int = MIN_CONSONANTS) -> tuple[Candidate, ...]:
        """Return the entries whose spellings share a key of at least `least` consonants with a name."""
        ids: list[str] = []
        for key in name_keys(name):
            if consonants(key) >= least:
                ids.extend(i for i in self._keys.get(key, ()) if i not in ids)
        return tuple(Candidate(place_id=i, score=KEY_SCORE, how=TRANSLITERATION) for i in ids)

    def keyed_in_text(self, name: str) -> tuple[Candidate, ...]:
        """Return the entries that a name of a text means by its key; short names must also look alike."""
        known = self._keyed.get(name)
        if known is None:
            known = self.by_key(name)
            if known and max(consonants(k) for k in name_keys(name)) < SURE_CONSONANTS:
                alike = dict(self._similar(split_article(tidy(name))[1], ALIKE, 12))
                known = tuple(c for c in known if c.place_id in alike)
            if len(self._keyed) > MAX_REMEMBERED:
                self._keyed.clear()
            self._keyed[name] = known
        return known

    def near_in_text(self, name: str) -> tuple[Candidate, ...]:
        """Return the one entry that a misspelt name of a text can only mean; empty if there is doubt."""
        bare = split_article(tidy(name))[1]
        if len(bare) < TEXT_LENGTH:
            return ()
        if bare not in self._near:
            if len(self._near) > MAX_REMEMBERED:
                self._near.clear()
            self._near[bare] = self._guarded(bare)
        return self._near[bare]

    def _guarded(self, bare: str) -> tuple[Candidate, ...]:
        found = self._similar(bare, TEXT_CUTOFF - TEXT_MARGIN, 12)
        if not found or found[0][1] < TEXT_CUTOFF:
            return ()
        if len(found) > 1 and found[0][1] - found[1][1] < TEXT_MARGIN:
            return ()
        return (Candidate(place_id=found[0][0], score=round(found[0][1] / 100 * KEY_SCORE, 3), how=NEAR),)

    def _similar(self, bare: str, cutoff: float, limit: int) -> list[tuple[str, float]]:
        """Return (place, similarity 0-100) of the places with the nearest spellings, the nearest first."""
        best: dict[str, float] = {}
        for near, score, _ in process.extract(
            bare, self._bare.keys(), scorer=fuzz.ratio, score_cutoff=cutoff, limit=limit
        ):
            for place_id in self._bare[near]:
                best[place_id] = max(best.get(place_id, 0.0), score)
        return sorted(best.items(), key=lambda pair: (-pair[1], pair[0]))


def _add(index: dict[str, list[str]], form: str, place_id: str) -> None:
    ids = index.setdefault(form, [])
    if place_id not in ids:
        ids.append(place_id)
