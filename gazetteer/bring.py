"""Bringing other people's places into a theatre: first a plan that a person can read, then the change of the file.

Nothing is overwritten unasked: a place that is there already keeps its id, its names and, unless `replace_geometry` is
said, its geometry. New spellings of a known place are added to it; what is new gets an id of its own.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path  # noqa: TC003  # part of the public signatures
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import MultiPolygon, mapping
from shapely.geometry.polygon import orient

from gazetteer.errors import GazetteerError
from gazetteer.load import PLACES, read_theatre
from gazetteer.lookup import Names
from gazetteer.model import Basis
from gazetteer.schema import PART_OF
from gazetteer.spellings import tidy

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from gazetteer.layers import Incoming, IncomingPlace
    from gazetteer.model import Place, Theatre

NEAR_DEGREES = 0.1
"""A place of the same name that lies farther away (about 10 km) is another place."""
NOMINAL_RADIUS_DEGREES = 0.008
"""Half the width of the nominal extent round a point, about 800 m; never a boundary."""
OVERLAP_SHARE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What would happen to one incoming place: `added`, `geometry`, `names`, `kept` or `duplicate`, and why."""

    action: str
    place_id: str
    incoming: IncomingPlace
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """All changes that an import would make, with the source that they will carry."""

    changes: tuple[Change, ...]
    source: str
    basis: Basis
    uncertainty_m: float

    def count(self, action: str) -> int:
        """Return how many incoming places meet with an action."""
        return sum(1 for change in self.changes if change.action == action)


def plan_import(
    theatre: Theatre,
    incoming: Incoming,
    *,
    source: str,
    surveyed: bool = False,
    replace_geometry: bool = False,
    uncertainty_m: float = 50.0,
) -> ImportPlan:
    """Return what an import would change, without changing anything.

    `source` is the credit line that each change will carry. `surveyed` says that the polygons are measured boundaries
    (else they count as generalised). Geometry replaces a known one only with `replace_geometry`.

    Raises:
        GazetteerError: the coordinates look swapped: they fit the theatre only as lat/lon.
    """
    _refuse_swapped(theatre, incoming)
    names = Names(theatre.places)
    taken = set(theatre.places)
    seen: dict[str, str] = {}
    changes = []
    for place in incoming.places:
        key = f"{tidy(place.name)}@{_where(place)}"
        if key in seen:
            changes.append(
                Change(
                    action="duplicate", place_id=seen[key], incoming=place, reason="stands twice in the file"
                )
            )
            continue
        change = _change(theatre, names, place, taken, replace_geometry=replace_geometry)
        taken.add(change.place_id)
        seen[key] = change.place_id
        changes.append(change)
    basis = Basis.SURVEYED if surveyed else Basis.GENERALISED
    return ImportPlan(changes=tuple(changes), source=source, basis=basis, uncertainty_m=uncertainty_m)


def apply_import(folder: Path, plan: ImportPlan) -> Theatre:
    """Write a plan into a theatre's `places.geojson` and return the theatre as read again.

    The file is replaced whole, and only if the result is valid; ids and names that were there stay.

    Raises:
        TheatreFaultsError: the result would break a rule; the file is as before.
    """
    path = folder / PLACES
    before = path.read_bytes()
    document = json.loads(before)
    features = {f["@id"]: f for f in document["features"]}
    for change in plan.changes:
        if change.action == "added":
            features[change.place_id] = _feature(folder.name, change, plan)
        elif change.action == "geometry":
            _set_geometry(features[change.place_id], change.incoming, plan)
            _add_names(features[change.place_id], change.incoming, plan)
        elif change.action == "names":
            _add_names(features[change.place_id], change.incoming, plan)
    if plan.source not in document.setdefault("attribution", []):
        document["attribution"].append(plan.source)
    document["features"] = list(features.values())
    write_places(path, document)
    try:
        return read_theatre(folder)
    except GazetteerError:
        path.write_bytes(before)
        raise


def write_places(path: Path, document: dict[str, Any]) -> None:
    """Write a Linked Places document, one feature a line, replacing the file in one step."""
    head = json.dumps({k: v for k, v in document.items() if k != "features"}, ensure_ascii=False, indent=1)
    rows = ",\n".join(json.dumps(f, ensure_ascii=False) for f in document["features"])
    part = path.with_suffix(".part")
    part.write_text(f'{head[:-2]},\n "features": [\n{rows}\n ]\n}}\n', encoding="utf-8")
    os.replace(part, path)  # noqa: PTH105  # atomic on every platform


def _where(place: IncomingPlace) -> str:
    point = _point(place)
    return f"{point[0]:.1f},{point[1]:.1f}" if point else "?"


def _point(place: IncomingPlace) -> tuple[float, float] | None:
    if place.point is not None:
        return place.point
    if place.geometry is None:
        return None
    inside = place.geometry.representative_point()
    return round(inside.x, 6), round(inside.y, 6)


def _refuse_swapped(theatre: Theatre, incoming: Incoming) -> None:
    known = [p.geometry for p in theatre.places.values() if p.geometry is not None]
    points = [p for p in (_point(i) for i in incoming.places) if p is not None]
    if not known or not points:
        return
    area = shapely.box(*shapely.total_bounds(known)).buffer(1.0)
    right = sum(area.contains(shapely.Point(lon, lat)) for lon, lat in points)
    swapped = sum(area.contains(shapely.Point(lat, lon)) for lon, lat in points)
    if swapped > right:
        raise GazetteerError(
            f"`{incoming.path.name}`: {swapped} of {len(points)} places fit the theatre only with "
            f"longitude and latitude swapped (first: {points[0][0]}, {points[0][1]}) - write longitude first"
        )


def _change(
    theatre: Theatre, names: Names, place: IncomingPlace, taken: set[str], *, replace_geometry: bool
) -> Change:
    known = _known(theatre, names, place)
    if known is None:
        overlapped = _overlapped(theatre, place)
        place_id = _new_id(theatre.theatre_id, place.name, taken)
        reason = f"new; covers most of `{overlapped}`" if overlapped else "new"
        return Change(action="added", place_id=place_id, incoming=place, reason=reason)
    if place.geometry is not None and (replace_geometry or known.geometry is None):
        return Change(
            action="geometry",
            place_id=known.place_id,
            incoming=place,
            reason=f"boundary was {known.basis.value}",
        )
    spelt = {tidy(n.text) for n in known.names}
    more = [n for n in (place.name, *place.names) if tidy(n) not in spelt]
    if more:
        return Change(
            action="names", place_id=known.place_id, incoming=place, reason=f"{len(more)} more spelling(s)"
        )
    return Change(action="kept", place_id=known.place_id, incoming=place, reason="already there")


def _known(theatre: Theatre, names: Names, place: IncomingPlace) -> Place | None:
    """Return the place of the theatre that an incoming one is: the same name, and not far away."""
    point = _point(place)
    for spelling in (place.name, *place.names, *filter(None, (place.name_ar,))):
        for candidate in names.lookup(spelling, limit=20):
            if candidate.score < 1:
                break
            held = theatre.places[candidate.place_id]
            if (
                held.geometry is None
                or point is None
                or held.geometry.distance(shapely.Point(point)) < NEAR_DEGREES
            ):
                return held
    return None


def _overlapped(theatre: Theatre, place: IncomingPlace) -> str | None:
    if place.geometry is None:
        return None
    for held in theatre.places.values():
        if held.geometry is None or held.basis is Basis.NOMINAL or held.kind in ("governorate", "city"):
            continue
        if held.geometry.intersects(place.geometry):
            shared = held.geometry.intersection(place.geometry).area
            if shared > OVERLAP_SHARE * held.geometry.area:
                return held.place_id
    return None


def _new_id(theatre_id: str, name: str, taken: set[str]) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60] or "place"
    place_id, number = f"{theatre_id}:{slug}", 2
    while place_id in taken:
        place_id, number = f"{theatre_id}:{slug}-{number}", number + 1
    return place_id


def _feature(theatre_id: str, change: Change, plan: ImportPlan) -> dict[str, Any]:
    place = change.incoming
    kind = (place.kind or "place").lower()
    feature: dict[str, Any] = {
        "@id": change.place_id,
        "id": change.place_id,
        "type": "Feature",
        "properties": {
            "title": place.name,
            "fclasses": ["P"],
            "kind": kind,
            "basis": "unknown",
            "source": plan.source,
            "theatre": theatre_id,
        },
        "names": [{"toponym": place.name, "lang": "en", "citations": [{"label": plan.source}]}],
        "types": [{"label": kind}],
        "relations": [],
        "when": {"timespans": [{"start": {"in": "2011"}}]},
        "geometry": None,
    }
    if place.external_id:
        feature["links"] = [{"type": "closeMatch", "identifier": place.external_id}]
    _set_geometry(feature, place, plan)
    _add_names(feature, place, plan)
    return feature


def _set_geometry(feature: dict[str, Any], place: IncomingPlace, plan: ImportPlan) -> None:
    point = _point(place)
    if point is None:
        return
    nominal = place.geometry is None
    area = shapely.Point(point).buffer(NOMINAL_RADIUS_DEGREES, quad_segs=4) if nominal else place.geometry
    feature["geometry"] = json.loads(
        json.dumps(mapping(_counter_clockwise(shapely.set_precision(area, 1e-6))))
    )
    basis = Basis.NOMINAL if nominal else plan.basis
    uncertainty = 1000.0 if nominal else plan.uncertainty_m
    feature["properties"] |= {
        "basis": basis.value,
        "uncertainty_m": uncertainty,
        "point": list(point),
        "source": plan.source,
    }


def _counter_clockwise(area: BaseGeometry) -> BaseGeometry:
    """Return an area with its outer rings counter-clockwise, as RFC 7946 3.1.6 asks."""
    if area.geom_type == "Polygon":
        return orient(area)
    return MultiPolygon([orient(part) for part in area.geoms])


def _add_names(feature: dict[str, Any], place: IncomingPlace, plan: ImportPlan) -> None:
    spelt = {tidy(n["toponym"]) for n in feature["names"]}
    for text in (place.name, *place.names, *filter(None, (place.name_ar,))):
        if tidy(text) and tidy(text) not in spelt:
            spelt.add(tidy(text))
            lang = "ar" if any("\u0600" <= c <= "\u06ff" for c in text) else "en"
            feature["names"].append({"toponym": text, "lang": lang, "citations": [{"label": plan.source}]})


def set_parent(feature: dict[str, Any], parent: Place) -> None:
    """Put a feature inside a parent place, as its first part-of relation."""
    others = [r for r in feature.get("relations", []) if r.get("relationType") != PART_OF]
    part = {"relationType": PART_OF, "relationTo": parent.place_id, "label": f"part of {parent.name}"}
    feature["relations"] = [part, *others]
