"""The page that plays is one file, the same at every run, and holds nothing that it could fetch or obey."""

from __future__ import annotations

import json
import re

import folium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.timeline_map import ControlTimeline, OfflineMap, timeline_document
from geo.timeline_map.control import compact
from geo.timeline_map.encode import encode, to_script
from geo.timeline_map.packing import encode_number, encode_ring, pack_rows
from tests.geo import generated, made

HOSTILE = "</script><script>alert(1)</script>\"'<img src=x onerror=alert(2)>{{ 7 * 7 }}{% raw %}\u202egnp.exe"


def page(**more: object) -> str:
    return timeline_document(made.history(), made.theatre(), made.claims(), made.documents(), **more)  # type: ignore[arg-type]


def test_the_same_history_gives_the_same_page() -> None:
    assert page() == page()


def test_the_page_names_no_address_that_a_browser_would_fetch() -> None:
    text = page()
    assert "default-src 'none'" in text
    assert not re.search(r"<(?:script|link|img|iframe)[^>]+(?:src|href)\s*=", text)
    assert not re.search(r"url\(\s*['\"]?(?:https?:|//|images)", text)
    assert "sourceMappingURL" not in text


def test_the_page_is_small() -> None:
    assert len(page().encode()) < 240_000


@pytest.mark.parametrize(("places", "most_mb"), [(133, 0.3), (1000, 0.6)])
def test_a_year_of_changes_stays_a_small_page(places: int, most_mb: float) -> None:
    text = timeline_document(generated.history(places), generated.theatre(places))
    assert len(text.encode()) / 1e6 <= most_mb


def test_hostile_names_and_quotes_are_data_and_never_markup_or_template() -> None:
    places = [made.place("alpha", made.square(0, 0), name=HOSTILE, name_ar=HOSTILE, within=None)]
    history = made.history(
        [made.interval("alpha", "2016-11-27", None, "government", evidence=HOSTILE)],
        [made.change("alpha", "2016-11-27", "2016-11-27", "government")],
    )
    text = timeline_document(history, made.theatre(places, name=HOSTILE, attribution=(HOSTILE,)))
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "{{ 7 * 7 }}" in text, "the braces stay as they were written"
    title = re.search(r"<title>(.*?)</title>", text, re.DOTALL)
    assert title is not None
    assert "<" not in title.group(1)


def test_data_inside_a_script_element_reads_back_as_it_was() -> None:
    data = {"text": HOSTILE + "<!-- \u2028 \u2029"}
    script = to_script(data)
    assert "<" not in script
    assert json.loads(script) == data


@pytest.mark.parametrize(
    ("number", "text"),
    # from the algorithm's own description: 38.5, -120.2, 40.7, -120.95 degrees, and two more
    [(3850000, "_p~iF"), (-12020000, "~ps|U"), (220000, "_ulL"), (-75000, "nnqC"), (0, "?"), (-1, "@")],
)
def test_numbers_are_written_as_the_polyline_algorithm_says(number: int, text: str) -> None:
    assert encode_number(number) == text


def test_a_ring_is_written_longitude_first_without_its_closing_point() -> None:
    assert encode_ring([(0, 0), (0.00001, 0), (0, 0.00001), (0, 0)]) == "??A?@A"


def test_the_data_of_the_page_in_words() -> None:
    data = encode([made.history()], made.theatre(), made.claims(), made.documents())
    assert data["day0"] == "2016-11-25"
    assert data["days"] == 9
    assert data["day"] == 8, "it opens on the last reported change, 3 December"
    assert [side[0] for side in data["sides"]] == ["government", "opposition", "isis"]
    alpha = next(row for row in data["places"] if row[0] == "alpha")
    assert alpha[1:3] == ["Alpha", "ألفا"]
    assert alpha[6] == pytest.approx(1.0, abs=0.05), "about a square kilometre"
    assert data["quotes"][0] == ["Troops took Alpha.", "Agency", "2016-11-28"]
    assert data["count"] == len(made.history().intervals)


def test_earlier_knowledge_is_kept_as_differences() -> None:
    early = made.history(
        [made.interval("alpha", "2016-11-26", None, "government")], known_by=made.day("2016-11-28")
    )
    late = made.history(
        [
            made.interval("alpha", "2016-11-26", None, "government"),
            made.interval("beta", "2016-11-30", None, "government"),
        ]
    )
    data = encode([early, late], made.theatre())
    assert [stage["known"] for stage in data["stages"]] == ["2016-11-28", None]
    numbers = {row[0]: number for number, row in enumerate(data["places"])}
    assert [stage["tracks"]["places"] for stage in data["stages"]] == [
        pack_rows([(numbers["alpha"], 1)]),
        pack_rows([(numbers["beta"], 1)]),
    ]
    assert data["count"] == 2


@settings(deadline=None)
@given(st.lists(st.tuples(*[st.none() | st.integers(-(2**29), 2**29)] * 3), min_size=1))
def test_packed_rows_read_back_as_they_were(rows: list[tuple[int | None, ...]]) -> None:
    columns = [_unpack(text, len(rows)) for text in pack_rows(rows)]
    assert list(zip(*columns, strict=True)) == rows


def _unpack(text: str, count: int) -> list[int | None]:
    """The polyline algorithm read backwards, as the page's script does it."""
    constant, steps = text.startswith("*"), text.startswith("+")
    found: list[int | None] = []
    bits = shift = 0
    for character in text.lstrip("*+"):
        byte = ord(character) - 63
        bits |= (byte & 31) << shift
        shift += 5
        if byte < 32:
            value = ~(bits >> 1) if bits & 1 else bits >> 1
            if steps:
                found.append(value + (found[-1] or 0 if found else 0))
            else:
                found.append(None if value == 0 else value - 1 if value > 0 else value)
            bits = shift = 0
    return found * count if constant else found


def test_scripts_and_styles_lose_their_comments_and_nothing_else() -> None:
    text = "/**\n * Says why.\n */\n  const a = 'http://x'; // stays\n\n  // goes\n  b /* stays */ = 1;\n"
    assert compact(text) == "const a = 'http://x'; // stays\nb /* stays */ = 1;"


def test_a_history_without_any_dated_report_is_a_page_too() -> None:
    empty = encode([made.history().__class__(intervals=(), changes=(), unmapped=())], made.theatre())
    assert (empty["day0"], empty["days"], empty["day"]) == (None, 0, 0)


def test_the_control_goes_on_any_folium_map() -> None:
    ordinary = folium.Map(tiles=None)
    ControlTimeline(made.history(), made.theatre()).add_to(ordinary)
    text = ordinary.get_root().render()
    assert "Whoholds.start(map_" in text
    assert 'id="wh-panel"' in text


def test_a_side_a_source_and_a_place_that_the_theatre_does_not_know_are_still_named() -> None:
    history = made.history([made.interval("alpha", None, None, "militia", evidence=None, claims=())])
    data = encode([history], made.theatre())
    assert ["militia", "militia", "#777777", ""] in data["sides"]
    assert data["quotes"] == []


def test_no_history_at_all_is_a_mistake_that_is_named() -> None:
    with pytest.raises(ValueError, match="`histories` is empty: give at least one"):
        encode([], made.theatre())


def test_directions_cut_no_nominal_extent() -> None:
    history = made.history([made.interval("epsilon", None, None, "isis", parts={"north": "isis"})])
    assert encode([history], made.theatre())["cuts"] == []


def test_a_control_on_no_map_says_so() -> None:
    with pytest.raises(ValueError, match="is on no page: add it to a folium map"):
        ControlTimeline(made.history(), made.theatre()).render()


def test_a_marker_on_an_offline_map_has_its_image_in_the_page() -> None:
    plain, marked = OfflineMap(), OfflineMap()
    folium.Marker((36.2, 37.1)).add_to(folium.FeatureGroup().add_to(marked))
    assert "data:image/png" not in plain.get_root().render(), "no image that nothing on the page shows"
    layered = OfflineMap()
    folium.LayerControl().add_to(layered)
    assert layered.get_root().render().count("data:image/png;base64,iVBOR") == 2, "the layer control's button"
    assert '"iconUrl": "data:' not in plain.get_root().render()
    text = marked.get_root().render()
    assert '"iconUrl": "data:image/png;base64,' in text
    again = OfflineMap()
    folium.Marker((36.2, 37.1)).add_to(folium.FeatureGroup().add_to(again))
    assert len(again.get_root().render()) == len(text)
