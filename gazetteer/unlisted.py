"""Names in a text whose spelling is not listed: read by transliteration, or as a near spelling beside a kind word.

Only capitalised words count. A near spelling counts only where a word such as "town of" or "district" says that it
names a place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from gazetteer.guards import is_longer_name, names_a_body, word_before
from gazetteer.model import Mention
from gazetteer.spellings import ARTICLES, ENGLISH, tidy
from gazetteer.translit import word_keys
from gazetteer.wordlist import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazetteer.lookup import Names
    from gazetteer.model import Candidate

NOT_NAMES = words(
    """syrian syrians biden medina median sydney header headers queries query derek derrick sergey sergei serge
    castle massif matched retain arabian nepal jeffrey sphere panic habit mohsen basil baden slovak madden siren
    berne bern graz byrne demir hagen seeded serene severe saran suren suriname harem sham siddiq assad asad
    martyrs""",
)
"""Words and names of the English press that have the key of a place of Syria by chance."""
ENGLISH_WORDS = words(
    """he she it his her its they their this that these those there then when where what who whom why how in on of at
    no not some any all as an and but or if so to we our us you your i my me one two both each many most more other
    army military national central air force car defense defence observatory men some such only over under into
    with from for by after before since while during until new old great us un eu""",
)
"""Words that begin sentences and titles, never a name that is only transliterated."""
MAX_WORDS = 4
MAX_KNOWN_WORDS = 100_000
"""How many different words are remembered as no name's beginning."""
_CAPITALISED = re.compile(r"\b[A-ZÀ-ÖØ-ÞŞ][\w'’‘ʿʾ`]*")
_WITH_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-ÞŞ]\S*")
"""A capital and what follows to the next space: the words themselves are looked for in each different one."""
MAX_TOKEN = 64
"""A longer run without a space is read each time and not remembered, so that what is remembered is bounded."""
_JOINED = re.compile(
    r"[ \-](?:(?:al|el|as|ash|ad|an|ar|at|az|ed|er|es|ez)[ \-])?([A-ZÀ-ÖØ-ÞŞÊÎÛ][\w'’‘ʿʾ`]*)"
)
KINDS = ("neighbourhood", "neighborhood", "district", "town", "village", "city", "suburb", "quarter")
"""Words that say that the name beside them is a place's."""
_KIND_AFTER = tuple(f" {kind}" for kind in KINDS)
_KIND_BEFORE = tuple(f"{kind} of {article}" for kind in KINDS for article in ("", "al ", "the "))
_REACH = 23
"""Characters between a kind word and the end of the name's word before it, which may be the last but one."""
_WORD_AT_MOST = 40
MAX_SEARCHED = 64
"""With more words than this that can begin a name, the text is gone through word by word."""


class Unlisted:
    """Finds the names of one theatre in spellings that are not listed."""

    def __init__(self, names: Names) -> None:
        """Keep the index of names; the words of texts are remembered, so that each is read once."""
        self._names = names
        self._begins: dict[str, bool] = {}
        self._tokens: dict[str, bool] = {}

    def find(
        self, text: str, low: str, taken: list[Mention], kinds: Iterable[tuple[int, int]]
    ) -> list[Mention]:
        """Return the names outside the mentions that are `taken`, in order; `low` is the folded text.

        `low` must be of the text's length, else nothing is looked for. `kinds` are the (start, end) of the words of
        `KINDS` in it, whole or as the beginning of a word.
        """
        if len(low) != len(text):
            return []
        rest = _without(text, taken)
        begins = {
            word
            for token in set(_WITH_CAPITAL.findall(rest))
            if self._tokens.get(token, True)
            for word in self._read(token)
        }
        starts = [m.start for m in taken]
        found: list[Mention] = []
        reached = 0
        for start, end in sorted(_beside_kinds(rest, low, kinds) | _spans_of(begins, rest)):
            if start < reached:
                continue
            ahead = bisect_left(starts, start)
            ends = _ends(text, end, starts[ahead] if ahead < len(starts) else len(text))
            mention = self._longest(text, low, start, ends) if text[start:end] in begins else None
            mention = mention or self._near(text, low, start, ends)
            if mention is not None:
                reached = mention.end
                found.append(mention)
        return found

    def _read(self, token: str) -> list[str]:
        """Return the words of a token that can begin a name; whether there is one is remembered."""
        words_ = []
        for word in _CAPITALISED.findall(token):
            known = self._begins.get(word)
            if self._learn(word) if known is None else known:
                words_.append(word)
        if len(self._tokens) > MAX_KNOWN_WORDS:
            self._tokens.clear()
        if len(token) <= MAX_TOKEN:
            self._tokens[token] = bool(words_)
        return words_

    def _learn(self, word: str) -> bool:
        """Remember whether a word can begin a name."""
        if len(self._begins) > MAX_KNOWN_WORDS:
            self._begins.clear()
        folded = tidy(word)
        folded = folded.removesuffix("'s")
        may = (
            folded not in ARTICLES
            and folded not in NOT_NAMES
            and folded not in ENGLISH_WORDS
            and any(self._names.starts_a_key(k) for k in word_keys(folded))
        )
        if len(word) <= MAX_TOKEN:
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


def _without(text: str, taken: list[Mention]) -> str:
    """Return a text of the same length in which what is taken is blotted out."""
    parts = []
    at = 0
    for mention in taken:
        parts.append(text[at : mention.start])
        parts.append(" " * (mention.end - mention.start))
        at = mention.end
    parts.append(text[at:])
    return "".join(parts)


def _spans_of(words_: set[str], rest: str) -> set[tuple[int, int]]:
    """Return where these capitalised words stand."""
    if len(words_) > MAX_SEARCHED:
        return {m.span() for m in _CAPITALISED.finditer(rest) if m.group() in words_}
    spans = set()
    for word in words_:
        at = rest.find(word)
        while at >= 0:
            whole = _CAPITALISED.match(rest, at)
            if whole is not None and whole.group() == word:
                spans.add(whole.span())
            at = rest.find(word, at + len(word))
    return spans


def _beside_kinds(rest: str, low: str, kinds: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return the capitalised words that stand right after "town of", or end one or two words before "town"."""
    spans: set[tuple[int, int]] = set()
    for start, end in kinds:
        at = max(0, start - 1)
        first = max(low.rfind(" ", 0, at), at - _REACH)
        ahead = max(0, low.rfind(" ", 0, max(0, first)), first - _WORD_AT_MOST)
        lead = rest[ahead:at]
        if not lead.islower() and not lead.isspace():
            spans.update(w.span() for w in _CAPITALISED.finditer(rest, ahead, at) if w.end() >= first)
        if low.startswith(" of ", end):
            behind = end + len(" of ")
            for article in ("", "al ", "the "):
                led = (
                    _CAPITALISED.match(rest, behind + len(article))
                    if low.startswith(article, behind)
                    else None
                )
                if led:
                    spans.add(led.span())
    return spans


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
