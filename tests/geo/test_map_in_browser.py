# ruff: noqa: ANN401, S311 - what a page returns has any type; chance is only for choosing days
"""The page that plays, in a real browser: what is drawn, and what can be done by hand and by keyboard."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from gazetteer import load_theatre
from geo.timeline_map import known_histories, timeline_document
from pipelines.documents import read_documents
from pipelines.extract import Extractor
from pipelines.history import build_history
from pipelines.model import History
from tests.browser_support import Watched, wait_for
from tests.geo import generated, made

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Watched]
OpenMap = Callable[..., Watched]


@pytest.fixture
def open_map(open_page: OpenPage, tmp_path: Path) -> OpenMap:
    """Return a function that opens a history's page; keywords are the browser context's."""

    def open_it(text: str | None = None, **options: Any) -> Watched:
        path = tmp_path / "map.html"
        if text is None:
            text = timeline_document(made.history(), made.theatre(), made.claims(), made.documents())
        path.write_text(text, encoding="utf-8")
        watched = open_page(path.as_uri(), **options)
        wait_for(watched.page, "window.whoholds")
        return watched

    return open_it


def shown_day(watched: Watched) -> str:
    return watched.page.locator("#wh-date").inner_text()


def state(watched: Watched, place: str) -> Any:
    return watched.page.evaluate("place => whoholds.drawn()[place]", place)


def test_it_opens_on_the_last_change_and_asks_the_network_for_nothing(open_map: OpenMap) -> None:
    opened = open_map()
    assert shown_day(opened) == "3 December 2016"
    caption = opened.page.locator("#wh-caption").inner_text()
    assert caption == "3 Dec: Gamma (50 %), Opposition → Government, reported by 1"
    opened.page.locator("#wh-play").click()
    wait_for(opened.page, "whoholds.player.frames > 20")
    assert opened.foreign_requests() == []
    assert len(opened.requests) == 1
    assert opened.errors == []


# What a polygon says, day by day, in the words of the look that is drawn.
LOOKS: list[tuple[str, str, dict[str, Any]]] = [
    ("2016-11-25", "alpha", {"holder": "opposition", "kind": "implied"}),
    ("2016-11-26", "alpha", {"holder": "government", "kind": "hatch", "settled": False}),
    ("2016-11-27", "alpha", {"holder": "government", "kind": "plain", "settled": True}),
    ("2016-11-28", "beta", {"holder": "opposition", "contested": True}),
    ("2016-12-01", "beta", {"holder": "government", "kind": "double", "status": "disputed"}),
    ("2016-12-02", "gamma", {"holder": None, "status": "unknown"}),
    ("2016-12-02", "delta", {"kind": "cut", "pieces": ["government", "opposition"]}),
    ("2016-12-03", "gamma", {"kind": "mixed", "status": "mixed"}),
    ("2016-12-03", "epsilon", {"holder": "isis"}),
]


def test_each_state_has_its_own_look(open_map: OpenMap) -> None:
    opened = open_map()
    for day, place, look in LOOKS:
        opened.page.evaluate("day => whoholds.setDay(whoholds.calendar.number(day), 'hand')", day)
        drawn = state(opened, place)
        assert {key: drawn[key] for key in look} == look, (day, place)
    assert state(opened, "region") is None, "a place that no report touches is an outline"


def test_two_hundred_days_forward_and_backward_are_drawn_as_python_computes_them(open_map: OpenMap) -> None:
    history = generated.history(60, days=300, changes_a_day=2.5)
    opened = open_map(timeline_document(history, generated.theatre(60)))
    chance = random.Random(7)
    days = [generated.FIRST + dt.timedelta(days=chance.randrange(300)) for _ in range(100)]
    days += sorted(chance.sample(days, 50)) + sorted(chance.sample(days, 50), reverse=True)
    assert len(days) == 200
    touched = {interval.place_id for interval in history.intervals}
    for day in days:
        drawn = opened.page.evaluate(
            "day => { whoholds.setDay(whoholds.calendar.number(day), 'hand'); return whoholds.drawn(); }",
            day.isoformat(),
        )
        assert {p: _drawn(look) for p, look in drawn.items()} == {
            p: _computed(history, day, p) if p in touched else None for p in drawn
        }, day


def _drawn(look: Any) -> Any:
    return look and (look["holder"], look["status"], look["settled"], look["contested"])


def _computed(history: History, day: dt.date, place: str) -> tuple[str | None, str, bool, bool]:
    found = history.at(day).get(place)
    if found is None:
        return (None, "unknown", True, False)
    return (found.holder, found.status.value, found.settled, found.contested)


def test_the_whole_timeline_works_by_keyboard_and_tells_the_day(open_map: OpenMap) -> None:
    page = open_map().page
    slider = page.locator("#wh-slider")
    slider.focus()
    for key, day in [
        ("Home", "25 November 2016"),
        ("ArrowRight", "26 November 2016"),
        ("PageDown", "27 November 2016"),
        ("PageDown", "28 November 2016"),
        ("PageDown", "30 November 2016"),
        ("ArrowLeft", "29 November 2016"),
        ("PageUp", "28 November 2016"),
        ("End", "3 December 2016"),
    ]:
        page.keyboard.press(key)
        assert page.locator("#wh-date").inner_text() == day, key
        assert slider.get_attribute("aria-valuetext") == day
    assert page.locator("#wh-announce").inner_text() == "3 December 2016: 1 to Government"
    page.keyboard.press("Space")
    assert page.locator("#wh-play").get_attribute("aria-label") == "Pause"
    wait_for(page, "whoholds.day > 0")
    page.keyboard.press("Space")
    assert page.locator("#wh-play").get_attribute("aria-label") == "Play"


def test_playing_runs_to_the_end_names_the_changes_and_stops(open_map: OpenMap) -> None:
    page = open_map().page
    page.locator("#wh-speed").select_option("8")
    page.evaluate(
        "() => { const line = document.getElementById('wh-caption'); window.said = [];"
        " new MutationObserver(() => said.push(line.textContent)).observe(line, {childList: true});"
        " whoholds.setDay(0, 'hand'); }"
    )
    page.locator("#wh-play").click()
    wait_for(page, "!whoholds.player.playing")
    said = " | ".join(page.evaluate("said"))  # a slow machine shows several days in one frame
    assert "26–27 Nov: Alpha, Opposition → Government, reported by 2" in said
    assert "1 Dec: Beta, Opposition → Government, disputed, reported by 1" in said
    assert page.locator("#wh-date").inner_text() == "3 December 2016"


@pytest.mark.parametrize(("motion", "flashes"), [("no-preference", True), ("reduce", False)])
def test_a_change_flashes_while_playing_unless_motion_is_unwelcome(
    open_map: OpenMap,
    motion: str,
    flashes: bool,  # noqa: FBT001
) -> None:
    page = open_map(reduced_motion=motion).page
    page.evaluate("() => { whoholds.setDay(1, 'hand'); whoholds.setDay(2, 'play'); }")
    assert page.evaluate("whoholds.layer.layers.some((layer) => layer && layer.options.flash)") is flashes


def test_the_pointer_shows_the_card_of_a_place_and_a_click_selects_it(open_map: OpenMap) -> None:
    opened = open_map()
    page = opened.page
    page.evaluate("whoholds.setDay(2, 'hand')")
    box = page.locator(".folium-map").bounding_box()
    assert box is not None
    at = page.evaluate("whoholds.map.latLngToContainerPoint([36.205, 37.105])")
    page.mouse.move(box["x"] + at["x"], box["y"] + at["y"])
    card = page.locator(".wh-tooltip .wh-card").inner_text()
    for line in (
        "Alpha ألفا",
        "Holder: Government",
        "Since: 26–27 November 2016",
        "Status: corroborated; 2 independent reports",
        "Credibility: 2 of 6 (1 is best)",
        "Troops took Alpha.",
        "— Agency, 2016-11-28",
    ):
        assert line in card
    page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
    assert page.evaluate("whoholds.view()") == {
        "day": "2016-11-27",
        "known": None,
        "place": "alpha",
        "playing": False,
    }
    history = page.locator("#wh-place .wh-history li").all_inner_texts()
    assert history == [
        "before: Opposition (implied)",
        "26 November 2016: Government (reported, day not settled)",
        "27 November 2016: Government (corroborated)",
    ]
    page.locator("#wh-place-close").click()
    assert page.evaluate("whoholds.view().place") is None


@pytest.mark.parametrize("typed", ["Alfa", "al-alfa", "ألفا", "الفا", "ALPHA", "lph"])
def test_a_place_is_found_by_any_of_its_names(open_map: OpenMap, typed: str) -> None:
    page = open_map().page
    page.locator("#wh-search").fill(typed)
    assert page.locator("#wh-found li").first.inner_text().startswith("Alpha")
    page.keyboard.press("Enter")
    assert page.evaluate("whoholds.view().place") == "alpha"


def test_a_name_that_no_place_has_says_so(open_map: OpenMap) -> None:
    page = open_map().page
    page.locator("#wh-search").fill("Nowhere")
    assert page.locator("#wh-found").inner_text() == "No place of that name"


def test_places_without_a_position_are_listed_with_their_state(open_map: OpenMap) -> None:
    page = open_map().page
    page.locator("#wh-unplaced summary").click()
    assert page.locator("#wh-unplaced-summary").inner_text() == "1 named in reports, position not known"
    assert page.locator("#wh-unplaced-list").inner_text() == "Zeta: Government, reported"


def test_the_legend_counts_places_and_square_kilometres(open_map: OpenMap) -> None:
    page = open_map().page
    rows = {
        row.split("\t")[0].strip(): row.split("\t")[1:]
        for row in page.locator("#wh-legend-sides tr").all_inner_texts()
    }
    assert rows["Government"] == ["3", "2.0"]
    assert rows["Isis"] == ["1", "–"], "a nominal extent has no area"
    assert rows["mixed: held in parts"] == ["2", "2.0"]
    assert "6 of 8 places are named in reports" in page.locator("#wh-legend-note").inner_text()


def test_the_second_handle_shows_what_was_known_then(open_map: OpenMap) -> None:
    early = made.history(
        [made.interval("alpha", "2016-11-26", None, "isis")],
        [made.change("alpha", "2016-11-26", "2016-11-26", "isis")],
        known_by=made.day("2016-11-28"),
    )
    text = timeline_document(made.history(), made.theatre(), made.claims(), known=[early])
    page = open_map(text).page
    assert page.locator("#wh-known-text").inner_text() == "everything known"
    page.locator("#wh-known").focus()
    page.keyboard.press("ArrowLeft")
    assert page.locator("#wh-known-text").inner_text() == "as known on 28 November 2016"
    drawn = page.evaluate("whoholds.drawn()")
    assert {place: look["holder"] for place, look in drawn.items() if look} == {"alpha": "isis"}
    assert shown_day(open_map(text)) == "3 December 2016"
    page.keyboard.press("ArrowRight")
    assert page.evaluate("whoholds.drawn().beta.status") == "disputed"


def test_old_evidence_pales_and_need_not(open_map: OpenMap) -> None:
    old = made.history(
        [
            made.interval("alpha", "2016-01-01", None, "government"),
            made.interval("beta", "2016-11-27", None, "government"),
        ]
    )
    page = open_map(timeline_document(old, made.theatre(), day=made.day("2016-11-27"))).page
    alphas = "['alpha', 'beta'].map((id) => whoholds.layer.layers[whoholds.ids.get(id)].options.look.alpha)"
    faded, fresh = page.evaluate(alphas)
    assert faded < fresh
    page.locator("#wh-fade").uncheck()
    again = page.evaluate(alphas)
    assert again[0] == again[1] == fresh


def test_names_do_not_lie_on_each_other_at_any_zoom(open_map: OpenMap) -> None:
    text = timeline_document(generated.history(120), generated.theatre(120))
    page = open_map(text).page
    counts = []
    for zoom in (10, 11, 12, 13, 14, 15):
        boxes = page.evaluate(
            "zoom => { whoholds.map.setZoom(zoom, {animate: false}); whoholds.labels.draw();"
            " return whoholds.labels.shown.map((label) => label.box); }",
            zoom,
        )
        counts.append(len(boxes))
        for number, one in enumerate(boxes):
            for other in boxes[number + 1 :]:
                apart = (
                    one["right"] <= other["left"]
                    or other["right"] <= one["left"]
                    or one["bottom"] <= other["top"]
                    or other["bottom"] <= one["top"]
                )
                assert apart, (zoom, one, other)
    assert max(counts) > 10, counts


def test_arabic_names_on_demand(open_map: OpenMap) -> None:
    page = open_map().page
    page.locator("#wh-arabic").check()
    names = {label["id"]: label["text"] for label in page.evaluate("whoholds.labels.shown")}
    assert names["alpha"] == "ألفا"
    assert names["beta"] == "Beta"


HOSTILE = '<img src=x onerror="window.pwned=1"></script><script>window.pwned=1</script>\u202e{{ 7*7 }}\'"'


def test_hostile_text_is_shown_as_text(open_map: OpenMap) -> None:
    places = [
        made.place("alpha", made.square(0, 0), name=HOSTILE, name_ar="\u202e" + "ب" * 10_000, within=None),
        made.place("zeta", None, name="Z" * 10_000, within=None),
    ]
    theatre = made.theatre(places, name=HOSTILE, attribution=(HOSTILE,))
    history = made.history(
        [
            made.interval("alpha", "2016-11-27", None, HOSTILE, evidence=HOSTILE * 300, sources=(HOSTILE,)),
            made.interval("zeta", "2016-11-27", None, "government", evidence=HOSTILE),
        ],
        [made.change("alpha", "2016-11-27", "2016-11-27", HOSTILE)],
    )
    opened = open_map(timeline_document(history, theatre, place="alpha"))
    page = opened.page
    assert HOSTILE in page.locator("#wh-place .wh-name").inner_text()
    assert HOSTILE in page.locator("#wh-caption").inner_text()
    assert HOSTILE in page.locator("#wh-credit").inner_text()
    page.locator("#wh-search").fill("img")
    assert HOSTILE in page.locator("#wh-found li").first.inner_text()
    assert page.evaluate("window.pwned") is None
    assert page.evaluate("document.images.length") == 0
    assert opened.foreign_requests() == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (
        "a long name must not widen the page"
    )


def test_a_history_without_a_date_is_a_still_map_that_says_so(open_map: OpenMap) -> None:
    opened = open_map(timeline_document(History(intervals=(), changes=(), unmapped=()), made.theatre()))
    assert shown_day(opened) == "No dated report yet"
    assert opened.page.locator("#wh-play").is_disabled()
    assert opened.errors == []


def test_street_tiles_are_an_offer_and_their_failure_is_a_sentence(open_map: OpenMap) -> None:
    text = timeline_document(made.history(), made.theatre(), basemap="OpenStreetMap.Mapnik")
    opened = open_map(text, offline=True)
    page = opened.page
    assert opened.foreign_requests() == []
    page.locator("#wh-tiles").click()
    wait_for(
        page, "document.getElementById('wh-tiles-note').textContent !== '(C) OpenStreetMap contributors'"
    )
    assert page.locator("#wh-tiles-note").inner_text() == "Street tiles cannot be reached."
    assert not page.locator("#wh-tiles").is_checked()
    assert all("tile.openstreetmap.org" in url for url in opened.foreign_requests())


def test_without_a_basemap_there_is_no_switch_for_one(open_map: OpenMap) -> None:
    assert not open_map().page.locator("#wh-tiles").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(open_map: OpenMap, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe-playwright-python")
    page = open_map(color_scheme=scheme).page
    page.evaluate("whoholds.select(whoholds.ids.get('alpha'), 'hand')")
    found = axe.Axe().run(page).response["violations"]
    serious = [
        (fault["id"], [node["html"][:120] for node in fault["nodes"]])
        for fault in found
        if fault["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_the_shipped_articles_are_drawn_as_python_computes_them(open_map: OpenMap, seeds: Path) -> None:
    theatre = load_theatre("syria")
    documents = read_documents([seeds]).documents
    extractor = Extractor(theatre)
    claims = [claim for document in documents for claim in extractor.extract(document).claims]
    history = build_history(claims, documents, theatre)
    opened = open_map(
        timeline_document(
            history, theatre, claims, documents, known=known_histories(claims, documents, theatre)
        )
    )
    touched = {interval.place_id for interval in history.intervals}
    for number in range(31):
        day = dt.date(2016, 11, 20) + dt.timedelta(days=number)
        drawn = opened.page.evaluate(
            "day => { whoholds.setDay(whoholds.calendar.number(day), 'hand'); return whoholds.drawn(); }",
            day.isoformat(),
        )
        assert {p: _drawn(look) for p, look in drawn.items()} == {
            p: _computed(history, day, p) if p in touched else None for p in drawn
        }, day
    assert opened.errors == []
    assert opened.foreign_requests() == []
