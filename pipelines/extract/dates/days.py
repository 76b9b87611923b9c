"""What a temporal expression means: a day, or the first and the last of some days."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from pipelines.extract.vocabulary.words import MONTHS, NUMBERS, WEEKDAYS

DAY = dt.timedelta(days=1)
COUNTS = {word: int(number) for word, number in NUMBERS.items()} | {"a": 1, "an": 1}
ORDINALS = {
    word: k
    for k, word in enumerate(
        ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"], 2
    )
}
_FEW = (2, 6)
_LONGER = re.compile(r"\b(?:than|over) \Z")
_SINCE_DAYS = {"mid": 11, "late": 21}
"""The first day of a third of a month."""
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The first month of a season of the northern half of the earth."""

Days = tuple[dt.date, dt.date] | None


def _safe(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _one(day: dt.date | None) -> Days:
    return None if day is None else (day, day)


def number(word: str) -> int:
    """Return the number that a word of a count says; "several" and "few" are three."""
    return int(word) if word.isdigit() else COUNTS.get(word.lower(), 3)


def _vague(word: str) -> bool:
    """Say whether a count is "several" or "few": of days, two to six."""
    return not word.isdigit() and word.lower() not in COUNTS


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


def _xspan(m: re.Match[str], p: dt.date | None, _a: dt.date | None, y: int | None) -> Days:
    """Return the days of "between 28 September and 4 October", "from September 28 to October 4"; None if reversed."""
    year = m.group("xy")
    begin = _in_year(
        month_number(m.group("xm1") or m.group("xm2")), int(m.group("x1") or m.group("x2")), year, p, y
    )
    end = _in_year(
        month_number(m.group("xm3") or m.group("xm4")), int(m.group("x3") or m.group("x4")), year, p, y
    )
    return (begin, end) if begin and end and begin <= end else None


def _month_span(year: int, month: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def _my(m: re.Match[str], p: dt.date | None, _a: dt.date | None, y: int | None) -> Days:
    name = m.group("m3")
    month = month_number(name)
    if (name.lower() == "may" and name != "May") or (name.lower() == "mar" and not m.group("y3")):
        return None  # "may", and Mar Maroun, Mar Elias: saints
    said = _said_year(m.group("y3"), p)
    year = int(said) if said else y if p is None else p.year if month <= p.month else p.year - 1
    return _part_of(_month_span(year, month), m.group("mpart")) if year else None


def _part_of(month: tuple[dt.date, dt.date], part: str | None) -> tuple[dt.date, dt.date]:
    """Return the days of "early", "mid" and "late" (thirds), "the beginning" and "the end of" a month (weeks)."""
    first, last = month
    word = (part or "").lower().rstrip("- ").split(" ")[0]
    ends = {
        "early": (1, 10), "mid": (11, 20), "middle": (11, 20), "late": (21, last.day),
        "first": (1, 7), "beginning": (1, 7), "start": (1, 7),
        "last": (last.day - 6, last.day), "end": (last.day - 6, last.day),
    }  # fmt: skip
    begin, end = ends.get(word, (1, last.day))
    return first.replace(day=begin), first.replace(day=end)


def _heading(m: re.Match[str], _p: dt.date | None, _a: dt.date | None, _y: int | None) -> Days:
    """Return the month that heads a line of a timeline: "July 2012: Rebels enter ..."."""
    return _month_span(int(m.group("hy")), month_number(m.group("hm")))


def _mhead(m: re.Match[str], p: dt.date | None, _a: dt.date | None, y: int | None) -> Days:
    """Return the month whose bare name heads a part of a chronicle: the latest such month."""
    month, year = month_number(m.group("hm2")), y if p is None else p.year
    if year is None or not m.group()[0].isupper():
        return None
    return _month_span(year - (p is not None and month > p.month), month)


def _endday(m: re.Match[str], p: dt.date | None, _a: dt.date | None, y: int | None) -> Days:
    """Return the day of "the first day of May", "the last day of October 2023"."""
    month, year = month_number(m.group("m4")), m.group("ye")
    near = int(year) if year else y if p is None else p.year - (month > p.month)
    if near is None:
        return None
    return _one(_month_span(near, month)[m.group("which_end").lower() == "last"])


def _opday(m: re.Match[str], _p: dt.date | None, a: dt.date | None, _y: int | None) -> Days:
    """Return the day of "on the second day of the offensive", counted from the day on which it began."""
    word = m.group("nday").lower()
    return _one(a + (ORDINALS.get(word, 1) - 1) * DAY) if a else None


def _thatmonth(m: re.Match[str], _p: dt.date | None, a: dt.date | None, _y: int | None) -> Days:
    """Return the days of "at the end of that month": a part of the month spoken of last."""
    return _part_of(_month_span(a.year, a.month), m.group("thatpart")) if a else None


def _unitsince(m: re.Match[str], p: dt.date | None, _a: dt.date | None, _y: int | None) -> Days:
    """Return the day of "in the five days since X fell", counted back from the published one."""
    return back(p, number(m.group("nsince")), m.group("usince")) if p else None


def _wdspan(m: re.Match[str], p: dt.date | None, _a: dt.date | None, _y: int | None) -> Days:
    last = _latest_weekday(m.group("wd2"), p, None)
    first = _latest_weekday(m.group("wd1"), last, None)
    return (first, last) if first and last else None


def _holiday(m: re.Match[str], p: dt.date | None, _a: dt.date | None, y: int | None) -> Days:
    """Return the latest New Year's Day, Christmas Day or the like; their eves lie in the old year."""
    name = m.group().lower()
    eve = name.endswith("eve")
    month, day = (12, 26) if name.startswith("boxing") else (12, 25 - eve) if name[0] == "c" else (1, 1)
    if name[0] == "n" and eve:
        month, day = 12, 31
    if p is None:
        return _one(_safe(y, month, day)) if y else None
    this = dt.date(p.year, month, day)
    return _one(this if this <= p else dt.date(p.year - 1, month, day))


def _beforelast(_m: re.Match[str], p: dt.date | None, _a: dt.date | None, _y: int | None) -> Days:
    return _one(p - 2 * DAY) if p else None


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
    return _one(day - number(m.group("nafter")) * DAY) if day else None


def _daybefore(m: re.Match[str], p: dt.date | None, a: dt.date | None, _y: int | None) -> Days:
    day = a or p
    count = number(m.group("nbefore")) if m.group("nbefore") else 1
    return _one(day - count * DAY) if day else None


def _nextday(_m: re.Match[str], _p: dt.date | None, a: dt.date | None, _y: int | None) -> Days:
    return _one(a + DAY) if a else None


def _dayslater(m: re.Match[str], _p: dt.date | None, a: dt.date | None, _y: int | None) -> Days:
    if a is None:
        return None
    count, weeks = m.group("nlater"), m.group("ulater").lower().startswith("w")
    if _vague(count) and not weeks:
        return a + _FEW[0] * DAY, a + _FEW[1] * DAY
    days = number(count) * (7 if weeks else 1)
    return a + (days - 3 * weeks) * DAY, a + (days + 3 * weeks) * DAY


def _sameday(_m: re.Match[str], _p: dt.date | None, a: dt.date | None, _y: int | None) -> Days:
    return _one(a)


def _ago(m: re.Match[str], p: dt.date | None, _a: dt.date | None, _y: int | None) -> Days:
    if p is not None and _vague(m.group("nago")) and m.group("uago").lower() == "days":
        return p - _FEW[1] * DAY, p - _FEW[0] * DAY
    if p is not None and m.group("uago").lower().startswith("year"):
        count = number(m.group("nago"))
        before = m.string[max(0, m.start() - 10) : m.start()].lower()
        if _LONGER.search(before):  # "more than a year ago"
            return p - (count + 1) * 366 * DAY, p - count * 366 * DAY
        if before.endswith(("nearly ", "almost ")):
            return p - count * 365 * DAY, p - (count * 365 - 60) * DAY
    return back(p, number(m.group("nago")), m.group("uago")) if p else None


def back(day: dt.date, count: int, unit: str) -> Days:
    """Return the days that lie some hours, days, weeks, months or years before a day; weeks to three days."""
    unit = unit.lower().rstrip("s")
    if (years := {"decade": 10, "century": 100, "centurie": 100}.get(unit)) is not None:
        count, unit = years * count, "year"
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
    year = max(1, day.year - count)
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _past(m: re.Match[str], p: dt.date | None, _a: dt.date | None, _y: int | None) -> Days:
    if p is None:
        return None
    count = number(m.group("npast")) if m.group("npast") else 1
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
    return _last(m.group("ulast").lower(), p) if p is not None else None


def _last(unit: str, day: dt.date) -> Days:
    """Return the week, month, year or season before that of a day."""
    if unit == "week":
        monday = day - (day.weekday() + 7) * DAY
        return monday, monday + 6 * DAY
    if unit in ("month", "year"):
        return back(day, 1, unit)
    return _season_before(unit, day)


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
    return back(day, number(count), unit) if day else None


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


def _years(m: re.Match[str], _p: dt.date | None, _a: dt.date | None, _y: int | None) -> Days:
    first, last = int(m.group("y5")), int(m.group("y6"))
    return (dt.date(first, 1, 1), dt.date(last, 12, 31)) if first <= last else None


def _century(m: re.Match[str], _p: dt.date | None, _a: dt.date | None, _y: int | None) -> Days:
    nth = int(m.group("ncentury"))
    return (dt.date(100 * nth - 99, 1, 1), dt.date(100 * nth, 12, 31)) if 1 <= nth <= MAX_CENTURY else None


def _since(m: re.Match[str], p: dt.date | None, a: dt.date | None, y: int | None) -> Days:
    what = m.group("since_what").lower()
    end = p or a
    if end is None:
        return None
    if what.isdigit():
        return dt.date(int(what), 1, 1), max(end, dt.date(int(what), 1, 1))
    if what.startswith("new"):
        return dt.date(end.year, 1, 1), end
    if what.startswith("last"):
        last = _last(what.split()[-1], end)
        return (last[0], end) if last else None
    if what in WEEKDAYS:
        start = _latest_weekday(what, end, None)
        return (start, end) if start else None
    parts = re.findall(r"[a-z]+|\d+", what)
    month = next(month_number(w) for w in parts if w.isalpha())
    numbers = [int(w) for w in parts if w.isdigit()]
    year = next((str(n) for n in numbers if n > 31), None)
    year = str(end.year - 1) if parts[-1:] == ["year"] else year  # "since May last year"
    day = _SINCE_DAYS.get((m.group("since_part") or "").lower().rstrip("- "), 1)
    start = _in_year(month, next((n for n in numbers if n <= 31), day), year, end, y)
    return (start, end) if start and start <= end else None


def _sincethen(_m: re.Match[str], p: dt.date | None, a: dt.date | None, _y: int | None) -> Days:
    """Return the days of "has since retaken X": from the day spoken of before to the published one."""
    return (a, p) if a is not None and p is not None and a <= p else None


def _nth(m: re.Match[str], p: dt.date | None, a: dt.date | None, _y: int | None) -> Days:
    """Return the days of "for a third day": the published one and the two before."""
    last, word = p or a, m.group("ordinal").lower()
    if last is None:
        return None
    count = ORDINALS.get(word) or int(re.sub(r"\D", "", word))
    return last - (count - 1) * (7 if m.group("unth").lower() == "week" else 1) * DAY, last


MAX_CENTURY = 21
"""The last century that a text tells of as history."""
READERS = {
    "endday": _endday, "opday": _opday, "thatmonth": _thatmonth, "unitsince": _unitsince, "mhead": _mhead,
    "sincethen": _sincethen, "nth": _nth, "xspan": _xspan,
    "iso": _iso, "dotted": _dotted, "since": _since, "span": _span, "mspan": _span, "dmy": _dmy, "mdy": _mdy, "my": _my,
    "wdspan": _wdspan, "holiday": _holiday, "beforelast": _beforelast,
    "heading": _heading, "weekday": _weekday, "weekend": _weekend,
    "overnight": _overnight, "yesterday": _yesterday, "today": _today, "dayafter": _dayafter,
    "daybefore": _daybefore, "unitbefore": _unitbefore, "monthday": _monthday, "season": _season,
    "nextday": _nextday, "dayslater": _dayslater, "sameday": _sameday, "ago": _ago, "past": _past,
    "recent": _recent, "earlierthis": _earlierthis, "lastunit": _lastunit, "year": _year,
    "years": _years, "century": _century,
}  # fmt: skip
