"""Claims and sources as tables (DataFrames) for the pages and their downloads. Pure; text made visible."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pandas as pd

from dashboard.filters import changes_by_claim
from dashboard.service import place_name, side_name
from dashboard.text import part_words, plain, span_words
from geo.listing import defuse
from pipelines.claims_io import claim_record
from pipelines.model import Polarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dashboard.world import World
    from pipelines.model import Claim, History

CLAIM_COLUMNS = (
    "Place",
    "Event",
    "Side",
    "From",
    "When",
    "Part",
    "Says so",
    "Publisher",
    "Published",
    "Word",
    "Quote",
    "Grade",
    "Status",
    "On the map",
    "Polarity",
    "Article",
)
FIRST_COLUMNS = (
    "Place", "Part", "Event", "Side", "When", "Says so", "Publisher", "Quote", "Status", "On the map",
)  # fmt: skip
"""The columns that are shown until others are chosen."""
DRAFT_COLUMNS = tuple(column for column in FIRST_COLUMNS if column != "Publisher")
"""The columns of one article's claims: who published it stands above them."""


def claims_table(world: World, claims: Iterable[Claim], history: History) -> pd.DataFrame:
    """Return claims as a table of words, one row a claim in their order, columns `CLAIM_COLUMNS`."""
    supported = changes_by_claim(history)
    unmapped = {u.claim_id: u.reason for u in history.unmapped}
    rows = []
    for claim in claims:
        document = world.documents[claim.document]
        change = supported.get(claim.claim_id)
        place = (
            place_name(world.theatre, claim.place_id) if claim.place_id else claim.place or claim.place_text
        )
        rows.append(
            (
                plain(place),
                claim.event.value + (", denied" if claim.polarity is Polarity.DENIED else ""),
                side_name(world.theatre, claim.actor),
                side_name(world.theatre, claim.from_actor) if claim.from_actor else "",
                span_words(claim.date_earliest, claim.date_latest),
                part_words(claim.part) or ("part" if claim.extent == "part" else "whole"),
                plain(", ".join(claim.reported_by or world.provenance[claim.claim_id].chain[:1])),
                plain(document.publisher or "not known"),
                document.published.isoformat() if document.published else "not known",
                plain(claim.framing),
                plain(claim.quote),
                str(change.credibility) if change else "",
                change.status.value if change else "",
                f"no: {unmapped[claim.claim_id]}" if claim.claim_id in unmapped else "yes",
                claim.polarity.value,
                plain(document.title or claim.document),
            )
        )
    return pd.DataFrame(rows, columns=list(CLAIM_COLUMNS), dtype=object)


def claims_jsonl(claims: Iterable[Claim]) -> str:
    """Return claims as JSON Lines in the form of `whoholds extract`."""
    return "".join(json.dumps(claim_record(claim), ensure_ascii=False) + "\n" for claim in claims)


def to_csv(table: pd.DataFrame, columns: Sequence[str]) -> str:
    """Return the chosen columns as CSV; a cell that a spreadsheet would run gets an apostrophe."""
    shown = table[list(columns)].map(_tame)
    return str(shown.to_csv(index=False, lineterminator="\n"))


def _tame(value: object) -> str:
    """Return a cell that no spreadsheet takes for a formula (OWASP, CSV injection)."""
    return str(value) if isinstance(value, (int, float)) else defuse(str(value))
