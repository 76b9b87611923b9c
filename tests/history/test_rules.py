"""The rules of docs/history.md, played claim by claim: what a careful reader would draw after each report."""

from __future__ import annotations

import datetime as dt

import pytest

from pipelines.history import PolicyError, build_history
from pipelines.model import History, Status
from tests.history.making import Desk, day, source, theatre


def only_change(history: History) -> tuple[object, ...]:
    (change,) = history.changes
    return (
        change.from_actor,
        change.to_actor,
        str(change.earliest)[5:],
        str(change.latest)[5:],
        change.independent,
    )


class TestOneChangeFromSeveralClaims:
    def test_two_reports_of_overlapping_days_are_one_change_on_the_days_they_share(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", ("11-26", "11-28"), by="Alpha", frm="opp")
        desk.report("gain", "gov", ("11-27", "11-29"), by="Beta")
        assert only_change(desk.history()) == ("opp", "gov", "11-27", "11-28", 2)

    def test_reports_two_days_apart_are_one_change_whose_bounds_keep_both_days(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "11-26", by="Alpha")
        desk.report("gain", "gov", "11-28", by="Beta")
        assert only_change(desk.history()) == (None, "gov", "11-26", "11-28", 2)

    def test_most_groups_decide_the_day(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "11-26", by="Alpha")
        desk.report("gain", "gov", "11-26", by="Beta")
        desk.report("gain", "gov", "11-28", by="Gamma")
        assert only_change(desk.history()) == (None, "gov", "11-26", "11-26", 3)

    def test_a_month_and_a_day_within_it_agree_on_the_day(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", ("11-01", "11-30"), by="Alpha")
        desk.report("gain", "gov", "11-15", by="Beta")
        assert only_change(desk.history()) == (None, "gov", "11-15", "11-15", 2)

    def test_by_a_day_is_settled_by_a_report_of_an_earlier_day(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", (None, "11-30"), by="Alpha")
        desk.report("gain", "gov", "11-28", by="Beta")
        assert only_change(desk.history()) == (None, "gov", "11-28", "11-28", 2)

    def test_an_opposite_claim_between_makes_two_changes(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "11-26", by="Alpha")
        desk.report("gain", "isis", "11-27", by="Beta")
        desk.report("gain", "gov", "11-28", by="Gamma")
        assert desk.line() == [
            "11-26..11-27 gov reported",
            "11-27..11-28 isis reported",
            "11-28.. gov reported",
        ]

    def test_the_rebels_left_and_the_army_came_is_one_change(self) -> None:
        desk = Desk()
        desk.report("loss", "opp", "11-27", by="Alpha")
        desk.report("gain", "gov", "11-28", by="Beta")
        assert only_change(desk.history()) == ("opp", "gov", "11-27", "11-28", 2)

    def test_a_loss_alone_leaves_the_holder_unknown(self) -> None:
        desk = Desk()
        desk.report("loss", "opp", "11-27")
        assert desk.line() == ["..11-27 opp reported", "11-27.. None unknown"]

    def test_a_loss_by_a_side_that_was_already_out_changes_nothing(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "11-20")
        desk.report("loss", "opp", "11-27")
        assert desk.line() == ["11-20.. gov reported"]

    def test_an_unnamed_winner_leaves_the_holder_unknown_until_a_hold_names_it(self) -> None:
        desk = Desk()
        desk.report("gain", None, "11-20", frm="opp")
        desk.report("hold", "gov", "11-25")
        assert desk.line() == [
            "..11-20 opp reported",
            "11-20..11-25 None unknown",
            "11-25.. gov implied",
        ]


class TestDatesAndIntervals:
    def test_a_change_of_uncertain_day_is_drawn_from_its_first_day_and_marked_until_its_last(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", ("11-26", "11-28"))
        first, then = desk.history().intervals
        assert (first.start, first.end, first.settled) == (day("11-26"), day("11-29"), False)
        assert (then.start, then.end, then.settled) == (day("11-29"), None, True)
        assert (then.since_earliest, then.since_latest) == (day("11-26"), day("11-28"))

    def test_the_day_of_a_change_belongs_to_the_new_holder(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "11-26", frm="opp")
        history = desk.history()
        assert history.at(day("11-25"))["x"].holder == "opp"
        assert history.at(day("11-26"))["x"].holder == "gov"

    def test_a_later_hold_moves_the_last_confirmed_day(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "11-26")
        desk.report("hold", "gov", ("12-08", "12-09"))
        (interval,) = desk.history().intervals
        assert interval.last_confirmed == day("12-09")
        assert interval.status is Status.REPORTED

    def test_a_hold_of_the_same_days_confirms_a_change_and_does_not_precede_it(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "11-27")
        desk.report("hold", "gov", ("11-26", "11-27"))
        assert desk.line() == ["11-27.. gov reported"]


class TestBeforeTheFirstChange:
    def test_the_side_it_was_taken_from_held_it(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "11-26", frm="opp")
        assert desk.line() == ["..11-26 opp reported", "11-26.. gov reported"]

    def test_a_hold_says_who_held_it_from_its_day(self) -> None:
        desk = Desk()
        desk.report("hold", "opp", "11-20")
        desk.report("gain", "gov", "11-26")
        assert desk.line() == ["11-20..11-26 opp reported", "11-26.. gov reported"]
        assert desk.history().changes[0].from_actor == "opp"

    def test_nothing_said_is_unknown(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "11-26")
        assert desk.history().at(day("11-25")) == {}


class TestImplied:
    def test_a_hold_that_no_change_explains_implies_one_between(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "11-26")
        desk.report("hold", "opp", "12-08")
        assert desk.line() == ["11-26..12-08 gov reported", "12-08.. opp implied"]
        implied = desk.history().changes[-1]
        assert (implied.earliest, implied.latest) == (day("11-26"), day("12-08"))
        assert (implied.from_actor, implied.to_actor, implied.status) == ("gov", "opp", Status.IMPLIED)

    def test_taking_it_again_months_later_from_another_side_implies_a_loss_between(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "2016-03-27")
        desk.report("gain", "gov", "2017-03-02", frm="isis")
        history = desk.history()
        assert [(c.from_actor, c.to_actor, c.status.value) for c in history.changes] == [
            (None, "gov", "reported"),
            ("gov", "isis", "implied"),
            ("isis", "gov", "reported"),
        ]


class TestDisputes:
    def test_a_denial_disputes_the_change(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "11-27", by="Alpha")
        denial = desk.report("gain", "gov", "11-27", by="Beta", denied=True)
        (change,) = desk.history().changes
        assert change.status is Status.DISPUTED
        assert change.disputed_by == (denial.claim_id,)
        assert desk.line() == ["11-27.. gov disputed"]

    def test_a_denial_some_days_later_disputes_it_too(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "11-27", by="Alpha")
        desk.report("gain", "gov", ("11-28", "11-29"), by="Beta", denied=True)
        assert desk.line() == ["11-27.. gov disputed"]

    def test_a_denial_after_the_place_changed_hands_again_is_about_something_newer(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "11-27", by="Alpha")
        desk.report("gain", "isis", "12-01", by="Beta")
        desk.report("gain", "gov", "12-03", by="Gamma", denied=True)
        assert desk.line() == ["11-27..12-01 gov reported", "12-01.. isis reported"]

    def test_a_denial_of_who_holds_it_disputes_that(self) -> None:
        desk = Desk()
        desk.report("hold", "opp", "11-27", by="Alpha")
        desk.report("hold", "opp", "11-28", by="Beta", denied=True)
        assert desk.line() == ["11-27.. opp disputed"]

    def test_a_denial_of_what_nobody_reports_draws_nothing_and_is_listed(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "11-27", denied=True)
        assert desk.line() == []
        assert [u.reason for u in desk.history().unmapped] == ["denial"]

    def test_another_side_still_there_on_the_day_disputes_it(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", ("12-08", "12-09"), by="Alpha")
        desk.report("hold", "opp", ("12-08", "12-09"), by="Beta")
        assert desk.history().at(day("12-10"))["x"].status is Status.DISPUTED

    def test_a_hold_that_reaches_back_before_the_day_is_no_dispute(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "11-27", by="Alpha")
        desk.report("hold", "opp", ("11-26", "11-27"), by="Beta")
        assert desk.line() == ["11-26..11-27 opp reported", "11-27.. gov reported"]

    def test_two_sides_by_equally_many_reports_leave_the_place_as_it_was(self) -> None:
        desk = Desk()
        desk.report("hold", "opp", "11-20", by="Alpha")
        desk.report("gain", "gov", "11-27", by="Beta")
        desk.report("gain", "isis", "11-27", by="Gamma")
        assert desk.line() == ["11-20..11-27 opp reported", "11-27.. opp disputed"]

    def test_taken_and_taken_back_on_one_day_in_one_article_is_left_open_with_both_named(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "11-27", document="a")
        desk.report("gain", "opp", "11-27", document="a")
        assert desk.line() == ["11-27.. None disputed"]
        assert sorted(c.disputed_by for c in desk.history().changes) == [("c001",), ("c002",)]

    def test_two_sides_by_unequally_many_reports_give_it_to_the_better_supported(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "11-27", by="Alpha")
        desk.report("gain", "isis", "11-27", by="Beta")
        desk.report("gain", "isis", "11-27", by="Gamma")
        assert desk.line() == ["11-27.. isis disputed"]

    def test_two_sides_that_hold_it_on_one_day_leave_it_open(self) -> None:
        desk = Desk()
        desk.report("hold", "gov", "11-20", by="Alpha")
        desk.report("hold", "opp", "11-20", by="Beta")
        assert desk.line() == ["11-20.. None disputed"]

    def test_of_two_sides_that_hold_it_on_one_day_the_present_holder_stays(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "11-10", by="Alpha")
        desk.report("hold", "gov", "11-20", by="Alpha")
        desk.report("hold", "opp", "11-20", by="Beta")
        assert desk.line() == ["11-10.. gov disputed"]

    def test_a_hold_of_days_for_which_the_holder_is_confirmed_is_a_dispute_and_no_change(self) -> None:
        desk = Desk()
        desk.report("hold", "gov", ("11-10", "11-14"), by="Alpha")
        desk.report("hold", "opp", "11-12", by="Beta")
        assert desk.line() == ["11-10.. gov disputed"]

    def test_one_source_that_gives_two_days_leaves_both_open(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "11-26", by="Alpha")
        desk.report("gain", "gov", "11-27", by="Alpha")
        assert only_change(desk.history()) == (None, "gov", "11-26", "11-27", 1)

    def test_a_denied_part_does_not_dispute_the_whole_of_another(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "11-27", by="Alpha", part="north", frm="opp")
        desk.report("gain", "gov", "11-27", by="Beta", part="south", denied=True)
        assert desk.history().changes[0].status is Status.REPORTED

    def test_a_denied_withdrawal_disputes_the_withdrawal(self) -> None:
        desk = Desk()
        desk.report("loss", "opp", "11-27", by="Alpha")
        desk.report("loss", "opp", "11-27", by="Beta", denied=True)
        assert desk.history().changes[0].status is Status.DISPUTED

    def test_former_holders_that_are_named_equally_often_are_left_open(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "11-27", by="Alpha", frm="opp")
        desk.report("gain", "gov", "11-27", by="Beta", frm="isis")
        assert desk.history().changes[0].from_actor is None
        desk.report("gain", "gov", "11-27", by="Gamma", frm="isis")
        assert desk.history().changes[0].from_actor == "isis"

    def test_taken_and_retaken_told_in_order_is_no_dispute(self) -> None:
        desk = Desk()
        desk.report("gain", "isis", ("11-26", "11-27"), by="Alpha")
        desk.report("gain", "gov", "11-27", by="Beta", frm="isis")
        assert [c.status.value for c in desk.history().changes] == ["reported", "reported"]

    def test_one_source_that_tells_both_in_one_article_does_not_dispute_itself(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "12-08", document="a")
        desk.report("hold", "opp", "12-08", document="a")
        assert desk.line()[-1] == "12-08.. gov reported"

    def test_sheikh_saeed_claim_by_claim(self) -> None:
        """Two reprints of one agency say the 8th; later another source says the 12th: both days stay."""
        desk = Desk()
        story = (
            "Army forces and popular forces managed to fully liberate the strategic district of X on Thursday"
        )
        desk.report(
            "gain", "gov", "12-08", by="ABNA, reposting Fars", published="12-09", frm="opp", quote=story
        )
        desk.report(
            "gain", "gov", "12-08", by="Truths, reposting Fars", published="12-09", frm="opp", quote=story
        )
        assert only_change(desk.history()) == ("opp", "gov", "12-08", "12-08", 1)
        assert desk.line() == ["..12-08 opp reported", "12-08.. gov reported"]

        later = desk.report("gain", "gov", "12-12", by="Observatory", published="12-13", frm="opp")
        history = desk.history()
        assert [(c.earliest, c.status) for c in history.changes] == [
            (day("12-08"), Status.DISPUTED),
            (day("12-12"), Status.DISPUTED),
        ]
        assert later.claim_id in history.changes[0].disputed_by
        drawn = history.at(day("12-10"))["x"]
        assert (drawn.holder, drawn.status, drawn.settled) == ("gov", Status.DISPUTED, False)
        assert (drawn.since_earliest, drawn.since_latest) == (day("12-08"), day("12-12"))
        assert history.at(day("12-13"))["x"].settled is True
        assert desk.line(known_by=day("12-12")) == ["..12-08 opp reported", "12-08.. gov reported"]


class TestContest:
    def test_it_lasts_seven_days_if_nothing_changes_hands(self) -> None:
        desk = Desk()
        desk.report("contest", "gov", "11-27")
        assert desk.line() == ["11-27..12-04 None contested"]

    def test_it_ends_with_the_next_gain(self) -> None:
        desk = Desk()
        desk.report("hold", "opp", "11-20")
        desk.report("contest", "gov", "11-27")
        desk.report("gain", "gov", "11-29")
        assert desk.line() == [
            "11-20..11-27 opp reported",
            "11-27..11-29 opp contested",
            "11-29.. gov reported",
        ]

    def test_a_promise_changes_nothing_and_is_listed(self) -> None:
        desk = Desk()
        desk.report("pledge", "opp", "11-27")
        assert desk.line() == []
        assert [u.reason for u in desk.history().unmapped] == ["pledge"]


class TestParts:
    def test_half_of_a_place_makes_it_mixed_with_both_shares(self) -> None:
        desk = Desk()
        desk.report("hold", "opp", "12-08")
        desk.report("gain", "gov", "12-15", part=0.5)
        drawn = desk.history().at(day("12-15"))["x"]
        assert drawn.status is Status.MIXED
        assert dict(drawn.shares) == {"gov": 0.5, "opp": 0.5}
        assert drawn.independent == 1

    def test_a_direction_gives_the_part_and_leaves_the_shares_open(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "12-15", part="north", frm="opp")
        drawn = desk.history().at(day("12-15"))["x"]
        assert dict(drawn.parts) == {"north": "gov"}
        assert dict(drawn.shares) == {"gov": None, "opp": None}
        assert drawn.holder == "opp"

    def test_more_than_half_makes_the_holder(self) -> None:
        desk = Desk()
        desk.report("hold", "gov", "12-15", part=0.99)
        assert desk.history().at(day("12-15"))["x"].holder == "gov"

    def test_a_whole_gain_ends_the_mixture(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "12-01", part="north", frm="opp")
        desk.report("gain", "gov", "12-08")
        assert desk.line() == ["..12-01 opp reported", "12-01..12-08 opp mixed", "12-08.. gov reported"]

    def test_a_part_that_its_whole_holder_takes_only_confirms(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "12-01")
        desk.report("gain", "gov", "12-08", part="north")
        assert desk.line() == ["12-01.. gov reported"]

    def test_a_part_taken_by_a_side_that_is_not_named_leaves_the_holder_open(self) -> None:
        desk = Desk()
        desk.report("gain", None, ("11-01", "11-30"), extent="part")
        desk.report("gain", "gov", "12-08", frm="opp")
        assert desk.line() == [
            "..11-01 opp reported",
            "11-01..12-01 None mixed",
            "12-01..12-08 None mixed",
            "12-08.. gov reported",
        ]

    def test_losing_a_part_leaves_the_rest_with_its_holder(self) -> None:
        desk = Desk()
        desk.report("hold", "opp", "12-01")
        desk.report("loss", "opp", "12-05", part="north")
        drawn = desk.history().at(day("12-05"))["x"]
        assert (drawn.status, dict(drawn.shares)) == (Status.MIXED, {"opp": None})

    def test_shares_that_come_to_more_than_the_whole_leave_only_the_newest(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "12-01", part=0.7, frm="opp")
        desk.report("gain", "isis", "12-05", part=0.6)
        drawn = desk.history().at(day("12-05"))["x"]
        assert dict(drawn.shares) == {"gov": None, "isis": 0.6, "opp": None}
        assert drawn.holder == "isis"

    def test_a_newer_share_of_a_side_replaces_its_older_one(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "12-01", part=0.5, frm="opp")
        desk.report("gain", "gov", "12-05", part=0.8)
        assert dict(desk.history().at(day("12-05"))["x"].shares) == {"gov": 0.8, "opp": 0.2}

    def test_a_direction_that_changes_hands_is_the_new_sides(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "12-01", part="north", frm="opp")
        desk.report("gain", "isis", "12-05", part="north", frm="gov")
        assert dict(desk.history().at(day("12-05"))["x"].parts) == {"north": "isis"}

    def test_a_side_that_leaves_a_mixed_place_leaves_the_other_its_part(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "12-01", part="north", frm="opp")
        desk.report("loss", "opp", "12-08")
        drawn = desk.history().at(day("12-08"))["x"]
        assert (drawn.holder, dict(drawn.shares), dict(drawn.parts)) == (
            None,
            {"gov": None},
            {"north": "gov"},
        )

    def test_a_whole_hold_by_the_side_that_had_a_part_implies_that_it_took_the_rest(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "12-01", part="north", frm="opp")
        desk.report("hold", "gov", "12-08")
        assert desk.line()[-1] == "12-08.. gov implied"

    def test_a_share_that_leaves_no_room_ends_the_parts_of_others(self) -> None:
        desk = Desk()
        desk.report("hold", "opp", "12-09", part="south-east")
        desk.report("hold", "gov", "12-15", part=0.99, by="Beta")
        drawn = desk.history().at(day("12-16"))["x"]
        assert dict(desk.history().at(day("12-10"))["x"].parts) == {"south-east": "opp"}
        assert (drawn.holder, dict(drawn.parts)) == ("gov", {})
        assert "opp" in drawn.shares

    def test_a_share_of_one_is_the_whole(self) -> None:
        desk = Desk()
        desk.report("gain", "gov", "12-05", part=1.0)
        assert desk.line() == ["12-05.. gov reported"]


class TestParents:
    def made(self) -> Desk:
        return Desk(theatre({"city": None, "x": "city", "y": "city"}))

    def test_a_claim_about_the_city_holds_for_places_without_one_of_their_own(self) -> None:
        desk = self.made()
        desk.report("gain", "gov", "12-22", at="city")
        assert desk.line("x") == ["12-22.. gov reported"]
        (inherited,) = [i for i in desk.history().intervals if i.place_id == "y"]
        assert inherited.rule.endswith("(city)")
        assert inherited.claims == ("c001",)

    def test_it_overrides_an_older_claim_but_not_a_newer_one(self) -> None:
        desk = self.made()
        desk.report("gain", "opp", "12-01", at="x")
        desk.report("gain", "gov", "12-22", at="city")
        desk.report("gain", "isis", "12-25", at="x")
        assert desk.line("x") == [
            "12-01..12-22 opp reported",
            "12-22..12-25 gov reported",
            "12-25.. isis reported",
        ]

    def test_a_claim_of_its_own_for_the_same_days_goes_first(self) -> None:
        desk = self.made()
        desk.report("hold", "opp", ("12-21", "12-22"), at="x")
        desk.report("gain", "gov", "12-22", at="city")
        assert desk.line("x") == ["12-21.. opp reported"]
        assert desk.line("y") == ["12-22.. gov reported"]

    def test_a_part_of_the_city_recolours_no_neighbourhood(self) -> None:
        desk = self.made()
        desk.report("hold", "opp", "12-08", at="city", part="east")
        desk.report("hold", "gov", "12-15", at="city", part=0.99)
        assert desk.line("x") == []
        assert desk.history().at(day("12-15"))["city"].shares == {"gov": 0.99, "opp": None}

    def test_the_nearest_parent_goes_first(self) -> None:
        desk = Desk(theatre({"province": None, "city": "province", "x": "city"}))
        desk.report("gain", "gov", "12-22", at="province")
        desk.report("gain", "isis", "12-22", at="city")
        assert desk.line("x") == ["12-22.. isis reported"]


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
