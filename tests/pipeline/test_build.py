"""A build reads, extracts, saves in one go and counts everything."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from pipelines.build import BuildReport, build
from pipelines.model import Aggregate, Claim, Document, Event
from pipelines.store import Store
from tests.history.making import Desk, theatre

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Found:
    claims: tuple[Claim, ...]
    aggregates: tuple[Aggregate, ...] = ()


class Reader:
    """Finds one gain in every article, undated in those that bear no day."""

    def extract(self, document: Document) -> Found:
        desk = Desk(documents=[document])
        when = str(document.published) if document.published else None
        claim = desk.report("gain", "gov", when, document=document.id, quote=document.text[:4])
        return Found(claims=(_named(claim, document.id),))


def _named(claim: Claim, document: str) -> Claim:
    return replace(claim, claim_id=f"claim of {document}")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.txt").write_text("first article")
    (tmp_path / "b.txt").write_text("second article")
    (tmp_path / "bad.txt").write_bytes(b"")
    (tmp_path / "manifest.csv").write_text("file,published\na.txt,2016-11-27\nb.txt,\nbad.txt,\n")
    return tmp_path


def made(folder: Path, store: Store) -> tuple[BuildReport, list[tuple[int, int, str]]]:
    seen: list[tuple[int, int, str]] = []
    report = build(
        [folder],
        store,
        theatre(),
        lambda done, total, name: seen.append((done, total, name)),
        extractor=Reader(),
    )
    return report, seen


def test_it_counts_what_it_read_and_found(folder: Path) -> None:
    with Store.memory() as store:
        report, seen = made(folder, store)
        assert seen == [(1, 2, "a.txt"), (2, 2, "b.txt")]
        assert (report.documents, report.undated_documents, report.changes) == (2, 1, 1)
        assert (report.unplaced, report.undated, report.disputed) == (0, 1, 0)
        assert report.claims == {Event.GAIN: 2}
        assert len(report.faults) == len(store.faults()) == 1
        assert ("claims undated", "1 of 2") in report.rows()
        assert ("inputs with faults", "1") in report.rows()


def test_building_again_gives_the_same_store(folder: Path) -> None:
    with Store.memory() as store:
        made(folder, store)
        before = (store.documents(), store.claims(), store.faults())
        made(folder, store)
        assert (store.documents(), store.claims(), store.faults()) == before


def test_an_article_that_is_gone_from_the_folder_is_gone_from_the_store(folder: Path) -> None:
    with Store.memory() as store:
        made(folder, store)
        (folder / "b.txt").unlink()
        made(folder, store)
        assert [d.id for d in store.documents()] == ["a.txt"]
