"""Parts that several pages draw: whose reports count, what a day changed, what is known of a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard import downloads, look, service, session
from dashboard.charts import with_rule
from dashboard.data import figures_for, holdings_chart_for, holdings_for
from dashboard.session import Key
from dashboard.state import LEAST, POLICIES
from dashboard.text import count_words, day_words, escape, plain

if TYPE_CHECKING:
    import datetime as dt

    from dashboard.state import ViewState
    from dashboard.world import World
    from pipelines.model import History

MAX_CARDS = 60
"""Changes drawn at once; the rest is counted."""

POLICY_WORDS = {
    "latest": "the latest report decides",
    "corroborated": "only what two independent reports say",
    "against-interest": "only what a source says against its own side's interest",
}


def according_to(world: World) -> None:
    """Draw the choice of sources, clock, least reports and policy; say in the title what is chosen."""
    view = session.current()
    chosen = [
        count_words(len(view.sources), "source") if view.sources else "all sources",
        f"as known on {day_words(view.known_by)}" if view.known_by else "as known today",
        f"at least {count_words(view.least, 'independent report')}",
    ]
    with st.expander("According to: " + ", ".join(chosen)):
        session.choose_many(
            "sources", "Sources: publishers and whom they quote", service.sources_of(world), words=plain
        )
        days = service.publication_days(world)
        session.choose_one(
            "known_by",
            "As known on",
            (None, *days),
            words=lambda day: "today: every document" if day is None else day_words(day),
            description="Only documents published on or before this day count.",
        )
        session.choose_one("least", "Independent reports that a change needs", LEAST)
        session.choose_one(
            "policy", "When reports disagree", POLICIES, words=lambda p: POLICY_WORDS.get(p, p)
        )


def counts(world: World, history: History) -> None:
    """Say how much the view is made from and how much it leaves out."""
    tally = service.tally(world, history)
    words = [
        (
            f"{count_words(tally.changes, 'change')} from {count_words(tally.claims, 'claim')} "
            f"in {count_words(tally.documents, 'article')}"
        ),
        f"{tally.disputed} of {tally.changes} changes disputed",
        f"{tally.unmapped} of {tally.claims} claims not on the map"
        + (": " + ", ".join(f"{n} {reason}" for reason, n in tally.reasons) if tally.reasons else ""),
        f"{tally.undated_documents} of {tally.documents} articles without a day",
    ]
    st.caption(" · ".join(words))


def _step(world_day: dt.date) -> None:
    session.change(day=world_day)


def _pick(place_id: str | None) -> None:
    session.change(place=place_id)


def day_panel(world: World, history: History, day: dt.date) -> None:
    """Draw one day's changes with their evidence, steps to the days around it, and a download."""
    st.header(day_words(day))
    before, after = service.neighbours(history, day)
    with st.container(horizontal=True):
        st.button(
            "← Change before",
            key="day_before",
            disabled=before is None,
            on_click=_step,
            args=(before,),
            help=day_words(before) if before else "There is none.",
        )
        st.button(
            "Change after →",
            key="day_after",
            disabled=after is None,
            on_click=_step,
            args=(after,),
            help=day_words(after) if after else "There is none.",
        )
        shown = session.current().but(day=day)
        downloads.offer(("day.geojson",), shown)
        downloads.other_forms(shown, day)
    lines = service.change_lines(world, history, day=day)
    total = count_words(len(history.changes), "reported change")
    st.markdown(f"**{len(lines)} of {total}** may have happened on this day.")
    contested = service.contested_on(world, history, day)
    if contested:
        names = ", ".join(contested)
        look.draw(f'<p class="wh-facts">Contested: {escape(names)}</p>')
    if not lines:
        look.draw(
            look.empty("No change is reported for this day. Step to the day of change before or after.")
        )
    cards(world, lines)


def cards(world: World, lines: tuple[service.ChangeLine, ...]) -> None:
    """Draw changes as cards, at most `MAX_CARDS`, the rest counted."""
    look.draw("".join(look.change_card(world.theatre, line) for line in lines[:MAX_CARDS]))
    if len(lines) > MAX_CARDS:
        st.caption(
            f"{MAX_CARDS} of {len(lines)} changes are shown: choose a place or a day to see the others."
        )


def shown_of(total: int) -> int:
    """Return how many of a long list of changes this visitor has asked for so far."""
    asked = st.session_state.get(Key.SHOWN, MAX_CARDS)
    return min(asked if isinstance(asked, int) else MAX_CARDS, total)


def more(shown: int, total: int) -> None:
    """Say how much of a long list is shown, and offer the next part of it."""
    if shown < total:
        st.caption(f"{shown} of {total} changes are shown.")
        step = min(MAX_CARDS, total - shown)
        st.button(f"Show {step} more", key="more_changes", on_click=_show, args=(shown + step,))


def _show(number: int) -> None:
    st.session_state[Key.SHOWN] = number


def over_time(world: World, history: History, view: ViewState) -> None:
    """Draw area or places by holder over time, and the shares that articles state beside it."""
    st.header("Area and places over time")
    if holdings_for(world, view).empty:
        look.draw(look.empty("Nothing is reported as held under this choice."))
        return
    if not session.map_stands():
        st.caption("The chart follows when the map stands.")
        return
    measure = st.radio("Measure", ("km²", "Places"), horizontal=True, key="measure") or "km²"
    day = session.current().day or service.first_day(history)
    st.vega_lite_chart(with_rule(holdings_chart_for(world, view, measure), day))
    st.caption("Known boundaries only; places without a report are in none of the colours.")
    figures = figures_for(world, view)
    if not figures.empty:
        st.markdown(
            f"**{count_words(len(figures), 'figure')}** that articles state, beside what the map adds up to"
        )
        st.dataframe(figures, hide_index=True, alt="Reported figures beside those of the map")


def place_picker(world: World) -> None:
    """Draw the choice of a place, among those that any claim speaks of."""
    ids = service.places_with_claims(world)
    session.choose_one(
        "place",
        "Place",
        (None, *ids),
        words=lambda i: "choose a place" if i is None else plain(service.place_label(world.theatre, i)),
    )


def place_panel(world: World, history: History, place_id: str) -> None:
    """Draw a place's whole history: spells of control, its changes, every claim about it."""
    place = world.theatre.places[place_id]
    look.draw(f"<h2>{escape(place.name)} {look.arabic(place.name_ar)}</h2>")
    intervals = service.place_intervals(history, place_id)
    names = [service.side_name(world.theatre, i.holder) for i in intervals]
    if intervals:
        look.draw(look.spells(world.theatre, intervals, names))
    else:
        look.draw(look.empty("Nobody is reported to hold this place under the present choice."))
    day = session.current().day or service.first_day(history)
    if day is not None:
        with st.expander(f"Why is it drawn so on {day_words(day)}?"):
            look.draw(look.reasons(service.reasons(world, history, place_id, day)))
    lines = service.change_lines(world, history, place_id=place_id)
    cards(world, lines)
    used = {e.claim.claim_id for line in lines for e in line.evidence}
    others = [e for e in service.place_claims(world, place_id) if e.claim.claim_id not in used]
    if others:
        st.markdown(f"**{count_words(len(others), 'other claim')}** about this place")
        look.draw("".join(look.quote(e) for e in others[:MAX_CARDS]))
    st.button("Close this place", key="close_place", on_click=_pick, args=(None,))
