"""The same said otherwise: rows of the tables, varied in a way that leaves what a careful reader notes as it is.

Each variation is written for any row; one that does not fit a row leaves it out. Only rows that are read right as they
stand are asked, so that a figure tells how much the way of saying it matters.
"""

from __future__ import annotations

import functools
import re
import textwrap
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.model import Event, Polarity
from tests.extract.measured import asked

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipelines.model import Claim
    from tests.extract.table import Row

TABLES = ("gains", "states", "worlds", "prose", "reports", "traps", "silences")
FLOORS = Path(__file__).parent / "variations.toml"
MIN_ROWS = 100
"""How many rows a variation has to fit for its share to say much."""
EVERY = 3
"""Every which row is asked, by its line: all of them would take a minute."""
_STANDING_IN = ("Tamarkul", "Bezhin", "Kyselivka", "Oumdjema", "Ndolera", "Sarkhel", "Yambita", "Qasvar")
_NOT_BEHIND = (
    "and|or|from|to|district|neighbou?rhood|province|city|village|town|region|airport|base|camp|crossing|dam|areas?|"
    "quarter|suburb|gas|oil|road|county|refinery|border|bridge|state|governorate|square|hospital|prison|countryside|"
    "military|international|air|barracks|port|valley|hill|territory"
)
_FACTS = re.compile(r"(?:had|has|have|were|was|been|be|being|said|,|and|which|that|who) captured ")
"""Where "captured" has words before it that another verb form does not fit."""


def _plain(row: Row) -> bool:
    """Say whether a row is one plain sentence that nobody speaks and that lacks no commas."""
    text = row.text
    plain = (
        text.endswith(".") and ". " not in text and "\n" not in text and '"' not in text and "“" not in text
    )
    return plain and " said" not in text and "comma" not in row.section and text[1:2].islower()


def _opening(row: Row) -> str:
    """Return a row's text as it goes on behind an opening: its first word small, unless it is a name."""
    first = row.text.split(" ", 1)[0]
    return row.text[0].lower() + row.text[1:] if first.lower() in _small_words() else row.text


@functools.cache
def _small_words() -> frozenset[str]:
    """Return the words that stand small within the rows' sentences."""
    texts = (row.text for table in TABLES for row in asked(table))
    return frozenset(word for text in texts for word in re.findall(r"(?<=[a-z,] )[a-z][a-z'-]*\b", text)) | {
        "a"
    }


def _behind_opening(opening: str, row: Row) -> Row | None:
    dated = "day" in row.text or " on " in row.text
    if not _plain(row) or (dated and "day" in opening) or "," not in row.text:
        return None
    return replace(row, text=f"{opening} {_opening(row)}")


def _said(row: Row) -> Row | None:
    return replace(row, text=f"{row.text[:-1]}, according to the local council.") if _plain(row) else None


def _described(what: str, row: Row) -> Row | None:
    """Describe the first place of a row behind its name, where the clause goes on."""
    if "comma" in row.section:
        return None
    for place in (claim.place for claim in row.expected or ()):
        found = re.search(rf"(?<![-\w]){re.escape(place)}(?= [a-z])(?! (?:{_NOT_BEHIND})\b)", row.text)
        if found:
            return replace(row, text=row.text[: found.end()] + what + row.text[found.end() :])
    return None


def _renamed(row: Row) -> Row | None:
    """Give the places of a row that no gazetteer lists other names."""
    places = sorted(
        {c.place for c in row.expected or () if c.place.isalpha()}, key=lambda place: (-len(place), place)
    )
    if row.theatre != "world" or not places or any(row.text.count(place) == 0 for place in places):
        return None
    text, wanted = row.text, row.wanted
    for place, other in zip(places, _STANDING_IN, strict=False):
        text, wanted = (re.sub(rf"(?<![-\w]){place}(?![-\w])", other, part) for part in (text, wanted))
    return replace(row, text=text, wanted=wanted)


def _between_news(row: Row) -> Row | None:
    if "\n" in row.text or row.text[-1] not in '."':
        return None
    before = "Three civilians were wounded in the capital overnight."
    return replace(row, text=f"{before} {row.text} Aid groups said that thousands had fled their homes.")


def _curly(row: Row) -> Row | None:
    marks = iter("“”" * row.text.count('"'))
    text = "".join(next(marks) if mark == '"' else "’" if mark == "'" else mark for mark in row.text)
    return replace(row, text=text) if text != row.text else None


def _no_breaks(row: Row) -> Row:
    return replace(row, text=row.text.replace(" ", "\u00a0"))


def _folded(row: Row) -> Row | None:
    lines = textwrap.wrap(row.text, 62, break_long_words=False, break_on_hyphens=False)
    return None if "\n" in row.text or len(lines) < 3 else replace(row, text="\n".join(lines))


def _daily(how: str, row: Row) -> Row | None:
    """Tell the weekdays of a row as others set them: "on Monday" as "Monday", "at dawn on Monday"."""
    text = re.sub(
        r"\bon ((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b(?! morning| night| evening)", how, row.text
    )
    return replace(row, text=text) if text != row.text else None


def _stormed(row: Row) -> Row | None:
    text = re.sub(r"\bcaptured\b", "stormed and captured", row.text)
    return replace(row, text=text) if text != row.text else None


def _unmade(how: str, row: Row) -> Row | None:
    """Tell the one gain of a row as no fact: "captured X" as "hoped to capture X"."""
    expected = row.expected or ()
    one = len(expected) == 1 and expected[0].event == "gain" and not expected[0].denied
    if not one or row.text.count(" captured ") != 1 or _FACTS.search(row.text):
        return None
    return replace(row, text=row.text.replace(" captured ", f" {how} "), wanted="none")


VARIATIONS: dict[str, Callable[[Row], Row | None]] = {
    "X, 30 km north of the capital, ...": lambda row: _described(", 30 km north of the capital,", row),
    "X, a strategic town on the road to the coast, ...": lambda row: _described(
        ", a strategic town on the road to the coast,", row
    ),
    "X (a town of 20,000 people) ...": lambda row: _described(" (a town of 20,000 people)", row),
    "X in the north-east of the country ...": lambda row: _described(
        " in the north-east of the country", row
    ),
    "Meanwhile, ...": lambda row: _behind_opening("Meanwhile,", row),
    "On Monday, ...": lambda row: _behind_opening("On Monday,", row),
    "..., according to the local council": _said,
    "between other news": _between_news,
    "other place names": _renamed,
    "curly marks": _curly,
    "no-break spaces": _no_breaks,
    "lines broken at a width": _folded,
    "Monday": lambda row: _daily(r"\1", row),
    "at dawn on Monday": lambda row: _daily(r"at dawn on \1", row),
    "late on Monday night": lambda row: _daily(r"late on \1 night", row),
    "stormed and captured": _stormed,
}
"""What is said otherwise, and how."""
UNMADE = (
    "hoped to capture",
    "did not capture",
    "threatened to capture",
    "would have captured",
    "came close to capturing",
)
"""What makes no fact of "captured"."""


def _rows() -> list[Row]:
    found = (row for table in TABLES for row in asked(table) if row.line % EVERY == 0)
    return [row for row in found if not row.faults()]


@functools.cache
def varied(name: str) -> tuple[tuple[Row, tuple[str, ...]], ...]:
    """Return the rows of a variation, each with what is wrong in it as varied."""
    rows = filter(None, map(VARIATIONS[name], _rows()))
    return tuple((row, tuple(row.faults())) for row in rows)


def share(name: str) -> float:
    """Return the share of a variation's rows that are read as before."""
    rows = varied(name)
    return sum(not faults for _, faults in rows) / len(rows)


def still_gained(how: str) -> list[Row]:
    """Return the rows that assert a gain although "captured" has become no fact."""
    rows = [row for row in map(functools.partial(_unmade, how), _rows()) if row is not None]
    assert rows
    return [row for row in rows if any(map(_gained, row.claims()))]


def _gained(claim: Claim) -> bool:
    told = claim.event is Event.GAIN and claim.polarity is Polarity.ASSERTED
    return told and "captur" in claim.framing
