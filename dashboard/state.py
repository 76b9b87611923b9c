"""What is on the screen, as one frozen value, and its form in the address.

A link is untrusted input: every field is decoded by itself against an allow-list or a bound; what does not
fit is left at its default, and a notice says so. Nothing else of the address reaches the program.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

VERSION = "1"
MAX_VALUE = 400
"""Characters of one value of the address that are read; a longer one is refused."""

MAX_LIST = 40
POLICIES = ("latest", "corroborated", "against-interest")
COMPARE = ("days", "sources", "known")
LEAST = (1, 2, 3)
CREDIBILITY = ("1", "2", "3", "4", "5", "6")
EVENTS = ("gain", "loss", "hold", "contest", "pledge")
STATUSES = ("reported", "corroborated", "disputed", "implied")


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewState:
    """Everything that a person has chosen; the default is what a fresh visitor sees.

    `day` None is the last day that anything changed on. `sources` empty is all of them. `known_by` None is
    everything known today. `least` is the number of independent reports that a change needs to be drawn.
    `events`, `sides`, `grades`, `statuses`, `publishers`, `text` and the days `first` to `last` filter the
    lists. `compare` says what the two
    sides of the comparison are; `left` and `right` are ISO days or source names, by that.
    """

    day: dt.date | None = None
    place: str | None = None
    sources: tuple[str, ...] = ()
    known_by: dt.date | None = None
    policy: str = "latest"
    least: int = 1
    events: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    text: str = ""
    compare: str = "days"
    left: str = ""
    right: str = ""

    def to_query(self) -> dict[str, str]:
        """Return the fields that differ from the default as query parameters, in a fixed order."""
        query: dict[str, str] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if value != field.default:
                query[field.name] = _write(value)
        return {"v": VERSION, **query} if query else {}

    def but(self, **changes: Any) -> ViewState:  # noqa: ANN401  # the dataclass checks the names
        """Return this state with some fields changed."""
        return replace(self, **changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """What the address may name: the data's own places, sources, sides and days (first, last)."""

    places: Collection[str]
    sources: Collection[str]
    publishers: Collection[str]
    sides: Collection[str]
    days: tuple[dt.date, dt.date] | None


def _write(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(str(part).replace("\\", "\\\\").replace(",", "\\,") for part in value)
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _split(value: str) -> list[str]:
    """Split at commas that no backslash protects."""
    parts = [""]
    characters = iter(value)
    for character in characters:
        if character == "\\":
            parts[-1] += next(characters, "")
        elif character == ",":
            parts.append("")
        else:
            parts[-1] += character
    return [part for part in parts if part]


def decode(query: Mapping[str, str], allowed: Allowed) -> tuple[ViewState, tuple[str, ...]]:
    """Read a view from query parameters.

    Args:
        query: the address's parameters, one value each. Unknown names are ignored.
        allowed: what the data holds.

    Returns:
        The state and a notice, a sentence, for each value that was refused or moved.
    """
    notices: list[str] = []
    state = ViewState()
    version = query.get("v", VERSION)
    if version != VERSION:
        return state, (
            f"This link was made by another version (`v` = {version[:8]!r}): the defaults are shown.",
        )
    for name, read in _READERS.items():
        value = query.get(name)
        if value is None or value == "":
            continue
        if len(value) > MAX_VALUE:
            notices.append(f"The link's `{name}` is longer than {MAX_VALUE} characters and was left out.")
            continue
        decoded, notice = read(name, value, allowed)
        if notice:
            notices.append(notice)
        if decoded is not None:
            state = replace(state, **{name: decoded})
    return state, tuple(notices)


def _day(name: str, value: str, allowed: Allowed) -> tuple[dt.date | None, str]:
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        return None, f"The link's `{name}` is no day such as 2016-11-27 and was left out."
    if allowed.days is None:
        return None, ""
    first, last = allowed.days
    moved = min(max(day, first), last)
    if moved != day:
        return moved, f"The link's `{name}` {day} lies outside {first} – {last}: {moved} is shown."
    return day, ""


def _any_day(name: str, value: str, _: Allowed) -> tuple[dt.date | None, str]:
    try:
        return dt.date.fromisoformat(value), ""
    except ValueError:
        return None, f"The link's `{name}` is no day such as 2016-11-27 and was left out."


def _one_of(choices: Callable[[Allowed], Collection[str]]) -> Callable[[str, str, Allowed], tuple[Any, str]]:
    def read(name: str, value: str, allowed: Allowed) -> tuple[Any, str]:
        if value in choices(allowed):
            return value, ""
        return None, f"The link's `{name}` is not in this data and was left out."

    return read


def _some_of(choices: Callable[[Allowed], Collection[str]]) -> Callable[[str, str, Allowed], tuple[Any, str]]:
    def read(name: str, value: str, allowed: Allowed) -> tuple[Any, str]:
        wanted = _split(value)[:MAX_LIST]
        known = tuple(dict.fromkeys(part for part in wanted if part in choices(allowed)))
        lost = len(set(wanted)) - len(known)
        return known, f"{lost} of the link's `{name}` are not in this data and were left out." if lost else ""

    return read


def _least(name: str, value: str, _: Allowed) -> tuple[int | None, str]:
    if value in {str(number) for number in LEAST}:
        return int(value), ""
    return None, f"The link's `{name}` is not one of {', '.join(map(str, LEAST))} and was left out."


def _text(_: str, value: str, __: Allowed) -> tuple[str, str]:
    return value, ""


_READERS: dict[str, Callable[[str, str, Allowed], tuple[Any, str]]] = {
    "day": _day,
    "place": _one_of(lambda allowed: allowed.places),
    "sources": _some_of(lambda allowed: allowed.sources),
    "known_by": _any_day,
    "policy": _one_of(lambda _: POLICIES),
    "least": _least,
    "events": _some_of(lambda _: EVENTS),
    "sides": _some_of(lambda allowed: allowed.sides),
    "grades": _some_of(lambda _: CREDIBILITY),
    "statuses": _some_of(lambda _: STATUSES),
    "first": _any_day,
    "last": _any_day,
    "publishers": _some_of(lambda allowed: allowed.publishers),
    "text": _text,
    "compare": _one_of(lambda _: COMPARE),
    "left": _text,
    "right": _text,
}
