"""The whole page: `timeline_document` makes the one HTML file that plays a control history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.timeline_map.basemap import tile_hosts, tile_settings
from geo.timeline_map.control import ControlTimeline
from geo.timeline_map.offline import OfflineMap

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from gazetteer.model import Theatre
    from pipelines.model import Claim, Document, History


def timeline_document(
    history: History,
    theatre: Theatre,
    claims: Iterable[Claim] = (),
    documents: Iterable[Document] = (),
    *,
    known: Sequence[History] = (),
    day: dt.date | None = None,
    place: str | None = None,
    basemap: str | None = None,
) -> str:
    """Return one HTML page that draws `history` and plays it; it needs no network.

    The same arguments give the same text. `known` are histories *as known on* earlier days, sorted by
    `known_by`. `day` is the day shown first, by default the last reported change; a day outside the data is
    moved to its nearest end. `place` is the id of the place selected first. `basemap` is the name of a tile
    provider as xyzservices lists them ("OpenStreetMap.Mapnik"); the reader may then switch its street tiles
    on, and only then does the page ask the network for anything. Raises MapOptionError for a provider that
    is not known or needs a key.
    """
    tiles = tile_settings(basemap) if basemap else None
    page = OfflineMap(
        title=f"{theatre.name}: reported control",
        location=(0, 0),
        zoom_start=2,
        zoom_control=False,
        image_hosts=tile_hosts(tiles) if tiles else (),
        attribution_control=False,
        zoom_snap=0.25,
    )
    options = {"day": day.isoformat() if day else None, "place": place, "basemap": tiles}
    ControlTimeline(history, theatre, claims, documents, known=known, **options).add_to(page)
    return str(page.get_root().render())
