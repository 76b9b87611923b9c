"""The same claims as known on a day, from chosen sources, by a policy; and what is not drawn (docs/history.md)."""

from __future__ import annotations

import datetime as dt

import pytest

from pipelines.history import PolicyError, build_history
from tests.history.making import Desk, day, source, theatre


class TestViews:
    def test_known_by_uses_only_what_was_published_by_then(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "11-26", published="11-27")
        desk.report("gain", "isis", "11-30", published="12-09")
        assert desk.line(known_by=day("11-26")) == []
        assert desk.line(known_by=day("12-08")) == ["11-26.. gov reported"]
        assert desk.line() == ["11-26..11-30 gov reported", "11-30.. isis reported"]

    def test_an_article_without_a_day_of_publication_is_not_known_by_any_day_and_is_listed(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "11-26", published=None)
        history = desk.history(known_by=day("12-30"))
        assert history.intervals == ()
        assert [u.reason for u in history.unmapped] == ["publication day unknown"]

    def test_what_is_listed_is_of_the_view_too(self) -> None:
        desk = Desk()
        desk.report("pledge", "opp", "11-20", by="Alpha", published="11-20")
        desk.report("pledge", "gov", "11-26", by="Beta", published="11-26")
        assert [u.claim_id for u in desk.history(known_by=day("11-22")).unmapped] == ["c001"]
        assert [u.claim_id for u in desk.history(sources=["Beta"]).unmapped] == ["c002"]

    @pytest.mark.parametrize("name", ["Beta", "beta", "SANA"])
    def test_a_source_is_chosen_as_publisher_or_as_origin(self, name: str) -> None:
        desk = Desk()
        desk.report("gain", "isis", "11-20", by="Alpha")
        desk.report("gain", "gov", "11-26", by="Beta", said_by=["SANA"])
        assert desk.line(sources=[name]) == ["11-26.. gov reported"]

    def test_an_origin_is_not_a_publisher(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "11-26", by="Beta", said_by=["SANA"])
        assert desk.line(origins=["SANA"]) == ["11-26.. gov reported"]
        assert desk.line(origins=["Beta"]) == []

    def test_corroborated_needs_two_groups_for_changes_holds_and_fighting(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "11-26", by="Alpha")
        desk.report("gain", "gov", "11-26", by="Beta")
        desk.report("gain", "isis", "12-05", by="Alpha")
        desk.report("contest", "isis", "12-08", by="Alpha")
        desk.report("hold", "opp", "12-20", by="Alpha")
        assert desk.line(policy="corroborated") == ["11-26.. gov corroborated"]
        reasons = {u.reason for u in desk.history(policy="corroborated").unmapped}
        assert reasons == {"fewer than 2 independent reports"}
        assert desk.line(min_independent=3) == []

    def test_against_interest_drops_what_a_partisan_source_says_for_its_own_side(self) -> None:
        sources = [source("SANA", leaning="gov", kind="state"), source("Neutral")]
        desk = Desk(theatre(("x", "y", "z"), sources))
        desk.report("gain", "gov", "11-26", at="x", by="SANA")
        desk.report("gain", "isis", "11-26", at="y", by="SANA", frm="gov")
        desk.report("gain", "gov", "11-26", at="z", by="Neutral")
        history = desk.history(policy="against-interest")
        assert {i.place_id: i.holder for i in history.intervals if i.start} == {"y": "isis", "z": "gov"}
        assert [u.reason for u in history.unmapped] == ["not against its source's own side"]

    def test_an_unknown_policy_names_the_known_ones(self) -> None:
        with pytest.raises(PolicyError, match=r"`policy` is `newest`; it is one of `latest`, `corroborated`"):
            Desk().history(policy="newest")

    def test_less_than_one_report_is_refused(self) -> None:
        with pytest.raises(ValueError, match="`min_independent` is `0`"):
            Desk().history(min_independent=0)


class TestWhatIsNotDrawn:
    @pytest.mark.parametrize(
        ("report", "reason"),
        [
            ({"at": None}, "unplaced"),
            ({"at": "elsewhere"}, "unplaced"),
            ({"when": None}, "undated"),
            ({"background": True}, "background"),
            ({"event": "hold", "actor": None}, "no side"),
        ],
    )
    def test_it_is_listed_with_the_reason(self, report: dict[str, object], reason: str) -> None:
        desk = Desk()
        given = {"event": "gain", "actor": "gov", "when": "11-26", "published": None, **report}
        desk.report(given.pop("event"), given.pop("actor"), given.pop("when"), **given)  # type: ignore[arg-type]
        history = desk.history()
        assert history.intervals == ()
        assert [(u.claim_id, u.reason) for u in history.unmapped] == [("c001", reason)]

    def test_a_claim_whose_article_is_missing_is_listed(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "11-26")
        history = build_history(desk.claims, [], desk.theatre)
        assert [u.reason for u in history.unmapped] == ["document missing"]

    def test_the_same_claim_given_twice_counts_once(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "11-26")
        assert build_history(desk.claims * 2, desk.documents, desk.theatre) == desk.history()

    def test_nothing_at_all_is_an_empty_history(self) -> None:
        history = Desk().history()
        assert (history.intervals, history.changes, history.unmapped) == ((), (), ())
        assert history.known_days is None
        assert history.at(dt.date(2016, 11, 27)) == {}
