"""The rules of docs/history.md, played claim by claim: what a careful reader would draw after each report."""

from __future__ import annotations

from pipelines.model import History, Status
from tests.history.making import Desk, day


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
