"""All control intervals as one GeoDataFrame: a row for each place and spell of days.

`start` and `end` come first, because QGIS's temporal controller takes the first two date fields that it
finds. Intervals are half-open `[start, end)`: None means that nothing earlier, or no later report, is known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from geo.snapshot import (
    SNAPSHOT_COLUMNS,
    description,
    frame_of,
    place_properties,
    quotes_by_claim,
    state_properties,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    import geopandas as gpd

    from gazetteer.model import Theatre
    from pipelines.model import Claim, History

TIMELINE_COLUMNS: Final = ("start", "end", *SNAPSHOT_COLUMNS, "settled", "contested")


def timeline(history: History, theatre: Theatre, claims: Iterable[Claim] = ()) -> gpd.GeoDataFrame:
    """Return every control interval of `history` with its place's geometry.

    Rows in the history's order, columns `TIMELINE_COLUMNS` and `geometry` (EPSG:4326, lon/lat; None where no
    position is known). `start` and `end` are `datetime.date` or None. An interval of a place that `theatre`
    lacks cannot arise from this theatre's claims and raises KeyError.
    """
    quotes = quotes_by_claim(claims)
    rows = []
    for interval in history.intervals:
        place = theatre.places[interval.place_id]
        rows.append(
            {
                "start": interval.start,
                "end": interval.end,
                **place_properties(place),
                **state_properties(interval, quotes),
                "settled": interval.settled,
                "contested": interval.contested,
                "geometry": place.geometry,
            }
        )
    days = history.known_days
    span = [day.isoformat() for day in days] if days else None
    return frame_of(rows, TIMELINE_COLUMNS, ("timeline", {"span": span, **description(history, theatre)}))
