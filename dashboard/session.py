"""One visitor's view: kept in the session, mirrored in the address, changed at one place.

A widget is bound to one field of the `ViewState`: before it is drawn it takes the field's value, and what
the visitor picks goes through `change`, which writes the address. So a link, Back and Forward all lead to the
same code: the address differs from the one that this session knows, and is read again.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard.state import ViewState, decode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dashboard.state import Allowed


class Key(StrEnum):
    """Every name that this program keeps in the session, widgets apart."""

    VIEW = "whoholds_view"
    ADDRESS = "whoholds_address"
    OFFERED = "whoholds_offered"
    NOTICES = "whoholds_notices"
    DRAFT = "whoholds_draft"
    SHOWN = "whoholds_shown"
    STANDS = "whoholds_map_stands"


def open_view(allowed: Allowed) -> ViewState:
    """Return the visitor's view: the session's own, or the address's where that is new to this session."""
    query = st.query_params.to_dict()
    known = st.session_state.get(Key.ADDRESS)
    if known is not None and query == st.session_state.get(Key.OFFERED):
        # A link of our own navigation, made before the map moved on: the session is the newer one.
        query = known
    if query != known:
        view, notices = decode(query, allowed)
        st.session_state[Key.VIEW] = view
        st.session_state[Key.NOTICES] = notices
        st.session_state[Key.ADDRESS] = query
    return current()


def current() -> ViewState:
    """Return the session's view as it stands now."""
    view = st.session_state.get(Key.VIEW)
    return view if isinstance(view, ViewState) else ViewState()


def change(**changes: Any) -> None:  # noqa: ANN401  # the dataclass checks the names
    """Change the view and write it to the address, which makes one step for Back."""
    view = current().but(**changes)
    st.session_state[Key.VIEW] = view
    st.session_state[Key.NOTICES] = ()
    query = view.to_query()
    if query != st.query_params.to_dict():
        st.query_params.from_dict(query)
    st.session_state[Key.ADDRESS] = query


def moved(**changes: Any) -> None:  # noqa: ANN401  # the dataclass checks the names
    """Change the view where the browser has already written the address itself (the map does)."""
    st.session_state[Key.VIEW] = current().but(**changes)


def map_stands() -> bool:
    """Say whether the map has stood in this session's browser: what costs the browser time waits for it."""
    return bool(st.session_state.get(Key.STANDS, False))


def let_the_rest_follow() -> None:
    """Note that the map stands."""
    st.session_state[Key.STANDS] = True


def notices() -> tuple[str, ...]:
    """Return what the last link asked for in vain."""
    found = st.session_state.get(Key.NOTICES, ())
    return found if isinstance(found, tuple) else ()


def offered(view: ViewState) -> dict[str, str]:
    """Return the query of the navigation's links, and remember that this session made it."""
    query = view.to_query()
    st.session_state[Key.OFFERED] = query
    return query


def _took(field: str, key: str, read: Callable[[Any], Any]) -> None:
    change(**{field: read(st.session_state[key])})


def _bind(field: str, shown: object) -> str:
    key = f"choose_{field}"
    st.session_state[key] = shown
    return key


def choose_many(
    field: str,
    label: str,
    options: Sequence[str],
    *,
    words: Callable[[str], str] = str,
    placeholder: str = "all",
    description: str | None = None,
) -> None:
    """Draw a choice of several, bound to a field that is a tuple of strings."""
    kept = [value for value in getattr(current(), field) if value in options]
    key = _bind(field, kept)
    st.multiselect(
        label,
        options,
        format_func=words,
        key=key,
        placeholder=placeholder,
        help=description,
        on_change=_took,
        args=(field, key, tuple),
    )


def choose_one(
    field: str,
    label: str,
    options: Sequence[Any],
    *,
    words: Callable[[Any], str] = str,
    description: str | None = None,
) -> None:
    """Draw a choice of one, bound to a field; a value outside `options` shows the first."""
    value = getattr(current(), field)
    key = _bind(field, value if value in options else next(iter(options), None))
    st.selectbox(
        label,
        options,
        format_func=words,
        key=key,
        help=description,
        on_change=_took,
        args=(field, key, _same),
    )


FIRST_DAY, LAST_DAY = dt.date(1900, 1, 1), dt.date(2199, 12, 31)
"""What a day can be; Streamlit's own bounds are ten years around today, and older news cannot be dated by them."""


def choose_day(field: str, label: str) -> None:
    """Draw a choice of a day or none, bound to a field that is a date or None."""
    key = _bind(field, getattr(current(), field))
    st.date_input(
        label, key=key, format="YYYY-MM-DD", min_value=FIRST_DAY, max_value=LAST_DAY, on_change=_took,
        args=(field, key, _same),
    )  # fmt: skip


def write(field: str, label: str, *, placeholder: str = "", limit: int = 100) -> None:
    """Draw a line of text, bound to a field that is a string."""
    key = _bind(field, getattr(current(), field)[:limit])
    st.text_input(
        label, key=key, placeholder=placeholder, max_chars=limit, on_change=_took, args=(field, key, _same)
    )


def _same(value: Any) -> Any:  # noqa: ANN401  # what the widget holds
    return value
