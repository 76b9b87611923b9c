"""GeoPackage for QGIS: the layer opens coloured by holder, and its temporal controller works at once.

The style is stored in the file's `layer_styles` table, which QGIS reads by itself where `useAsDefault` is set
(https://docs.qgis.org/latest/en/docs/user_manual/introduction/general_tools.html#save-in-database). It has a category
for each holder and, where the layer has `start` and `end`, a temporal mode that takes both fields, the end excluded.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

import geopandas as gpd
import pandas as pd
import pyogrio
import shapely

from geo.listing import cell
from pipelines.claims_io import claim_record

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pipelines.model import Claim

STAMP: Final = "1970-01-01T00:00:00.000Z"
"""GeoPackage records when it was last changed; a fixed moment keeps the same bytes for the same content."""
UNKNOWN_COLOUR: Final = "#b0b0b0"
FILL_ALPHA: Final = 150
TWO_FIELDS: Final = "2"
"""QGIS's `Qgis::VectorTemporalMode::FeatureDateTimeStartAndEndFromFields`."""
END_EXCLUDED: Final = "1"
"""QGIS's `Qgis::VectorTemporalLimitMode::IncludeBeginExcludeEnd`."""
_STYLES = """CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
  f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME)"""


def write_package(
    flat: gpd.GeoDataFrame, path: Path, layer: str, meta: Mapping[str, str], colours: Mapping[str, str]
) -> None:
    """Write a frame (EPSG:4326, no nested columns) as one styled layer; polygons become multipolygons.

    `meta` goes into the layer's metadata, `colours` maps holders to #rrggbb.
    """
    frame = flat.copy()
    is_polygon = frame.geometry.geom_type == "Polygon"
    frame.loc[is_polygon, frame.geometry.name] = gpd.GeoSeries(
        [shapely.MultiPolygon([g]) for g in frame.geometry[is_polygon]],
        index=frame.index[is_polygon],
        crs=frame.crs,
    )
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": STAMP})
    try:
        frame.to_file(
            path, driver="GPKG", engine="pyogrio", use_arrow=True, layer=layer, geometry_type="MultiPolygon",
            layer_metadata=dict(meta),
        )  # fmt: skip
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
    if "holder" in frame.columns:
        holders = sorted({str(h) for h in frame["holder"] if isinstance(h, str)})
        store_style(path, layer, qgis_style(holders, colours, spans="start" in frame.columns))


def add_layers(path: Path, frame: gpd.GeoDataFrame, claims: Sequence[Claim]) -> None:
    """Add the places of a frame, each once, as layer `places`, and the claims behind it as table `claims`."""
    if "place_id" not in frame.columns:
        return
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": STAMP})
    try:
        names = [name for name in ("place_id", "name", "name_ar", "kind", "within") if name in frame.columns]
        places = frame[[*names, frame.geometry.name]].drop_duplicates("place_id")
        pyogrio.write_dataframe(
            places, path, layer="places", driver="GPKG", append=True, geometry_type="Unknown"
        )
        if claims:
            rows = [{key: cell(value) for key, value in claim_record(claim).items()} for claim in claims]
            table = pd.DataFrame(rows).astype({"start": "int64", "end": "int64"})
            pyogrio.write_dataframe(table, path, layer="claims", driver="GPKG", append=True)
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def store_style(path: Path, layer: str, qml: str) -> None:
    """Add a default style to a GeoPackage's layer."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(_STYLES)
        database.execute(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName,"
            " styleQML, styleSLD, useAsDefault, description, owner, update_time)"
            " VALUES ('', '', ?, 'geom', 'reported holder', ?, '', 1, 'Coloured by reported holder', '', ?)",
            (layer, qml, STAMP),
        )
        database.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change)"
            " VALUES ('layer_styles', 'attributes', 'layer_styles', 'Styles for QGIS', ?)",
            (STAMP,),
        )


def qgis_style(holders: list[str], colours: Mapping[str, str], *, spans: bool) -> str:
    """Return a QGIS layer style (QML) with a category for each holder and one for unknown."""
    root = ET.Element("qgis", {"version": "3.22.0", "styleCategories": "AllStyleCategories"})
    if spans:
        temporal = ET.SubElement(
            root, "temporal",
            {"enabled": "1", "mode": TWO_FIELDS, "limitMode": END_EXCLUDED, "startField": "start", "endField": "end",
             "accumulate": "0", "durationUnit": "days", "fixedDuration": "0", "durationField": ""},
        )  # fmt: skip
        fixed = ET.SubElement(temporal, "fixedRange")
        ET.SubElement(fixed, "start")
        ET.SubElement(fixed, "end")
    renderer = ET.SubElement(
        root,
        "renderer-v2",
        {"type": "categorizedSymbol", "attr": "holder", "symbollevels": "0", "enableorderby": "0"},
    )
    categories = ET.SubElement(renderer, "categories")
    symbols = ET.SubElement(renderer, "symbols")
    for at, holder in enumerate([*holders, ""]):
        ET.SubElement(
            categories, "category",
            {"symbol": str(at), "value": holder, "label": holder or "unknown", "render": "true", "type": "string"},
        )  # fmt: skip
        _symbol(symbols, at, colours.get(holder, UNKNOWN_COLOUR) if holder else UNKNOWN_COLOUR)
    return '<!DOCTYPE qgis PUBLIC "http://mrcc.com/qgis.dtd" "SYSTEM">\n' + ET.tostring(
        root, encoding="unicode"
    )


def _symbol(symbols: ET.Element, at: int, colour: str) -> None:
    red, green, blue = (int(colour[k : k + 2], 16) for k in (1, 3, 5))
    symbol = ET.SubElement(
        symbols, "symbol", {"type": "fill", "name": str(at), "alpha": "1", "clip_to_extent": "1"}
    )
    layer = ET.SubElement(
        symbol, "layer", {"class": "SimpleFill", "enabled": "1", "locked": "0", "pass": "0"}
    )
    fill = f"{red},{green},{blue},{FILL_ALPHA}"
    for key, value in (
        ("color", fill), ("style", "solid"), ("outline_color", "64,64,64,255"), ("outline_style", "solid"),
        ("outline_width", "0.2"), ("outline_width_unit", "MM"),
    ):  # fmt: skip
        ET.SubElement(layer, "prop", {"k": key, "v": value})
