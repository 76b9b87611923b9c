"""Finding place names: our matcher beside spaCy's blank English tokenizer and PhraseMatcher, in one run.

Same texts, same names; both are built before the clock starts, and each is timed by its best of many rounds, in turn.
The same work is `find_listed`, the names of the list; `find` also reads spellings that no list holds, which
PhraseMatcher does not. Also the memory that 100,000 made-up names take.

Run: `python benchmarks/bench_gazetteer.py` (needs `pip install .[bench]`).
"""

from __future__ import annotations

import gc
import random
import resource
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gazetteer import Matcher, load_theatre
from gazetteer.model import Basis, Name, Place, Theatre

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 15
TURN_S = 0.1
"""How long each work is repeated before it is the next one's turn."""
NAMES = 100_000
SEEDS = Path(__file__).resolve().parent.parent / "seeds"
FILLER = (
    "The committee said on Tuesday that talks would go on, and that the delegations had agreed to meet again next "
    "month to discuss prisoners, aid convoys and a longer truce. Officials from several countries took part. "
)


def best_s(*works: Callable[[], object]) -> list[float]:
    """Return the shortest time of each work in seconds; they take turns, so that a slow moment hits them all."""
    best = [float("inf")] * len(works)
    for _ in range(ROUNDS):
        for at, work in enumerate(works):
            until = time.perf_counter() + TURN_S
            while time.perf_counter() < until:
                start = time.perf_counter()
                work()
                best[at] = min(best[at], time.perf_counter() - start)
    return best


def spacy_matcher(names: set[str]) -> tuple[Any, Any]:
    """Return spaCy's blank English pipeline and a PhraseMatcher of the names."""
    import spacy  # noqa: PLC0415  # only this benchmark needs it
    from spacy.matcher import PhraseMatcher  # noqa: PLC0415

    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("PLACE", [nlp.make_doc(name) for name in names])
    return nlp, matcher


def made_up(theatre: Theatre, count: int) -> Theatre:
    """Return a theatre of as many made-up places of one name each."""
    chance = random.Random(7)  # noqa: S311  # no secret
    parts = ("ba", "ka", "ra", "sha", "li", "mu", "tan", "zar", "dir", "hal", "qun", "fay", "gho", "nis")
    places = {}
    for number in range(count):
        text = "".join(chance.choices(parts, k=4)).capitalize() + str(number % 97)
        place_id = f"made:{number}"
        places[place_id] = Place(
            place_id=place_id, name=text, names=(Name(text=text),), kind="village", within=None, geometry=None,
            point=None, basis=Basis.UNKNOWN, uncertainty_m=None, source="made up",
        )  # fmt: skip
    return replace(theatre, places=places)


def main() -> None:
    """Print the ratios."""
    syria = load_theatre("syria")
    matcher = Matcher(syria)
    names = {n.text for p in syria.places.values() for n in p.names}
    nlp, phrases = spacy_matcher(names)
    dense = "\n\n".join(p.read_text(encoding="utf-8") for p in sorted(SEEDS.glob("*.txt")))
    texts = {
        "seed articles (a place name every 100 characters)": dense,
        "the same among nine times as much other prose": dense + FILLER * (9 * len(dense) // len(FILLER)),
    }
    for label, text in texts.items():
        peer, same, unlisted = best_s(
            lambda text=text: phrases(nlp.make_doc(text)),  # type: ignore[misc]
            lambda text=text: matcher.find_listed(text),  # type: ignore[misc]
            lambda text=text: matcher.find(text),  # type: ignore[misc]
        )
        print(f"{label}: spaCy {len(text) / peer / 1e6:.2f} MB/s")
        for what, ours in (("the same names", same), ("and unlisted spellings", unlisted)):
            print(f"    {what}: {len(text) / ours / 1e6:.1f} MB/s, {peer / ours:.1f} times as fast")
    gc.collect()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    large = Matcher(made_up(syria, NAMES))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{NAMES} names: {grown:.0f} MB with their records ({len(large.theatre.places)} places)")


if __name__ == "__main__":
    main()
