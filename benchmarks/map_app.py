"""A Streamlit app that shows the generated map by one of the ways through the server."""

from __future__ import annotations

import os

import folium
import streamlit as st
from streamlit_folium import st_folium

from benchmarks import map_peers

WAY = os.environ["BENCH_WAY"]
PLACES = int(os.environ["BENCH_PLACES"])


def next_day() -> int:
    """Return the day shown, one on after each click."""
    if st.button("Next"):
        st.session_state.day = st.session_state.get("day", 0) + 1
    return int(st.session_state.get("day", 0))


def made_anew() -> None:
    """Build the whole map for each day."""
    day = next_day()
    page = map_peers.base_map(PLACES)
    map_peers.coloured(PLACES, day).add_to(page)
    st_folium(page, height=600, width=1000, returned_objects=[])


@st.fragment
def by_group() -> None:
    """Keep the map and send the day's polygons as a feature group."""
    day = next_day()
    group = folium.FeatureGroup(name="day")
    map_peers.coloured(PLACES, day).add_to(group)
    st_folium(
        map_peers.base_map(PLACES),
        feature_group_to_add=group,
        key="map",
        height=600,
        width=1000,
        returned_objects=[],
    )


if WAY == "anew":
    made_anew()
else:
    by_group()
