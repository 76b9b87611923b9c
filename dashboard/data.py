"""The loaded data and what is derived from it, shared by all visitors and never changed.

Frozen records are kept as they are (`cache_resource`): nobody can alter them, and a copy for each visitor
would cost more than the question. Every key begins with the data's revision, and none depends on a visitor.
"""

from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import service
from dashboard.areas import figures_table, holdings, stated_shares
from dashboard.charts import holdings_chart
from dashboard.operations import count_built, keep_for_good
from dashboard.settings import Settings, load_settings
from dashboard.state import Allowed, ViewState
from dashboard.world import World, chosen_store, load_world, shown_world, store_stamp
from geo.timeline_map import timeline_document
from geo.timeline_map.known import MOST_STAGES, evenly
from pipelines.extract import Extractor, covered_theatres
from pipelines.history import Archive

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from gazetteer.model import Theatre
    from pipelines.extract.theatres import TheatreFinder
    from pipelines.model import History

MAX_HISTORIES = 128
"""Histories kept at once; each differs by sources, clock and rules."""
MANY_CLAIMS = 2_000
FEW_STAGES = 8
"""Days of the *known on* handle where there are more claims than that, so that the first map is soon there."""


@st.cache_resource(max_entries=2, show_spinner="Reading the articles …")
def _world(store: Path | None, stamp: str, settings: Settings, hour: str) -> World:  # noqa: ARG001  # the key
    began = time.perf_counter()
    loaded = load_world(store)
    shown = shown_world(loaded, settings, dt.datetime.now(dt.UTC))
    count_built(
        time.perf_counter() - began, len(shown.documents), len(shown.claims),
        len(loaded.documents) - len(shown.documents), len(loaded.claims) - len(shown.claims),
    )  # fmt: skip
    keep_for_good()
    return shown


def shared_world() -> World:
    """Return the data that may be shown; read again when the store's file changes, under an embargo each hour."""
    store, settings = chosen_store(), load_settings()
    hour = f"{dt.datetime.now(dt.UTC):%Y-%m-%dT%H}" if settings.has_embargo else ""
    return _world(store, store_stamp(store), settings, hour)


@st.cache_resource(max_entries=2, show_spinner=False)
def _archive(revision: str, _world: World) -> Archive:  # noqa: ARG001  # part of the key
    archive = Archive(_world.claims.values(), _world.documents.values(), _world.theatre)
    keep_for_good()
    return archive


@st.cache_resource(max_entries=4, show_spinner="Loading the rules …")
def _extractor(theatre_id: str, version: str, _theatre: Theatre) -> Extractor:  # noqa: ARG001  # the key
    extractor = Extractor(_theatre)
    keep_for_good()
    return extractor


def shared_extractor(theatre: Theatre) -> Extractor:
    """Return a theatre's extractor, which is loaded once and never changes."""
    return _extractor(theatre.theatre_id, theatre.version, theatre)


@st.cache_resource(show_spinner=False)
def shared_finder() -> TheatreFinder:
    """Return what finds the war that an article is about, among the theatres that ship."""
    finder = covered_theatres()
    keep_for_good()
    return finder


@st.cache_resource(max_entries=MAX_HISTORIES, ttl="1h", show_spinner=False)
def _history(
    revision: str,
    known_by: dt.date | None,
    sources: tuple[str, ...],
    least: int,
    policy: str,
    _world: World,
) -> History:
    archive = _archive(revision, _world)
    return archive.history(known_by=known_by, sources=sources or None, min_independent=least, policy=policy)


def history_for(world: World, view: ViewState) -> History:
    """Return the control history that a view asks for: its sources, clock, policy and least reports."""
    return _history(world.revision, view.known_by, view.sources, view.least, view.policy, world)


@st.cache_resource(max_entries=16, ttl="1h", show_spinner="Drawing the map …")
def _document(
    revision: str,  # noqa: ARG001  # part of the key
    choice: tuple[object, ...],  # noqa: ARG001  # same
    _world: World,
    _stages: tuple[ViewState, ...],
) -> str:
    claims, documents = tuple(_world.claims.values()), tuple(_world.documents.values())
    *known, drawn = (history_for(_world, stage) for stage in _stages)
    return timeline_document(drawn, _world.theatre, claims, documents, known=known)


@st.cache_data(max_entries=MAX_HISTORIES, ttl="1h", show_spinner=False)
def _holdings(revision: str, choice: tuple[object, ...], _world: World, _drawn: History) -> pd.DataFrame:  # noqa: ARG001
    return holdings(_world, _drawn)


def _choice(view: ViewState) -> tuple[object, ...]:
    return (view.known_by, view.sources, view.least, view.policy)


def holdings_for(world: World, view: ViewState) -> pd.DataFrame:
    """Return area and places by holder over time for the history that a view asks for."""
    return _holdings(world.revision, _choice(view), world, history_for(world, view))


@st.cache_data(max_entries=MAX_HISTORIES, ttl="1h", show_spinner=False)
def _holdings_chart(
    revision: str, choice: tuple[object, ...], measure: str, _world: World, _view: ViewState  # noqa: ARG001
) -> dict[str, object]:  # fmt: skip
    table = holdings_for(_world, _view)
    chart: dict[str, object] = holdings_chart(table, measure, _world.theatre, stated_shares(_world)).to_dict()
    return chart


def holdings_chart_for(world: World, view: ViewState, measure: str) -> dict[str, object]:
    """Return the Vega-Lite chart of what holders have over time, without a rule at a day."""
    return _holdings_chart(world.revision, _choice(view), measure, world, view)


@st.cache_data(max_entries=MAX_HISTORIES, ttl="1h", show_spinner=False)
def _figures(revision: str, choice: tuple[object, ...], _world: World, _drawn: History) -> pd.DataFrame:  # noqa: ARG001
    return figures_table(_world, _drawn)


def figures_for(world: World, view: ViewState) -> pd.DataFrame:
    """Return what articles state in figures beside what the history that a view asks for adds up to."""
    return _figures(world.revision, _choice(view), world, history_for(world, view))


def document_for(world: World, view: ViewState) -> str:
    """Return the page that plays the history that a view asks for, as known on any day of `known_days`.

    The view's own `known_by` is not in it: the page is steered there, so that it need not be made anew.
    """
    days = known_days(world, view)
    stages = tuple(view.but(known_by=day) for day in (*days, None))
    return _document(world.revision, (days, *_choice(view)[1:]), world, stages)


def known_days(world: World, view: ViewState) -> tuple[dt.date, ...]:
    """Return the days that the map's *known on* handle stands on: days of publication, and the view's own."""
    most = MOST_STAGES if len(world.claims) <= MANY_CLAIMS else FEW_STAGES
    days = evenly(service.publication_days(world), most)
    return tuple(sorted({*days, view.known_by} - {None}))


def allowed(world: World) -> Allowed:
    """Return what an address may name in this data."""
    return Allowed(
        places=world.theatre.places,
        sources=service.sources_of(world),
        publishers=service.publishers_of(world),
        sides=world.theatre.actors,
        days=service.shown_days(history_for(world, ViewState())),
    )
