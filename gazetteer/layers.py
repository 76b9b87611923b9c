"""Reading other people's place data: GeoJSON, Linked Places, GeoPackage, Shapefile, LP-TSV, GeoNames dumps, COD-AB.

Everything comes out as `Incoming`: names, an id, a polygon or a point, in WGS 84 degrees, lon/lat, six decimals. A row
that cannot be used is kept with its reason and counted, never dropped in silence.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass, field
from pathlib import Path  # noqa: TC003  # part of the public signatures
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import shape

from gazetteer.errors import GazetteerError
from gazetteer.geometry import AREAL, read_geometry
from gazetteer.model import CRS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from shapely.geometry.base import BaseGeometry

MAX_BYTES = 200_000_000
"""A larger file is refused before it is read."""
MAX_ROWS = 500_000
GEONAMES_COLUMNS = 19
"""https://download.geonames.org/export/dump/readme.txt"""
PRECISION = 1e-6
GUESSES: Mapping[str, tuple[str, ...]] = {
    "name": (
        "adm4_en", "adm3_en", "adm2_en", "adm1_en", "admin3name_en", "name_en", "name:en", "title", "name", "toponym",
        "neighborhood", "shapename",
    ),
    "name_ar": ("adm4_ar", "adm3_ar", "adm2_ar", "adm1_ar", "admin3name_ar", "name_ar", "name:ar", "arabic"),
    "id": ("adm4_pcode", "adm3_pcode", "adm2_pcode", "adm1_pcode", "pcode", "geonameid", "osm_id", "id", "@id", "fid"),
    "kind": ("kind", "fclass", "place", "type", "feature_code"),
    "names": ("variants", "alternatenames", "aliases", "alt_name"),
    "lon": ("lon", "lng", "longitude", "x"),
    "lat": ("lat", "latitude", "y"),
}  # fmt: skip
"""Field names under which published data keep what is needed, the most telling first; COD-AB's lead."""


class LayerError(GazetteerError):
    """A file of places cannot be read; the message says which, why and how to mend it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingPlace:
    """One place of somebody's data: `geometry` is a WGS 84 polygon (lon/lat) or None, `point` a (lon, lat) or None."""

    name: str
    names: tuple[str, ...] = ()
    name_ar: str | None = None
    external_id: str | None = None
    kind: str | None = None
    geometry: BaseGeometry | None = None
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """What a file holds: its places, the fields that were taken for what, and the rows that could not be used."""

    path: Path
    places: tuple[IncomingPlace, ...]
    mapping: Mapping[str, str]
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())


def read_layer(path: Path, *, crs: str | None = None, fields: Mapping[str, str] | None = None) -> Incoming:
    """Read a file of places.

    `crs` says the file's coordinate system where the file does not (e.g. `EPSG:32637`); `fields` maps what is needed
    (`name`, `name_ar`, `id`, `kind`, `names`, `lon`, `lat`) to the file's own field names and beats the guess.

    Raises:
        LayerError: the file is missing, too large, of a kind that is not known, or has no CRS and none was given.
    """
    if not path.is_file():
        raise LayerError(f"`{path}`: is no file - check the path")
    if (size := path.stat().st_size) > MAX_BYTES:
        raise LayerError(
            f"`{path.name}`: {size} bytes is more than {MAX_BYTES} - cut it to the theatre first, "
            "e.g. with ogr2ogr -clipsrc"
        )
    ending = path.suffix.lower()
    if ending in (".json", ".geojson", ".jsonld"):
        return _from_json(path, crs, fields or {})
    if ending in (".tsv", ".txt", ".csv"):
        return _from_table(path, fields or {})
    if ending in (".gpkg", ".shp", ".fgb", ".parquet"):
        return _from_gdal(path, crs, fields or {})
    raise LayerError(
        f"`{path.name}`: `{ending}` is no known kind - give .geojson, .json, .gpkg, .shp, .fgb, .parquet, .tsv, "
        ".csv or .txt"
    )


def _from_json(path: Path, crs: str | None, fields: Mapping[str, str]) -> Incoming:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as broken:
        raise LayerError(
            f"`{path.name}`: is not JSON ({str(broken)[:100]}) - save it as GeoJSON in UTF-8"
        ) from None
    if not isinstance(document, dict) or not isinstance(document.get("features"), list):
        raise LayerError(f"`{path.name}`: holds no `features` - give a GeoJSON FeatureCollection")
    if crs is not None or "crs" in document:
        return _from_gdal(path, crs, fields)
    features = [f for f in document["features"] if isinstance(f, dict)][:MAX_ROWS]
    mapping = _guess({k for f in features[:200] for k in _flat(f)}, fields)
    found, faults, notes = [], [], set()
    for number, feature in enumerate(features, start=1):
        geometry, flattened = _without_z(feature.get("geometry"))
        if flattened:
            notes.add("heights were left out: places are two-dimensional")
        area, point, wrong = _area_or_point(geometry)
        place = _place(_flat(feature), mapping, area, point)
        if wrong or place is None:
            faults.append(
                f"`{path.name}` feature {number}: {'; '.join(wrong) or 'has no name - say which field with fields'}"
            )
            continue
        found.append(place)
    return Incoming(
        path=path, places=tuple(found), mapping=mapping, faults=tuple(faults), notes=tuple(sorted(notes))
    )


def _flat(feature: Mapping[str, Any]) -> dict[str, Any]:
    """Return a feature's properties, with Linked Places' id and names among them."""
    row = dict(feature.get("properties") or {})
    for key in ("@id", "id"):
        if key in feature:
            row.setdefault("id", feature[key])
    names = feature.get("names")
    if isinstance(names, list):
        texts = [str(n["toponym"]) for n in names if isinstance(n, dict) and n.get("toponym")]
        row["variants"] = ";".join(texts)
        arabic = [
            n["toponym"] for n in names if isinstance(n, dict) and n.get("lang") == "ar" and n.get("toponym")
        ]
        if arabic:
            row.setdefault("name_ar", arabic[0])
    return row


def _without_z(member: object) -> tuple[Any, bool]:
    """Return a GeoJSON geometry without heights, and whether it had any."""
    if not isinstance(member, dict) or "coordinates" not in member:
        return member, False
    dropped = False

    def flat(node: Any) -> Any:  # noqa: ANN401  # JSON of any depth
        nonlocal dropped
        if isinstance(node, list) and len(node) > 2 and all(isinstance(v, (int, float)) for v in node):  # noqa: PLR2004
            dropped = True
            return node[:2]
        return [flat(child) for child in node] if isinstance(node, list) else node

    return {**member, "coordinates": flat(member["coordinates"])}, dropped


def _area_or_point(member: object) -> tuple[BaseGeometry | None, tuple[float, float] | None, list[str]]:
    if member is None:
        return None, None, []
    if not isinstance(member, dict):
        return None, None, ["geometry is not an object"]
    if member.get("type") in AREAL:
        area, wrong = read_geometry(member)
        return (shapely.set_precision(area, PRECISION) if area is not None else None), None, wrong
    try:
        middle = shape(member).representative_point()
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, shapely.errors.ShapelyError):
        return None, None, [f"geometry of type `{member.get('type')}` cannot be read"]
    if not -180 <= middle.x <= 180 or not -90 <= middle.y <= 90:  # noqa: PLR2004  # degrees
        return None, None, [f"point {middle.x} {middle.y} is not in degrees - say the CRS"]
    return None, (round(middle.x, 6), round(middle.y, 6)), []


def _guess(columns: Iterable[str], fields: Mapping[str, str]) -> dict[str, str]:
    """Return which field is taken for what; what was said beats what is guessed."""
    lower = {c.lower(): c for c in columns}
    mapping = {}
    for need, likely in GUESSES.items():
        column = fields.get(need) or next((lower[g] for g in likely if g in lower), None)
        if column is not None:
            mapping[need] = column
    return mapping


def _place(
    row: Mapping[str, Any],
    mapping: Mapping[str, str],
    area: BaseGeometry | None,
    point: tuple[float, float] | None,
) -> IncomingPlace | None:
    def read(need: str) -> str | None:
        value = row.get(mapping.get(need, ""))
        text = "" if value is None or value != value else str(value).strip()  # noqa: PLR0124  # NaN
        return text[:200] or None

    name = read("name")
    if name is None:
        return None
    variants = (read("names") or "").replace(",", ";").split(";")
    return IncomingPlace(
        name=name,
        names=tuple(dict.fromkeys(v.strip() for v in variants if v.strip())),
        name_ar=read("name_ar"),
        external_id=read("id"),
        kind=read("kind"),
        geometry=area,
        point=point,
    )


def _from_table(path: Path, fields: Mapping[str, str]) -> Incoming:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise LayerError(f"`{path.name}`: is not UTF-8 - save it as UTF-8") from None
    if not lines:
        raise LayerError(f"`{path.name}`: is empty - nothing to bring in")
    tab = "\t" in lines[0]
    if tab and lines[0].count("\t") == GEONAMES_COLUMNS - 1 and lines[0].split("\t")[0].isdigit():
        return _from_geonames(path, lines)
    rows = list(csv.DictReader(lines[: MAX_ROWS + 1], delimiter="\t" if tab else ","))
    mapping = _guess(rows[0] if rows else (), fields)
    found, faults = [], []
    for number, row in enumerate(rows, start=2):
        point, wrong = _lon_lat(row.get(mapping.get("lon", "")), row.get(mapping.get("lat", "")))
        place = _place(row, mapping, None, point)
        if wrong or place is None:
            faults.append(
                f"`{path.name}` line {number}: {wrong or 'has no name - say which field with fields'}"
            )
        else:
            found.append(place)
    return Incoming(path=path, places=tuple(found), mapping=mapping, faults=tuple(faults))


def _from_geonames(path: Path, lines: list[str]) -> Incoming:
    found, faults = [], []
    for number, line in enumerate(lines[:MAX_ROWS], start=1):
        cells = line.split("\t")
        if len(cells) != GEONAMES_COLUMNS:
            faults.append(f"`{path.name}` line {number}: has {len(cells)} columns, not {GEONAMES_COLUMNS}")
            continue
        point, wrong = _lon_lat(cells[5], cells[4])
        if wrong or not cells[1]:
            faults.append(f"`{path.name}` line {number}: {wrong or 'has no name'}")
            continue
        if cells[6] not in ("P", "A", "S", "T", "L", "H", "R"):
            continue
        names = tuple(dict.fromkeys(n for n in (cells[1], *cells[3].split(",")) if n))
        arabic = next((n for n in names if "\u0600" <= n[0] <= "\u06ff"), None)
        found.append(
            IncomingPlace(
                name=cells[2] or cells[1],
                names=names,
                name_ar=arabic,
                external_id=f"gn:{cells[0]}",
                kind=cells[7],
                point=point,
            )
        )
    mapping = {
        "name": "asciiname",
        "names": "alternatenames",
        "id": "geonameid",
        "lon": "longitude",
        "lat": "latitude",
    }
    return Incoming(path=path, places=tuple(found), mapping=mapping, faults=tuple(faults))


def _lon_lat(lon: object, lat: object) -> tuple[tuple[float, float] | None, str | None]:
    if lon in (None, "") and lat in (None, ""):
        return None, None
    try:
        x, y = float(str(lon)), float(str(lat))
    except ValueError:
        return None, f"`{lon}`, `{lat}` are not longitude and latitude"
    if not -180 <= x <= 180 or not -90 <= y <= 90:  # noqa: PLR2004  # degrees
        return None, f"{x}, {y} are not longitude and latitude in degrees - are they swapped?"
    return (round(x, 6), round(y, 6)), None


def _from_gdal(path: Path, crs: str | None, fields: Mapping[str, str]) -> Incoming:
    import geopandas  # noqa: PLC0415  # only files that need GDAL pay for it
    from pyogrio.errors import DataSourceError  # noqa: PLC0415
    from pyproj.exceptions import CRSError  # noqa: PLC0415

    try:
        frame = (
            geopandas.read_parquet(path)
            if path.suffix.lower() == ".parquet"
            else geopandas.read_file(path, rows=MAX_ROWS)
        )
    except (DataSourceError, ValueError, OSError) as broken:
        raise LayerError(f"`{path.name}`: GDAL cannot read it ({str(broken)[:120]})") from None
    if crs is None and frame.crs is None:
        raise LayerError(f"`{path.name}`: has no CRS - say it, e.g. crs EPSG:4326; a CRS is never guessed")
    try:
        if crs is not None:
            frame = frame.set_crs(crs, allow_override=True)
        frame = frame.to_crs(CRS)
    except CRSError:
        raise LayerError(f"`{path.name}`: `{crs}` is no CRS - give an EPSG code, e.g. EPSG:32637") from None
    notes = ("heights were left out: places are two-dimensional",) if frame.geometry.has_z.any() else ()
    mapping = _guess([c for c in frame.columns if c != frame.geometry.name], fields)
    found, faults = [], []
    for number, row in enumerate(frame.to_dict("records"), start=1):
        geometry = row.get(frame.geometry.name)
        area, point, wrong = _of_shape(geometry)
        place = _place(row, mapping, area, point)
        if wrong or place is None:
            faults.append(
                f"`{path.name}` feature {number}: {wrong or 'has no name - say which field with fields'}"
            )
        else:
            found.append(place)
    return Incoming(path=path, places=tuple(found), mapping=mapping, faults=tuple(faults), notes=notes)


def _of_shape(
    geometry: BaseGeometry | None,
) -> tuple[BaseGeometry | None, tuple[float, float] | None, str | None]:
    if geometry is None or geometry.is_empty:
        return None, None, None
    flat = shapely.force_2d(geometry)
    if flat.geom_type in AREAL:
        if not flat.is_valid:
            return (
                None,
                None,
                f"is not valid ({shapely.is_valid_reason(flat)}) - mend it, e.g. with shapely.make_valid",
            )
        return shapely.set_precision(flat, PRECISION), None, None
    middle = flat.representative_point()
    return None, (round(middle.x, 6), round(middle.y, 6)), None
