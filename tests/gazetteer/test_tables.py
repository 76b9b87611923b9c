"""The two tables of names: spellings that must be read, and near misses that must not."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from gazetteer import Matcher, load_theatre

TABLES = Path(__file__).resolve().parent / "tables"
SYRIA = load_theatre("syria")
MATCHER = Matcher(SYRIA)


def rows(name: str) -> list[tuple[str, str]]:
    with (TABLES / name).open(encoding="utf-8", newline="") as table:
        _, *found = csv.reader(table)
    return [(row[0], row[1]) for row in found]


SPELLINGS = rows("spellings.csv")
NEAR_MISSES = rows("near_misses.csv")


def meant(text: str) -> list[str | None]:
    return [m.place_id for m in MATCHER.resolve(text, MATCHER.find(text))]


def test_the_tables_are_large_enough() -> None:
    assert len(SPELLINGS) >= 300
    assert sum(1 for spelling, _ in SPELLINGS if "\u0600" <= spelling[0] <= "\u06ff") >= 100
    assert len({place for _, place in SPELLINGS}) >= 80
    assert len(NEAR_MISSES) >= 100
    assert len(set(SPELLINGS)) == len(SPELLINGS)


def sentence(spelling: str, place_id: str) -> str:
    """Return a sentence that names the place in this spelling and, as news does, the area that holds it."""
    parent = SYRIA.places[place_id].within
    holder = SYRIA.places[parent] if parent else None
    if "\u0600" <= spelling[0] <= "\u06ff":
        return f"سيطر الجيش على {spelling} في {holder.name_ar if holder else 'سوريا'} أمس"
    return f"The army captured {spelling} in {holder.name if holder else 'Syria'} on Sunday."


@pytest.mark.parametrize(("spelling", "place_id"), SPELLINGS)
def test_a_spelling_of_the_press_is_read(spelling: str, place_id: str) -> None:
    text = sentence(spelling, place_id)
    found = MATCHER.resolve(text, MATCHER.find(text))
    assert place_id in [m.place_id for m in found], [(m.surface, m.place_id) for m in found]
    assert all(text[m.start : m.end] == m.surface for m in found)


@pytest.mark.parametrize(("spelling", "place_id"), SPELLINGS)
def test_looking_a_spelling_up_gives_the_place_first(spelling: str, place_id: str) -> None:
    best = MATCHER.lookup(spelling)[0]
    same = [c.place_id for c in MATCHER.lookup(spelling) if c.score == best.score]
    assert place_id in same


@pytest.mark.parametrize(("text", "place"), NEAR_MISSES)
def test_a_near_miss_is_not_read(text: str, place: str) -> None:
    ids = [i for i in meant(text) if i is not None]
    if place == "*":
        assert ids == []
    elif place.startswith("*"):
        assert not [i for i in ids if place[1:] in i]
    else:
        assert f"syria:{place}" in SYRIA.places, "the table names a place that does not exist"
        assert f"syria:{place}" not in ids
