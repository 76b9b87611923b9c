"""Who may do what: one door to the visitor's identity, and the right asked again at each act, never in a page alone.

Default deny: a dashboard that is neither local nor has editors is read-only for everybody. Signing in is Streamlit's
own OpenID Connect (`[auth]` in `.streamlit/secrets.toml`), which checks the provider's signature and expiry.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from dashboard.settings import Settings


class AccessError(PermissionError):
    """Somebody may not do this here; the message says who may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A visitor: the verified e-mail address (lower-case), None for somebody who has not signed in."""

    email: str | None = None


NOBODY = Person()


def current_user() -> Person:
    """Return who visits: the address that the identity provider has verified, else nobody."""
    try:
        if not st.user.is_logged_in:
            return NOBODY
        email, verified = st.user.get("email"), st.user.get("email_verified")
    except (AttributeError, KeyError):  # no [auth] is set up
        return NOBODY
    return Person(email=str(email).casefold()) if email and verified is True else NOBODY


def may_edit(person: Person, settings: Settings) -> bool:
    """Say whether a person may add articles, upload files and have links fetched."""
    return settings.local or (person.email is not None and person.email in settings.editors)


def require_editor(person: Person, settings: Settings) -> None:
    """Raise AccessError unless the person may edit."""
    if not may_edit(person, settings):
        raise AccessError(
            "this dashboard is read-only for you: run your own (`whoholds serve`), or ask its keeper to list you"
        )
