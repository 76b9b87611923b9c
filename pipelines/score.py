"""Score extracted claims against annotated ones: precision, recall and F1 per event, days, extents, every miss.

A predicted claim is right when document, event, place, side and polarity agree with a gold row that no other
prediction has taken. A gold row whose side is null accepts any. Background rows count in neither direction.
Places agree when their names do (`pipelines.score_names`), in the place or in the word that stands for it.
Pure: records in, a `Score` out; `pipelines.score_report` puts it into words.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipelines.claims_io import claim_record
from pipelines.model import Claim, Event
from pipelines.score_names import place_forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pipelines.model import Document

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "change": (Event.GAIN, Event.LOSS),
    "state": (Event.HOLD, Event.CONTEST, Event.PLEDGE),
}
"""Events are matched inside a family: changes with changes, states with states."""
NEAR_DAYS = 1
"""Both bounds of a claim's days may be this far from the gold row's and still be near."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Right claims, false alarms and misses, with what follows from them (0-1; 1.0 where nothing was asked)."""

    right: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """Return the share of the predicted claims that are right."""
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    @property
    def recall(self) -> float:
        """Return the share of the gold rows that were found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One false alarm (`kind` "false") or one miss ("missed"), as strict matching sees it."""

    document: str
    kind: str
    event: str
    place: str
    actor: str | None
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """A gold row that was found with another event, side or polarity; "event side polarity" each."""

    gold: str
    predicted: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How a set of claims compares with the gold rows of the same documents.

    `strict` and `place` hold a tally per family ("change", "state"); `events` one per event, strict. `days` counts
    the right changes whose gold row has a day: near, off, none (not dated); `undated` those whose gold row has
    none: kept undated, or dated all the same. `extents` counts whole or part right and wrong among the right changes.
    """

    documents: int
    strict: Mapping[str, Tally]
    place: Mapping[str, Tally]
    events: Mapping[str, Tally]
    days: Mapping[str, int]
    undated: Mapping[str, int]
    extents: Mapping[bool, int]
    bad_quotes: int
    quiet_documents: int
    false_alarm_documents: int
    faults: tuple[Fault, ...]
    confusions: Mapping[Confusion, int]

    @property
    def days_near(self) -> float | None:
        """Return the share of the dated right changes with both bounds within `NEAR_DAYS`, None if there is none."""
        asked = sum(self.days.values())
        return self.days.get("near", 0) / asked if asked else None

    @property
    def extent_right(self) -> float | None:
        """Return the share of the right changes whose whole-or-part is right, None if there is no right change."""
        asked = sum(self.extents.values())
        return self.extents.get(True, 0) / asked if asked else None

    @property
    def misses(self) -> tuple[Fault, ...]:
        """Return the gold rows that were not found."""
        return tuple(fault for fault in self.faults if fault.kind == "missed")


@dataclass(slots=True)
class _Book:
    """The running counts of `score`."""

    tallies: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    days: Counter[str] = field(default_factory=Counter)
    undated: Counter[str] = field(default_factory=Counter)
    extents: Counter[bool] = field(default_factory=Counter)
    confusions: Counter[Confusion] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)

    def tally(self, kind: str, name: str) -> Tally:
        return Tally(*(self.tallies[kind, name, outcome] for outcome in ("right", "false", "missed")))


@dataclass(slots=True)
class _Row:
    """A gold row or a predicted claim, its place in normal forms."""

    record: Mapping[str, Any]
    forms: frozenset[str]

    @property
    def event(self) -> str:
        return str(self.record["event"])

    @property
    def actor(self) -> str | None:
        return self.record.get("actor")

    @property
    def polarity(self) -> str:
        return str(self.record.get("polarity", "asserted"))

    @property
    def background(self) -> bool:
        return bool(self.record.get("background"))

    @property
    def written(self) -> str:
        return str(self.record.get("place_text") or self.record.get("surface") or self.record.get("place"))

    def says_the_same_of(self, other: _Row) -> bool:
        """Say whether event and place agree."""
        return self.event == other.event and bool(self.forms & other.forms)

    def fits(self, gold: _Row) -> bool:
        """Say whether event, place, side and polarity agree with a gold row."""
        side = gold.actor is None or gold.actor == self.actor
        return self.says_the_same_of(gold) and side and self.polarity == gold.polarity

    @property
    def identity(self) -> tuple[str, ...]:
        """Return what makes two claims of a document one."""
        least = min(self.forms, default="")
        return (self.event, str(self.actor), self.polarity, str(self.record.get("part")), least)


def score(
    docs: Iterable[Document],
    gold: Iterable[Mapping[str, Any]],
    predicted: Iterable[Mapping[str, Any] | Claim],
) -> Score:
    """Compare predicted claims with gold rows, document by document.

    `docs` say which documents count; rows of others are left out. `gold` rows have the fields of docs/claim-guide.md
    (`doc`, `place`, `surface`, `event` ...); rows with `aggregate` are not scored. `predicted` are claims, or their
    JSON objects (`document` or `doc`). Nothing is mutated; the order of the inputs decides between equal matches.
    """
    texts = {doc.id: doc.text for doc in docs}
    golds = _by_document([g for g in gold if "aggregate" not in g], texts)
    records = [claim_record(p) if isinstance(p, Claim) else p for p in predicted]
    claims = _by_document([p for p in records if p.get("event")], texts)
    book, quiet, alarms, bad = _Book(), 0, 0, 0
    for name, text in texts.items():
        bad += sum(not _quote_stands(text, row.record) for row in claims[name])
        wanted = [row for row in golds[name] if not row.background]
        found = _counted(claims[name], golds[name], wanted)
        if not _changes(wanted):
            quiet += 1
            alarms += bool(_changes(found))
        wrong = [_match_family(book, name, family, wanted, found) for family in FAMILIES]
        _confuse(
            book, [row for false, _ in wrong for row in false], [row for _, missed in wrong for row in missed]
        )
    return Score(
        documents=len(texts),
        strict={family: book.tally("strict", family) for family in FAMILIES},
        place={family: book.tally("place", family) for family in FAMILIES},
        events={str(event): book.tally("event", event) for event in Event},
        days=dict(book.days),
        undated=dict(book.undated),
        extents=dict(book.extents),
        bad_quotes=bad,
        quiet_documents=quiet,
        false_alarm_documents=alarms,
        faults=tuple(book.faults),
        confusions=dict(book.confusions),
    )


def _by_document(
    records: Sequence[Mapping[str, Any]], texts: Mapping[str, str]
) -> defaultdict[str, list[_Row]]:
    rows: defaultdict[str, list[_Row]] = defaultdict(list)
    for record in records:
        name = record.get("document", record.get("doc"))
        if name in texts:
            spellings = place_forms(record.get("place"), record.get("place_text") or record.get("surface"))
            rows[name].append(_Row(record, spellings))
    return rows


def _quote_stands(text: str, record: Mapping[str, Any]) -> bool:
    """Say whether the quote is in the text: at its offsets if it has them, else anywhere."""
    quote, start = record.get("quote") or "", record.get("start")
    if not quote:
        return False
    return bool(text[start : record.get("end")] == quote) if start is not None else quote in text


def _counted(claims: list[_Row], golds: list[_Row], wanted: list[_Row]) -> list[_Row]:
    """Return the claims that count: each said once, no background, none that only a background row says."""
    history = [row for row in golds if row.background]
    once: dict[tuple[str, ...], _Row] = {}
    for row in claims:
        once.setdefault(row.identity, row)
    return [
        row
        for row in once.values()
        if not row.background
        and (
            not any(row.says_the_same_of(old) for old in history)
            or any(row.says_the_same_of(new) for new in wanted)
        )
    ]


def _changes(rows: list[_Row]) -> list[_Row]:
    return [row for row in rows if row.event in FAMILIES["change"]]


def _match_family(
    book: _Book, document: str, family: str, wanted: list[_Row], found: list[_Row]
) -> tuple[list[_Row], list[_Row]]:
    """Match one family's claims of a document strictly, then by event and place alone; return (false, missed)."""
    golds = [row for row in wanted if row.event in FAMILIES[family]]
    claims = [row for row in found if row.event in FAMILIES[family]]
    pairs, false, missed = _match(claims, golds, strict=True)
    for kind, event, outcome in (
        *(("strict", family, "right") for _ in pairs),
        *(("strict", family, "false") for _ in false),
        *(("strict", family, "missed") for _ in missed),
        *(("event", gold.event, "right") for _, gold in pairs),
        *(("event", row.event, "false") for row in false),
        *(("event", row.event, "missed") for row in missed),
    ):
        book.tallies[kind, event, outcome] += 1
    near_pairs, near_false, near_missed = _match(claims, golds, strict=False)
    for outcome, number in (
        ("right", len(near_pairs)),
        ("false", len(near_false)),
        ("missed", len(near_missed)),
    ):
        book.tallies["place", family, outcome] += number
    book.faults += [_fault(document, "false", row) for row in false] + [
        _fault(document, "missed", g) for g in missed
    ]
    if family == "change":
        for row, gold in pairs:
            _compare_extent_and_days(book, row.record, gold.record)
    return false, missed


def _match(
    claims: list[_Row], golds: list[_Row], *, strict: bool
) -> tuple[list[tuple[_Row, _Row]], list[_Row], list[_Row]]:
    """Return (claim and its gold row, claims without one, gold rows without one); each gold row is taken once."""
    free, pairs, false = list(golds), [], []
    for row in claims:
        fits = [gold for gold in free if (row.fits(gold) if strict else row.says_the_same_of(gold))]
        if not fits:
            false.append(row)
            continue
        part = str(row.record.get("part"))
        gold = next((gold for gold in fits if str(gold.record.get("part")) == part), fits[0])
        free = [row for row in free if row is not gold]
        pairs.append((row, gold))
    return pairs, false, free


def _fault(document: str, kind: str, row: _Row) -> Fault:
    return Fault(
        document=document,
        kind=kind,
        event=row.event,
        place=row.written,
        actor=row.actor,
        quote=str(row.record.get("quote") or ""),
    )


def _confuse(book: _Book, false: list[_Row], missed: list[_Row]) -> None:
    """Count the false alarms that name the place of a missed gold row."""
    for row in false:
        gold = next((gold for gold in missed if gold.forms & row.forms), None)
        if gold is not None:
            said = [f"{r.event} {r.actor or 'no side'} {r.polarity}" for r in (gold, row)]
            book.confusions[Confusion(gold=said[0], predicted=said[1])] += 1


def _compare_extent_and_days(book: _Book, row: Mapping[str, Any], gold: Mapping[str, Any]) -> None:
    book.extents[gold.get("extent", "whole") == row.get("extent", "whole")] += 1
    wanted = [_day(gold.get(key)) for key in ("date_earliest", "date_latest")]
    said = [_day(row.get(key)) for key in ("date_earliest", "date_latest")]
    if wanted[0] is None or wanted[1] is None:
        book.undated["kept undated" if said[0] is None else "dated all the same"] += 1
    elif said[0] is None:
        book.days["none"] += 1
    else:
        near = said[1] is not None and all(
            abs((s - w).days) <= NEAR_DAYS for s, w in zip(said, wanted, strict=True) if s and w
        )
        book.days["near" if near else "off"] += 1


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
