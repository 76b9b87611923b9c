"""The site for nginx in docs/hosting.md, run as it is written there; and what a server gives away.

Only names that belong to a machine are put in: ports, the certificate's path, the host.
"""

from __future__ import annotations

import base64
import hashlib
import http.client
import re
import shutil
import ssl
import subprocess
import time
from contextlib import closing
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.browser_support import Watched, free_port, streamlit_server, wait_for
from tests.conftest import CHROMIUM_ARGS, ROOT
from tests.dashboard.test_main_story import map_frame

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
HOST = "map.example.org"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with streamlit_server(ROOT / "app.py") as url:
        yield url


def site(backend: str, port: int, folder: Path) -> str:
    """Return a whole nginx configuration round the site that the page of the manual shows."""
    text = (ROOT / "docs" / "hosting.md").read_text("utf-8")
    found = re.search(r"^    server \{\n(?:    .*\n)*?    \}$", text, re.MULTILINE)
    assert found is not None, "docs/hosting.md shows no site for nginx"
    shown = found.group()
    for written, here in (
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        (f"wss://{HOST}", f"wss://127.0.0.1:{port}"),
        (f"server_name {HOST}", "server_name 127.0.0.1"),
        ("/etc/ssl/certs/map.pem", str(folder / "map.pem")),
        ("/etc/ssl/private/map.key", str(folder / "map.key")),
        ("http://127.0.0.1:8501", backend),
    ):
        assert written in shown, f"the site no longer says {written}: this test has to follow"
        shown = shown.replace(written, here)
    temporary = " ".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    logs = f"error_log {folder}/error.log;"
    return (
        f"pid {folder}/pid; daemon off; {logs} events {{}}\n"
        f"http {{ access_log off; {temporary}\n{shown}\n}}\n"
    )


def certify(folder: Path) -> None:
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "1",
        "-subj",
        "/CN=127.0.0.1",
    ]
    keys = ["-keyout", str(folder / "map.key"), "-out", str(folder / "map.pem")]
    subprocess.run([*command, *keys], check=True, capture_output=True)


@pytest.fixture(scope="module")
def proxied(server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    for tool, package in (("nginx", "nginx"), ("openssl", "openssl")):
        if shutil.which(tool) is None:
            pytest.skip(f"no {tool} on this machine: apt-get install {package}")
    folder = tmp_path_factory.mktemp("nginx")
    certify(folder)
    port = free_port()
    configuration = folder / "nginx.conf"
    configuration.write_text(site(server, port, folder), encoding="utf-8")
    command = ["nginx", "-e", str(folder / "start.log"), "-c", str(configuration)]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    running = subprocess.Popen(command)
    try:
        address = f"https://127.0.0.1:{port}"
        wait_until_open(address)
        yield address
    finally:
        running.terminate()
        running.wait(timeout=20)


@pytest.fixture
def trusting_page(proxied: str, browser: Browser, chromium: str) -> Iterator[Page]:
    """Open a page of a browser that trusts the proxy's certificate.

    One that is told to ignore the error instead starts each connection anew, and now and then gives one up
    (`net::ERR_TOO_MANY_RETRIES`).
    """
    certificate = ssl.get_server_certificate(("127.0.0.1", urlsplit(proxied).port or 443))
    key = ["openssl", "x509", "-pubkey", "-noout"]
    public = subprocess.run(key, input=certificate.encode(), check=True, capture_output=True).stdout
    der = base64.b64decode("".join(public.decode().splitlines()[1:-1]))
    pin = base64.b64encode(hashlib.sha256(der).digest()).decode()
    arguments = [*CHROMIUM_ARGS, f"--ignore-certificate-errors-spki-list={pin}"]
    opened = browser.browser_type.launch(executable_path=chromium, args=arguments)
    yield opened.new_page(viewport={"width": 1100, "height": 760})
    opened.close()


def untrusting() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def ask(address: str, method: str, path: str, body: bytes = b"") -> tuple[int, dict[str, str], bytes]:
    """Return status, headers and body of an answer; the path goes out as it is written."""
    parts = urlsplit(address)
    if parts.scheme == "https":
        connection: http.client.HTTPConnection = http.client.HTTPSConnection(
            "127.0.0.1", parts.port, context=untrusting(), timeout=20
        )
    else:
        connection = http.client.HTTPConnection("127.0.0.1", parts.port, timeout=20)
    with closing(connection):
        connection.request(method, path, body=body or None)
        with connection.getresponse() as answer:
            return answer.status, dict(answer.getheaders()), answer.read()


def wait_until_open(address: str) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            health = ask(address, "GET", "/_stcore/health")[2]
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            assert health == b"ok"
            return


def test_the_map_plays_through_the_proxy_and_its_policy_breaks_nothing(
    proxied: str, trusting_page: Page
) -> None:
    watched = Watched(trusting_page)
    watched.page.goto(f"{proxied}/?day=2016-11-27")
    frame = map_frame(watched.page)
    watched.page.get_by_role("heading", name="27 Nov 2016", exact=True).wait_for(timeout=30_000)
    frame.get_by_role("button", name="Previous change").click()
    wait_for(watched.page, "!location.search.includes('day=2016-11-27')")
    assert watched.errors == []
    assert watched.foreign_requests(proxied, proxied.replace("https", "wss")) == []


def test_every_answer_of_the_proxy_bears_the_security_headers(proxied: str) -> None:
    for path in ("/", "/_stcore/health", "/no/such/page"):
        _, said, _ = ask(proxied, "GET", path)
        assert said["X-Content-Type-Options"] == "nosniff", path
        assert said["Referrer-Policy"] == "no-referrer", path
        assert "default-src 'self'" in said["Content-Security-Policy"], path
        assert "object-src 'none'" in said["Content-Security-Policy"], path


def test_an_upload_above_the_limit_is_refused_before_it_reaches_the_program(proxied: str) -> None:
    assert ask(proxied, "POST", "/_stcore/upload_file/x/y", bytes(7_000_000))[0] == 413


PATHS = (
    "/../app.py", "/../../etc/passwd", "/static/../app.py", "/static/../../../../etc/passwd",
    "/static/%2e%2e/%2e%2e/app.py", "/static/..%2f..%2fapp.py", "/static/%252e%252e/app.py", "/static//etc/passwd",
    "/static/..\\..\\app.py", "/static/....//....//app.py", "/app/static/../../app.py", "/app/static/%2e%2e/app.py",
    "/app/static/..%2f..%2fpyproject.toml", "/app/static//etc/passwd", "/media/../app.py", "/media/../../etc/passwd",
    "/media/%2e%2e%2fapp.py", "/component/../app.py", "/component/x/../../app.py", "/component/x/%2e%2e/%2e%2e/app.py",
    "/_stcore/../app.py", "/_stcore/bidi-components/../../app.py", "/_stcore/bidi-components/x/..%2f..%2fapp.py",
    "/.git/config", "/.streamlit/config.toml", "/.streamlit/secrets.toml", "/pyproject.toml", "/seeds/../app.py",
    "/static/%00/app.py", "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "/static/;/../app.py", "/app.py",
)  # fmt: skip
LEAKS = (b"import streamlit", b"root:x:0", b"[project]", b"[theme]", b"[core]", b"cookie_secret")


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_out_of_the_static_files(path: str, server: str) -> None:
    status, _, body = ask(server, "GET", path)
    assert status in {200, 301, 302, 400, 403, 404}, path
    assert not [leak for leak in LEAKS if leak in body], path
    assert status != 200 or b"<title>" in body, "a page that is not there shows the program's own page"


UNASKED = ("/_stcore/upload_file/s/f", "/_stcore/stream", "/_stcore/script-health-check", "/")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "POST", "TRACE"])
@pytest.mark.parametrize("path", UNASKED)
def test_nobody_writes_to_a_server_from_outside_a_session(method: str, path: str, server: str) -> None:
    assert 400 <= ask(server, method, path, b"x" * 10)[0] < 500
