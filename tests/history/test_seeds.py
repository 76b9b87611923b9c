"""The five seed articles: what a careful reader would draw for every day from 20 November to 20 December 2016.

The claims here are a reader's own, with the articles' words as evidence; the extractor has its own tests.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pipelines.documents import read_documents
from pipelines.history import build_history, explain
from pipelines.model import Claim, DateBasis, Document, Event, Extent, History, Polarity
from tests.history.making import day, theatre

SEEDS = Path(__file__).parents[2] / "seeds"
PRESS_TV, SUKKARI_HALF, ABNA, TRUTHS, ANS = (
    "000_f86aad1239680a25.txt",
    "001_398a2ebf296e5562.txt",
    "002_c712fa69b5b231da.txt",
    "003_3bb24355046e0ffc.txt",
    "004_d16b9be79d5b0148.txt",
)
POCKET = (
    "the militants are squeezed in an area 6sq/km in size in Eastern Aleppo that covers",
    ("asila", "bustan-al-qasr", "kallaseh", "zabdiya", "bab-al-maqam", "fardous", "maqale", "karm-al-dada"),
    ("eastern-ansari", "western-ansari", "mashhad", "sukkari"),
)
ALEPPO = {
    "aleppo": None,
    **dict.fromkeys(
        (
            *("hanano", "jabal-badro", "sakhour", "sheikh-saeed", "haydariyah", "baidin", "jisr-al-hajj"),
            *POCKET[1],
            *POCKET[2],
        ),
        "aleppo",
    ),
}
ELSEWHERE = ("khan-al-shih", "al-tall", "sukhnah", "arak", "palmyra")
THEATRE = theatre({**ALEPPO, **dict.fromkeys(ELSEWHERE)})
GOV, OPP = "gov", "opp"

Row = tuple[str, str, str, str | None, str | None, str | float | None, tuple[str, str], tuple[str, ...], str]
READ: tuple[Row, ...] = (
    # article, place, event, side, from, part ("" = some), days, who says so, words
    (PRESS_TV, "jabal-badro", "gain", GOV, None, None, ("11-27", "11-27"), ("A military source", "SANA"),
     "had recaptured Jabal Badro neighborhood"),
    (PRESS_TV, "hanano", "gain", GOV, OPP, None, ("11-26", "11-26"), (),
     "Syrian soldiers managed to establish full control over the adjacent Hanano neighborhood"),
    (PRESS_TV, "sakhour", "gain", GOV, None, None, ("11-27", "11-27"), ("al-Manar",),
     "Syrian army soldiers were in complete control of the residential al-Sakhour neighborhood"),
    (PRESS_TV, "khan-al-shih", "pledge", OPP, None, None, ("11-26", "11-27"), (), "reached an agreement with"),
    (PRESS_TV, "al-tall", "pledge", OPP, None, None, ("11-26", "11-27"), (), "reached an agreement with"),
    (ANS, "sakhour", "gain", GOV, OPP, None, ("11-27", "11-27"), ("a military source",),
     "The Syrian army successfully recaptured, on Sunday, the neighbourhood of Sakhour"),
    (ANS, "jabal-badro", "gain", GOV, None, None, ("11-27", "11-27"), ("the source",),
     "have regained control over the neighbourhood of Sakhour and the Jabal Badro district"),
    (ANS, "hanano", "gain", GOV, OPP, None, ("11-26", "11-26"), ("the source",),
     "capturing the largest rebel-held neighbourhood of Masaken Hanano, the day before"),
    (ANS, "baidin", "contest", GOV, None, None, ("11-27", "11-28"), ("The source",),
     "currently advancing into the neighbourhood of Babdien"),
    (ANS, "haydariyah", "contest", GOV, None, "", ("11-27", "11-28"), ("The source",),
     "the outskirts of the area of Haidariyeh"),
    (ANS, "aleppo", "hold", OPP, None, "east", ("11-27", "11-28"), ("a military source",),
     "the rebel-held part east of Aleppo city"),
    (ABNA, "sheikh-saeed", "gain", GOV, OPP, None, ("12-08", "12-08"), (),
     "managed to fully liberate the strategic district of Sheikh Saeed"),
    (ABNA, "sheikh-saeed", "gain", None, None, "", ("11-01", "11-30"), (),
     "A major part of Sheikh Saeed was captured last month"),
    (ABNA, "sheikh-saeed", "contest", GOV, None, "west", ("12-08", "12-09"), ("Some reports",),
     "the Western part of the Sheikh Saeed neighborhood"),
    (ABNA, "bustan-al-qasr", "contest", GOV, None, None, ("12-08", "12-09"), (),
     "embarked on a new phase of their operation to recapture the key district of Bustan al-Qasr"),
    (TRUTHS, "sheikh-saeed", "gain", GOV, OPP, None, ("12-08", "12-08"), (),
     "The army units and popular forces recaptured Sheikh Saeed"),
    (TRUTHS, "sheikh-saeed", "gain", None, None, "", ("11-01", "11-30"), (),
     "A major part of Sheikh Saeed was captured last month"),
    (TRUTHS, "arak", "gain", GOV, None, None, ("12-08", "12-09"), ("A field source",),
     "has seized back control of Sawame al-Haboub region East of Tadmur and Arak gas field"),
    (TRUTHS, "sukhnah", "pledge", GOV, "isis", None, ("12-08", "12-09"), ("the reports",),
     "then towards al-Sukhnah city"),
    *(
        (article, place, "hold", OPP, None, None, ("12-08", "12-09"), ("Field sources",), POCKET[0])
        for article in (ABNA, TRUTHS)
        for place in (*POCKET[1], *POCKET[2])
    ),
    (SUKKARI_HALF, "sukkari", "gain", GOV, OPP, 0.5, ("12-14", "12-15"), ("Syrian Observatory for Human Rights",),
     "government forces had won back half of the Sukkari district"),
    (SUKKARI_HALF, "aleppo", "hold", GOV, None, 0.99, ("12-14", "12-15"), ("Syria’s state-run television network",),
     "in control of 99 percent of\xa0Aleppo"),
    (SUKKARI_HALF, "jisr-al-hajj", "contest", GOV, None, None, ("12-14", "12-14"), (),
     "Syrian troops advance in the Jisr al-Haj neighborhood"),
)  # fmt: skip

TABLE: dict[str, tuple[tuple[str, str, str], ...]] = {
    # from this day on, this is drawn, for this reason
    "hanano": (
        ("11-20", "opp corroborated", "both articles say that it was taken from the rebels"),
        ("11-26", "gov corroborated", "Press TV: only a day after; the Damascus report: the day before Sunday"),
    ),
    "jabal-badro": (
        ("11-20", "unknown", "nobody says who held it"),
        ("11-27", "gov corroborated", "SANA by way of Press TV, and Nam News Network, say Sunday"),
    ),
    "sakhour": (
        ("11-20", "opp", "the Damascus report places it in the rebel-held part"),
        ("11-27", "gov corroborated", "al-Manar by way of Press TV, and Nam News Network, say Sunday"),
    ),
    "sheikh-saeed": (
        ("11-20", "mixed None", "a major part captured last month, it is not said by whom"),
        ("12-08", "gov contested", "fully liberated on Thursday; clashes in its western part go on"),
        ("12-16", "gov", "seven days after the last report of clashes; two reprints of Fars are one report"),
    ),
    "haydariyah": (
        ("11-20", "unknown", "nothing is said"),
        ("11-27", "contested", "the army is advancing in its outskirts; who holds it is not said"),
        ("12-05", "unknown", "seven days without a report"),
    ),
    "baidin": (
        ("11-20", "unknown", "nothing is said"),
        ("11-27", "contested", "the army is advancing into it"),
        ("12-05", "unknown", "seven days without a report"),
    ),
    "jisr-al-hajj": (
        ("11-20", "unknown", "nothing is said"),
        ("12-14", "contested", "the photograph of 14 December shows the advance in it"),
    ),
    "bustan-al-qasr": (
        ("11-20", "unknown", "nothing is said of the days before"),
        ("12-08", "opp contested", "one of the last districts of the militants; an operation for it has begun"),
        ("12-16", "opp", "seven days after the last report of fighting"),
    ),
    "sukkari": (
        ("11-20", "opp corroborated", "still theirs by Fars, half of it later won back by the Observatory"),
        ("12-14", "mixed opp", "half won back, reported on Thursday the 15th: the 14th or 15th"),
    ),
    **{
        place: (("11-20", "unknown", "nothing is said of the days before"), ("12-08", "opp", "in the 6 sq km pocket"))
        for place in (*POCKET[1], *POCKET[2])
        if place not in {"bustan-al-qasr", "sukkari"}
    },
    "aleppo": (
        ("11-20", "unknown", "no article of those days is among the five"),
        ("11-27", "mixed None", "the east is rebel-held; who holds the rest is not said"),
        ("12-14", "mixed gov", "state television: 99 percent"),
    ),
    "arak": (("11-20", "unknown", "nothing is said"), ("12-08", "gov", "a field source: seized back")),
    "khan-al-shih": (("11-20", "unknown", "an agreement is no change"),),
    "al-tall": (("11-20", "unknown", "an agreement is no change"),),
    "sukhnah": (("11-20", "unknown", "an operation towards it is announced, no more"),),
    "palmyra": (("11-20", "unknown", "no whole or part of it changed hands"),),
}  # fmt: skip


@pytest.fixture(scope="module")
def documents() -> tuple[Document, ...]:
    reading = read_documents([SEEDS])
    assert reading.faults == ()
    return reading.documents


@pytest.fixture(scope="module")
def claims(documents: tuple[Document, ...]) -> tuple[Claim, ...]:
    texts = {d.id: d.text for d in documents}
    return tuple(_claim(number, row, texts[row[0]]) for number, row in enumerate(READ))


def _claim(number: int, row: Row, text: str) -> Claim:
    article, place, event, side, frm, part, days, said_by, words = row
    start = text.index(words)
    return Claim(
        claim_id=f"s{number:02}",
        document=article,
        event=Event(event),
        place=place,
        place_id=place,
        place_text=place,
        within="Aleppo",
        actor=side,
        actor_text=None,
        from_actor=frm,
        extent=Extent.WHOLE if part is None else Extent.PART,
        part=part or None,
        date_earliest=day(days[0]),
        date_latest=day(days[1]),
        date_edtf=None,
        date_basis=DateBasis.RELATIVE,
        polarity=Polarity.ASSERTED,
        background=False,
        reported_by=said_by,
        quote=words,
        start=start,
        end=start + len(words),
        framing="",
        rule="read",
        confidence=1.0,
    )


@pytest.fixture(scope="module")
def history(claims: tuple[Claim, ...], documents: tuple[Document, ...]) -> History:
    return build_history(claims, documents, THEATRE)


def drawn(history: History, place: str, at: dt.date) -> str:
    """Return the state in the words of the table; the plain status `reported` is not said."""
    state = history.at(at).get(place)
    if state is None:
        return "unknown"
    status = state.status.value
    if status == "mixed":
        return f"mixed {state.holder}"
    if state.holder is None:
        return status
    return state.holder if status == "reported" else f"{state.holder} {status}"


@pytest.mark.parametrize("place", sorted({*ALEPPO, *ELSEWHERE}))
def test_every_day_is_drawn_as_a_careful_reader_would(history: History, place: str) -> None:
    table = TABLE[place]
    for n in range(31):
        at = dt.date(2016, 11, 20) + dt.timedelta(n)
        expected, reason = next((s, why) for start, s, why in reversed(table) if day(start) <= at)
        assert drawn(history, place, at) == expected, f"{place} on {at}: {reason}"


def test_as_known_on_27_november_only_the_article_of_that_day_counts(
    claims: tuple[Claim, ...], documents: tuple[Document, ...]
) -> None:
    history = build_history(claims, documents, THEATRE, known_by=day("11-27"))
    known = {place: drawn(history, place, day("12-20")) for place in (*ALEPPO, *ELSEWHERE)}
    assert {place: state for place, state in known.items() if state != "unknown"} == {
        "hanano": "gov",
        "jabal-badro": "gov",
        "sakhour": "gov",
    }
    first = {c.claim_id for c in claims if c.document == PRESS_TV}
    assert {c for i in history.intervals for c in i.claims} <= first


def test_two_reprints_of_fars_are_one_report_and_the_chain_is_kept(
    history: History, claims: tuple[Claim, ...], documents: tuple[Document, ...]
) -> None:
    (change,) = [c for c in history.changes if c.place_id == "sheikh-saeed" and c.to_actor == "gov"]
    assert (change.independent, len(change.claims), change.status.value) == (1, 2, "reported")
    text = "\n".join(explain(history, claims, documents, THEATRE, "sheikh-saeed", day("12-09")))
    assert "Fars News Agency → AhlulBayt News Agency" in text
    assert "Fars News Agency → Syria Truths" in text
    assert "told 2 times (copies or one origin count once)" in text


def test_sakhour_is_corroborated_by_al_manar_and_nam_news_network(history: History) -> None:
    (change,) = [c for c in history.changes if c.place_id == "sakhour"]
    assert (change.from_actor, change.to_actor, change.independent) == ("opp", "gov", 2)
    assert {"al-Manar", "Nam News Network"} <= set(change.sources)


def test_agreements_are_listed_and_not_drawn(history: History, claims: tuple[Claim, ...]) -> None:
    listed = {u.claim_id for u in history.unmapped if u.reason == "pledge"}
    assert {c.place_id for c in claims if c.claim_id in listed} == {"khan-al-shih", "al-tall", "sukhnah"}


def test_half_of_sukkari_is_shown_with_both_shares(history: History) -> None:
    state = history.at(day("12-15"))["sukkari"]
    assert dict(state.shares) == {"gov": 0.5, "opp": 0.5}
    assert state.evidence == "government forces had won back half of the Sukkari district"


def test_corroborated_policy_leaves_what_two_sources_say(
    claims: tuple[Claim, ...], documents: tuple[Document, ...]
) -> None:
    history = build_history(claims, documents, THEATRE, policy="corroborated")
    assert {c.place_id for c in history.changes} == {"hanano", "jabal-badro", "sakhour"}
