"""Pictures of a day and of a period, for print and for the web: PNG, SVG, and GIF for what moves.

Drawn by matplotlib. Patterns and labels repeat what the colours say, so that the picture survives a black and white
printer; it names its sources, its day, and that everything on it is as reported.
"""

from __future__ import annotations

import datetime as dt
import io
import math
import textwrap
from typing import TYPE_CHECKING, Any, Final

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.patheffects import withStroke
from PIL import Image

from geo.areas import areas_km2
from geo.errors import ExportError
from geo.geojson import description_of
from geo.snapshot import snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    import geopandas as gpd
    from matplotlib.axes import Axes

    from gazetteer.model import Theatre
    from pipelines.model import Claim, History

PICTURE_FORMS: Final = (".png", ".svg")
MOVING_FORMS: Final = (".gif",)
PRINT_DPI, SCREEN_DPI = 300, 90
WIDTH_IN, HEIGHT_IN = 7.2, 6.2
MAX_FRAMES: Final = 400
UNKNOWN_COLOUR: Final = "#d9d9d9"
HATCHES: Final = ("", "//", "..", "xx", "--", "++", "oo", "**")
"""One for each side in the theatre's order, so that no side is told by colour alone."""
DISPUTED_HATCH, UNSETTLED_HATCH = "xxxx", "////"
KM_PER_DEGREE: Final = 111.32
MOST_SOURCES: Final = 6
FOOT_CHARS: Final = 150
MARGIN: Final = 0.06
_LARGE: Final = ("governorate", "region", "country")


def picture(
    history: History, theatre: Theatre, day: dt.date, path: Path, claims: Iterable[Claim] = ()
) -> None:
    """Draw the state of a day to a .png (300 dpi) or .svg file; raise ExportError for another ending."""
    form = check_picture(path, PICTURE_FORMS)
    figure = _figure(history, theatre, day, claims, _bounds(history, theatre))
    with mpl.rc_context({"svg.hashsalt": "whoholds", "svg.fonttype": "none"}):
        figure.savefig(
            path,
            format=form[1:],
            dpi=PRINT_DPI,
            metadata={"Date": None} if form == ".svg" else {"Software": None},
        )


def animate(
    history: History,
    theatre: Theatre,
    first: dt.date,
    last: dt.date,
    path: Path,
    step: Callable[[int, int], None],
) -> int:
    """Draw each day from `first` to `last` into a .gif; return the number of frames; `step(done, all)` is told.

    Raises ExportError for another ending, for days in the wrong order and for more than `MAX_FRAMES` days.
    """
    check_picture(path, MOVING_FORMS)
    count = (last - first).days + 1
    if count < 1:
        raise ExportError(f"`{first}` to `{last}` is no period: name the earlier day first")
    if count > MAX_FRAMES:
        raise ExportError(
            f"`{first}` to `{last}` are {count} days; at most {MAX_FRAMES} are drawn: take a shorter period"
        )
    bounds = _bounds(history, theatre)
    frames = []
    for at in range(count):
        figure = _figure(history, theatre, first + dt.timedelta(days=at), (), bounds)
        buffer = io.BytesIO()
        figure.savefig(buffer, format="png", dpi=SCREEN_DPI)
        frames.append(Image.open(buffer).convert("P", palette=Image.Palette.ADAPTIVE, colors=128))
        step(at + 1, count)
    frames[0].save(path, format="GIF", save_all=True, append_images=frames[1:], duration=500, loop=0)
    return count


def check_picture(path: Path, forms: Sequence[str]) -> str:
    """Return the ending of `path`, lower-case; raise ExportError if it is not one of `forms`."""
    ending = path.suffix.lower()
    if ending not in forms:
        raise ExportError(
            f"`{path}` ends in `{ending}`: write {' or '.join(forms)}; try `{path.with_suffix(forms[0])}`"
        )
    return ending


def _figure(
    history: History,
    theatre: Theatre,
    day: dt.date,
    claims: Iterable[Claim],
    bounds: tuple[float, float, float, float],
) -> Figure:
    frame = snapshot(history, theatre, day, claims)
    figure = Figure(figsize=(WIDTH_IN, HEIGHT_IN), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    sides = _draw(axes, frame, theatre, bounds)
    axes.set_title(f"Reported control, {_long(day)}", loc="left", fontsize=13, fontweight="bold")
    axes.legend(
        handles=sides,
        loc="upper right",
        fontsize=8,
        framealpha=0.95,
        title="Reported holder",
        title_fontsize=8,
    )
    _scale(axes, bounds)
    figure.supxlabel(_foot(frame, history), fontsize=6.5, ha="left", x=0.02, color="#444444")
    return figure


def _draw(
    axes: Axes, frame: gpd.GeoDataFrame, theatre: Theatre, bounds: tuple[float, float, float, float]
) -> list[Patch]:
    west, south, east, north = bounds
    shown = frame[frame.geometry.notna()].cx[west:east, south:north]
    areas = shown[shown.geometry.geom_type.isin(["Polygon", "MultiPolygon"])]
    areas = areas.assign(size=areas_km2(areas.geometry)).sort_values("size", ascending=False)
    told = areas[areas["holder"].notna()]
    quiet = areas[areas["holder"].isna()]
    if len(quiet):
        quiet.plot(ax=axes, facecolor="none", edgecolor="#bdbdbd", linewidth=0.4)
    handles: list[Patch] = []
    for at, (actor_id, actor) in enumerate(theatre.actors.items()):
        rows = told[told["holder"] == actor_id]
        if rows.empty:
            continue
        look: dict[str, Any] = {
            "facecolor": actor.colour,
            "edgecolor": "#333333",
            "hatch": HATCHES[at % len(HATCHES)],
            "linewidth": 0.5,
        }
        rows.plot(ax=axes, alpha=0.85, **look)
        handles.append(Patch(label=f"{_plain(actor.name)} ({len(rows)})", alpha=0.85, **look))
    disputed = told[told["status"] == "disputed"]
    if len(disputed):
        disputed.plot(ax=axes, facecolor="none", edgecolor="#111111", hatch=DISPUTED_HATCH, linewidth=0.9)
        handles.append(
            Patch(
                facecolor="none",
                edgecolor="#111111",
                hatch=DISPUTED_HATCH,
                label=f"disputed ({len(disputed)})",
            )
        )
    handles.append(Patch(facecolor="none", edgecolor="#bdbdbd", label=f"no report ({len(quiet)})"))
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_aspect(1 / math.cos(math.radians((south + north) / 2)))
    axes.tick_params(labelsize=6)
    axes.set(xlabel="", ylabel="")
    for name, geometry in zip(told["name"], told.geometry, strict=True):
        inside = geometry.representative_point()
        axes.text(
            inside.x, inside.y, _plain(name)[:28], fontsize=4.2, ha="center", va="center", clip_on=True,
            path_effects=[withStroke(linewidth=1.4, foreground="white")],
        )  # fmt: skip
    return handles


def _bounds(history: History, theatre: Theatre) -> tuple[float, float, float, float]:
    """Return (west, south, east, north) of the places that reports speak of and that lie near each other."""
    told = {i.place_id for i in history.intervals}
    shapes = [(p.place_id in told and p.kind not in _LARGE, p.geometry) for p in theatre.places.values()]
    boxes = [g.bounds for small, g in shapes if small and g is not None]
    boxes = boxes or [g.bounds for _, g in shapes if g is not None]
    if not boxes:
        return -180.0, -90.0, 180.0, 90.0
    middles = sorted((b[0] + b[2]) / 2 for b in boxes), sorted((b[1] + b[3]) / 2 for b in boxes)
    centre = middles[0][len(boxes) // 2], middles[1][len(boxes) // 2]
    near = [
        b for b in boxes if abs((b[0] + b[2]) / 2 - centre[0]) < 1 and abs((b[1] + b[3]) / 2 - centre[1]) < 1
    ]
    chosen = near if len(near) * 2 >= len(boxes) else boxes
    west, south = min(b[0] for b in chosen), min(b[1] for b in chosen)
    east, north = max(b[2] for b in chosen), max(b[3] for b in chosen)
    edge = MARGIN * max(east - west, north - south, 0.01)
    return west - edge, south - edge, east + edge, north + edge


def _scale(axes: Axes, bounds: tuple[float, float, float, float]) -> None:
    """Draw a bar of a round number of kilometres, about a fifth of the width."""
    west, south, east, north = bounds
    per_degree = KM_PER_DEGREE * math.cos(math.radians((south + north) / 2))
    wanted = (east - west) * per_degree / 5
    length = max(v for v in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500) if v <= max(wanted, 0.1))
    x, y = west + (east - west) * 0.04, south + (north - south) * 0.04
    axes.plot([x, x + length / per_degree], [y, y], color="#111111", linewidth=2, solid_capstyle="butt")
    axes.text(x, y + (north - south) * 0.012, f"{length:g} km", fontsize=7)


def _foot(frame: gpd.GeoDataFrame, history: History) -> str:
    described = description_of(frame)
    said: Mapping[str, Any] = described[1] if described else {}
    known = f"as known on {history.known_by}" if history.known_by else "everything known"
    sources = sorted({name for names in frame["sources"] for name in names})
    more = f" and {len(sources) - MOST_SOURCES} more" if len(sources) > MOST_SOURCES else ""
    shown = ", ".join(_plain(s) for s in sources[:MOST_SOURCES]) + more
    credit = "; ".join(_plain(str(a)) for a in said.get("attribution", ()))
    credit = "\n".join(textwrap.wrap(f"{said.get('generator', '')}. {credit}", FOOT_CHARS))
    return f"As reported, not as verified; {known}. Sources: {shown or 'none'}.\n{credit}"


def _long(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _plain(text: str) -> str:
    """Return text of others as plain text: a dollar sign would begin mathematics in matplotlib."""
    return "".join(c for c in text if c.isprintable()).replace("$", r"\$")
