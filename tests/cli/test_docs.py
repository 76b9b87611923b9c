"""The docs name every command and option, and no command that does not exist."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
import typer.main

from cli import app

if TYPE_CHECKING:
    from pathlib import Path


def commands() -> dict[str, set[str]]:
    """Return the options of each command, groups' commands by both names."""
    found: dict[str, set[str]] = {}

    def walk(prefix: str, command: object) -> None:
        children = getattr(command, "commands", None)
        if children is None:
            params = getattr(command, "params", [])
            names = {name for p in params for name in p.opts if name.startswith("--")}
            found[prefix] = names - {"--help"}
            return
        for name, child in children.items():
            walk(f"{prefix} {name}".strip(), child)

    walk("", typer.main.get_command(app))
    return found


COMMANDS = commands()


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_and_each_of_its_options_is_in_the_docs(command: str, root: Path) -> None:
    text = (root / "docs" / "cli.md").read_text("utf-8")
    assert f"`whoholds {command}" in text
    assert [option for option in COMMANDS[command] if f"`{option}" not in text] == []


@pytest.mark.parametrize("name", ["README.md", "docs/cli.md", "docs/gazetteer.md", "docs/map.md"])
def test_no_command_is_promised_that_does_not_exist(name: str, root: Path) -> None:
    text = (root / name).read_text("utf-8")
    written = set(
        re.findall(
            r"(?:^ {4,}|`|\| )whoholds ((?:gazetteer |exchange )?[a-z]+(?:-[a-z]+)?)", text, re.MULTILINE
        )
    )
    assert written - {"gazetteer", "exchange"} <= set(COMMANDS)


def test_the_readme_promises_only_targets_that_make_has(root: Path) -> None:
    makefile = (root / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    promised = set(re.findall(r"\bmake ([a-z]+)\b", (root / "README.md").read_text("utf-8")))
    assert {"run", "test"} <= promised <= targets


@pytest.mark.parametrize("name", ["README.md", "docs/cli.md", "docs/dashboard.md", "docs/model.md"])
def test_every_relative_link_leads_to_a_file(name: str, root: Path) -> None:
    text = (root / name).read_text("utf-8")
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)
    assert [link for link in links if not ((root / name).parent / link).exists()] == []
