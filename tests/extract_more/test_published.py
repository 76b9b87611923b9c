"""The day of publication from a document's own evidence, and honest silence where there is none."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.documents import read_documents
from pipelines.extract.dates.published import published_day
from pipelines.model import Document
from tests.growth import assert_linear, repeated

if TYPE_CHECKING:
    from pathlib import Path

DAY = dt.date(2016, 11, 27)  # a Sunday
STORY = "Rebels withdrew from the town on Sunday, a monitor said."


def document(text: str = STORY, url: str | None = None, **extra: object) -> Document:
    return Document(id="d", text=text, url=url, extra=extra)


HEADS = {
    "27 November 2016 The army entered the town.": DAY,
    "Tue Jul 7 2015 Forces kill 35 in an ambush": dt.date(2015, 7, 7),
    "Saturday 24 December 2016 The coalition condemned it.": dt.date(2016, 12, 24),
    "August 13 2016 2037 UTC+3 A representative told the agency": dt.date(2016, 8, 13),
    "10-07-2016 Forces foil a raid.": dt.date(2016, 7, 10),
    "29.10.2017(updated 1731 29.10.2017) Get short URL": dt.date(2017, 10, 29),
    "Forces take a town REUTERS Middle East 1730 28.04.2017Get short URL": dt.date(2017, 4, 28),
    "Date of publication 7 October 2016 Shelling left 11 dead": dt.date(2016, 10, 7),
    "DAMASCUS, November 27, 2016 (SANA) - The army said": DAY,
    "Army takes Hanano\n\nBy Jane Doe, 27 November 2016\n\nThe army said": DAY,
    "Army takes Hanano\nPublished: 27 November 2016 14:05 GMT\nThe army said": DAY,
    "Army takes Hanano\nLast updated on Nov 27, 2016\nThe army said": DAY,
    "Army takes Hanano\n27/11/2016 | 14:05\nThe army said": DAY,
    "\ufeff۷ آذر ۱۳۹۵\nThe army said": DAY,
    "27 Safar 1438 - The army said it took the town": DAY,
    "الأحد 27 تشرين الثاني 2016\nThe army said": DAY,
    f"{STORY}\n\nFirst published: 27 November 2016": DAY,
    f"{STORY}\n\nPosted on November 27, 2016": DAY,
}


@pytest.mark.parametrize(("text", "day"), HEADS.items())
def test_a_date_or_dateline_at_the_head_is_the_day(text: str, day: dt.date) -> None:
    found, basis = published_day(document(text))
    assert found == day
    assert basis is not None


NARRATIVES = [
    "On 19 November, after heavy bombardment, the army attempted to advance.",
    "On 19 November 2016, after heavy bombardment, the army attempted to advance.",
    "The battle began on 27 November 2016 and ended a month later.",
    "27 November 2016 was a Sunday on which the army took the town.",
    "19 November 2016: shelling.\n20 November 2016: fighting.\n21 November 2016: the town fell.",
    "In May 2014 the rebels left Homs.",
    "The offensive of November 27, 2016 is remembered.",
    STORY,
    "Sunday, November 28, 2016 The army said",  # that day was a Monday
    "The town fell on 27 November 2016.\nIt was retaken on 3 December 2016.",
    "DAMASCUS, Nov 27 (Reuters) - The army said it had taken the town.",  # of which year?
    "A photo shows the town on December 14, 2016. (File photo by AFP)\nFighting went on on Thursday.",
    "The town on December 14, 2016. (Photo by AFP)",  # no weekday says how old the photo is
]


@pytest.mark.parametrize("text", NARRATIVES)
def test_a_narrative_has_no_published_day(text: str) -> None:
    assert published_day(document(text)) == (None, None)


ADDRESSES = {
    "http://example.org/Detail/2016/11/27/495423/Army": DAY,
    "https://example.org/world/2016/nov/27/army": DAY,
    "https://example.org/news/2016-11-27-army.html": DAY,
    "https://example.org/20161127/army": DAY,
    "https://example.ir/news/1395/09/07/army": DAY,
    "https://example.ir/news/13950907000412": None,
    "https://example.ir/13950907/army": DAY,
    "https://example.org/story/797086": None,
    "https://example.org/2016/11/army": None,
    "https://example.org/2016/45/99/army": None,
}


@pytest.mark.parametrize(("url", "day"), ADDRESSES.items())
def test_an_address_bears_its_day(url: str, day: dt.date | None) -> None:
    assert published_day(document(url=url))[0] == day


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("date", "2016-11-27T23:30:00+03:00"),
        ("datePublished", "2016-11-27"),
        ("article:published_time", "2016-11-27T10:00:00Z"),
        ("pubDate", "Sun, 27 Nov 2016 10:00:00 GMT"),
        ("publish_date", "27.11.2016 10:00"),
        ("DC.date.issued", "nothing"),
    ],
)
def test_metadata_beside_the_text_is_the_day(key: str, value: str) -> None:
    found, basis = published_day(document(**{key: value}))
    expected = (None, None) if value == "nothing" else (DAY, f"metadata `{key}`")
    assert (found, basis) == expected


def test_published_counts_before_updated() -> None:
    found, _ = published_day(document(updated="2016-12-01", published_at="2016-11-27"))
    assert found == DAY


def test_metadata_count_before_the_address_and_the_address_before_the_text() -> None:
    text = "25 November 2016 The army said"
    url = "https://example.org/2016/11/26/army"
    assert published_day(document(text, url, date="2016-11-27"))[0] == DAY
    assert published_day(document(text, url))[0] == dt.date(2016, 11, 26)
    assert published_day(document(text))[0] == dt.date(2016, 11, 25)


def test_a_date_that_the_weekdays_of_the_text_contradict_is_refused() -> None:
    """28 November was a Sunday in 2021, not in 2016."""
    text = "The army took the town on Sunday, November 28, a monitor said."
    assert published_day(document(text, date="2016-11-29")) == (None, None)
    assert published_day(document(text, date="2021-11-29"))[0] == dt.date(2021, 11, 29)
    assert published_day(document(text, url="https://x.org/2021/11/29/a", date="2016-11-29"))[0] == dt.date(
        2021, 11, 29
    )


def test_a_dateline_takes_its_year_from_the_address_or_a_full_date() -> None:
    line = "DAMASCUS, Nov 27 (Reuters) - The army said it had taken the town"
    assert published_day(document(line + ".", url="https://example.org/2016/army"))[0] == DAY
    assert published_day(document(line + ", lost on 3 November 2016."))[0] == DAY
    assert published_day(document(line + ", lost on 3 November 2006."))[0] == dt.date(2006, 11, 27)


def test_captions_and_the_weekdays_of_the_news_settle_the_day_together() -> None:
    text = (
        "Fighters have laid down arms since Tuesday.\nReports on Thursday spoke of a new agreement.\n"
        "Troops in the city on December 14, 2016. (Photo by AFP)\nAlso on Wednesday, forces attacked a position."
    )
    found, basis = published_day(document(text))
    assert found == dt.date(2016, 12, 15)
    assert basis == "photo captions of 2016-12-14 and the weekdays of the text"


def test_the_shipped_articles_get_the_days_that_their_manifest_gives(seeds: Path) -> None:
    """Two of them bear no day of their own: theirs is known from the other articles alone."""
    found = {d.id[:3]: (published_day(d)[0], d.published) for d in read_documents([seeds]).documents}
    assert {name: day for name, (day, _) in found.items() if day is None} == {"003": None, "004": None}
    assert all(day == known for name, (day, known) in found.items() if name not in ("003", "004"))


def test_the_persian_calendar_is_said_in_the_basis() -> None:
    _, basis = published_day(document("7 Azar 1395 The army said"))
    assert basis == "the date “7 Azar 1395” at the head of the text (Persian calendar)"


@given(
    st.text(max_size=400), st.text(max_size=80), st.dictionaries(st.text(max_size=12), st.text(max_size=30))
)
def test_anything_is_read_without_raising(text: str, url: str, extra: dict[str, str]) -> None:
    day, basis = published_day(Document(id="d", text=text, url=url, extra=extra))
    assert (day is None) == (basis is None)


@pytest.mark.parametrize(
    "piece",
    [
        "Sunday, November ",
        "27 November 2016 ",
        "(Photo by ",
        "A, ",
        "Nov 2 (",
        "\n",
        "\n27.11.2016",
        "Published: ",
    ],
)
def test_repetition_does_not_blow_up(piece: str) -> None:
    assert_linear(lambda text: published_day(document(text)), lambda chars: repeated(piece, chars), 60_000)
