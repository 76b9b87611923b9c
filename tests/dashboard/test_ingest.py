"""An article on its way in: read, shown with its claims marked, saved only when asked."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from dashboard import ingest
from dashboard.access import NOBODY
from dashboard.fetch import FetchError, Page
from dashboard.ingest import Details, Editor, IngestError, from_html, from_link, from_text, from_upload
from dashboard.session import Key
from dashboard.settings import Settings
from dashboard.world import STORE_VARIABLE, load_world
from gazetteer import load_theatre
from pipelines.extract import Extractor
from pipelines.extract.theatres import TheatreFinder
from tests.dashboard.test_pages import clean, html_of, words_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

ARTICLE = (
    "ALEPPO - The Syrian army captured Sakhour on Sunday, state media said.\n"
    "<script>alert(1)</script> Rebels still hold Bustan al-Qasr."
)
MONDAY = dt.date(2016, 11, 28)
LOCAL = Editor(person=NOBODY, settings=Settings(local=True))
HTML = f"""<html><head><title>News of the day</title><meta property="og:site_name" content="The Daily"></head>
<body><article><h1>News of the day</h1>{"<p>The Syrian army captured Sakhour on Sunday, state media said.</p>" * 6}
</article></body></html>"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "there is no text yet"),
        (" \n\t", "there is no text yet"),
        ("a" * (ingest.MAX_CHARACTERS + 1), "the limit is 200,000: use `whoholds build`"),
    ],
)
def test_a_text_that_cannot_be_read_says_why(text: str, words: str) -> None:
    with pytest.raises(IngestError, match=words):
        from_text(text, Details())


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.txt", b"\xff\xfe\x00", "not UTF-8"),
        ("a.txt", b"a\0b", "binary"),
        ("a.html", b"<html></html>", "no main text"),
        ("a.txt", b"", "no text yet"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(name: str, content: bytes, words: str) -> None:
    with pytest.raises(IngestError, match=words):
        from_upload(name, content, Details(), LOCAL)


def test_what_a_person_says_goes_before_what_the_page_says() -> None:
    page = from_html(HTML, Details(publisher="Mine", published=MONDAY))
    assert (page.title, page.publisher, page.published) == ("News of the day", "Mine", MONDAY)
    assert page.published_basis == "said by the person who added it"
    assert from_html(HTML, Details()).publisher == "The Daily"


def test_a_link_is_read_as_what_it_is() -> None:
    url = "https://news.example/a"
    text = from_link(url, Details(), LOCAL, lambda _: Page(url=url, kind="text/plain", text=ARTICLE))
    page = from_link(url, Details(), LOCAL, lambda _: Page(url=url, kind="text/html", text=HTML))
    assert (text.text, text.url) == (ARTICLE, url)
    assert "The Syrian army captured Sakhour on Sunday" in page.text


def test_a_draft_counts_what_it_could_not_place_or_date() -> None:
    theatre = load_theatre()
    draft = ingest.read(from_text(ARTICLE, Details()), Extractor(theatre), theatre)
    assert {claim.place_text for claim in draft.claims} >= {"Sakhour"}
    assert draft.undated == len(draft.claims)
    assert draft.unplaced < len(draft.claims)
    dated = ingest.read(from_text(ARTICLE, Details(published=MONDAY)), Extractor(theatre), theatre)
    assert dated.undated == 0


@pytest.mark.parametrize("day", [dt.date(1991, 3, 2), dt.date(2004, 11, 8), MONDAY])
def test_an_article_of_any_year_can_be_given_its_day(open_app: Callable[..., AppTest], day: dt.date) -> None:
    app = open_app("add")
    app.text_area(key="add_text").set_value("The army captured Sakhour, state media said.")
    app.date_input(key="add_published").set_value(day)
    app.button[0].click().run()
    clean(app)
    assert "0 of 1 not dated" in words_of(app)


def test_the_page_shows_the_claims_marked_in_the_text_and_saves_nothing(
    open_app: Callable[..., AppTest],
) -> None:
    app = open_app("add")
    app.text_area(key="add_text").set_value(ARTICLE)
    app.date_input(key="add_published").set_value(MONDAY)
    app.button[0].click().run()
    clean(app)
    said = words_of(app)
    assert "0 of 2 not dated" in said
    assert "<mark>" in html_of(app)
    assert "<script" not in html_of(app)
    assert "captured Sakhour on Sunday" in said
    assert "keeps nothing" in said
    assert not [b for b in app.button if b.key == "add_save"]


SUDAN = (
    "Sudanese troops recaptured Wad Madani from the paramilitary Rapid Support Forces on Saturday, the army said. "
    "Soldiers then entered the nearby town of Al-Hasaheisa in central Sudan."
)


def test_the_page_reads_an_article_with_the_war_that_it_tells(open_app: Callable[..., AppTest]) -> None:
    app = open_app("add")
    app.text_area(key="add_text").set_value(SUDAN)
    app.date_input(key="add_published").set_value(dt.date(2025, 1, 12))
    app.button[0].click().run()
    clean(app)
    assert "Read as: Other wars · 2 of 2 not placed" in words_of(app)
    table = app.dataframe[0].value
    assert list(zip(table["Place"], table["Side"], strict=True)) == [
        ("Wad Madani", "Government and allies"),
        ("Al-Hasaheisa", "Government and allies"),
    ]


def test_an_article_of_another_war_is_not_offered_to_the_store() -> None:
    own = load_theatre()
    document = from_text(SUDAN, Details())
    read_as = ingest.theatre_of(document, ingest.FOUND, own, TheatreFinder([own]))
    draft = ingest.read(document, Extractor(read_as), read_as)
    assert "this store holds Syria" in (ingest.why_not_saved(draft, own, ()) or "")
    chosen = ingest.theatre_of(document, "syria", own, TheatreFinder([own]))
    draft = ingest.read(document, Extractor(chosen), chosen)
    assert ingest.why_not_saved(draft, own, ()) is None
    assert (
        ingest.why_not_saved(draft, own, {document.id})
        == "An article with this text is in the store already."
    )


def test_the_war_can_be_chosen(open_app: Callable[..., AppTest]) -> None:
    app = open_app("add")
    app.text_area(key="add_text").set_value(ARTICLE)
    app.selectbox(key="add_war").set_value("mosul")
    app.button[0].click().run()
    clean(app)
    assert "Read as: Mosul and the north of Iraq" in words_of(app)


def test_the_page_answers_an_empty_text_with_what_to_do(open_app: Callable[..., AppTest]) -> None:
    app = open_app("add")
    app.button[0].click().run()
    clean(app)
    assert "Not read: there is no text yet: paste an article, upload a file or give a link" in words_of(app)


def test_the_page_answers_a_private_link_with_what_to_do(open_app: Callable[..., AppTest]) -> None:
    app = open_app("add")
    app.radio(key="add_way").set_value("Link").run()
    app.text_input(key="add_link").set_value("http://127.0.0.1/admin")
    app.button[0].click().run()
    clean(app)
    assert "Not read: `127.0.0.1` is not a public address: paste the text" in words_of(app)


def test_with_a_store_the_article_is_saved_when_asked(
    open_app: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, seeds: Path
) -> None:
    import cli  # noqa: PLC0415

    store = tmp_path / "mine.sqlite"
    assert cli.run(["build", str(seeds / "000_f86aad1239680a25.txt"), "--store", str(store)]) == 0
    monkeypatch.setenv(STORE_VARIABLE, str(store))
    app = open_app("add")
    app.text_area(key="add_text").set_value(ARTICLE)
    app.button[0].click().run()
    assert len(load_world(store).documents) == 1
    app.button(key="add_save").click().run()
    clean(app)
    assert "Saved with 2 claims" in words_of(app)
    assert len(load_world(store).documents) == 2
    assert app.session_state[Key.DRAFT] is None


def test_a_private_address_is_refused_before_any_connection() -> None:
    with pytest.raises(FetchError, match="not a public address"):
        from_link("http://169.254.169.254/latest/meta-data", Details(), LOCAL)
