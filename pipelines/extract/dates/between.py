"""What lies between a claim and a day: the clauses that begin there, and the other deeds that are told there."""

from __future__ import annotations

import re
from itertools import pairwise

from pipelines.extract.vocabulary.lexicon import FORMS
from pipelines.extract.vocabulary.words import AUXILIARIES, words

_ASIDE = re.compile(
    r"(?:\s+in\s+\w+)?,\s+(?:(?:an?|the|which|where|who|whose|one)\s|(?=(?:seized|captured|taken|occupied|overrun)\s+by\s))",
    re.IGNORECASE,
)
_NEXT_CLAUSE = re.compile(r", and [A-Z][^,;]{1,60} (?:was|were|is|are|has|had|have) ")
"""Another clause with its own subject: "..., and Panjwai was declared secure on 11 September"."""
_APPOSED = re.compile(r"(?: \([^()]{1,30}\))?, (?:an?|the) [^,;]{1,40},")
"""What is said in passing of who did it: "that fell to the ISWAP, a faction of Boko Haram, on 26 December"."""
_CLAUSE_STARTS = words("and after while when where which who since until as but before although that")

_ITS_DEEDS = (" it had ", " they had ", " that it ", " that they ", " which it ", " which they ")
"""What opens another deed of the same side: "the land that it lost in a war in 1991, including X"."""
_TOLD_OF = ("that", "which", "who", "was", "were")
_EVENTS = words(
    "massacre bombing earthquake uprising killing killings disaster siege attack protests famine revolt"
)
"""What a place is described as the scene of, on a day of its own."""
_SOON_AFTER = re.compile(
    r"\s*,? (?:only |just |barely )?(?:hours|days|weeks|shortly|soon) after\s", re.IGNORECASE
)
_BEGUN_CHARS = 140
_SINCE_BEGUN = re.compile(
    r"\bsince [^.;]{1,80} (?:began|begun|started|opened|launched)(?: (?:its|their|the|an?)(?: [\w-]+){1,3})?"
    r"(?: early| late)?(?: on| in| at the)? \Z"
)
_COMPARED = re.compile(r"\b(?:worst|most|first|that|which|who|[a-z]{2,}est)\b")
"""What is only compared since a beginning: "the heaviest fighting since the war began two years ago"."""
_CLAUSE = re.compile(r"[ ,]{1,2}[\w’'-]+(?: [\w’'-]+){0,4}")
"""The first words of what follows a day."""


def words_between(gap: str) -> list[str]:
    """Return the words that part a claim from a day, in lower case, what is said in passing left out."""
    return _APPOSED.sub(" ", gap.lower()).split()


def clauses(gap: list[str], *, behind: bool) -> int:
    """Count the clauses that begin between a claim and a day: not the "and" of "fell to rebels and allied groups"."""
    acts = [FORMS[w].tenses & {"past"} if w in FORMS else w in AUXILIARIES for w in gap]
    count = 0
    for k, word in enumerate(gap):
        joins = word == "and" and (behind or k > 0) and not any(acts[k + 1 :] if behind else acts[:k])
        count += word.strip(",") in _CLAUSE_STARTS and not joins
    return count


def of_another_deed(core: str, at: int) -> bool:
    """Say whether a day stands in an aside that tells another deed: "X, occupied by Y last year, is back under ..."."""
    begin, behind = core.rfind(", ", 0, at), core.find(",", at)
    if begin < 0 or behind < 0:
        begin, behind = core.rfind(" which ", 0, at), _main_verb(core, at)
    if begin < 0 or behind < 0:  # "three towns it had lost in May, including X"
        begin, behind = max(core.rfind(told, 0, at) for told in _ITS_DEEDS), core.find(",", at)
    if begin < 0 or behind < 0:
        return False
    if core.startswith((", where ", ", whose "), begin):
        return True  # "X, where they hoisted their flag in May, remains theirs"
    return any(FORMS[w].tenses & {"past", "pp"} for w in core[begin + 1 : at].lower().split() if w in FORMS)


def _main_verb(core: str, at: int) -> int:
    """Return where the main clause goes on behind "X which Y besieged in May", of a text without commas; else -1."""
    return max(core.find(f" {verb} ", at) for verb in ("is", "are", "was", "were", "remains", "remain"))


def in_an_aside(gap: str) -> bool:
    """Say whether what follows a place tells of another deed up to the day: "X, a town Ukraine retook in May"."""
    opened = _ASIDE.match(gap)
    behind = _APPOSED.sub(" ", gap[opened.end() :].lower()) if opened else ""
    pieces = behind.split()
    deed = any("past" in FORMS[w].tenses for w in pieces if w in FORMS)
    deed = deed or any(a in _TOLD_OF and b.endswith("ed") for a, b in pairwise(pieces))
    return "," not in behind and (deed or not _EVENTS.isdisjoint(pieces))


def soon_after(gap: str) -> bool:
    """Say whether what follows a day happened about then: "a truce in January, days after X fell"."""
    return _SOON_AFTER.match(gap) is not None


def since_begun(gap: str) -> bool:
    """Say whether a day behind a claim is that of a beginning since which it is true: "since the raid began on"."""
    begun = _SINCE_BEGUN.search(gap[-_BEGUN_CHARS:])
    return begun is not None and _COMPARED.search(gap[: len(gap) - len(begun.group())]) is None


def of_the_next(gap: str, behind: str) -> bool:
    """Say whether a day opens the next clause: "seized X, and a week later they took Y", of what follows the day."""
    if _NEXT_CLAUSE.search(gap):
        return True
    if gap.split()[-1:] not in (["and"], ["but"]):
        return False
    match = _CLAUSE.match(behind)
    pieces = match.group().lower().split() if match else []
    return any("past" in FORMS[w].tenses if w in FORMS else w in AUXILIARIES for w in pieces)
