"""Any text is read: nothing raises, every quote stands at its place, the time grows with the length and no faster."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipelines.extract.actors.persons import persons
from pipelines.extract.extractor import MAX_TEXT_CHARS
from pipelines.extract.vocabulary.words import words
from pipelines.model import Document, Extent, Polarity
from tests.extract.table import extractor, rows
from tests.growth import assert_linear, assert_no_dearer, repeated

PUBLISHED = dt.date(2016, 11, 28)
TIMES_A_PLAIN_TEXT = 10
"""Above what the dearest text costs (3 times), far below what a pattern that blows up takes."""
PLAIN = "The army captured Hanano. "

CONTROL_WORDS = words(
    """the a army rebels ISIS government forces Syrian Turkish-backed captured seized took lost fell to by from of in
    control over under full Hanano Sakhour Jabal Badro Bustan al-Basha Aleppo al-Bab Raqqa it they city town district
    both towns rebel-held held stronghold withdrew agreed will would not denied that said according Monday overnight
    last month since 2014 November 26 half 80 percent northern part and or , . ; : - – — ' ’ “ ” ( ) after having being
    capturing been which who where while if raised flag besieged clashes repelled attack on an operation two villages
    12 sq km Libya Congo M23 Taliban Islamic State"""
)
WORDS = st.sampled_from([*sorted(CONTROL_WORDS), "\u00a0", "\n", "\u200d"])
SENTENCES = st.sampled_from([row.text for table in ("gains", "states", "traps") for row in rows(table)])
STRANGE = st.text(max_size=40)
MADE = st.lists(st.one_of(WORDS, WORDS, WORDS, SENTENCES, STRANGE), max_size=60).map(" ".join)


def read(text: str, theatre: str = "syria", published: dt.date | None = PUBLISHED) -> int:
    """Extract, hold the claims to what must be true of any, and return their number."""
    document = Document(id="made", text=text, published=published)
    found = extractor(theatre).extract(document)
    for claim in found.claims:
        assert claim.document == "made"
        assert 0 <= claim.start < claim.end <= len(text)
        assert text[claim.start : claim.end] == claim.quote
        assert claim.place or claim.place_text
        assert 0 < claim.confidence <= 1
        assert claim.polarity in Polarity
        assert claim.part is None or claim.extent is Extent.PART
        assert (claim.date_earliest is None) == (claim.date_latest is None)
        if claim.date_earliest and claim.date_latest:
            assert claim.date_earliest <= claim.date_latest
            assert claim.date_edtf
    for aggregate in found.aggregates:
        assert text[aggregate.start : aggregate.end] == aggregate.quote
    assert len({claim.claim_id for claim in found.claims}) == len(found.claims)
    assert extractor(theatre).extract(document) == found
    return len(found.claims)


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=600))
def test_any_unicode_is_read(text: str) -> None:
    read(text)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=MADE, theatre=st.sampled_from(["syria", "world"]), dated=st.booleans())
@example(text="stronghold Aleppo Congo", theatre="syria", dated=False)  # no word stands before the first
def test_any_run_of_control_words_places_and_noise_is_read(text: str, theatre: str, dated: bool) -> None:  # noqa: FBT001
    read(text, theatre, PUBLISHED if dated else None)


@settings(max_examples=150, deadline=None)
@given(
    row=st.sampled_from([row for table in ("gains", "states") for row in rows(table)]),
    before=st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30),
    after=st.text(max_size=30),
)
def test_noise_round_a_sentence_never_moves_a_quote(row: object, before: str, after: str) -> None:
    read(f"{before}\n\n{getattr(row, 'text', '')}\n\n{after}")


ADVERSARIES = {
    "one control word": "captured ",
    "one sentence again and again": "The army captured Hanano. ",
    "a list without end": "Hanano, ",
    "a list joined by and": "The army captured Hanano and ",
    "nested of": "the city of the town of ",
    "open brackets": "(captured ",
    "agents": "captured by ",
    "speakers": "captured, the army said ",
    "according to": "according to the captured ",
    "told": "told the army captured ",
    "days": "captured on Monday ",
    "years": "in 2014 captured ",
    "capitals": "Captured Alpha Beta ",
    "capital words": "Abc ",
    "articles": "al-",
    "articles and names": "captured al-X al-",
    "apostrophes": "'",
    "hyphens": "captured-",
    "rebel-held": "rebel-held ",
    "digits": "12 ",
    "one number": "7",
    "lines": "captured\n",
    "empty lines": "\n",
    "carriage returns": "\r\n captured",
    "commas": ",,,,captured",
    "quotes": '"captured" ',
    "possessives": "army's ",
    "one word": "captured",
    "no-break spaces": "\u00a0captured",
    "joiners": "\u200d",
    "right to left": "\u202ecaptured ",
    "combining marks": "capture\u0301d\u0301 ",
    "letters that grow when lowered": "İ captured ",
    "emoji": "💥captured ",
    "Arabic": "قال الجيش captured ",
    "shares": "80 percent of captured ",
    "areas": "12 sq km captured ",
    "counts": "twelve villages, 56 districts and 12 sq km ",
    "negations": "not captured not taken ",
    "clauses in clauses": "said that it captured said that ",
    "anaphora": "The army attacked it. It fell. They captured both towns. ",
    "countries": "Syria captured Ukraine ",
    "abbreviations": "captured A. U.S. ",
    "spaces in a sentence": "captured          ",
    "ellipses": "captured...",
    "full stops": ".",
    "spaces": " ",
    "no-break spaces alone": "\u00a0",
    "marks": "?!",
    "full stops and spaces": ". ",
}


@pytest.mark.parametrize("name", ADVERSARIES)
def test_no_text_makes_the_reader_slow(name: str) -> None:
    piece = ADVERSARIES[name]

    def extract(text: str) -> object:
        return extractor("syria").extract(Document(id="made", text=text, published=PUBLISHED))

    assert_linear(extract, lambda chars: repeated(piece, chars), 24_000)
    assert_no_dearer(extract, repeated(piece, 6_000), repeated(PLAIN, 6_000), TIMES_A_PLAIN_TEXT)


def test_thousands_of_places_are_read_in_linear_time() -> None:
    def extract(text: str) -> object:
        return extractor("world").extract(Document(id="made", text=text, published=PUBLISHED))

    def places(chars: int) -> str:
        told = "The town of {} was captured on Monday. "
        return "".join(told.format(invented(n)) for n in range(chars // len(told)))

    assert_linear(extract, places, 150_000)


def test_thousands_of_persons_are_found_in_linear_time() -> None:
    def presented(chars: int) -> str:
        told = "Rebel commander {} {}ov spoke. "
        return "".join(told.format(invented(n), invented(n)) for n in range(chars // len(told)))

    assert_linear(lambda text: persons(text, []), presented, 1_000_000)


def invented(number: int) -> str:
    """Return a name that no other number has: Badugo, Cefipa."""
    syllables = [c + v for c in "bcdfgklmnprstvz" for v in "aeiou"]
    digits = (number // len(syllables) ** n % len(syllables) for n in range(3))
    return "".join(syllables[(digit * 7 + 11) % len(syllables)] for digit in digits).capitalize()


def test_a_text_that_is_too_long_is_refused_in_one_line() -> None:
    with pytest.raises(ValueError, match="split the document"):
        extractor("syria").extract(Document(id="made", text="x" * (MAX_TEXT_CHARS + 1)))


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\ufeff", ".", "captured", "Hanano", "\x00captured\x00Hanano\x00"]
)
def test_next_to_nothing_says_nothing(text: str) -> None:
    assert read(text) == 0
