"""Reported figures beside what the map adds up to, for the same side and day."""

from __future__ import annotations

import pytest

from pipelines.history.consistency import compare_aggregates, smallest_places
from pipelines.model import Aggregate, Event
from tests.history.making import Desk, day, theatre

AREAS = {"a": 2.0, "b": 1.0, "c": 4.0, "d": 1.0}


def desk() -> Desk:
    made = Desk(theatre({"city": None, "a": "city", "b": "city", "c": "city", "d": "city", "far": None}))
    made.report("gain", "gov", "12-08", at="a", frm="opp")
    made.report("gain", "gov", "11-27", at="b", frm="opp")
    made.report("hold", "opp", "12-08", at="c")
    made.report("gain", "gov", "12-08", at="c", part=0.25)
    return made


def figure(event: Event, value: float, unit: str, **given: object) -> Aggregate:
    fields: dict[str, object] = {
        "document": "doc-001",
        "event": event,
        "place": "City",
        "place_id": "city",
        "actor": "gov",
        "value": value,
        "unit": unit,
        "date_earliest": day("12-08"),
        "date_latest": day("12-09"),
        "reported_by": (),
        "quote": "12sq/km",
        "start": 0,
        "end": 7,
        **given,
    }
    return Aggregate(**fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("aggregate", "mapped", "ratio"),
    [
        pytest.param(figure(Event.GAIN, 12, "km2"), 3.0, 0.25, id="taken on the 8th: a and a quarter of c"),
        pytest.param(
            figure(Event.GAIN, 4, "km2", date_earliest=None), 4.0, 1.0, id="taken by the 9th: b too"
        ),
        pytest.param(figure(Event.GAIN, 6, "places", date_earliest=None), 3.0, 0.5, id="places taken"),
        pytest.param(figure(Event.HOLD, 6, "km2", actor="opp"), 3.0, 0.5, id="left to the others: 3/4 of c"),
        pytest.param(figure(Event.HOLD, 0.99, "share"), 0.5, 0.5 / 0.99, id="share of the city's 8 sq km"),
        pytest.param(figure(Event.HOLD, 0, "km2"), 4.0, None, id="no ratio to nothing"),
        pytest.param(figure(Event.HOLD, 3, "km2", place_id="far"), None, None, id="no area is known"),
    ],
)
def test_the_map_is_measured_beside_the_report(
    aggregate: Aggregate, mapped: float | None, ratio: float | None
) -> None:
    made = desk()
    (found,) = compare_aggregates(made.history(), [aggregate], made.theatre, AREAS)
    assert found.reported == aggregate.value
    assert found.mapped == (None if mapped is None else pytest.approx(mapped))
    assert found.ratio == (None if ratio is None else pytest.approx(ratio))


def test_how_many_places_have_a_known_holder_stands_beside_it() -> None:
    made = desk()
    (found,) = compare_aggregates(made.history(), [figure(Event.HOLD, 1, "km2")], made.theatre, AREAS)
    assert (found.known, found.places) == (3, 4)


def test_a_figure_without_a_side_a_day_or_a_known_unit_is_left_out() -> None:
    made = desk()
    figures = [
        figure(Event.GAIN, 2, "places", actor=None),
        figure(Event.GAIN, 2, "places", date_latest=None),
        figure(Event.GAIN, 2, "towns"),
    ]
    assert compare_aggregates(made.history(), figures, made.theatre, AREAS) == ()


def test_the_smallest_places_are_those_that_hold_no_other() -> None:
    made = desk()
    assert smallest_places(made.theatre, "city") == ("a", "b", "c", "d")
    assert smallest_places(made.theatre, "far") == ("far",)
    assert smallest_places(made.theatre, None) == ("a", "b", "c", "d", "far")
