"""One store built from the shipped articles, and a way to run the command in this process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

import cli

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass(frozen=True)
class Ran:
    """What a run of the command said: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """Return the lines of standard error."""
        return self.err.splitlines()


@pytest.fixture
def whoholds(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Ran]:
    """Return a function that runs `whoholds` with arguments in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: object) -> Ran:
        capsys.readouterr()
        code = cli.run([str(a) for a in arguments])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return run


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Path:
    """Return a store built once from the shipped articles."""
    path = tmp_path_factory.mktemp("store") / "seeds.sqlite"
    assert cli.run(["build", str(seeds), "--store", str(path)]) == 0
    return path
