"""Signing in with a real OpenID Connect provider on the loopback, in a real browser: who gets the right, who not."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser_support import Watched, free_port, streamlit_server
from tests.conftest import ROOT
from tests.dashboard.test_main_story import settled

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
OpenPage = Callable[..., Watched]
WAYS = ["Paste", "Upload", "Link"]
RADIO = "[data-testid=stRadio] [role=radiogroup]"


@contextmanager
def provider() -> Iterator[str]:
    """Run the identity provider; yield its address."""
    port = free_port()
    script = Path(__file__).parent / "identity_provider.py"
    running = subprocess.Popen([sys.executable, str(script), str(port)], stderr=subprocess.DEVNULL)
    try:
        address = f"http://localhost:{port}"
        for _ in range(150):
            try:
                urllib.request.urlopen(f"{address}/.well-known/openid-configuration", timeout=2).close()  # noqa: S310
                break
            except OSError:
                time.sleep(0.2)
        yield address
    finally:
        running.terminate()
        running.wait(timeout=20)


@contextmanager
def dashboard(folder: Path, identity: str) -> Iterator[tuple[str, Path]]:
    """Run a public dashboard whose editor is Ada; yield its address and its settings file."""
    port = free_port()
    secrets = folder / "secrets.toml"
    secrets.write_text(
        "[auth]\n"
        f'redirect_uri = "http://localhost:{port}/oauth2callback"\n'
        'cookie_secret = "0123456789abcdef0123456789abcdef"\nclient_id = "whoholds"\nclient_secret = "made up"\n'
        f'server_metadata_url = "{identity}/.well-known/openid-configuration"\n'
    )
    settings = folder / "whoholds.toml"
    settings.write_text('editors = ["ada@example.org"]\n')
    environment = {"WHOHOLDS_SETTINGS": str(settings), "STREAMLIT_SECRETS_FILES": str(secrets)}
    with streamlit_server(ROOT / "app.py", port=port, **environment):
        yield f"http://localhost:{port}", settings


@pytest.fixture(scope="module")
def identity() -> Iterator[str]:
    with provider() as address:
        yield address


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory, identity: str) -> Iterator[tuple[str, Path]]:
    with dashboard(tmp_path_factory.mktemp("hosted"), identity) as running:
        yield running


@contextmanager
def becoming(identity: str, mode: str) -> Iterator[None]:
    """Let the provider be dishonest in one way, and honest again at the end."""
    urllib.request.urlopen(f"{identity}/mode/{quote(mode)}", timeout=10).close()  # noqa: S310
    try:
        yield
    finally:
        urllib.request.urlopen(f"{identity}/mode/honest", timeout=10).close()  # noqa: S310


def sign_in(page: Page, address: str, who: str) -> None:
    come_back_from_the_provider(page, address, who)
    page.goto(f"{address}/add")
    page.get_by_text("How", exact=True).wait_for(timeout=60_000)
    settled(page)


def come_back_from_the_provider(page: Page, address: str, who: str) -> None:
    page.goto(f"{address}/add")
    page.get_by_role("button", name="Sign in to add articles").wait_for(timeout=60_000)
    settled(page)
    page.get_by_role("button", name="Sign in to add articles").click()
    page.get_by_role("button", name=who, exact=True).click()
    page.wait_for_url(f"{address}/", timeout=30_000, wait_until="commit")


def cookies(page: Page) -> list[str]:
    return [c["name"] for c in page.context.cookies() if c["name"].startswith("_streamlit_user")]


def ways(page: Page) -> list[str]:
    return page.locator(f"{RADIO} label").all_inner_texts()


def test_a_listed_editor_may_add_until_taken_off_the_list(
    hosted: tuple[str, Path], open_page: OpenPage
) -> None:
    address, settings = hosted
    page = open_page("about:blank").page
    sign_in(page, address, "ada")
    page.get_by_text("Signed in as ada@example.org.").wait_for()
    assert ways(page) == WAYS
    written = settings.read_text("utf-8")
    settings.write_text('editors = ["bob@example.org"]\n')
    try:
        page.get_by_text("Upload", exact=True).click()
        page.get_by_text("ada@example.org, who is not listed as an editor here").wait_for()
        expect(page.locator(f"{RADIO} label")).to_have_count(1)
    finally:
        settings.write_text(written)


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("eve", "eve@example.org, who is not listed as an editor here"),
        ("una", "its address is not verified: sign out and in again"),
    ],
)
def test_others_who_sign_in_may_only_read(
    hosted: tuple[str, Path], open_page: OpenPage, who: str, said: str
) -> None:
    page = open_page("about:blank").page
    sign_in(page, hosted[0], who)
    page.get_by_text(said).wait_for()
    assert ways(page) == WAYS[:1]


def test_who_signs_out_has_lost_the_right(hosted: tuple[str, Path], open_page: OpenPage) -> None:
    page = open_page("about:blank").page
    sign_in(page, hosted[0], "ada")
    assert cookies(page)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/oauth2/end_session**", timeout=30_000)
    assert not cookies(page)
    page.goto(f"{hosted[0]}/add")
    page.get_by_role("button", name="Sign in to add articles").wait_for()
    assert ways(page) == WAYS[:1]


def test_a_cookie_that_the_server_has_not_signed_is_nobody(
    hosted: tuple[str, Path], open_page: OpenPage
) -> None:
    address, _ = hosted
    page = open_page("about:blank").page
    sign_in(page, address, "ada")
    context = page.context
    (cookie,) = [c for c in context.cookies() if c["name"] == "_streamlit_user"]
    value = cookie["value"]
    middle = len(value) // 3
    swapped = "A" if value[middle] != "A" else "B"
    for changed in (value[:middle] + swapped + value[middle + 1 :], value[:-8], "", "ada@example.org"):
        context.add_cookies(
            [{"name": cookie["name"], "value": changed, "domain": cookie["domain"], "path": cookie["path"]}]
        )
        page.goto(f"{address}/add")
        page.get_by_role("button", name="Sign in to add articles").wait_for()
        assert ways(page) == WAYS[:1]


@pytest.mark.parametrize("mode", ["expired", "another key", "unsigned", "changed", "another issuer"])
def test_a_token_that_does_not_hold_signs_nobody_in(
    mode: str, identity: str, hosted: tuple[str, Path], open_page: OpenPage
) -> None:
    page = open_page("about:blank").page
    with becoming(identity, mode):
        come_back_from_the_provider(page, hosted[0], "eve" if mode == "changed" else "ada")
    assert not cookies(page)


@pytest.mark.parametrize("mode", ["honest", "twin"])
def test_a_token_that_holds_signs_in(
    mode: str, identity: str, hosted: tuple[str, Path], open_page: OpenPage
) -> None:
    """The same way with the same person, to show that the tests above could fail."""
    page = open_page("about:blank").page
    with becoming(identity, mode):
        come_back_from_the_provider(page, hosted[0], "ada")
    assert cookies(page)
