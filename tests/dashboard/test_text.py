"""Text of others is shown, never obeyed; dates read as a person writes them."""

from __future__ import annotations

import datetime as dt
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.text import (
    count_words,
    day_words,
    escape,
    marked,
    paragraph_around,
    part_words,
    plain,
    safe_link,
    span_words,
)


class Tags(HTMLParser):
    """Collects the tags, attributes and text that a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag + "".join(f" {name}" for name, _ in attrs))

    def handle_data(self, data: str) -> None:
        self.text += data


def seen(html: str) -> Tags:
    parser = Tags()
    parser.feed(html)
    parser.close()
    return parser


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "</mark></div><h1>Aleppo</h1>",
    "&lt;b&gt;",
    "javascript:alert(1)",
    "[click](javascript:alert(1))",
    "\u202eoppela\u202c",
    "\x00\x1b[31mred",
    "حلب <b>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_becomes_no_tag(text: str) -> None:
    assert seen(escape(text)).tags == []
    assert seen(marked("a " + text + " b", 2, 2 + len(text), word=text[:3])).tags in (
        ["mark"],
        ["mark", "strong"],
    )


@given(st.text(max_size=200), st.data())
def test_any_text_with_any_mark_is_shown_whole_and_adds_only_our_tags(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(-2, len(text) + 2))
    end = data.draw(st.integers(-2, len(text) + 2))
    word = data.draw(st.text(max_size=3))
    page = seen(marked(text, start, end, word=word))
    assert set(page.tags) <= {"mark", "strong"}
    assert page.text == seen(escape(text)).text


@given(st.text(max_size=200))
def test_a_text_without_controls_reads_as_it_was_written(text: str) -> None:
    if plain(text) == text:
        assert seen(escape(text)).text.replace("\r\n", "\n") == text.replace("\r\n", "\n")


def test_a_direction_override_is_shown_not_obeyed() -> None:
    assert escape("Sakhour\u202egnp") == "Sakhour⟨⟩gnp"
    assert plain("Sakhour\u2066x") == "Sakhour⟨⟩x"


def test_a_long_text_is_cut_with_a_mark() -> None:
    assert escape("a" * 50, limit=10) == "a" * 9 + "…"
    assert len(plain("b" * 100_000)) == 4000


def test_the_control_word_is_stronger_inside_the_quote() -> None:
    text = "On Sunday they Recaptured Sakhour."
    assert marked(text, 10, 33, word="recaptured") == (
        "On Sunday <mark>they <strong>Recaptured</strong> Sakhour</mark>."
    )


def test_the_paragraph_round_a_quote_keeps_the_quote_in_place() -> None:
    text = "First.\nThe army took Hanano on Saturday.\nLast."
    start = text.index("Hanano")
    paragraph, first, last = paragraph_around(text, start, start + 6)
    assert paragraph == "The army took Hanano on Saturday."
    assert paragraph[first:last] == "Hanano"


def test_a_paragraph_without_end_is_cut_to_a_window() -> None:
    text = "x" * 10_000
    paragraph, first, last = paragraph_around(text, 5000, 5010, limit=100)
    assert len(paragraph) == 110
    assert (first, last) == (50, 60)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://presstv.ir/Detail/2016/11/27/495423", True),
        ("https://example.org/a?b=c", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("https://", False),
        ("https://example.org/\u202egpj", False),
        ("https://[::1", False),
        ("https://e.org/" + "a" * 3000, False),
        ("", False),
        (None, False),
    ],
)
def test_only_a_web_address_becomes_a_link(url: str | None, shown: bool) -> None:  # noqa: FBT001
    assert safe_link(url) == (url if shown else None)


D = dt.date


@pytest.mark.parametrize(
    ("earliest", "latest", "words"),
    [
        (D(2016, 11, 27), D(2016, 11, 27), "27 Nov 2016"),
        (D(2016, 11, 26), D(2016, 11, 27), "26–27 Nov 2016, day not settled"),
        (D(2016, 11, 30), D(2016, 12, 1), "30 Nov – 1 Dec 2016, day not settled"),
        (D(2016, 12, 31), D(2017, 1, 1), "31 Dec 2016 – 1 Jan 2017, day not settled"),
        (None, D(2016, 11, 30), "by 30 Nov 2016"),
        (D(2016, 11, 30), None, "from 30 Nov 2016"),
        (None, None, "day not known"),
    ],
)
def test_two_days_read_as_a_person_writes_them(
    earliest: dt.date | None, latest: dt.date | None, words: str
) -> None:
    assert span_words(earliest, latest) == words


def test_small_words() -> None:
    assert day_words(None) == "day not known"
    assert part_words(0.5) == "50 percent"
    assert part_words("north-east") == "north-east part"
    assert part_words(None) == ""
    assert [count_words(n, "report") for n in (0, 1, 2000)] == ["0 reports", "1 report", "2,000 reports"]
    assert count_words(2, "day of fighting", "days of fighting") == "2 days of fighting"
