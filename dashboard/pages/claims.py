"""Every claim, narrowed by anything, downloaded as shown; the quote in its paragraph on demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import downloads, look, panels, service, session, tables
from dashboard.data import history_for, shared_world
from dashboard.filters import choose_claims, wanted_of
from dashboard.state import CREDIBILITY, EVENTS, STATUSES
from dashboard.text import count_words, plain

if TYPE_CHECKING:
    from dashboard.world import World

TITLE = "Claims"


def show() -> None:
    """Draw the page."""
    world = shared_world()
    st.title("Claims, as the articles make them")
    _filters(world)
    view = session.current()
    history = history_for(world, view)
    chosen = choose_claims(world, wanted_of(view), history)
    st.markdown(f"**{len(chosen)} of {count_words(len(world.claims), 'claim')}** fit.")
    if not chosen:
        look.draw(look.empty("No claim fits all of these filters at once. Take one of them away."))
        return
    table = tables.claims_table(world, chosen, history)
    columns = st.multiselect(
        "Columns", tables.CLAIM_COLUMNS, default=tables.FIRST_COLUMNS, key="claim_columns"
    ) or list(tables.FIRST_COLUMNS)
    picked = st.dataframe(
        table[columns],
        hide_index=True,
        key="claims_table",
        on_select="rerun",
        selection_mode="single-row",
        alt=f"{len(chosen)} claims",
    )
    downloads.offer(downloads.CLAIM_FILES, view, columns)
    rows = picked.selection.rows
    if rows and rows[0] < len(chosen):
        for evidence in service.evidence_for(world, (chosen[rows[0]].claim_id,)):
            look.draw(look.quote(evidence))
    else:
        st.caption("Choose a row to read its quote in its paragraph.")


def _filters(world: World) -> None:
    names = {actor.actor_id: actor.name for actor in world.theatre.actors.values()}
    with st.expander("Filters", expanded=True):
        one, two, three = st.columns(3)
        with one:
            panels.place_picker(world)
            session.write("text", "Words in the quote or place")
            session.choose_day("first", "On or after")
            session.choose_day("last", "On or before")
        with two:
            session.choose_many("events", "Event", EVENTS)
            session.choose_many("sides", "Side", tuple(names), words=lambda a: names[a])
        with three:
            session.choose_many("publishers", "Publisher", service.publishers_of(world), words=plain)
            session.choose_many(
                "sources", "Publisher or quoted source", service.sources_of(world), words=plain
            )
            session.choose_many("statuses", "Status of its change", STATUSES)
            session.choose_many("grades", "Credibility of its change", CREDIBILITY)
