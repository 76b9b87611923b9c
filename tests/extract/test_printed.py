"""A text as it would be printed: as long as the stored one, and every span leads back to what is stored."""

from __future__ import annotations

from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract import Extractor
from pipelines.extract.text.recasing import recased
from pipelines.extract.text.respacing import Respaced, as_printed, respaced
from pipelines.extract.vocabulary.words import words
from pipelines.model import Document
from tests.growth import assert_linear, repeated

PARTED = (
    "Mali 's army , backed by France , took Gao , it said . `` We hold it , '' he said -LRB- again -RRB- ."
)
PIECES = st.sampled_from([*words("the took Gao ' '' `` \" , . ( ) -lrb- -RRB- 's n't"), "\n", "é", ""])


def test_marks_go_back_to_their_words() -> None:
    text, _ = respaced(PARTED)
    told = 'Mali\'s army, backed by France, took Gao, it said. "We hold it," he said (again).'
    assert " ".join(text.split()) == told
    assert len(text) == len(PARTED)


def test_a_text_that_is_printed_so_is_left_alone() -> None:
    document = Document(id="a", text="Mali's army took Gao, it said. The U.N. left Kidal .")
    assert as_printed(document) == (document, None)


@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_every_moved_piece_leads_back(stored: str) -> None:
    text, moved = respaced(stored)
    assert len(text) == len(stored)
    way = Respaced(text=text, stored=stored, moved=tuple(moved))
    for piece in moved:
        assert way.span(piece.start, piece.end) == (piece.stored_start, piece.stored_end)
    assert text.replace(" ", "") == "".join(
        {"``": '"', "''": '"', "-lrb-": "(", "-RRB-": ")"}.get(p, p) for line in stored.splitlines(keepends=True)
        for p in line.replace("\n", " \n").split(" ")
    )  # fmt: skip


def test_capitals_come_back_where_a_place_stands() -> None:
    text = (
        "the rebels seized bentiu on monday, a u.n. official said. soldiers in malakal took refuge in churches. "
        "bentiu was quiet on tuesday and the m23 was in the al-wahda mosque of khartoum."
    )
    told = recased(text)
    assert (
        "seized Bentiu on Monday, a U.N. official said. Soldiers in Malakal took refuge in churches. Bentiu"
        in told
    )
    assert "the M23 was in the al-Wahda mosque of Khartoum" in told
    assert recased(told) == told


def test_claims_of_a_parted_text_are_quoted_as_stored() -> None:
    stored = "fighters of the rsf , the sudanese army 's rival , captured wad madani on monday , it said ."
    found = Extractor().extract(
        Document(id="a", text=f"{stored} the town of singa was calm , he said , on sunday .")
    )
    claim = found.claims[0]
    assert (claim.place, claim.place_text, claim.actor) == ("Wad Madani", "wad madani", "rsf")
    assert stored[claim.start : claim.end] == claim.quote


def test_the_time_grows_with_the_text() -> None:
    for unit in (PARTED, "seized bentiu , '' ", "' '' \" ", "u.n. ", "in the x dam "):
        assert_linear(lambda text: as_printed(Document(id="a", text=text)), partial(repeated, unit), 200_000)
