"""A PDF article: its text is read, what cannot be read is said in one line."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from dashboard import pdf
from dashboard.access import NOBODY
from dashboard.ingest import Details, Editor, IngestError, from_upload
from dashboard.pdf import PdfError, pdf_text
from dashboard.settings import Settings
from tests.dashboard.test_pages import clean, words_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

SENTENCE = "The Syrian army captured Sakhour on Sunday, state media said."

LOCAL = Editor(person=NOBODY, settings=Settings(local=True))


def made(*pages: str, password: str = "") -> bytes:
    """Return a PDF with one line of text on each page."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for line in pages:
        page = writer.add_blank_page(width=600, height=800)
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 20 700 Td ({line}) Tj ET".encode())
        page[NameObject("/Contents")] = stream
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_the_text_of_every_page_is_read() -> None:
    document = from_upload("News.PDF", made(SENTENCE, "A second page."), Details(), LOCAL)
    assert document.text.split("\n\n") == [SENTENCE, "A second page."]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (made(SENTENCE, password="secret"), "the PDF is encrypted: save it without a password"),  # noqa: S106
        (made(""), "the PDF has no text, it may be scanned: paste the text"),
        (b"%PDF-1.7 and nothing else", "the PDF is broken"),
        (b"", "the PDF is broken"),
        (b"\0" * (pdf.MAX_BYTES + 1), "the PDF has 5,000,001 bytes, the limit is 5,000,000"),
        (made(*["x"] * (pdf.MAX_PAGES + 1)), "the PDF has 61 pages, the limit is 60"),
    ],
    ids=["encrypted", "scanned", "cut", "empty", "large", "long"],
)
def test_a_pdf_that_cannot_be_read_says_why(content: bytes, words: str) -> None:
    with pytest.raises(IngestError, match=words):
        from_upload("a.pdf", content, Details(), LOCAL)


def test_a_slow_pdf_is_given_up() -> None:
    times = iter((0.0, 1.0, 2.0, 11.0))
    with pytest.raises(PdfError, match="longer than 10 seconds"):
        pdf_text(made("a", "b", "c"), limit=100, clock=lambda: next(times))


def test_no_page_is_read_after_the_limit_of_characters() -> None:
    assert pdf_text(made("aaaa", "bbbb", "cccc"), limit=5) == "aaaa\n\nbbbb"


@settings(deadline=None, max_examples=40)
@given(at=st.integers(0, 800), byte=st.binary(min_size=1, max_size=4))
def test_a_damaged_pdf_gives_text_or_one_line(at: int, byte: bytes) -> None:
    content = bytearray(made(SENTENCE))
    content[at : at + len(byte)] = byte
    try:
        said = pdf_text(bytes(content), limit=1000)
    except PdfError as error:
        said = str(error)
    assert said.strip()


def test_the_page_shows_the_claims_of_a_pdf(open_app: Callable[..., AppTest]) -> None:
    app = open_app("add")
    app.radio(key="add_way").set_value("Upload").run()
    app.file_uploader(key="add_file").set_value(("news.pdf", made(SENTENCE), "application/pdf"))
    app.date_input(key="add_published").set_value(dt.date(2016, 11, 28))
    app.button[0].click().run()
    clean(app)
    assert "captured Sakhour on Sunday" in words_of(app)
