"""A static site of a history: what any web server or object store can host, without a server of ours.

    index.html        what there is
    map.html          the map that plays, one page without network
    latest.geojson    the last day of change; latest.parquet and timeline.parquet beside it
    days/DAY.geojson  the state on each day of change
    catalogue.json    a STAC collection of all files with their checksums
    feed.xml          an Atom feed of the changes

The same history gives the same bytes. https://github.com/radiantearth/stac-spec, RFC 4287.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import json
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

from geo.export import export, write_text
from geo.snapshot import GENERATOR, LICENCE, description, snapshot
from geo.timeline import timeline
from geo.timeline_map import timeline_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from gazetteer.model import Theatre
    from pipelines.model import Claim, ControlChange, Document, History

ATOM: Final = "http://www.w3.org/2005/Atom"
STAC_VERSION: Final = "1.0.0"
CHECKSUM_EXTENSION: Final = "https://stac-extensions.github.io/file/v2.1.0/schema.json"
SHA256_MULTIHASH: Final = "1220"
"""The multihash prefix of a SHA-256: its code and its length."""
MAX_DAYS: Final = 2000
TYPES: Final = {
    ".html": "text/html",
    ".geojson": "application/geo+json",
    ".parquet": "application/vnd.apache.parquet",
    ".xml": "application/atom+xml",
}


def publish(
    history: History, theatre: Theatre, claims: Iterable[Claim], documents: Iterable[Document], folder: Path
) -> tuple[Path, ...]:
    """Write the site into `folder`, which is made if it is missing; return its files, paths in it, in order.

    Each file appears whole or not at all; files of days that are no longer days of change are left alone.
    """
    claims, documents = tuple(claims), tuple(documents)
    (folder / "days").mkdir(parents=True, exist_ok=True)
    days = sorted({change.latest for change in history.changes})[-MAX_DAYS:]
    written = [folder / "map.html"]
    write_text(written[0], timeline_document(history, theatre, claims, documents))
    for day in days:
        written.append(export(snapshot(history, theatre, day, claims), folder / "days" / f"{day}.geojson"))
    last = days[-1] if days else dt.date(1970, 1, 1)
    frame = snapshot(history, theatre, last, claims)
    written += [export(frame, folder / "latest.geojson"), export(frame, folder / "latest.parquet")]
    written.append(export(timeline(history, theatre, claims), folder / "timeline.parquet"))
    written.append(folder / "feed.xml")
    write_text(written[-1], atom(history, theatre))
    names = [path.relative_to(folder) for path in written]
    write_text(folder / "index.html", index(theatre, names, last))
    names.append(written[0].relative_to(folder).with_name("index.html"))
    catalogue = collection(history, theatre, {str(n): (folder / n).read_bytes() for n in names}, days)
    write_text(folder / "catalogue.json", json.dumps(catalogue, ensure_ascii=False, indent=1) + "\n")
    return (*names, names[-1].with_name("catalogue.json"))


def collection(
    history: History, theatre: Theatre, files: Mapping[str, bytes], days: list[dt.date]
) -> dict[str, Any]:
    """Return the STAC collection of the files, each with its size and checksum."""
    shapes = [p.geometry.bounds for p in theatre.places.values() if p.geometry is not None]
    box = [
        min(s[0] for s in shapes),
        min(s[1] for s in shapes),
        max(s[2] for s in shapes),
        max(s[3] for s in shapes),
    ]
    span = [f"{days[0]}T00:00:00Z", f"{days[-1]}T00:00:00Z"] if days else [None, None]
    return {
        "type": "Collection",
        "stac_version": STAC_VERSION,
        "stac_extensions": [CHECKSUM_EXTENSION],
        "id": f"whoholds-{theatre.theatre_id}",
        "title": f"Reported control, {theatre.name}",
        "description": "Who was reported to hold what, when, and according to whom. As reported, not as verified.",
        "license": "various",
        "extent": {
            "spatial": {"bbox": [box if shapes else [-180, -90, 180, 90]]},
            "temporal": {"interval": [span]},
        },
        "links": [{"rel": "self", "href": "./catalogue.json", "type": "application/json"}],
        "whoholds": {**description(history, theatre), "licence": LICENCE},
        "assets": {
            name: {
                "href": f"./{name}",
                "type": TYPES.get(f".{name.rsplit('.', 1)[-1]}", "application/octet-stream"),
                "roles": ["data"],
                "file:size": len(content),
                "file:checksum": SHA256_MULTIHASH + hashlib.sha256(content).hexdigest(),
            }
            for name, content in files.items()
        },
    }


def atom(history: History, theatre: Theatre) -> str:
    """Return the changes as an Atom feed, the newest first; ids and times depend on the changes alone."""
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed")
    changes = sorted(history.changes, key=lambda c: (c.latest, c.change_id), reverse=True)
    _say(feed, "id", f"urn:whoholds:{theatre.theatre_id}")
    _say(feed, "title", f"Reported changes of control, {theatre.name}")
    _say(feed, "updated", _moment(changes[0].latest if changes else dt.date(1970, 1, 1)))
    _say(feed, "generator", GENERATOR)
    _say(_say(feed, "author", None), "name", "the sources named in each entry")
    for change in changes:
        entry = _say(feed, "entry", None)
        _say(entry, "id", f"urn:whoholds:change:{change.change_id}")
        _say(entry, "title", change_words(change, theatre))
        _say(entry, "updated", _moment(change.latest))
        _say(entry, "summary", f"Reported by {', '.join(change.sources)}; {change.independent} independent.")
        link = _say(entry, "link", None)
        link.set("href", f"days/{change.latest}.geojson")
    ET.indent(feed)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(feed, encoding="unicode") + "\n"


def change_words(change: ControlChange, theatre: Theatre) -> str:
    """Return a change in a line: day, place, side to side."""
    day = str(change.latest) if change.earliest == change.latest else f"{change.earliest} to {change.latest}"
    old = _name(theatre, change.from_actor)
    return f"{day}: {theatre.places[change.place_id].name}, {old} to {_name(theatre, change.to_actor)}"


def _name(theatre: Theatre, actor: str | None) -> str:
    known = theatre.actors.get(actor) if actor else None
    return known.name if known else actor or "not said"


def _moment(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _say(parent: ET.Element, tag: str, text: str | None) -> ET.Element:
    child = ET.SubElement(parent, f"{{{ATOM}}}{tag}")
    if text is not None:
        child.text = "".join(c for c in text if c.isprintable())
    return child


def index(theatre: Theatre, names: Iterable[Path], last: dt.date) -> str:
    """Return the page that lists the files."""
    rows = "\n".join(f'<li><a href="{html.escape(str(n))}">{html.escape(str(n))}</a></li>' for n in names)
    credit = html.escape("; ".join(theatre.attribution))
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Reported control, {html.escape(theatre.name)}</title>
<link rel="alternate" type="application/atom+xml" href="feed.xml">
<style>body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem }}</style>
</head><body><h1>Reported control, {html.escape(theatre.name)}</h1>
<p>Who was reported to hold what, when, and according to whom; last change {last.isoformat()}.
As reported, not as verified. <a href="map.html">Open the map</a>.</p>
<ul>
{rows}
</ul>
<p><small>{html.escape(GENERATOR)}. {credit}</small></p></body></html>
"""
