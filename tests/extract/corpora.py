"""The annotated corpora beside the project, where they are there; a test that needs them is skipped with the reason."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipelines.score_files import claim_reader, score_files

if TYPE_CHECKING:
    from pipelines.score import Score

SHARED = Path(__file__).resolve().parents[3] / "shared"
CORPORA = SHARED / "corpus"
REFERENCE_SCORER = SHARED / "tools" / "score.py"
NAMES = ("seeds", "dev")


def folder(name: str) -> Path:
    """Return a corpus's folder, or skip the test with the reason."""
    path = CORPORA / name
    if not (path / "gold.jsonl").exists():
        pytest.skip(f"the annotated corpus `{name}` is not beside the project (../shared/corpus/{name})")
    return path


def digest(name: str) -> str:
    """Return the SHA-256 of a corpus's documents and gold rows, 16 hex digits."""
    parts = (folder(name) / file for file in ("docs.jsonl", "gold.jsonl"))
    return hashlib.sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()[:16]


@functools.cache
def scored(name: str) -> Score:
    """Return the score of today's reader on a corpus."""
    path = folder(name)
    return score_files(path / "docs.jsonl", path / "gold.jsonl", reader=claim_reader())


def figures(name: str) -> dict[str, float]:
    """Return the figures that the gate pins, all such that more is better."""
    score = scored(name)
    change, state = score.strict["change"], score.strict["state"]
    return {
        "change_precision": change.precision,
        "change_recall": change.recall,
        "change_f1": change.f1,
        "state_precision": state.precision,
        "state_f1": state.f1,
        "days_near": score.days_near or 0.0,
        "extent_right": score.extent_right or 0.0,
        "quiet_documents_left_quiet": 1 - score.false_alarm_documents / max(1, score.quiet_documents),
    }
