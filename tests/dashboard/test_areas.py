"""What the map adds up to, and two views side by side."""

from __future__ import annotations

import datetime as dt
import itertools

import pandas as pd
import pytest
import shapely

from dashboard.areas import (
    MIXED,
    StatedShare,
    figure_words,
    figures_table,
    holdings,
    measured_km2,
    stated_shares,
)
from dashboard.charts import (
    comparison_chart,
    comparison_legend,
    holdings_chart,
    marks_table,
    share_words,
    with_rule,
)
from dashboard.compare import Kind, Side, differences, differences_table, drawn, rings
from dashboard.world import make_world
from gazetteer.model import Basis
from pipelines.model import Aggregate, Event, History, Status
from tests.dashboard.made_world import claims, documents
from tests.geo.made import day, interval, place, square, theatre

PLACES = [
    place("town", square(0, 0).union(square(1, 0)), kind="city", within=None),
    place("alpha", square(0, 0)),
    place("beta", square(1, 0)),
    place("nominal", square(5, 5), basis=Basis.NOMINAL),
    place("nowhere", None),
]
THEATRE = theatre(PLACES)
SHARE = Aggregate(
    document="one",
    event=Event.HOLD,
    place="Town",
    place_id="town",
    actor="government",
    value=0.99,
    unit="share",
    date_earliest=day("2016-11-27"),
    date_latest=day("2016-11-27"),
    reported_by=("SANA",),
    quote="99 percent of Town",
    start=0,
    end=18,
)
WORLD = make_world(THEATRE, documents(), claims(), (SHARE,))


def history(*intervals: object) -> History:
    return History(intervals=intervals, changes=(), unmapped=())  # type: ignore[arg-type]


def test_a_place_with_parts_is_left_to_them_and_a_nominal_extent_measures_nothing() -> None:
    km2 = measured_km2(THEATRE)
    assert "town" not in km2
    assert km2["alpha"] == pytest.approx(1.0, rel=0.02)
    assert km2["nominal"] == 0.0
    assert km2["nowhere"] == 0.0


def test_each_day_adds_up_to_what_the_intervals_say() -> None:
    view = history(
        interval("alpha", "2016-11-26", "2016-11-28", "opposition"),
        interval("alpha", "2016-11-28", None, "government"),
        interval("beta", "2016-11-27", None, "government"),
        interval("nominal", "2016-11-27", None, "government"),
        interval("town", "2016-11-26", None, "government"),
    )
    table = holdings(WORLD, view)
    counts = {(row["Day"].date().isoformat(), row["Holder"]): row["Places"] for _, row in table.iterrows()}
    assert counts == {
        ("2016-11-26", "Government"): 0,
        ("2016-11-26", "Opposition"): 1,
        ("2016-11-27", "Government"): 2,
        ("2016-11-27", "Opposition"): 1,
        ("2016-11-28", "Government"): 3,
        ("2016-11-28", "Opposition"): 0,
    }
    last = table[(table["Holder"] == "Government") & (table["Day"] == pd.Timestamp("2016-11-28"))]
    assert float(last["km²"].iloc[0]) == pytest.approx(2.0, rel=0.02)


def test_a_place_held_in_parts_is_its_own_class_and_nothing_is_no_row() -> None:
    view = history(interval("alpha", "2016-11-27", None, "government", status=Status.MIXED))
    assert set(holdings(WORLD, view)["Holder"]) == {MIXED}
    assert holdings(WORLD, history()).empty


def test_a_stated_share_is_told_with_who_says_so() -> None:
    (share,) = stated_shares(WORLD)
    assert share_words(share) == "99 percent of Town, Government"
    assert (share.said_by, share.day) == ("SANA", dt.date(2016, 11, 27))
    area = StatedShare(day=None, place="Town", side="Government", value=6.0, unit="km2", quote="", said_by="")
    assert share_words(area) == "6 km² of Town, Government"
    assert len(marks_table([share, area])) == 1


def test_a_reported_figure_stands_beside_the_maps_own() -> None:
    view = history(interval("alpha", "2016-11-26", None, "government"))
    (row,) = figures_table(WORLD, view).to_dict("records")
    assert (row["Reported"], row["The map adds up to"], row["Side"]) == (
        "99 percent",
        "50 percent",
        "Government",
    )
    assert row["Known"] == "1 of 4 places"
    assert row["Says so"] == "SANA"
    assert [figure_words(6.0, "km2"), figure_words(56.0, "places")] == ["6 km²", "56 places"]


def test_the_chart_has_the_maps_colours_a_rule_and_the_marks() -> None:
    view = history(
        interval("alpha", "2016-11-26", None, "government"), interval("beta", "2016-11-26", None, None)
    )
    chart = holdings_chart(holdings(WORLD, view), "km²", THEATRE, stated_shares(WORLD))
    spec = with_rule(chart.to_dict(), day("2016-11-26"))
    assert spec["datasets"][spec["layer"][-1]["data"]["name"]] == [{"Day": "2016-11-26T00:00:00"}]
    other = with_rule(chart.to_dict(), day("2016-11-27"))
    assert {**spec, "datasets": 0} == {**other, "datasets": 0}, "another day is other data, not another chart"
    scale = spec["layer"][0]["encoding"]["color"]["scale"]
    assert dict(zip(scale["domain"], scale["range"], strict=True))["Government"] == "#b2182b"
    assert [layer["mark"]["type"] for layer in spec["layer"]] == ["area", "point", "rule"]


def side(*intervals: object) -> Side:
    return Side(history=history(*intervals), day=day("2016-11-27"))


START = "2016-11-26"


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        (
            interval("alpha", START, None, "opposition"),
            interval("alpha", START, None, "government"),
            Kind.CHANGED,
        ),
        (None, interval("alpha", START, None, "government"), Kind.NEW),
        (interval("alpha", START, None, "government"), None, Kind.GONE),
        (
            interval("alpha", START, None, "government"),
            interval("alpha", START, None, "government", status=Status.DISPUTED),
            Kind.DISPUTED,
        ),
        (
            interval("alpha", START, None, "government", status=Status.DISPUTED),
            interval("alpha", START, None, "government"),
            Kind.SETTLED,
        ),
        (
            interval("alpha", START, None, "government"),
            interval("alpha", START, None, "government", status=Status.CORROBORATED),
            Kind.STATUS,
        ),
        (interval("alpha", START, None, "government"), interval("alpha", START, None, "government"), None),
        (interval("alpha", START, None, None, status=Status.UNKNOWN), None, None),
    ],
)
def test_each_difference_has_its_kind(first: object, second: object, kind: Kind | None) -> None:
    found = differences(side(*filter(None, [first])), side(*filter(None, [second])))
    assert [d.kind for d in found] == ([kind] if kind else [])


def test_rings_are_drawn_large_ones_first_and_in_order() -> None:
    small, large = (
        shapely.box(0, 0, 1, 1),
        shapely.MultiPolygon([shapely.box(0, 0, 2, 2), shapely.box(5, 5, 6, 6)]),
    )
    table = pd.DataFrame(
        [
            {"Place": name, "First": "A", "Second": "B", "Difference": "the same", "geometry": shape}
            for name, shape in (("Small", small), ("Large", large))
        ]
    )
    points = rings(table)
    assert [name for name, _ in itertools.groupby(points["Place"])] == ["Large", "Small", "Large"]
    assert points["Ring"].is_monotonic_increasing
    first = points[points["Ring"] == 0]
    assert list(first["Step"]) == list(range(5))
    assert shapely.Polygon(first[["x", "y"]].to_numpy()).equals(shapely.box(0, 0, 2, 2))


def test_the_comparison_is_told_and_drawn_on_one_extent() -> None:
    first = side(interval("alpha", START, None, "opposition"), interval("nowhere", START, None, "government"))
    second = side(interval("alpha", START, None, "government"))
    found = differences(first, second)
    assert differences_table(WORLD, found).to_dict("records") == [
        {
            "Place": "Alpha, Town",
            "Difference": "another holder",
            "First": "Opposition (reported)",
            "Second": "Government (reported)",
        },
        {
            "Place": "Nowhere, Town",
            "Difference": "reported only in the first",
            "First": "Government (reported)",
            "Second": "unknown",
        },
    ]
    table = drawn(WORLD, first, second)
    assert list(table["Place"]) == ["Alpha"]
    spec = comparison_chart(table, THEATRE, ("First: a", "Second: b")).to_dict()
    assert [words for words, _ in comparison_legend(table, THEATRE)] == [
        "Government",
        "Opposition",
        "another holder",
        "unknown, or the same",
    ]
    assert spec["facet"]["sort"] == ["First", "Second", "Difference"]
    for title in ("First: a", "Second: b", "What differs"):
        assert title in spec["facet"]["header"]["labelExpr"]
    assert {param["name"] for param in spec["params"]} == {"window", "pointed"}, (
        "moved and pointed at together"
    )
    encoding = spec["spec"]["encoding"]
    (west, east), (south, north) = (encoding[axis]["scale"]["domain"] for axis in "xy")
    assert (east - west) / spec["spec"]["width"] == pytest.approx((north - south) / spec["spec"]["height"])
    assert drawn(WORLD, side(), side()).empty
