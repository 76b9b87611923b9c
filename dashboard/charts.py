"""Charts of what the map adds up to, in Altair; the data come from `dashboard.areas`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd

from dashboard.areas import MIXED
from dashboard.compare import SAME, UNKNOWN, Kind, rings
from dashboard.look import colour
from dashboard.service import NOBODY

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

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

DAY_SET = "day"
"""The dataset of the day that is shown."""
PANELS = ("First", "Second", "Difference")
PANEL = (320, 380)
"""Width and height of one map of a comparison, in CSS pixels."""


def holder_scale(theatre: Theatre, holders: Iterable[str]) -> alt.Scale:
    """Return the colours of holders as the map has them."""
    by_name = {actor.name: actor.colour for actor in theatre.actors.values()}
    by_name |= {MIXED: MIXED_COLOUR, NOBODY: colour(theatre, None), UNKNOWN: "#cfcac0"}
    names = list(holders)
    return alt.Scale(domain=names, range=[by_name.get(name, "#8a8f94") for name in names])


def holdings_chart(
    table: pd.DataFrame, measure: str, theatre: Theatre, shares: Iterable[StatedShare]
) -> alt.LayerChart | alt.FacetChart:
    """Return the stacked areas of `measure` (`km²` or `Places`) by holder.

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
    return alt.layer(*layers).properties(height=240)


def with_rule(spec: Mapping[str, Any], day: dt.date | None) -> dict[str, Any]:
    """Return a layered Vega-Lite chart with a rule at `day` as its last layer; as it is where `day` is None.

    The day is a named dataset: Streamlit makes the chart anew where its specification changes, and only moves what is
    in it where its data do.
    """
    if day is None:
        return dict(spec)
    rule = {
        "data": {"name": DAY_SET},
        "mark": {"type": "rule", "strokeDash": [4, 3], "strokeWidth": 2},
        "encoding": {"x": {"field": "Day", "type": "temporal"}},
    }
    days = [{"Day": f"{day.isoformat()}T00:00:00"}]
    return {**spec, "layer": [*spec["layer"], rule], "datasets": {**spec.get("datasets", {}), DAY_SET: days}}


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


def comparison_chart(table: pd.DataFrame, theatre: Theatre, titles: tuple[str, str]) -> alt.FacetChart:
    """Return three maps in one: the first view, the second, and what differs.

    They are moved and zoomed together, and the place under the pointer is outlined in all three. `table` is from
    `compare.drawn`; its coordinates are flat already.
    """
    points = rings(table)
    words = dict(zip(PANELS, (*titles, "What differs"), strict=True))
    window = alt.selection_interval(bind="scales", name="window")
    pointed = alt.selection_point(on="pointerover", fields=["Place"], empty=False, name="pointed")
    chart: alt.FacetChart = (
        alt.Chart(points, width=PANEL[0], height=PANEL[1])
        .transform_fold(list(PANELS), as_=["Panel", "State"])
        .mark_line(filled=True, stroke="#55595d", strokeJoin="round", clip=True)
        .encode(
            **_flat_axes(points),
            order="Step:Q",
            detail="Ring:N",
            fill=alt.Fill("State:N", scale=_comparison_scale(table, theatre), legend=None),
            strokeWidth=alt.condition(pointed, alt.value(2.5), alt.value(0.5)),
            tooltip=[f"{name}:N" for name in ("Place", *PANELS)],
        )
        .add_params(window, pointed)
        .facet(
            alt.Facet(
                "Panel:N",
                sort=list(PANELS),
                header=alt.Header(
                    title=None, labelExpr=f"{json.dumps(words)}[datum.value]", labelFontSize=13
                ),
            ),
            columns=3,
        )
    )
    return chart


def _flat_axes(points: pd.DataFrame) -> dict[str, Any]:
    """Return both positions with one unit for both directions, so that shapes look right."""
    spans = {axis: (points[axis].min(), points[axis].max()) for axis in ("x", "y")}
    sizes = dict(zip(spans, PANEL, strict=True))
    unit = 1.04 * max((high - low) / sizes[axis] for axis, (low, high) in spans.items())
    domains = {
        axis: [sum(span) / 2 - unit * sizes[axis] / 2, sum(span) / 2 + unit * sizes[axis] / 2]
        for axis, span in spans.items()
    }
    kinds = {"x": alt.X, "y": alt.Y}
    return {
        axis: kinds[axis](f"{axis}:Q", axis=None, scale=alt.Scale(domain=domain, nice=False, zero=False))
        for axis, domain in domains.items()
    }


def _comparison_scale(table: pd.DataFrame, theatre: Theatre) -> alt.Scale:
    """Return the colours of holders and of differences in one scale."""
    holders = holder_scale(theatre, sorted({*table["First"], *table["Second"]})).to_dict()
    kinds = {**{kind.value: tone for kind, tone in KIND_COLOURS.items()}, SAME: "#cfcac0"}
    return alt.Scale(domain=[*holders["domain"], *kinds], range=[*holders["range"], *kinds.values()])


def comparison_legend(table: pd.DataFrame, theatre: Theatre) -> list[tuple[str, str]]:
    """Return what the colours of the three panels mean, as (words, #rrggbb): holders first, then differences."""
    holders = sorted({*table["First"], *table["Second"]} - {UNKNOWN})
    scale = holder_scale(theatre, holders).to_dict()
    shown = list(zip(scale["domain"], scale["range"], strict=True))
    kinds = [
        (kind.value, tone) for kind, tone in KIND_COLOURS.items() if kind.value in set(table["Difference"])
    ]
    return [*shown, *kinds, (f"{UNKNOWN}, or {SAME}", "#cfcac0")]
