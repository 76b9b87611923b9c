"""The spellings that an alias stands for without being listed: articles, apostrophes, Arabic prepositions.

The Arabic article is written `al-`, `el-` or, before a sun letter, with that letter (`as-Sukkari`, `ash-Shaar`).
"""

from __future__ import annotations

import re

from gazetteer.fold import fold
from gazetteer.wordlist import words

ARTICLES = words(
    """al el ul ar as ash at ath ad adh an az aj il ed er es esh ez eth""",
)
SUN = {
    "r": "ar",
    "s": "as",
    "sh": "ash",
    "t": "at",
    "th": "ath",
    "d": "ad",
    "dh": "adh",
    "n": "an",
    "z": "az",
    "j": "aj",
}
"""A sun letter, as it is transliterated, and the article before it (j by the usage of Syria)."""
ENGLISH = frozenset({"as", "at", "an", "ad", "ar", "il"})
"""Articles that are also English words or abbreviations: before a space they count only with a capital letter."""
ARABIC_PREFIXES = frozenset({"و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل", "وك"})
"""What Arabic writes together with the next word: and, so, in, to, like, and two of them."""
_SPACES = re.compile(r" {2,}")


def tidy(name: str) -> str:
    """Return the folded form of an alias with single spaces."""
    return _SPACES.sub(" ", fold(name)).strip()


def split_article(folded: str) -> tuple[str | None, str]:
    """Return the Latin article that a folded name starts with, None if none does, and the rest."""
    head, space, rest = folded.partition(" ")
    return (head, rest) if space and rest and head in ARTICLES else (None, folded)


def articles_for(core: str) -> tuple[str, ...]:
    """Return the articles that can stand before a folded name without article."""
    bare = core.lstrip("'")
    usual = ["al", "el"]
    for letters in (bare[:2], bare[:1]):
        if letters in SUN:
            usual.append(SUN[letters])
            break
    return tuple(usual)


def is_arabic(text: str) -> bool:
    """Say whether a text starts in Arabic letters."""
    return bool(text) and "\u0600" <= text[0] <= "\u06ff"


def spellings(name: str) -> set[str]:
    """Return the folded spellings under which an alias is searched, its own folded form included."""
    folded = tidy(name)
    if not folded:
        return set()
    found = {folded}
    if is_arabic(folded):
        if folded.startswith("ال"):
            found.add("لل" + folded[2:])
        return found
    article, core = split_article(folded)
    if article:
        found.update(f"{one} {core}" for one in articles_for(core))
    found.update({one.replace("'", "") for one in found})
    found.update({one.lstrip("'") for one in found})
    found.discard("")
    return found
