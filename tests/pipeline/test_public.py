"""A public view holds back what it must: in its records, on every page, in every export."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import Point

from dashboard.downloads import acled_file, annotations_file, day_file, timeline_file
from dashboard.settings import Held, Settings
from dashboard.world import World, load_world, shown_world
from gazetteer import load_theatre
from geo.timeline_map import timeline_document
from pipelines.cells import cell_of, middle
from pipelines.history import build_history
from pipelines.public import MASK, WITHHELD, Rules, masked, public_view

if TYPE_CHECKING:
    from pipelines.model import History

NOW = dt.datetime(2016, 12, 9, 12, tzinfo=dt.UTC)
LATE = dt.date(2016, 12, 8)


@pytest.fixture(scope="module")
def world() -> World:
    return load_world(None)


def history_of(world: World) -> History:
    return build_history(tuple(world.claims.values()), tuple(world.documents.values()), world.theatre)


def test_an_embargo_holds_back_documents_and_claims_until_their_day_is_old_enough(world: World) -> None:
    view = public_view(
        world.documents.values(),
        world.claims.values(),
        world.aggregates,
        world.theatre,
        Rules(embargo_hours=48),
        NOW,
    )
    assert 0 < len(view.documents) < len(world.documents)
    for document in view.documents:
        assert document.published is not None
        ended = dt.datetime.combine(document.published, dt.time(), tzinfo=dt.UTC) + dt.timedelta(days=1)
        assert ended + dt.timedelta(hours=48) <= NOW
    assert view.held_documents == len(world.documents) - len(view.documents)
    assert view.held_claims == len(world.claims) - len(view.claims)


def everything_that_goes_out(world: World) -> str:
    """Return the text of the map and of every export of a world."""
    history = history_of(world)
    day = history.known_days[1] if history.known_days else LATE
    files = [day_file(world, history, day, ending) for ending in (".kml", ".csv")]
    files += [timeline_file(world, history, ".kml"), timeline_file(world, history, ".csv")]
    files += [acled_file(world, history), annotations_file(world, history)]
    claims = tuple(world.claims.values())
    page = timeline_document(history, world.theatre, claims, tuple(world.documents.values()))
    return page + "".join(f.decode("utf-8") for f in files)


def test_nothing_that_goes_out_holds_an_embargoed_claim_or_quote(world: World) -> None:
    shown = shown_world(world, Settings(embargo_hours=48), NOW)
    text = everything_that_goes_out(shown)
    held = [c for c in world.claims.values() if c.claim_id not in shown.claims]
    kept_quotes = " ".join(c.quote for c in shown.claims.values())
    assert held
    for claim in held:
        assert claim.claim_id not in text
        if claim.quote not in kept_quotes:
            assert json.dumps(claim.quote, ensure_ascii=False)[1:-1] not in text


def test_a_coarse_view_names_no_small_place_and_quotes_nothing(world: World) -> None:
    shown = shown_world(world, Settings(coarsen="parent"), NOW)
    assert shown.claims
    for claim in shown.claims.values():
        before = world.claims[claim.claim_id]
        assert claim.place_id == (world.theatre.places[before.place_id].within if before.place_id else None)
        assert (claim.quote, claim.place_text) == (WITHHELD, WITHHELD)
    assert {d.text for d in shown.documents.values()} == {WITHHELD}
    text = everything_that_goes_out(shown)
    for claim in world.claims.values():
        if len(claim.quote) > 40:
            assert claim.quote not in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Colonel Ahmad al-Hassan said so.", "Colonel ███████████████ said so."),
        ("President Assad said so.", "President █████ said so."),
        ("The town of Hanano fell.", "The town of Hanano fell."),
        ("activist Abu Omar", "activist ████████"),
    ],
)
def test_names_of_persons_are_blacked_out_at_their_length(text: str, shown: str) -> None:
    assert masked(text, Rules(mask_persons=True)) == shown


@given(st.text(max_size=300), st.lists(st.text(max_size=10), max_size=3))
def test_masking_never_changes_the_length_and_leaves_no_listed_name(text: str, names: list[str]) -> None:
    hidden = masked(text, Rules(mask_persons=True, names=tuple(names)))
    assert len(hidden) == len(text)
    assert all(a in (b, MASK) for a, b in zip(hidden, text, strict=True))


def test_masked_claims_still_quote_their_article(world: World) -> None:
    shown = shown_world(world, Settings(masked_names=("Aleppo",), mask_names=True), NOW)
    for claim in shown.claims.values():
        assert shown.documents[claim.document].text[claim.start : claim.end] == claim.quote
        assert "aleppo" not in claim.quote.lower()


def test_a_rounded_view_tells_the_cell_of_a_place_and_nothing_nearer(world: World) -> None:
    shown = shown_world(world, Settings(coarsen="cell", cell_degrees=0.25), NOW)
    cells = {c.place_id for c in shown.claims.values() if c.place_id}
    assert cells
    for claim in shown.claims.values():
        assert (claim.quote, claim.place_text, claim.within) == (WITHHELD, WITHHELD, None)
        if claim.place_id is None:
            continue
        cell = shown.theatre.places[claim.place_id]
        before = world.claims[claim.claim_id].place_id
        assert before is not None
        inside = middle(world.theatre.places[before])
        assert inside is not None
        assert cell.geometry is not None
        assert cell.geometry.covers(Point(inside))
        assert cell.geometry.area == pytest.approx(0.25**2)
        assert all(edge % 0.25 == pytest.approx(0, abs=1e-9) for edge in cell.geometry.bounds)
    text = everything_that_goes_out(shown)
    for claim in world.claims.values():
        assert len(claim.quote) <= 40 or claim.quote not in text
    history = build_history(shown.claims.values(), shown.documents.values(), shown.theatre)
    assert {c.place_id for c in history.changes} <= cells


@pytest.mark.parametrize(
    ("where", "name"),
    [
        ((37.17, 36.21), "36.2–36.3° N, 37.1–37.2° E"),
        ((37.2, 36.2), "36.2–36.3° N, 37.2–37.3° E"),
        ((-3.71, -0.02), "0–0.1° S, 3.7–3.8° W"),
        ((0.04, 51.0), "51–51.1° N, 0–0.1° E"),
    ],
)
def test_a_cell_is_named_by_its_edges(where: tuple[float, float], name: str) -> None:
    theatre = load_theatre("syria")
    place = replace(theatre.places["syria:sakhour"], point=where, geometry=None)
    cell = cell_of(place, theatre, 0.1)
    assert cell is not None
    assert cell.name == name


def test_a_place_without_a_position_has_no_cell() -> None:
    theatre = load_theatre("syria")
    place = replace(theatre.places["syria:sakhour"], point=None, geometry=None)
    assert cell_of(place, theatre, 0.1) is None


def test_a_theatre_may_have_rules_of_its_own(world: World) -> None:
    other = Settings(theatres={"mosul": Held(coarsen="parent")})
    assert shown_world(world, other, NOW) is world
    own = Settings(coarsen="parent", theatres={"syria": Held(coarsen="no")})
    assert shown_world(world, own, NOW) is world
    held = Settings(theatres={"syria": Held(embargo_hours=24 * 366)})
    assert held.has_embargo
    assert len(shown_world(world, held, dt.datetime(2016, 12, 1, tzinfo=dt.UTC)).documents) == 0


def test_without_rules_nothing_is_held_back(world: World) -> None:
    assert shown_world(world, Settings(), NOW) is world
