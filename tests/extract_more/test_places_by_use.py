"""A short report names a neighbourhood and not its city: its use as a place that changes hands is enough."""

from __future__ import annotations

import datetime as dt

import pytest

from gazetteer import load_theatre
from pipelines.extract import Extractor
from pipelines.model import Document

READER = Extractor(load_theatre("syria"))
PUBLISHED = dt.date(2016, 11, 27)


def entries(text: str) -> list[str | None]:
    found = READER.extract(Document(id="report", text=text, published=PUBLISHED))
    return [claim.place_id for claim in found.claims]


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("Army units recaptured Hanano on Saturday, a military source told SANA.", "syria:hanano"),
        ("Rebels withdrew from Sakhour.", "syria:sakhour"),
        ("The army captured Salma on Monday.", "syria:salma-latakia"),
        ("The army took Hanano. In Aleppo's west, shells fell on al-Zahraa.", "syria:hanano"),
    ],
)
def test_a_place_with_one_entry_and_nothing_against_it_is_placed(text: str, place_id: str) -> None:
    assert place_id in entries(text)


@pytest.mark.parametrize(
    "text",
    [
        "The rebels captured Khalidiya.",  # in Homs, in Aleppo: two entries
        "Ain Issa was captured by rebels.",  # near Raqqa, near Latakia
        "In Daraa province the army took Hanano.",  # the article is about somewhere else
        "Fighting in Homs and Hama went on. The army recaptured Sakhour.",
    ],
)
def test_where_something_speaks_against_it_the_place_stays_unplaced_and_is_not_dropped(text: str) -> None:
    found = entries(text)
    assert found
    assert None in found


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested Ahmad Hanano, a teacher, on Saturday.",
        "General Sukkari met the governor.",
        "Hanano Construction won the contract.",
    ],
)
def test_a_person_or_a_company_is_no_place(text: str) -> None:
    assert entries(text) == []
