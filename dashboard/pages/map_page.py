"""The map that plays, and beside it what changed on the day shown and what is known of the place picked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import look, panels, service, session
from dashboard.components.timeline_view import timeline_link, timeline_map
from dashboard.data import document_for, history_for, shared_world

if TYPE_CHECKING:
    from dashboard.world import World
    from pipelines.model import History

TITLE = "Map"


def _why_empty(world: World, history: History) -> str:
    """Say why nothing is on the map: no claim fits the choice, or none of those that do can be drawn."""
    tally = service.tally(world, history)
    if not tally.claims or tally.unmapped < tally.claims:
        return "No claim fits this choice. Take away a source or a known-by day above."
    why = ", ".join(f"{n} {reason}" for reason, n in tally.reasons)
    return f"{tally.unmapped} of {tally.claims} claims not on the map: {why}. The Claims page lists them."


def show() -> None:
    """Draw the page."""
    world = shared_world()
    st.title("Who was reported to hold what")
    panels.according_to(world)
    view = session.current()
    history = history_for(world, view)
    if not history.intervals:
        look.draw(look.empty(_why_empty(world, history)))
        return
    left, right = st.columns([2.2, 1], gap="medium")
    with left:
        timeline_map(document_for(world, view), key="map")
        panels.counts(world, history)
        panels.over_time(world, history, view)
    with right:
        _beside(world, history)


@st.fragment
def _beside(world: World, history: History) -> None:
    """Draw the side panel; a move of the map reruns it alone."""
    view = session.current()
    chosen = view.day or service.first_day(history)
    shown = timeline_link(
        key="map", day=chosen, place=view.place, places=world.theatre.places, known=view.known_by, handle=True
    )
    if shown.ready and not session.map_stands():
        session.let_the_rest_follow()
        st.rerun()
    if shown.from_browser:
        session.moved(day=shown.day, place=shown.place, known_by=shown.known)
        if shown.known != view.known_by:
            st.rerun()  # another day of knowledge changes the whole page
    if shown.place:
        panels.place_panel(world, history, shown.place)
    if shown.day:
        panels.day_panel(world, history, shown.day)
