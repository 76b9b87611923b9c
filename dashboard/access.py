"""Who may do what: one door to the visitor's identity, and the right asked again at each act, never in a page alone.

Default deny: a dashboard that is neither local nor has editors is read-only for everybody. Signing in is Streamlit's
own OpenID Connect (`[auth]` in `.streamlit/secrets.toml`), which checks the provider's signature, issuer, audience and
expiry when somebody comes back from it. Its cookie lasts 30 days; here a sign-in counts for `session_hours` only.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    import datetime as dt

    from dashboard.settings import Settings


class AccessError(PermissionError):
    """Somebody may not do this here; the message says who may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A visitor: the verified e-mail address (lower-case), None for somebody who has not signed in."""

    email: str | None = None


NOBODY = Person()
CLOCK_SKEW_S = 120
"""How far the provider's clock may be ahead of ours."""


def current_user(settings: Settings, now: dt.datetime) -> Person:
    """Return who visits at `now` (aware): the address that the identity provider has verified, else nobody.

    Nobody too is who signed in more than `session_hours` ago, or whose sign-in does not say when it was (the claim
    `iat` of the ID token, OpenID Connect Core 1.0, section 2).
    """
    if not is_signed_in():
        return NOBODY
    said = {name: st.user.get(name) for name in ("email", "email_verified", "iat")}
    if not said["email"] or said["email_verified"] is not True or not _fresh(said["iat"], settings, now):
        return NOBODY
    return Person(email=str(said["email"]).casefold())


def _fresh(issued: object, settings: Settings, now: dt.datetime) -> bool:
    if isinstance(issued, bool) or not isinstance(issued, int | float):
        return False
    age = now.timestamp() - issued
    return -CLOCK_SKEW_S <= age <= settings.session_hours * 3600


def can_sign_in(settings: Settings) -> bool:
    """Say whether signing in is set up: `[auth]` in Streamlit's secrets, and somebody listed who may edit."""
    try:
        return bool(settings.editors) and "auth" in st.secrets
    except FileNotFoundError:
        return False


def is_signed_in() -> bool:
    """Say whether the visitor has come back from the identity provider, with whatever right."""
    try:
        return bool(st.user.is_logged_in)
    except (AttributeError, KeyError):  # no [auth] is set up
        return False


def may_edit(person: Person, settings: Settings) -> bool:
    """Say whether a person may add articles, upload files and have links fetched."""
    return settings.local or (person.email is not None and person.email in settings.editors)


def require_editor(person: Person, settings: Settings) -> None:
    """Raise AccessError unless the person may edit."""
    if not may_edit(person, settings):
        raise AccessError(
            "this dashboard is read-only for you: run your own (`whoholds serve`), or ask its keeper to list you"
        )
