"""Every reported change in words, newest first, with its quotes."""

from __future__ import annotations

import streamlit as st

from dashboard import look, panels, service, session
from dashboard.data import history_for, shared_world
from dashboard.text import count_words

TITLE = "What changed"


def show() -> None:
    """Draw the page."""
    world = shared_world()
    st.title("What changed, in words")
    panels.according_to(world)
    panels.place_picker(world)
    view = session.current()
    history = history_for(world, view)
    if view.place:
        panels.place_panel(world, history, view.place)
        return
    total = len(history.changes)
    if not total:
        look.draw(look.empty("No change fits this choice. Take away a source or a known-by day above."))
        return
    spans = len({(change.earliest, change.latest) for change in history.changes})
    days = count_words(spans, "day or span of days", "days or spans of days")
    st.markdown(f"**{count_words(total, 'reported change')}** on {days}, newest first")
    shown = panels.shown_of(total)
    for when, group in service.by_day(service.change_lines(world, history, limit=shown)):
        st.header(when)
        panels.cards(world, group)
    panels.more(shown, total)
    panels.counts(world, history)
