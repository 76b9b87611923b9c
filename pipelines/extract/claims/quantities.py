"""How much: counts of unnamed places, areas and shares in a sentence, as token spans.

    two more neighbourhoods, 56 districts, a dozen villages     places
    12sq/km, 6 sq km, 40 square miles, 300 hectares              km2
    99 percent of, 80% of, two thirds of                         share, 0-1

Words without a number ("dozens of villages", "several districts") are no quantity.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pipelines.extract.vocabulary.lexicon import FORMS
from pipelines.extract.vocabulary.wordings import fold
from pipelines.extract.vocabulary.words import (
    AUXILIARIES,
    COUNTABLE,
    NUMBERS,
    ONES,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    REPORTING,
    SINGULAR_PLACE_NOUNS,
    TENS,
    words,
)

if TYPE_CHECKING:
    from pipelines.extract.clauses.context import View

MAX_MODIFIERS = 6
"""How many words may stand between a number and its noun: "10 of the city's 65 rebel-held districts"."""
MAX_PLACES = 20_000
MAX_AREA_KM2 = 5_000_000.0
"""Larger figures are no part of one war."""
PERCENT = 100.0

KM2 = {
    "km": 1.0, "kms": 1.0, "kilometer": 1.0, "kilometers": 1.0, "kilometre": 1.0, "kilometres": 1.0,
    "mi": 2.589988, "mile": 2.589988, "miles": 2.589988,
    "m": 1e-6, "meters": 1e-6, "metres": 1e-6,
    "hectare": 0.01, "hectares": 0.01, "ha": 0.01, "acre": 0.00404686, "acres": 0.00404686,
}  # fmt: skip
"""Square kilometres in one unit of area; the international mile and acre."""
_SCALES = {"dozen": 12.0, "hundred": 100.0, "thousand": 1_000.0, "million": 1_000_000.0}
_UNITS = "|".join(sorted(ONES.split()[1:], key=len, reverse=True))
_WORD = rf"(?:(?:{'|'.join(TENS.split())})(?:-(?:{'|'.join(ONES.split()[1:10])}))?|{_UNITS})"
_FIGURE = r"\d{1,3}(?:,\d{3})+(?:\.\d{1,4})?|\d{1,9}(?:\.\d{1,4})?"
_NUMBER = re.compile(
    rf"(?<![\w.,/-])(?:(?P<half>half\sa\sdozen)|(?P<a>an?|another)\s(?P<ascale>dozen|hundred|thousand)(?!s)"
    rf"|(?P<num>{_FIGURE}|{_WORD}\b)(?:[\s-](?P<scale>dozen|hundred|thousand|million)\b)?)"
)
_UNIT = re.compile(
    r"\s{0,2}-?(?:sq(?:uare)?s?[.\s/-]{0,3}(?P<square>kilomet(?:er|re)s?|miles?|met(?:er|re)s|kms?|mi|m)\b"
    r"|(?P<km2>km\s?(?:2|²|\^2|sq)(?!\w))|(?P<land>hectares?|acres?|ha)\b)",
)
_PERCENT = re.compile(r"\s{0,2}(?:%|percent\b|per\scent\b|pct\b)")
_FRACTION = re.compile(
    r"(?<![\w-])(?:(?P<half>half)|(?P<top>a|one|two|three)[\s-](?P<bottom>thirds?|quarters?))\s(?=of\b)"
)
_FRACTIONS = {"third": 1 / 3, "quarter": 0.25}
_TOPS = {"a": 1, "one": 1, "two": 2, "three": 3}
_NOUNS = COUNTABLE - words("positions points locations sites strongholds areas regions territory") | words(
    """capitals hamlets boroughs subdistricts sub-districts municipalities communes oilfields gasfields provinces
    localities""",
)
"""What is counted: places that have names, though the text does not give them."""
_SINGULAR = SINGULAR_PLACE_NOUNS - words("area region territory stronghold")
_STOPS = PREPOSITIONS - words("of") | PRONOUNS | RELATIVES | REPORTING | AUXILIARIES - words("'s")
_SIDE_ADJECTIVES = words("rebel government militant military army opposition regime insurgent enemy")
_LISTING = words(": namely called named - – —")
_EXAMPLES = words("including like such among notably")


class Unit(StrEnum):
    """What a value counts."""

    PLACES = "places"
    KM2 = "km2"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value and its tokens `[first, last]`: the number, what stands between, the unit or noun.

    `start`, `end` are offsets into the document. `of` is the token behind the `of` of a share, else None.
    """

    value: float
    unit: Unit
    first: int
    last: int
    start: int
    end: int
    of: int | None = None


def find_quantities(view: View) -> list[Quantity]:
    """Return the quantities of a sentence in order; overlapping ones give way to the first."""
    begin = view.sentence.start
    low = fold(view.sentence.text)
    starts = [t.start for t in view.reader.tokens]
    found: list[Quantity] = []
    for match in sorted(
        (*_NUMBER.finditer(low), *_FRACTION.finditer(low)), key=lambda m: (m.start(), -m.end())
    ):
        if found and begin + match.start() < found[-1].end:
            continue
        first = bisect_right(starts, begin + match.start()) - 1
        if first < 0 or begin + match.start() >= view.reader.tokens[first].end:
            continue  # in words that only describe: "the town, 12 square km in size, fell"
        quantity = _read(view, low, match, first, starts)
        if quantity is not None:
            found.append(quantity)
    return found


def _read(view: View, low: str, match: re.Match[str], first: int, starts: list[int]) -> Quantity | None:
    begin = view.sentence.start
    if match.re is _FRACTION:
        bottom = match["bottom"]
        value = 0.5 if match["half"] else _TOPS[match["top"]] * _FRACTIONS[bottom.rstrip("s")]
        return _share(view, round(value, 4), begin + match.start(), begin + match.end(), starts)
    value = _value(match)
    percent = _PERCENT.match(low, match.end())
    if percent:
        share = round(value / PERCENT, 6)
        return (
            _share(view, share, begin + match.start(), begin + percent.end(), starts)
            if 0 < share <= 1
            else None
        )
    unit = _UNIT.match(low, match.end())
    if unit:
        area = round(value * KM2[unit["square"] or unit["land"] or "km"], 6)
        last = bisect_right(starts, begin + unit.end() - 1) - 1
        end = begin + unit.end()
        fits = 0 < area <= MAX_AREA_KM2
        return Quantity(area, Unit.KM2, first, last, begin + match.start(), end) if fits else None
    return _count(view, value, first, begin + match.start(), bisect_right(starts, begin + match.end() - 1))


def _value(match: re.Match[str]) -> float:
    if match["half"]:
        return 6.0
    if match["a"]:
        return _SCALES[match["ascale"]]
    word = match["num"].replace(",", "")
    value = float(word) if word[0].isdigit() else sum(NUMBERS[part] for part in word.split("-"))
    return value * _SCALES[match["scale"]] if match["scale"] else value


def _share(view: View, value: float, start: int, end: int, starts: list[int]) -> Quantity | None:
    """Read the `of` behind a share; None if none follows."""
    last = bisect_right(starts, end - 1) - 1
    if view.word(last + 1) != "of":
        return None
    first = bisect_right(starts, start) - 1
    return Quantity(value, Unit.SHARE, first, last, start, view.reader.tokens[last].end, of=last + 2)


def _count(view: View, value: float, first: int, start: int, at: int) -> Quantity | None:
    """Read the noun of a count whose number ends before token `at`; None if it counts nothing or names it."""
    nouns = _SINGULAR if value == 1 else _NOUNS
    if value != int(value) or not 1 <= value <= MAX_PLACES or _definite(view, first):
        return None
    for k in range(at, at + MAX_MODIFIERS + 1):
        low = view.word(k)
        if low in nouns and view.word(k + 1) != "'s" and view.word(k + 1) not in nouns:
            if _named(view, k + 1, int(value)) or (value == 1 and not _another(view, at, k)):
                return None
            return Quantity(value, Unit.PLACES, first, k, start, view.reader.tokens[k].end)
        if not low or low in _STOPS or low in ("and", "or", ",", ".", ";", "(") or k in view.reader.mentions:
            return None
        if k in view.reader.actors and "-" not in low and low not in _SIDE_ADJECTIVES:
            return None
        if low in FORMS and not FORMS[low].tenses & {"pp"} and not low.endswith("ing"):
            return None
    return None


def _another(view: View, at: int, noun: int) -> bool:
    """Say whether "one more village" counts, and not "one village" of a story."""
    return any(view.word(k) in words("more other additional further new") for k in range(at, noun))


def _definite(view: View, first: int) -> bool:
    """Say whether the count stands for places named before: "the two villages"."""
    return view.word(first - 1) in words("the these those both his her")


def _named(view: View, i: int, value: int) -> bool:
    """Say whether the names of the counted places follow the noun."""
    low = view.word(i)
    if any(view.word(k) in _EXAMPLES for k in (i, i + 1)):
        return False
    if low in _LISTING:
        return view.reader.read(i + 1, loose=True) is not None
    if low in ("of", ",", "("):
        group = view.reader.read(i + 1, loose=True)
        return group is not None and len(group.items) > 1 and len(group.items) >= value
    group = view.reader.read(i, loose=True)
    return group is not None and not group.items[0].anaphor and group.items[0].name_first == i
