"""The theatre of an article, and none where no theatre covers what it reports."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import load_theatre
from gazetteer.model import Basis, Name, Place, Theatre
from pipelines.extract.theatres import TheatreFinder, find_theatre
from pipelines.extract.vocabulary.wars import fights_in, placed_sides
from pipelines.model import Document
from tests.growth import assert_no_dearer


def place(theatre_id: str, name: str) -> Place:
    return Place(
        place_id=f"{theatre_id}:{name.lower()}", name=name, names=(Name(text=name),), kind="city", within=None,
        geometry=None, point=None, basis=Basis.UNKNOWN, uncertainty_m=None, source="test",
    )  # fmt: skip


def theatre(theatre_id: str, country: tuple[str, ...], cues: str = "", places: str = "") -> Theatre:
    known = {p.place_id: p for p in (place(theatre_id, name) for name in places.split())}
    return Theatre(
        theatre_id=theatre_id, name=theatre_id.title(), countries=country, cues=tuple(cues.split()), places=known,
        actors={}, loaded=(), sources={}, attribution=(), version="1",
    )  # fmt: skip


SYRIA = theatre(
    "syria", ("SY",), "Syria Syrian Aleppo SANA Assad", "Aleppo Hama Idlib Raqqa Sakhour Hanano Kobani"
)
IRAQ = theatre("iraq", ("Iraq",), "Nineveh", "Mosul Kirkuk Tikrit Ramadi Fallujah")
WORLD = theatre("world", ())
ALL = (WORLD, SYRIA, IRAQ)

REPORTS = {
    # Syria
    "Syrian army soldiers captured Hanano in eastern Aleppo from militants.": "syria",
    "Army units took full control of Sakhour and Hanano after clashes with militants, SANA reported.": "syria",
    "Turkish forces are preparing to enter Idlib province. Turkish tanks and Turkish jets support rebels.": "syria",
    "US-backed fighters advanced on Raqqa, the Islamic State stronghold in Syria, after airstrikes.": "syria",
    "Russian warplanes hit rebels. Russian and Iranian officers lead the troops outside Aleppo and Hama.": "syria",
    "ISIS militants seized villages near Kobani, on the Syrian side of the border with Turkey.": "syria",
    # Iraq
    "Iraqi forces recaptured districts of Mosul from Islamic State of Iraq and Syria fighters.": "iraq",
    "In northern Iraq, peshmerga troops held Kirkuk after the army withdrew.": "iraq",
    # wars that none of the theatres covers
    "Russian troops captured Lysychansk in eastern Ukraine; Ukrainian forces withdrew from the city.": None,
    "The Rapid Support Forces seized El Fasher from the Sudanese army after clashes in Sudan's Darfur.": None,
    "Rebels in Libya said their fighters held Bir al-Ghanam. Libyan government troops shelled the town.": None,
    "Taliban fighters captured Kunduz in northern Afghanistan, and Afghan forces fled.": None,
    "M23 rebels seized Goma in eastern Congo after the Congolese army withdrew, as in Syria before.": None,
    "South Sudanese troops recaptured Malakal in South Sudan from rebels loyal to a former vice president.": None,
    "Libya: Syrian mercenaries and Syrian fighters joined troops in Libya; forces in Libya hold Sirte.": None,
    "Troops recaptured the Grand Mosque in Marawi from Maute fighters and stormed Hama, a quarter.": None,
    "Israeli troops hold Hama hospital in Gaza. Hamas fighters repelled an offensive, residents said.": None,
    # no report of war
    "Toast two spoons of Aleppo pepper and rub the lamb with it; Aleppo pepper is milder than it looks.": None,
    "Syrian refugees in Germany opened a restaurant. The Syrian families came from Aleppo and Hama.": None,
    "Syrian families in Germany and Syrian students in Berlin fear the army draft and troops at home.": None,
    "Aleppo soap is boiled in winter, and the Syrian port of Latakia ships it.": None,
    "The council of Hama met about buses.": None,
    "": None,
}


@pytest.mark.parametrize(("text", "expected"), REPORTS.items())
def test_a_report_of_war_finds_its_theatre(text: str, expected: str | None) -> None:
    found = find_theatre(Document(id="d", text=text), ALL)
    assert (found.theatre_id if found else None) == expected


def test_the_headline_counts_too() -> None:
    text = "The troops captured three villages from the rebels on Sunday, a monitor said."
    assert find_theatre(Document(id="d", text=text), ALL) is None
    titled = Document(id="d", text=text, title="Syria: Hama fighting goes on")
    assert find_theatre(titled, ALL) is SYRIA


def test_a_country_goes_by_its_code_or_its_name() -> None:
    text = "Ukrainian troops recaptured villages in southern Ukraine after clashes."
    for name in ("UA", "Ukraine"):
        ukraine = theatre("ukraine", (name,))
        assert find_theatre(Document(id="d", text=text), (SYRIA, ukraine)) is ukraine


def test_capitals_tell_an_agency_from_a_city() -> None:
    """Sanaa is no cue of Syria, though SANA is."""
    text = "Houthi fighters seized Sana'a and sana, in Yemen, after clashes with troops."
    assert find_theatre(Document(id="d", text=text), ALL) is None


def test_a_tie_is_no_answer() -> None:
    twin = theatre("twin", ("SY",))
    text = "Syrian troops fought rebels in Syria."
    assert find_theatre(Document(id="d", text=text), (theatre("a", ("SY",)), twin)) is None


def test_the_generic_theatre_is_never_the_answer() -> None:
    assert find_theatre(Document(id="d", text="Rebels captured a town from the army."), (WORLD,)) is None
    assert find_theatre(Document(id="d", text="Rebels captured a town from the army."), ()) is None


FINDER = TheatreFinder(ALL)

SHORT = {
    "The army captured Sakhour, state media said.": "syria",
    "The army captured the town.": "syria",
    "Russian jets bombed Sakhour.": "syria",
    "Sudanese troops captured Wad Madani.": None,
    "The Sudanese army captured Wad Madani from fighters of the Rapid Support Forces on Sunday.": None,
    "Troops recaptured Mosul from fighters of Islamic State in Iraq.": "iraq",
    "Houthi fighters took the port of Hodeidah.": None,
}


@pytest.mark.parametrize(("text", "expected"), SHORT.items())
def test_a_text_that_tells_no_war_is_of_the_usual_one(text: str, expected: str | None) -> None:
    found = FINDER.find(Document(id="d", text=text), SYRIA)
    assert (found.theatre_id if found else None) == expected


@given(st.text(max_size=300), st.none() | st.text(max_size=40))
def test_anything_is_read_without_raising(text: str, title: str | None) -> None:
    assert FINDER.find(Document(id="d", text=text, title=title)) in (None, SYRIA, IRAQ)


def test_a_long_text_costs_no_more_than_its_beginning() -> None:
    text = "Syrian troops captured Hanano in Aleppo. " * 20_000

    def find(text: str) -> None:
        assert FINDER.find(Document(id="d", text=text)) is SYRIA

    assert_no_dearer(find, text, text[: len(text) // 20], times=1)


def test_groups_fight_where_their_wars_are() -> None:
    sides = set(load_theatre("world").actors)
    placed = {side for side in sides if not fights_in(side, "Iceland")}
    assert len(placed) > 100
    assert fights_in("farc", "Colombia")
    assert not fights_in("farc", "Libya")
    assert fights_in("isis", "Iceland")
    assert fights_in("farc", None)


def test_every_side_of_the_table_of_wars_is_one_of_the_lexicon() -> None:
    assert sorted(placed_sides() - set(load_theatre("world").actors)) == []


def test_what_an_article_opens_with_outweighs_what_it_tells_besides() -> None:
    lead = (
        "Militants have taken a third of Kobani, monitors said, as an envoy warned that civilians in the Syrian border "
        "town were in danger. Kurdish fighters held the centre after a night of clashes, and an offensive on the last "
        "crossing was expected. Smoke rose over the rooftops, and the road to the hills was under fire all day long."
    )
    besides = " Across the border troops hold Mosul and Kirkuk, where officials in Iraq spoke of calm."
    told = Document(
        id="a", title="A third of Kobani taken", url=None, publisher=None, published=None, text=lead + besides
    )
    assert find_theatre(told, ALL) is SYRIA
