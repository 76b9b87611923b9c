"""Charts of what the map adds up to, in Altair; the data come from `dashboard.areas`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from dashboard.areas import MIXED
from dashboard.compare import SAME, UNKNOWN, Kind
from dashboard.look import colour
from dashboard.service import NOBODY

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from dashboard.areas import StatedShare
    from gazetteer.model import Theatre

MIXED_COLOUR = "#9a7bb0"
KIND_COLOURS = {
    Kind.CHANGED: "#b2182b",
    Kind.NEW: "#2f6fab",
    Kind.GONE: "#8c6d31",
    Kind.DISPUTED: "#d98200",
    Kind.SETTLED: "#4d8f8b",
    Kind.STATUS: "#a8a29a",
}
"""What a difference looks like; every colour is named in the legend and in the table."""


def holder_scale(theatre: Theatre, holders: Iterable[str]) -> alt.Scale:
    """Return the colours of holders as the map has them."""
    by_name = {actor.name: actor.colour for actor in theatre.actors.values()}
    by_name |= {MIXED: MIXED_COLOUR, NOBODY: colour(theatre, None), UNKNOWN: "#cfcac0"}
    names = list(holders)
    return alt.Scale(domain=names, range=[by_name.get(name, "#8a8f94") for name in names])


def holdings_chart(
    table: pd.DataFrame, measure: str, theatre: Theatre, shares: Iterable[StatedShare], day: dt.date | None
) -> alt.LayerChart | alt.FacetChart:
    """Return the stacked areas of `measure` (`km²` or `Places`) by holder, with a rule at `day`.

    `table` is from `holdings`. A mark for each stated share stands at its day.
    """
    holders = sorted(table["Holder"].unique())
    stack = (
        alt.Chart(table)
        .mark_area(interpolate="step-after", opacity=0.85)
        .encode(
            x=alt.X("Day:T", title=None),
            y=alt.Y(f"{measure}:Q", stack=True, title=measure),
            color=alt.Color("Holder:N", scale=holder_scale(theatre, holders), title="Reported holder"),
            tooltip=["Day:T", "Holder:N", "Places:Q", "km²:Q"],
        )
    )
    layers: list[Any] = [stack]
    marks = marks_table(shares)
    if not marks.empty:
        layers.append(
            alt.Chart(marks)
            .mark_point(shape="diamond", size=90, filled=True, color="#222", stroke="#fff", strokeWidth=1)
            .encode(x="Day:T", y=alt.value(8), tooltip=["Day:T", "Stated:N", "Says so:N", "Quote:N"])
        )
    if day is not None:
        rule = pd.DataFrame({"Day": [pd.Timestamp(day)]})
        layers.append(alt.Chart(rule).mark_rule(strokeDash=[4, 3], strokeWidth=2).encode(x="Day:T"))
    return alt.layer(*layers).properties(height=240)


def share_words(share: StatedShare) -> str:
    """Return a stated share in words: `99 percent of Aleppo, Government`."""
    if share.unit == "share":
        return f"{share.value:.0%}".replace("%", " percent") + f" of {share.place}, {share.side}"
    return f"{share.value:g} km² of {share.place}, {share.side}"


def marks_table(shares: Iterable[StatedShare]) -> pd.DataFrame:
    """Return the dated shares as rows for the chart's marks."""
    rows = [
        {"Day": pd.Timestamp(s.day), "Stated": share_words(s), "Says so": s.said_by, "Quote": s.quote}
        for s in shares
        if s.day is not None
    ]
    return pd.DataFrame(rows, columns=["Day", "Stated", "Says so", "Quote"])


def comparison_charts(
    table: pd.DataFrame, theatre: Theatre, titles: tuple[str, str]
) -> tuple[alt.Chart, ...]:
    """Return three maps of one extent: the first view, the second, and what differs.

    `table` is from `compare.drawn`; its coordinates are flat already, so the projection only fits and flips.
    """
    features = [
        {
            "type": "Feature",
            "properties": {k: v for k, v in row.items() if k != "geometry"},
            "geometry": row["geometry"],
        }
        for row in table.to_dict("records")
    ]
    data = alt.Data(values=features)  # type: ignore[no-untyped-call]  # Altair leaves its schema untyped
    holders = sorted({*table["First"], *table["Second"]})
    kinds = [*(kind.value for kind in KIND_COLOURS), SAME]
    colours = alt.Scale(domain=kinds, range=[*KIND_COLOURS.values(), "#cfcac0"])
    panels = (
        ("First", titles[0], holder_scale(theatre, holders)),
        ("Second", titles[1], holder_scale(theatre, holders)),
        ("Difference", "What differs", colours),
    )
    return tuple(_panel(data, *panel) for panel in panels)


def _panel(data: alt.Data, field: str, title: str, scale: alt.Scale) -> alt.Chart:
    panel: alt.Chart = (
        alt.Chart(data, title=title)
        .mark_geoshape(stroke="#55595d", strokeWidth=0.5)
        .encode(
            color=alt.Color(f"properties.{field}:N", scale=scale, legend=None),
            tooltip=[
                alt.Tooltip(f"properties.{name}:N", title=name)
                for name in ("Place", "First", "Second", "Difference")
            ],
        )
        .project(type="identity", reflectY=True)
        .properties(height=380)
    )
    return panel


def comparison_legend(table: pd.DataFrame, theatre: Theatre) -> list[tuple[str, str]]:
    """Return what the colours of the three panels mean, as (words, #rrggbb): holders first, then differences."""
    holders = sorted({*table["First"], *table["Second"]} - {UNKNOWN})
    scale = holder_scale(theatre, holders).to_dict()
    shown = list(zip(scale["domain"], scale["range"], strict=True))
    kinds = [
        (kind.value, tone) for kind, tone in KIND_COLOURS.items() if kind.value in set(table["Difference"])
    ]
    return [*shown, *kinds, (f"{UNKNOWN}, or {SAME}", "#cfcac0")]
