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
from gazetteer.wordlist import words

if TYPE_CHECKING:
    from gazetteer.lookup import Names
    from gazetteer.model import Candidate

NOT_NAMES = words(
    """syrian syrians biden medina median sydney header headers queries query derek derrick sergey sergei serge
    castle massif matched retain arabian nepal jeffrey sphere panic habit mohsen basil baden slovak madden siren
    berne bern graz byrne demir hagen seeded serene severe saran suren suriname harem sham siddiq assad asad
    martyrs""",
)
"""Words and names of the English press that have the key of a place of Syria by chance."""
MAX_WORDS = 4
MAX_KNOWN_WORDS = 100_000
"""How many different words are remembered as no name's beginning."""
_CAPITALISED = re.compile(r"\b[A-ZÀ-ÖØ-ÞŞ][\w'’‘ʿʾ`]*")
_JOINED = re.compile(
    r"[ \-](?:(?:al|el|as|ash|ad|an|ar|at|az|ed|er|es|ez)[ \-])?([A-ZÀ-ÖØ-ÞŞÊÎÛ][\w'’‘ʿʾ`]*)"
)
_KINDS = ("neighbourhood", "neighborhood", "district", "town", "village", "city", "suburb", "quarter")
_KIND_AFTER = tuple(f" {kind}" for kind in _KINDS)
_KIND_BEFORE = tuple(f"{kind} of {article}" for kind in _KINDS for article in ("", "al ", "the "))


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
        found: list[Mention] = []
        ahead = iter([*taken, None])
        current = next(ahead)
        reached = 0
        known = self._begins
        for match in _CAPITALISED.finditer(text):
            may_begin = known.get(match.group())
            if may_begin is None:
                may_begin = self._learn(match.group())
            start, end = match.span()
            if not may_begin and not _stands_by_a_kind(low, start, end):
                continue
            if start < reached:
                continue
            while current is not None and current.end <= start:
                current = next(ahead)
            limit = len(text) if current is None else current.start
            if start >= limit:
                continue
            ends = _ends(text, end, limit)
            mention = self._longest(text, low, start, ends) if may_begin else None
            mention = mention or self._near(text, low, start, ends)
            if mention is not None:
                reached = mention.end
                found.append(mention)
        return found

    def _learn(self, word: str) -> bool:
        """Remember whether a word can begin a name."""
        if len(self._begins) > MAX_KNOWN_WORDS:
            self._begins.clear()
        folded = tidy(word)
        folded = folded.removesuffix("'s")
        may = (
            folded not in ARTICLES
            and folded not in NOT_NAMES
            and any(self._names.starts_a_key(k) for k in word_keys(folded))
        )
        self._begins[word] = may
        return may

    def _longest(self, text: str, low: str, start: int, ends: list[int]) -> Mention | None:
        """Return the longest name that begins at a word, by its key, or None."""
        for last in reversed(ends):
            bare = _without_possessive(text, start, last)
            candidates = self._names.keyed_in_text(text[start:bare])
            if candidates:
                return _mention(text, low, start, bare, candidates)
        return None

    def _near(self, text: str, low: str, start: int, ends: list[int]) -> Mention | None:
        """Return the name at a word by a near spelling, if a kind word stands right before or after it."""
        led = low.endswith(_KIND_BEFORE, max(0, start - 24), start)
        for last in reversed(ends):
            bare = _without_possessive(text, start, last)
            if not led and not low.startswith(_KIND_AFTER, last):
                continue
            if candidates := self._names.near_in_text(text[start:bare]):
                return _mention(text, low, start, bare, candidates)
        return None


def _stands_by_a_kind(low: str, start: int, end: int) -> bool:
    """Say whether a word stands right after "town of" or before "town", or begins a name of two words that does."""
    if low.startswith("of ", start - 3) or low.startswith(_KIND_AFTER, end):
        return True
    following = low.find(" ", end + 1, end + 24)
    return following > 0 and low.startswith(_KIND_AFTER, following)


def _ends(text: str, end: int, limit: int) -> list[int]:
    """Return where the names end that begin with a word and go on with the capitalised words joined to it."""
    ends = [end]
    while len(ends) < MAX_WORDS:
        more = _JOINED.match(text, ends[-1])
        if more is None or more.end() > limit:
            break
        ends.append(more.end())
    return ends


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


def _mention(text: str, low: str, start: int, end: int, candidates: tuple[Candidate, ...]) -> Mention | None:
    """Return the mention with its article, or None where a guard speaks against it."""
    start = _with_article(text, low, start)
    word = word_before(low, start)
    if (word and is_longer_name(text, word, start)) or names_a_body(low, end):
        return None
    return Mention(start=start, end=end, surface=text[start:end], candidates=candidates)
