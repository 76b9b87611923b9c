"""A small Streamlit app that mounts the map, for the tests of the link between the two."""

from __future__ import annotations

import datetime as dt
import os
import time

import streamlit as st

from dashboard.components.timeline_view import timeline_link, timeline_map
from geo.timeline_map import timeline_document
from tests.geo import made

st.set_page_config(layout="wide")
theatre = made.theatre()
document = timeline_document(made.history(), theatre, made.claims(), made.documents())
timeline_map(document, key="map")


@st.fragment
def beside() -> None:
    """Show what Python knows, and steer the map by two buttons."""
    time.sleep(float(os.environ.get("MADE_DELAY_S", "0")))
    day = st.session_state.setdefault("day", dt.date(2016, 11, 27))
    place = st.session_state.setdefault("place", None)
    if st.button("Go to 30 November"):
        day = dt.date(2016, 11, 30)
    if st.button("Choose Alpha"):
        place = "alpha"
    event = timeline_link(key="map", day=day, place=place, places=theatre.places)
    st.session_state.day, st.session_state.place = event.day, event.place
    st.markdown(f"Python knows: {event.day} {event.place} after message {event.number}")


beside()
