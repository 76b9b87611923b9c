"""Control history at size, beside DuckDB's ASOF JOIN on the same data in the same run.

    pip install -e '.[bench]' && python benchmarks/bench_history.py

Prints a table of what docs/history.md promises and exits with 1 if a ratio or an answer is not kept; times depend on
what else the machine does and only tell. Everything is generated from a
fixed seed; snapshots are medians of 40 days, views the best of 5 runs in processor time (nothing waits in
them). Ratios hold on any machine, milliseconds on this one.
"""

from __future__ import annotations

import datetime as dt
import statistics
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb
import numpy as np

from gazetteer.model import Basis, Name, Place, Theatre
from pipelines.history import Archive
from pipelines.history.columns import GAIN, HOLD, PlainClaims, draw_plain
from pipelines.model import Claim, DateBasis, Document, Event, Extent, Polarity

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.history.table import ControlTable

PLACES = 10_000
CLAIMS = 1_000_000
SIDES = ("government", "isis", "opposition", "sdf")
FIRST = dt.date(2012, 1, 1).toordinal()
DAYS = 3650
SNAPSHOT_MS = 20.0
VIEW_MS = 200.0
TIMES_FASTER = 2.0
RUNS = 5
BASE = dt.date.fromordinal(FIRST + 359)
"""The view that each measured one is changed from: as known at the end of the year."""


@dataclass(frozen=True)
class Line:
    """One measured figure, with its promise (None = told only)."""

    what: str
    value: float
    unit: str
    promise: str = ""
    kept: bool = True


def main() -> int:
    """Run all, print the table, return the exit status."""
    generator = np.random.default_rng(20161127)
    lines = [*large(generator), *views(generator)]
    width = max(len(line.what) for line in lines)
    for line in lines:
        mark = "" if not line.promise else ("  kept" if line.kept else "  NOT KEPT in this run")
        print(f"{line.what:<{width}}  {line.value:>12,.2f} {line.unit:<4} {line.promise}{mark}")
    return 0 if all(line.kept for line in lines if line.unit != "ms") else 1


def large(generator: np.random.Generator) -> list[Line]:
    """Measure building a million claims and taking snapshots, DuckDB on the same intervals beside it."""
    claims = million(generator)
    began = time.perf_counter()
    table = draw_plain(claims)
    built = time.perf_counter() - began
    days = [dt.date.fromordinal(FIRST + int(d)) for d in generator.integers(0, DAYS, 40)]
    ours, our_answers = timed([lambda d=d: table.holders_at(d) for d in days])  # type: ignore[misc]
    theirs, their_answers = duckdb_snapshots(table, days)
    same = all(np.array_equal(a, b) for a, b in zip(our_answers, their_answers, strict=True))
    ratio = theirs / ours
    return [
        Line("claims", float(CLAIMS), ""),
        Line("places", float(PLACES), ""),
        Line("intervals", float(len(table.key)), ""),
        Line("build intervals from claims, in columns", built, "s"),
        Line("snapshot of any day", ours, "ms", f"< {SNAPSHOT_MS:.0f} ms", ours < SNAPSHOT_MS),
        Line("the same by DuckDB ASOF JOIN", theirs, "ms"),
        Line("DuckDB's time / ours", ratio, "x", f">= {TIMES_FASTER:.0f} x", ratio >= TIMES_FASTER),
        Line("answers that agree", float(same), "", "= 1", same),
    ]


def million(generator: np.random.Generator) -> PlainClaims:
    """Return a million plain claims: places are taken and retaken, four in ten reports are holds."""
    return PlainClaims(
        places=tuple(f"p{n}" for n in range(PLACES)),
        sides=SIDES,
        place=generator.integers(0, PLACES, CLAIMS),
        side=generator.integers(0, len(SIDES), CLAIMS),
        event=np.where(generator.random(CLAIMS) < 0.6, GAIN, HOLD).astype(np.int64),  # noqa: PLR2004
        day=FIRST + generator.integers(0, DAYS, CLAIMS),
        group=generator.integers(0, 200, CLAIMS),
    )


def timed(calls: list[Callable[[], np.ndarray]]) -> tuple[float, list[np.ndarray]]:
    """Return the median time of the calls in ms, after one to warm up, and their answers."""
    calls[0]()
    spent, answers = [], []
    for call in calls:
        began = time.perf_counter()
        answers.append(call())
        spent.append(1000 * (time.perf_counter() - began))
    return statistics.median(spent), answers


def duckdb_snapshots(table: ControlTable, days: list[dt.date]) -> tuple[float, list[np.ndarray]]:
    """Take the same snapshots with DuckDB: an ASOF JOIN of the places with the intervals, sorted the same way."""
    connection = duckdb.connect()
    columns = {name: getattr(table, name) for name in ("place", "start", "end", "holder")}
    connection.register("incoming", columns)
    connection.execute("CREATE TABLE intervals AS SELECT * FROM incoming ORDER BY place, start")
    connection.execute("CREATE TABLE places AS SELECT range AS place FROM range(?)", [PLACES])
    query = """
        SELECT CASE WHEN i."end" > p.day THEN i.holder ELSE -1 END AS holder
        FROM (SELECT place, ?::BIGINT AS day FROM places) p
        ASOF LEFT JOIN intervals i ON p.place = i.place AND p.day >= i.start
        ORDER BY p.place
    """

    def one(day: dt.date) -> np.ndarray:
        found = connection.execute(query, [day.toordinal()]).fetchnumpy()["holder"]
        return np.asarray(np.ma.filled(found, -1), dtype=np.int64)

    return timed([lambda d=d: one(d) for d in days])  # type: ignore[misc]


def views(generator: np.random.Generator) -> list[Line]:
    """Measure changing the day of knowledge or the sources of a history of 10,000 claims with all its evidence."""
    archive, seconds = small_archive(generator)
    step = measure(archive, [{"known_by": BASE + dt.timedelta(n)} for n in (-1, 1)])
    jump = measure(archive, [{"known_by": dt.date.fromordinal(FIRST + n)} for n in (60, 240, 130, 300)])
    publishers = [f"publisher {n}" for n in range(50)]
    fewer = measure(archive, [{"sources": [p for p in publishers if p != out]} for out in publishers[:5]])
    single = measure(archive, [{"sources": [p]} for p in publishers[:5]])
    return [
        Line("claims with evidence", 10_000.0, ""),
        Line("make them ready, once", seconds, "s"),
        promised("known by another day, a day on", step),
        promised("known by another day, months apart", jump),
        promised("without one source of 50", fewer),
        promised("according to one source of 50", single),
    ]


def promised(what: str, value: float) -> Line:
    """Return the line of a view that must be drawn in time."""
    return Line(what, value, "ms", f"< {VIEW_MS:.0f} ms", value < VIEW_MS)


def measure(archive: Archive, chosen: list[dict[str, object]]) -> float:
    """Return the median over the views of the best of some runs each, in ms; each run begins at `BASE`.

    What the archive keeps between views is put back before each run, so that no run profits from the last.
    """
    archive.history(known_by=BASE)
    memo = archive._memo  # noqa: SLF001
    stores: list[dict[Any, Any]] = [archive._drawn, memo.changes, memo.intervals]  # noqa: SLF001
    kept = [dict(store) for store in stores]  # to put it back
    spent = []
    for view in chosen:
        runs = []
        for _ in range(RUNS):
            for store, before in zip(stores, kept, strict=True):
                store.clear()
                store.update(before)
            began = time.process_time()
            archive.history(**view)  # type: ignore[arg-type]
            runs.append(1000 * (time.process_time() - began))
        spent.append(min(runs))
    return statistics.median(spent)


def small_archive(generator: np.random.Generator) -> tuple[Archive, float]:
    """Return an archive of 10,000 claims in 2,500 articles about 2,000 places, and the seconds to make it."""
    words = ("army", "rebels", "took", "held", "said", "district", "city", "yesterday", "units", "sources")
    documents: list[Document] = []
    claims: list[Claim] = []
    for d in range(2500):
        published = FIRST + int(generator.integers(0, 360))
        text = f"Report {d}: " + " ".join(generator.choice(words, 80))
        documents.append(
            Document(
                id=f"d{d}",
                text=text,
                publisher=f"publisher {d % 50}",
                published=dt.date.fromordinal(published),
            )
        )
        claims.extend(one_claim(generator, f"d{d}", k, published) for k in range(4))
    places = {p: place(p) for p in {c.place_id for c in claims} if p}
    theatre = Theatre(
        theatre_id="made",
        name="Made",
        countries=(),
        cues=(),
        places=places,
        actors={},
        loaded=(),
        sources={},
        attribution=(),
        version="1",
    )
    began = time.perf_counter()
    archive = Archive(claims, documents, theatre)
    return archive, time.perf_counter() - began


def one_claim(generator: np.random.Generator, document: str, number: int, published: int) -> Claim:
    """Return a claim of the document, of the days before its publication."""
    day = dt.date.fromordinal(published - int(generator.integers(0, 3)))
    whole = bool(generator.random() < 0.9)  # noqa: PLR2004
    return Claim(
        claim_id=f"{document}-{number}",
        document=document,
        event=Event(str(generator.choice(["gain", "gain", "gain", "hold", "hold", "contest", "loss"]))),
        place=None,
        place_id=f"p{int(generator.integers(0, 2000))}",
        place_text="",
        within=None,
        actor=str(generator.choice(SIDES)),
        actor_text=None,
        from_actor=None,
        extent=Extent.WHOLE if whole else Extent.PART,
        part=None,
        date_earliest=day,
        date_latest=day,
        date_edtf=None,
        date_basis=DateBasis.STATED,
        polarity=Polarity.ASSERTED,
        background=False,
        reported_by=(),
        quote="Report",
        start=0,
        end=6,
        framing="",
        rule="",
        confidence=1.0,
    )


def place(place_id: str) -> Place:
    """Return a place without a geometry."""
    return Place(
        place_id=place_id,
        name=place_id,
        names=(Name(text=place_id),),
        kind="town",
        within=None,
        geometry=None,
        point=None,
        basis=Basis.UNKNOWN,
        uncertainty_m=None,
        source="generated",
    )


if __name__ == "__main__":
    sys.exit(main())
