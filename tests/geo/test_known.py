"""The second handle stands on the days on which something was published."""

from __future__ import annotations

from geo.timeline_map import known_histories
from geo.timeline_map.known import evenly
from pipelines.model import Document
from tests.geo import made


def test_one_history_for_each_day_of_publication_in_order() -> None:
    documents = [
        Document(id="late", text="b", published=made.day("2016-12-02")),
        Document(id="doc", text="Troops took Alpha.", published=made.day("2016-11-28")),
        Document(id="same", text="c", published=made.day("2016-12-02")),
        Document(id="undated", text="d"),
    ]
    late = made.claim("beta", document="late")
    early, everything = known_histories([made.claim("alpha"), late], documents, made.theatre())
    assert [early.known_by, everything.known_by] == [made.day("2016-11-28"), made.day("2016-12-02")]
    assert {interval.place_id for interval in early.intervals} == {"alpha"}
    assert {interval.place_id for interval in everything.intervals} == {"alpha", "beta"}


def test_many_days_are_thinned_evenly_with_both_ends() -> None:
    assert evenly(range(5), 9) == [0, 1, 2, 3, 4]
    assert evenly(range(101), 5) == [0, 25, 50, 75, 100]
