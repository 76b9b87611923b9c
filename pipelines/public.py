"""What a public view shows of documents and claims: nothing too fresh, too near or too personal, by configuration.

Pure: `now` is given at the edge. The same function serves the dashboard, every export and the static site, so that none
can show what another holds back.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from pipelines.cells import cell_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from gazetteer.model import Place, Theatre
    from pipelines.model import Aggregate, Claim, Document

WITHHELD: Final = "[withheld]"
MASK: Final = "█"
_TITLE: Final = (
    r"(?:Mr|Mrs|Ms|Dr|Prof|President|Prime Minister|Minister|General|Gen|Brigadier|Colonel|Col|Major|Captain|Capt|"
    r"Lieutenant|Lt|Commander|Sergeant|Sgt|Governor|Mayor|Sheikh|Imam|Mullah|spokesman|spokeswoman|spokesperson|activist|"
    r"resident|doctor|journalist|commander|fighter|chief|leader|minister)"
)
_NAME: Final = r"(?:(?:al|el|Al|El|bin|bint|Abu|Abdel|Abdul)[- ])?[A-Z][\w'’-]{1,30}"
_PERSON: Final = re.compile(rf"\b{_TITLE}\.?,? ((?:{_NAME})(?: {_NAME}){{0,3}})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What is held back; `names` are masked wherever they stand.

    `coarsen` is "parent" to show the place round a place, "cell" to show the cell of a grid of `cell_degrees`.
    """

    embargo_hours: int = 0
    coarsen: Literal["no", "parent", "cell"] = "no"
    cell_degrees: float = 0.1
    mask_persons: bool = False
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicView:
    """The records of a public view, and how many documents and claims were held back.

    `theatre` is the one given, with the cells of the grid added where places are rounded.
    """

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    aggregates: tuple[Aggregate, ...]
    held_documents: int
    held_claims: int
    theatre: Theatre


def public_view(
    documents: Iterable[Document], claims: Iterable[Claim], aggregates: Iterable[Aggregate], theatre: Theatre,
    rules: Rules, now: dt.datetime,
) -> PublicView:  # fmt: skip
    """Return what may be shown at `now` (an aware time); the order is kept.

    A document counts as published at the end of its day (UTC); under an embargo one without a known day is held back.
    A claim about days still under the embargo goes with it. Masked text keeps its length, so that offsets hold.
    """
    documents, claims, aggregates = tuple(documents), tuple(claims), tuple(aggregates)
    shown = [d for d in documents if _old_enough(d.published, rules, now)]
    ids = {d.id for d in shown}
    kept = [
        c
        for c in claims
        if c.document in ids and (c.date_latest is None or _old_enough(c.date_latest, rules, now))
    ]
    counts = [a for a in aggregates if a.document in ids]
    if rules.mask_persons or rules.names:
        shown = [
            replace(d, text=masked(d.text, rules), title=_masked_or_none(d.title, rules), extra={})
            for d in shown
        ]
        texts = {d.id: d.text for d in shown}
        kept = [replace(c, quote=texts[c.document][c.start : c.end]) for c in kept]
        counts = [replace(a, quote=texts[a.document][a.start : a.end]) for a in counts]
    if rules.coarsen != "no":
        instead = _instead(kept, theatre, rules)
        theatre = replace(theatre, places={**theatre.places, **{p.place_id: p for p in instead.values()}})
        kept = [_coarse(c, instead, theatre) for c in kept]
        shown = [replace(d, text=WITHHELD, title=None, url=None, extra={}) for d in shown]
        counts = []
    return PublicView(
        documents=tuple(shown), claims=tuple(kept), aggregates=tuple(counts),
        held_documents=len(documents) - len(shown), held_claims=len(claims) - len(kept), theatre=theatre,
    )  # fmt: skip


def _old_enough(day: dt.date | None, rules: Rules, now: dt.datetime) -> bool:
    if not rules.embargo_hours:
        return True
    if day is None:
        return False
    ended = dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC) + dt.timedelta(days=1)
    return ended + dt.timedelta(hours=rules.embargo_hours) <= now


def masked(text: str, rules: Rules) -> str:
    """Return a text of the same length in which names of persons are blacked out."""
    spans = [m.span(1) for m in _PERSON.finditer(text)] if rules.mask_persons else []
    for name in rules.names:
        spans += [m.span() for m in re.finditer(re.escape(name), text, re.IGNORECASE)] if name else []
    for start, end in spans:
        text = text[:start] + MASK * (end - start) + text[end:]
    return text


def _masked_or_none(text: str | None, rules: Rules) -> str | None:
    return None if text is None else masked(text, rules)


def _instead(claims: Iterable[Claim], theatre: Theatre, rules: Rules) -> dict[str, Place]:
    """Return what is shown instead of each place that a claim is about; a place without such a one is left out."""
    found: dict[str, Place] = {}
    for place_id in dict.fromkeys(c.place_id for c in claims if c.place_id):
        place = theatre.places[place_id]
        if rules.coarsen == "cell":
            shown = cell_of(place, theatre, rules.cell_degrees)
        else:
            shown = theatre.places.get(place.within or "")
        if shown:
            found[place_id] = shown
    return found


def _coarse(claim: Claim, instead: Mapping[str, Place], theatre: Theatre) -> Claim:
    """Return a claim about another place, without the words that name it; unplaced where there is none."""
    shown = instead.get(claim.place_id or "")
    above = theatre.places.get(shown.within) if shown and shown.within else None
    return replace(
        claim, place=shown.name if shown else None, place_id=shown.place_id if shown else None, place_text=WITHHELD,
        within=above.name if above else None, actor_text=None, part=None, quote=WITHHELD, start=0, end=len(WITHHELD),
    )  # fmt: skip
