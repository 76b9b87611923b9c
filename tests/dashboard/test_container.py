"""The steps of the Dockerfile, run as they are written in a clean folder: as nobody if this Python lets others read it.

The image itself is not built here: the packages are those of this environment, not a fresh install of requirements.txt.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser_support import Watched, free_port
from tests.conftest import ROOT
from tests.dashboard.test_main_story import map_frame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PORT = "8501"
NOBODY = 65534


@dataclass
class Steps:
    """What a Dockerfile says, by instruction."""

    base: str = ""
    environment: dict[str, str] = field(default_factory=dict)
    copied: list[tuple[list[str], str]] = field(default_factory=list)
    run: list[str] = field(default_factory=list)
    user: str = "root"
    health: list[str] = field(default_factory=list)
    command: list[str] = field(default_factory=list)


def dockerfile() -> Steps:
    """Read the Dockerfile."""
    steps = Steps()
    text = re.sub(r"\\\n\s*", "", (ROOT / "Dockerfile").read_text("utf-8"))
    for line in text.splitlines():
        word, _, rest = line.partition(" ")
        match word:
            case "FROM":
                steps.base = rest
            case "ENV":
                steps.environment |= dict(pair.split("=", 1) for pair in shlex.split(rest))
            case "COPY":
                *sources, target = rest.split()
                steps.copied.append((sources, target))
            case "RUN":
                steps.run.append(rest)
            case "USER":
                steps.user = rest
            case "HEALTHCHECK":
                steps.health = json.loads(rest[rest.index("CMD") + 3 :])
            case "CMD":
                steps.command = json.loads(rest)
    return steps


def here(command: list[str], port: int) -> list[str]:
    """Return a command of the container for this machine: this Python, a free port of the loopback."""
    words = [word.replace(PORT, str(port)).replace("0.0.0.0", "127.0.0.1") for word in command]  # noqa: S104
    return [sys.executable if word == "python" else word for word in words]


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that the COPY and RUN steps leave, the one that installs packages apart."""
    made = tmp_path_factory.mktemp("image") / "srv"
    steps = dockerfile()
    for sources, target in steps.copied:
        for source in sources:
            start, end = ROOT / source, made / target / ("" if target.endswith("/") else ".")
            if start.is_dir():
                shutil.copytree(start, made / target, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                end.mkdir(parents=True, exist_ok=True)
                shutil.copy(start, end)
    for command in steps.run:
        if "pip install" not in command:
            subprocess.run(here(shlex.split(command), 0), cwd=made, check=True)
    for path in (made, *made.parents):
        if path == Path(path.root) or path == Path("/tmp"):  # noqa: S108
            break
        path.chmod(0o755)
    return made


def without_rights(environment: dict[str, str]) -> dict[str, Any]:
    """Return how to run a program as nobody; as the present user where nobody may not read this Python."""
    other: dict[str, Any] = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    command = [sys.executable, "-c", "import streamlit"]
    try:
        subprocess.run(command, env=environment, capture_output=True, check=True, **other)
    except (PermissionError, subprocess.CalledProcessError):
        return {}
    return other


@pytest.fixture
def running(folder: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Run the container's command, without rights where that can be; yield its port."""
    steps, port = dockerfile(), free_port()
    environment = {"PATH": os.environ["PATH"], **steps.environment}
    process = subprocess.Popen(
        here(steps.command, port), cwd=folder, env=environment, **without_rights(environment)
    )
    try:
        yield port, process
    finally:
        process.terminate()
        process.wait(timeout=30)


def test_the_image_is_pinned_and_its_user_has_no_rights() -> None:
    steps = dockerfile()
    assert re.fullmatch(r"python:3\.\d+\.\d+-slim-\w+", steps.base), (
        "a version of the base, not a moving name"
    )
    assert steps.user not in ("root", "0")
    assert steps.environment["WHOHOLDS_LOCAL"] == "false"
    assert "--requirement requirements.txt" in steps.run[0]


@pytest.mark.browser
def test_the_container_s_command_serves_the_map_to_visitors_and_writes_nothing(
    running: tuple[int, subprocess.Popen[bytes]], folder: Path, open_page: Callable[..., Watched]
) -> None:
    port, process = running
    before = files(folder)
    for _ in range(100):
        healthy = (
            subprocess.run(here(dockerfile().health, port), capture_output=True, check=False).returncode == 0
        )
        if healthy:
            break
        time.sleep(0.3)
    assert healthy, "the health check of the Dockerfile passes"
    frame = map_frame(open_page(f"http://127.0.0.1:{port}/?day=2016-11-27").page)
    assert frame.evaluate("whoholds.view().day") == "2016-11-27"
    assert process.poll() is None
    assert files(folder) == before
