"""The other ways to animate a folium map, on the same polygons and the same history as ours."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import folium
import shapely
from folium.plugins import TimeSliderChoropleth, TimestampedGeoJson

from tests.geo import generated, made

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pipelines.model import History

DAYS = 400
CENTRE = (made.SOUTH, made.WEST)
COLOURS = {side: actor.colour for side, actor in made.ACTORS.items()}
UNKNOWN = "#8a8a8a"

SERVER_WAYS = {
    "anew": "st_folium made anew",
    "group": "st_folium, feature_group_to_add",
}


def day_of(number: int) -> dt.date:
    """Return the day of a number."""
    return generated.FIRST + dt.timedelta(days=number)


def centre(places: int) -> tuple[float, float]:
    """Return the (lat, lon) of the middle of the generated places."""
    half = places**0.5 / 2 * made.STEP
    return (made.SOUTH + half, made.WEST + half)


@lru_cache(maxsize=4)
def history_of(places: int) -> History:
    """Return the history, made once."""
    return generated.history(places, DAYS)


def collection(places: int, number: int | None = None) -> dict[str, Any]:
    """Return the places as a GeoJSON collection, coloured for a day if one is given."""
    states = history_of(places).at(day_of(number)) if number is not None else {}
    features = []
    for place_id, place in generated.theatre(places).places.items():
        holder = states[place_id].holder if place_id in states else None
        features.append(
            {
                "type": "Feature",
                "id": place_id,
                "properties": {"name": place.name, "colour": COLOURS.get(holder or "", UNKNOWN)},
                "geometry": shapely.geometry.mapping(place.geometry),
            }
        )
    return {"type": "FeatureCollection", "features": features}


def coloured(places: int, number: int) -> folium.GeoJson:
    """Return the day's polygons as a folium layer whose paths carry the class `day-<number>`."""
    return folium.GeoJson(
        collection(places, number),
        style_function=lambda feature: {
            "fillColor": feature["properties"]["colour"],
            "fillOpacity": 0.7,
            "color": "#333333",
            "weight": 1,
            "className": f"day-{number}",
        },
    )


def base_map(places: int) -> folium.Map:
    """Return a folium map without tiles, on the places."""
    return folium.Map(location=centre(places), zoom_start=12, tiles=None)


def choropleth(places: int) -> str:
    """Return a page of TimeSliderChoropleth; it needs a style for every place and day to jump backwards rightly."""
    stamps = [str(int(dt.datetime.combine(day_of(n), dt.time(), dt.UTC).timestamp())) for n in range(DAYS)]
    styles: dict[str, dict[str, dict[str, Any]]] = {p: {} for p in generated.theatre(places).places}
    for number, stamp in enumerate(stamps):
        states = history_of(places).at(day_of(number))
        for place_id, style in styles.items():
            holder = states[place_id].holder if place_id in states else None
            style[stamp] = {"color": COLOURS.get(holder or "", UNKNOWN), "opacity": 0.7}
    page = base_map(places)
    TimeSliderChoropleth(collection(places), styledict=styles).add_to(page)
    return str(page.get_root().render())


def timestamped(places: int) -> str:
    """Return a page of TimestampedGeoJson: a feature for each interval, with all of its days."""
    features = []
    shapes = generated.theatre(places).places
    for interval in history_of(places).intervals:
        start = (interval.start - generated.FIRST).days if interval.start else 0
        end = (interval.end - generated.FIRST).days if interval.end else DAYS
        features.append(
            {
                "type": "Feature",
                "properties": {
                    "times": [day_of(n).isoformat() for n in range(start, end)],
                    "style": {
                        "fillColor": COLOURS[interval.holder or "isis"],
                        "fillOpacity": 0.7,
                        "weight": 1,
                    },
                },
                "geometry": shapely.geometry.mapping(
                    shapely.MultiPolygon([shapes[interval.place_id].geometry])
                ),
            }
        )
    page = base_map(places)
    layer = TimestampedGeoJson(  # type: ignore[no-untyped-call]
        {"type": "FeatureCollection", "features": features}, period="P1D", duration="PT1H", auto_play=False
    )
    layer.add_to(page)
    return str(page.get_root().render())


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePeer:
    """A way that is one page: how it is made, how it is moved to a day, what it needs, and where it gives up."""

    name: str
    document: Callable[[int], str]
    move: str
    packages: tuple[str, ...]
    most_places: int
    warning: str


FILE_PEERS = (
    FilePeer(
        name="TimeSliderChoropleth",
        document=choropleth,
        move="(day) => { const s = document.querySelector('input[type=range]'); s.value = day;"
        " s.dispatchEvent(new Event('input')); }",
        packages=("d3",),
        most_places=1000,
        warning="over 100 MB",
    ),
    FilePeer(
        name="TimestampedGeoJson",
        document=timestamped,
        move="(day) => new Promise((done) => { const map = Object.entries(window).find(([name]) =>"
        " name.startsWith('map_'))[1]; map.timeDimension.once('timeload', done);"
        " map.timeDimension.setCurrentTimeIndex(day); })",
        packages=("leaflet-timedimension", "jquery", "iso8601-js-period", "moment"),
        most_places=5000,
        warning="too large",
    ),
)

LOCAL = {
    "d3.v4.min.js": "d3/build/d3.min.js",
    "leaflet.js": "leaflet/dist/leaflet.js",
    "leaflet.timedimension.min.js": "leaflet-timedimension/dist/leaflet.timedimension.min.js",
    "iso8601.min.js": "iso8601-js-period/iso8601.js",
    "jquery.min.js": "jquery/dist/jquery.min.js",
    "jquery-3.7.1.min.js": "jquery/dist/jquery.min.js",
    "moment.min.js": "moment/min/moment.min.js",
}


def local_script(url: str, modules: Path) -> Path | None:
    """Return the local file that stands for a script of a content delivery network, None if there is none."""
    name = LOCAL.get(url.rsplit("/", 1)[-1])
    path = modules / name if name else None
    return path if path is not None and path.exists() else None
