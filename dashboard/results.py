"""The measured figures that ship with the reader: read from the file that `benchmarks/score_results.py` writes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.resources.abc import Traversable

FAMILY_WORDS = {"change": "gains and losses", "state": "holds, contests and pledges"}
"""What the screen calls the scorer's families of events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """How well one family of claims is read from one corpus; `digest` names the annotated articles measured on.

    `right`, `false` and `missed` are counts of claims; `precision`, `recall` and `f1` lie between 0 and 1.
    """

    corpus: str
    documents: int
    digest: str
    family: str
    right: int
    false: int
    missed: int
    precision: float
    recall: float
    f1: float


def figures(file: Traversable | None = None) -> tuple[Figure, ...]:
    """Return the measured figures, () if the file is missing or is not what the score command writes."""
    file = file or files("pipelines") / "results.json"
    try:
        corpora = json.loads(file.read_text(encoding="utf-8"))["corpora"]
        return tuple(
            Figure(
                corpus=str(corpus["name"]),
                documents=int(corpus["documents"]),
                digest=str(corpus["digest"]),
                family=str(family),
                right=int(row["right"]),
                false=int(row["false"]),
                missed=int(row["missed"]),
                precision=float(row["precision"]),
                recall=float(row["recall"]),
                f1=float(row["f1"]),
            )
            for corpus in corpora
            for family, row in corpus["families"].items()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ()


def figures_table(found: Iterable[Figure]) -> pd.DataFrame:
    """Return the figures as a table of words: corpus, family, three shares, the counts behind them."""
    return pd.DataFrame(
        [
            {
                "Corpus": f"{figure.corpus} ({figure.documents} articles)",
                "Claims": FAMILY_WORDS.get(figure.family, figure.family),
                "Precision": f"{figure.precision:.3f}",
                "Recall": f"{figure.recall:.3f}",
                "F1": f"{figure.f1:.3f}",
                "Right": figure.right,
                "False": figure.false,
                "Missed": figure.missed,
            }
            for figure in found
        ]
    )


def digests(found: Iterable[Figure]) -> tuple[tuple[str, str], ...]:
    """Return each corpus with the digest of its annotated articles, each once."""
    return tuple(dict.fromkeys((figure.corpus, figure.digest) for figure in found))
