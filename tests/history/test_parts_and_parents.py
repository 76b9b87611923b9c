"""Parts of a place, and what is said of a whole city: played claim by claim (docs/history.md, rules 5 and 6)."""

from __future__ import annotations

from pipelines.model import Status
from tests.history.making import Desk, day, theatre


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
