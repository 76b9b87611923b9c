"""Who says what, how soon, in which words; the map according to one source."""

from __future__ import annotations

import streamlit as st

from dashboard import look, session
from dashboard.data import history_for, shared_world
from dashboard.sourcing import By, agreement, rows_table, shared_changes, source_rows, words_table
from dashboard.state import ViewState
from dashboard.text import count_words, plain

TITLE = "Sources"
BY_WORDS = {By.PUBLISHER: "Publisher of the article", By.ORIGIN: "Whom the claim goes back to"}


def show() -> None:
    """Draw the page."""
    world = shared_world()
    st.title("Sources: who says what, how soon, in which words")
    options = list(By)
    by = st.radio("Count by", options, format_func=BY_WORDS.__getitem__, horizontal=True, key="sources_by")
    by = by or By.PUBLISHER
    history = history_for(world, ViewState())
    rows = source_rows(world, history, by)
    if not rows:
        look.draw(look.empty("There is no claim yet. Build from articles with `whoholds build`, or add one."))
        return
    st.markdown(f"**{count_words(len(rows), 'source')}**, {count_words(len(world.claims), 'claim')} in all.")
    st.dataframe(rows_table(rows), hide_index=True, alt="Sources with their claims, confirmations and delay")
    st.caption(
        "Confirmed: of the claims behind a change on the map, those that another source makes too. Delay: "
        "from the first day on which the event may have happened to the publication day."
    )
    name = st.selectbox("Map according to", [row.name for row in rows], format_func=plain, key="one_source")
    st.button("Show the map according to this source", on_click=session.change, kwargs={"sources": (name,)})
    if session.current().sources:
        chosen = ", ".join(plain(source) for source in session.current().sources)
        look.draw(look.empty(f"Map and What changed now follow {chosen} alone: open them above."))
    st.header("Who agrees with whom")
    pairs = agreement(world, history, by)
    if pairs:
        matrix = shared_changes(pairs)
        look.draw(look.matrix(matrix))
        rest = f" {count_words(matrix.left_out, 'more source')} not shown." if matrix.left_out else ""
        st.caption(f"Counts of changes of which both speak; – means that they share none.{rest}")
    else:
        look.draw(
            look.empty("No two sources speak of the same change yet: add articles by other publishers.")
        )
    st.header("Words for the same event")
    st.dataframe(
        words_table(rows), hide_index=True, alt="Control words of each source beside the neutral event"
    )
