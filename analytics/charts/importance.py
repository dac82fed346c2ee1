"""Importance against performance of the factors, each with both intervals; what crosses a line is unclear."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from analytics.charts import style
from analytics.charts.drawing import Drawing
from analytics.importance import Priorities, Priority, Zone
from analytics.numbers import percent, short_percent

COLOURS = {
    Zone.ACT: style.ORANGE,
    Zone.WATCH: style.ORANGE,
    Zone.KEEP: style.BLUE,
    Zone.ENOUGH: style.BLUE,
    Zone.UNCLEAR: style.GREY,
}
SYMBOLS = {
    Zone.ACT: "triangle-down",
    Zone.WATCH: "triangle-down-open",
    Zone.KEEP: "circle",
    Zone.ENOUGH: "circle-open",
    Zone.UNCLEAR: "diamond",
}


def draw(title: str, found: Priorities) -> Drawing:
    return Drawing(title, words_of(found), _figure(found))


def words_of(found: Priorities) -> str:
    """What the picture shows, the most urgent factor first."""
    if found.refused:
        return found.refused
    each = "; ".join(f"{one.name}: {one.zone.value}" for one in found.factors)
    said = "Hình nói điều gì liên quan tới hài lòng chung, không nói điều gì gây ra."
    return f"{each}. Mục tiêu {short_percent(found.target)}. {said}"


def _figure(found: Priorities) -> go.Figure:
    made = style.figure()
    shown = [one for one in found.factors if one.index.interval]
    if not shown:
        return style.nothing(made, found.refused)
    made.add_trace(_factors(shown))
    made.update_layout(height=420)
    lowest = min(one.index.interval.lower for one in shown if one.index.interval) * 100
    made.update_xaxes(title="chỉ số", **style.percent_axis(lowest))
    highest = max(one.upper for one in shown) * 100
    made.update_yaxes(title="mức liên quan tới hài lòng chung", ticksuffix=" %", range=[0, highest + 8])
    made.add_vline(x=found.target * 100, line={"color": style.TARGET, "dash": "dash", "width": 2})
    made.add_hline(y=found.equal * 100, line={"color": style.GREY, "dash": "dot", "width": 1.5})
    return made


def _factors(shown: Sequence[Priority]) -> go.Scatter:
    bounds = [(one.index.interval.lower, one.index.interval.upper) for one in shown if one.index.interval]
    colours = [COLOURS[one.zone] for one in shown]
    bar = {"type": "data", "symmetric": False, "color": style.GREY, "thickness": 1.2}
    return go.Scatter(
        x=[one.index.value * 100 for one in shown],
        y=[one.importance * 100 for one in shown],
        mode="markers+text",
        cliponaxis=False,
        text=[one.code for one in shown],
        textposition="top right",
        marker={"size": 12, "color": colours, "symbol": [SYMBOLS[one.zone] for one in shown]},
        error_x=bar
        | {
            "array": [(high - one.index.value) * 100 for one, (_, high) in zip(shown, bounds, strict=True)],
            "arrayminus": [
                (one.index.value - low) * 100 for one, (low, _) in zip(shown, bounds, strict=True)
            ],
        },
        error_y=bar
        | {
            "array": [(one.upper - one.importance) * 100 for one in shown],
            "arrayminus": [(one.importance - one.lower) * 100 for one in shown],
        },
        customdata=[f"{one.name}: {percent(one.index.value, 1)}, {one.zone.value}" for one in shown],
        hovertemplate="%{customdata}<extra></extra>",
    )
