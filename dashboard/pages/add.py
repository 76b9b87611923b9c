"""An article pasted, uploaded or linked; its claims are shown, marked in the text, before anything is saved."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from dashboard import look, tables
from dashboard.access import AccessError, can_sign_in, current_user, is_signed_in, may_edit
from dashboard.data import shared_extractor, shared_finder, shared_world
from dashboard.fetch import FetchError
from dashboard.ingest import (
    FOUND,
    Details,
    Draft,
    Editor,
    IngestError,
    from_link,
    from_text,
    from_upload,
    read,
    save,
    theatre_of,
    why_not_saved,
)
from dashboard.session import FIRST_DAY, LAST_DAY, Key
from dashboard.settings import load_settings
from dashboard.text import count_words, safe_link
from dashboard.world import World, chosen_store, make_world
from gazetteer import load_theatre, theatres
from pipelines.store import StoreError

TITLE = "Add an article"
NO_STORE = "This dashboard reads the shipped articles and keeps nothing. Start it with a store to save."
WAYS = ("Paste", "Upload", "Link")


def show() -> None:
    """Draw the page."""
    world = shared_world()
    st.title("Add an article: see its claims before anything is saved")
    settings = load_settings()
    editor = Editor(person=current_user(settings, dt.datetime.now(dt.UTC)), settings=settings)
    ways = WAYS if may_edit(editor.person, editor.settings) else WAYS[:1]
    if ways != WAYS:
        look.draw(
            look.empty(
                "This dashboard is read-only: a pasted text is read and shown, nothing is kept or fetched."
            )
        )
    _door(editor)
    way = st.radio("How", ways, horizontal=True, key="add_way") or WAYS[0]
    with st.form("add", border=True):
        text, upload, url = "", None, ""
        if way == "Paste":
            text = st.text_area("Text of the article", height=220, key="add_text")
        elif way == "Upload":
            upload = st.file_uploader(
                "A .txt, .html or .pdf file", type=["txt", "html", "htm", "pdf"], key="add_file"
            )
        else:
            url = st.text_input("Link, fetched when you press Read", key="add_link", max_chars=2000)
        one, two, three, four = st.columns(4)
        title = one.text_input("Title", key="add_title", max_chars=300)
        publisher = two.text_input("Publisher", key="add_publisher", max_chars=200)
        published = three.date_input(
            "Published on", value=None, key="add_published", format="YYYY-MM-DD", min_value=FIRST_DAY,
            max_value=LAST_DAY,
        )  # fmt: skip
        war = four.selectbox("War", (FOUND, *theatres()), format_func=_war_name, key="add_war")
        asked = st.form_submit_button("Read", type="primary")
    if asked:
        details = Details(title=title or None, publisher=publisher or None, published=published)
        st.session_state[Key.DRAFT] = None
        try:
            with st.spinner("Reading …"):
                if upload is not None:
                    document = from_upload(upload.name, upload.getvalue(), details, editor)
                elif way == "Link":
                    document = from_link(url, details, editor)
                else:
                    document = from_text(text, details)
                theatre = theatre_of(document, war, world.theatre, shared_finder())
                st.session_state[Key.DRAFT] = read(document, shared_extractor(theatre), theatre)
        except (AccessError, FetchError, IngestError) as error:
            look.draw(look.problem(f"Not read: {error}"))
    draft = st.session_state.get(Key.DRAFT)
    if isinstance(draft, Draft):
        _show_draft(world, draft, editor)
    elif not asked:
        look.draw(
            look.empty("Nothing is saved by reading. The day of publication dates words like “Sunday”.")
        )


def _door(editor: Editor) -> None:
    """Offer to sign in or out, and say who has signed in without the right."""
    if editor.settings.local or not can_sign_in(editor.settings):
        return
    if not is_signed_in():
        st.button("Sign in to add articles", on_click=st.login, key="sign_in")
        return
    if may_edit(editor.person, editor.settings):
        st.text(f"Signed in as {editor.person.email}.")
    elif editor.person.email is None:
        st.text("Your sign-in has run out, or its address is not verified: sign out and in again.")
    else:
        st.text(f"Signed in as {editor.person.email}, who is not listed as an editor here.")
    st.button("Sign out", on_click=st.logout, key="sign_out")


def _war_name(theatre_id: str) -> str:
    return "As the article tells" if theatre_id == FOUND else load_theatre(theatre_id).name


def _show_draft(world: World, draft: Draft, editor: Editor) -> None:
    st.header(f"{count_words(len(draft.claims), 'claim')} found")
    st.markdown(draft.summary)
    if not draft.claims:
        look.draw(look.empty("No statement of control was found. Check that this is the article's text."))
    alone = make_world(draft.theatre, (draft.document,), draft.claims)
    table = tables.claims_table(alone, draft.claims, draft.history)
    if draft.claims:
        st.dataframe(table[list(tables.DRAFT_COLUMNS)], hide_index=True, alt="Claims found in this article")
        st.download_button(
            "Claims as JSON Lines", tables.claims_jsonl(draft.claims), "claims.jsonl", on_click="ignore"
        )
    look.draw(look.article(draft.document.text, [(c.start, c.end) for c in draft.claims]))
    _offer_to_save(world, draft, editor)


def _offer_to_save(world: World, draft: Draft, editor: Editor) -> None:
    if not may_edit(editor.person, editor.settings):
        return
    store = chosen_store()
    reason = why_not_saved(draft, world.theatre, world.documents) if store else NO_STORE
    if store is None or reason is not None:
        st.caption(reason or NO_STORE)
        return
    if st.button("Save to the store", key="add_save"):
        try:
            save(draft, store, editor)
        except (AccessError, StoreError) as error:
            look.draw(look.problem(f"Not saved: {error}"))
            return
        st.session_state[Key.DRAFT] = None
        where = safe_link(draft.document.url) or draft.document.id
        look.draw(look.empty(f"Saved with {count_words(len(draft.claims), 'claim')}: {where}. Open the map."))
