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
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

import geopandas as gpd
import pyarrow.parquet as pq
import pyogrio
import shapely

from geo.errors import ExportError
from geo.geojson import description_of, json_value, normalise, to_geojson
from geo.kml import to_kml

NESTED_COLUMNS: Final = ("shares", "claims", "sources")
NO_COLOURS: Final[Mapping[str, str]] = MappingProxyType({})
STAMP: Final = "1970-01-01T00:00:00Z"
"""GeoPackage records when it was last changed; a fixed moment keeps the same bytes for the same content."""


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
    path.write_text(to_geojson(frame), encoding="utf-8", newline="\n")


def _write_kml(frame: gpd.GeoDataFrame, path: Path, colours: Mapping[str, str]) -> None:
    path.write_text(to_kml(frame, colours), encoding="utf-8", newline="\n")


def _write_csv(frame: gpd.GeoDataFrame, path: Path, _colours: Mapping[str, str]) -> None:
    flat = _flat(frame)
    table = flat.drop(columns=flat.geometry.name)
    table["geometry"] = [
        None if g is None else shapely.to_wkt(g, rounding_precision=6) for g in flat.geometry
    ]
    table.to_csv(path, index=False, encoding="utf-8", lineterminator="\n")


def _write_gpkg(frame: gpd.GeoDataFrame, path: Path, _colours: Mapping[str, str]) -> None:
    described = description_of(frame)
    flat = _flat(frame)
    is_polygon = flat.geometry.geom_type == "Polygon"
    flat.loc[is_polygon, flat.geometry.name] = gpd.GeoSeries(
        [shapely.MultiPolygon([g]) for g in flat.geometry[is_polygon]],
        index=flat.index[is_polygon],
        crs=flat.crs,
    )
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": STAMP})
    try:
        flat.to_file(
            path,
            driver="GPKG",
            engine="pyogrio",
            use_arrow=True,
            layer=described[0] if described else "control",
            geometry_type="MultiPolygon",
            layer_metadata=_meta(frame),
        )
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


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
    frame: gpd.GeoDataFrame, path: str | os.PathLike[str], colours: Mapping[str, str] = NO_COLOURS
) -> Path:
    """Write a frame of `snapshot` or `timeline` to `path`, in the form that its ending names.

    Forms: .geojson (RFC 7946), .gpkg, .parquet (GeoParquet 1.1), .kml (2.2, `colours` maps holders to
    #rrggbb), .csv (geometry as WKT, lon lat). `shares`, and where a form has no lists also `claims` and
    `sources`, are JSON text. Returns the path. Raises ExportError for another ending or an unwritable folder.
    """
    target = Path(path)
    writer = WRITERS[check_format(target)]
    write_atomically(target, lambda temporary: writer(frame, temporary, colours))
    return target
