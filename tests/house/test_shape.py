"""The project keeps its shape: top level, lengths of files and functions, no leftovers."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOP_LEVEL = {
    ".ci",
    ".gitattributes",
    ".gitignore",
    ".streamlit",
    "CHANGELOG.md",
    "Dockerfile",
    "LICENSE",
    "Makefile",
    "README.md",
    "SECURITY.md",
    "app.py",
    "benchmarks",
    "cli.py",
    "dashboard",
    "docs",
    "gazetteer",
    "geo",
    "pipelines",
    "pyproject.toml",
    "requirements-dev.txt",
    "requirements.txt",
    "seeds",
    "tests",
}
MAX_LINES = 500
MAX_FUNCTION_LINES = 60
MAX_PAGE_LINES = 150


def tracked() -> list[Path]:
    """Return every file of the project: what git tracks, or all files where there is no git."""
    run = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode:
        names = [str(p.relative_to(ROOT)) for p in ROOT.rglob("*") if p.is_file()]
        return [Path(n) for n in names if Path(n).parts[0] in TOP_LEVEL and "__pycache__" not in n]
    return [Path(name) for name in run.stdout.split("\0") if name and (ROOT / name).exists()]


PYTHON = [path for path in tracked() if path.suffix == ".py"]


def test_the_top_level_is_exactly_the_house() -> None:
    assert {path.parts[0] for path in tracked()} == TOP_LEVEL


@pytest.mark.parametrize("path", PYTHON, ids=str)
def test_no_module_outgrows_its_reader(path: Path) -> None:
    assert len((ROOT / path).read_text("utf-8").splitlines()) <= MAX_LINES


@pytest.mark.parametrize("path", PYTHON, ids=str)
def test_no_function_outgrows_its_reader(path: Path) -> None:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        and node.end_lineno is not None
        and node.end_lineno - node.lineno >= MAX_FUNCTION_LINES
    ]
    assert long == []


@pytest.mark.parametrize("path", PYTHON, ids=str)
def test_no_name_of_a_module_is_bound_twice(path: Path) -> None:
    """A second list of words by a first one's name takes its place without a word."""
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    bound = [
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name) and target.id != "_"
    ]
    assert sorted({name for name in bound if bound.count(name) > 1}) == []


@pytest.mark.parametrize("path", sorted((ROOT / "dashboard" / "pages").glob("*.py")), ids=lambda p: p.name)
def test_a_page_reads_state_asks_and_draws(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MAX_PAGE_LINES


TEXT = [path for path in tracked() if path.suffix in {".py", ".md", ".toml", ".txt", ".csv", ".yml", ""}]
MACHINE = re.compile(r"/(?:home|Users|root|work|opt|mnt)/[a-z]")


@pytest.mark.parametrize("path", [p for p in TEXT if p.parts[0] != "seeds"], ids=str)
def test_no_file_names_a_machine(path: Path) -> None:
    if path == Path(__file__).resolve().relative_to(ROOT):
        return
    text = re.sub(r"https?://\S+", "", (ROOT / path).read_text("utf-8"))
    assert MACHINE.findall(text) == []


@pytest.mark.parametrize("path", PYTHON, ids=str)
def test_no_note_to_self_is_left(path: Path) -> None:
    words = ["TO" + "DO", "FIX" + "ME", "X" + "XX"]
    assert [w for w in words if re.search(rf"\b{w}\b", (ROOT / path).read_text("utf-8"))] == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_pins_and_nothing_else(name: str) -> None:
    """No address, no local path, no hash: any package index serves them."""
    lines = (ROOT / name).read_text("utf-8").splitlines()
    assert lines
    assert [line for line in lines if not re.fullmatch(r"[a-z0-9.-]+==[0-9][0-9A-Za-z.+!]*", line)] == []


def test_the_development_pins_hold_all_the_run_pins() -> None:
    run = set((ROOT / "requirements.txt").read_text("utf-8").split())
    assert run <= set((ROOT / "requirements-dev.txt").read_text("utf-8").split())


def test_every_dependency_of_the_project_is_pinned() -> None:
    import tomllib  # noqa: PLC0415

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    pinned = {line.split("==")[0] for line in (ROOT / "requirements.txt").read_text("utf-8").split()}
    wanted = {re.split(r"[<>=!~\[ ]", d)[0].lower() for d in project["dependencies"]}
    assert wanted <= pinned
