"""Finding a theatre's place names in a text: one pass of an automaton, longest name first, on word boundaries.

The automaton (Aho and Corasick 1975, from pyahocorasick) holds every spelling of every alias in folded form. Offsets
are of the untouched text. Which entry a name means is settled by `gazetteer.resolve`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ahocorasick

from gazetteer.fold import Folded, fold_with_offsets
from gazetteer.guards import is_part_of_a_longer_name, on_word_bounds, start_with_article
from gazetteer.lookup import Names
from gazetteer.model import Candidate, Mention
from gazetteer.resolve import Resolver
from gazetteer.spellings import ENGLISH, is_arabic, spellings, split_article, tidy

if TYPE_CHECKING:
    from gazetteer.model import Place, Theatre

EXACT = "alias"
DIRECTIONS = ("eastern", "western", "northern", "southern", "east", "west", "north", "south")


class Matcher:
    """Finds, settles and looks up the place names of one theatre; read-only after it is made, so safe to share."""

    def __init__(self, theatre: Theatre) -> None:
        """Build the automaton of a theatre's names: about 30 ms for the places of Syria."""
        self.theatre = theatre
        self._names = Names(theatre.places)
        self._resolver = Resolver(theatre)
        self._automaton = ahocorasick.Automaton()
        for spelling, places in _patterns(theatre).items():
            value = tuple(Candidate(place_id=p, score=1.0, how=EXACT) for p in places)
            self._automaton.add_word(spelling, (len(spelling), value))
        if len(self._automaton):
            self._automaton.make_automaton()

    def find(self, text: str) -> tuple[Mention, ...]:
        """Return the place names of a text in order, never overlapping, each with every entry that bears the name.

        `text[m.start:m.end] == m.surface`, in code points of the text as given, which is not changed. A possessive 's
        and a direction before the name ("eastern Aleppo") stand outside the span. `place_id` is None until `resolve`.
        """
        if not len(self._automaton):
            return ()
        folded = fold_with_offsets(text)
        low = folded.text
        hits = [
            (last - length + 1, last + 1, value)
            for last, (length, value) in self._automaton.iter(low)
            if on_word_bounds(low, last - length + 1, last + 1)
        ]
        hits.sort(key=lambda hit: (hit[0], -hit[1]))
        found: list[Mention] = []
        reached = 0
        for start, end, value in hits:
            if start < reached:
                continue
            mention = _mention(text, folded, start, end, value, reached)
            if mention is not None:
                found.append(mention)
                reached = end
        return tuple(found)

    def resolve(self, text: str, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Return the mentions of a text with `place_id` set where the text says which entry is meant.

        Candidates are put in order of their score. `place_id` stays None where two entries are closer than the
        margin (the mention is `ambiguous`) or where the only entry is unlikely from what the text says.
        """
        return self._resolver.resolve(text, mentions)

    def lookup(self, name: str, limit: int = 5) -> tuple[Candidate, ...]:
        """Return the entries that a name may mean, best first, at most `limit`; empty if none is near."""
        return self._names.lookup(name, limit)


def _patterns(theatre: Theatre) -> dict[str, list[str]]:
    """Return every spelling that is searched in texts and the places that bear it, in the file's order."""
    patterns: dict[str, list[str]] = {}
    cities = {tidy(n.text) for p in theatre.places.values() if p.kind == "city" for n in p.names}
    for place in theatre.places.values():
        for name in place.names:
            if _is_a_direction(place, name.text, cities):
                continue
            for spelling in spellings(name.text):
                ids = patterns.setdefault(spelling, [])
                if place.place_id not in ids:
                    ids.append(place.place_id)
    return patterns


def _is_a_direction(place: Place, name: str, cities: set[str]) -> bool:
    """Say whether a quarter's name is only a direction and its city's name, which the text's reader handles."""
    head, _, rest = tidy(name).partition(" ")
    return place.kind == "quarter" and head in DIRECTIONS and rest in cities


def _mention(
    text: str, folded: Folded, start: int, end: int, value: tuple[Candidate, ...], reached: int
) -> Mention | None:
    """Return the mention of a hit, its article taken along, or None if a guard speaks against it."""
    first, last = folded.span(start, end)
    head = start_with_article(text, folded.text, start, first)
    if head < reached:
        head = start
    if head != start:
        start, first = head, folded.span(head, end)[0]
    surface = text[first:last]
    if not is_arabic(surface):
        article, core = split_article(folded.text[start:end])
        shift = (len(article) + 1) if article else 0
        if not any(c.isupper() for c in surface[shift:]) or not core:
            return None
        if article in ENGLISH and surface[0].islower() and surface[len(article)].isspace():
            return None
    if is_part_of_a_longer_name(text, folded.text, start, first):
        return None
    return Mention(start=first, end=last, surface=surface, candidates=value)
