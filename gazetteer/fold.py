"""Folding names and texts to one form for comparison, without losing where each character stood.

Folding lowers case, takes accents off Latin letters, writes every apostrophe as `'`, every hyphen, line break and
unusual space as a space, and brings Arabic letters to one form (hamza seats, alef forms, taa marbuta, alef maqsura;
no vowel signs, no tatweel), after the light normalisation of Larkey, Ballesteros and Connell (2002),
https://doi.org/10.1145/564376.564425. It is idempotent: folding a folded text changes nothing.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

APOSTROPHES = "'’‘ʼʻʾʿ`´′‛＇"
HYPHENS = "-‐‑‒–—−﹣－"
ARABIC = {
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ٱ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ة": "ه",
    "ؤ": "و",
    "ئ": "ي",
    "ک": "ك",
    "ہ": "ه",
}
_DROPPED = "ـ\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_COMMON = str.maketrans({"-": " ", "\n": " ", "\t": " ", "\r": " ", "\x0b": " ", "\x0c": " ", "`": "'"})
_TYPOGRAPHY = (
    ("’", "'"), ("‘", "'"), ("\u00a0", " "), ("\u202f", " "), ("–", " "), ("—", " "), ("“", '"'), ("”", '"'),
    ("…", "."), ("•", "*"), ("«", '"'), ("»", '"'), ("é", "e"), ("á", "a"),
)  # fmt: skip
"""What most news texts hold beyond ASCII, replaced first because that is fast; é and á only in lower case."""


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; `offsets[i]` is where its character i stood, None if every one kept its place.

    `offsets` has one more entry than the text, the length of the original.
    """

    text: str
    offsets: tuple[int, ...] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original's (start, end) of `text[start:end]`; end is exclusive and takes marks along."""
        if self.offsets is None:
            return start, end
        if start == end:
            return self.offsets[start], self.offsets[start]
        return self.offsets[start], self.offsets[end]


def fold(text: str) -> str:
    """Return the folded form of a text or a name."""
    return text.lower().translate(_COMMON) if text.isascii() else fold_with_offsets(text).text


def fold_with_offsets(text: str) -> Folded:
    """Return the folded form of a text and where each of its characters stood."""
    plain = text
    if not plain.isascii():
        for typographic, ascii_form in _TYPOGRAPHY:
            plain = plain.replace(typographic, ascii_form)
    if plain.isascii():
        return Folded(plain.lower().translate(_COMMON), None)
    return _fold_slowly(plain)


def _fold_slowly(text: str) -> Folded:
    out: list[str] = []
    offsets: list[int] = []
    for place, letter in enumerate(text):
        for folded in _letter(letter):
            out.append(folded)
            offsets.append(place)
    offsets.append(len(text))
    return Folded("".join(out), tuple(offsets))


_CACHE: dict[str, str] = {}


def _letter(letter: str) -> str:
    """Return what a character folds to: mostly one character, none for a mark, rarely two."""
    if letter.isascii():
        return _COMMON_ASCII.get(letter) or letter.lower()
    known = _CACHE.get(letter)
    if known is None:
        known = _CACHE[letter] = _fold_letter(letter)
    return known


_COMMON_ASCII = {chr(code): form for code, form in _COMMON.items()}


def _fold_letter(letter: str) -> str:
    if letter in APOSTROPHES:
        return "'"
    if letter in HYPHENS or letter.isspace():
        return " "
    if letter in _DROPPED or unicodedata.combining(letter):
        return ""
    if letter in ARABIC:
        return ARABIC[letter]
    if letter == "ı" or "\ud800" <= letter <= "\udfff":  # half of a character, which UTF-8 cannot hold
        return "i" if letter == "ı" else "\ufffd"
    base = "".join(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
    lowered = "".join(ARABIC.get(c, c) for c in base.lower() if not unicodedata.combining(c))
    return lowered if lowered.strip() or not base else " "
