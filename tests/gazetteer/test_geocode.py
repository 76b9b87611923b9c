"""Asking a geocoder, against a local stub of Nominatim that also misbehaves."""

from __future__ import annotations

import json
import shutil
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlparse

import pytest

from gazetteer import Matcher, load_theatre, read_theatre
from gazetteer.geocode import GeocodeError, Geocoder, add_hit, geocode, make_geocoder
from gazetteer.load import FOLDER
from gazetteer.model import Basis

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SYRIA = load_theatre("syria")
SQUARE = [[[37.0, 36.0], [37.1, 36.0], [37.1, 36.1], [37.0, 36.1], [37.0, 36.0]]]
ANSWER = [
    {
        "lat": "36.05",
        "lon": "37.05",
        "display_name": "Newville, Aleppo, Syria",
        "type": "village",
        "geojson": {"type": "Polygon", "coordinates": SQUARE},
    },
    {"lat": "36.2", "lon": "37.2", "display_name": "Newville Hill", "type": "peak"},
]


class Stub:
    """What the stubbed service does next, and what it was asked."""

    def __init__(self) -> None:
        self.replies: list[tuple[int, dict[str, str], str, float]] = []
        self.asked: list[dict[str, list[str]]] = []
        self.agents: list[str] = []

    def reply(self, status: int = 200, body: object = ANSWER, *, wait_s: float = 0.0, **headers: str) -> None:
        text = body if isinstance(body, str) else json.dumps(body)
        self.replies.append((status, {k.replace("_", "-"): v for k, v in headers.items()}, text, wait_s))


@pytest.fixture
def stub() -> Iterator[tuple[Stub, Geocoder]]:
    known = Stub()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known.asked.append(parse_qs(urlparse(self.path).query))
            known.agents.append(self.headers.get("User-Agent", ""))
            status, headers, body, wait_s = known.replies.pop(0)
            time.sleep(wait_s)
            data = body.encode()
            self.send_response(status)
            for key, value in {"Content-Type": "application/json", **headers}.items():
                self.send_header(key, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            try:
                self.wfile.write(data)
            except OSError:
                return

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    geocoder = make_geocoder("nominatim", domain=f"127.0.0.1:{server.server_port}", scheme="http", timeout=1)
    yield known, geocoder
    server.shutdown()
    server.server_close()
    thread.join()


def no_sleep(_: float) -> None:
    return


def test_candidates_come_with_polygons_and_their_credit(stub: tuple[Stub, Geocoder]) -> None:
    service, geocoder = stub
    service.reply()
    first, second = geocode("Newville", SYRIA, geocoder)
    assert first.point == (37.05, 36.05)
    assert first.geometry is not None
    assert first.geometry.bounds == (37.0, 36.0, 37.1, 36.1)
    assert second.geometry is None
    assert "OpenStreetMap" in first.source


def test_only_the_theatre_is_asked_for_by_a_named_program(stub: tuple[Stub, Geocoder]) -> None:
    service, geocoder = stub
    service.reply()
    geocode("Newville", SYRIA, geocoder)
    asked = service.asked[0]
    assert asked["bounded"] == ["1"]
    assert asked["countrycodes"] == ["sy"]
    west, south, east, north = sorted_box(asked["viewbox"][0])
    assert (34 < west < 37, 41 < east < 43) == (True, True)
    assert (32 < south < 33, 37 < north < 38) == (True, True)
    assert service.agents == ["whoholds-gazetteer"]


def sorted_box(viewbox: str) -> tuple[float, float, float, float]:
    one, two, three, four = (float(v) for v in viewbox.split(","))
    return min(one, three), min(two, four), max(one, three), max(two, four)


def test_near_narrows_the_box(stub: tuple[Stub, Geocoder]) -> None:
    service, geocoder = stub
    service.reply()
    geocode("Newville", SYRIA, geocoder, near="syria:palmyra")
    west, south, east, north = sorted_box(service.asked[0]["viewbox"][0])
    assert east - west == pytest.approx(1.0)
    assert south < 34.56 < north


def test_an_empty_answer_is_no_error(stub: tuple[Stub, Geocoder]) -> None:
    service, geocoder = stub
    service.reply(body=[])
    assert geocode("Nowhere", SYRIA, geocoder) == ()


def test_an_answer_is_kept_on_disk(stub: tuple[Stub, Geocoder], tmp_path: Path) -> None:
    service, geocoder = stub
    service.reply()
    once = geocode("Newville", SYRIA, geocoder, cache=tmp_path)
    again = geocode("Newville", SYRIA, geocoder, cache=tmp_path)
    assert [h.point for h in once] == [h.point for h in again]
    assert len(service.asked) == 1


def test_a_busy_service_is_asked_again_after_the_time_it_says(stub: tuple[Stub, Geocoder]) -> None:
    service, geocoder = stub
    waited: list[float] = []
    service.reply(429, "slow down", Retry_After="7")
    service.reply()
    assert geocode("Newville", SYRIA, geocoder, sleep=waited.append)
    assert waited == [7.0]


def test_a_service_that_asks_for_an_hour_is_left_alone(stub: tuple[Stub, Geocoder]) -> None:
    service, geocoder = stub
    service.reply(429, "slow down", Retry_After="3600")
    with pytest.raises(GeocodeError, match="wait 3600 s") as told:
        geocode("Newville", SYRIA, geocoder, sleep=no_sleep)
    assert told.value.retry_after_s == 3600
    assert len(service.asked) == 1


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_failing_service_is_told_after_three_tries(stub: tuple[Stub, Geocoder], status: int) -> None:
    service, geocoder = stub
    for _ in range(3):
        service.reply(status, "broken")
    with pytest.raises(GeocodeError, match="try again later"):
        geocode("Newville", SYRIA, geocoder, sleep=no_sleep)
    assert len(service.asked) == 3


def test_a_silent_service_is_told(stub: tuple[Stub, Geocoder]) -> None:
    service, geocoder = stub
    for _ in range(3):
        service.reply(wait_s=1.3)
    with pytest.raises(GeocodeError, match="does not answer"):
        geocode("Newville", SYRIA, geocoder, sleep=no_sleep)


@pytest.mark.parametrize("body", ["<html>", '[{"lat": "x", "lon": "y", "display_name": "Z"}]', '[{"no": 1}]'])
def test_a_malformed_answer_is_told(stub: tuple[Stub, Geocoder], body: str) -> None:
    service, geocoder = stub
    for _ in range(3):
        service.reply(body=body)
    with pytest.raises(GeocodeError, match=r"cannot be read|failed"):
        geocode("Newville", SYRIA, geocoder, sleep=no_sleep)


def test_an_unknown_provider_and_place_are_told() -> None:
    with pytest.raises(GeocodeError, match="knows no `nonesuch`"):
        make_geocoder("nonesuch")
    with pytest.raises(GeocodeError, match="`near`"):
        geocode("X", SYRIA, make_geocoder("nominatim"), near="syria:nonesuch")
    with pytest.raises(GeocodeError, match="`name`"):
        geocode("x" * 500, SYRIA, make_geocoder("nominatim"))


def test_a_chosen_answer_becomes_a_place_with_its_source(stub: tuple[Stub, Geocoder], tmp_path: Path) -> None:
    service, geocoder = stub
    service.reply()
    folder = tmp_path / "syria"
    shutil.copytree(FOLDER / "syria", folder)
    hit = geocode("Newville", SYRIA, geocoder)[0]
    after = add_hit(folder, read_theatre(folder), "Newville", hit)
    place = after.places["syria:newville"]
    assert place.basis is Basis.GENERALISED
    assert "OpenStreetMap" in place.source
    assert any("OpenStreetMap" in credit for credit in after.attribution)
    matcher = Matcher(after)
    text = "The army took Newville."
    assert [m.place_id for m in matcher.resolve(text, matcher.find(text))] == ["syria:newville"]
