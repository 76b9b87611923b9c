"""Complete dates in the three calendars, as a reader finds them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.dates.calendars import FIRST_YEAR, LAST_YEAR, Calendar, calendar_times, find_full_dates
from pipelines.model import DateBasis
from tests.growth import assert_linear, repeated

SUNDAY = dt.date(2016, 11, 27)

WRITTEN = {
    "27 November 2016": SUNDAY,
    "27th of November, 2016": SUNDAY,
    "November 27, 2016": SUNDAY,
    "Nov. 27, 2016": SUNDAY,
    "27-Nov-2016": SUNDAY,
    "Sunday, November 27, 2016": SUNDAY,
    "Sun 27 Nov 2016": SUNDAY,
    "November 27, 2016 (Sunday)": SUNDAY,
    "2016-11-27": SUNDAY,
    "2016/11/27": SUNDAY,
    "27.11.2016": SUNDAY,
    "27-11-2016": SUNDAY,
    "11/27/2016": SUNDAY,
    "10-07-2016": dt.date(2016, 7, 10),
    "Sunday 07/10/2018": dt.date(2018, 10, 7),
    "Tue Jul 7 2015": dt.date(2015, 7, 7),
    "27 تشرين الثاني 2016": SUNDAY,
    "الأحد 27 نوفمبر 2016": SUNDAY,
    # the equivalents are those of the calendars' published tables: 7 Azar 1395 = 27 Safar 1438 = 27 November 2016
    "7 Azar 1395": SUNDAY,
    "۷ آذر ۱۳۹۵": SUNDAY,
    "1395/09/07": SUNDAY,
    "27 Safar 1438": SUNDAY,
    "٢٧ صفر ١٤٣٨": SUNDAY,
    "1438/02/27": SUNDAY,
    "1 Ramadan 1438": dt.date(2017, 5, 27),
    "1 Farvardin 1396": dt.date(2017, 3, 21),
}


@pytest.mark.parametrize(("written", "day"), WRITTEN.items())
def test_a_complete_date_is_read_in_any_usual_form(written: str, day: dt.date) -> None:
    found = find_full_dates(f"Aleppo, {written}: the army said")
    assert [d.day for d in found] == [day]
    assert f"Aleppo, {written}"[found[0].start : found[0].end] == written.rstrip(")")


@pytest.mark.parametrize(
    "written",
    [
        "07/10/2016",  # either order is possible and nothing settles it
        "Sunday, November 28, 2016",  # that was a Monday
        "31 February 2016",
        "30 November 1850",
        "27 November",
        "November 2016",
        "1395/13/07",
        "Friday 27 Safar 1438",  # two days off: no sighting explains it
        "12 seconds 2016",
        "version 1.2.2016.4",
    ],
)
def test_what_is_no_certain_day_is_left_out(written: str) -> None:
    assert find_full_dates(f"Aleppo {written} the army said") == []


def test_a_weekday_moves_a_hijri_day_by_one_as_a_sighting_does() -> None:
    found = find_full_dates("Monday 27 Safar 1438")
    assert [(d.day, d.calendar) for d in found] == [(dt.date(2016, 11, 28), Calendar.HIJRI)]


def test_dates_of_other_calendars_are_temporal_expressions_of_a_claim() -> None:
    text = "The army took the town on 7 Azar 1395, and not on 27 November 2016 or ٢٧ صفر ١٤٣٨."
    found = calendar_times(text)
    assert [(text[t.start : t.end], t.earliest, t.basis) for t in found] == [
        ("7 Azar 1395", SUNDAY, DateBasis.STATED),
        ("٢٧ صفر ١٤٣٨", SUNDAY, DateBasis.STATED),
    ]


@given(st.text(max_size=300))
def test_any_text_is_read_without_raising(text: str) -> None:
    for date in find_full_dates(text):
        assert 0 <= date.start < date.end <= len(text)
        assert FIRST_YEAR <= date.day.year <= LAST_YEAR


@given(st.dates(dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31)))
def test_every_day_is_read_back_from_its_usual_forms(day: dt.date) -> None:
    for form in ("%d %B %Y", "%B %d, %Y", "%A, %d %b %Y", "%Y-%m-%d", "%d.%m.%Y"):
        assert [d.day for d in find_full_dates(day.strftime(form))] == [day]


@pytest.mark.parametrize(
    "piece", ["27 ", "Sunday, ", "1-", "nov ", "rabi al-", "2016/", "1" * 40, "sunday 1 "]
)
def test_repetition_does_not_blow_up(piece: str) -> None:
    """Twenty thousand characters of half a date take four times as long as five thousand."""
    assert_linear(find_full_dates, lambda chars: repeated(piece, chars), 20_000)
