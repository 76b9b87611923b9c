"""Why a place is drawn as it is: the sentences that a reader gets."""

from __future__ import annotations

from typing import Any

import pytest

from pipelines.history import explain
from tests.history.making import Desk, day, theatre


def told(desk: Desk, at: str, place: str = "x", **view: Any) -> str:  # noqa: ANN401  (handed on to the history as it is)
    history = desk.history(**view)
    return "\n".join(explain(history, desk.claims, desk.documents, desk.theatre, place, day(at)))


def test_a_change_is_told_with_its_rule_reports_chain_and_words() -> None:
    desk = Desk()
    desk.report(
        "gain", "gov", "11-27", by="Press TV", said_by=["al-Manar"], frm="opp", quote="took X on Sunday"
    )
    desk.report("gain", "gov", "11-27", by="Nam News", quote="X is theirs")
    assert told(desk, "11-28").splitlines() == [
        "X on 2016-11-28.",
        (
            "Before 2016-11-27: Opp. Rule 3: before its first reported change the place was with the side that it was"
            " taken from."
        ),
        "  report 1 of 1:",
        "    taken by Gov from Opp, 2016-11-27; al-Manar → Press TV, published 2016-11-27: “took X on Sunday”",
        "From 2016-11-27: Gov. Rule 1: reported taken.",
        "  report 1 of 2:",
        "    taken by Gov from Opp, 2016-11-27; al-Manar → Press TV, published 2016-11-27: “took X on Sunday”",
        "  report 2 of 2:",
        "    taken by Gov, 2016-11-27; Nam News, published 2016-11-27: “X is theirs”",
        (
            "Drawn on 2016-11-28: Gov, corroborated, since 2016-11-27, 2 independent reports, last confirmed "
            "2016-11-27, credibility 2 (probably true)."
        ),
    ]


def test_what_speaks_against_it_is_told() -> None:
    desk = Desk()
    desk.report("gain", "gov", "11-27", by="Alpha")
    desk.report("gain", "gov", "11-27", by="Beta", denied=True)
    text = told(desk, "11-27")
    assert "  against it: denied: taken by Gov, 2016-11-27; Beta" in text
    assert text.endswith("credibility 4 (doubtful).")


def test_fighting_is_told_beside_the_holder() -> None:
    desk = Desk()
    desk.report("hold", "opp", "11-20")
    desk.report("contest", "gov", ("11-26", "11-27"), part="west")
    text = told(desk, "11-27")
    assert (
        "fighting (rule 4): a part (west) fought for by Gov, some day from 2016-11-26 to 2016-11-27" in text
    )
    assert "Drawn on 2016-11-27: Opp, contested," in text


def test_a_mixed_place_names_shares_and_parts() -> None:
    desk = Desk()
    desk.report("hold", "opp", "12-08")
    desk.report("gain", "gov", "12-14", part=0.5)
    desk.report("gain", "isis", "12-16", part="north")
    assert "Drawn on 2016-12-15: mixed, Gov 50%, Opp 50%," in told(desk, "12-15")
    assert "mixed, Gov 50%, Isis a part, Opp a part (north: Isis)" in told(desk, "12-17")


def test_a_part_whose_rest_nobody_speaks_of_says_so() -> None:
    desk = Desk()
    desk.report("hold", "gov", "12-08", part="east")
    assert "mixed, Gov a part, the rest not known (east: Gov)" in told(desk, "12-08")


def test_an_uncertain_day_is_said() -> None:
    desk = Desk()
    desk.report("gain", "gov", ("11-26", "11-28"))
    last = told(desk, "11-27").splitlines()[-1]
    assert "since some day from 2016-11-26 to 2016-11-28, the change may not have happened yet" in last
    assert "may not" not in told(desk, "11-29")


def test_copies_are_counted_once_and_told_in_full() -> None:
    desk = Desk()
    for publisher in ("ABNA, reposting Fars", "Truths, reposting Fars"):
        desk.report("gain", "gov", "12-08", by=publisher)
    text = told(desk, "12-09")
    assert "report 1 of 1, told 2 times (copies or one origin count once):" in text
    assert "Fars → ABNA" in text
    assert "Fars → Truths" in text


def test_what_is_inherited_names_the_place_that_was_spoken_of() -> None:
    desk = Desk(theatre({"city": None, "x": "city"}))
    desk.report("gain", "gov", "12-22", at="city")
    assert "From 2016-12-22: Gov. Rule 6: said of the place that holds it, City." in told(desk, "12-23")


def test_what_is_not_drawn_is_told_with_the_reason() -> None:
    desk = Desk()
    desk.report("pledge", "opp", "11-27", quote="they will leave")
    desk.report("gain", "gov", None, published=None, quote="taken at last")
    text = told(desk, "11-27")
    assert "Not drawn (pledge): “they will leave”" in text
    assert "Not drawn (undated): “taken at last”" in text


def test_an_unknown_day_says_when_the_next_report_is() -> None:
    desk = Desk()
    desk.report("gain", "gov", "11-27")
    assert told(desk, "11-20").endswith(
        "Drawn on 2016-11-20: unknown. No report says who held it then; the next report is of 2016-11-27."
    )


@pytest.mark.parametrize(
    ("view", "words"),
    [
        ({"known_by": day("11-28")}, "X on 2016-11-28, as known on 2016-11-28."),
        ({"sources": ["Beta", "Alpha"]}, "X on 2016-11-28, according to Alpha, Beta."),
        ({"policy": "corroborated"}, "X on 2016-11-28, by the policy corroborated."),
    ],
)
def test_the_view_is_named_first(view: dict[str, Any], words: str) -> None:
    desk = Desk()
    desk.report("gain", "gov", "11-27")
    assert told(desk, "11-28", **view).splitlines()[0] == words


def test_a_place_that_the_theatre_lacks_is_an_error() -> None:
    desk = Desk()
    with pytest.raises(KeyError, match="nowhere"):
        told(desk, "11-27", place="nowhere")
