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
    _narrowed(world)


@st.fragment
def _narrowed(world: World) -> None:
    """Draw the filters and what they leave, without the rest of the page."""
    _filters(world)
    view = session.current()
    history = history_for(world, view)
    chosen = choose_claims(world, wanted_of(view), history)
    st.markdown(f"**{len(chosen)} of {count_words(len(world.claims), 'claim')}** fit.")
    if not chosen:
        look.draw(look.empty("No claim fits all of these filters at once. Take one of them away."))
        return
    table = tables.claims_table(world, chosen, history)
    with st.container(horizontal=True):
        columns = _columns()
        downloads.offer(downloads.CLAIM_FILES, view, columns)
    picked = st.dataframe(
        table[columns],
        hide_index=True,
        key="claims_table",
        on_select="rerun",
        selection_mode="single-row",
        alt=f"{len(chosen)} claims",
    )
    rows = picked.selection.rows
    if rows and rows[0] < len(chosen):
        for evidence in service.evidence_for(world, (chosen[rows[0]].claim_id,)):
            look.draw(look.quote(evidence))
    else:
        st.caption("Choose a row to read its quote in its paragraph.")


def _filters(world: World) -> None:
    names = {actor.actor_id: actor.name for actor in world.theatre.actors.values()}
    one, two, three = st.columns(3)
    with one:
        panels.place_picker(world)
        session.write("text", "Words in the quote or place")
    with two:
        session.choose_many("events", "Event", EVENTS)
        session.choose_day("first", "On or after")
    with three:
        session.choose_many("sides", "Side", tuple(names), words=lambda a: names[a])
        session.choose_day("last", "On or before")
    with st.popover(_counted("More filters"), width="content"):
        session.choose_many("publishers", "Publisher", service.publishers_of(world), words=plain)
        session.choose_many("sources", "Publisher or quoted source", service.sources_of(world), words=plain)
        session.choose_many("statuses", "Status of its change", STATUSES)
        session.choose_many("grades", "Credibility of its change", CREDIBILITY)


def _counted(label: str) -> str:
    """Return the label of the filters that are folded away, with how many of them are set."""
    view = session.current()
    used = sum(bool(chosen) for chosen in (view.publishers, view.sources, view.statuses, view.grades))
    return f"{label}: {used} set" if used else label


def _columns() -> list[str]:
    """Draw the choice of columns; return the chosen ones."""
    with st.popover("Columns", width="content"):
        chosen: list[str] = st.multiselect(
            "Columns of the table and of the CSV",
            tables.CLAIM_COLUMNS,
            default=tables.FIRST_COLUMNS,
            key="claim_columns",
        )
    return chosen or list(tables.FIRST_COLUMNS)
