"""When: temporal expressions of news text, resolved to a pair of days.

Rules of docs/model.md: a weekday is the latest such day on or before the published day; "overnight" is the published
day and the one before; with no time said, the published day and the one before. What cannot be settled stays None.
A general parser (dateparser) is not used here: it guesses future days for bare weekdays, takes seconds per article
and hides which rule it applied; the vocabulary of news is small and closed.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick

from pipelines.extract.wordings import fold
from pipelines.extract.words import MONTHS, NUMBERS, WEEKDAYS
from pipelines.model import DateBasis

if TYPE_CHECKING:
    from collections.abc import Iterator

DAY = dt.timedelta(days=1)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|"
    r"july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
_FULL_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_COUNTS = {word: int(number) for word, number in NUMBERS.items()} | {"a": 1, "an": 1}
_COUNT = rf"(?:\d{{1,3}}|{'|'.join(_COUNTS)}|several|few)"
_UNIT = r"(?:hours?|days?|nights?|weeks?|fortnights?|months?|years?)"

_FEW = (2, 6)
_SEASON = r"(?:spring|summer|autumn|fall|winter)"
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The first month of a season of the northern half of the earth."""
_NUMBERED = r"(?:brigade|division|battalion|regiment|floor|parallel|century|day|anniversary|birthday|attempt)"
"""What "on the 23rd" may belong to instead of the month."""

_PATTERN = re.compile(
    r"\b(?:"
    + "|".join(
        (
            r"(?P<iso>\d{4}-\d{2}-\d{2}\b)",
            r"(?P<dotted>\d{1,2}[./-]\d{1,2}[./-]\d{4}\b)",
            rf"(?P<since>since\s+(?:early\s+|late\s+|mid-)?(?:last\s+)?(?P<since_what>{_FULL_WEEKDAY}|{_MONTH}(?:\s+\d{{1,2}}(?!\d))?(?:,?\s+\d{{4}})?|\d{{1,2}}\s+{_MONTH}|\d{{4}})\b)",
            rf"(?P<span>(?:between\s+)?(?P<s1>\d{{1,2}})(?:\s?[-–]\s?|\s+(?:and|to)\s+)(?P<s2>\d{{1,2}})\s+(?P<sm>{_MONTH})(?:,?\s+(?P<sy>\d{{4}}))?)",
            rf"(?P<mspan>(?P<tm>{_MONTH})\s+(?P<t1>\d{{1,2}})\s?[-–]\s?(?P<t2>\d{{1,2}})(?![\d:])(?:,?\s+(?P<ty>\d{{4}}))?)",
            rf"(?P<dmy>(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>{_MONTH})(?:,?\s+(?P<y1>\d{{4}}(?![:\d])|last\s+year\b))?)",
            rf"(?P<mdy>(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:])(?:,?\s+(?P<y2>\d{{4}}(?![:\d])|last\s+year\b))?)",
            rf"(?P<my>(?:in|during|of|early|late|mid|until|by|from|last|that)[\s-]+(?P<m3>{_MONTH})(?:,?\s+(?P<y3>\d{{4}}|last\s+year))?\b(?!\s+\d))",
            rf"(?P<weekday>(?:(?P<which>last|next|this|previous|following)\s+)?(?P<wd>{_FULL_WEEKDAY})\b(?!['’]s\s+(?:day|edition)))",
            r"(?P<weekend>(?:(?:at|over|during)\s+the|last|this|(?:over|during)\s+the\s+past)\s+weekend\b)",
            r"(?P<overnight>overnight\b|\blast\s+night\b)",
            r"(?P<yesterday>yesterday\b)",
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
            rf"(?P<dayslater>(?P<nlater>{_COUNT})\s+(?P<ulater>days?|weeks?)\s+later\b)",
            r"(?P<sameday>(?:later\s+)?(?:that|the\s+same)\s+(?:day|evening|night|morning|afternoon)\b|\blater\s+in\s+the\s+day\b|\bby\s+the\s+end\s+of\s+the\s+day\b)",
            rf"(?P<ago>(?P<nago>{_COUNT})\s+(?P<uago>{_UNIT})\s+ago\b)",
            rf"(?P<past>(?:in|over|during|within|for)\s+(?:the\s+)?(?:past|last)\s+(?:(?P<npast>{_COUNT})\s+)?(?P<upast>{_UNIT})\b)",
            r"(?P<recent>in\s+recent\s+(?P<urecent>hours|days|weeks|months)\b|\brecently\b)",
            r"(?P<earlierthis>(?:(?:earlier\s+)?this|earlier\s+in\s+the)\s+(?P<uthis>week|month|year)\b)",
            r"(?P<lastunit>(?:(?:earlier\s+)?last|the\s+previous)\s+(?P<ulast>week|month|year|summer|winter|spring|autumn|fall)\b)",
            r"(?P<year>(?:in|of|during|since|early|late|mid)[\s-]+(?P<y4>(?:19|20)\d{2})\b(?!\s*(?:people|fighters|civilians)))",
        )
    )
    + ")",
    re.IGNORECASE,
)


WINDOW_CHARS = 40
"""No temporal expression reaches farther from its cue: "in early November 2016", "over the past few weeks"."""
_CUES = AhoCorasick([
    *"0123456789", *WEEKDAYS, *(m[:3] for m in MONTHS), "overnight", "night", "weekend", "yesterday", "today",
    "morning", "afternoon", "evening", " day", " days", "hour", "week", "month", "year", "recent", "summer", "winter",
    "spring", "autumn",
])  # fmt: skip


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
        return (
            DateBasis.STATED
            if self.kind in ("iso", "dotted", "span", "mspan", "dmy", "mdy", "my", "year")
            else DateBasis.RELATIVE
        )


def find_times(text: str, published: dt.date | None, year: int | None) -> list[TimeExpression]:
    """Return the temporal expressions of a text that can be resolved, in order.

    `published` is the day that relative words count from, None if it is not known; `year` is the year to read a
    day without one in if there is no published day.
    """
    found: list[TimeExpression] = []
    anchor: dt.date | None = None
    for match in _matches(text):
        kind = match.lastgroup or ""
        kind = next((k for k in _READERS if match.groupdict().get(k)), kind)
        same_year = found[-1].earliest.year if found and match.group().lower().startswith("that ") else None
        if kind == "my" and same_year is not None:
            days = _READERS[kind](match, None, anchor, same_year)  # "fell in 2014 and was retaken that July"
        else:
            days = _READERS[kind](match, published, anchor, year)
        if days is None:
            continue
        earliest, latest = days
        if published is not None:
            latest = min(latest, published) if earliest <= published else latest
        offset = -_number(match.group("nafter")) if kind == "dayafter" else None
        coarse = (latest - earliest).days > 1
        found.append(TimeExpression(match.start(), match.end(), earliest, latest, kind, coarse, offset))
        if not coarse and offset is None and kind != "overnight":
            anchor = latest
    return found


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


Days = tuple[dt.date, dt.date] | None


def _safe(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _one(day: dt.date | None) -> Days:
    return None if day is None else (day, day)


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _COUNTS.get(word.lower(), 3)


def _vague(word: str) -> bool:
    """Say whether a count is "several" or "few": of days, two to six."""
    return not word.isdigit() and word.lower() not in _COUNTS


def month_number(word: str) -> int:
    """Return 1-12 for an English month name or its abbreviation."""
    return next(i for i, name in enumerate(MONTHS, 1) if name.startswith(word.lower().rstrip(".")[:3]))


def _iso(m: re.Match[str], _p: dt.date | None, _a: dt.date | None, _y: int | None) -> Days:
    year, month, day = map(int, m.group("iso").split("-"))
    return _one(_safe(year, month, day))


def _dotted(m: re.Match[str], _p: dt.date | None, _a: dt.date | None, _y: int | None) -> Days:
    first, second, year = map(int, re.split(r"[./-]", m.group("dotted")))
    return _one(_safe(year, second, first) or _safe(year, first, second))


def _in_year(
    month: int, day: int, year: str | None, published: dt.date | None, near: int | None
) -> dt.date | None:
    """Return a day whose year may be unsaid: then the latest such day on or before the published one."""
    if year:
        return _safe(int(year), month, day)
    if published is None:
        return _safe(near, month, day) if near else None
    this = _safe(published.year, month, day)
    if this and this <= published + 31 * DAY:
        return this
    return _safe(published.year - 1, month, day)


def _said_year(said: str | None, published: dt.date | None) -> str | None:
    """Return the year that a date names: "2015", or "last year" of an article whose day is known."""
    if said is None or said.isdigit():
        return said
    return str(published.year - 1) if published else None


def _dmy(m: re.Match[str], p: dt.date | None, _a: dt.date | None, y: int | None) -> Days:
    return _one(_in_year(month_number(m.group("m1")), int(m.group("d1")), _said_year(m.group("y1"), p), p, y))


def _mdy(m: re.Match[str], p: dt.date | None, _a: dt.date | None, y: int | None) -> Days:
    return _one(_in_year(month_number(m.group("m2")), int(m.group("d2")), _said_year(m.group("y2"), p), p, y))


def _span(m: re.Match[str], p: dt.date | None, _a: dt.date | None, y: int | None) -> Days:
    """Return the days of "between 3 and 5 March", "March 3-5"; None if they are in the wrong order."""
    month, first, last, year = (
        m.group(k) for k in (("sm", "s1", "s2", "sy") if m.group("span") else ("tm", "t1", "t2", "ty"))
    )
    begin, end = (_in_year(month_number(month), int(day), year, p, y) for day in (first, last))
    return (begin, end) if begin and end and begin <= end else None


def _month_span(year: int, month: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def _my(m: re.Match[str], p: dt.date | None, _a: dt.date | None, y: int | None) -> Days:
    month = month_number(m.group("m3"))
    if m.group("m3").lower() == "may" and m.group("m3") != "May":
        return None
    if said := _said_year(m.group("y3"), p):
        return _month_span(int(said), month)
    if p is None:
        return _month_span(y, month) if y else None
    return _month_span(p.year if month <= p.month else p.year - 1, month)


def _weekday(m: re.Match[str], p: dt.date | None, _a: dt.date | None, _y: int | None) -> Days:
    if (m.group("which") or "").lower() in ("next", "following"):
        return None
    return _one(_latest_weekday(m.group("wd"), p or None, m.group("which")))


def _latest_weekday(name: str, published: dt.date | None, which: str | None) -> dt.date | None:
    if published is None:
        return None
    back = (published.weekday() - WEEKDAYS.index(name.lower())) % 7
    if back == 0 and (which or "").lower() in ("last", "previous"):
        back = 7
    return published - back * DAY


def _weekend(_m: re.Match[str], p: dt.date | None, _a: dt.date | None, _y: int | None) -> Days:
    if p is None:
        return None
    sunday = _latest_weekday("sunday", p, None)
    return (sunday - DAY, sunday) if sunday else None


def _overnight(_m: re.Match[str], p: dt.date | None, a: dt.date | None, _y: int | None) -> Days:
    day = p or a
    return (day - DAY, day) if day else None


def _yesterday(_m: re.Match[str], p: dt.date | None, _a: dt.date | None, _y: int | None) -> Days:
    return _one(p - DAY) if p else None


def _today(_m: re.Match[str], p: dt.date | None, _a: dt.date | None, _y: int | None) -> Days:
    return _one(p)


def _dayafter(m: re.Match[str], p: dt.date | None, a: dt.date | None, _y: int | None) -> Days:
    day = a or p
    return _one(day - _number(m.group("nafter")) * DAY) if day else None


def _daybefore(m: re.Match[str], p: dt.date | None, a: dt.date | None, _y: int | None) -> Days:
    day = a or p
    count = _number(m.group("nbefore")) if m.group("nbefore") else 1
    return _one(day - count * DAY) if day else None


def _nextday(_m: re.Match[str], _p: dt.date | None, a: dt.date | None, _y: int | None) -> Days:
    return _one(a + DAY) if a else None


def _dayslater(m: re.Match[str], _p: dt.date | None, a: dt.date | None, _y: int | None) -> Days:
    if a is None:
        return None
    count, weeks = m.group("nlater"), m.group("ulater").lower().startswith("w")
    if _vague(count) and not weeks:
        return a + _FEW[0] * DAY, a + _FEW[1] * DAY
    days = _number(count) * (7 if weeks else 1)
    return a + (days - 3 * weeks) * DAY, a + (days + 3 * weeks) * DAY


def _sameday(_m: re.Match[str], _p: dt.date | None, a: dt.date | None, _y: int | None) -> Days:
    return _one(a)


def _ago(m: re.Match[str], p: dt.date | None, _a: dt.date | None, _y: int | None) -> Days:
    if p is not None and _vague(m.group("nago")) and m.group("uago").lower() == "days":
        return p - _FEW[1] * DAY, p - _FEW[0] * DAY
    return _back(p, _number(m.group("nago")), m.group("uago")) if p else None


def _back(day: dt.date, count: int, unit: str) -> Days:
    unit = unit.lower().rstrip("s")
    if unit == "hour":
        return day - max(1, count // 24) * DAY, day
    if unit in ("day", "night"):
        return _one(day - count * DAY)
    if unit == "fortnight":
        count, unit = 2 * count, "week"
    if unit == "week":
        return day - (7 * count + 3) * DAY, day - (7 * count - 3) * DAY
    if unit == "month":
        index = day.year * 12 + day.month - 1 - count
        return _month_span(index // 12, index % 12 + 1)
    return dt.date(day.year - count, 1, 1), dt.date(day.year - count, 12, 31)


def _past(m: re.Match[str], p: dt.date | None, _a: dt.date | None, _y: int | None) -> Days:
    if p is None:
        return None
    count = _number(m.group("npast")) if m.group("npast") else 1
    days = {
        "hour": max(1, count // 24),
        "day": count,
        "night": count,
        "week": 7 * count,
        "fortnight": 14 * count,
        "month": 30 * count,
        "year": 365 * count,
    }
    return p - days[m.group("upast").lower().rstrip("s")] * DAY, p


def _recent(m: re.Match[str], p: dt.date | None, _a: dt.date | None, _y: int | None) -> Days:
    if p is None or not m.group("urecent"):
        return None
    return p - {"hours": 1, "days": 7, "weeks": 30, "months": 120}[m.group("urecent").lower()] * DAY, p


def _earlierthis(m: re.Match[str], p: dt.date | None, _a: dt.date | None, _y: int | None) -> Days:
    if p is None:
        return None
    unit = m.group("uthis").lower()
    start = {"week": p - p.weekday() * DAY, "month": p.replace(day=1), "year": p.replace(month=1, day=1)}[
        unit
    ]
    return start, p


def _lastunit(m: re.Match[str], p: dt.date | None, _a: dt.date | None, _y: int | None) -> Days:
    if p is None:
        return None
    unit = m.group("ulast").lower()
    if unit == "week":
        monday = p - (p.weekday() + 7) * DAY
        return monday, monday + 6 * DAY
    if unit == "month":
        return _back(p, 1, "month")
    if unit == "year":
        return _back(p, 1, "year")
    return _season_before(unit, p)


def _season_before(name: str, day: dt.date) -> tuple[dt.date, dt.date]:
    """Return the latest season of a name that had ended by a day."""
    span = _season_of(name, day.year)
    return span if span[1] < day else _season_of(name, day.year - 1)


def _season_of(name: str, year: int) -> tuple[dt.date, dt.date]:
    first = _SEASONS[name]
    last = (year, first + 2) if first < 12 else (year + 1, 2)
    return dt.date(year, first, 1), _month_span(*last)[1]


def _season(m: re.Match[str], p: dt.date | None, _a: dt.date | None, _y: int | None) -> Days:
    """Return the days of "this spring", "in the summer of 2014"; a season not yet begun is last year's."""
    name = m.group("sname").lower()
    if m.group("syear"):
        return _season_of(name, int(m.group("syear")))
    if p is None or (name == "fall" and not m.group().lower().startswith("this")):
        return None  # "in the fall of Kabul"
    this = _season_of(name, p.year)
    return (this[0], min(this[1], p)) if this[0] <= p else _season_of(name, p.year - 1)


def _unitbefore(m: re.Match[str], p: dt.date | None, a: dt.date | None, _y: int | None) -> Days:
    day = a or p
    count, unit = m.group("nunit") or "one", m.group("uunit") or m.group("onebefore")
    return _back(day, _number(count), unit) if day else None


def _monthday(m: re.Match[str], p: dt.date | None, a: dt.date | None, _y: int | None) -> Days:
    """Return the day of "on the 23rd": of the month spoken of last, else the latest such day."""
    day = int(m.group("dom"))
    if a is not None:
        return _one(_safe(a.year, a.month, day))
    if p is None:
        return None
    month = p if day <= p.day else p.replace(day=1) - DAY
    return _one(_safe(month.year, month.month, day))


def _year(m: re.Match[str], p: dt.date | None, _a: dt.date | None, _y: int | None) -> Days:
    year = int(m.group("y4"))
    end = dt.date(year, 12, 31)
    return dt.date(year, 1, 1), min(end, p) if p and p.year == year else end


def _since(m: re.Match[str], p: dt.date | None, a: dt.date | None, y: int | None) -> Days:
    what = m.group("since_what").lower()
    end = p or a
    if end is None:
        return None
    if what.isdigit():
        return dt.date(int(what), 1, 1), max(end, dt.date(int(what), 1, 1))
    if what in WEEKDAYS:
        start = _latest_weekday(what, end, None)
        return (start, end) if start else None
    parts = re.findall(r"[a-z]+|\d+", what)
    month = next(month_number(w) for w in parts if w.isalpha())
    numbers = [int(w) for w in parts if w.isdigit()]
    year = next((str(n) for n in numbers if n > 31), None)
    start = _in_year(month, next((n for n in numbers if n <= 31), 1), year, end, y)
    return (start, end) if start and start <= end else None


_READERS = {
    "iso": _iso, "dotted": _dotted, "since": _since, "span": _span, "mspan": _span, "dmy": _dmy, "mdy": _mdy, "my": _my,
    "weekday": _weekday, "weekend": _weekend,
    "overnight": _overnight, "yesterday": _yesterday, "today": _today, "dayafter": _dayafter,
    "daybefore": _daybefore, "unitbefore": _unitbefore, "monthday": _monthday, "season": _season,
    "nextday": _nextday, "dayslater": _dayslater, "sameday": _sameday, "ago": _ago, "past": _past,
    "recent": _recent, "earlierthis": _earlierthis, "lastunit": _lastunit, "year": _year,
}  # fmt: skip


def edtf(earliest: dt.date | None, latest: dt.date | None) -> str | None:
    """Return a pair of days as EDTF (ISO 8601-2): one day, or one of the days between."""
    if earliest is None and latest is None:
        return None
    if earliest == latest and earliest is not None:
        return earliest.isoformat()
    return f"[{earliest.isoformat() if earliest else ''}..{latest.isoformat() if latest else ''}]"


LONG_AFTER = re.compile(
    rf"\b(?P<n>{_COUNT})\s+(?P<unit>weeks?|months?|years?|decades?)\s+after\b", re.IGNORECASE
)
"""What makes the clause behind it older than the one before: "nine years after they captured it"."""


def long_before(match: re.Match[str], day: dt.date) -> tuple[dt.date, dt.date]:
    """Return the days that lie as long before `day` as a match of `LONG_AFTER` says."""
    count, unit = _number(match.group("n")), match.group("unit").lower()
    if unit.startswith("decade"):
        count, unit = 10 * count, "years"
    days = _back(day, min(count, day.year - 1), unit)
    return days if days is not None else (day, day)
