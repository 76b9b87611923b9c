"""The five seed articles as the program itself reads them: the states that their readers would name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gazetteer import load_theatre
from pipelines.build import BuildReport, build_in_memory
from pipelines.history import build_history, explain
from pipelines.model import Event, History, Status
from tests.history.making import day

if TYPE_CHECKING:
    from gazetteer.model import Theatre
    from pipelines.store import Store

SEEDS = Path(__file__).parents[2] / "seeds"
POCKET = [
    "asila",
    "kallaseh",
    "zabdiya",
    "bab-al-maqam",
    "fardous",
    "maqale",
    "eastern-ansari",
    "western-ansari",
    "mashhad",
]


@pytest.fixture(scope="module")
def syria() -> Theatre:
    return load_theatre("syria")


@pytest.fixture(scope="module")
def built(syria: Theatre) -> tuple[Store, BuildReport]:
    return build_in_memory([SEEDS], syria)


@pytest.fixture(scope="module")
def history(built: tuple[Store, BuildReport], syria: Theatre) -> History:
    return build_history(built[0].claims(), built[0].documents(), syria)


def holder(history: History, place: str, at: str) -> str | None:
    state = history.at(day(at)).get(f"syria:{place}")
    return state.holder if state is not None else None


@pytest.mark.parametrize(
    ("place", "at", "side"),
    [
        ("hanano", "11-25", "opposition"),
        ("hanano", "11-26", "government"),
        ("jabal-badro", "11-25", None),
        ("jabal-badro", "11-27", "government"),
        ("sakhour", "11-26", "opposition"),
        ("sakhour", "11-27", "government"),
        ("sheikh-saeed", "11-25", None),
        ("sheikh-saeed", "12-08", "government"),
        ("sukhnah", "12-15", None),
        ("sukri-palmyra", "12-15", None),
        *((place, "12-09", "opposition") for place in POCKET),
    ],
)
def test_who_holds_what(history: History, place: str, at: str, side: str | None) -> None:
    assert holder(history, place, at) == side


@pytest.mark.parametrize("place", ["haydariyah", "baidin"])
def test_what_is_contested_on_the_27th(history: History, place: str) -> None:
    state = history.at(day("11-27"))[f"syria:{place}"]
    assert (state.status, state.holder) == (Status.CONTESTED, None)


def test_half_of_sukkari_by_15_december(history: History) -> None:
    state = history.at(day("12-15"))["syria:sukkari"]
    assert (state.status, dict(state.shares)) == (Status.MIXED, {"government": 0.5, "opposition": 0.5})


def test_a_major_part_captured_last_month_is_november(history: History) -> None:
    state = history.at(day("11-15"))["syria:sheikh-saeed"]
    assert (state.status, state.settled) == (Status.MIXED, False)
    assert (state.since_earliest, state.since_latest) == (day("11-01"), day("11-30"))


def test_two_reprints_are_one_report_and_al_manar_and_a_military_source_are_two(history: History) -> None:
    groups = {
        c.place_id: c.independent for c in history.changes if c.to_actor == "government" and c.part is None
    }
    assert groups["syria:sheikh-saeed"] == 1
    assert groups["syria:sakhour"] == 2


def test_agreements_are_no_changes(built: tuple[Store, BuildReport], history: History) -> None:
    pledged = {c.place_text for c in built[0].claims() if c.event is Event.PLEDGE}
    assert {"Khan al-Shih", "al-Tall"} <= pledged
    assert not {c.place_id for c in history.changes} & {"syria:khan-al-shih", "syria:at-tall"}


def test_every_claim_is_drawn_or_listed(built: tuple[Store, BuildReport], history: History) -> None:
    drawn = {c for i in history.intervals for c in (*i.claims, *i.disputed_by)}
    drawn |= {c for change in history.changes for c in (*change.claims, *change.disputed_by)}
    listed = {u.claim_id for u in history.unmapped}
    assert drawn | listed == {c.claim_id for c in built[0].claims()}
    assert not drawn & listed


def test_as_known_on_27_november_nothing_later_shows(
    built: tuple[Store, BuildReport], syria: Theatre
) -> None:
    known = build_history(built[0].claims(), built[0].documents(), syria, known_by=day("11-27"))
    first = {c.claim_id for c in built[0].claims() if c.document.startswith("000")}
    assert {c for i in known.intervals for c in i.claims} <= first
    assert holder(known, "hanano", "11-27") == "government"
    assert "syria:sukkari" not in {i.place_id for i in known.intervals}


def test_it_can_be_explained(built: tuple[Store, BuildReport], syria: Theatre, history: History) -> None:
    store = built[0]
    lines = explain(history, store.claims(), store.documents(), syria, "syria:sakhour", day("11-27"))
    assert "al-Manar → Press TV" in "\n".join(lines)
    assert lines[-1].startswith("Drawn on 2016-11-27: ")


def test_the_report_counts_what_was_read(built: tuple[Store, BuildReport]) -> None:
    report = built[1]
    assert (report.documents, report.undated_documents, report.faults) == (5, 0, ())
    assert report.claims_total == len(built[0].claims())
    assert report.claims[Event.GAIN] >= 14
