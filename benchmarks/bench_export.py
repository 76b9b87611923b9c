"""Writing 100,000 control intervals: our strict GeoJSON beside pyogrio's plain dump of the same frame, in one run.

    python benchmarks/bench_export.py [--rows 100000]

Also the memory that the streaming forms take at a tenth and at all of the rows: it must not grow with the file.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from typing import TYPE_CHECKING

import pyogrio
import shapely

from geo.export import export
from geo.geojson import geojson_parts
from geo.snapshot import frame_of
from geo.timeline import TIMELINE_COLUMNS

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

PROMISED = 2.0
ROUNDS = 3


def intervals(count: int) -> GeoDataFrame:
    """Return a frame of made-up intervals over 2,000 places in the columns of a timeline."""
    shapes = [shapely.Point(37 + k % 50 / 100, 36 + k // 50 / 100).buffer(0.004, 8) for k in range(2000)]
    empty = dict.fromkeys(TIMELINE_COLUMNS)
    rows = [
        {
            **empty, "place_id": f"p{k % 2000}", "name": f"Place {k % 2000}", "holder": "government",
            "status": "reported", "independent": 1, "credibility": 3, "claims": [f"c{k}"], "sources": ["One", "Two"],
            "evidence": "They took it.",
            "geometry": shapes[k % 2000],
        }
        for k in range(count)
    ]  # fmt: skip
    return frame_of(rows, TIMELINE_COLUMNS, ("timeline", {"made": "up"}))


def peak_mb(frame: GeoDataFrame) -> float:
    """Return the most memory that writing a frame piece by piece takes, in MB."""
    tracemalloc.start()
    for part in geojson_parts(frame):
        len(part)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1e6


def main() -> int:
    """Print the ratio and the memory; return 1 if the promise is not kept."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=100_000)
    rows = parser.parse_args().rows
    frame = intervals(rows)
    plain = frame.copy()
    for name in ("claims", "sources"):
        plain[name] = [";".join(v) for v in plain[name]]
    plain = plain.dropna(axis=1, how="all")
    ours, theirs = [], []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(ROUNDS):
            start = time.perf_counter()
            export(frame, Path(folder) / "ours.geojson")
            ours.append(time.perf_counter() - start)
            start = time.perf_counter()
            pyogrio.write_dataframe(plain, Path(folder) / "theirs.geojson", driver="GeoJSON")
            theirs.append(time.perf_counter() - start)
    ratio = min(ours) / min(theirs)
    kept = "kept" if ratio <= PROMISED else "NOT KEPT in this run"
    print(f"{rows} intervals: ours {min(ours):.2f} s, pyogrio {min(theirs):.2f} s, {ratio:.2f} times {kept}")
    print(
        f"memory while writing: {peak_mb(frame[: rows // 10]):.1f} MB for a tenth, {peak_mb(frame):.1f} MB for all"
    )
    return 0 if ratio <= PROMISED else 1


if __name__ == "__main__":
    sys.exit(main())
