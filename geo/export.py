"""One door for files: a snapshot or a timeline goes out in the form that the file's ending names.

A file appears whole or not at all: it is written beside its place under another name, flushed to disk and
then renamed. Files carry what they are (day, clock, sources, credit, version) in their own metadata where
the form has some: GeoJSON's foreign member, GeoPackage's metadata tables, GeoParquet's schema, KML's
description.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import shapely

from geo.errors import ExportError
from geo.geojson import description_of, geojson_parts, geojson_sequence, json_value, normalise
from geo.gpkg import add_layers, write_package
from geo.kml import to_kml
from geo.listing import defuse

if TYPE_CHECKING:
    from pipelines.model import Claim

NESTED_COLUMNS: Final = ("shares", "claims", "sources")
NO_COLOURS: Final[Mapping[str, str]] = MappingProxyType({})


def _flat(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return a copy whose nested columns are JSON text, for forms that have no nesting."""
    flat = frame.copy()
    for name in NESTED_COLUMNS:
        flat[name] = [
            json.dumps(json_value(value), ensure_ascii=False) if value else None for value in flat[name]
        ]
    return flat.set_geometry([None if g is None else normalise(g) for g in flat.geometry], crs=frame.crs)


def _meta(frame: gpd.GeoDataFrame) -> dict[str, str]:
    described = description_of(frame)
    return {} if described is None else {described[0]: json.dumps(described[1], ensure_ascii=False)}


def _write_geojson(frame: gpd.GeoDataFrame, path: Path, _colours: Mapping[str, str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(geojson_parts(frame))


def _write_sequence(frame: gpd.GeoDataFrame, path: Path, _colours: Mapping[str, str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(geojson_sequence(frame))


def _write_fgb(frame: gpd.GeoDataFrame, path: Path, _colours: Mapping[str, str]) -> None:
    flat = _flat(frame)
    for name in ("since_earliest", "since_latest", "last_confirmed", "start", "end"):
        if name in flat.columns:  # the form keeps days as text only where every cell is one
            flat[name] = pd.to_datetime(flat[name]).dt.date
    described = description_of(frame)
    pyogrio.write_dataframe(
        flat, path, layer="whoholds", driver="FlatGeobuf", use_arrow=False, geometry_type="Unknown",
        TITLE=f"Whoholds {described[0]}" if described else "Whoholds",
        DESCRIPTION=json.dumps(described[1], ensure_ascii=False) if described else "",
        SPATIAL_INDEX="NO",
    )  # fmt: skip


def _write_kml(frame: gpd.GeoDataFrame, path: Path, colours: Mapping[str, str]) -> None:
    path.write_text(to_kml(frame, colours), encoding="utf-8", newline="\n")


def _write_csv(frame: gpd.GeoDataFrame, path: Path, _colours: Mapping[str, str]) -> None:
    flat = _flat(frame)
    table = flat.drop(columns=flat.geometry.name)
    table["geometry"] = [
        None if g is None else shapely.to_wkt(g, rounding_precision=6) for g in flat.geometry
    ]
    for name in table.columns:
        table[name] = [defuse(v) if isinstance(v, str) else v for v in table[name]]
    table.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")


def _write_gpkg(frame: gpd.GeoDataFrame, path: Path, colours: Mapping[str, str]) -> None:
    described = description_of(frame)
    write_package(_flat(frame), path, described[0] if described else "control", _meta(frame), colours)


def _write_parquet(frame: gpd.GeoDataFrame, path: Path, _colours: Mapping[str, str]) -> None:
    flat = _flat(frame)
    for name in ("claims", "sources"):
        flat[name] = frame[name]
    flat.to_parquet(path, index=False, schema_version="1.1.0", write_covering_bbox=False)
    table = pq.read_table(path)
    stamped = {**(table.schema.metadata or {}), **{k.encode(): v.encode() for k, v in _meta(frame).items()}}
    pq.write_table(table.replace_schema_metadata(stamped), path)


Writer = Callable[[gpd.GeoDataFrame, Path, Mapping[str, str]], None]
WRITERS: Final[Mapping[str, Writer]] = MappingProxyType(
    {
        ".geojson": _write_geojson,
        ".geojsons": _write_sequence,
        ".fgb": _write_fgb,
        ".gpkg": _write_gpkg,
        ".parquet": _write_parquet,
        ".kml": _write_kml,
        ".csv": _write_csv,
    }
)
FORMATS: Final = tuple(WRITERS)
"""The endings that `export` knows."""


def check_format(path: Path) -> str:
    """Return the ending of `path`, lower-case; raise ExportError if no writer knows it."""
    ending = path.suffix.lower()
    if ending not in WRITERS:
        raise ExportError(
            f"`{path}` ends in `{ending}`: the ending names the form, one of {' '.join(FORMATS)}; "
            f"try `{path.with_suffix('.geojson')}`"
        )
    return ending


def write_atomically(path: Path, write: Callable[[Path], None]) -> None:
    """Have `write` make a file beside `path`, flush it to disk and move it into place.

    On any failure the temporary file goes and an existing `path` stays as it was. Raises ExportError where
    the folder is missing or cannot be written to.
    """
    if path.is_dir():
        raise ExportError(f"`{path}` is a folder: name a file in it, such as `{path / 'control.geojson'}`")
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.stem[:40]}-") as folder:
            temporary = Path(folder) / path.name
            write(temporary)
            with temporary.open("rb+") as handle:
                os.fsync(handle.fileno())
            temporary.replace(path)
    except FileNotFoundError as error:
        raise ExportError(f"`{path.parent}` does not exist: make the folder first") from error
    except PermissionError as error:
        raise ExportError(f"`{path}` cannot be written: {error.strerror}; choose another folder") from error


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 text as a whole or not at all; lines end as they stand in `text`."""

    def write(temporary: Path) -> None:
        temporary.write_bytes(text.encode("utf-8"))

    write_atomically(path, write)


def export(
    frame: gpd.GeoDataFrame,
    path: str | os.PathLike[str],
    colours: Mapping[str, str] = NO_COLOURS,
    claims: Iterable[Claim] = (),
) -> Path:
    """Write a frame of `snapshot` or `timeline` to `path`, in the form that its ending names.

    Forms: .geojson (RFC 7946), .geojsons (RFC 8142), .fgb (FlatGeobuf), .gpkg (with `claims` and places as layers
    of their own, styled for QGIS), .parquet (GeoParquet 1.1), .kml (2.2, `colours` maps holders to
    #rrggbb), .csv (geometry as WKT, lon lat). `shares`, and where a form has no lists also `claims` and
    `sources`, are JSON text. Returns the path. Raises ExportError for another ending or an unwritable folder.
    """
    target = Path(path)
    writer = WRITERS[check_format(target)]
    said = tuple(claims)

    def write(temporary: Path) -> None:
        writer(frame, temporary, colours)
        if temporary.suffix == ".gpkg":
            add_layers(temporary, frame, said)

    write_atomically(target, write)
    return target
