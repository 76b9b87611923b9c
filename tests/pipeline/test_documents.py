"""Articles in: what is read as it stands, and the one line that each bad input gives."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines import documents as module
from pipelines.documents import Reading, document_record, parse_document, read_documents
from pipelines.manifest import parse_day

SEEDS = Path(__file__).parents[2] / "seeds"


def read(*paths: Path, stdin: bytes | None = None) -> Reading:
    return read_documents(paths, io.BytesIO(stdin) if stdin is not None else None)


def write(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


class TestSeeds:
    def test_the_five_articles_are_read_in_order_with_their_days(self) -> None:
        reading = read(SEEDS)
        assert reading.faults == ()
        assert [(d.id[:3], str(d.published)) for d in reading.documents] == [
            ("000", "2016-11-27"),
            ("001", "2016-12-15"),
            ("002", "2016-12-09"),
            ("003", "2016-12-09"),
            ("004", "2016-11-28"),
        ]

    def test_each_says_how_its_day_is_known(self) -> None:
        basis = {d.id[:3]: d.published_basis or "" for d in read(SEEDS).documents}
        assert basis["000"] == "the address bears the day 2016/11/27"
        assert "photo captions" in basis["001"]
        assert all(d.extra["note"] for d in read(SEEDS).documents)

    def test_the_text_is_the_file_byte_for_byte(self) -> None:
        for document in read(SEEDS).documents:
            assert document.text.encode() == (SEEDS / document.id).read_bytes()


class TestText:
    def test_line_ends_and_a_byte_order_mark_stay(self, tmp_path: Path) -> None:
        path = write(tmp_path, "a.txt", b"\xef\xbb\xbfone\r\ntwo\rthree\n")
        (document,) = read(path).documents
        assert document.text == "\ufeffone\r\ntwo\rthree\n"

    def test_the_same_file_given_twice_counts_once(self, tmp_path: Path) -> None:
        path = write(tmp_path, "a.txt", "text")
        assert len(read(path, tmp_path, path).documents) == 1

    def test_a_second_file_of_the_same_name_takes_its_path_as_id(self, tmp_path: Path) -> None:
        for folder in ("one", "two"):
            (tmp_path / folder).mkdir()
            write(tmp_path / folder, "a.txt", f"text {folder}")
        assert [d.id for d in read(tmp_path).documents] == ["a.txt", (tmp_path / "two" / "a.txt").as_posix()]


@pytest.mark.parametrize(
    ("name", "data", "line"),
    [
        ("a.txt", b"", "is empty (0 bytes), a document needs text: fill the file or leave it out"),
        ("a.txt", b" \n\t\n", "is empty (white space only), a document needs text"),
        ("a.txt", b"PNG\x00\x01", "is binary (a zero byte at 3), an article is UTF-8 text"),
        ("a.txt", b"caf\xe9 here", "is not UTF-8 (byte 0xe9 at 3): convert it"),
        ("a.txt", "text".encode("utf-16"), "is UTF-16, not UTF-8: convert it"),
        ("a.pdf", b"%PDF-1.7", "ends in `.pdf`, an article ends in one of .txt, .html"),
        ("a.jsonl", b"", "is empty (0 bytes)"),
        ("a.jsonl", b"\n \n", "holds no JSON line"),
        ("a.html", b"<html><body></body></html>", "has no main text that could be found"),
    ],
)
def test_a_bad_file_gives_one_line_that_names_it(tmp_path: Path, name: str, data: bytes, line: str) -> None:
    path = write(tmp_path, name, data)
    good = write(tmp_path, "good.txt", "a good article")
    reading = read(path, good)
    assert [d.id for d in reading.documents] == ["good.txt"], "the rest of the batch is still read"
    (fault,) = reading.faults
    assert line in str(fault)
    assert f"`{path}`" in str(fault)
    assert "\n" not in str(fault)


def test_a_missing_path_gives_one_line(tmp_path: Path) -> None:
    (fault,) = read(tmp_path / "none.txt").faults
    assert str(fault) == f"`{tmp_path / 'none.txt'}` does not exist: check the path"


def test_an_empty_folder_is_said_to_hold_nothing(tmp_path: Path) -> None:
    (fault,) = read(tmp_path).faults
    assert "holds no article" in str(fault)


def test_what_is_too_large_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", 50)
    monkeypatch.setattr(module, "MAX_LINES", 5)
    big = write(tmp_path, "big.txt", "x" * 51)
    long = write(tmp_path, "long.txt", "x\n" * 6)
    lines = write(tmp_path, "many.jsonl", '{"text": "' + "y" * 60 + '"}\n{"text": "ok"}\n')
    reading = read(big, long, lines)
    assert [d.text for d in reading.documents] == ["ok"]
    assert [str(f).split("` ", 1)[1] for f in reading.faults] == [
        "has 51 bytes, an article has at most 50: split it",
        "has 7 lines, an article has at most 5: split it",
        "line 1 has more than 50 bytes, the limit of one document: split the text",
    ]


class TestManifest:
    def test_it_gives_the_metadata_and_keeps_further_columns(self, tmp_path: Path) -> None:
        write(tmp_path, "a.txt", "text")
        write(tmp_path, "manifest.csv", "file,title,published,desk\na.txt,A title,2016-11-27,north\n")
        (document,) = read(tmp_path / "a.txt").documents
        assert (document.title, str(document.published), document.extra) == (
            "A title",
            "2016-11-27",
            {"desk": "north"},
        )
        assert document.published_basis == "manifest"

    @pytest.mark.parametrize(
        ("rows", "line"),
        [
            (
                "file,published\na.txt,27/11/2016\n",
                "line 2: `published` is `27/11/2016`, a day is written like",
            ),
            ("name\na.txt\n", "has no column `file`"),
            ("file\na.txt\nb.txt\n", "lists `b.txt`, which is not there"),
            ("file\na.txt\na.txt\n", "line 3: `a.txt` is listed twice"),
            ("file,title\n,x\na.txt,y\n", "line 2: `file` is empty"),
            ('file,title\na.txt,"open\n', "bad CSV"),
            (b"file\n\xff\n", "is not UTF-8 (byte 5)"),
        ],
    )
    def test_a_bad_manifest_gives_one_line_and_the_article_is_still_read(
        self, tmp_path: Path, rows: str | bytes, line: str
    ) -> None:
        write(tmp_path, "a.txt", "text")
        write(tmp_path, "manifest.csv", rows)
        reading = read(tmp_path)
        assert [d.id for d in reading.documents] == ["a.txt"]
        assert reading.documents[0].published is None
        (fault,) = reading.faults
        assert line in str(fault)

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("2016-11-27", "2016-11-27"),
            ("2016-11-27T14:03:00Z", "2016-11-27"),
            ("2016-13-01", "None"),
            ("yesterday", "None"),
            ("", "None"),
        ],
    )
    def test_a_day_is_an_iso_day_or_nothing(self, text: str, expected: str) -> None:
        assert str(parse_day(text)) == expected


class TestJsonLines:
    def test_unknown_keys_are_kept(self) -> None:
        line = {"id": "a", "text": "words", "published": "2016-11-27", "desk": {"n": 1}, "tags": ["x"]}
        (document,) = read(Path("-"), stdin=json.dumps(line).encode()).documents
        assert document.extra == {"desk": {"n": 1}, "tags": ["x"]}
        record = document_record(document)
        assert {key: record[key] for key in line} == line

    def test_a_document_without_an_id_takes_the_first_digits_of_its_hash(self) -> None:
        (document,) = read(Path("-"), stdin=b'{"text": "words"}').documents
        assert document.id == document.text_sha256[:16]

    @pytest.mark.parametrize(
        ("line", "message"),
        [
            ("{", "`-` line 2 is not JSON"),
            ("[1]", "`-` line 2 is a JSON list, a document is a JSON object"),
            ('{"id": "a"}', "`-` line 2: `text` is missing"),
            ('{"text": 7}', "`-` line 2: `text` is `7`"),
            ('{"text": ""}', "`-` line 2: `text` is ``"),
            ('{"text": "t", "title": 7}', "`-` line 2: `title` is `7`, it must be a string or null"),
            ('{"text": "half \\ud800"}', "`-` line 2 has half a character"),
            ('{"text": "other words", "id": "a"}', "`-` line 2: `id` is `a`, which another document bears"),
        ],
    )
    def test_a_bad_line_is_named_by_its_number_and_the_rest_is_read(self, line: str, message: str) -> None:
        lines = f'{{"text": "first", "id": "a"}}\n{line}\n{{"text": "third", "id": "c"}}\n'
        reading = read(Path("-"), stdin=lines.encode())
        assert [d.id for d in reading.documents] == ["a", "c"]
        (fault,) = reading.faults
        assert str(fault).startswith(message)

    def test_an_unreadable_day_is_told_and_the_article_is_read_without_it(self) -> None:
        reading = read(Path("-"), stdin=b'{"text": "t", "published": "soon"}')
        assert reading.documents[0].published is None
        assert "`published` is `soon`, a day is written like 2016-11-27" in str(reading.faults[0])

    def test_no_standard_input_is_said(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stdin", None)
        (fault,) = read(Path("-")).faults
        assert "there is no standard input" in str(fault)

    @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
    def test_any_value_for_text_is_a_document_or_one_line(self, value: object) -> None:
        given_text = isinstance(value, str) and value.strip().strip("\ufeff")
        if given_text:
            assert parse_document({"text": value}, "`-` line 1")[0].text == value
        else:
            with pytest.raises(ValueError, match=r"^`-` line 1"):
                parse_document({"text": value}, "`-` line 1")


def test_a_web_page_gives_its_main_text_and_metadata(tmp_path: Path) -> None:
    paragraph = "The army said on Sunday that it had taken the district after days of fighting in the city. "
    page = f"""<html lang="en"><head><title>District taken</title>
    <meta property="og:site_name" content="The Daily"><meta property="article:published_time" content="2016-11-27">
    </head><body><nav>Home | World</nav><article><h1>District taken</h1>
    <p>{paragraph * 4}</p><p>{paragraph * 4}</p></article><footer>All rights reserved</footer></body></html>"""
    path = write(tmp_path, "a.html", page)
    (document,) = read(path).documents
    assert paragraph.strip() in document.text
    assert "All rights reserved" not in document.text
    assert (document.publisher, str(document.published)) == ("The Daily", "2016-11-27")
    assert document.published_basis == "the page's metadata"
