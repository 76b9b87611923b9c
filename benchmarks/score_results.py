"""Write docs/results.md and pipelines/results.json: how well the reader does on the annotated corpora and own tables.

    python benchmarks/score_results.py [--check]

The corpora stand beside the project (../shared/corpus); without them nothing is written. No text of the development
corpus is quoted. `--check` writes nothing and fails if page or figures are not what would be written. The JSON file
ships with the package; the dashboard's Method page reads it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipelines.score_files import claim_reader, score_files  # noqa: E402  (the project is found by the line above)
from pipelines.score_report import confusion_table, event_table, miss_table, summary_lines  # noqa: E402
from tests.extract import measured, variations  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipelines.score import Score

PAGE = ROOT / "docs" / "results.md"
FIGURES = ROOT / "pipelines" / "results.json"
CORPORA = ROOT.parent / "shared" / "corpus"
HEAD = """# How good the reader is

Written by `python benchmarks/score_results.py`; do not edit. How the reader works and where its limits are:
[extraction.md](extraction.md). A claim is right when document, event, place, side and polarity agree with a gold row
that no other claim has taken; background rows count in neither direction; `place` leaves side and polarity aside.
`whoholds score DOCS GOLD [CLAIMS]` gives the same figures for any annotated articles.

Two careful readers who annotate the same articles agree at F1 0.96-0.99 on gains and losses and 0.84-0.99 on holds,
contests and pledges. Published systems for comparable work reach about 0.58 (zero-shot) and 0.78 (supervised).
"""
ABOUT = {
    "seeds": "The five shipped articles. They were read while the rules were made: this is no forecast for others.",
    "dev": "23 other articles (Syria, Ukraine, Libya, Afghanistan), used for development and therefore no forecast "
    "either. None of their text is quoted here.",
}
QUOTED = frozenset({"seeds"})
"""Corpora whose texts may be quoted: the project ships them."""
TABLES = {
    "gains": "single sentences: gains, over frame, voice and list length",
    "states": "single sentences: losses, holds, contests, pledges, denials",
    "worlds": "other wars without a gazetteer",
    "reports": "agency wire, state media, chronicles, live blogs, texts without commas",
    "silences": "more traps, from ordinary news",
    "articles": "short articles of several sentences",
    "prose": "paragraphs with several claims and much that is none",
    "traps": "control words and places, but no claim or a lesser one",
    "dates": "days",
    "voices": "who says so",
}


def scores() -> Mapping[str, Score]:
    """Score every corpus once."""
    read = claim_reader()
    return {
        name: score_files(CORPORA / name / "docs.jsonl", CORPORA / name / "gold.jsonl", reader=read)
        for name in ABOUT
    }


def page(scored: Mapping[str, Score]) -> Iterator[str]:
    """Yield the page's blocks."""
    yield HEAD.strip()
    for name, score in scored.items():
        yield from section(name, ABOUT[name], score)
    yield from tables()
    yield from otherwise()


def figures(scored: Mapping[str, Score]) -> str:
    """Return the figures as JSON; a corpus's digest is SHA-256 over its articles, then its gold rows."""
    corpora = [
        {
            "name": name,
            "documents": score.documents,
            "digest": digest(name),
            "families": {
                family: {
                    "precision": round(tally.precision, 4),
                    "recall": round(tally.recall, 4),
                    "f1": round(tally.f1, 4),
                    "right": tally.right,
                    "false": tally.false,
                    "missed": tally.missed,
                }
                for family, tally in score.strict.items()
            },
        }
        for name, score in scored.items()
    ]
    return json.dumps({"corpora": corpora}, indent=2) + "\n"


def digest(name: str) -> str:
    """Return the first 12 hex digits that name a corpus's articles and gold rows."""
    found = hashlib.sha256()
    for file in ("docs.jsonl", "gold.jsonl"):
        found.update((CORPORA / name / file).read_bytes())
    return found.hexdigest()[:12]


def section(name: str, about: str, score: Score) -> Iterator[str]:
    """Yield one corpus's blocks."""
    yield f"## Corpus `{name}`"
    yield about
    yield event_table(score)
    yield "\n".join(summary_lines(score))
    yield "### Taken for something else"
    yield confusion_table(score)
    yield "### Misses and false alarms"
    yield miss_table(score, texts=name in QUOTED)


def tables() -> Iterator[str]:
    """Yield the blocks on the project's own sentences."""
    yield "## The project's own sentences"
    yield (
        "Written for the tests (`tests/extract/tables/`). A row is right when every claim agrees in event, place, "
        "side, polarity, extent and part, and none is missing or too much. Floors in `tests/extract/floors.toml` only "
        "rise."
    )
    rows = [
        f"| {name} | {about} | {measured.right(name)} | {len(measured.asked(name))} | "
        f"{measured.right(name) / len(measured.asked(name)):.1%} |"
        for name, about in TABLES.items()
    ]
    yield "\n".join(["| table | what | right | rows | share |", "| --- | --- | --- | --- | --- |", *rows])


def otherwise() -> Iterator[str]:
    """Yield the blocks on the same sentences said otherwise."""
    yield "### The same said otherwise"
    yield (
        "Rows that are read right, varied in a way that leaves what a careful reader notes as it is "
        "(`tests/extract/variations.py`): how many are read as before."
    )
    rows = [
        f"| {name} | {sum(not faults for _, faults in variations.varied(name))} | {len(variations.varied(name))} | "
        f"{variations.share(name):.1%} |"
        for name in variations.VARIATIONS
    ]
    yield "\n".join(["| varied | as before | rows | share |", "| --- | --- | --- | --- |", *rows])


def main() -> int:
    """Write or check page and figures."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument(
        "--check", action="store_true", help="write nothing; fail if the page is not up to date"
    )
    check = options.parse_args().check
    if not CORPORA.exists():
        print(
            "the annotated corpora are not beside the project (../shared/corpus): nothing written",
            file=sys.stderr,
        )
        return 2
    scored = scores()
    wanted = {PAGE: "\n\n".join(page(scored)) + "\n", FIGURES: figures(scored)}
    if check:
        stale = [p for p, text in wanted.items() if not p.exists() or p.read_text("utf-8") != text]
        for path in wanted:
            state = "out of date: run without --check" if path in stale else "up to date"
            print(f"`{path.relative_to(ROOT)}` is {state}")
        return 1 if stale else 0
    for path, text in wanted.items():
        path.write_text(text, "utf-8")
        print(f"wrote `{path.relative_to(ROOT)}`")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
