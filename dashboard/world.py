"""Everything that the shipped or chosen data says, loaded once and then only read.

A host without a writable disk has no store: then the articles in `seeds/` are read into memory. No Streamlit
here, so that the command line and tests load the same way.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from gazetteer import load_theatre
from pipelines.build import build_in_memory
from pipelines.history.independence import SourceBook, provenance
from pipelines.public import Rules, public_view
from pipelines.store import Store

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from dashboard.settings import Settings
    from gazetteer.model import Theatre
    from pipelines.history.independence import Provenance
    from pipelines.model import Aggregate, Claim, Document

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
STORE_VARIABLE = "WHOHOLDS_STORE"
"""The environment variable that names the store's file; unset or empty: the shipped articles."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class World:
    """A theatre with documents and claims by id, in their order; `revision` changes whenever they do.

    `provenance` says of each claim whom it goes back to. `faults` are the inputs that could not be read, one line each.
    """

    theatre: Theatre
    documents: Mapping[str, Document]
    claims: Mapping[str, Claim]
    aggregates: tuple[Aggregate, ...]
    faults: tuple[str, ...]
    revision: str
    provenance: Mapping[str, Provenance] = field(default_factory=dict)


def chosen_store() -> Path | None:
    """Return the store that the environment names, or None for the shipped articles."""
    name = os.environ.get(STORE_VARIABLE, "")
    return Path(name) if name else None


def store_stamp(store: Path | None) -> str:
    """Return a text that changes whenever the store's file does; empty for the shipped articles."""
    if store is None:
        return ""
    try:
        state = store.stat()
    except OSError:
        return "missing"
    return f"{state.st_mtime_ns}-{state.st_size}"


def load_world(store: Path | None, theatre_id: str = "syria") -> World:
    """Read a store, or the shipped articles into memory where `store` is None.

    Raises StoreError if the store cannot be read.
    """
    theatre = load_theatre(theatre_id)
    if store is None:
        opened, _ = build_in_memory([SEEDS], theatre)
    else:
        opened = Store.file(store)
    with opened:
        return make_world(
            theatre,
            opened.documents(),
            opened.claims(),
            opened.aggregates(),
            [f.message for f in opened.faults()],
        )


def shown_world(world: World, settings: Settings, now: dt.datetime) -> World:
    """Return the world without what the settings hold back; the same world where they hold nothing back."""
    settings = settings.for_theatre(world.theatre.theatre_id)
    if not settings.holds_back:
        return world
    rules = Rules(
        embargo_hours=settings.embargo_hours, coarsen=settings.coarsen, cell_degrees=settings.cell_degrees,
        mask_persons=settings.mask_names, names=settings.masked_names,
    )  # fmt: skip
    view = public_view(
        world.documents.values(), world.claims.values(), world.aggregates, world.theatre, rules, now
    )
    return make_world(view.theatre, view.documents, view.claims, view.aggregates)


def make_world(
    theatre: Theatre,
    documents: Iterable[Document],
    claims: Iterable[Claim],
    aggregates: Iterable[Aggregate] = (),
    faults: Iterable[str] = (),
) -> World:
    """Put records together; the revision is a hash of what they say and of the theatre's version."""
    documents, claims = tuple(documents), tuple(claims)
    digest = hashlib.sha256(theatre.version.encode())
    for document in documents:
        digest.update(
            f"{document.id}\0{document.text_sha256}\0{document.published}\0{document.publisher}\n".encode()
        )
    for claim in claims:
        digest.update(f"{claim!r}\n".encode())
    by_id = {document.id: document for document in documents}
    book = SourceBook(theatre)
    return World(
        theatre=theatre,
        documents=by_id,
        claims={claim.claim_id: claim for claim in claims},
        aggregates=tuple(aggregates),
        faults=tuple(faults),
        revision=digest.hexdigest()[:16],
        provenance={claim.claim_id: provenance(claim, by_id[claim.document], book) for claim in claims},
    )
