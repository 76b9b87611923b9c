"""What is wrong is one clear line with the mend, and exit 2; the rest of the batch is still done."""

from __future__ import annotations

import json
import socket
from typing import TYPE_CHECKING

import pytest

import cli

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.conftest import Ran

GOOD = "The Syrian army recaptured Hanano on Saturday, 26 November 2016."

FILES = [
    ("empty.txt", b"", "is empty"),
    ("binary.txt", b"\x00\x01\x02\xff", "binary"),
    ("latin1.txt", "Hanano fell to the arm\xe9e.".encode("latin-1"), "UTF-8"),
    ("utf16.txt", "Hanano".encode("utf-16"), "UTF-16"),
    ("picture.png", b"\x89PNG", "ends in `.png`"),
    ("blank.txt", b" \n\n", "text"),
    ("bad.jsonl", b"{not json}\n", "JSON"),
    ("notext.jsonl", b'{"id": "a"}\n', "`text`"),
]


@pytest.mark.parametrize(("name", "content", "words"), FILES, ids=[f[0] for f in FILES])
def test_a_bad_file_is_one_line_and_the_good_one_is_still_read(
    name: str, content: bytes, words: str, whoholds: Callable[..., Ran], tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    ran = whoholds("extract", name, "good.txt")
    assert ran.code == 2
    said = [line for line in ran.lines if line.startswith("whoholds:")]
    assert len(said) == 1
    assert name in said[0]
    assert words in said[0]
    assert "Traceback" not in ran.err
    assert [json.loads(line)["document"] for line in ran.out.splitlines()] == ["good.txt"]
    assert "1 claims from 1 documents" in ran.err


def test_a_build_counts_the_bad_file_and_saves_the_rest(whoholds: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    ran = whoholds("build", "empty.txt", "good.txt", "missing.txt")
    assert ran.code == 2
    text = " ".join(ran.err.split())
    assert "inputs with faults 2" in text
    assert "documents 1" in text
    assert "`missing.txt` does not exist: check the path" in text
    assert json.loads(whoholds("claims", "--format", "jsonl").out)["document"] == "good.txt"


LINES = [
    (("snapshot", "yesterday"), "`yesterday` is no day: write year-month-day, as in 2016-11-27"),
    (("snapshot", "2016-02-30"), "`2016-02-30` is no day"),
    (("snapshot",), "Missing argument 'DATE'"),
    (("snapshot", "2016-11-27", "--known-by", "x"), "`x` is no day"),
    (("snapshot", "2016-11-27", "--colour", "red"), "No such option: --colour"),
    (("snapshot", "2016-11-27", "--out", "day.xyz"), "`day.xyz` ends in `.xyz`"),
    (
        ("snapshot", "2016-11-27", "--store", "none.sqlite"),
        "`none.sqlite` does not exist: run `whoholds build",
    ),
    (
        ("snapshot", "2016-11-27", "--source", "Sanna"),
        "`Sanna` is no source of these claims: the nearest are",
    ),
    (
        ("claims", "--place", "Atlantis"),
        "`Atlantis` is no place of the theatre: try `whoholds gazetteer find",
    ),
    (("claims", "--format", "xml"), "'xml' is not one of"),
    (("changes", "--from", "soon"), "`soon` is no day"),
    (("map", "--out", "map.pdf"), "`map.pdf` does not end in .html"),
    (("extract",), "Missing argument"),
    (("extract", "nowhere/"), "does not exist: check the path"),
    (("conquer",), "No such command 'conquer'"),
    (("serve", "--port", "99999"), "less than or equal to 65535"),
    (("serve", "--store", "none.sqlite"), "`none.sqlite` does not exist"),
    (("serve", "--address", "256.1.1.1.1"), "is no address of this machine"),
]


@pytest.mark.parametrize(("arguments", "words"), LINES, ids=[" ".join(line[0]) for line in LINES])
def test_a_wrong_command_is_one_clear_line(
    arguments: tuple[str, ...], words: str, whoholds: Callable[..., Ran]
) -> None:
    ran = whoholds(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    said = [line for line in ran.lines if "the shipped articles are read" not in line]
    said = [line for line in said if not line.startswith("0 claims from")]
    assert len(said) == 1
    assert said[0].startswith("whoholds: ")
    assert words in said[0]


def test_a_taken_port_is_a_failure_with_a_mend(whoholds: Callable[..., Ran]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ran = whoholds("serve", "--port", port, "--address", "127.0.0.1")
    assert ran.code == 1
    assert f"port `{port}` cannot be used" in ran.err
    assert "WHOHOLDS_PORT" in ran.err


def test_a_file_that_is_no_store_is_one_line(whoholds: Callable[..., Ran], tmp_path: Path) -> None:
    (tmp_path / "x.sqlite").write_bytes(b"this is no database" * 100)
    ran = whoholds("changes", "--store", "x.sqlite")
    assert ran.code == 1
    assert "`x.sqlite` cannot be opened" in ran.err
    assert len(ran.lines) == 1


def test_hostile_names_do_not_reach_the_terminal(whoholds: Callable[..., Ran]) -> None:
    ran = whoholds("claims", "--place", "\x1b[31mred\u202e")
    assert ran.code == 2
    assert "\x1b" not in ran.err
    assert "\u202e" not in ran.err


def test_an_interrupt_ends_quietly(monkeypatch: pytest.MonkeyPatch, whoholds: Callable[..., Ran]) -> None:
    def stop(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli, "load", stop)
    ran = whoholds("changes")
    assert (ran.code, ran.err) == (130, "whoholds: stopped\n")


def test_a_fault_of_our_own_is_not_hidden(
    monkeypatch: pytest.MonkeyPatch, whoholds: Callable[..., Ran]
) -> None:
    def fail(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(cli, "load", fail)
    with pytest.raises(ZeroDivisionError):
        whoholds("changes")
