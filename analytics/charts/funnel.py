"""Funnel plot: units by how many answers they rest on, inside limits of chance around the common level."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from analytics.charts import style
from analytics.charts.drawing import Drawing
from analytics.comparison import MOST_NAMED, Comparison
from analytics.funnel import INNER, OUTER, Funnel, Position
from analytics.numbers import percent

NOTHING = "Chưa đơn vị nào đủ phiếu để đặt cạnh nhau."
CURVES = "Đường liền: giới hạn 95 %; đường chấm: 99,8 %; đường ngang: mức chung; đường đứt: mục tiêu."
STEPS, ROOM = 60, 1.08
COLOURS = {
    Position.BELOW: style.ORANGE,
    Position.LOW: style.ORANGE,
    Position.WITHIN: style.GREY,
    Position.USUAL: style.GREY,
    Position.HIGH: style.BLUE,
    Position.ABOVE: style.BLUE,
}
SYMBOLS = {
    Position.BELOW: "triangle-down",
    Position.LOW: "triangle-down-open",
    Position.WITHIN: "circle-open",
    Position.USUAL: "circle-open",
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
class Limit:
    """One limit in percent over the sizes at which it is drawn, the units' own among them."""

    sizes: tuple[float, ...]
    bounds: tuple[float, ...]
    outer: bool


@dataclass(frozen=True)
class Spots:
    """`line` and `target` in percent, `limits` the four curves that decide who lies outside."""

    spots: tuple[Spot, ...]
    line: float
    target: float | None
    limits: tuple[Limit, ...] = ()

    @property
    def widest(self) -> float:
        return max(spot.n for spot in self.spots) * ROOM


def spots_of(found: Comparison) -> Spots:
    """Read the units of a comparison."""
    spots = tuple(
        Spot(one.row.name, one.n_eff, one.row.index.value * 100, one.position)
        for one in found.units
        if one.row.index
    )
    target = None if found.target is None else found.target * 100
    if found.funnel is None:
        return Spots(spots, float("nan"), target)
    return Spots(spots, found.funnel.line * 100, target, _limits(found.funnel))


def draw(title: str, found: Comparison) -> Drawing:
    info = spots_of(found)
    return Drawing(title, _words(info, found), _figure(info))


def _words(info: Spots, found: Comparison) -> str:
    if not info.spots:
        return NOTHING
    line = percent(info.line / 100, 1)
    each = "; ".join(f"{spot.name} {percent(spot.value / 100, 1)}" for spot in info.spots[:MOST_NAMED])
    more = (
        f"; và {len(info.spots) - MOST_NAMED} đơn vị khác trong bảng" if len(info.spots) > MOST_NAMED else ""
    )
    return f"{len(info.spots)} đơn vị quanh mức chung {line}: {each}{more}. {found.differing} {CURVES}"


def _limits(around: Funnel) -> tuple[Limit, ...]:
    widest = max(float(around.n.max()) * ROOM, 10.0)
    sizes = np.unique(np.concatenate([np.rint(np.geomspace(5, widest, STEPS)), around.n]))
    tails = ((INNER, False), (1.0 - INNER, False), (OUTER, True), (1.0 - OUTER, True))
    return tuple(
        Limit(tuple(sizes.tolist()), tuple((100 * around.bound(sizes, tail)).tolist()), outer)
        for tail, outer in tails
    )


def _figure(info: Spots) -> go.Figure:
    made = style.figure()
    if not info.spots:
        return style.nothing(made, NOTHING)
    for limit in info.limits:
        made.add_trace(_curve(limit))
    made.add_trace(_spots(info.spots))
    lowest = min(spot.value for spot in info.spots)
    made.update_yaxes(**style.percent_axis(lowest))
    made.update_xaxes(title_text="số câu trả lời độc lập tương đương", range=[0, info.widest])
    made.add_hline(y=info.line, line={"color": style.BLUE, "width": 1})
    if info.target is not None:
        made.add_hline(y=info.target, line={"color": style.TARGET, "dash": "dash", "width": 2})
    return made


def _curve(limit: Limit) -> go.Scatter:
    return go.Scatter(
        x=list(limit.sizes),
        y=list(limit.bounds),
        mode="lines",
        line={"color": style.GREY, "width": 1, "dash": "dot" if limit.outer else "solid"},
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
