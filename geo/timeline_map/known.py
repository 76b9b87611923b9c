"""The same history *as known on* earlier days, for the map's second handle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pipelines.history import Archive

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from gazetteer.model import Theatre
    from pipelines.model import Claim, Document, History

MOST_STAGES: Final = 40
"""Days that the second handle can stand on; of more publication days, as many are taken evenly."""


def evenly(items: Sequence[Any], most: int) -> list[Any]:
    """Return at most `most` of the items, the first and the last among them, at even distances."""
    if len(items) <= most:
        return list(items)
    return [items[round(number * (len(items) - 1) / (most - 1))] for number in range(most)]


def known_histories(
    claims: Collection[Claim],
    documents: Collection[Document],
    theatre: Theatre,
    **choice: Any,  # noqa: ANN401 - what `Archive.history` takes
) -> tuple[History, ...]:
    """Build the history as it was known at the end of each day on which something was published.

    `choice` goes to `Archive.history` (sources, origins, min_independent, policy). Documents without a published
    day count as they do there. Returns histories sorted by `known_by`, ready for `timeline_document`;
    none where nothing has a published day, and at most `MOST_STAGES`.
    """
    days = sorted({document.published for document in documents if document.published is not None})
    archive = Archive(claims, documents, theatre)
    return tuple(archive.history(known_by=day, **choice) for day in evenly(days, MOST_STAGES))
