"""Two days, two sources or two known-on days side by side, and what differs."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import look, service, session
from dashboard.charts import comparison_chart, comparison_legend
from dashboard.compare import Side, differences, differences_table, drawn
from dashboard.data import history_for, shared_world
from dashboard.state import COMPARE
from dashboard.text import count_words, day_words, plain

if TYPE_CHECKING:
    from dashboard.state import ViewState
    from dashboard.world import World

TITLE = "Compare"
WORDS = {"days": "two days", "sources": "two sources", "known": "what was known on two days"}


def show() -> None:
    """Draw the page."""
    world = shared_world()
    st.title("Compare two views of control")
    session.choose_one("compare", "Compare", COMPARE, words=WORDS.__getitem__)
    view = session.current()
    options = service.comparable(world, history_for(world, view), view.compare)
    if len(options) < 2:  # noqa: PLR2004  # two sides
        look.draw(
            look.empty("There are not two of these to compare yet: add articles, or compare another way.")
        )
        return
    words = plain if view.compare == "sources" else _iso_words
    one, two = st.columns(2)
    with one:
        session.choose_one("left", "First", options, words=words)
    with two:
        session.choose_one("right", "Second", tuple(reversed(options)), words=words)
    left = view.left if view.left in options else options[0]
    right = view.right if view.right in options else options[-1]
    first, second = _side(world, view, left), _side(world, view, right)
    found = differences(first, second)
    st.markdown(f"**{count_words(len(found), 'place')}** differ between the first view and the second.")
    table = drawn(world, first, second)
    if not table.empty:
        titles = (f"First: {words(left)}", f"Second: {words(right)}")
        st.altair_chart(comparison_chart(table, world.theatre, titles), key="comparison")
        look.draw(look.legend(comparison_legend(table, world.theatre)))
        st.caption(
            f"{len(table)} places with a known boundary are drawn; drag and scroll to move all three. "
            "The table below has every difference."
        )
    if found:
        st.dataframe(differences_table(world, found), hide_index=True, alt="Places that differ")
    else:
        look.draw(look.empty("Both views show the same. Choose another pair above."))


def _iso_words(day: str) -> str:
    return day_words(dt.date.fromisoformat(day))


def _side(world: World, view: ViewState, chosen: str) -> Side:
    """Return the history and day that one side of the comparison stands for."""
    day = view.day or service.first_day(history_for(world, view)) or dt.date.min
    if view.compare == "days":
        return Side(history=history_for(world, view), day=dt.date.fromisoformat(chosen))
    if view.compare == "sources":
        return Side(history=history_for(world, view.but(sources=(chosen,))), day=day)
    return Side(history=history_for(world, view.but(known_by=dt.date.fromisoformat(chosen))), day=day)
