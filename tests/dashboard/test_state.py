"""A link reproduces the view; a bad link changes nothing but a notice."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.state import MAX_VALUE, POLICIES, Allowed, ViewState, decode

DAYS = (dt.date(2016, 11, 20), dt.date(2016, 12, 15))
ALLOWED = Allowed(
    places=("aleppo-sakhour", "aleppo-hanano"),
    sources=("SANA", "al-Manar", "A, B \\ C"),
    publishers=("Press TV", "BBC"),
    sides=("government", "opposition"),
    days=DAYS,
)


def test_a_fresh_visit_has_a_bare_address() -> None:
    assert ViewState().to_query() == {}
    assert decode({}, ALLOWED) == (ViewState(), ())


@given(
    st.builds(
        ViewState,
        day=st.none() | st.dates(*DAYS),
        place=st.none() | st.sampled_from(sorted(ALLOWED.places)),
        sources=st.lists(st.sampled_from(sorted(ALLOWED.sources)), unique=True).map(tuple),
        known_by=st.none() | st.dates(),
        policy=st.sampled_from(POLICIES),
        least=st.sampled_from([1, 2, 3]),
        events=st.lists(st.sampled_from(["gain", "loss", "hold"]), unique=True).map(tuple),
        grades=st.lists(st.sampled_from("123456"), unique=True).map(tuple),
        publishers=st.lists(st.sampled_from(sorted(ALLOWED.publishers)), unique=True).map(tuple),
        text=st.text(max_size=50),
        compare=st.sampled_from(["days", "sources", "known"]),
        left=st.text(max_size=20),
    )
)
def test_every_view_survives_its_link(state: ViewState) -> None:
    assert decode(state.to_query(), ALLOWED) == (state, ())


BAD = [
    ("day", "yesterday", "is no day"),
    ("day", "2016-13-45", "is no day"),
    ("day", "<script>", "is no day"),
    ("known_by", "0000-00-00", "is no day"),
    ("place", "atlantis", "is not in this data"),
    ("place", "__class__", "is not in this data"),
    ("sources", "SANA,Nobody", "1 of the link's `sources`"),
    ("policy", "worst", "is not in this data"),
    ("least", "-1", "is not one of 1, 2, 3"),
    ("least", "1e9", "is not one of 1, 2, 3"),
    ("events", "gain,explode", "1 of the link's `events`"),
    ("grades", "7", "1 of the link's `grades`"),
    ("compare", "apples", "is not in this data"),
    ("text", "a" * (MAX_VALUE + 1), "longer than 400 characters"),
    ("left", "b" * 10_000, "longer than 400 characters"),
]


@pytest.mark.parametrize(("name", "value", "words"), BAD)
def test_a_bad_value_is_left_out_and_said(name: str, value: str, words: str) -> None:
    state, notices = decode({name: value}, ALLOWED)
    assert len(notices) == 1
    assert words in notices[0]
    assert value not in notices[0] or len(value) < 3
    kept = {"sources": ("SANA",), "events": ("gain",)}.get(name)
    assert state == (ViewState() if kept is None else ViewState().but(**{name: kept}))


@pytest.mark.parametrize(
    ("day", "shown"), [("1999-01-01", dt.date(2016, 11, 20)), ("2030-01-01", dt.date(2016, 12, 15))]
)
def test_a_day_outside_the_data_is_moved_to_its_edge_and_said(day: str, shown: dt.date) -> None:
    state, notices = decode({"day": day}, ALLOWED)
    assert state.day == shown
    assert notices == (f"The link's `day` {day} lies outside 2016-11-20 – 2016-12-15: {shown} is shown.",)


def test_unknown_parameters_reach_nothing() -> None:
    assert decode({"logged_in": "1", "utm_source": "x", "__init__": "y"}, ALLOWED) == (ViewState(), ())


def test_a_link_of_another_version_shows_the_defaults_and_says_so() -> None:
    state, notices = decode({"v": "9", "day": "2016-11-27"}, ALLOWED)
    assert state == ViewState()
    assert "another version" in notices[0]


@given(st.dictionaries(st.sampled_from([b[0] for b in BAD]), st.text(max_size=600), max_size=6))
def test_no_address_can_break_the_page(query: dict[str, str]) -> None:
    state, notices = decode(query, ALLOWED)
    assert len(notices) <= len(query)
    assert state.place is None or state.place in ALLOWED.places
