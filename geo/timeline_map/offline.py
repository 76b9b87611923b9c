"""A folium map that fetches nothing: Leaflet is inside the page, and the page is the same at every run.

Folium's own map links to content delivery networks and names its elements by random ids. Here the scripts
come from the XStatic-Leaflet package, images become data URIs, ids are fixed, and a Content-Security-Policy
in the page has the browser refuse whatever a later mistake might try to fetch.
"""

from __future__ import annotations

import base64
import json
import re
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any, Final

import folium
from branca.element import Element, Figure
from folium.template import Template
from xstatic.pkg import leaflet as leaflet_files

LEAFLET_FOLDER: Final = Path(leaflet_files.BASE_DIR)
_IMAGE = re.compile(r"url\(images/([a-z0-9-]+\.png)\)")
_CSS_NOISE = re.compile(r"/\*[^*]*\*+(?:[^/*][^*]*\*+)*/|^[ \t]+|(?<=\n)\n+", re.MULTILINE)
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)


def _image_uri(name: str) -> str:
    return (
        "data:image/png;base64," + base64.b64encode((LEAFLET_FOLDER / "images" / name).read_bytes()).decode()
    )


@lru_cache(maxsize=1)
def leaflet_js() -> str:
    """Return Leaflet's script without its source-map line."""
    return _SOURCE_MAP.sub("", (LEAFLET_FOLDER / "leaflet.js").read_text(encoding="utf-8")).strip()


def marker_icons() -> str:
    """Return the script that gives Leaflet's standard marker its images as data URIs."""
    images = {
        "iconUrl": _image_uri("marker-icon.png"),
        "iconRetinaUrl": _image_uri("marker-icon-2x.png"),
        "shadowUrl": _image_uri("marker-shadow.png"),
    }
    return f'L.Icon.Default.imagePath="";L.Icon.Default.mergeOptions({json.dumps(images)});'


@lru_cache(maxsize=1)
def leaflet_css() -> str:
    """Return Leaflet's style sheet, without comments and indentation, and without images (see `layer_icons`).

    The marker's image stands there only for Leaflet to find its folder.
    """
    style = (LEAFLET_FOLDER / "leaflet.css").read_text(encoding="utf-8")
    return _IMAGE.sub("none", _CSS_NOISE.sub("", style)).strip()


def layer_icons() -> str:
    """Return the style rules of the layer control's button, its images as data URIs."""
    return (
        f".leaflet-control-layers-toggle{{background-image:url({_image_uri('layers.png')})}}"
        f".leaflet-retina .leaflet-control-layers-toggle{{background-image:url({_image_uri('layers-2x.png')})}}"
    )


def _has(element: Element, kind: type) -> bool:
    return any(isinstance(c, kind) or _has(c, kind) for c in element._children.values())  # noqa: SLF001


def content_policy(image_hosts: tuple[str, ...] = ()) -> str:
    """Return the page's Content-Security-Policy: no request at all, but for images from `image_hosts`."""
    images = " ".join(("data:", *image_hosts))
    return f"default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src {images}"


class Verbatim(Element):
    """Text that goes into the page as it is.

    Branca renders what a macro returns as a template a second time, so that braces in an article's text
    would be obeyed; this element is never a template.
    """

    def __init__(self, text: str) -> None:
        """Keep the text."""
        super().__init__()
        self.text = text

    def render(self, **_options: Any) -> str:  # noqa: ANN401
        """Return the text."""
        return self.text


class OfflineFigure(Figure):
    """The page round an `OfflineMap`: language, title, policy, and the script at the end of the body."""

    _template = Template(
        "<!DOCTYPE html>\n"
        '<html lang="en">\n<head>\n'
        "<title>{{ this.title }}</title>\n"
        '<meta http-equiv="Content-Security-Policy" content="{{ this.policy }}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "{{ this.header.render(**kwargs) }}\n"
        "</head>\n<body>\n"
        "{{ this.html.render(**kwargs) }}\n"
        "<script>\n{{ this.script.render(**kwargs) }}\n</script>\n"
        "</body>\n</html>\n"
    )

    def __init__(self, title: str, policy: str) -> None:
        """Make an empty page; `title` is plain text and escaped here."""
        super().__init__(title=escape(title))
        self.policy = policy


class OfflineMap(folium.Map):
    """A `folium.Map` whose page needs no network and whose text is the same at every run.

    `title` is the page's title, plain text. `image_hosts` are the hosts that tile layers added by the
    caller may load from (`https://*.tile.example.org`); none by default. Other keywords go to `folium.Map`;
    `location` is (lat, lon), as folium has it. There are no tiles unless the caller adds a layer.
    """

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - declared so by folium, never changed
    default_css: list[tuple[str, str]] = []  # noqa: RUF012 - same

    # Folium's own header forbids zooming by touch, which people who see badly need; ours is above.
    _template = Template(
        "{% macro header(this, kwargs) %}"
        "<style>html, body { height: 100%; margin: 0; padding: 0; }</style>"
        "<script>L_NO_TOUCH = false; L_DISABLE_3D = false;</script>"
        "{% endmacro %}"
        "{% macro html(this, kwargs) %}"
        '<div class="folium-map" id="{{ this.get_name() }}" role="application" aria-label="Map"></div>'
        "{% endmacro %}"
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }},"
        " {center: {{ this.location|tojson }}, crs: L.CRS.{{ this.crs }},"
        " ...{{ this.options|tojavascript }}});"
        "{% endmacro %}"
    )

    def __init__(self, *, title: str = "Map", image_hosts: tuple[str, ...] = (), **options: Any) -> None:  # noqa: ANN401
        """Make the map inside a page of its own."""
        super().__init__(tiles=None, **options)
        self._id = "whoholds"
        page = OfflineFigure(title, content_policy(image_hosts))
        page._id = "page"  # noqa: SLF001 - branca offers no other way to fix an id
        page.add_child(self, name="map")
        self._page = page
        for name, text in (
            ("leaflet_css", f"<style>{leaflet_css()}</style>"),
            ("leaflet_js", f"<script>{leaflet_js()}</script>"),
        ):
            page.header.add_child(Verbatim(text), name=name)

    def render(self, **kwargs: Any) -> str:  # noqa: ANN401
        """Render into the page, with children named by their order instead of by chance."""
        for number, child in enumerate(self._children.values()):
            child._id = str(number)  # noqa: SLF001 - same
        if _has(self, folium.Marker):
            self._page.header.add_child(Verbatim(f"<script>{marker_icons()}</script>"), name="icons")
        if _has(self, folium.LayerControl):
            self._page.header.add_child(Verbatim(f"<style>{layer_icons()}</style>"), name="layer_icons")
        return str(super().render(**kwargs))  # type: ignore[no-untyped-call]
