"""Everything that can be taken away from the map page, for exactly what is shown: day, clock, sources, policy."""

from __future__ import annotations

import json
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import streamlit as st

from geo.acled import COLUMNS, acled_table
from geo.annotations import annotation_page
from geo.export import export
from geo.listing import csv_lines
from geo.pictures import picture
from geo.snapshot import snapshot
from geo.timeline import timeline
from geo.timeline_map import timeline_document

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

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


def other_forms(world: World, history: History, day: dt.date) -> None:
    """Draw the menu of all other forms; a file is made when it is asked for."""
    with st.popover("Other forms", width="content"):
        st.caption(f"The day {day.isoformat()}")
        for ending, label in {**DAY_FORMS, **PICTURES}.items():
            _button(
                label,
                f"whoholds-{day.isoformat()}{ending}",
                partial(day_file, world, history, day, ending),
            )
        st.caption("The whole history")
        for ending, label in DAY_FORMS.items():
            _button(
                f"Intervals, {label}",
                f"whoholds-timeline{ending}",
                partial(timeline_file, world, history, ending),
            )
        _button("The map as one page", "whoholds-map.html", partial(map_file, world, history))
        _button("Changes in ACLED's columns", "whoholds-acled.csv", partial(acled_file, world, history))
        _button(
            "Claims as web annotations", "whoholds-claims.jsonld", partial(annotations_file, world, history)
        )


def _button(label: str, name: str, make: Callable[[], bytes]) -> None:
    st.download_button(
        label, data=make, file_name=name, key=f"take_{name}", on_click="ignore", type="tertiary"
    )


def _colours(world: World) -> dict[str, str]:
    return {actor.actor_id: actor.colour for actor in world.theatre.actors.values()}
