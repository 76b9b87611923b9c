"""How fast the reader is: documents per second per core against spaCy in the same run, and growth with length.

    pip install -e '.[bench]'
    python benchmarks/bench_extract.py [--rounds N] [--profile] [FILE.jsonl ...]

The peer is spaCy's blank English pipeline with the rule-based sentencizer and a PhraseMatcher that holds the same
place names and actor wordings: it cuts words and sentences and finds names, it reads nothing. Both run in this one
process and thread, in turn, on the same texts: the shipped articles, and the documents of any JSON Lines file given.
The peer's vocabulary is warm (a first round is not counted), which favours the peer. Times are CPU seconds of the
fastest round; only the ratio means something on another machine.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from gazetteer import load_theatre  # noqa: E402  (the project is found by the line above)
from pipelines.documents import read_documents  # noqa: E402
from pipelines.extract import Extractor  # noqa: E402
from pipelines.model import Document  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from gazetteer.model import Theatre

TARGET_RATIO = 2.0
"""Documents per second against the peer's: what the project asks of itself."""
LENGTHS_KB = (125, 250, 500, 1000)
LINEAR_FACTOR = 1.5
"""The milliseconds per kB of the longest text against the shortest's may not be more than this."""


def fastest(act: Callable[[], object], rounds: int) -> float:
    """Return the CPU seconds of the fastest of some rounds, after one that is not counted."""
    act()
    best = float("inf")
    for _ in range(rounds):
        begin = time.process_time()
        act()
        best = min(best, time.process_time() - begin)
    return best


def peer(theatre: Theatre) -> Callable[[str], object]:
    """Return spaCy's work on one text: tokens, sentences, names."""
    import spacy  # noqa: PLC0415  (only this needs it)
    from spacy.matcher import PhraseMatcher  # noqa: PLC0415

    nlp = spacy.blank("en")
    nlp.max_length = 5_000_000
    nlp.add_pipe("sentencizer")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    names = {name.text for place in theatre.places.values() for name in place.names}
    wordings = {wording for actor in theatre.actors.values() for wording in actor.wordings}
    matcher.add("NAME", [nlp.make_doc(name) for name in sorted(names | wordings)])

    def work(text: str) -> object:
        doc = nlp(text)
        return list(doc.sents), matcher(doc)

    return work


def compare(documents: Sequence[Document], theatre: Theatre, rounds: int) -> dict[str, float]:
    """Return documents per second of both and their ratio."""
    reader, other = Extractor(theatre), peer(theatre)
    ours = fastest(lambda: [reader.extract(document) for document in documents], rounds)
    theirs = fastest(lambda: [other(document.text) for document in documents], rounds)
    return {
        "documents": len(documents),
        "kilobytes": round(sum(len(d.text) for d in documents) / 1000, 1),
        "whoholds_documents_per_second": round(len(documents) / ours, 1),
        "spacy_documents_per_second": round(len(documents) / theirs, 1),
        "ratio": round(theirs / ours, 3),
    }


def growth(documents: Sequence[Document], theatre: Theatre) -> dict[int, float]:
    """Return milliseconds per kB for texts of growing length, made by repeating the documents."""
    reader = Extractor(theatre)
    whole = "\n\n".join(document.text for document in documents)
    found = {}
    for length in LENGTHS_KB:
        text = (whole * (length * 1000 // len(whole) + 1))[: length * 1000]
        seconds = fastest(lambda text=text: reader.extract(Document(id="long", text=text)), 1)  # type: ignore[misc]
        found[length] = round(seconds * 1000 / length, 3)
    return found


def profile(documents: Sequence[Document], theatre: Theatre) -> None:
    """Print where the reader's time goes."""
    reader = Extractor(theatre)
    watch = cProfile.Profile()
    watch.enable()
    for document in documents:
        reader.extract(document)
    watch.disable()
    pstats.Stats(watch).sort_stats("tottime").print_stats(25)


def main() -> int:
    """Measure and print one JSON object; the exit code is 1 if a target is missed."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("files", nargs="*", type=Path, help="more documents, as JSON Lines")
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument(
        "--profile", action="store_true", help="print where the reader's time goes, and stop"
    )
    chosen = options.parse_args()
    documents = read_documents([ROOT / "seeds", *chosen.files]).documents
    theatre = load_theatre("syria")
    if chosen.profile:
        profile(documents, theatre)
        return 0
    speed, per_kb = compare(documents, theatre, chosen.rounds), growth(documents, theatre)
    factor = round(per_kb[LENGTHS_KB[-1]] / per_kb[LENGTHS_KB[0]], 3)
    met = speed["ratio"] >= TARGET_RATIO and factor <= LINEAR_FACTOR
    targets = {"ratio_at_least": TARGET_RATIO, "growth_at_most": LINEAR_FACTOR, "met": met}
    print(json.dumps({**speed, "ms_per_kb": per_kb, "growth": factor, "targets": targets}, indent=2))
    return 0 if met else 1


if __name__ == "__main__":
    raise SystemExit(main())
