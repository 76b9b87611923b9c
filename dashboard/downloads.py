"""Everything that can be taken away, for exactly what a view shows: day, clock, sources, policy, filters.

`dashboard.files` serves these under `data/`, so that a link to a file can be kept, sent, or opened by other programs.
"""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

import streamlit as st

from dashboard import look, service, tables
from dashboard.filters import choose_claims, wanted_of
from geo.acled import COLUMNS, acled_table
from geo.annotations import annotation_page
from geo.export import export
from geo.listing import csv_lines
from geo.pictures import picture
from geo.snapshot import snapshot
from geo.timeline import timeline
from geo.timeline_map import timeline_document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from dashboard.state import ViewState
    from dashboard.world import World
    from pipelines.model import History

DAY_FORMS: Final = {
    ".gpkg": "GeoPackage (QGIS)",
    ".fgb": "FlatGeobuf",
    ".parquet": "GeoParquet",
    ".kml": "KML (Google Earth)",
    ".csv": "CSV with WKT",
}
PICTURES: Final = {".png": "Picture for print, 300 dpi", ".svg": "Picture, vector"}


def made(write: Callable[[Path], object], ending: str) -> bytes:
    """Return the bytes of a file that `write` makes in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"whoholds{ending}"
        write(path)
        return path.read_bytes()


def day_file(world: World, history: History, day: dt.date, ending: str) -> bytes:
    """Return the snapshot of a day in a form; `ending` is one of `DAY_FORMS` or `PICTURES`."""
    claims = tuple(world.claims.values())
    if ending in PICTURES:
        return made(lambda path: picture(history, world.theatre, day, path, claims), ending)
    frame = snapshot(history, world.theatre, day, claims)
    return made(lambda path: export(frame, path, _colours(world), claims), ending)


def timeline_file(world: World, history: History, ending: str) -> bytes:
    """Return all control intervals in a form."""
    claims = tuple(world.claims.values())
    frame = timeline(history, world.theatre, claims)
    return made(lambda path: export(frame, path, _colours(world), claims), ending)


def map_file(world: World, history: History) -> bytes:
    """Return the map that plays as one page that needs no network."""
    return timeline_document(
        history, world.theatre, tuple(world.claims.values()), tuple(world.documents.values())
    ).encode()


def acled_file(world: World, history: History) -> bytes:
    """Return the control changes in ACLED's columns."""
    table = acled_table(history, world.theatre, world.claims.values())
    return "".join(csv_lines(table.rows, COLUMNS)).encode()


def annotations_file(world: World, history: History) -> bytes:
    """Return the claims that the history shows as web annotations."""
    shown = {c for i in history.intervals for c in (*i.claims, *i.disputed_by)}
    page = annotation_page((c for c in world.claims.values() if c.claim_id in shown), world.documents)
    return json.dumps(page, ensure_ascii=False, indent=1).encode()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a file is made from: the data, the history and the day of a view, and the columns of its table."""

    world: World
    history: History
    view: ViewState
    columns: tuple[str, ...] = ()

    @property
    def day(self) -> dt.date:
        """Return the day that the view shows."""
        return self.view.day or service.first_day(self.history) or dt.date.min


@dataclass(frozen=True, slots=True)
class Form:
    """One file that can be taken: its label on the page, its media type, how it is made, if it is of one day."""

    label: str
    media_type: str
    make: Callable[[Asked], bytes]
    of_day: bool = False


def _of_day(ending: str) -> Callable[[Asked], bytes]:
    return lambda asked: day_file(asked.world, asked.history, asked.day, ending)


def _of_all(ending: str) -> Callable[[Asked], bytes]:
    return lambda asked: timeline_file(asked.world, asked.history, ending)


def _claims_csv(asked: Asked) -> bytes:
    chosen = choose_claims(asked.world, wanted_of(asked.view), asked.history)
    table = tables.claims_table(asked.world, chosen, asked.history)
    return tables.to_csv(table, asked.columns or tables.FIRST_COLUMNS).encode()


def _claims_jsonl(asked: Asked) -> bytes:
    return tables.claims_jsonl(choose_claims(asked.world, wanted_of(asked.view), asked.history)).encode()


MEDIA: Final = {
    ".gpkg": "application/geopackage+sqlite3",
    ".fgb": "application/octet-stream",
    ".parquet": "application/vnd.apache.parquet",
    ".kml": "application/vnd.google-earth.kml+xml",
    ".csv": "text/csv",
    ".png": "image/png",
    ".svg": "image/svg+xml",
}
GEOJSON: Final = Form(
    "GeoJSON",
    "application/geo+json",
    lambda asked: service.day_geojson(asked.world, asked.history, asked.day).encode(),
    of_day=True,
)
DAY_FILES: Final = {
    f"day{ending}": Form(label, MEDIA[ending], _of_day(ending), of_day=True)
    for ending, label in {**DAY_FORMS, **PICTURES}.items()
}
ALL_FILES: Final = {
    **{f"timeline{e}": Form(f"Intervals, {label}", MEDIA[e], _of_all(e)) for e, label in DAY_FORMS.items()},
    "map.html": Form("The map as one page", "text/html", lambda a: map_file(a.world, a.history)),
    "acled.csv": Form("Changes in ACLED's columns", "text/csv", lambda a: acled_file(a.world, a.history)),
    "annotations.jsonld": Form(
        "Claims as web annotations", "application/ld+json", lambda a: annotations_file(a.world, a.history)
    ),
}
CLAIM_FILES: Final = {
    "claims.csv": Form("CSV of what is shown", "text/csv", _claims_csv),
    "claims.jsonl": Form("JSON Lines", "application/jsonl", _claims_jsonl),
}
FILES: Final = {"day.geojson": GEOJSON, **DAY_FILES, **ALL_FILES, **CLAIM_FILES}
"""Every file under `data/`, by its name there."""


def address_of(name: str, view: ViewState, columns: Sequence[str] = ()) -> str:
    """Return a file's address, relative to the page: what it is made from stands in it, so it can be kept and sent."""
    query = view.to_query() | ({"columns": ",".join(columns)} if columns else {})
    return f"data/{name}" + (f"?{urlencode(query)}" if query else "")


def offer(names: Iterable[str], view: ViewState, columns: Sequence[str] = ()) -> None:
    """Draw links to files of a view, in the looks of buttons."""
    st.html(look.takes((FILES[n].label, address_of(n, view, columns)) for n in names), width="content")


def other_forms(view: ViewState, day: dt.date) -> None:
    """Draw the menu of all other forms of the map; a file is made when it is asked for."""
    with st.popover("Other forms", width="content"):
        st.caption(f"The day {day.isoformat()}")
        offer(DAY_FILES, view)
        st.caption("The whole history")
        offer(ALL_FILES, view)
        st.caption("A link can be kept, or given to QGIS as the address of a layer.")


def _colours(world: World) -> dict[str, str]:
    return {actor.actor_id: actor.colour for actor in world.theatre.actors.values()}
