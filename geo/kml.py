"""KML 2.2 for Google Earth: a placemark a row, coloured by holder, with its span of days where there is one.

GDAL's own KML driver knows neither `TimeSpan` nor styles, so the text is built here with the standard
library's ElementTree, which escapes everything. https://docs.ogc.org/is/12-007r2/12-007r2.html
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

from geo.geojson import description_of, geometry_object, records

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

NAMESPACE: Final = "http://www.opengis.net/kml/2.2"
UNKNOWN_COLOUR: Final = "#8a8a8a"
FILL_ALPHA: Final = "99"


def kml_colour(colour: str) -> str:
    """Return `#rrggbb` as KML writes it: alpha, blue, green, red."""
    red, green, blue = colour[1:3], colour[3:5], colour[5:7]
    return f"{FILL_ALPHA}{blue}{green}{red}"


def _add(parent: ET.Element, tag: str, text: str | None = None) -> ET.Element:
    child = ET.SubElement(parent, tag)
    if text is not None:
        child.text = "".join(c for c in text if c.isprintable() or c in "\n\t")
    return child


def _add_style(document: ET.Element, style_id: str, colour: str) -> None:
    style = _add(document, "Style")
    style.set("id", style_id)
    line = _add(style, "LineStyle")
    _add(line, "color", "ff404040")
    _add(line, "width", "1")
    _add(_add(style, "PolyStyle"), "color", kml_colour(colour))


def _add_ring(parent: ET.Element, tag: str, ring: Sequence[Sequence[float]]) -> None:
    linear = _add(_add(parent, tag), "LinearRing")
    _add(linear, "coordinates", " ".join(f"{x},{y}" for x, y in ring))


def _add_geometry(placemark: ET.Element, geometry: BaseGeometry | None) -> None:
    shape = geometry_object(geometry)
    if shape is None:
        return
    if shape["type"] == "Point":
        lon, lat = shape["coordinates"]
        _add(_add(placemark, "Point"), "coordinates", f"{lon},{lat}")
        return
    polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    several = _add(placemark, "MultiGeometry")
    for outer, *holes in polygons:
        polygon = _add(several, "Polygon")
        _add_ring(polygon, "outerBoundaryIs", outer)
        for hole in holes:
            _add_ring(polygon, "innerBoundaryIs", hole)


def _add_placemark(folder: ET.Element, properties: Mapping[str, Any], geometry: BaseGeometry | None) -> None:
    placemark = _add(folder, "Placemark")
    _add(placemark, "name", properties["name"])
    if properties.get("evidence"):
        _add(placemark, "description", properties["evidence"])
    if properties.get("start") or properties.get("end"):
        span = _add(placemark, "TimeSpan")
        for tag, key in (("begin", "start"), ("end", "end")):
            if properties[key]:
                _add(span, tag, properties[key])
    _add(placemark, "styleUrl", f"#{properties['holder'] or 'unknown'}")
    extended = _add(placemark, "ExtendedData")
    for key, value in properties.items():
        if value is not None and value != []:
            data = _add(extended, "Data")
            data.set("name", key)
            _add(data, "value", value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    _add_geometry(placemark, geometry)


def to_kml(frame: gpd.GeoDataFrame, colours: Mapping[str, str]) -> str:
    """Return a frame of `snapshot` or `timeline` as KML text.

    `colours` maps holders to #rrggbb; a holder without one, and unknown, is grey. Coordinates are lon,lat
    with six decimals. In a timeline `end` is the first day on which the state no longer holds, as in the
    frame.
    """
    ET.register_namespace("", NAMESPACE)
    root = ET.Element("kml", {"xmlns": NAMESPACE})
    document = _add(root, "Document")
    described = description_of(frame)
    if described is not None:
        _add(document, "name", f"Whoholds {described[0]} {described[1].get('date') or ''}".strip())
        _add(document, "description", json.dumps(described[1], ensure_ascii=False))
    rows = list(records(frame))
    for holder in sorted({row["holder"] or "unknown" for row, _ in rows}):
        _add_style(document, holder, colours.get(holder, UNKNOWN_COLOUR))
    for properties, geometry in rows:
        _add_placemark(document, properties, geometry)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"
