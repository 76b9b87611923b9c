"""From inputs to a saved store: read the articles, extract the claims, save all at once, count everything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, Protocol

from pipelines.documents import read_documents
from pipelines.history import build_history
from pipelines.model import Aggregate, Claim, Document, Event, History, Status
from pipelines.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from gazetteer.model import Theatre
    from pipelines.manifest import Fault

Progress = Callable[[int, int, str], None]
"""Called with (articles done, articles in all, the one just done)."""


class Found(Protocol):
    """What an extractor finds in one article."""

    @property
    def claims(self) -> Sequence[Claim]:
        """The claims."""

    @property
    def aggregates(self) -> Sequence[Aggregate]:
        """Counts, shares and areas without names."""


class Extracts(Protocol):
    """What reads claims out of an article."""

    def extract(self, document: Document) -> Found:
        """Return what the article says of control."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildReport:
    """What a build read and found, for its closing table.

    `claims` counts by event. `unplaced`, `undated` count claims (of `claims_total`), `disputed` and `changes`
    control changes. `faults` are the inputs that could not be used as they stood.
    """

    documents: int
    undated_documents: int
    claims: Mapping[Event, int]
    aggregates: int
    changes: int
    unplaced: int
    undated: int
    unmapped: int
    disputed: int
    faults: tuple[Fault, ...]

    @property
    def claims_total(self) -> int:
        """Return the number of claims of all events."""
        return sum(self.claims.values())

    def rows(self) -> tuple[tuple[str, str], ...]:
        """Return the closing table: what is counted, and the count (n of N where it is a part)."""
        total = self.claims_total
        return (
            ("documents", str(self.documents)),
            ("documents without a day", f"{self.undated_documents} of {self.documents}"),
            ("claims", str(total)),
            *((f"  {event.value}", str(self.claims.get(event, 0))) for event in Event),
            ("aggregates", str(self.aggregates)),
            ("control changes", str(self.changes)),
            ("  disputed", f"{self.disputed} of {self.changes}"),
            ("claims unplaced", f"{self.unplaced} of {total}"),
            ("claims undated", f"{self.undated} of {total}"),
            ("claims not drawn, all reasons", f"{self.unmapped} of {total}"),
            ("inputs with faults", str(len(self.faults))),
        )


def build(
    paths: Iterable[Path],
    store: Store,
    theatre: Theatre,
    progress: Progress | None = None,
    *,
    extractor: Extracts | None = None,
    stdin: BinaryIO | None = None,
) -> BuildReport:
    """Read articles, extract their claims, save them so that the store holds these only, and report.

    `progress` is called after each article. `extractor` is the theatre's own if None. Faults of single
    inputs do not stop the build, they are saved and reported. Raises StoreError if the store cannot be
    written.
    """
    reading = read_documents(paths, stdin)
    reader = extractor if extractor is not None else _extractor(theatre)
    documents = tuple(_dated(d) for d in reading.documents)
    claims: list[Claim] = []
    aggregates: list[Aggregate] = []
    for at, document in enumerate(documents, start=1):
        found = reader.extract(document)
        claims.extend(found.claims)
        aggregates.extend(found.aggregates)
        if progress is not None:
            progress(at, len(documents), document.id)
    store.save(documents, claims, aggregates, reading.faults, replace=True)
    history = build_history(claims, documents, theatre)
    return report(documents, claims, aggregates, history, reading.faults)


def build_in_memory(
    paths: Iterable[Path], theatre: Theatre, progress: Progress | None = None
) -> tuple[Store, BuildReport]:
    """Build into a store that lives in memory: for a host whose disk cannot be written."""
    store = Store.memory()
    return store, build(paths, store, theatre, progress)


def report(
    documents: Sequence[Document],
    claims: Sequence[Claim],
    aggregates: Sequence[Aggregate],
    history: History,
    faults: tuple[Fault, ...] = (),
) -> BuildReport:
    """Count what was read and found."""
    reasons = Counter(u.reason for u in history.unmapped)
    return BuildReport(
        documents=len(documents),
        undated_documents=sum(d.published is None for d in documents),
        claims=dict(Counter(c.event for c in claims)),
        aggregates=len(aggregates),
        changes=len(history.changes),
        unplaced=reasons["unplaced"],
        undated=reasons["undated"],
        unmapped=len(history.unmapped),
        disputed=sum(c.status is Status.DISPUTED for c in history.changes),
        faults=faults,
    )


def _extractor(theatre: Theatre) -> Extracts:
    from pipelines.extract import Extractor  # noqa: PLC0415  (loads its tables; only a build needs them)

    return Extractor(theatre)


def _dated(document: Document) -> Document:
    """Return the document with its published day, if evidence in it settles one that no manifest told."""
    from pipelines.extract import dated  # noqa: PLC0415  (as above)

    return dated(document)
