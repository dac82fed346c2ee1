"""The same answers rolled up in several ways: how far the choice alone moves the figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from analytics.charts import style
from analytics.charts.drawing import Drawing
from analytics.estimate import Estimate
from analytics.numbers import number, percent
from analytics.review import Row

NOTHING = "Chưa đủ phiếu để hiển thị chỉ số theo các cách gộp."
# Below this many points two figures print alike.
SAME = 0.005


@dataclass(frozen=True)
class RollUp:
    """One way, in percent."""

    name: str
    value: float
    lower: float
    upper: float


@dataclass(frozen=True)
class RollUps:
    """`ways` as they were handed over, the one in use first; gap and standard error in points of percent."""

    ways: tuple[RollUp, ...]
    gap: float
    error: float


def rollups_of(rows: Sequence[Row]) -> RollUps:
    """Read the shown rows of `side_by_side`; empty when nothing may be shown."""
    shown = [(row.name, row.index) for row in rows if row.index and row.index.interval]
    ways = tuple(_way(name, index) for name, index in shown)
    values = [way.value for way in ways]
    gap = max(values) - min(values) if values else 0.0
    return RollUps(ways, gap, shown[0][1].se * 100 if shown else 0.0)


def draw(title: str, rows: Sequence[Row]) -> Drawing:
    info = rollups_of(rows)
    return Drawing(title, words_of(info), _figure(info))


def words_of(info: RollUps) -> str:
    """The ends, what lies between them, and whether that is more than the figure's own standard error."""
    if not info.ways:
        return NOTHING
    used, ways = info.ways[0], sorted(info.ways, key=lambda way: way.value)
    if info.gap < SAME:
        return f"Cả {len(ways)} cách gộp cho cùng một con số, {percent(used.value / 100)}."
    ends = " đến ".join(f"{percent(way.value / 100)} ({way.name})" for way in (ways[0], ways[-1]))
    than = "nhiều hơn" if info.gap > info.error else "không hơn"
    return (
        f"{len(ways)} cách gộp cùng một số liệu, từ {ends}: chênh {number(info.gap)} điểm phần trăm, {than}"
        f" một sai số chuẩn ({number(info.error)}). Đang dùng: {used.name}, {percent(used.value / 100)}."
    )


def _way(name: str, index: Estimate) -> RollUp:
    assert index.interval is not None  # noqa: S101 - rollups_of asks first
    bounds = index.interval
    return RollUp(name, index.value * 100, bounds.lower * 100, bounds.upper * 100)


def _figure(info: RollUps) -> go.Figure:
    made = style.figure()
    if not info.ways:
        return style.nothing(made, NOTHING)
    # Plotly draws from the bottom up: the way in use comes last to stand on top.
    ways = tuple(reversed(info.ways))
    made.add_trace(
        style.dots(
            [(way.value, way.lower, way.upper) for way in ways],
            colours=[style.GREY] * (len(ways) - 1) + [style.BLUE],
            symbols=["circle-open"] * (len(ways) - 1) + ["circle"],
            words=[f"{way.name}: {percent(way.value / 100)}" for way in ways],
        )
    )
    style.rows(made, [way.name for way in ways])
    made.update_xaxes(**style.percent_axis(min(way.lower for way in ways)))
    made.add_vline(x=info.ways[0].value, line={"color": style.BLUE, "dash": "dot", "width": 1})
    return made
