"""The layers of the code hold: imports point one way, only the dashboard draws, exports are said."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

LAYERS = ("gazetteer", "pipelines", "geo", "dashboard")


def imported(tree: ast.AST) -> set[str]:
    """Return the top-level names that a module imports anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


def test_import_linter_finds_every_contract_kept(root: Path) -> None:
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    run = subprocess.run(
        [sys.executable, "-c", code, "--no-cache"],
        cwd=root,
        env={"PYTHONPATH": str(root), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "3 kept, 0 broken" in run.stdout


@pytest.mark.parametrize("layer", LAYERS)
def test_no_layer_imports_one_above_it_not_even_for_types(layer: str, root: Path) -> None:
    above = set(LAYERS[LAYERS.index(layer) + 1 :])
    wrong = [
        str(path.relative_to(root))
        for path in (root / layer).rglob("*.py")
        if above & imported(ast.parse(path.read_text("utf-8")))
    ]
    assert wrong == []


def test_only_the_dashboard_and_its_door_import_streamlit(root: Path) -> None:
    wrong = [
        str(path.relative_to(root))
        for layer in LAYERS[:3]
        for path in (root / layer).rglob("*.py")
        if "streamlit" in imported(ast.parse(path.read_text("utf-8"))) and layer != "benchmarks"
    ]
    assert wrong == []
    assert "streamlit" not in imported(ast.parse((root / "cli.py").read_text("utf-8")))


@pytest.mark.parametrize("layer", LAYERS)
def test_all_names_are_exported_and_exist(layer: str, root: Path) -> None:
    """`__all__` is what a package's first file brings in, no more and no less."""
    package = importlib.import_module(layer)
    tree = ast.parse((root / layer / "__init__.py").read_text("utf-8"))
    brought = {
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module != "__future__"
        for alias in node.names
    }
    said = set(getattr(package, "__all__", ()))
    assert said == brought
    assert all(hasattr(package, name) for name in said)


@pytest.mark.parametrize("layer", LAYERS)
def test_the_first_file_is_short_and_says_what_the_package_is(layer: str, root: Path) -> None:
    text = (root / layer / "__init__.py").read_text("utf-8")
    assert len(text.splitlines()) <= 40
    docstring = ast.get_docstring(ast.parse(text))
    assert docstring is not None
    assert len(docstring) > 20
