"""How records look: HTML made here alone, with every text of others escaped; colours of both themes.

All functions return HTML strings; `draw` puts one on the page. Colours mix with `currentColor`, so that one
style serves the light and the dark theme.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.text import (
    CREDIBILITY,
    RELIABILITY,
    day_words,
    escape,
    marked,
    paragraph_around,
    safe_link,
    span_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dashboard.service import ChangeLine, Evidence
    from dashboard.sourcing import Matrix
    from gazetteer.model import Theatre
    from pipelines.model import ControlInterval, Document

STYLE = Path(__file__).with_name("style.css")
"""The style sheet, put on every page by the shell."""


def draw(html: str) -> None:
    """Put HTML that this module made on the page; nothing for an empty text."""
    if html:
        st.html(html)


def takes(files: Iterable[tuple[str, str]]) -> str:
    """Return links to files, (label, address) each, that look like buttons; the browser saves what they lead to."""
    links = (f'<a href="{escape(address)}" download>{escape(label)}</a>' for label, address in files)
    return f'<p class="wh-takes">{" ".join(links)}</p>'


def colour(theatre: Theatre, actor: str | None) -> str:
    """Return a side's colour as #rrggbb; grey where nobody is named or the theatre lacks the side."""
    known = theatre.actors.get(actor) if actor else None
    return known.colour if known else "#8a8f94"


def side(theatre: Theatre, actor: str | None, name: str) -> str:
    """Return a side's name with its colour before it."""
    return f'<span class="wh-side" style="--side:{escape(colour(theatre, actor))}">{escape(name)}</span>'


def grade(letters: str) -> str:
    """Return an Admiralty grade (`F2`) whose tooltip says what both halves mean."""
    source, said = RELIABILITY[letters[0]], CREDIBILITY[int(letters[1])]
    words = f"Admiralty grade {letters}: source {source}; report {said}"
    return f'<abbr class="wh-tag" title="{escape(words)}">{escape(letters)}</abbr>'


def arabic(name: str | None) -> str:
    """Return an Arabic name with its language and direction, or nothing."""
    return f'<span lang="ar" dir="rtl">{escape(name)}</span>' if name else ""


def quote(evidence: Evidence) -> str:
    """Return a claim's paragraph with its quote and control word marked, and who said it, where and when."""
    claim, document = evidence.claim, evidence.document
    text, start, end = paragraph_around(document.text, claim.start, claim.end)
    said = escape(" · ".join(evidence.said_by), limit=300)
    where = escape(evidence.publisher, limit=200)
    link = safe_link(document.url)
    if link:
        where = f'<a href="{escape(link)}" target="_blank" rel="noopener noreferrer nofollow">{where}</a>'
    quotes = evidence.said_by != (evidence.publisher,)
    via = f", in {where}" if quotes else ""
    who = said if quotes else where
    day = day_words(document.published).replace("day not known", "publication day not known")
    kind = "disputes: " if evidence.against else ""
    css = "wh-quote wh-against" if evidence.against else "wh-quote"
    body = marked(text, start, end, word=claim.framing)
    return f'<blockquote class="{css}">{body}<footer>{kind}{who}{via}, {escape(day)}</footer></blockquote>'


def change_card(theatre: Theatre, line: ChangeLine, *, shown: int = 1) -> str:
    """Return one change: place, side to side, when, reports, grade, and its quotes (`shown` of them open)."""
    change = line.change
    part = f" ({escape(line.part)})" if line.part else ""
    first = "".join(quote(e) for e in line.evidence[:shown])
    rest = line.evidence[shown:]
    more = ""
    if rest:
        word = "quote" if len(rest) == 1 else "quotes"
        more = (
            f"<details><summary>{len(rest)} more {word}</summary>{''.join(quote(e) for e in rest)}</details>"
        )
    sources = escape(line.who, limit=300)
    return (
        f'<article class="wh-card" style="--side:{escape(colour(theatre, change.to_actor))}">'
        f"<h3>{escape(line.place)}{part} {arabic(line.place_ar)}</h3>"
        f"<p>{side(theatre, change.from_actor, line.before)} → "
        f"{side(theatre, change.to_actor, line.after)}</p>"
        f'<p class="wh-facts">{escape(line.when)} · {escape(line.reports)} · {escape(change.status)} '
        f"{grade(line.grade)} · {sources}</p>{first}{more}</article>"
    )


def spells(theatre: Theatre, intervals: Sequence[ControlInterval], names: Sequence[str]) -> str:
    """Return a place's history as a strip of coloured spells and a list of them in words."""
    if not intervals:
        return ""
    ends = [day for i in intervals for day in (i.start, i.end, i.last_confirmed) if day]
    first, last = (min(ends), max(ends)) if ends else (None, None)
    strip, items = [], []
    for interval, name in zip(intervals, names, strict=True):
        if first and last:
            days = ((interval.end or last) - (interval.start or first)).days
            css = "" if interval.end else ' class="wh-open"'
            strip.append(
                f'<span{css} style="--side:{colour(theatre, interval.holder)};flex:{max(days, 1)}"></span>'
            )
        until = day_words(interval.end) if interval.end else "no later report"
        since = span_words(interval.since_earliest, interval.since_latest)
        since = "start not known" if since == "day not known" else f"since {since}"
        items.append(
            f"<li>{side(theatre, interval.holder, name)}: {escape(since)}, until {escape(until)} "
            f"({escape(interval.status)}{', contested' if interval.contested else ''})</li>"
        )
    line = f'<div class="wh-line" aria-hidden="true">{"".join(strip)}</div>'
    return f'{line}<ul class="wh-spells">{"".join(items)}</ul>'


def empty(words: str) -> str:
    """Return an empty state, which says what to do next."""
    return f'<p class="wh-empty" role="status">{escape(words)}</p>'


def problem(words: str) -> str:
    """Return a failure, which says what to do instead; read out by screen readers at once."""
    return f'<p class="wh-empty wh-problem" role="alert">{escape(words)}</p>'


def article(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return a whole article with spans (code points) marked; of two that overlap, the first."""
    out, at = [], 0
    for start, end in sorted(spans):
        if start >= at and end <= len(text):
            out += [escape(text[at:start], limit=10**6), "<mark>", escape(text[start:end]), "</mark>"]
            at = end
    out.append(escape(text[at:], limit=10**6))
    return f'<div class="wh-article">{"".join(out)}</div>'


def document_line(document: Document) -> str:
    """Return an article as a list item: title, publisher, day and how the day is known."""
    title = escape(document.title or document.id, limit=200)
    link = safe_link(document.url)
    if link:
        title = f'<a href="{escape(link)}" target="_blank" rel="noopener noreferrer nofollow">{title}</a>'
    publisher = escape(document.publisher or "publisher not known", limit=200)
    basis = f" ({escape(document.published_basis, limit=300)})" if document.published_basis else ""
    return f"<li>{title}: {publisher}, {escape(day_words(document.published))}{basis}</li>"


def legend(entries: Iterable[tuple[str, str]]) -> str:
    """Return what colours mean: words with a square of their colour (#rrggbb) before them."""
    items = (
        f'<span class="wh-side" style="--side:{escape(tone)}">{escape(words)}</span>'
        for words, tone in entries
    )
    return f'<p class="wh-legend">{"".join(items)}</p>'


def reasons(lines: Iterable[str]) -> str:
    """Return sentences as a list; those that begin with blanks stand under the one before."""
    items = [
        f'<li style="margin-left:{(len(line) - len(line.lstrip())) / 2:g}rem">{escape(line.strip())}</li>'
        for line in lines
    ]
    return f'<ul class="wh-spells">{"".join(items)}</ul>'


def matrix(found: Matrix) -> str:
    """Return sources by sources as a table in a box of its own that scrolls, also by keyboard."""
    head = "".join(f'<th scope="col">{escape(name, limit=60)}</th>' for name in found.names)
    rows = "".join(
        f'<tr><th scope="row">{escape(name, limit=60)}</th>'
        + "".join("<td>–</td>" if cell is None else _shared(*cell) for cell in cells)
        + "</tr>"
        for name, cells in zip(found.names, found.cells, strict=True)
    )
    return (
        '<div class="wh-matrix" role="region" tabindex="0" aria-label="Who agrees with whom">'
        f'<table><thead><tr><th scope="col">Source</th>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
    )


def _shared(agree: int, disagree: int) -> str:
    strong = ' class="wh-clash"' if disagree else ""
    return f"<td{strong}>{agree} agree<br>{disagree} disagree</td>"
