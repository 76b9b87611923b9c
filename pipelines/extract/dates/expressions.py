"""When: temporal expressions of news text, resolved to a pair of days.

Rules of docs/model.md: a weekday is the latest such day on or before the published day; "overnight" is the published
day and the one before; with no time said, the published day and the one before. What cannot be settled stays None.
A general parser (dateparser) is not used here: it guesses future days for bare weekdays, takes seconds per article
and hides which rule it applied; the vocabulary of news is small and closed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick

from pipelines.extract.dates.days import COUNTS, DAY, ORDINALS, READERS, back, number
from pipelines.extract.vocabulary.wordings import fold
from pipelines.extract.vocabulary.words import DATED_PLACES, MONTHS, WEEKDAYS
from pipelines.model import DateBasis

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|"
    r"july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_MONTH_NAME = "|".join(MONTHS)
_FULL_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_COUNT = rf"(?:\d{{1,3}}|{'|'.join(COUNTS)}|several|few)"
_UNIT = r"(?:hours?|days?|nights?|weeks?|fortnights?|months?|years?)"

_MONTH_PART = r"(?:first|last)\s+week\s+of|(?:beginning|start|middle|end)\s+of|early|late|mid"
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_LAST = r"(?:week|month|year|summer|winter|spring|autumn)"
_NUMBERED = r"(?:brigade|division|battalion|regiment|floor|parallel|century|day|anniversary|birthday|attempt)"
"""What "on the 23rd" may belong to instead of the month."""

_PATTERN = re.compile(
    r"\b(?:"
    + "|".join(
        (
            r"(?P<iso>\d{4}-\d{2}-\d{2}\b)",
            r"(?P<dotted>\d{1,2}[./-]\d{1,2}[./-]\d{4}\b)",
            rf"(?P<since>since\s+(?:(?P<since_part>early\s+|late\s+|mid-))?(?:last\s+(?!{_LAST}))?(?P<since_what>{_FULL_WEEKDAY}|{_MONTH}(?:\s+\d{{1,2}}(?!\d))?(?:,?\s+\d{{4}}|\s+last\s+year)?|\d{{1,2}}\s+{_MONTH}|\d{{4}}|last\s+{_LAST}|new\s+year)\b(?!['’]s))",
            rf"(?P<unitsince>(?<!for )(?P<nsince>{_COUNT})\s+(?P<usince>(?:day|week|month|year)s?)\s+since\b(?! then))",
            rf"(?P<endday>(?P<which_end>first|last)\s+day\s+of\s+(?P<m4>{_MONTH})(?:,?\s+(?P<ye>\d{{4}}))?\b)",
            rf"(?P<opday>on\s+(?:the|its)\s+(?P<nday>first|opening|{'|'.join(ORDINALS)})\s+day\b)",
            rf"(?P<thatmonth>(?:(?P<thatpart>{_MONTH_PART})|later|in)[\s-]+(?:that|the\s+same)\s+month\b)",
            rf"(?P<mhead>(?<![^\n])(?P<hm2>{_MONTH_NAME})(?=[ \t]*(?:[.:—–\n]|$)))",
            r"(?P<sincethen>(?:has|have)\s+since\b(?=\s+[a-z])|since\s+then\b)",
            rf"(?P<nth>for\s+(?:a|the)\s+(?P<ordinal>{'|'.join(ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))\s+(?:straight\s+|consecutive\s+|successive\s+|running\s+)?(?P<unth>day|night|week)\b)",
            (
                rf"(?P<xspan>(?:between|from)\s+(?:(?P<x1>\d{{1,2}})\s+(?P<xm1>{_MONTH})|(?P<xm2>{_MONTH})\s+(?P<x2>\d{{1,2}}))"
                rf"\s+(?:and|to)\s+(?:(?P<x3>\d{{1,2}})\s+(?P<xm3>{_MONTH})|(?P<xm4>{_MONTH})\s+(?P<x4>\d{{1,2}}))(?![\d:])(?:,?\s+(?P<xy>\d{{4}}))?)"
            ),
            rf"(?P<span>(?:between\s+)?(?P<s1>\d{{1,2}})(?:\s?[-–]\s?|\s+(?:and|to)\s+)(?P<s2>\d{{1,2}})\s+(?P<sm>{_MONTH})(?:,?\s+(?P<sy>\d{{4}}))?)",
            rf"(?P<mspan>(?:between\s+)?(?P<tm>{_MONTH})\s+(?P<t1>\d{{1,2}})(?:\s?[-–]\s?|\s+(?:and|to)\s+(?=\d{{1,2}}\s*(?:[.,;)]|$|in\b|as\b)))(?P<t2>\d{{1,2}})(?![\d:])(?:,?\s+(?P<ty>\d{{4}}))?)",
            rf"(?P<dmy>(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>{_MONTH})(?:,?\s+(?P<y1>\d{{4}}(?!:?\d)|last\s+year\b))?)",
            rf"(?P<mdy>(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])(?:,?\s+(?P<y2>\d{{4}}(?!:?\d)|last\s+year\b))?)",
            rf"(?P<my>(?:(?P<mpart>{_MONTH_PART})|since|in|during|of|until|by|from|last|that)[\s-]+(?P<m3>{_MONTH})(?:,?\s+(?P<y3>\d{{4}}|last\s+year))?\b(?!\s+\d))",
            rf"(?P<heading>(?P<hm>{_MONTH})\s+(?P<hy>(?:19|20)\d{{2}})(?=\s*[:–—]))",
            rf"(?P<wdspan>between\s+(?P<wd1>{_FULL_WEEKDAY})\s+and\s+(?P<wd2>{_FULL_WEEKDAY})\b)",
            rf"(?P<weekday>(?:(?P<which>last|next|this|previous|following)\s+)?(?P<wd>{_FULL_WEEKDAY})\b(?!['’]s\s+(?:day|edition)))",
            r"(?P<weekend>(?:(?:at|over|during)\s+the|last|this|(?:over|during)\s+the\s+past)\s+weekend\b)",
            r"(?P<overnight>overnight\b|\blast\s+night\b)",
            r"(?P<beforelast>the\s+day\s+before\s+yesterday\b)",
            r"(?P<yesterday>yesterday\b)",
            r"(?P<holiday>(?:new\s+year['’]?s|christmas)\s+(?:day|eve)\b|boxing\s+day\b)",
            r"(?P<today>today\b|\bthis\s+(?:morning|afternoon|evening)\b|\btonight\b)",
            rf"(?P<dayafter>(?:only\s+|just\s+)?(?P<nafter>{_COUNT})\s+days?\s+after\b)",
            (
                rf"(?P<daybefore>(?<!for )(?:the\s+(?:day|night|evening)\s+before|(?:a|one)\s+day\s+(?:earlier|before)"
                rf"|the\s+previous\s+(?:day|night|evening)|(?P<nbefore>{_COUNT})\s+days?\s+(?:earlier|before))\b)"
            ),
            (
                rf"(?P<unitbefore>(?<!for )(?:(?P<nunit>{_COUNT})\s+(?P<uunit>weeks?|months?|years?)\s+"
                r"(?:earlier|before)\b|the\s+(?P<onebefore>week|month|year)\s+before(?=\s*(?:[.,;:)”\"]|$))))"
            ),
            rf"(?P<monthday>on\s+the\s+(?P<dom>\d{{1,2}})(?:st|nd|rd|th)\b(?!\s+[a-z]*{_NUMBERED}\b))",
            rf"(?P<season>(?:this|(?:in|during|since)(?:\s+the)?)\s+(?P<sname>{_SEASON})(?:\s+(?:of\s+)?(?P<syear>(?:19|20)\d{{2}}))?\b)",
            r"(?P<nextday>the\s+(?:next|following)\s+(?:day|morning|evening|night|afternoon)\b|\bthe\s+day\s+after\b)",
            rf"(?P<dayslater>(?P<nlater>{_COUNT})\s+(?P<ulater>days?|weeks?)\s+(?:later\b|after(?=[,.;])))",
            r"(?P<sameday>(?:later\s+)?(?:that|the\s+same)\s+(?:day|evening|night|morning|afternoon)\b|\blater\s+in\s+the\s+day\b|\bby\s+the\s+end\s+of\s+the\s+day\b)",
            rf"(?P<ago>(?P<nago>{_COUNT})\s+(?P<uago>{_UNIT}|decades?|centur(?:y|ies))\s+ago\b)",
            r"(?P<century>in\s+the\s+(?:(?:early|late|mid)[\s-]+)?(?P<ncentury>\d{1,2})(?:st|nd|rd|th)[\s-]+century\b)",
            r"(?P<years>(?:from\s+)?(?P<y5>(?:19|20)\d{2})(?:\s+(?:to|until|till)\s+|[-–])(?P<y6>(?:19|20)\d{2})\b(?![-–/]))",
            rf"(?P<past>(?:in|over|during|within|for)\s+(?:the\s+)?(?:past|last)\s+(?:(?P<npast>{_COUNT})\s+)?(?P<upast>{_UNIT})\b(?!\s+of\b))",
            r"(?P<recent>in\s+recent\s+(?P<urecent>hours|days|weeks|months)\b|\brecently\b)",
            r"(?P<earlierthis>(?:(?:earlier\s+)?this|earlier\s+in\s+the)\s+(?P<uthis>week|month|year)\b)",
            r"(?P<lastunit>(?:(?:earlier\s+)?last|the\s+previous)\s+(?P<ulast>week|month|year|summer|winter|spring|autumn|fall)\b)",
            r"(?P<year>(?:in|of|during|since|until|till|early|late|mid)[\s-]+(?P<y4>(?:19|20)\d{2})\b(?!\s*(?:people|fighters|civilians|square|sq|km|kilomet|hectares|houses)))",
        )
    )
    + ")",
    re.IGNORECASE,
)


WINDOW_CHARS = 40
"""No temporal expression reaches farther from its cue: "in early November 2016", "over the past few weeks"."""
_CUES = AhoCorasick([
    *"0123456789", *WEEKDAYS, *(m[:3] for m in MONTHS), "overnight", "night", "weekend", "yesterday", "today",
    "morning", "afternoon", "evening", " day", " days", "hour", "week", "month", "year", "recent", "decade", "centur",
    "summer", "winter", "spring", "autumn", "christmas", "since ",
])  # fmt: skip


_STATED = frozenset(
    [
        "iso",
        "dotted",
        "xspan",
        "span",
        "mspan",
        "dmy",
        "mdy",
        "my",
        "year",
        "years",
        "century",
        "mhead",
        "endday",
    ]
)
"""The kinds whose days the text says itself."""


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A temporal expression `text[start:end]` and the days that it means.

    `kind` is the rule that read it; `offset` is days from the anchor for the clause behind it ("a day after X"),
    None for all others. `coarse` marks months, years and spans.
    """

    start: int
    end: int
    earliest: dt.date
    latest: dt.date
    kind: str
    coarse: bool = False
    offset: int | None = None

    @property
    def basis(self) -> DateBasis:
        """Return how the days were settled."""
        return DateBasis.STATED if self.kind in _STATED else DateBasis.RELATIVE


_FIRST_TIME = ("first time in ", "first time in more than ", "first time in about ", "first time in over ")
"""Before a number of years these tell how long something had not been: "for the first time in two years after"."""
MAX_FIRST = 28
"""How many characters the longest of them may have."""
MONTH = 31 * DAY
_IN_YEAR = ("dmy", "mdy", "my")
"""Days and months whose year may be unsaid."""
_OF_NEWS = ("weekday", "yesterday", "today", "overnight", "weekend")
"""What only news counts its days by."""
_SAID_YEAR = re.compile(r"(?:19|20)\d{2}")
_LAUNCH = re.compile(
    r"\b(?:launch\w*|beg[au]n|start(?:ed|ing)?|open(?:ed|ing)|operation|offensive)\b", re.IGNORECASE
)
_LAUNCH_CHARS = 60
_IN_MONTH = ("my", "mhead", "heading", "dmy", "mdy", "monthday", "endday", "thatmonth")
"""Expressions that say in which month "the 6th" and "that month" lie."""
MAX_TOLD = 50
"""How many expressions back a day that another counts from is looked for."""
MAX_BACK = 180
"""A day that lies more days than these before the one told of last is of the next year, where no year is said."""


def find_times(text: str, published: dt.date | None, year: int | None) -> list[TimeExpression]:
    """Return the temporal expressions of a text that can be resolved, in order.

    `published` is the day that relative words count from, None if it is not known; `year` is the year to read a
    day without one in if there is no published day.
    """
    found: list[TimeExpression] = []
    anchor: dt.date | None = None
    matches = [(match, _kind_of(match)) for match in _matches(text)]
    looks_back = published is None or not any(kind in _OF_NEWS for _, kind in matches)
    for match, kind in matches:
        counted = text[max(0, match.start() - MAX_FIRST) : match.start()].lower().endswith(_FIRST_TIME)
        if counted or (kind in ("dmy", "mdy") and _names_place(text, match.end())):
            continue
        of_year = _year_before(match, kind, text, found, published) if looks_back else None
        same_year = (
            found[-1].earliest.year if found and match.group().lower().startswith("that ") else of_year
        )
        if kind in _IN_YEAR and same_year is not None:
            days = READERS[kind](match, None, anchor, same_year)  # "fell in 2014 and was retaken that July"
            if days and of_year is not None and days[0] < found[-1].earliest - MONTH:
                days = READERS[kind](match, None, anchor, of_year + 1)  # "in August 2022 ... on 12 January"
        else:
            told = _told_of(kind, text, found, anchor)
            year = _year_told(match, found, year) if published is None else year
            days = READERS[kind](match, published, told, year)
            if published is None and year and days and anchor and _a_year_on(match, days, anchor):
                year += 1
                days = READERS[kind](match, published, told, year)
        if days is None:
            continue
        earliest, latest = days
        if published is not None:
            latest = min(latest, published) if earliest <= published else latest
        offset = -number(match.group("nafter")) if kind == "dayafter" else None
        coarse = (latest - earliest).days > 1
        if found and not coarse and _says_which(found[-1], text[found[-1].end : match.start()], earliest):
            found.pop()
        found.append(TimeExpression(match.start(), match.end(), earliest, latest, kind, coarse, offset))
        if not coarse and offset is None and kind != "overnight":
            anchor = latest
    return found


def _kind_of(match: re.Match[str]) -> str:
    """Return the rule that reads a match."""
    said = match.groupdict()
    return next((k for k in READERS if said.get(k)), match.lastgroup or "")


def _year_before(
    match: re.Match[str], kind: str, text: str, found: list[TimeExpression], published: dt.date | None
) -> int | None:
    """Return the year that a text which looks back has told before a day without one: "6 May 2000 ... on 31 May".

    None where no year was told, or where that of the published day was: a look back within a text of its own year.
    """
    if published is None or kind not in _IN_YEAR or _SAID_YEAR.search(match.group()):
        return None
    said = [t for t in found[-MAX_TOLD:] if _SAID_YEAR.search(text, t.start, t.end)]
    told = said[-1] if said and all(t.earliest.year < published.year for t in said) else None
    last = found[-1] if found else None
    if told is None or last is None or told.kind not in _IN_YEAR:
        return None
    return last.earliest.year if last.earliest.year == told.earliest.year < published.year else None


def _told_of(kind: str, text: str, found: list[TimeExpression], anchor: dt.date | None) -> dt.date | None:
    """Return the day that a relative expression counts from: mostly the day told of last."""
    last = found[-1] if found else None
    if kind == "opday":
        return next(
            (t.earliest for t in reversed(found[-MAX_TOLD:]) if not t.coarse and _begins(text, t)), None
        )
    if last is None or kind not in ("sincethen", "monthday", "thatmonth"):
        return anchor
    if kind != "sincethen":
        return last.earliest if last.kind in _IN_MONTH else anchor
    within = last.coarse and anchor is not None and last.earliest <= anchor <= last.latest + 7 * DAY
    return anchor if within else last.earliest


def _begins(text: str, time: TimeExpression) -> bool:
    """Say whether something began on a day: "the offensive was launched on 27 October"."""
    return _LAUNCH.search(text, max(0, time.start - _LAUNCH_CHARS), time.end + _LAUNCH_CHARS) is not None


def _year_told(match: re.Match[str], found: list[TimeExpression], year: int | None) -> int | None:
    """Return the year that a day without one is of in a text without a published day: that of the date before it."""
    dated = [t for t in found[-MAX_TOLD:] if t.kind in ("dmy", "mdy") and t.earliest.year != year]
    return year if not dated or _SAID_YEAR.search(match.group()) else max(t.earliest.year for t in dated)


def _a_year_on(match: re.Match[str], days: tuple[dt.date, dt.date], before: dt.date) -> bool:
    """Say whether a text that goes on in time has come to the next year: "on 23 December ... On 13 January"."""
    dated = (match.groupdict().get("dmy") or match.groupdict().get("mdy")) is not None
    return dated and not _SAID_YEAR.search(match.group()) and (before - days[0]).days > MAX_BACK


def _says_which(before: TimeExpression, gap: str, day: dt.date) -> bool:
    """Say whether a day tells which one of the days before it is meant: "two weeks ago, on 20 November"."""
    near = before.earliest - 3 * DAY <= day <= before.latest + 3 * DAY
    return before.coarse and near and gap.strip().lower() in (",", ", on", "on", "(", "-")


def _names_place(text: str, end: int) -> bool:
    """Say whether a day that ends there is a place's name: "the 7 July district", "the 22 May Hospital"."""
    following = _FOLLOWING.match(text, end)
    return following is not None and following.group(1).lower() in DATED_PLACES


def _matches(text: str) -> Iterator[re.Match[str]]:
    """Yield the pattern's matches, read only round words that a temporal expression needs."""
    end = 0
    for begin, stop in _windows(text):
        for match in _PATTERN.finditer(text, max(begin, end), stop):
            end = match.end()
            yield match


def _windows(text: str) -> list[tuple[int, int]]:
    """Return the stretches of a text in which a temporal expression can stand, in order, not overlapping."""
    found: list[tuple[int, int]] = []
    for _, start, end in _CUES.find_matches_as_indexes(fold(text), overlapping=True):
        begin, stop = max(0, start - WINDOW_CHARS), min(len(text), end - 1 + WINDOW_CHARS)
        while 0 < begin < len(text) and text[begin - 1].isalnum():
            begin -= 1
        while stop < len(text) and text[stop].isalnum():
            stop += 1
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(stop, found[-1][1]))
        else:
            found.append((begin, stop))
    return found


def edtf(earliest: dt.date | None, latest: dt.date | None) -> str | None:
    """Return a pair of days as EDTF (ISO 8601-2): one day, or one of the days between."""
    if earliest is None and latest is None:
        return None
    if earliest == latest and earliest is not None:
        return earliest.isoformat()
    return f"[{earliest.isoformat() if earliest else ''}..{latest.isoformat() if latest else ''}]"


_FOLLOWING = re.compile(r"\s([^\W\d_]+)")

LONG_AFTER = re.compile(
    rf"\b(?P<n>{_COUNT})\s+(?P<unit>weeks?|months?|years?|decades?)\s+after\b", re.IGNORECASE
)
"""What makes the clause behind it older than the one before: "nine years after they captured it"."""


def right_before(times: Iterable[TimeExpression], text: str, at: int) -> TimeExpression | None:
    """Return the day right before character `at`: "on Sunday, (two weeks after Y took X)"; None without one."""
    return next((t for t in times if t.end <= at and not text[t.end : at].strip(" ,")), None)


def long_before(match: re.Match[str], day: dt.date) -> tuple[dt.date, dt.date]:
    """Return the days that lie as long before `day` as a match of `LONG_AFTER` says."""
    count, unit = number(match.group("n")), match.group("unit").lower()
    if unit.startswith("decade"):
        count, unit = 10 * count, "years"
    days = back(day, min(count, day.year - 1), unit)
    return days if days is not None else (day, day)
