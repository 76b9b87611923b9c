"""Texts that lost their capitals: names where a place can stand get them back, so that they read as names.

Only a text without any capital is touched; the text keeps its length. A word is taken for a name where a place can
stand ("seized X", "in X", "the X dam") and nothing tells that it is a word of the language: no list of words, no
ending of a noun or verb, no article before it elsewhere in the text.
"""

from __future__ import annotations

import re

from pipelines.extract.text.language import COMMON, ENDINGS, INITIALS, SINGULAR_ENDINGS
from pipelines.extract.vocabulary.countries import CAPITALS, COUNTRIES, DEMONYMS
from pipelines.extract.vocabulary.lexicon import FORMS, Sense, has_sense
from pipelines.extract.vocabulary.words import BE, CALENDAR, HAVE, KINDS, PREPOSITIONS, words

MIN_LETTERS = 120
"""A shorter text without a capital is a caption or a headline."""
MAX_NAME_WORDS = 3
MIN_NAME = 3
_CAPITAL = re.compile(r"[A-Z]")
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*|[,.!?;:()\n]")
_BEGINNING = re.compile(r"(?:^|(?<!\.[a-z])[.!?][\"'”)]?\s{1,9}|\n)[\"“'(]?([a-z])")
_INITIALS = re.compile(r"\b(?:(?:[a-z]\.){2,4}|[a-z]\d{1,2}\b)")
"""What is written in capitals whatever it means: "u.n.", "m23"."""
_DATELINE = re.compile(r"\A[a-z' -]{3,30}(?=(?:,[a-z ,.\d]{1,50})?\s?\(\s?[a-z]{2,12}\s?\)\s{1,20}[-–—])")
_ARTICLES = words("the a an his her its their our my your this that these those no any some every each other")
_AL = re.compile(r"(?:al|el|ash|as|ad|ar|az|ez|at)-(?=[^\W\d_])")
_PLACING = (PREPOSITIONS - {"to"}) | frozenset(
    form for form, found in FORMS.items()
    if has_sense(found.lemma, Sense.TAKE, Sense.TAKE_WEAK, Sense.LOSE, Sense.LEAVE, Sense.HOLD, Sense.ENTER,
                 Sense.ASSAIL, Sense.BESIEGE, Sense.DEFEND)
)  # fmt: skip
"""Words behind which a place can stand."""
_SUBJECT_BEFORE = words("that . ! ? ;") | {"", "\n"}
_VERB_BEHIND = BE | HAVE | words(", fell falls remains remained")
"""Round a place that is a clause's subject: "that X had fallen", "X, the biggest city"."""
_LANDS = COUNTRIES.keys() | DEMONYMS.keys() | CAPITALS.keys() | (CALENDAR - words("may march sun sat mon"))
_LANDS_OF_TWO = frozenset(name for name in _LANDS if " " in name)


def recased(text: str) -> str:
    """Return a text without any capital with those that tell places and sentences; any other as it is."""
    if len(text) < MIN_LETTERS or _CAPITAL.search(text):
        return text
    found = list(text)
    for pattern in (_INITIALS, _DATELINE):
        for match in pattern.finditer(text):
            found[match.start() : match.end()] = match.group().upper()
    for match in _BEGINNING.finditer(text):
        found[match.start(1)] = match.group(1).upper()
    for start in _names(text):
        found[start] = text[start].upper()
    for match in _WORD.finditer(text):
        if match.group() in INITIALS:
            found[match.start() : match.end()] = match.group().upper()
    return "".join(found)


def _names(text: str) -> list[int]:
    """Return where the words begin that bear a capital: countries, days, what stands once where a place can."""
    marks = list(_WORD.finditer(text))
    lows = [match.group() for match in marks]
    plain = {low for before, low in zip(["", *lows], lows, strict=False) if before in _ARTICLES}
    told: set[str] = set()
    found, named = [], 0
    for i, low in enumerate(lows):
        owned = low.removesuffix("'s").removesuffix("’s")
        pairs = {f"{lows[i - 1]} {owned}" if i else "", f"{owned} {lows[i + 1]}" if i + 1 < len(lows) else ""}
        article = _AL.match(low)
        if owned in _LANDS or article or not pairs.isdisjoint(_LANDS_OF_TWO):
            named = 1
            found.append(marks[i].start() + (article.end() if article else 0))
        elif _unknown(lows, i, plain) and (0 < named < MAX_NAME_WORDS or _may_be_place(lows, i)):
            named += 1
            told.add(owned)
        else:
            named = 0
    found += [mark.start() for mark, low in zip(marks, lows, strict=True) if low.removesuffix("'s") in told]
    return found


def _unknown(lows: list[str], i: int, plain: set[str]) -> bool:
    """Say whether nothing tells that a word is one of the language: "jalawla", not "custody", "fighting", "rows"."""
    low = lows[i]
    if low in COMMON or not low[0].isalpha() or len(low) < MIN_NAME:
        return False
    several = low.endswith("s") and not low.endswith(SINGULAR_ENDINGS)
    before_kind = i + 1 < len(lows) and lows[i + 1] in KINDS
    return not several and not low.endswith(ENDINGS) and (low not in plain or before_kind)


def _may_be_place(lows: list[str], i: int) -> bool:
    """Say whether a place can stand at a word: behind "in" or "seized", in a list, before "dam", as a subject."""
    before = lows[i - 1] if i else ""
    after = lows[i + 1] if i + 1 < len(lows) else ""
    if before in _PLACING or before.endswith(("-held", "-controlled", "-ruled")):
        return True
    return after in KINDS or (before in _SUBJECT_BEFORE and after in _VERB_BEHIND)
