"""Files by their address: what a page shows, for other programs; refused in words where a page would say a notice."""

from __future__ import annotations

import datetime as dt
import http.client
import io
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pandas as pd
import pyogrio
import pytest
from starlette.requests import Request

from dashboard import files, tables
from dashboard.downloads import FILES, Form, address_of
from dashboard.filters import choose_claims, wanted_of
from dashboard.state import ViewState
from pipelines.history import build_history
from tests.dashboard.test_operations import server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from threading import BoundedSemaphore

    from dashboard.world import World
    from pipelines.model import History

DAY = dt.date(2016, 11, 27)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with server() as running:
        yield running.address


@pytest.fixture(scope="module")
def at_home() -> Iterator[str]:
    """Return the address of a server on one's own machine, whose pages lie under a path."""
    with server(WHOHOLDS_LOCAL="true", STREAMLIT_SERVER_BASE_URL_PATH="maps/syria") as running:
        yield f"{running.address}/maps/syria"


def get(address: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Return the status, the headers in lower case and the body of an address, asked for exactly as it is written."""
    parts = urlsplit(address)
    asking = http.client.HTTPConnection(parts.netloc, timeout=60)
    asking.request("GET", address.split(parts.netloc, 1)[1], headers=headers)
    answer = asking.getresponse()
    got = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    asking.close()
    return got


def known(world: World, by: dt.date | None = None) -> History:
    claims, documents = tuple(world.claims.values()), tuple(world.documents.values())
    return build_history(claims, documents, world.theatre, known_by=by)


def test_another_program_opens_the_address_of_a_day_as_a_layer(address: str, world: World) -> None:
    view = ViewState(day=DAY, known_by=DAY)
    layer = pyogrio.read_dataframe(f"{address}/{address_of('day.geojson', view)}")
    held = {p: state.holder for p, state in known(world, by=DAY).at(DAY).items() if state.holder}
    assert held
    assert {r.place_id: r.holder for r in layer.itertuples() if isinstance(r.holder, str)} == held


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_there_and_is_saved_not_shown(address: str, name: str) -> None:
    status, headers, body = get(f"{address}/data/{name}?day=2016-11-27")
    assert status == 200
    assert len(body) > 1000
    assert headers["content-type"].split(";")[0] == FILES[name].media_type
    stem = "2016-11-27" if FILES[name].of_day else name.split(".", maxsplit=1)[0]
    assert headers["content-disposition"] == f'attachment; filename="whoholds-{stem}.{name.split(".")[1]}"'
    assert headers["x-content-type-options"] == "nosniff"


def test_the_table_of_claims_is_the_one_that_the_page_shows(address: str, world: World) -> None:
    view = ViewState(events=("gain",), text="district")
    columns = ("Place", "Side", "Says so")
    _, _, body = get(f"{address}/{address_of('claims.csv', view, columns)}")
    read = pd.read_csv(io.BytesIO(body), dtype=str, keep_default_na=False)
    chosen = choose_claims(world, wanted_of(view), known(world))
    assert 0 < len(chosen) < len(world.claims)
    shown = tables.claims_table(world, chosen, known(world))[list(columns)]
    assert read.to_numpy().tolist() == shown.to_numpy().tolist()


REFUSED = [
    ("data/day.geojson?day=soon", 400, "no day such as 2016-11-27"),
    ("data/day.geojson?day=1999-01-01", 400, "lies outside"),
    ("data/day.geojson?sources=Nobody", 400, "not in this data"),
    ("data/day.geojson?v=9", 400, "made by another version"),
    ("data/day.geojson?policy=" + "x" * 500, 400, "longer than 400 characters"),
    ("data/day.geojson?least=7", 400, "not one of 1, 2, 3"),
    ("data/claims.csv?columns=Place,Secret", 400, "There is no column 'Secret'"),
    ("data/claims.csv?columns=" + "a" * 5000, 400, "There is no column"),
    ("data/day.shp", 404, "There is no file 'day.shp': there are day.geojson,"),
    ("data/" + quote("<script>alert(1)", safe=""), 404, "There is no file"),
    ("data/" + quote("../app.py", safe=""), 400, "Bad Request"),
    ("data/..%2f..%2fetc%2fpasswd", 400, "Bad Request"),
    ("data/" + "x" * 4000, 404, "There is no file"),
]


@pytest.mark.parametrize(("path", "status", "words"), REFUSED, ids=[r[0][:40] for r in REFUSED])
def test_what_cannot_be_answered_is_refused_in_words(
    address: str, path: str, status: int, words: str
) -> None:
    got, headers, body = get(f"{address}/{path}")
    assert (got, words in body.decode()) == (status, True)
    assert "html" not in headers.get("content-type", "")
    assert len(body) < 1000


def test_who_has_the_file_already_is_not_sent_it_again(address: str) -> None:
    first = get(f"{address}/data/acled.csv")[1]["etag"]
    assert get(f"{address}/data/acled.csv", **{"If-None-Match": first})[0] == 304
    other = get(f"{address}/data/acled.csv?least=2", **{"If-None-Match": first})
    assert (other[0], other[1]["etag"] == first) == (200, False)


PARTS = [("bytes=0-9", 206, slice(0, 10)), ("bytes=-7", 206, slice(-7, None)), ("bytes=5-", 206, slice(5, None)),
         ("bytes=99999999-", 416, None), ("bytes=x", 400, None)]  # fmt: skip


@pytest.mark.parametrize(("asked", "status", "part"), PARTS, ids=[p[0] for p in PARTS])
def test_a_part_of_a_file_can_be_asked_for(address: str, asked: str, status: int, part: slice | None) -> None:
    whole = get(f"{address}/data/acled.csv")[2]
    got, headers, body = get(f"{address}/data/acled.csv", Range=asked)
    assert got == status
    if part:
        assert body == whole[part]
        assert headers["content-range"].endswith(f"/{len(whole)}")
    until = time.monotonic() + 5
    while (left := list(Path(tempfile.gettempdir()).glob("whoholds-part-*"))) and time.monotonic() < until:
        time.sleep(0.01)  # it is taken away after the last byte
    assert left == []


def test_only_reading_is_answered(address: str) -> None:
    asking = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    asking.request("POST", "/data/day.geojson", body=b"{}")
    assert asking.getresponse().status == 405
    asking.close()


@pytest.mark.parametrize(
    ("host", "status"),
    [("localhost:8501", 200), ("127.0.0.1", 200), ("[::1]:8501", 200), ("192.0.2.7:8501", 200),
     ("rebound.example.org", 403), ("localhost.example.org:8501", 403), ("", 403)],
)  # fmt: skip
def test_a_strangers_name_for_ones_own_machine_opens_nothing(at_home: str, host: str, status: int) -> None:
    got, _, body = get(f"{at_home}/data/acled.csv", Host=host)
    assert got == status
    assert status == 200 or "is no address of this machine" in body.decode()


def test_the_public_view_answers_by_whatever_name(address: str) -> None:
    assert get(f"{address}/data/acled.csv", Host="maps.example.org")[0] == 200


def _request(name: str) -> Request:
    return Request(
        {"type": "http", "method": "GET", "path_params": {"name": name}, "query_string": b"", "headers": []}
    )


def test_a_file_that_fails_is_counted_and_quotes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> bytes:
        raise ValueError("Army units recaptured Hanano")

    counted: list[Exception] = []
    monkeypatch.setitem(FILES, "bad.csv", Form("Bad", "text/csv", fail))
    monkeypatch.setattr(files, "count_error", counted.append)
    answer = files.file(_request("bad.csv"))
    assert (answer.status_code, answer.body) == (500, b"The file could not be made.\n")
    assert [type(error) for error in counted] == [ValueError]


@pytest.mark.parametrize(
    ("places", "number"), [(files._TURNS, files.MOST_AT_ONCE), (files._WAITING, files.MOST_WAITING)]
)
def test_who_finds_every_place_taken_is_asked_to_come_again(
    monkeypatch: pytest.MonkeyPatch, places: BoundedSemaphore, number: int
) -> None:
    monkeypatch.setattr(files, "PATIENCE_S", 0.01)
    files._bytes.clear()
    for _ in range(number):
        assert places.acquire(blocking=False)
    try:
        answer = files.file(_request("acled.csv"))
    finally:
        places.release(number)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert files.file(_request("acled.csv")).status_code == 200
