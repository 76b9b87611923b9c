"""Counts, shares and areas without place names, as a careful reader notes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.model import Aggregate, Event
from tests.growth import assert_linear, repeated

Read = Callable[[str], tuple[Aggregate, ...]]
GAIN, LOSS, HOLD = Event.GAIN, Event.LOSS, Event.HOLD
GOV, OPP, ISIS, SDF = "government", "opposition", "isis", "sdf"

# sentence -> (event, value, unit, place, side) of each aggregate
STATED: dict[str, list[tuple[Event, float, str, str | None, str | None]]] = {
    # counts: active, idioms of control, participles
    "The army captured 12 villages in northern Hama on Saturday.": [(GAIN, 12, "places", "Hama", GOV)],
    "Rebels have captured a dozen villages.": [(GAIN, 12, "places", None, OPP)],
    "Rebels overran twenty-four settlements and two dozen hamlets in Idlib province.": [
        (GAIN, 24, "places", "Idlib province", OPP),
        (GAIN, 24, "places", "Idlib province", OPP),
    ],
    "The army took full control of 1,200 villages in Homs.": [(GAIN, 1200, "places", "Homs", GOV)],
    "Syrian troops took control of two hills and one more village in Hama.": [
        (GAIN, 2, "places", "Hama", GOV),
        (GAIN, 1, "places", "Hama", GOV),
    ],
    "Government forces established control over 10 of the city's 65 districts.": [
        (GAIN, 10, "places", None, GOV)
    ],
    "Since the start of operations in Aleppo the army has won control over 56 districts.": [
        (GAIN, 56, "places", "Aleppo", GOV)
    ],
    "The army captured 12 villages, including Hayyan.": [(GAIN, 12, "places", None, GOV)],
    "The army seized large areas, including 12 villages.": [(GAIN, 12, "places", None, GOV)],
    "Rebels seized Hanano and two other districts of Aleppo.": [(GAIN, 2, "places", "Aleppo", OPP)],
    "The SDF drove ISIS out of 23 villages in Raqqa province.": [(GAIN, 23, "places", "Raqqa province", SDF)],
    "The army advanced in Hama, capturing seven villages.": [(GAIN, 7, "places", "Hama", GOV)],
    # counts: passive, intransitive, nominal
    "Some 56 districts of Aleppo have been recaptured by the army.": [(GAIN, 56, "places", "Aleppo", GOV)],
    "Forty villages were liberated from ISIS by the SDF.": [(GAIN, 40, "places", None, SDF)],
    "Twelve villages fell to ISIS.": [(GAIN, 12, "places", None, ISIS)],
    "At least 12 villages have fallen.": [(GAIN, 12, "places", None, None)],
    "The capture of 15 villages by the SDF cut the road.": [(GAIN, 15, "places", None, SDF)],
    "The army lost 12 villages to ISIS.": [(GAIN, 12, "places", None, ISIS)],
    "The opposition handed 12 villages to the army.": [(GAIN, 12, "places", None, GOV)],
    # losses and holds
    "Rebels withdrew from four districts in Homs.": [(LOSS, 4, "places", "Homs", OPP)],
    "ISIS lost 12 towns.": [(LOSS, 12, "places", None, ISIS)],
    "More than 30 villages are held by ISIS in Homs.": [(HOLD, 30, "places", "Homs", ISIS)],
    # areas
    "The army and its allies have captured 12sq/km more in Eastern Aleppo.": [
        (GAIN, 12, "km2", "Aleppo", GOV)
    ],
    "The rebels control 45 square kilometres of Aleppo.": [(HOLD, 45, "km2", "Aleppo", OPP)],
    "The army regained 1,200 sq. km in Homs province.": [(GAIN, 1200, "km2", "Homs province", GOV)],
    "The army seized 300 hectares of farmland.": [(GAIN, 3, "km2", None, GOV)],
    "ISIS captured 40 square miles of desert in Homs.": [(GAIN, 103.59952, "km2", "Homs", ISIS)],
    "The army retook 5 km² in Aleppo.": [(GAIN, 5, "km2", "Aleppo", GOV)],
    "The rebels are squeezed in an area 6sq/km in size in Eastern Aleppo.": [(HOLD, 6, "km2", "Aleppo", OPP)],
    "Rebels are now cornered in a pocket of about 2.5 sq km.": [(HOLD, 2.5, "km2", None, OPP)],
    "About 6 sq km of eastern Aleppo remain under the control of the rebels.": [
        (HOLD, 6, "km2", "Aleppo", OPP)
    ],
    # shares
    "Government forces are now in control of 99 percent of Aleppo.": [(HOLD, 0.99, "share", "Aleppo", GOV)],
    "Rebels now control less than 10% of eastern Aleppo.": [(HOLD, 0.1, "share", "Aleppo", OPP)],
    "The army has retaken 90 per cent of Aleppo, state TV said.": [(GAIN, 0.9, "share", "Aleppo", GOV)],
    "The army won back half of the Sukkari district.": [(GAIN, 0.5, "share", "Sukkari", GOV)],
    "The army has recaptured more than two thirds of the city.": [(GAIN, 0.6667, "share", None, GOV)],
    "ISIS has lost 98 percent of the territory it once held.": [(LOSS, 0.98, "share", None, ISIS)],
    "The rebels are confined to 5 percent of Aleppo.": [(HOLD, 0.05, "share", "Aleppo", OPP)],
    "The SDF controls 30% of Syria.": [(HOLD, 0.3, "share", "Syria", SDF)],
}


@pytest.mark.parametrize(("text", "expected"), STATED.items())
def test_a_stated_figure_is_an_aggregate(
    aggregates_of: Read, text: str, expected: list[tuple[Event, float, str, str | None, str | None]]
) -> None:
    found = [(a.event, a.value, a.unit, a.place, a.actor) for a in aggregates_of(text)]
    assert found == list(dict.fromkeys(expected))


ELSEWHERE: dict[str, list[tuple[Event, float, str, str | None, str | None]]] = {
    "Ukraine's armed forces have retaken more than 1,000 square kilometres of territory in the Kharkiv region.": [
        (GAIN, 1000, "km2", "Kharkiv", "ukraine")
    ],
    "Russia now controls about 20% of Ukraine.": [(HOLD, 0.2, "share", "Ukraine", "russia")],
    "Russian forces gained 168 square miles in Donetsk last month.": [
        (GAIN, 435.117984, "km2", "Donetsk", "russia")
    ],
    "Ukrainian troops control around 1,250 sq km and 92 settlements in Russia's Kursk region.": [
        (HOLD, 1250, "km2", "Kursk", "ukraine"),
        (HOLD, 92, "places", "Kursk", "ukraine"),
    ],
    "The Taliban now hold 12 provincial capitals.": [(HOLD, 12, "places", None, "taliban")],
    "The Taliban claim to control 85% of Afghan territory.": [(HOLD, 0.85, "share", None, "taliban")],
    "Islamic State controls roughly a third of Iraq.": [(HOLD, 0.3333, "share", "Iraq", "isis")],
    "Iraqi forces captured six districts in eastern Mosul, a brigadier general said.": [
        (GAIN, 6, "places", "Mosul", "government")
    ],
    "The jihadists were left with just 1 percent of the city.": [(HOLD, 0.01, "share", None, None)],
    "Houthi fighters overran 3 military bases in Marib.": [(GAIN, 3, "places", "Marib", "houthi")],
    "Rebels seized four more towns in North Kivu.": [(GAIN, 4, "places", "North Kivu", "rebels")],
    "Azerbaijan said its army had captured 22 villages in Jabrail district from Armenia.": [
        (GAIN, 22, "places", "Jabrail", "government")  # the recognised state's, as in its claims
    ],
    "Forces cleared 12 villages of mines.": [],
    "The group took 39 people hostage in two villages.": [],
    "The town, 12 square km in size, fell to the rebels.": [],
    "Troops are still fighting for 3 neighborhoods.": [],
}


@pytest.mark.parametrize(("text", "expected"), ELSEWHERE.items())
def test_any_war_is_read_by_the_same_grammar(
    generic_aggregates_of: Read, text: str, expected: list[tuple[Event, float, str, str | None, str | None]]
) -> None:
    assert [(a.event, a.value, a.unit, a.place, a.actor) for a in generic_aggregates_of(text)] == expected


SILENT = [
    # no number
    "Dozens of villages were captured by the army.",
    "The army captured several districts of Aleppo.",
    "The army freed a number of districts in Aleppo on Thursday.",
    # the places have names
    "Government forces captured two villages, Kafr Hamra and Hayyan.",
    "The army captured the two villages of Kafr Hamra and Hayyan.",
    "Rebels seized three towns: Maarat, Saraqib and Binnish.",
    "The army captured the two villages on Sunday.",
    "Rebels captured one village.",
    # no fact
    "The army vowed to capture 12 villages.",
    "The army has not captured 12 villages.",
    "If the army captures 12 villages, it will win.",
    "The army is fighting to capture 3 villages in Idlib.",
    "The army hopes to take 90 percent of Aleppo.",
    "Rebels denied that 12 villages had been captured.",
    "The army failed to capture 12 villages.",
    "The army is not in control of 99 percent of Aleppo.",
    # no control
    "Air strikes hit 12 villages in Idlib.",
    "The fighting killed 17 people in 3 villages.",
    "The army has advanced 12 km into Hama.",
    "Clashes are underway 12 km from Aleppo.",
    "The army destroyed 3 bases.",
    "The army lost 12 soldiers and captured 40 militants.",
    "The United Nations said aid reached 12 towns.",
    "80 percent of the population fled Aleppo.",
    "The army controls 60 percent of the population of Aleppo.",
    "Oil fell to 50 percent of its price.",
    "The camp holds 12,000 people from 6 villages.",
    "Rebels shelled an area of 6 sq km.",
]


@pytest.mark.parametrize("text", SILENT)
def test_what_is_no_stated_figure_of_control_stays_silent(aggregates_of: Read, text: str) -> None:
    assert aggregates_of(text) == ()


def test_a_figure_has_its_quote_its_day_and_its_speaker(aggregates_of: Read) -> None:
    text = "A military source told SANA that the army had captured 12 villages in Hama on Friday."
    (found,) = aggregates_of(text)
    assert found.quote == "the army had captured 12 villages in Hama"
    assert text[found.start : found.end] == found.quote
    assert found.date_earliest == found.date_latest == dt.date(2016, 11, 25)
    assert "SANA" in found.reported_by
    assert found.place_id is not None


def test_a_stand_in_gets_the_place_that_it_means(aggregates_of: Read) -> None:
    text = "The army entered Palmyra on Saturday. It now controls 60 percent of the city."
    assert [(a.place, a.value, a.unit) for a in aggregates_of(text)] == [("Palmyra", 0.6, "share")]


def test_a_figure_said_twice_is_one(aggregates_of: Read) -> None:
    text = "The army captured 12 villages in Hama.\nThe report said the army captured 12 villages in Hama."
    assert len(aggregates_of(text)) == 1


def test_figures_come_in_the_order_of_the_text(aggregates_of: Read) -> None:
    text = "Rebels control 6 sq km.\nThe army captured 12 villages.\nISIS lost 3 towns."
    assert [a.value for a in aggregates_of(text)] == [6, 12, 3]


SEEDS = {
    "000": [(GAIN, 2, "places", "Aleppo", GOV)],
    "001": [(GAIN, 0.5, "share", "Sukkari", GOV), (HOLD, 0.99, "share", "Aleppo", GOV)],
    "002": [
        (GAIN, 12, "km2", "Aleppo", GOV),
        (HOLD, 6, "km2", "Aleppo", OPP),
        (GAIN, 56, "places", "Aleppo", GOV),
    ],
    "004": [],
}


@pytest.mark.parametrize("name", SEEDS)
def test_the_shipped_articles_give_their_figures(
    aggregates_of: Read, request: pytest.FixtureRequest, name: str
) -> None:
    (path,) = request.getfixturevalue("seeds").glob(f"{name}_*.txt")
    text = path.read_text("utf-8")
    found = aggregates_of(text)
    assert [(a.event, a.value, a.unit, a.place, a.actor) for a in found] == SEEDS[name]
    assert all(text[a.start : a.end] == a.quote for a in found)


PIECES = """the army rebels captured lost control of in control of 12 99 percent % sq km villages two more districts
Aleppo Hama and , . by to under half thirds dozen square miles 1,000 was were squeezed into hectares 0 1/2 -"""


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES.split()), max_size=40).map(" ".join) | st.text(max_size=200))
def test_anything_is_read_and_every_quote_slices_back(aggregates_of: Read, text: str) -> None:
    for found in aggregates_of(text):
        assert text[found.start : found.end] == found.quote
        assert found.value > 0
        assert found.unit in ("places", "km2", "share")
        assert found.unit != "share" or found.value <= 1


@pytest.mark.parametrize("piece", ["1,", "12 ", "two ", "half of ", "99 % of ", "captured 12 ", "1,000 sq "])
def test_repetition_does_not_blow_up(aggregates_of: Read, piece: str) -> None:
    assert_linear(aggregates_of, lambda chars: "The army " + repeated(piece, chars), 20_000)
