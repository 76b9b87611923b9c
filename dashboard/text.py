"""Words for the screen: the one place where text of others becomes HTML, and dates as a person writes them.

Articles, place names and addresses are hostile input. Everything that reaches the page as HTML goes through
`escape` here; Markdown is never made from such text. Bidirectional controls (Unicode TR 9, section 2) could
reorder the words around them, so they are shown as a visible mark.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    import datetime as dt

    from pipelines.model import ControlChange

BIDI_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""The characters that change the direction of the text around them (Unicode TR 9)."""

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
MAX_URL = 2000
MAX_SHOWN = 4000
"""Characters of one text that are shown; more is cut with a mark."""

CREDIBILITY = {
    1: "confirmed: two or more independent reports, one of them against its own side's interest or neutral",
    2: "probably true: two or more independent reports",
    3: "possibly true: one report, nothing against it",
    4: "doubtful: disputed by another report",
    5: "improbable: contradicted by later reports",
    6: "cannot be judged: undated, or the claimed winner is the only source",
}
"""The Admiralty scale's credibility digits in words (NATO STANAG 2511, as the model's rules apply it)."""

RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "not judged",
}
"""The Admiralty scale's reliability letters in words."""


def escape(text: str, *, limit: int = MAX_SHOWN) -> str:
    """Return text as HTML that shows it and does nothing else.

    Markup is escaped, control characters become U+FFFD, direction marks a visible `⟨⟩`, and text longer than
    `limit` characters is cut with an ellipsis.
    """
    shown = text if len(text) <= limit else text[: limit - 1] + "…"
    shown = BIDI_CONTROLS.sub("⟨⟩", CONTROLS.sub("\ufffd", shown))
    return html.escape(shown, quote=True)


def plain(text: str, *, limit: int = MAX_SHOWN) -> str:
    """Return text for a widget that shows it literally (tables, selections): controls made visible, cut."""
    shown = text if len(text) <= limit else text[: limit - 1] + "…"
    return BIDI_CONTROLS.sub("⟨⟩", CONTROLS.sub("\ufffd", shown))


def marked(text: str, start: int, end: int, *, word: str = "") -> str:
    """Return `text` as HTML with `text[start:end]` marked and, inside it, the control word set stronger.

    `word` is looked for without regard to case; a span outside the text marks nothing.
    """
    if not 0 <= start < end <= len(text):
        return escape(text)
    quote = text[start:end]
    at = quote.lower().find(word.lower()) if word else -1
    if at < 0:
        inner = escape(quote)
    else:
        stop = at + len(word)
        inner = f"{escape(quote[:at])}<strong>{escape(quote[at:stop])}</strong>{escape(quote[stop:])}"
    return f"{escape(text[:start])}<mark>{inner}</mark>{escape(text[end:])}"


def paragraph_around(text: str, start: int, end: int, *, limit: int = 1500) -> tuple[str, int, int]:
    """Return the paragraph that holds `text[start:end]`, and the span inside it (code points).

    A paragraph ends at a line break; one longer than `limit` is cut to a window round the span.
    """
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    first = max(first, start - limit // 2)
    last = min(last, end + limit // 2)
    return text[first:last], start - first, end - first


def safe_link(url: str | None) -> str | None:
    """Return `url` if it is a web address that may stand in a link, else None."""
    if not url or len(url) > MAX_URL or CONTROLS.search(url) or BIDI_CONTROLS.search(url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.netloc else None


def day_words(day: dt.date | None) -> str:
    """Return a day as a person writes it: `27 Nov 2016`; `day not known` for None."""
    return "day not known" if day is None else f"{day.day} {day:%b %Y}"


def span_words(earliest: dt.date | None, latest: dt.date | None) -> str:
    """Return a pair of days in words: `27 Nov 2016`, `26–27 Nov 2016, day not settled`, `by 30 Nov 2016`."""
    if earliest is None and latest is None:
        return "day not known"
    if earliest is None:
        return f"by {day_words(latest)}"
    if latest is None:
        return f"from {day_words(earliest)}"
    if earliest == latest:
        return day_words(earliest)
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        first = str(earliest.day)
    elif earliest.year == latest.year:
        first = f"{earliest.day} {earliest:%b}"
    else:
        first = day_words(earliest)
    joint = "–" if first.isdigit() else " – "
    return f"{first}{joint}{day_words(latest)}, day not settled"


def part_words(part: str | float | None) -> str:
    """Return a part of a place in words: `north part`, `50 percent`; empty for the whole."""
    if part is None:
        return ""
    return f"{part} part" if isinstance(part, str) else f"{part:.0%}".replace("%", " percent")


def count_words(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun: `1 report`, `2 reports`, `0 reports`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def grade_words(change: ControlChange) -> str:
    """Return a change's credibility digit and what it means."""
    return f"{change.credibility}: {CREDIBILITY[change.credibility]}"
