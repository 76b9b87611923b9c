"""The shipped articles are the ones that were read, byte for byte."""

from __future__ import annotations

import csv
import hashlib
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

SHA256 = {
    "000_f86aad1239680a25.txt": "70cb856b23f86c0ee9c97fad0d54566bd717ce92b8f0699ca627056976450c34",
    "001_398a2ebf296e5562.txt": "35f88aa44ba6f6e33694380c84ab9c024725451353a5a1dc931ea30a0e3763b1",
    "002_c712fa69b5b231da.txt": "a08a1ff9fa785de91b8ac4f5dd670a24fdf6d8ad63b04338ed78ab6826a92024",
    "003_3bb24355046e0ffc.txt": "c48a86cb6afd8364988f019b775491fa2cbbfdb570634cd28df6164878ff27b8",
    "004_d16b9be79d5b0148.txt": "154a9e7fb51de2bce52a48e9dc66a30eddd5788cab5c9888de77be9afb7056c8",
}


@pytest.mark.parametrize(("name", "digest"), SHA256.items())
def test_an_article_is_unchanged(name: str, digest: str, seeds: Path) -> None:
    assert hashlib.sha256((seeds / name).read_bytes()).hexdigest() == digest


def test_the_folder_holds_the_articles_and_their_manifest(seeds: Path) -> None:
    assert {path.name for path in seeds.iterdir()} == {*SHA256, "manifest.csv"}


def test_the_manifest_says_how_each_day_is_known(seeds: Path) -> None:
    with (seeds / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["file"] for row in rows] == sorted(SHA256)
    columns = {"file", "title", "publisher", "url", "published", "basis", "note"}
    assert all(columns == set(row) for row in rows)
    assert all(row["basis"] for row in rows if row["published"])


def test_a_check_out_does_not_change_line_ends(root: Path) -> None:
    run = subprocess.run(
        ["git", "check-attr", "text", "seeds/000_f86aad1239680a25.txt"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode:
        pytest.skip("this copy of the project is no git repository")
    assert run.stdout.strip().endswith("text: unset")
