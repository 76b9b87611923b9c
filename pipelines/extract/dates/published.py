"""The published day of a document that came without one, from its own evidence.

In this order: metadata beside the text, the day in the address, a date or dateline at the head of the text, a
labelled date ("Updated: ...") at its head or end, the photo captions. Each candidate must agree with every
weekday that the text puts beside a day of that year ("Sunday, November 28"). What nothing settles stays None: never
the clock, and never the day of which a narrative speaks ("On 19 November, after heavy bombardment ...").
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from pipelines.extract.dates.calendars import (
    FIRST_YEAR,
    LAST_YEAR,
    Calendar,
    FullDate,
    find_full_dates,
    to_day,
)
from pipelines.extract.dates.days import month_number
from pipelines.extract.vocabulary.wordings import fold
from pipelines.extract.vocabulary.words import MONTHS, WEEKDAYS, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipelines.model import Document

HEAD_CHARS, HEAD_LINES = 1_500, 12
"""How much of a text is its head: a date further down belongs to the story."""
TAIL_CHARS = 600
MAX_TEXT_CHARS = 200_000
"""How much of a text is read for captions and weekdays."""
STAMP_LINE_CHARS = 120
"""A line that bears a stamp holds little else."""
CHRONICLE = 3
"""So many lines or sentences that open with different dates are a chronicle, which has no day of its own."""
CAPTION_SPREAD_DAYS = 3
"""The weekdays of one report lie so close together; further apart they settle nothing."""
DATELINE_YEAR_DAYS = 60
"""A dateline without a year takes the year of a full date in the text at most so many days before it."""
WEEK = 7
DAY = dt.timedelta(days=1)
_METADATA_KEYS = (
    "published", "publishedat", "publishedon", "publishedtime", "publishedday", "datepublished", "publisheddate",
    "publishdate", "publicationdate", "pubdate", "articlepublishedtime", "firstpublished", "dcdate",
    "dctermsissued", "dctermsdate", "dctermscreated", "issued", "date", "day", "dateline", "datetime", "timestamp",
    "created", "createdat", "datecreated", "articlemodifiedtime", "datemodified", "updated", "updatedat", "modified",
)  # fmt: skip
"""Keys that bear an article's day, the surest first; compared without case, marks and spaces."""
MAX_VALUE_CHARS = 120

_MONTH = rf"(?:{'|'.join(sorted((f for m in MONTHS for f in (m, m[:3])), key=len, reverse=True))}|sept)\.?"
_URL_DAY = re.compile(
    rf"(?<!\d)(?P<y>\d{{4}})(?P<s>[/_.-])(?P<m>\d{{1,2}}|{_MONTH})(?P=s)(?P<d>\d{{1,2}})(?!\d)", re.IGNORECASE
)
_URL_COMPACT = re.compile(r"(?<!\d)(?P<y>(?:19|20|13|14)\d{2})(?P<m>\d{2})(?P<d>\d{2})(?!\d)")
_URL_YEAR = re.compile(r"/(?P<y>(?:19|20)\d{2})/")
_LABEL = (
    r"(?:(?:first\s|last\s|date\s(?:of\s)?)?(?:published|publication|posted|updated|modified|issued|date|day)"
    r"(?:\s(?:on|at|date))?)\s{0,3}[:：–-]?\s{0,3}"
)
_LABELLED = re.compile(rf"(?:^|[\n|(•·])\s{{0,8}}(?P<label>{_LABEL})$")
_LABEL_ONLY = re.compile(rf"{_LABEL}$")
_CLOCK_BEFORE = re.compile(r"(?<!\d)(?:[01]\d|2[0-3])[:.h]?[0-5]\d\s{1,3}$")
_CLOCK_AFTER = re.compile(r"[\s,|–-]{1,4}(?:at\s)?(?:[01]?\d|2[0-3])[:.]?[0-5]\d(?!\d)")
_DATELINE_END = re.compile(r"[\s,]{0,3}(?:\([^()\n]{1,40}\)|/[^/\n]{1,40}/)?\s{0,3}[-–—:]")
_DATELINE = re.compile(
    rf"(?:(?P<m1>{_MONTH})\s(?P<d1>\d{{1,2}})|(?P<d2>\d{{1,2}})\s(?P<m2>{_MONTH}))(?:st|nd|rd|th)?"
    r"\s{0,2}(?:\([^()\n]{1,40}\)\s{0,2}[-–—]|[-–—]\s)",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"\((?:photos?|image|picture|photograph)\b|\b(?:photos?|image|picture)\s(?:by|:|credit)"
    r"|[©/](?:afp|reuters|ap|getty)\b"
    r"|\b(?:afp|reuters|ap|epa|getty)\s(?:photo|images?|picture)",
    re.IGNORECASE,
)
_OLD_PHOTO = re.compile(r"\bfile\b|\barchiv|\bfiled\b", re.IGNORECASE)
_WEEKDAY_PAIR = re.compile(
    rf"\b(?P<w1>{'|'.join(WEEKDAYS)})\s?,?\s(?:the\s)?"
    rf"(?:(?P<m1>{_MONTH})\s(?P<d1>\d{{1,2}})|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<m2>{_MONTH}))"
    r"(?:st|nd|rd|th)?\b(?!,?\s\d{4})",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})\b", re.IGNORECASE)
_SMALL = words("and of the al el de la in near")


def published_day(document: Document) -> tuple[dt.date | None, str | None]:
    """Return (published day, how it is known), (None, None) if nothing settles it.

    `Document.published` is not read: this is for documents that lack it. The second item is a sentence part for
    people, fit for `Document.published_basis`.
    """
    text = document.text[:MAX_TEXT_CHARS]
    pairs = _weekday_pairs(text)
    for day, basis in _candidates(document, text):
        if FIRST_YEAR <= day.year <= LAST_YEAR and not _contradicted(day, pairs):
            return day, basis
    return None, None


def _candidates(document: Document, text: str) -> Iterator[tuple[dt.date, str]]:
    """Yield every day that something shows, the surest first."""
    yield from _from_metadata(document.extra)
    yield from _from_address(document.url or "")
    dates = find_full_dates(text)
    yield from _from_head(text, dates)
    yield from _from_dateline(text, dates, document.url or "")
    yield from _from_labels(text, dates)
    yield from _from_captions(text, dates)


def _from_metadata(extra: Mapping[str, object]) -> Iterator[tuple[dt.date, str]]:
    known = {"".join(c for c in key.lower() if c.isalnum()): key for key in sorted(extra, reverse=True)}
    for name in _METADATA_KEYS:
        value = extra.get(known.get(name, ""))
        if isinstance(value, dt.date):
            yield (value.date() if isinstance(value, dt.datetime) else value), f"metadata `{known[name]}`"
        if not isinstance(value, str) or len(value) > MAX_VALUE_CHARS:
            continue
        found = find_full_dates(value)
        if found:
            yield found[0].day, f"metadata `{known[name]}`" + _calendar(found[0])


def _from_address(url: str) -> Iterator[tuple[dt.date, str]]:
    for pattern in (_URL_DAY, _URL_COMPACT):
        for match in pattern.finditer(url[:2_000]):
            month = match["m"]
            number = int(month) if month.isdigit() else month_number(month)
            found = to_day(int(match["y"]), number, int(match["d"]))
            if found:
                calendar = "" if found[1] is Calendar.GREGORIAN else f" ({found[1]} calendar)"
                yield found[0], f"the address bears the day {match.group()}{calendar}"


def _from_head(text: str, dates: list[FullDate]) -> Iterator[tuple[dt.date, str]]:
    """Yield the dates that open the text or stand as a stamp in its first lines."""
    if _is_chronicle(text, dates):
        return
    limit = _head_end(text)
    for date in dates:
        if date.end <= limit and _stamps(text, date):
            yield date.day, f"the date {_shown(text, date)} at the head of the text{_calendar(date)}"


def _head_end(text: str) -> int:
    at = 0
    lines = 0
    while at < min(len(text), HEAD_CHARS) and lines < HEAD_LINES:
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        lines += bool(text[at:stop].strip())
        at = stop + 1
    return min(at, HEAD_CHARS, len(text))


def _stamps(text: str, date: FullDate) -> bool:
    """Say whether a date in the head is the article's own: it opens a line, ends a dateline, or has a clock time."""
    begin = text.rfind("\n", 0, date.start) + 1
    stop = text.find("\n", date.end)
    line_end = len(text) if stop < 0 else stop
    before = " ".join(fold(text[begin : date.start]).split()).strip(" \ufeff([")
    first = not text[:begin].strip(" \n\r\t\ufeff")
    short = line_end - begin <= STAMP_LINE_CHARS
    rest = text[date.end : min(line_end, date.end + 60)]
    if not before:
        return (first or line_end - date.end <= STAMP_LINE_CHARS // 2) and not _continues(rest)
    if _LABEL_ONLY.fullmatch(before) or (short and before.startswith("by ") and not rest.strip(" .|")):
        return True
    if _CLOCK_BEFORE.search(text[max(0, date.start - 12) : date.start]):
        return True
    if short and _CLOCK_AFTER.match(rest) and not _narrative(before):
        return True
    return (
        len(before) <= STAMP_LINE_CHARS // 2
        and _placelike(text[begin : date.start])
        and bool(_DATELINE_END.match(rest))
    )


def _continues(rest: str) -> bool:
    """Say whether a clause runs on from the date: "27 November 2016 was a Sunday", "27 November 2016, when ..."."""
    following = rest.strip(" ,").split(" ", 1)[0].lower()
    return following in (
        "was",
        "is",
        "saw",
        "when",
        "marked",
        "and",
        "to",
        "offensive",
        "attack",
        "battle",
        "or",
    )


def _narrative(before: str) -> bool:
    """Say whether a date stands in a sentence: a preposition right before it."""
    return before.rsplit(" ", 1)[-1].strip(",") in words(
        "on in of since until by from between after before to and dated"
    )


def _placelike(before: str) -> bool:
    """Say whether the words before a dateline's day are names: all begin with capitals."""
    names = [w for w in re.split(r"[\s,./()-]+", before) if w]
    return bool(names) and all(
        not w[0].isalpha() or w[0] == w[0].upper() or w.lower() in _SMALL for w in names
    )


def _is_chronicle(text: str, dates: list[FullDate]) -> bool:
    opening = {d.day for d in dates if _opens(text, d)}
    return len(opening) >= CHRONICLE


def _opens(text: str, date: FullDate) -> bool:
    before = text[max(0, date.start - 6) : date.start].rstrip(" \t•*-–\ufeff")
    return not before or before[-1] in "\n\r.!?"


def _from_dateline(text: str, dates: list[FullDate], url: str) -> Iterator[tuple[dt.date, str]]:
    """Yield the day of "DAMASCUS, Nov 27 (Reuters) -", its year from the address or a full date in the text."""
    for match in _DATELINE.finditer(text, 0, _head_end(text)):
        begin = text.rfind("\n", 0, match.start()) + 1
        if match.start() - begin > STAMP_LINE_CHARS // 2 or not _placelike(text[begin : match.start()]):
            continue
        month = month_number(match["m1"] or match["m2"])
        for year, source in _years(dates, url, month, int(match["d1"] or match["d2"])):
            found = to_day(year, month, int(match["d1"] or match["d2"]))
            if found:
                shown = " ".join(match.group().split()).rstrip(" -–—")
                yield found[0], f"the dateline “{shown}” with the year of {source}"


def _years(dates: list[FullDate], url: str, month: int, day: int) -> Iterator[tuple[int, str]]:
    for match in _URL_YEAR.finditer(url[:2_000]):
        yield int(match["y"]), "the address"
    for near in sorted((d for d in dates), key=lambda d: d.day, reverse=True):
        for year in (near.day.year, near.day.year + 1):
            found = to_day(year, month, day)
            if found and 0 <= (found[0] - near.day).days <= DATELINE_YEAR_DAYS:
                yield year, "the latest date in the text"
                return


def _from_labels(text: str, dates: list[FullDate]) -> Iterator[tuple[dt.date, str]]:
    """Yield the dates behind "Published:" and the like at the head and the end of the text."""
    head, tail = _head_end(text), len(text) - TAIL_CHARS
    for date in dates:
        if head < date.start < tail:
            continue
        before = fold(text[max(0, date.start - 50) : date.start])
        label = _LABELLED.search(before if date.start > 50 else "\n" + before)  # the window above
        if label:
            yield (
                date.day,
                f"“{' '.join(label['label'].split())} {_shown(text, date)}” in the text{_calendar(date)}",
            )


def _from_captions(text: str, dates: list[FullDate]) -> Iterator[tuple[dt.date, str]]:
    """Yield the first day, from the latest photo caption on, that the weekdays of the news fit."""
    captioned = [d.day for d in dates if d.calendar is Calendar.GREGORIAN and _in_caption(text, d)]
    named = {WEEKDAYS.index(m.group().lower()) for m in _WEEKDAY.finditer(text)}
    if not captioned or not named or _is_chronicle(text, dates):
        return
    latest = max(captioned)
    ages = {d: max((d.weekday() - w) % WEEK for w in named) for d in (latest + k * DAY for k in range(WEEK))}
    best = min(ages, key=lambda d: (ages[d], d))
    if ages[best] <= CAPTION_SPREAD_DAYS and (best - latest).days <= CAPTION_SPREAD_DAYS:
        yield best, f"photo captions of {latest.isoformat()} and the weekdays of the text"


def _in_caption(text: str, date: FullDate) -> bool:
    begin = max(text.rfind("\n", 0, date.start) + 1, date.start - 400)
    stop = text.find("\n", date.end)
    end = min(len(text) if stop < 0 else stop, date.end + 120)
    line = text[begin:end]
    return bool(_CAPTION.search(line)) and not _OLD_PHOTO.search(line)


def _weekday_pairs(text: str) -> list[tuple[int, int, int]]:
    """Return (weekday, month, day) of each "Sunday, November 28" that states no year."""
    return [
        (WEEKDAYS.index(m["w1"].lower()), month_number(m["m1"] or m["m2"]), int(m["d1"] or m["d2"]))
        for m in _WEEKDAY_PAIR.finditer(text)
    ]


def _contradicted(published: dt.date, pairs: list[tuple[int, int, int]]) -> bool:
    """Say whether a weekday of the text falls on another day in the year of publication and in the year before."""
    for weekday, month, day in pairs:
        near = [_safe(year, month, day) for year in (published.year - 1, published.year, published.year + 1)]
        close = [d for d in near if d and abs((d - published).days) <= 366 // 2]
        if close and all(d.weekday() != weekday for d in close):
            return True
    return False


def _safe(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _shown(text: str, date: FullDate) -> str:
    return "“" + " ".join(text[date.start : date.end].split()) + "”"


def _calendar(date: FullDate) -> str:
    return "" if date.calendar is Calendar.GREGORIAN else f" ({date.calendar} calendar)"
