"""How a dashboard is set up: one validated object from `whoholds.toml` and the environment.

The file is the one that `WHOHOLDS_SETTINGS` names, else `whoholds.toml` in the folder where the server was started;
every option can also be given as `WHOHOLDS_` and its name in capitals, which wins. Without any, the dashboard is public
and read-only. Options: docs/hosting.md.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping  # noqa: TC003  # pydantic reads the annotation
from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

PREFIX: Final = "WHOHOLDS_"
FILE_VARIABLE: Final = "WHOHOLDS_SETTINGS"
DEFAULT_FILE: Final = "whoholds.toml"
MAX_SETTINGS_BYTES: Final = 100_000
LISTS: Final = ("editors", "masked_names")
FILE_ONLY: Final = frozenset({"theatres"})
MAX_EMBARGO_HOURS: Final = 24 * 366
MIN_CELL: Final = 0.01
MAX_CELL: Final = 5.0
Coarsen = Literal["no", "parent", "cell"]


class SettingsError(ValueError):
    """The settings cannot be used; the message names the option, its value, the rule and the mend."""


class Held(BaseModel):
    """What is held back of one theatre instead of what the settings say for all; None leaves that as it is."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)

    embargo_hours: int | None = Field(default=None, ge=0, le=MAX_EMBARGO_HOURS)
    coarsen: Coarsen | None = None
    cell_degrees: float | None = Field(default=None, ge=MIN_CELL, le=MAX_CELL)
    mask_names: bool | None = None
    masked_names: tuple[str, ...] | None = None


class Settings(BaseModel):
    """What a dashboard may do and what it holds back; frozen."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)

    local: bool = Field(
        default=False,
        description="The server listens to this machine only, so whoever uses it may add articles. "
        "`whoholds serve` sets it where it binds to the loopback.",
    )
    editors: tuple[str, ...] = Field(
        default=(),
        description="E-mail addresses of those who may add articles after signing in (OpenID Connect).",
    )
    session_hours: int = Field(
        default=12,
        ge=1,
        le=24 * 30,
        description="How long a sign-in counts; after it the editor signs in again.",
    )
    metrics: bool = Field(
        default=False, description="Answer `/metrics` with figures in Prometheus' text form."
    )
    embargo_hours: int = Field(
        default=0,
        ge=0,
        le=MAX_EMBARGO_HOURS,
        description="Hold back what was published less than this many hours ago.",
    )
    coarsen: Coarsen = Field(
        default="no",
        description="`parent`: show the place round a place instead of it, `cell`: the cell of a grid; no quotes.",
    )
    cell_degrees: float = Field(
        default=0.1,
        ge=MIN_CELL,
        le=MAX_CELL,
        description="The width of a cell, in degrees (0.1 is about 11 km).",
    )
    mask_names: bool = Field(default=False, description="Black out names of persons behind titles in quotes.")
    masked_names: tuple[str, ...] = Field(
        default=(), description="Names that are blacked out wherever they stand."
    )

    theatres: Mapping[str, Held] = Field(
        default_factory=dict,
        description="Other values for one theatre: a table `[theatres.syria]` in the file.",
    )

    @field_validator("editors")
    @classmethod
    def _addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for address in value:
            if address.count("@") != 1 or address.strip() != address:
                raise ValueError(f"`{address}` is no e-mail address: write name@host")
        return tuple(address.casefold() for address in value)

    def for_theatre(self, theatre_id: str) -> Settings:
        """Return the settings with what is said for one theatre put in."""
        own = self.theatres.get(theatre_id)
        return self.model_copy(update=own.model_dump(exclude_none=True)) if own else self

    @property
    def has_embargo(self) -> bool:
        """Say whether something becomes showable by the mere passing of time, in any theatre."""
        return any([self.embargo_hours, *(held.embargo_hours for held in self.theatres.values())])

    @property
    def holds_back(self) -> bool:
        """Say whether anything is held back from this view."""
        return bool(self.embargo_hours or self.coarsen != "no" or self.mask_names or self.masked_names)


def load_settings(environment: Mapping[str, str] | None = None, folder: Path | None = None) -> Settings:
    """Return the settings; raises SettingsError for a file or a value that cannot be used."""
    given = os.environ if environment is None else environment
    values = _from_file(given, folder or Path.cwd())
    for name in Settings.model_fields.keys() - FILE_ONLY:
        written = given.get(f"{PREFIX}{name.upper()}")
        if written is not None:
            values[name] = [v.strip() for v in written.split(",") if v.strip()] if name in LISTS else written
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        option = ".".join(map(str, first["loc"]))
        raise SettingsError(
            f"option `{option}` is `{str(first.get('input'))[:80]}`: {first['msg']}; see docs/hosting.md"
        ) from error


def _from_file(given: Mapping[str, str], folder: Path) -> dict[str, object]:
    named = given.get(FILE_VARIABLE)
    path = Path(named) if named else folder / DEFAULT_FILE
    if not path.exists():
        if named:
            raise SettingsError(
                f"`{FILE_VARIABLE}` names `{path}`, which does not exist: correct it or unset it"
            )
        return {}
    if path.stat().st_size > MAX_SETTINGS_BYTES:
        raise SettingsError(f"`{path}` has more than {MAX_SETTINGS_BYTES} bytes: is it the settings file?")
    try:
        return dict(tomllib.loads(path.read_text("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"`{path}` is no TOML ({error}): correct the line") from error
