"""Finding a theatre's place names in a text: one pass of an automaton, longest name first, on word boundaries.

The automaton (Aho and Corasick 1975, from ahocorasick_rs) holds every spelling of every alias in folded form. Offsets
are of the untouched text. Capitalised names that it does not know are read by their transliteration
(`gazetteer.translit`). Which entry a name means is settled by `gazetteer.resolve`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from gazetteer.fold import Folded, fold_with_offsets
from gazetteer.guards import (
    HINDERING,
    OPEN,
    article_before,
    is_longer_name,
    may_hinder,
    names_a_body,
    on_word_bounds,
    word_before,
)
from gazetteer.lookup import Names
from gazetteer.model import Candidate, Mention
from gazetteer.resolve import Resolver
from gazetteer.spellings import ENGLISH, is_arabic, spellings, split_article, tidy
from gazetteer.unlisted import KINDS, Unlisted

if TYPE_CHECKING:
    from gazetteer.model import Place, Theatre

EXACT = "alias"
MAX_FOR_DFA = 200_000
"""Letters of all spellings up to which the fastest automaton is built; it takes about 0.2 kB a letter."""
DIRECTIONS = ("eastern", "western", "northern", "southern", "east", "west", "north", "south")


class _Pattern(NamedTuple):
    """A spelling in the automaton: the length of its article with the space, and the entries that bear it.

    It is `bare` if it is Latin and has no article.
    """

    bare: bool
    article: int
    candidates: tuple[Candidate, ...]
    arabic: bool


class Matcher:
    """Finds, settles and looks up the place names of one theatre; read-only after it is made, so safe to share."""

    def __init__(self, theatre: Theatre) -> None:
        """Build the automaton of a theatre's names."""
        self.theatre = theatre
        self._names = Names(theatre.places)
        self._unlisted = Unlisted(self._names)
        self._resolver = Resolver(theatre)
        self._patterns: list[_Pattern] = []
        searched = _patterns(theatre, self._names)
        for spelling, places in searched.items():
            candidates = tuple(Candidate(place_id=p, score=1.0, how=EXACT) for p in places)
            article, _ = split_article(spelling)
            shift = len(article) + 1 if article else 0
            arabic = is_arabic(spelling)
            self._patterns.append(_Pattern(not (shift or arabic), shift, candidates, arabic))
        small = sum(map(len, searched)) < MAX_FOR_DFA
        table = Implementation.DFA if small else Implementation.ContiguousNFA
        self._automaton = AhoCorasick([*searched, *KINDS], implementation=table)

    def find(self, text: str) -> tuple[Mention, ...]:
        """Return the place names of a text in order, never overlapping, each with every entry that bears the name.

        `text[m.start:m.end] == m.surface`, in code points of the text as given, which is not changed. A possessive 's
        and a direction before the name ("eastern Aleppo") stand outside the span. `place_id` is None until `resolve`.
        Listed spellings come first, then what only transliteration or a near spelling tells.
        """
        folded = fold_with_offsets(text)
        found, kinds = self._listed(text, folded)
        unlisted = self._unlisted.find(text, folded.text, found, kinds)
        if unlisted:
            found = sorted([*found, *unlisted], key=_start)
        return tuple(found)

    def find_listed(self, text: str) -> tuple[Mention, ...]:
        """Return only the names that stand in a spelling of the list, as `find` does."""
        return tuple(self._listed(text, fold_with_offsets(text))[0])

    def _listed(self, text: str, folded: Folded) -> tuple[list[Mention], list[tuple[int, int]]]:
        """Return the listed names, and the (start, end) of the words of `KINDS` in the folded text."""
        low, patterns = folded.text, self._patterns
        names = len(patterns)
        seen = self._automaton.find_matches_as_indexes(low, overlapping=True)
        hits = [
            (start, -end, number)
            for number, start, end in seen
            if number < names
            and ((low[start - 1] in OPEN and low[end : end + 1] in OPEN) or on_word_bounds(low, start, end))
        ]
        hits.sort()
        plain = folded.offsets is None
        found: list[Mention] = []
        reached = 0
        for start, minus_end, number in hits:
            if start < reached:
                continue
            end, pattern = -minus_end, patterns[number]
            surface = text[start:end]
            if plain and pattern.bare and surface[0].isupper() and not may_hinder(low, start, end):
                mention: Mention | None = Mention(start, end, surface, pattern.candidates)
            else:
                mention = _mention(text, folded, start, end, pattern)
            if mention is not None:
                found.append(mention)
                reached = end
        return found, [(start, end) for number, start, end in seen if number >= names]

    def resolve(self, text: str, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Return the mentions of a text with `place_id` set where the text says which entry is meant.

        Candidates are put in order of their score. `place_id` stays None where two entries are closer than the
        margin (the mention is `ambiguous`) or where the only entry is unlikely from what the text says.
        """
        return self._resolver.resolve(text, mentions)

    def lookup(self, name: str, limit: int = 5) -> tuple[Candidate, ...]:
        """Return the entries that a name may mean, best first, at most `limit`; empty if none is near."""
        return self._names.lookup(name, limit)


def _start(mention: Mention) -> int:
    return mention.start


def _patterns(theatre: Theatre, names: Names) -> dict[str, list[str]]:
    """Return every spelling that is searched in texts and the places that bear it, in the file's order."""
    cities = {tidy(n.text) for p in theatre.places.values() if p.kind == "city" for n in p.names}
    left_out = {
        (spelling, place.place_id)
        for place in theatre.places.values()
        for name in place.names
        if _is_a_direction(place, name.text, cities)
        for spelling in spellings(name.text)
    }
    patterns = {s: [i for i in ids if (s, i) not in left_out] for s, ids in names.spelt.items()}
    return {spelling: ids for spelling, ids in patterns.items() if ids}


def _is_a_direction(place: Place, name: str, cities: set[str]) -> bool:
    """Say whether a quarter's name is only a direction and its city's name, which the text's reader handles."""
    if place.kind != "quarter":
        return False
    head, _, rest = tidy(name).partition(" ")
    return rest in cities and head in DIRECTIONS


def _mention(text: str, folded: Folded, start: int, end: int, pattern: _Pattern) -> Mention | None:
    """Return the mention of a hit, its article taken along, or None if a guard speaks against it."""
    low, plain = folded.text, folded.offsets is None
    first, last = (start, end) if plain else folded.span(start, end)
    if not pattern.arabic:
        if not (pattern.article == 0 and text[first].isupper()) and not _has_capital(
            text, first, last, pattern.article
        ):
            return None
        word = word_before(low, start)
        if word in HINDERING:
            if pattern.article == 0 and article_before(text, word, first):
                start -= len(word) + 1
                first = start if plain else folded.span(start, end)[0]
                word = word_before(low, start)
            if is_longer_name(text, word, first):
                return None
        if low[end : end + 1] == " " and names_a_body(low, end):
            return None
    return Mention(first, last, text[first:last], pattern.candidates)


def _has_capital(text: str, first: int, last: int, article: int) -> bool:
    """Say whether a Latin name is written as a name: with a capital after its article, which is no English word."""
    core = text[first + article : last]
    if core == core.lower():
        return False
    if not article or text[first].isupper() or not text[first + article - 1].isspace():
        return True
    return text[first : first + article - 1].lower() not in ENGLISH
