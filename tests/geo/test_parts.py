"""Parts cut by direction tile their place, and lie where the direction says."""

from __future__ import annotations

import itertools

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.parts import BEARINGS, cut, dividing_line, held_pieces
from pipelines.model import Status
from tests.geo import made

SQUARE = shapely.box(37.0, 36.0, 37.2, 36.1)

places = st.lists(
    st.tuples(st.floats(36.9, 37.3), st.floats(35.9, 36.4)), min_size=3, max_size=9, unique=True
).map(lambda points: shapely.MultiPoint(points).convex_hull.buffer(0.005))
several = st.lists(places, min_size=1, max_size=3).map(shapely.union_all)


@given(several, st.sets(st.sampled_from(sorted(BEARINGS)), min_size=1))
@settings(max_examples=80, deadline=None)
def test_pieces_tile_the_place(place: shapely.Geometry, directions: set[str]) -> None:
    pieces = list(cut(place, directions).values())
    assert sum(piece.area for piece in pieces) == pytest.approx(place.area, rel=1e-9)
    assert shapely.union_all(pieces).symmetric_difference(place).area < 1e-9 * place.area
    for one, other in itertools.combinations(pieces, 2):
        assert one.intersection(other).area < 1e-9 * place.area


@settings(deadline=None)
@given(places, st.sampled_from(["north", "south", "east", "west"]))
def test_one_direction_is_one_half(place: shapely.Geometry, direction: str) -> None:
    pieces = cut(place, [direction])
    assert pieces[direction].area == pytest.approx(place.area / 2, rel=1e-6)


@settings(deadline=None)
@given(places, st.floats(0.05, 0.95))
def test_a_share_said_with_the_direction_moves_the_line(place: shapely.Geometry, share: float) -> None:
    assert cut(place, ["west"], share)["west"].area == pytest.approx(share * place.area, rel=1e-6)


@pytest.mark.parametrize(
    ("directions", "direction", "bounds"),
    [
        # halves of a square
        (["north"], "north", (37.0, 36.05, 37.2, 36.1)),
        (["south"], "south", (37.0, 36.0, 37.2, 36.05)),
        (["east"], "east", (37.1, 36.0, 37.2, 36.1)),
        (["west"], "west", (37.0, 36.0, 37.1, 36.1)),
        # quarters
        (["north-east"], "north-east", (37.1, 36.05, 37.2, 36.1)),
        (["south-west"], "south-west", (37.0, 36.0, 37.1, 36.05)),
        # a quarter goes before the half that it lies in
        (["north", "north-west"], "north", (37.1, 36.05, 37.2, 36.1)),
        # the rest
        (["north"], None, (37.0, 36.0, 37.2, 36.05)),
    ],
)
def test_where_a_part_lies(
    directions: list[str], direction: str | None, bounds: tuple[float, float, float, float]
) -> None:
    assert cut(SQUARE, directions)[direction].bounds == pytest.approx(bounds, abs=1e-9)


def test_two_halves_share_their_common_quarter() -> None:
    pieces = cut(SQUARE, ["north", "east"])
    assert pieces[None].area == pytest.approx(SQUARE.area / 4)
    assert pieces["north"].area + pieces["east"].area == pytest.approx(SQUARE.area * 3 / 4)
    assert pieces["north"].contains(shapely.Point(37.11, 36.09))
    assert pieces["east"].contains(shapely.Point(37.19, 36.051))


def test_the_share_of_one_of_two_opposite_halves_places_the_line() -> None:
    pieces = cut(SQUARE, ["east", "west"], 0.1)
    assert pieces["east"].area == pytest.approx(SQUARE.area * 0.1)
    assert pieces["west"].area == pytest.approx(SQUARE.area * 0.9)
    assert None not in pieces


def test_a_share_moves_no_line_between_other_directions() -> None:
    assert cut(SQUARE, ["north", "east"], 0.1) == cut(SQUARE, ["north", "east"])
    assert cut(SQUARE, ["north-east"], 0.1) == cut(SQUARE, ["north-east"])


def test_a_word_that_is_no_direction_cuts_nothing() -> None:
    assert cut(SQUARE, ["heart"]) == {None: SQUARE}
    assert cut(SQUARE, []) == {None: SQUARE}


def test_the_dividing_line_has_the_share_beyond_it() -> None:
    assert dividing_line(SQUARE, 0, 0.25) == pytest.approx(37.15)
    assert dividing_line(SQUARE, 1, 0.75) == pytest.approx(36.025)


def test_who_holds_which_piece() -> None:
    mixed = made.interval(
        "delta",
        "2016-12-02",
        None,
        "government",
        status=Status.MIXED,
        shares={"government": None, "opposition": None},
        parts={"north": "government"},
    )
    pieces = held_pieces(mixed, SQUARE)
    assert [holder for holder, _ in pieces] == ["government", "opposition"]
    nobody = held_pieces(made.interval("delta", None, None, None, parts={"north": "government"}), SQUARE)
    assert [holder for holder, _ in nobody] == ["government", None]
    assert held_pieces(made.interval("delta", None, None, "government"), SQUARE) == []


def test_directions_that_belie_the_shares_are_not_drawn() -> None:
    quarter = made.interval(
        "delta",
        None,
        None,
        "government",
        status=Status.MIXED,
        shares={"government": 0.99, "opposition": None},
        parts={"north-east": "opposition"},
    )
    assert held_pieces(quarter, SQUARE) == [], "99 percent held, and a quarter not: the quarter is older"
    near = made.interval(
        "delta",
        None,
        None,
        "government",
        status=Status.MIXED,
        shares={"government": 0.8, "opposition": None},
        parts={"north-east": "opposition"},
    )
    assert [holder for holder, _ in held_pieces(near, SQUARE)] == ["opposition", "government"]
