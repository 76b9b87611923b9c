"""Who may do what: default deny, asked at each act and not in the page; settings that say what is wrong with them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
import streamlit

from dashboard.access import NOBODY, AccessError, Person, can_sign_in, current_user, is_signed_in, may_edit
from dashboard.ingest import Details, Editor, from_link, from_text, from_upload, read, save
from dashboard.settings import Settings, SettingsError, load_settings
from gazetteer import load_theatre
from pipelines.extract import Extractor
from tests.dashboard.test_pages import words_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

ADA = Person(email="ada@example.org")
LISTED = Settings(editors=("Ada@Example.org",))
PUBLIC = Settings()


@pytest.mark.parametrize(
    ("person", "settings", "may"),
    [
        (NOBODY, PUBLIC, False),
        (ADA, PUBLIC, False),
        (ADA, LISTED, True),
        (Person(email="eve@example.org"), LISTED, False),
        (NOBODY, LISTED, False),
        (NOBODY, Settings(local=True), True),
        (ADA, Settings(editors=()), False),  # somebody who was taken off the list
    ],
)
def test_nobody_may_edit_unless_the_settings_say_so(person: Person, settings: Settings, may: bool) -> None:  # noqa: FBT001
    assert may_edit(person, settings) is may


def test_each_act_asks_for_the_right_itself_so_that_skipping_the_page_helps_nobody(tmp_path: Path) -> None:
    visitor = Editor(person=ADA, settings=PUBLIC)
    theatre = load_theatre("syria")
    draft = read(from_text("The army captured Sakhour.", Details()), Extractor(theatre), theatre)
    fetched: list[str] = []
    with pytest.raises(AccessError, match="read-only for you: run your own"):
        save(draft, tmp_path / "store.sqlite", visitor)
    with pytest.raises(AccessError):
        from_upload("a.txt", b"text", Details(), visitor)
    with pytest.raises(AccessError):
        from_link("http://example.org", Details(), visitor, fetched.append)  # type: ignore[arg-type]
    assert fetched == []
    assert list(tmp_path.iterdir()) == []


class Claims(dict[str, object]):
    """What an identity provider says of a visitor, as Streamlit hands it on."""

    is_logged_in = True


NOW = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
HOUR = 3600
RECENT = NOW.timestamp() - HOUR


@pytest.mark.parametrize(
    ("said", "email"),
    [
        ({"email": "Ada@Example.org", "email_verified": True}, "ada@example.org"),
        ({"email": "ada@example.org", "email_verified": False}, None),
        ({"email": "ada@example.org"}, None),
        ({"email": "ada@example.org", "email_verified": "true"}, None),
        ({"email_verified": True}, None),
    ],
)
def test_only_a_verified_address_is_somebody(
    monkeypatch: pytest.MonkeyPatch, said: dict[str, object], email: str | None
) -> None:
    monkeypatch.setattr(streamlit, "user", Claims({**said, "iat": RECENT}))
    assert current_user(PUBLIC, NOW).email == email


@pytest.mark.parametrize(
    ("issued", "counts"),
    [
        (RECENT, True),
        (NOW.timestamp() - 11.9 * HOUR, True),
        (NOW.timestamp() - 12.1 * HOUR, False),
        (NOW.timestamp() + 60, True),  # the provider's clock is ahead
        (NOW.timestamp() + HOUR, False),
        (None, False),
        (str(RECENT), False),
        (True, False),
        (float("nan"), False),
    ],
)
def test_a_sign_in_counts_for_its_hours_only(
    monkeypatch: pytest.MonkeyPatch,
    issued: object,
    counts: bool,  # noqa: FBT001
) -> None:
    said = {"email": "ada@example.org", "email_verified": True, "iat": issued}
    monkeypatch.setattr(streamlit, "user", Claims(said))
    assert (current_user(Settings(session_hours=12), NOW) == ADA) is counts


def test_without_a_set_up_sign_in_everybody_is_nobody() -> None:
    assert current_user(PUBLIC, NOW) == NOBODY
    assert not can_sign_in(LISTED)
    assert not is_signed_in()


def test_a_public_page_offers_no_upload_no_link_and_no_saving(
    open_app: Callable[..., AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WHOHOLDS_LOCAL", "false")
    app = open_app("add")
    assert app.radio(key="add_way").options == ["Paste"]
    assert "Read-only here" in words_of(app) or "read-only" in words_of(app)


def test_a_local_page_offers_all_three_ways(open_app: Callable[..., AppTest]) -> None:
    assert open_app("add").radio(key="add_way").options == ["Paste", "Upload", "Link"]


def test_the_environment_wins_over_the_file_and_lists_are_split_at_commas(tmp_path: Path) -> None:
    (tmp_path / "whoholds.toml").write_text('embargo_hours = 24\nmask_names = true\neditors = ["x@y.org"]\n')
    settings = load_settings(
        {"WHOHOLDS_EMBARGO_HOURS": "48", "WHOHOLDS_EDITORS": "A@b.org, c@d.org"}, tmp_path
    )
    assert settings == Settings(embargo_hours=48, mask_names=True, editors=("a@b.org", "c@d.org"))
    assert load_settings({}, tmp_path / "elsewhere") == Settings()


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"WHOHOLDS_EMBARGO_HOURS": "soon"}, "option `embargo_hours` is `soon`"),
        ({"WHOHOLDS_EMBARGO_HOURS": "-1"}, "option `embargo_hours` is `-1`"),
        ({"WHOHOLDS_COARSEN": "a lot"}, "option `coarsen` is `a lot`"),
        ({"WHOHOLDS_EDITORS": "ada"}, "`ada` is no e-mail address: write name@host"),
        ({"WHOHOLDS_LOCAL": "perhaps"}, "option `local` is `perhaps`"),
        ({"WHOHOLDS_SETTINGS": "/nowhere/x.toml"}, "which does not exist: correct it or unset it"),
    ],
)
def test_a_setting_that_cannot_be_used_is_one_line(
    environment: dict[str, str], words: str, tmp_path: Path
) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(environment, tmp_path)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", ["embargo_hours = ", "unknown_option = 1", "editors = 5"])
def test_a_file_that_cannot_be_used_is_one_line(content: str, tmp_path: Path) -> None:
    (tmp_path / "whoholds.toml").write_text(content)
    with pytest.raises(SettingsError):
        load_settings({}, tmp_path)


@pytest.mark.parametrize("name", list(Settings.model_fields))
def test_every_option_is_in_the_docs(name: str, root: Path) -> None:
    assert f"| `{name}` |" in (root / "docs" / "hosting.md").read_text("utf-8")
