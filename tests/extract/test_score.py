"""The score counts what the guide says, agrees with the reference scorer, and refuses bad files in one line."""

from __future__ import annotations

import importlib.util
import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.model import Document
from pipelines.score import Confusion, Score, Tally, score
from pipelines.score_files import ScoreInputError, claim_reader, score_files
from pipelines.score_names import place_forms
from pipelines.score_report import (
    confusion_table,
    event_table,
    miss_table,
    score_lines,
    score_record,
    summary_lines,
)
from tests.extract.corpora import NAMES, REFERENCE_SCORER, folder

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

TEXT = "The army captured Hanano on Saturday. Rebels hold Jobar. Clashes went on in Murak."
DOC = Document(id="a", text=TEXT)


def gold(event: str, place: str, actor: str | None, **more: object) -> dict[str, Any]:
    row = {"doc": "a", "event": event, "place": place, "surface": place, "actor": actor, "extent": "whole"}
    return {**row, "part": None, "date_earliest": "2016-11-26", "date_latest": "2016-11-26", **more}


def said(event: str, place: str, actor: str | None, **more: object) -> dict[str, Any]:
    row = {
        "document": "a",
        "event": event,
        "place": place,
        "place_text": place,
        "actor": actor,
        "extent": "whole",
    }
    days = {"date_earliest": "2016-11-26", "date_latest": "2016-11-26"}
    return {**row, **days, "part": None, "quote": "captured Hanano", "start": 9, "end": 24, **more}


def counted(golds: list[dict[str, Any]], claims: list[dict[str, Any]]) -> Score:
    return score([DOC], golds, claims)


@pytest.mark.parametrize(
    ("claim", "tally"),
    [
        (said("gain", "Hanano", "government"), Tally(1, 0, 0)),
        (said("gain", "al-Hanano district", "government"), Tally(1, 0, 0)),
        (said("gain", "HANANO", "government"), Tally(1, 0, 0)),
        (said("gain", "Hanano", "opposition"), Tally(0, 1, 1)),
        (said("gain", "Hanano", None), Tally(0, 1, 1)),
        (said("gain", "Murak", "government"), Tally(0, 1, 1)),
        (said("loss", "Hanano", "government"), Tally(0, 1, 1)),
        (said("gain", "Hanano", "government", polarity="denied"), Tally(0, 1, 1)),
        (said("gain", "Hanano", "government", background=True), Tally(0, 0, 1)),
    ],
)
def test_a_claim_is_right_when_event_place_side_and_polarity_agree(
    claim: dict[str, Any], tally: Tally
) -> None:
    assert counted([gold("gain", "Hanano", "government")], [claim]).strict["change"] == tally


def test_a_gold_row_without_a_side_accepts_any() -> None:
    found = counted([gold("gain", "Hanano", None)], [said("gain", "Hanano", "isis")])
    assert found.strict["change"] == Tally(1, 0, 0)


def test_a_gold_row_is_taken_once_and_a_claim_said_twice_counts_once() -> None:
    twice = [
        said("gain", "Hanano", "government"),
        said("gain", "Hanano", "government", quote="Hanano", start=18),
    ]
    assert counted([gold("gain", "Hanano", "government")], twice).strict["change"] == Tally(1, 0, 0)
    half = [said("gain", "Hanano", "government"), said("gain", "Hanano", "government", part=0.5)]
    assert counted([gold("gain", "Hanano", "government")], half).strict["change"] == Tally(1, 1, 0)


def test_background_counts_in_neither_direction() -> None:
    history = [gold("gain", "Hanano", "government", background=True)]
    assert counted(history, []).strict["change"] == Tally(0, 0, 0)
    assert counted(history, [said("gain", "Hanano", "government")]).strict["change"] == Tally(0, 0, 0)


def test_counts_without_names_and_rows_of_other_documents_are_left_out() -> None:
    rows = [{"doc": "a", "aggregate": 56}, gold("gain", "Murak", "government", doc="b")]
    found = counted(rows, [said("gain", "Murak", "government", document="b")])
    assert (found.strict["change"], found.quiet_documents) == (Tally(0, 0, 0), 1)


def test_days_extents_quotes_and_false_alarms_are_counted() -> None:
    rows = [
        gold("gain", "Hanano", "government"),
        gold("gain", "Jobar", None, date_earliest=None, date_latest=None),
    ]
    claims = [
        said(
            "gain",
            "Hanano",
            "government",
            date_earliest="2016-11-25",
            date_latest="2016-11-27",
            extent="part",
        ),
        said("gain", "Jobar", "isis", quote="not there", start=None),
    ]
    found = counted(rows, claims)
    assert found.days == {"near": 1}
    assert found.undated == {"dated all the same": 1}
    assert found.extents == {False: 1, True: 1}
    assert (found.bad_quotes, found.days_near, found.extent_right) == (1, 1.0, 0.5)
    quiet = counted([gold("hold", "Jobar", "opposition")], [said("gain", "Jobar", "isis")])
    assert (quiet.quiet_documents, quiet.false_alarm_documents) == (1, 1)
    assert quiet.confusions == {Confusion(gold="hold opposition asserted", predicted="gain isis asserted"): 1}
    assert [fault.kind for fault in quiet.faults] == ["false", "missed"]
    assert [fault.event for fault in quiet.misses] == ["hold"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("al-Sakhour", "Sakhour"),
        ("Bab al-Maqam", "Bab Maqam"),
        ("Karm al-Da’da’", "Karm al-Da'da"),
        ("Şanlıurfa", "Sanlurfa"),
        ("the town of Tafas", "Tafas"),
        ("Deir ez-Zor", "Deir ez Zor"),
        ("Jabal Badro", "Jabalbadro"),
    ],
)
def test_spellings_of_one_place_agree(one: str, other: str) -> None:
    assert place_forms(one) & place_forms(other)


@pytest.mark.parametrize("word", ["the city", "it", "the towns", "al-", "", None, "—"])
def test_a_word_that_points_at_a_place_names_none(word: str | None) -> None:
    assert not place_forms(word) & place_forms("Hanano")


# The reference scorer, where it is beside the project


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    if not REFERENCE_SCORER.exists():
        pytest.skip("the reference scorer is not beside the project (../shared/tools/score.py)")
    spec = importlib.util.spec_from_file_location("reference_score", REFERENCE_SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def agrees(
    reference: ModuleType, docs: list[Document], golds: list[dict[str, Any]], claims: list[dict[str, Any]]
) -> None:
    theirs, their_faults = reference.score([{"id": d.id, "text": d.text} for d in docs], golds, claims)
    ours = score(docs, golds, claims)
    for label, kind in (("strict", ours.strict), ("place", ours.place)):
        for family, tally in kind.items():
            their = theirs[f"{family}.{label}"]
            assert (tally.right, tally.false, tally.missed) == (their["tp"], their["fp"], their["fn"])
            assert [round(x, 3) for x in (tally.precision, tally.recall, tally.f1)] == [
                their[key] for key in ("precision", "recall", "f1")
            ]
    days = {**ours.days, **{f"no gold day: {key}": n for key, n in ours.undated.items()}}
    assert days == theirs["dates"]
    assert (ours.extent_right or 0) == theirs["extent_right"]
    assert ours.bad_quotes == theirs["bad_quotes"]
    assert ours.quiet_documents == theirs["no_change_documents"]
    assert ours.false_alarm_documents == theirs["of_them_with_false_alarm"]
    assert sorted((f.document, f.kind, f.event) for f in ours.faults) == sorted(e[:3] for e in their_faults)


@pytest.mark.parametrize("name", NAMES)
def test_the_score_is_the_reference_scorer_s(name: str, reference: ModuleType, tmp_path: Path) -> None:
    path = folder(name)
    golds = [json.loads(line) for line in (path / "gold.jsonl").read_text("utf-8").splitlines() if line]
    records = [json.loads(line) for line in (path / "docs.jsonl").read_text("utf-8").splitlines() if line]
    docs = [Document(id=r["id"], text=r["text"]) for r in records]
    agrees(reference, docs, golds, [])
    agrees(reference, docs, golds, [dict(g, place_text=g["surface"]) for g in golds if "aggregate" not in g])
    read = claim_reader()
    copy = tmp_path / "docs.jsonl"
    copy.write_text("".join(json.dumps({"id": d.id, "text": d.text}) + "\n" for d in docs), "utf-8")
    claims = [c for d in docs for c in read(d)]
    rows = [
        {"document": c.document, "event": str(c.event), "place": c.place, "place_text": c.place_text}
        | {"actor": c.actor, "extent": str(c.extent), "part": c.part, "polarity": str(c.polarity)}
        | {"background": c.background, "quote": c.quote, "start": c.start, "end": c.end}
        | {"date_earliest": c.date_earliest and c.date_earliest.isoformat()}
        | {"date_latest": c.date_latest and c.date_latest.isoformat()}
        for c in claims
    ]
    agrees(reference, docs, golds, rows)


PLACES = st.sampled_from(
    ["Hanano", "al-Hanano district", "the city", "Jobar", "Bab al-Maqam", "حلب", "É", ""]
)
DAYS = st.sampled_from([None, "2016-11-24", "2016-11-26", "2016-11-27"])
ROWS = st.fixed_dictionaries(
    {
        "event": st.sampled_from(["gain", "loss", "hold", "contest", "pledge"]),
        "place": PLACES,
        "surface": PLACES,
        "actor": st.sampled_from([None, "government", "isis"]),
        "extent": st.sampled_from(["whole", "part"]),
        "part": st.sampled_from([None, "north", 0.5]),
        "polarity": st.sampled_from(["asserted", "denied"]),
        "background": st.booleans(),
        "date_earliest": DAYS,
        "date_latest": DAYS,
        "doc": st.sampled_from(["a", "b", "elsewhere"]),
        "quote": st.sampled_from(["captured Hanano", "nowhere", ""]),
    }
)


@settings(max_examples=300, deadline=None)
@given(golds=st.lists(ROWS, max_size=6), claims=st.lists(ROWS, max_size=6))
def test_made_up_rows_score_as_the_reference_scorer_says(
    reference: ModuleType, golds: list[dict[str, Any]], claims: list[dict[str, Any]]
) -> None:
    docs = [DOC, Document(id="b", text="Nothing here.")]
    agrees(reference, docs, golds, claims)


# Files and words


def write(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_files_are_scored_with_and_without_a_claims_file(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs.jsonl", {"id": "a", "text": TEXT, "published": "2016-11-28"})
    rows = write(tmp_path / "gold.jsonl", gold("gain", "Hanano", "government"))
    claims = write(tmp_path / "claims.jsonl", said("gain", "Hanano", "government"))
    assert score_files(docs, rows, claims).strict["change"] == Tally(1, 0, 0)
    assert score_files(docs, rows).strict["change"] == Tally(1, 0, 0)
    assert score_files(docs, rows, reader=lambda _document: ()).strict["change"] == Tally(0, 0, 1)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{}\n", "row 1 lacks `doc`"),
        ('{"doc": "a", "event": "won", "place": "x"}\n', "`event` is `won`"),
        ("[1]\n", "line 1 is no object"),
        ('{"doc": 1\n', "line 1 is not JSON"),
        ("[" * 100_000, "line 1 is not JSON"),
    ],
)
def test_a_bad_gold_file_is_one_line(content: str, words: str, tmp_path: Path) -> None:
    docs = write(tmp_path / "docs.jsonl", {"id": "a", "text": TEXT})
    rows = tmp_path / "gold.jsonl"
    rows.write_text(content, "utf-8")
    with pytest.raises(ScoreInputError, match=words) as caught:
        score_files(docs, rows, None, lambda _document: ())
    assert "\n" not in str(caught.value)


def test_a_missing_or_foreign_file_is_one_line(tmp_path: Path) -> None:
    docs = write(tmp_path / "docs.jsonl", {"id": "a", "text": TEXT})
    with pytest.raises(ScoreInputError, match="does not exist"):
        score_files(tmp_path / "none.jsonl", docs)
    with pytest.raises(ScoreInputError, match="cannot be read"):
        score_files(docs, tmp_path / "none.jsonl")
    (tmp_path / "latin.jsonl").write_bytes(b"\xe9")
    with pytest.raises(ScoreInputError, match="not UTF-8"):
        score_files(docs, tmp_path / "latin.jsonl")


def test_a_score_is_told_in_words_and_as_a_record() -> None:
    found = counted(
        [gold("gain", "Hanano", "government"), gold("hold", "Jobar", None)], [said("gain", "Jobar", "isis")]
    )
    record = score_record(found)
    assert record["change.strict"] == {
        "precision": 0.0, "recall": 0.0, "f1": 0.0, "right": 0, "false": 1, "missed": 1,
    }  # fmt: skip
    assert json.loads(json.dumps(record)) == record
    lines = "\n".join(score_lines(found, faults=True))
    assert "missed: a: gain Hanano (government)" in lines
    assert "taken for another 1x: hold no side asserted read as gain isis asserted" in lines
    assert "| gain | 0.000 | 0.000 | 0.000 | 0 | 1 | 1 |" in event_table(found)
    assert "| hold no side asserted | gain isis asserted | 1 |" in confusion_table(found)
    assert "Hanano" not in miss_table(found, texts=False)
    assert "Hanano" in miss_table(found, texts=True)
    assert "not asked" in "\n".join(summary_lines(found))
    empty = counted([], [])
    assert (confusion_table(empty), miss_table(empty, texts=True)) == ("None.", "None.")
    assert empty.strict["change"].f1 == 1.0
