"""A key under which the Latin spellings of one Arabic name fall together.

Arabic writes no short vowels and has sounds that Latin letters lack, so that one name has many spellings: Haydariyah,
Haidariya, Heydarieh. The key follows what differs between the usual systems (ALA-LC, UN 2007, BGN/PCGN, French and
everyday press usage): it drops articles, apostrophes and doubled letters, writes q as k, dh as d, th as t, ch as sh,
dj as j, ph as f, p as b, and keeps of each run of vowels only its colour: A, I, U. An e can be A or I, so a name
with an e has two keys.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from gazetteer.spellings import ARTICLES, tidy

_DIGRAPHS = (
    ("tch", "c"), ("sch", "c"), ("sh", "c"), ("ch", "c"), ("kh", "x"), ("gh", "g"), ("dh", "d"), ("th", "t"),
    ("ph", "f"), ("dj", "j"), ("ck", "k"), ("q", "k"), ("p", "b"), ("v", "w"),
)  # fmt: skip
_VOWELS = "aeiouy"
_DOUBLED = re.compile(r"([^aeiou])\1+")
_FINAL_H = re.compile(r"(?<=[aeiou])h$")
_SEMIVOWEL_W = re.compile(r"(?<=[aeiou])w(?![aeiouy])|(?<=[aeiou])w(?=[aeiouy]?$)")
_GLUED = re.compile(r"\b([AaEe]l)(?=[A-Z])")
"""An article written together with its name, which keeps its capital: AlQasr."""
_RUN = re.compile(r"[aeiouyw]+")
MAX_VARIANTS = 8
"""A word with more e's than three has the rest read as A."""
MIN_CONSONANTS = 3
"""Names with fewer consonants are too short to be told apart by their key in running text."""


@lru_cache(maxsize=65_536)
def word_keys(word: str) -> tuple[str, ...]:
    """Return the keys of one folded word, the reading of e as A first; empty if nothing is left of it."""
    bare = word.replace("'", "")
    if not bare or not bare.isascii() or not bare.isalpha():
        return (bare,) if bare else ()
    for letters, sign in _DIGRAPHS:
        bare = bare.replace(letters, sign)
    bare = _DOUBLED.sub(r"\1", bare)
    bare = _FINAL_H.sub("", bare)
    parts = _colours(bare)
    unsure = [i for i, part in enumerate(parts) if part == "E"]
    readings = product("AI", repeat=min(len(unsure), 3))
    keys = []
    for reading in readings:
        chosen = list(parts)
        for place, sign in zip(unsure, (*reading, *"A" * len(unsure)), strict=False):
            chosen[place] = sign
        keys.append("".join(chosen))
    return tuple(dict.fromkeys(keys))


def _colours(word: str) -> list[str]:
    """Return a word's consonants and the colours of its vowel runs, in order."""
    parts: list[str] = []
    end = 0
    for run in _RUN.finditer(word):
        start = run.start()
        text = run.group()
        lead = ""
        if start == 0 and text[0] in "wy" and len(text) > 1:
            lead, text = text[0], text[1:]
        elif start == 0 and text[0] in "wy":
            parts.extend([text])
            end = run.end()
            continue
        parts.extend(word[end:start])
        parts.extend(lead)
        parts.extend(_colour(text, final=run.end() == len(word)))
        end = run.end()
    parts.extend(word[end:])
    return parts


def _colour(run: str, *, final: bool) -> list[str]:
    """Return the colours of one vowel run: U and I outweigh A beside them, -iya and -ia keep their A."""
    if run == "e":
        return ["E"]
    signs: list[str] = []
    for letter in run.replace("ee", "i").replace("oo", "u").replace("ou", "u"):
        sign = "U" if letter in "ouw" else "I" if letter in "iy" else "A"
        if not signs or signs[-1] != sign:
            signs.append(sign)
    strong = [s for s in signs if s != "A"]
    if not strong:
        return ["A"]
    deduped = [s for i, s in enumerate(strong) if i == 0 or strong[i - 1] != s]
    if final and run[-1] in "ae" and signs[0] == "I" and len(run) > 1:
        deduped.append("A")
    return deduped


def name_keys(name: str) -> tuple[str, ...]:
    """Return the keys of a whole name, its articles left out; empty for names that are not in Latin letters."""
    words = [w for w in tidy(_GLUED.sub(r"\1 ", name)).split(" ") if w not in ARTICLES]
    if not words or not all(w.replace("'", "").isascii() for w in words):
        return ()
    choices = [word_keys(w) or ("",) for w in words]
    return tuple(dict.fromkeys("-".join(parts) for parts in list(product(*choices))[:MAX_VARIANTS]))


def consonants(key: str) -> int:
    """Return how many consonants a key has."""
    return sum(1 for letter in key if letter.islower())
