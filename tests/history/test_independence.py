"""Copies, reprints and reports that cite one origin are one report; the chain of citation is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipelines.history import citation_chain
from pipelines.history.independence import SourceBook, shingles, sketch
from tests.history.making import Desk, source, theatre

if TYPE_CHECKING:
    from pipelines.model import ControlChange

WIRE = (
    "The army and its allies established full control over the district of X on Sunday after days of heavy"
    " clashes with militants, a military source told reporters in the capital, adding that engineers were now"
    " dismantling explosives left in its streets and houses."
)
EDITED = WIRE.replace("on Sunday ", "").replace("heavy clashes", "clashes").replace("capital", "city")
OWN = (
    "Residents who fled said that by nightfall government troops were in the streets of X, the last of the"
    " fighters having gone, and that nobody had stopped them at the crossing."
)


def one_change(desk: Desk) -> ControlChange:
    (change,) = desk.history().changes
    return change


def two_reports(first: dict[str, object], second: dict[str, object], **sources: tuple[str, ...]) -> int:
    desk = Desk(theatre(sources=[source(name, reprints=reprints) for name, reprints in sources.items()]))
    for given in (first, second):
        desk.report("gain", "gov", "11-27", **given)  # type: ignore[arg-type]
    return one_change(desk).independent


@pytest.mark.parametrize(
    ("first", "second", "groups"),
    [
        pytest.param({"by": "Alpha"}, {"by": "Beta"}, 2, id="two publishers in their own voice"),
        pytest.param({"by": "Alpha"}, {"by": "Alpha"}, 1, id="one publisher twice"),
        pytest.param({"by": ""}, {"by": ""}, 1, id="publishers that are not known cannot be told apart"),
        pytest.param(
            {"by": "Alpha", "said_by": ["SANA"]}, {"by": "Beta", "said_by": ["SANA"]}, 1, id="both cite SANA"
        ),
        pytest.param({"by": "Alpha", "said_by": ["SANA"]}, {"by": "SANA"}, 1, id="one cites the other"),
        pytest.param(
            {"by": "Alpha", "said_by": ["SANA"]},
            {"by": "Alpha", "said_by": ["al-Manar"]},
            2,
            id="two are cited",
        ),
        pytest.param(
            {"by": "Alpha", "said_by": ["a military source"]},
            {"by": "Beta", "said_by": ["a military source"]},
            2,
            id="who is not named is no origin",
        ),
        pytest.param(
            {"by": "Alpha", "said_by": ["A military source", "SANA"]},
            {"by": "Beta", "said_by": ["SANA"]},
            1,
            id="the named one behind an unnamed one",
        ),
        pytest.param({"by": "Truths, reposting Fars"}, {"by": "ABNA, reposting Fars"}, 1, id="two reprints"),
        pytest.param({"by": "Truths, reposting Fars"}, {"by": "Fars"}, 1, id="a reprint and its source"),
        pytest.param(
            {"by": "Truths, reposting Fars"},
            {"by": "Truths, reposting Press TV"},
            1,
            id="one publisher's reprints",
        ),
        pytest.param(
            {"by": "Alpha", "quote": WIRE}, {"by": "Beta", "quote": EDITED}, 1, id="a copy with small edits"
        ),
        pytest.param({"by": "Alpha", "quote": WIRE}, {"by": "Beta", "quote": OWN}, 2, id="own words"),
    ],
)
def test_reports_that_are_one(first: dict[str, object], second: dict[str, object], groups: int) -> None:
    assert two_reports(first, second) == groups


def test_a_publisher_that_is_known_to_copy_another_does_not_confirm_it() -> None:
    assert two_reports({"by": "Copier"}, {"by": "Beta"}, Copier=("Beta",), Beta=()) == 1


def test_a_copy_of_a_copy_does_not_confirm_either() -> None:
    sources: dict[str, tuple[str, ...]] = {"Truths": ("ABNA",), "ABNA": ("Fars",), "Fars": ()}
    assert two_reports({"by": "Truths"}, {"by": "Fars"}, **sources) == 1


@pytest.mark.parametrize("reprint", ["a-reprint", "z-reprint"])
def test_a_reprint_of_an_article_that_says_it_of_two_days_confirms_neither_day(reprint: str) -> None:
    desk = Desk()
    for day, by, document in (("11-26", "Alpha", "m"), ("11-30", "Alpha", "m"), ("11-30", "Beta", reprint)):
        desk.report("loss", "opp", day, by=by, document=document, extent="part", quote=WIRE)
    assert [c.independent for c in desk.history().changes] == [1, 1]


def test_a_copier_that_says_from_whom_is_held_to_that() -> None:
    sources: dict[str, tuple[str, ...]] = {"Truths": ("Fars", "Press TV"), "Fars": (), "Press TV": ()}
    assert two_reports({"by": "Truths, reposting Press TV"}, {"by": "Fars"}, **sources) == 2


def test_the_chain_runs_from_the_origin_to_the_publisher_that_was_read() -> None:
    desk = Desk()
    claim = desk.report(
        "gain",
        "gov",
        "11-27",
        by="Syria Truths (syriatruths.com), reposting Press TV",
        said_by=["a source", "SANA"],
    )
    assert citation_chain(claim, desk.documents[0], desk.theatre) == ("SANA", "Press TV", "Syria Truths")


def test_an_article_without_a_publisher_says_so() -> None:
    desk = Desk()
    claim = desk.report("gain", "gov", "11-27", by="")
    assert citation_chain(claim, desk.documents[0], desk.theatre) == ("unknown publisher",)


def test_names_are_found_in_any_spelling_that_the_theatre_lists() -> None:
    book = SourceBook(theatre(sources=[source("SANA")]))
    assert book.key("the sana") == book.key("SANA (sana.sy)") == "sana"
    assert book.find("TASS") is None


def test_a_text_without_words_has_no_shingles_and_is_no_copy() -> None:
    assert shingles("…") == frozenset()
    assert sketch("…").contains(sketch("…")) == 0.0


class TestCredibility:
    """The digit by rule: who says so, how many, and what is said against it."""

    def digit(self, *reports: dict[str, object]) -> int:
        sources = [
            source("SANA", leaning="gov", kind="official"),
            source("Observatory", leaning="opp"),
            source("Wire"),
        ]
        desk = Desk(theatre(sources=sources))
        for given in reports:
            desk.report(str(given.pop("event", "gain")), "gov", "11-27", **given)  # type: ignore[arg-type]
        return desk.history().changes[0].credibility

    def test_1_if_one_of_two_reports_is_against_its_own_side_or_neutral(self) -> None:
        assert self.digit({"by": "SANA"}, {"by": "Observatory"}) == 1
        assert self.digit({"by": "SANA"}, {"by": "Wire"}) == 1

    def test_2_if_two_reports_agree_and_nothing_is_known_of_them(self) -> None:
        assert self.digit({"by": "Alpha"}, {"by": "Beta"}) == 2

    def test_3_if_there_is_one_and_nothing_against_it(self) -> None:
        assert self.digit({"by": "Alpha"}) == 3

    def test_4_if_it_is_disputed_at_once(self) -> None:
        assert self.digit({"by": "Alpha"}, {"by": "Beta", "denied": True}) == 4

    def test_5_if_a_later_report_contradicts_it(self) -> None:
        assert self.digit({"by": "Alpha"}, {"by": "Beta", "denied": True, "published": "11-29"}) == 5

    def test_6_if_only_the_winner_says_so(self) -> None:
        assert self.digit({"by": "SANA"}) == 6
