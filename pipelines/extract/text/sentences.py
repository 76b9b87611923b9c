"""Sentences and tokens of a stored text, as offsets into it.

Sentences end at a full stop, question or exclamation mark that is followed by something that can begin a new one,
and at every line break (headlines, captions and list items carry no stop). News text often has lost its commas,
so nothing here relies on them. A general splitter (pysbd, spaCy) was left out on purpose: offsets into text with
odd white space must stay exact, and splitting must cost far less than reading.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from pipelines.extract.text.asides import without_asides
from pipelines.extract.text.commas import with_lost_commas
from pipelines.extract.text.companies import without_companies
from pipelines.extract.text.describing import without_descriptions
from pipelines.extract.text.epithets import without_epithets
from pipelines.extract.text.idioms import with_plain_verbs
from pipelines.extract.text.marks import with_plain_marks
from pipelines.extract.text.scoping import in_plain_order
from pipelines.extract.text.timing import with_plain_days
from pipelines.extract.vocabulary.countries import COUNTRIES
from pipelines.extract.vocabulary.words import AGENCIES, LOSING_MARKS

MAX_SENTENCE_CHARS = 800
"""A longer run without an end is cut at white space: hostile or table-like text, not prose."""
MIN_COMMAS = 3
MAX_COMMALESS = 400
"""How many characters a comma may be apart from the next in a text that has lost none; news has one in a hundred."""

_BREAK = re.compile(
    r"(?<![.!?…])[.!?…]++[\"”’')\]]*+[ \t\u00a0\u202f]++(?=[\"“‘'(\[]?[^\W_a-z])"
    r"|(?<![ \t\u00a0])[ \t\u00a0]*+[\r\n•▪●]\s*+"
    r"|(?<=[a-z\d])(?<! in)(?<! of)(?<! to)(?<! and)(?<! near)(?<! from) "
    r"(?=[A-Z][\w'-]++ (?:" + "|".join(sorted(AGENCIES)) + r") [\"“]?[A-Z])",
)
"""Sentence ends, a lost one before "Damascus SANA Army units" among them. Runs are taken whole and begun once, so that
a long run of marks or spaces costs no more."""
_LINE_ENDS = frozenset("\n\r•▪●")
"""What ends a line: a bullet opens an item of a list."""
_TOKEN = re.compile(
    r"\d++(?:[.,:]\d++)*+(?:st|nd|rd|th)?+(?![^\W\d_])|[^\W_]+(?:[-‐‑–'’‘`ʿʾ][^\W_]+)*|[^\w\s]|_"
)
_ABBREVIATIONS = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "prof",
        "gen",
        "col",
        "lt",
        "maj",
        "capt",
        "sgt",
        "brig",
        "adm",
        "gov",
        "sen",
        "rep",
        "st",
        "mt",
        "no",
        "vs",
        "etc",
        "dept",
        "est",
        "approx",
        "govt",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sept",
        "sep",
        "oct",
        "nov",
        "dec",
        "u.s",
        "u.n",
        "u.k",
        "e.g",
        "i.e",
        "a.m",
        "p.m",
        "al",
    ]
)


_OWNERS = {name for name in COUNTRIES if " " not in name} | LOSING_MARKS
"""Names with which an s is no plural, but has lost its mark."""
_QUOTES = frozenset('"“”')
MAX_SCARED = 3
"""How many words a writer's quotes may hold that only keep the words at a distance."""
MIN_OWNER = 4
"""Letters of the shortest word in -ys that has lost its mark: "citys", "armys"."""

_SHORTENED = _ABBREVIATIONS - frozenset({"st", "mt", "no", "vs", "etc", "al", "est"})
"""Abbreviations whose stop says nothing."""


@dataclass(slots=True)
class Token:
    """One word, number or mark; `low` is its lower-case form with straight apostrophes.

    `placed` says that the text described the name that ends here as a place's (`text/describing`).
    """

    start: int
    end: int
    text: str
    low: str
    placed: bool = False
    is_word: bool = field(init=False)
    """Whether the token is a word or a number."""
    is_capital: bool = field(init=False)
    """Whether the token begins with an upper-case letter or is written in a script without case."""

    def __post_init__(self) -> None:
        """Settle once what is asked of every token many times."""
        first = self.text[0]
        self.is_word = first.isalnum()
        self.is_capital = first.isalpha() and first == first.upper()


@dataclass(slots=True)
class Sentence:
    """A sentence `text[start:end]` of a document; `tokens` are made when first asked for."""

    start: int
    end: int
    index: int
    paragraph: int
    source: str = field(repr=False)
    punctuated: bool = False
    """Whether the text has its commas, so that a sentence without one has lost none."""
    _tokens: list[Token] | None = field(default=None, repr=False)

    @property
    def text(self) -> str:
        """Return the sentence as written."""
        return self.source[self.start : self.end]

    @property
    def tokens(self) -> list[Token]:
        """Return the sentence's tokens with offsets into the document."""
        if self._tokens is None:
            tokens = without_scare_quotes(tokenize(self.source, self.start, self.end))
            whole = tokens if self.punctuated else with_lost_commas(tokens)
            parted = without_asides(with_plain_days(with_plain_marks(whole)))
            plain = without_descriptions(without_companies(without_epithets(parted)))
            self._tokens = in_plain_order(with_plain_verbs(plain))
        return self._tokens


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """Cut `text[start:end]` into tokens; a possessive `'s` becomes a token of its own."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text, start, end):
        begin, stop = match.span()
        if (
            text[begin] == "."
            and found
            and found[-1].end == begin
            and found[-1].low in _SHORTENED
            and stop < end
        ):
            continue  # "on Jan. 20", "Gen. Haftar": no clause ends there
        if stop - begin > 2 and text[stop - 1] in "sS" and text[stop - 2] in "'’":
            found.append(_token(text, begin, stop - 2))
            begin = stop - 2
        if text[stop - 1] == "s" and _lost_mark(text[begin:stop]):
            found.append(_token(text, begin, stop - 1))
            found.append(Token(stop - 1, stop, "s", "'s"))
            continue
        if found and found[-1].text == "Port" and text[begin:stop].lower() in COUNTRIES:
            begin = found.pop().start  # "Port Sudan" is one name, of no country
        found.append(_token(text, begin, stop))
        if found[-1].text == "IS" and not text[start:end].isupper():
            found[-1].low = "isis"  # the group, not the verb
    return found


def without_scare_quotes(tokens: list[Token]) -> list[Token]:
    """Leave out the marks round a few words inside a sentence: were in "full control" of X, had "cleared" it."""
    marks = [k for k, token in enumerate(tokens) if token.text in _QUOTES]
    if not marks or len(marks) % 2:
        return tokens
    pairs = zip(marks[::2], marks[1::2], strict=True)
    left = {k for opens, closes in pairs if _at_a_distance(tokens, opens, closes) for k in (opens, closes)}
    return [token for k, token in enumerate(tokens) if k not in left]


def _at_a_distance(tokens: list[Token], opens: int, closes: int) -> bool:
    """Say whether two marks hold a few plain words between two others."""
    inside, behind = tokens[opens + 1 : closes], tokens[closes + 1 : closes + 2]
    if opens == 0 or not 1 <= len(inside) <= MAX_SCARED or not behind:
        return False
    return tokens[opens - 1].is_word and behind[0].is_word and all(token.text.islower() for token in inside)


def _lost_mark(word: str) -> bool:
    """Say whether a word has lost the mark before its s: "the citys east", "Syrias Idlib", "Daeshs men"."""
    if word in ("todays", "yesterdays"):
        return True
    if word[0].isupper():
        return word[:-1].lower() in _OWNERS
    return word.endswith("ys") and len(word) > MIN_OWNER and word[-3] not in "aeiou"


def _token(text: str, start: int, end: int) -> Token:
    word = text[start:end]
    low = word.lower()
    return Token(start, end, word, low if low.isascii() else low.replace("’", "'").replace("‘", "'"))


def split_sentences(text: str) -> list[Sentence]:
    """Cut a text into sentences; white space between them belongs to none."""
    found: list[Sentence] = []
    begin, paragraph = 0, 0
    for match in _BREAK.finditer(text):
        newline = not _LINE_ENDS.isdisjoint(match.group())
        if not newline and _is_abbreviation(text, begin, match.start()):
            continue
        stop = match.start() + len(match.group().rstrip()) if not newline else match.start()
        _append(found, text, begin, stop, paragraph)
        begin = match.end()
        paragraph += newline
    _append(found, text, begin, len(text), paragraph)
    if _has_its_commas(text):
        for sentence in found:
            sentence.punctuated = True
    return found


def _has_its_commas(text: str) -> bool:
    """Say whether a text is set with commas: several, and one in every few lines at least."""
    commas = text.count(",")
    return commas >= MIN_COMMAS and len(text) < commas * MAX_COMMALESS


def _is_abbreviation(text: str, begin: int, stop: int) -> bool:
    word = text[max(begin, stop - 12) : stop].split()[-1:] or [""]
    bare = word[0].lstrip("(\"'“‘").lower()
    return bare in _ABBREVIATIONS or (len(bare) == 1 and bare.isalpha() and text[stop] == "." and bare != "i")


def _append(found: list[Sentence], text: str, begin: int, stop: int, paragraph: int) -> None:
    while begin < stop:
        cut = stop
        if stop - begin > MAX_SENTENCE_CHARS:
            space = text.rfind(" ", begin, begin + MAX_SENTENCE_CHARS)
            cut = space if space > begin else begin + MAX_SENTENCE_CHARS
        start, end = begin, cut
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            found.append(Sentence(start, end, len(found), paragraph, text))
        begin = max(cut, begin + 1)


def sentence_at(sentences: list[Sentence], offset: int) -> Sentence | None:
    """Return the sentence that holds `offset`, None between sentences."""
    at = bisect_right(sentences, offset, key=lambda s: s.start) - 1
    if at >= 0 and offset < sentences[at].end:
        return sentences[at]
    return None
