"""The map's link with Streamlit, on Python's side: what comes from a browser is checked, commands are sparing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from dashboard.components.timeline_view import ViewEvent, parse_day, parse_event
from tests.geo import made

PLACES = {"alpha", "beta"}
GOOD = {"n": 3, "day": "2016-11-27", "place": "alpha", "playing": False, "known": "2016-11-28"}


def test_a_message_as_the_map_sends_it() -> None:
    assert parse_event(GOOD, PLACES) == ViewEvent(
        day=made.day("2016-11-27"), place="alpha", known=made.day("2016-11-28"), number=3
    )


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        "view",
        [],
        {},
        {**GOOD, "n": 0},
        {**GOOD, "n": -1},
        {**GOOD, "n": True},
        {**GOOD, "n": "3"},
        {**GOOD, "n": 2**60},
        {**GOOD, "day": None},
        {**GOOD, "day": 20161127},
        {**GOOD, "day": "2016-13-01"},
        {**GOOD, "day": "27.11.2016"},
        {**GOOD, "day": "2016-11-27T00:00"},
    ],
)
def test_what_is_no_message_is_refused(wrong: object) -> None:
    assert parse_event(wrong, PLACES) is None


@pytest.mark.parametrize("place", ["nowhere", "<script>", 7, None, ["alpha"], "a" * 1000])
def test_an_unknown_place_is_no_place(place: object) -> None:
    event = parse_event({**GOOD, "place": place}, PLACES)
    assert event is not None
    assert event.place is None


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["n", "day", "place", "playing", "known"]), json_values))
def test_no_message_of_any_form_raises(message: dict[str, Any]) -> None:
    event = parse_event(message, PLACES)
    assert event is None or event.place in {None, *PLACES}


def test_only_whole_days_are_days() -> None:
    assert parse_day("2016-11-27") == made.day("2016-11-27")
    assert parse_day("2016-W47-7") is None


def sent(app: AppTest) -> dict[str, Any]:
    """What the link component was given."""
    found: dict[str, Any] = json.loads(app.get("bidi_component")[1].proto.json)
    return found


def test_python_s_wish_is_one_command_and_the_browser_s_message_is_acknowledged_not_sent_back() -> None:
    app = AppTest.from_file(str(Path(__file__).parent / "link_app.py"), default_timeout=30).run()
    assert not app.exception
    assert sent(app) == {
        "frame": "map",
        "ack": 0,
        "seq": 1,
        "day": "2016-11-27",
        "place": None,
        "known": None,
        "handle": False,
        "permalink": True,
    }
    app.session_state["map-link"] = {
        "view": {"n": 1, "day": "2016-12-01", "place": "alpha", "playing": False}
    }
    app.run()
    assert (sent(app)["ack"], sent(app)["seq"]) == (1, 1), "acknowledged, and no new command"
    assert app.markdown[0].value == "Python knows: 2016-12-01 alpha after message 1"
    app.button[0].click().run()
    assert (sent(app)["ack"], sent(app)["seq"], sent(app)["day"]) == (1, 2, "2016-11-30")


def test_the_document_goes_out_once_and_unchanged() -> None:
    app = AppTest.from_file(str(Path(__file__).parent / "link_app.py"), default_timeout=30).run()
    first = json.loads(app.get("bidi_component")[0].proto.json)
    again = json.loads(app.run().get("bidi_component")[0].proto.json)
    assert first == again
    assert first["document"].startswith("<!DOCTYPE html>")
