"""Names in a text whose spelling is not listed: read by transliteration, or as a near spelling beside a kind word.

Only capitalised words count. A near spelling counts only where a word such as "town of" or "district" says that it
names a place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from gazetteer.guards import is_longer_name, names_a_body, word_before
from gazetteer.model import Mention
from gazetteer.spellings import ARTICLES, ENGLISH, tidy
from gazetteer.translit import word_keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gazetteer.lookup import Names
    from gazetteer.model import Candidate

NOT_NAMES = frozenset(
    """syrian syrians biden medina median sydney header headers queries query derek derrick sergey sergei serge castle
    massif matched retain arabian nepal jeffrey sphere panic habit mohsen basil baden slovak madden siren berne bern
    graz byrne demir hagen seeded serene severe saran suren suriname harem sham siddiq assad asad
    martyrs""".split()
)
"""Words and names of the English press that have the key of a place of Syria by chance."""
MAX_WORDS = 4
MAX_KNOWN_WORDS = 100_000
"""How many different words are remembered as no name's beginning."""
_CAPITALISED = re.compile(r"(?<![\w'’])[A-ZÀ-ÖØ-ÞŞÊÎÛ][\w'’‘ʿʾ`]*")
_JOINED = re.compile(r"[ \-](?:(?:al|el|as|ash|ad|an|ar|at|az)[ \-])?([A-ZÀ-ÖØ-ÞŞÊÎÛ][\w'’‘ʿʾ`]*)")
_KIND = "neighbou?rhood|district|town|village|city|suburb|quarter"
_BEFORE_KIND = re.compile(
    rf"((?:(?:[Aa]l|[Ee]l|[Aa]sh?|[Aa][dnrtz])-)?[A-Z][\w'’]{{3,20}}(?:[ -](?:al-)?[A-Z][\w'’]{{1,20}}){{0,2}}) (?:{_KIND})\b"
)
_AFTER_KIND = re.compile(
    rf"\b(?:{_KIND})s? of ((?:(?:[Aa]l|[Ee]l|[Aa]sh?|[Aa][dnrtz])-)?[A-Z][\w'’]{{3,20}}(?:[ -](?:al-)?[A-Z][\w'’]{{1,20}}){{0,2}})"
)


class Unlisted:
    """Finds the names of one theatre in spellings that are not listed."""

    def __init__(self, names: Names) -> None:
        """Keep the index of names; the words of texts are remembered, so that each is read once."""
        self._names = names
        self._begins: dict[str, bool] = {}

    def find(self, text: str, low: str, taken: list[Mention]) -> list[Mention]:
        """Return the names outside the mentions that are `taken`, in order; `low` is the folded text.

        `low` must be of the text's length, else nothing is looked for.
        """
        if len(low) != len(text):
            return []
        found = list(self._by_key(text, low, taken))
        spans = [(m.start, m.end) for m in (*taken, *found)]
        for pattern in (_BEFORE_KIND, _AFTER_KIND):
            for match in pattern.finditer(text):
                start, end = match.span(1)
                if any(start < last and first < end for first, last in spans):
                    continue
                candidates = self._names.near_in_text(match.group(1))
                if candidates and not _barred(text, low, start, end):
                    found.append(_mention(text, start, end, candidates))
                    spans.append((start, end))
        return sorted(found, key=lambda m: m.start)

    def _by_key(self, text: str, low: str, taken: list[Mention]) -> Iterator[Mention]:
        begins = self._begins
        ahead = iter([*taken, None])
        current = next(ahead)
        reached = 0
        for match in _CAPITALISED.finditer(text):
            start = match.start()
            if start < reached:
                continue
            word = match.group()
            may_begin = begins.get(word)
            if may_begin is None:
                may_begin = self._learn(word)
            if not may_begin:
                continue
            while current is not None and current.end <= start:
                current = next(ahead)
            limit = len(text) if current is None else current.start
            if start >= limit:
                continue
            mention = self._longest(text, low, start, match.end(), limit)
            if mention is not None:
                reached = mention.end
                yield mention

    def _learn(self, word: str) -> bool:
        """Remember whether a word can begin a name."""
        if len(self._begins) > MAX_KNOWN_WORDS:
            self._begins.clear()
        folded = tidy(word)
        if folded.endswith("'s"):
            folded = folded[:-2]
        may = (
            folded not in ARTICLES
            and folded not in NOT_NAMES
            and any(self._names.starts_a_key(k) for k in word_keys(folded))
        )
        self._begins[word] = may
        return may

    def _longest(self, text: str, low: str, start: int, end: int, limit: int) -> Mention | None:
        """Return the longest name that begins at a word, or None."""
        ends = [end]
        while len(ends) < MAX_WORDS:
            more = _JOINED.match(text, ends[-1])
            if more is None or more.end() > limit:
                break
            ends.append(more.end())
        for last in reversed(ends):
            bare = _without_possessive(text, start, last)
            candidates = self._names.keyed_in_text(text[start:bare])
            if not candidates:
                continue
            first = _with_article(text, low, start)
            if _barred(text, low, first, bare):
                return None
            return _mention(text, first, bare, candidates)
        return None


def _without_possessive(text: str, start: int, end: int) -> int:
    """Return the end of a name without its possessive 's or closing quote."""
    if text[end - 2 : end] in ("'s", "’s"):
        end -= 2
    while end > start and text[end - 1] in "'’‘`":
        end -= 1
    return end


def _with_article(text: str, low: str, start: int) -> int:
    word = word_before(low, start)
    if word in ARTICLES and (word not in ENGLISH or not text[start - 1].isspace()):
        return start - len(word) - 1
    return start


def _barred(text: str, low: str, start: int, end: int) -> bool:
    word = word_before(low, start)
    return bool(word and is_longer_name(text, word, start)) or names_a_body(low, end)


def _mention(text: str, start: int, end: int, candidates: tuple[Candidate, ...]) -> Mention:
    return Mention(start=start, end=end, surface=text[start:end], candidates=candidates)
