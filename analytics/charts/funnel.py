"""Funnel plot: units by how many answers they rest on, inside limits of chance around the common level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from analytics.charts import style
from analytics.charts.drawing import Drawing
from analytics.comparison import Comparison
from analytics.funnel import INNER, OUTER, Position, limit
from analytics.numbers import percent

NOTHING = "Chưa đơn vị nào đủ phiếu để đặt cạnh nhau."
STEPS = 60
COLOURS = {
    Position.BELOW: style.ORANGE,
    Position.LOW: style.ORANGE,
    Position.WITHIN: style.GREY,
    Position.HIGH: style.BLUE,
    Position.ABOVE: style.BLUE,
}
SYMBOLS = {
    Position.BELOW: "triangle-down",
    Position.LOW: "triangle-down-open",
    Position.WITHIN: "circle-open",
    Position.HIGH: "triangle-up-open",
    Position.ABOVE: "triangle-up",
}


@dataclass(frozen=True)
class Spot:
    """One unit: independent answers, index in percent, where it lies."""

    name: str
    n: float
    value: float
    position: Position


@dataclass(frozen=True)
class Spots:
    """`line` and `target` in percent; units outside the limits first in `outside`."""

    spots: tuple[Spot, ...]
    line: float
    target: float | None

    @property
    def outside(self) -> tuple[Spot, ...]:
        return tuple(spot for spot in self.spots if spot.position is not Position.WITHIN)


def spots_of(found: Comparison) -> Spots:
    """Read the units of a comparison."""
    spots = tuple(
        Spot(one.row.name, one.n_eff, one.row.index.value * 100, one.position)
        for one in found.units
        if one.row.index
    )
    target = None if found.target is None else found.target * 100
    return Spots(spots, found.funnel.line * 100 if found.funnel else float("nan"), target)


def draw(title: str, found: Comparison) -> Drawing:
    info = spots_of(found)
    return Drawing(title, _words(info), _figure(info))


def _words(info: Spots) -> str:
    if not info.spots:
        return NOTHING
    start = f"{len(info.spots)} đơn vị quanh mức chung {percent(info.line / 100, 1)}."
    if not info.outside:
        return f"{start} Không đơn vị nào nằm ngoài giới hạn ngẫu nhiên."
    said = "; ".join(f"{spot.name} {spot.position.value}" for spot in info.outside)
    return f"{start} Nằm ngoài giới hạn: {said}."


def _figure(info: Spots) -> go.Figure:
    made = style.figure()
    if not info.spots:
        return style.nothing(made, NOTHING)
    widest = max(spot.n for spot in info.spots) * 1.08
    sizes = np.unique(np.rint(np.geomspace(5, max(widest, 10), STEPS)))
    for tail, dash in ((INNER, "solid"), (OUTER, "dot")):
        for side in (tail, 1.0 - tail):
            made.add_trace(_limit(sizes, info.line / 100, side, dash))
    made.add_trace(_spots(info.spots))
    lowest = min(spot.value for spot in info.spots)
    made.update_yaxes(**style.percent_axis(lowest))
    made.update_xaxes(title="số câu trả lời độc lập tương đương", range=[0, widest])
    made.add_hline(y=info.line, line={"color": style.BLUE, "width": 1})
    if info.target is not None:
        made.add_hline(y=info.target, line={"color": style.TARGET, "dash": "dash", "width": 2})
    return made


def _limit(
    sizes: np.ndarray[tuple[int, ...], np.dtype[np.float64]], p0: float, tail: float, dash: str
) -> go.Scatter:
    bounds = limit(sizes, p0, tail) * 100
    return go.Scatter(
        x=sizes.tolist(),
        y=bounds.tolist(),
        mode="lines",
        line={"color": style.GREY, "width": 1, "dash": dash},
        hoverinfo="skip",
    )


def _spots(spots: Sequence[Spot]) -> go.Scatter:
    return go.Scatter(
        x=[spot.n for spot in spots],
        y=[spot.value for spot in spots],
        mode="markers",
        cliponaxis=False,
        marker={
            "size": 11,
            "color": [COLOURS[spot.position] for spot in spots],
            "symbol": [SYMBOLS[spot.position] for spot in spots],
            "line": {"width": 1.5, "color": [COLOURS[spot.position] for spot in spots]},
        },
        text=[f"{spot.name}: {percent(spot.value / 100, 1)}, {spot.position.value}" for spot in spots],
        hovertemplate="%{text}<extra></extra>",
    )
