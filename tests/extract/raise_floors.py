"""Raise the floors to what the reader now gets right: `python -m tests.extract.raise_floors`. Never lowers one."""

from __future__ import annotations

import math
import tomllib
from pathlib import Path

from tests.extract import corpora
from tests.extract.measured import ALL_TABLES, FLOORS, asked, floors, right
from tests.extract.variations import FLOORS as VARIED
from tests.extract.variations import VARIATIONS, share, varied

QUALITY = Path(__file__).parent / "quality.toml"


def main() -> None:
    """Write the files anew, each floor the higher of the old one and today's figure."""
    old = floors()
    _write(FLOORS, [f"{t} = {max(old.get(t, 0), right(t))}  # of {len(asked(t))}" for t in ALL_TABLES])
    before = tomllib.loads(VARIED.read_text("utf-8"))
    _write(
        VARIED, [f'"{name}" = {_share(name, before):.2f}  # of {len(varied(name))}' for name in VARIATIONS]
    )
    if corpora.CORPORA.exists():
        pinned = tomllib.loads(QUALITY.read_text("utf-8"))
        _write(QUALITY, [line for name in corpora.NAMES for line in _section(name, pinned.get(name, {}))])


def _share(name: str, before: dict[str, float]) -> float:
    """Return a variation's floor in hundredths, with room for a row that is written tomorrow."""
    return max(math.floor(share(name) * 100 - 0.5) / 100, before.get(name, 0.0))


def _section(name: str, old: dict[str, str | float]) -> list[str]:
    digest = corpora.digest(name)
    known = old if old.get("corpus") == digest else {}
    lines = [f"[{name}]", f'corpus = "{digest}"']
    for key, value in corpora.figures(name).items():
        floor = max(math.floor(value * 1000) / 1000, float(known.get(key, 0.0)))
        lines.append(f"{key} = {floor:.3f}")
    return lines


def _write(path: Path, body: list[str]) -> None:
    head = [line for line in path.read_text("utf-8").splitlines() if line.startswith("#")]
    path.write_text("\n".join([*head, *body]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
