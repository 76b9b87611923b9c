"""`ControlTimeline`: the folium element that puts a control history and its timeline on a map."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from branca.element import Figure, MacroElement

from geo.errors import MapOptionError
from geo.timeline_map.encode import encode, to_script
from geo.timeline_map.offline import Verbatim

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from gazetteer.model import Theatre
    from pipelines.model import Claim, Document, History

SCRIPTS: Final = (
    "dates.js",
    "decode.js",
    "states.js",
    "patterns.js",
    "styles.js",
    "words.js",
    "area.js",
    "layer.js",
    "labels.js",
    "bars.js",
    "legend.js",
    "player.js",
    "search.js",
    "basemap.js",
    "place.js",
    "link.js",
    "controls.js",
    "main.js",
)
"""The page's own scripts in the order in which they are loaded; each adds to the global `Whoholds`."""


_BLOCK_COMMENT = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*$", re.MULTILINE | re.DOTALL)
_LINE_COMMENT = re.compile(r"^[ \t]*//.*$", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_BLANK = re.compile(r"\n{2,}")


@lru_cache(maxsize=32)
def asset(name: str) -> str:
    """Return the text of a file under `static/` or `templates/`."""
    return (files("geo.timeline_map") / name).read_text(encoding="utf-8")


def compact(text: str) -> str:
    """Return a script or style sheet of ours without its comments and indentation.

    Only comments that begin a line go, which is how ours are written; nothing inside a line is touched.
    """
    return _BLANK.sub("\n", _INDENT.sub("", _LINE_COMMENT.sub("", _BLOCK_COMMENT.sub("", text)))).strip()


class ControlTimeline(MacroElement):
    """A control history drawn on the map, with a timeline under it.

    Give the `history` to show, the `theatre` that it belongs to, and the claims and documents that lend
    quotes and publishers. `known` are the same history *as known on* earlier days, sorted by `known_by`;
    with them the page has a second handle. `options` go to the page as they are (see docs/map.md).
    """

    def __init__(
        self,
        history: History,
        theatre: Theatre,
        claims: Iterable[Claim] = (),
        documents: Iterable[Document] = (),
        *,
        known: Sequence[History] = (),
        **options: Any,  # noqa: ANN401 - what the page's script takes
    ) -> None:
        """Encode the data; nothing is drawn before the map is rendered."""
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "ControlTimeline"
        self.data = to_script(encode([*known, history], theatre, claims, documents))
        self.options = options

    def script(self, map_name: str) -> str:
        """Return the page's script: the modules, then the call that starts them on the map."""
        modules = "\n".join(compact(asset(f"static/{name}")) for name in SCRIPTS)
        options = to_script(self.options)
        start = f"window.whoholds = Whoholds.start({map_name}, Whoholds.embedded(), {options});"
        return f"{modules}\n{start}"

    def render(self, **_options: Any) -> str:  # noqa: ANN401
        """Add the style, the panel and the script to the page."""
        page = self.get_root()
        if self._parent is None or not isinstance(page, Figure):
            raise MapOptionError("`ControlTimeline` is on no page: add it to a folium map before rendering")
        name = self.get_name()
        style = compact(asset("static/timeline_map.css")).replace(" {\n", "{").replace(";\n", ";")
        page.header.add_child(Verbatim(f"<style>\n{style}</style>"), name=name)
        data = f'<script type="application/json" id="wh-data">{self.data}</script>'
        page.html.add_child(Verbatim(f"{compact(asset('templates/panel.html'))}\n{data}"), name=name)
        page.script.add_child(Verbatim(self.script(self._parent.get_name())), name=name)
        return ""
