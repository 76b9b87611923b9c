"""Histories as columns: a day of a large history at once, and plain claims in columns as one by one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipelines.history import build_history
from pipelines.history.columns import GAIN, HOLD, ColumnsError, PlainClaims, draw_plain
from pipelines.history.table import NOBODY, ControlTable, table_of
from tests.history.making import Desk, theatre
from tests.history.test_properties import DAYS, FIRST, THEATRE, corpora

if TYPE_CHECKING:
    from pipelines.model import History

PLACES = ("x", "y", "z")
SIDES = ("gov", "isis", "opp")
Plain = tuple[int, int, int, int, int]

plain = st.tuples(
    st.integers(0, 2),
    st.integers(0, 2),
    st.sampled_from((GAIN, GAIN, HOLD)),
    st.integers(0, 24),
    st.integers(0, 3),
)


def columns(rows: list[Plain]) -> PlainClaims:
    place, side, event, day, group = np.array(rows, dtype=np.int64).reshape(-1, 5).T
    return PlainClaims(
        places=PLACES,
        sides=SIDES,
        place=place,
        side=side,
        event=event,
        day=day + FIRST.toordinal(),
        group=group,
    )


def one_by_one(rows: list[Plain]) -> History:
    desk = Desk(theatre(PLACES))
    for place, side, event, day, group in rows:
        name = "gain" if event == GAIN else "hold"
        when = str(FIRST + dt.timedelta(day))
        desk.report(name, SIDES[side], when, at=PLACES[place], by=f"Publisher {group}", published=None)
    return desk.history()


def holders(table: ControlTable, day: dt.date) -> dict[str, str | None]:
    codes = table.holders_at(day)
    return {p: table.sides[c] for p, c in zip(table.places, codes, strict=True) if c != NOBODY}


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(plain, max_size=14))
def test_plain_claims_in_columns_draw_the_same_holders_as_one_by_one(rows: list[Plain]) -> None:
    table, history = draw_plain(columns(rows)), one_by_one(rows)
    for n in range(-1, 45):
        day = FIRST + dt.timedelta(n)
        expected = {p: i.holder for p, i in history.at(day).items() if i.holder is not None}
        assert holders(table, day) == expected, day


BESIDE_ANOTHERS_HOLD: list[Plain] = [
    (0, 2, HOLD, 1, 0),
    (0, 0, HOLD, 2, 0),
    (0, 2, GAIN, 2, 0),
    (0, 2, HOLD, 2, 0),
]
"""A hold that confirms the gain of its day, beside another side's hold on that day."""


@example(BESIDE_ANOTHERS_HOLD)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(plain, max_size=14))
def test_plain_claims_in_columns_have_the_same_bounds_and_last_confirmed_day(rows: list[Plain]) -> None:
    table, history = draw_plain(columns(rows)), one_by_one(rows)
    for n in range(-1, 45):
        day = FIRST + dt.timedelta(n)
        drawn = history.at(day)
        for code, row in enumerate(table.rows_at(day)):
            state = drawn.get(PLACES[code])
            if row < 0 or state is None or state.holder is None:
                continue
            since = (state.since_earliest, state.since_latest)
            assert (table.since_earliest[row], table.since_latest[row]) == tuple(
                d.toordinal() if d else -1 for d in since
            )
            assert table.last[row] == (state.last_confirmed.toordinal() if state.last_confirmed else -1)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(plain, max_size=14), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_never_matters(rows: list[Plain], random: object) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = draw_plain(columns(rows)), draw_plain(columns(shuffled))
    for name in ("place", "start", "end", "holder", "reports", "since_earliest", "since_latest", "last"):
        assert np.array_equal(getattr(one, name), getattr(other, name))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(corpora(), st.integers(-2, DAYS + 12))
def test_a_history_as_a_table_shows_the_same_day(corpus: tuple[tuple, tuple], n: int) -> None:  # type: ignore[type-arg]
    history = build_history(*corpus, THEATRE)
    table = table_of(history, sorted(THEATRE.places))
    day = FIRST + dt.timedelta(n)
    expected = {p: i.holder for p, i in history.at(day).items() if i.holder is not None}
    assert holders(table, day) == expected
    known = {p for p, row in zip(table.places, table.rows_at(day), strict=True) if row >= 0}
    assert known == set(history.at(day))


def test_as_known_by_a_day_uses_only_what_was_published_by_then() -> None:
    rows = [(0, 0, GAIN, 3, 0), (0, 1, GAIN, 9, 1)]
    published = np.array([FIRST.toordinal() + 4, FIRST.toordinal() + 20])
    early = columns(rows).published_by(published, FIRST.toordinal() + 10)
    assert holders(draw_plain(early), FIRST + dt.timedelta(12)) == {"x": "gov"}
    assert holders(draw_plain(columns(rows)), FIRST + dt.timedelta(12)) == {"x": "isis"}


def test_no_claims_draw_nothing() -> None:
    assert holders(draw_plain(columns([])), FIRST) == {}
    assert list(table_of(one_by_one([]), PLACES).rows_at(FIRST)) == [-1, -1, -1]


@pytest.mark.parametrize(
    ("column", "message"),
    [
        ("place", r"`place` has values outside 0\.\.2"),
        ("side", r"`side` has values outside 0\.\.2"),
        ("event", r"`event` has values outside 0\.\.1"),
    ],
)
def test_columns_that_do_not_fit_are_refused(column: str, message: str) -> None:
    good = columns([(0, 0, GAIN, 1, 0)])
    with pytest.raises(ColumnsError, match=message):
        replace(good, **{column: np.array([7])})  # type: ignore[arg-type]
    with pytest.raises(ColumnsError, match="differ in length"):
        replace(good, **{column: np.array([0, 0])})  # type: ignore[arg-type]


def test_a_place_that_the_snapshot_has_no_row_for_is_an_error() -> None:
    with pytest.raises(KeyError, match="x"):
        table_of(one_by_one([(0, 0, GAIN, 1, 0)]), ("y",))
