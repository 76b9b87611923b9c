"""Each page on a made-up world: its words, its numbers, n of N; hostile text and links change nothing."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dashboard import results
from dashboard.pages import PAGES
from dashboard.session import Key
from dashboard.world import make_world
from tests.dashboard.made_world import HOSTILE, claim, world
from tests.dashboard.test_text import seen

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]


def html_of(app: AppTest) -> str:
    """Return all HTML that the page put on the screen, style sheets apart."""
    bodies = [element.proto.body for element in app.get("html")]
    return "".join(body for body in bodies if "<style" not in body)


def words_of(app: AppTest) -> str:
    """Return the words that the page says: Markdown, captions, headings and the text of its HTML."""
    said = [e.value for kind in (app.title, app.header, app.markdown, app.caption) for e in kind]
    return " ".join((*map(str, said), seen(html_of(app)).text)).replace("**", "")


def clean(app: AppTest) -> None:
    assert list(app.exception) == []
    assert list(app.error) == []


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_from_its_own_address(name: str, open_app: Callable[..., AppTest]) -> None:
    app = open_app("" if name == "map" else name, world())
    clean(app)
    assert len(app.title) == 1
    labels = [link.proto.label for link in app.get("page_link")]
    assert [label.strip("*") for label in labels] == [page.TITLE for page in PAGES.values()]
    assert [label for label in labels if label.startswith("**")] == [f"**{PAGES[name].TITLE}**"]


@pytest.mark.parametrize("name", PAGES)
def test_no_page_lets_markup_of_an_article_through(name: str, open_app: Callable[..., AppTest]) -> None:
    app = open_app("" if name == "map" else name, world(), place="gamma")
    clean(app)
    html = html_of(app)
    tags = {tag.split()[0] for tag in seen(html).tags}
    assert tags.isdisjoint({"script", "img", "iframe", "style", "form"})
    assert not any(" on" in tag for tag in seen(html).tags)
    assert "\u202e" not in html
    for element in (*app.markdown, *app.caption, *app.title, *app.header, *app.warning):
        assert "<script" not in str(element.value)


def test_the_map_says_what_it_is_made_from(open_app: Callable[..., AppTest]) -> None:
    app = open_app("", world())
    said = words_of(app)
    assert "1 change from 5 claims in 3 articles" in said
    assert "0 of 1 changes disputed" in said
    assert "2 of 5 claims not on the map: 1 undated, 1 unplaced" in said
    assert "1 of 3 articles without a day" in said


def test_the_map_opens_on_the_last_change_with_its_quote_beside(open_app: Callable[..., AppTest]) -> None:
    app = open_app("", world())
    said = words_of(app)
    assert "27 Nov 2016" in [h.value for h in app.header]
    assert "1 of 1 reported change may have happened on this day." in said
    assert "Opposition → Government" in said
    assert "On Sunday, SANA said that the army recaptured Alpha from rebels." in said
    assert "<strong>recaptured</strong>" in html_of(app)


def test_the_maps_link_carries_the_day_and_place(open_app: Callable[..., AppTest]) -> None:
    app = open_app("", world(), place="alpha", day="2016-11-26")
    data = [json.loads(e.proto.json) for e in app.get("bidi_component") if e.proto.json]
    (link,) = [d for d in data if "ack" in d]
    assert (link["day"], link["place"]) == ("2016-11-26", "alpha")
    assert "No change is reported for this day" in words_of(app)


def test_a_picked_place_shows_its_history_and_all_its_claims(open_app: Callable[..., AppTest]) -> None:
    app = open_app("", world(), place="beta")
    said = words_of(app)
    assert "Beta" in said
    assert "Opposition: " in said
    assert "Why is it drawn so on 27 Nov 2016?" in [e.label for e in app.expander]
    assert "Drawn on 2016-11-27: Opposition" in said
    assert "Rebels still hold Beta" in said
    app.button(key="close_place").click().run()
    clean(app)
    assert app.session_state[Key.VIEW].place is None


def test_a_bad_link_is_answered_with_a_notice(open_app: Callable[..., AppTest]) -> None:
    app = open_app("", world(), place="atlantis", day="1999-01-01", least="<script>")
    clean(app)
    said = [warning.value for warning in app.warning]
    assert len(said) == 3
    assert said[0] == "The link's `day` 1999-01-01 lies outside 2016-11-26 – 2016-11-27: 2016-11-26 is shown."
    assert "is not in this data" in said[1]


def test_according_to_one_source_there_is_one_report(open_app: Callable[..., AppTest]) -> None:
    app = open_app("", world(), sources="SANA")
    assert "1 independent of 1 report" in words_of(app)
    assert [e.label for e in app.expander] == [
        "According to: 1 source, as known today, at least 1 independent report"
    ]


def test_choosing_a_source_changes_the_view_and_what_is_shown(open_app: Callable[..., AppTest]) -> None:
    app = open_app("", world())
    assert "2 independent of 2 reports" in words_of(app)
    app.multiselect(key="choose_sources").set_value(["Al-Manar"]).run()
    clean(app)
    assert app.session_state[Key.VIEW].sources == ("Al-Manar",)
    assert "1 independent of 1 report" in words_of(app)


def test_nothing_fits_is_said_with_what_to_do(open_app: Callable[..., AppTest]) -> None:
    app = open_app("", world(), known_by="2015-01-01")
    clean(app)
    assert "No claim fits this choice. Take away a source or a known-by day above." in words_of(app)


def test_claims_that_no_map_can_show_are_counted_with_where_to_read_them(
    open_app: Callable[..., AppTest],
) -> None:
    made = world()
    lost = [claim for claim in made.claims.values() if claim.place_id is None]
    app = open_app("", make_world(made.theatre, made.documents.values(), lost))
    clean(app)
    assert "1 of 1 claims not on the map: 1 unplaced. The Claims page lists them." in words_of(app)


def test_what_changed_tells_every_change(open_app: Callable[..., AppTest]) -> None:
    app = open_app("changes", world())
    said = words_of(app)
    assert "1 reported change on 1 day or span of days, newest first" in said
    assert "2 independent of 2 reports · corroborated" in said


def test_claims_counts_what_fits(open_app: Callable[..., AppTest]) -> None:
    app = open_app("claims", world())
    assert "5 of 5 claims fit." in words_of(app)
    app.multiselect(key="choose_events").set_value(["hold"]).run()
    clean(app)
    assert "1 of 5 claims fit." in words_of(app)
    (table,) = app.dataframe
    assert list(table.value["Place"]) == ["Beta"]
    app.text_input(key="choose_text").set_value("nothing like this").run()
    assert "No claim fits all of these filters at once." in words_of(app)


def test_claims_shows_hostile_text_as_text(open_app: Callable[..., AppTest]) -> None:
    (table,) = open_app("claims", world()).dataframe
    assert HOSTILE.replace("\u202e", "⟨⟩") in set(table.value["Place"])


def test_sources_shows_each_with_its_denominator(open_app: Callable[..., AppTest]) -> None:
    app = open_app("sources", world())
    rows = app.dataframe[0].value.set_index("Source")
    assert "3 sources, 5 claims in all." in words_of(app)
    assert rows.loc["Press One", "Confirmed by another"] == "1 of 1"
    app.radio(key="sources_by").set_value("origin").run()
    clean(app)
    assert "SANA" in set(app.dataframe[0].value["Source"])
    assert '<th scope="row">SANA</th><td>1 agree<br>0 disagree</td><td>–</td>' in html_of(app)


def test_the_map_according_to_a_source(open_app: Callable[..., AppTest]) -> None:
    app = open_app("sources", world())
    app.selectbox(key="one_source").set_value("Press Two").run()
    button = next(b for b in app.button if "according to this source" in b.label)
    button.click().run()
    clean(app)
    assert app.session_state[Key.VIEW].sources == ("Press Two",)
    assert "now follow Press Two alone" in words_of(app)


def test_compare_two_known_days(open_app: Callable[..., AppTest]) -> None:
    app = open_app("compare", world(), compare="known", left="2016-11-27", right="2016-11-28")
    clean(app)
    assert "1 place differ" in words_of(app)
    (table,) = app.dataframe
    assert table.value.to_dict("records") == [
        {
            "Place": "Alpha, Town",
            "Difference": "same holder, other status",
            "First": "Government (reported)",
            "Second": "Government (corroborated)",
        }
    ]


def test_compare_says_when_there_is_nothing_to_compare(open_app: Callable[..., AppTest]) -> None:
    app = open_app("compare", world())
    assert "There are not two of these to compare yet" in words_of(app)


def test_method_has_the_numbers_the_faults_and_the_credits(open_app: Callable[..., AppTest]) -> None:
    said = words_of(open_app("method", world()))
    assert "3 articles, 1 of them without a day" in said
    assert "5 claims, 2 of them not on the map (1 undated, 1 unplaced)" in said
    assert "Not read: `x` is empty" in said
    assert "Made up for tests" in said
    assert "The first report: Press One, 27 Nov 2016" in said


def test_method_shows_the_figures_that_ship(open_app: Callable[..., AppTest]) -> None:
    app = open_app("method", world())
    table = next(frame.value for frame in app.dataframe if "Precision" in frame.value.columns)
    shipped = results.figures()
    assert len(table) == len(shipped) == 4
    assert [row["Claims"] for row in table.to_dict("records")] == [
        "gains and losses",
        "holds, contests and pledges",
    ] * 2
    assert table["Corpus"].iloc[0] == "seeds (5 articles)"
    assert table["F1"].tolist() == [f"{figure.f1:.3f}" for figure in shipped]
    said = words_of(app)
    assert all(f"{figure.corpus} {figure.digest}" in said for figure in shipped)


def test_method_says_when_no_figures_ship(
    open_app: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(results, "files", lambda _: Path("not there"))
    assert "No measured figures ship with this copy" in words_of(open_app("method", world()))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"corpora": [{"name": "x"}]}', '{"corpora": 3}'])
def test_a_broken_file_of_figures_is_none(text: str, tmp_path: Path) -> None:
    file = tmp_path / "results.json"
    file.write_text(text)
    assert results.figures(file) == ()


def test_shipped_figures_follow_from_their_counts() -> None:
    for figure in results.figures():
        assert figure.precision == pytest.approx(figure.right / (figure.right + figure.false), abs=1e-4)
        assert figure.recall == pytest.approx(figure.right / (figure.right + figure.missed), abs=1e-4)
        row = f"| {figure.family}, strict | {figure.precision:.3f} | {figure.recall:.3f} | {figure.f1:.3f} |"
        assert row in (ROOT / "docs" / "results.md").read_text("utf-8")


def test_two_sessions_do_not_see_each_others_view(open_app: Callable[..., AppTest]) -> None:
    first = open_app("", world())
    first.multiselect(key="choose_sources").set_value(["SANA"]).run()
    second = open_app("", world())
    assert second.session_state[Key.VIEW].sources == ()
    assert first.session_state[Key.VIEW].sources == ("SANA",)


def test_a_changed_world_is_not_answered_from_the_old_one(open_app: Callable[..., AppTest]) -> None:
    assert "from 5 claims" in words_of(open_app("", world()))
    more = claim("b2", "two", "Beta had fallen", "beta", day=dt.date(2016, 11, 28), framing="fallen")
    assert "from 6 claims" in words_of(open_app("", world([more])))
