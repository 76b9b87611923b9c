"""The app run in this process by Streamlit's own test harness, on a world that a test chooses."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import dashboard.data
from dashboard.session import Key
from dashboard.world import load_world

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from dashboard.world import World


@pytest.fixture(scope="session")
def world() -> World:
    """Return the shipped articles as the pages show them; nothing changes it."""
    return load_world(None)


@pytest.fixture
def open_app(root: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Return a function that opens a page of the app on a world, as a link with query parameters would.

    The server is a local one, as `whoholds serve` starts it; tests of public ones change the environment.
    """
    monkeypatch.setenv("WHOHOLDS_LOCAL", os.environ.get("WHOHOLDS_LOCAL", "true"))

    def open_it(page: str = "", world: World | None = None, **query: str) -> AppTest:
        if world is not None:
            monkeypatch.setattr(dashboard.data, "load_world", lambda _: world)
        st.cache_resource.clear()
        app = AppTest.from_file(str(root / "app.py"), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        app.session_state[Key.STANDS] = True  # there is no browser here that could say so
        app.run()
        if page:
            paths = {info["url_pathname"]: key for key, info in app._registered_pages.items()}
            app._page_hash = paths[page]  # `switch_page` knows pages that are files only
            app.run()
        return app

    return open_it
