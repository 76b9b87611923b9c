"""When two spellings name one place, for scoring: case, accents, articles and generic words do not count.

A gazetteer would settle more, but a score must not depend on what the product knows.
"""

from __future__ import annotations

import re
import unicodedata

GENERIC_WORDS = frozenset(
    """the of city town village villages district districts neighborhood neighbourhood neighborhoods neighbourhoods
    quarter area areas province governorate region suburb suburbs countryside airport airbase air base military camp
    refugee housing housings complex crossing border it they there both here""".split()  # noqa: SIM905 -- a word list reads best as words
)
"""Words that say what kind of place it is, and words that point at one; none of them names a place."""
ARTICLES = ("al", "el", "as", "ash", "an", "ar", "at", "ad", "az", "aj")
"""The Arabic article as it is transcribed before sun and moon letters."""

_ATTACHED_ARTICLE = re.compile(r"(?:al|el|as|ash|an|ar|at|ad|az|aj|il|ul)[\s\-'’]+", re.IGNORECASE)
_QUOTES = str.maketrans("", "", "'’‘`ʿʾ")
_GAPS = re.compile(r"[\s,/()]+")
_NOT_LETTERS = re.compile(r"[^a-z0-9\u0600-\u06ff]+")


def place_forms(*spellings: str | None) -> frozenset[str]:
    """Return every normal form of the spellings of one place; empty if none of them names one ("the city")."""
    forms: set[str] = set()
    for spelling in spellings:
        core = [
            word for word in _letters(spelling or "") if word not in ARTICLES and word not in GENERIC_WORDS
        ]
        if core:
            forms |= {" ".join(core), "".join(core)}
    return frozenset(forms)


def _letters(spelling: str) -> list[str]:
    """Return the lower-case words of a spelling, without accents, quotes and attached articles."""
    plain = unicodedata.normalize("NFKD", spelling).encode("ascii", "ignore").decode() or spelling
    parts = [_bare(part) for part in _GAPS.split(plain.lower().translate(_QUOTES))]
    return [word for word in _NOT_LETTERS.split(" ".join(parts)) if word]


def _bare(part: str) -> str:
    article = _ATTACHED_ARTICLE.match(part)
    return part[article.end() :] if article else part
