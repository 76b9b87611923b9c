"""Complete dates as articles write them, in the Gregorian, Persian and Hijri calendars.

    Tue Jul 7 2015 · 27 November 2016 · 10-07-2016 · 2016/11/27 · 27 تشرين الثاني 2016     Gregorian
    7 Azar 1395 · 1395/09/07 · ۷ آذر ۱۳۹۵                                                 Persian (Solar Hijri)
    27 Safar 1438 · 1438/02/27 · ٢٧ صفر ١٤٣٨                                              Hijri (Umm al-Qura)

A weekday beside a date must agree with it: a date that its own weekday contradicts is left out. The Hijri month
began by sighting a day earlier or later in many places than in the Umm al-Qura tables, so there a weekday shifts
the day by one. Years are bounded (`FIRST_YEAR`, `LAST_YEAR`), which also tells the three calendars apart.
Conversions are by persiantools and hijridate.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from hijridate import Hijri
from persiantools.jdatetime import JalaliDate

from pipelines.extract.dates.expressions import TimeExpression
from pipelines.extract.vocabulary.wordings import fold
from pipelines.extract.vocabulary.words import MONTHS

FIRST_YEAR, LAST_YEAR = 1979, 2043
"""Gregorian years that are read: what lies outside is no day of news."""
PERSIAN_YEARS = range(1358, 1420)
HIJRI_YEARS = range(1420, 1466)
"""In figures alone ("1395/09/07") the year tells Persian from Hijri: 1979-2040 and 1999-2043."""
DAY = dt.timedelta(days=1)
REACH = 60
"""No complete date is longer than so many characters."""
ABBREVIATED = 5
"""Weekdays of so few letters ("sat", "thurs") are taken before a date only: behind it they are other words."""


class Calendar(StrEnum):
    """The calendar that a date is written in."""

    GREGORIAN = "Gregorian"
    PERSIAN = "Persian"
    HIJRI = "Hijri"


@dataclass(frozen=True, slots=True, kw_only=True)
class FullDate:
    """A complete date `text[start:end]` (a weekday beside it included) and the Gregorian day that it means."""

    start: int
    end: int
    day: dt.date
    calendar: Calendar
    weekday: int | None = None


def _named(rows: str) -> dict[str, int]:
    """Return name -> 1, 2, ... from lines of spellings parted by `|`."""
    lines = [line.split("|") for line in rows.strip().splitlines()]
    return {name.strip(): number for number, line in enumerate(lines, 1) for name in line}


_ENGLISH = {name: number for number, month in enumerate(MONTHS, 1) for name in (month, month[:3])} | {
    "sept": 9
}
_ARABIC = _named("""
يناير|كانون الثاني|جانفي
فبراير|شباط|فيفري
مارس|آذار
أبريل|ابريل|إبريل|نيسان|أفريل
مايو|أيار|ايار|ماي
يونيو|حزيران|جوان
يوليو|تموز|جويلية
أغسطس|اغسطس|آب|أوت
سبتمبر|أيلول|ايلول
أكتوبر|اكتوبر|تشرين الأول|تشرين الاول
نوفمبر|تشرين الثاني
ديسمبر|كانون الأول|كانون الاول
""")
_PERSIAN = _named("""
farvardin|فروردین
ordibehesht|اردیبهشت
khordad|خرداد
tir|تیر
mordad|amordad|مرداد
shahrivar|شهریور
mehr|مهر
aban|آبان
azar|آذر
dey|دی
bahman|بهمن
esfand|اسفند
""")
_HIJRI = _named("""
muharram|moharram|محرم
safar|صفر
rabi al-awwal|rabi' al-awwal|rabi al-awal|rabi i|rabi' i|ربيع الأول|ربيع الاول
rabi al-thani|rabi' al-thani|rabi al-akhir|rabi' al-akhir|rabi ii|rabi' ii|ربيع الثاني|ربيع الآخر
jumada al-awwal|jumada al-ula|jumada al-awal|jumada i|جمادى الأولى|جمادى الاولى
jumada al-thani|jumada al-akhirah|jumada al-akhira|jumada ii|جمادى الآخرة|جمادى الثانية
rajab|رجب
shaban|sha'ban|shaaban|شعبان
ramadan|ramadhan|ramazan|رمضان
shawwal|شوال
dhu al-qidah|dhu al-qi'dah|dhul-qadah|dhul qadah|zul qaada|ذو القعدة|ذي القعدة
dhu al-hijjah|dhul-hijjah|dhul hijjah|dhul-hijja|zul hijja|ذو الحجة|ذي الحجة
""")
_MONTHS: dict[str, tuple[Calendar, int]] = {
    **{name: (Calendar.GREGORIAN, number) for name, number in (_ENGLISH | _ARABIC).items()},
    **{name: (Calendar.PERSIAN, number) for name, number in _PERSIAN.items()},
    **{name: (Calendar.HIJRI, number) for name, number in _HIJRI.items()},
}
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "monday mon الاثنين الإثنين دوشنبه",
            "tuesday tues tue الثلاثاء سه‌شنبه",
            "wednesday wed الأربعاء الاربعاء چهارشنبه",
            "thursday thurs thur thu الخميس پنجشنبه",
            "friday fri الجمعة جمعه",
            "saturday sat السبت شنبه",
            "sunday sun الأحد الاحد یکشنبه",
        )
    )
    for name in names.split()
}


def _any(names: object) -> str:
    return "|".join(sorted(map(re.escape, map(str, names)), key=len, reverse=True))  # type: ignore[call-overload]


def _weekday_group(name: str) -> str:
    return rf"(?:(?<!\w)(?P<{name}>{_any(_WEEKDAYS)})\b\.?[,،]?\s{{1,3}}(?:the\s)?)?"


_ORDINAL = r"(?:st|nd|rd|th)?"
_GAP = r"[\s,،./-]{1,3}"
_NAMES = _any(_MONTHS)
_DAY_FIRST = rf"(?P<m1>{_NAMES})\.?{_GAP}(?P<y1>\d{{4}})(?!\d)"
_MONTH_FIRST = rf"(?P<m2>{_NAMES})\.?\s{{1,2}}"
_PATTERN = re.compile(
    "|".join(
        (
            rf"{_weekday_group('w1')}(?<!\d)(?P<d1>\d{{1,2}}){_ORDINAL}[\s-]{{1,2}}(?:of\s)?{_DAY_FIRST}",
            rf"{_weekday_group('w2')}(?<!\w){_MONTH_FIRST}(?P<d2>\d{{1,2}}){_ORDINAL}{_GAP}(?P<y2>\d{{4}})(?!\d)",
            r"(?<![\d./-])(?P<y3>\d{4})(?P<s3>[-/.])(?P<m3>\d{1,2})(?P=s3)(?P<d3>\d{1,2})(?![./-]?\d)",
            r"(?<![\d./-])(?P<a4>\d{1,2})(?P<s4>[-/.])(?P<b4>\d{1,2})(?P=s4)(?P<y4>\d{4})(?![./-]?\d)",
        )
    )
)
_FOUR_DIGITS = re.compile(r"\d{4}")
_AFTER = re.compile(rf"[\s,(]{{1,3}}(?P<w>{_any(w for w in _WEEKDAYS if len(w) > ABBREVIATED)})\b")
_BEFORE = re.compile(rf"(?<!\w)(?P<w>{_any(_WEEKDAYS)})[\s,،.]{{1,3}}$")


def find_full_dates(text: str, start: int = 0, end: int | None = None) -> list[FullDate]:
    """Return the complete dates in `text[start:end]`, in order; offsets count from the start of `text`.

    A date in figures is day first with dots and hyphens; with slashes it is read only if one order is possible.
    A date that does not exist, or that the weekday beside it contradicts, is left out.
    """
    stop = len(text) if end is None else min(end, len(text))
    low = fold(text[:stop])
    found: list[FullDate] = []
    for match in (
        m for begin, last in _windows(low, start, stop) for m in _PATTERN.finditer(low, begin, last)
    ):
        days = _days(match)
        weekday, begin, last = _weekday(match, low)
        fitting = [(day, calendar) for day, calendar in days if _agrees(day, weekday)]
        fitting = fitting or [c for c in (_shifted(d, k, weekday) for d, k in days) if c is not None]
        if len({day for day, _ in fitting}) == 1:
            day, calendar = fitting[0]
            found.append(FullDate(start=begin, end=last, day=day, calendar=calendar, weekday=weekday))
    return found


def _windows(low: str, start: int, stop: int) -> list[tuple[int, int]]:
    """Return the spans round years in which a complete date can stand, so that the rest need not be searched."""
    found: list[tuple[int, int]] = []
    for year in _FOUR_DIGITS.finditer(low, start, stop):
        begin, last = max(start, year.start() - REACH), min(stop, year.end() + REACH)
        if found and begin <= found[-1][1]:
            begin = found.pop()[0]
        found.append((begin, last))
    return found


def calendar_times(text: str) -> list[TimeExpression]:
    """Return the complete dates that `find_times` does not know, as temporal expressions of a text, in order.

    These are Persian and Hijri dates, and Gregorian ones with Arabic month names.
    """
    return [
        TimeExpression(d.start, d.end, d.day, d.day, "iso")
        for d in find_full_dates(text)
        if d.calendar is not Calendar.GREGORIAN or not text[d.start : d.end].isascii()
    ]


def to_day(year: int, month: int, day: int) -> tuple[dt.date, Calendar] | None:
    """Return the Gregorian day of year, month and day in figures, and the calendar that the year tells."""
    calendar = Calendar.GREGORIAN
    if year in PERSIAN_YEARS:
        calendar = Calendar.PERSIAN
    elif year in HIJRI_YEARS:
        calendar = Calendar.HIJRI
    found = _convert(calendar, year, month, day)
    return None if found is None else (found, calendar)


def _convert(calendar: Calendar, year: int, month: int, day: int) -> dt.date | None:
    try:
        if calendar is Calendar.PERSIAN:
            found = JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]  # __new__ is bare
        elif calendar is Calendar.HIJRI:
            hijri = Hijri(year, month, day).to_gregorian()
            found = dt.date(hijri.year, hijri.month, hijri.day)
        else:
            found = dt.date(year, month, day)
    except (ValueError, OverflowError):
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def _days(match: re.Match[str]) -> list[tuple[dt.date, Calendar]]:
    """Return the days that a match can mean: one, or two where its figures can be read in either order."""
    if match["y3"]:
        return _kept([to_day(int(match["y3"]), int(match["m3"]), int(match["d3"]))])
    if match["y4"]:
        first, second, year = int(match["a4"]), int(match["b4"]), int(match["y4"])
        day_first = to_day(year, second, first)
        if match["s4"] != "/" and day_first:
            return [day_first]
        return _kept([day_first, to_day(year, first, second)])
    calendar, month = _MONTHS[match["m1"] or match["m2"]]
    found = _convert(calendar, int(match["y1"] or match["y2"]), month, int(match["d1"] or match["d2"]))
    return [] if found is None else [(found, calendar)]


def _kept(days: list[tuple[dt.date, Calendar] | None]) -> list[tuple[dt.date, Calendar]]:
    return [day for day in days if day is not None]


def _weekday(match: re.Match[str], low: str) -> tuple[int | None, int, int]:
    """Return the weekday beside a date (0 = Monday, None if none stands there) and where both begin and end."""
    inside = match["w1"] or match["w2"]
    if inside:
        return _WEEKDAYS[inside], match.start(), match.end()
    before = _BEFORE.search(low[max(0, match.start() - 14) : match.start()])
    if before:
        begin = match.start() - (min(14, match.start()) - before.start())
        return _WEEKDAYS[before["w"]], begin, match.end()
    after = _AFTER.match(low, match.end())
    if after:
        return _WEEKDAYS[after["w"]], match.start(), after.end()
    return None, match.start(), match.end()


def _agrees(day: dt.date, weekday: int | None) -> bool:
    return weekday is None or day.weekday() == weekday


def _shifted(day: dt.date, calendar: Calendar, weekday: int | None) -> tuple[dt.date, Calendar] | None:
    """Return a Hijri day moved by one to its weekday, None if that does not help."""
    near = (day - DAY, day + DAY) if calendar is Calendar.HIJRI else ()
    return next(((d, calendar) for d in near if d.weekday() == weekday), None)
