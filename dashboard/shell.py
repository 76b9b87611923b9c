"""What surrounds every page: set-up, name, navigation, notices of a bad link, credits."""

from __future__ import annotations

import streamlit as st

from dashboard import look, session
from dashboard.data import allowed, shared_world
from dashboard.operations import timed
from dashboard.pages import PAGES
from dashboard.settings import Settings, load_settings
from dashboard.text import escape


def run() -> None:
    """Draw the page that the address names."""
    st.set_page_config(page_title="Whoholds", layout="wide", initial_sidebar_state="collapsed")
    st.html(look.STYLE)
    pages = {
        name: st.Page(module.show, title=module.TITLE, url_path=name, default=name == "map")
        for name, module in PAGES.items()
    }
    chosen = st.navigation(list(pages.values()), position="hidden")
    world = shared_world()
    view = session.open_view(allowed(world))
    look.draw(
        '<p class="wh-brand"><b>Whoholds</b>'
        "<span>reported control: who holds what, when, and according to whom</span></p>"
    )
    query = session.offered(view)
    with st.container(horizontal=True, key="navigation"):
        for page in pages.values():
            st.page_link(
                page, query_params=query, label=f"**{page.title}**" if page is chosen else page.title
            )
    for notice in session.notices():
        st.warning(escape_markdown(notice))
    with timed(chosen.url_path or "map"):
        chosen.run()
    credit = " · ".join(escape(line) for line in world.theatre.attribution)
    held = held_back_words(load_settings().for_theatre(world.theatre.theatre_id))
    look.draw(
        f'<div class="wh-foot">{escape(held)}Reported by the named sources, not verified here. Data: {credit}</div>'
    )


def held_back_words(settings: Settings) -> str:
    """Return what this view holds back, in words; empty where it holds nothing back."""
    said = []
    if settings.embargo_hours:
        said.append(f"Nothing published in the last {settings.embargo_hours} hours is shown. ")
    if settings.coarsen == "parent":
        said.append("Places are shown by the area round them, without quotes. ")
    if settings.coarsen == "cell":
        said.append(f"Places are rounded to a grid of {settings.cell_degrees:g}°, without quotes. ")
    if settings.mask_names or settings.masked_names:
        said.append("Names of persons are blacked out. ")
    return "".join(said)


def escape_markdown(text: str) -> str:
    """Return text that Markdown shows as it is, code spans apart (notices are our own words and ISO days)."""
    return text.replace("<", "&lt;").replace("[", "\\[")
