"""The weeks as they are watched: control limits, a CUSUM with its alarm line, or points around a median."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from analytics.charts import style
from analytics.charts.drawing import Drawing
from analytics.control import Control
from analytics.cusum import Cusum
from analytics.numbers import number, percent
from analytics.warning import EarlyWarning, Week

NOTHING = "Chưa có tuần nào đủ 10 phiếu."


@dataclass(frozen=True)
class Point:
    """One week: its Monday, height in percent or evidence, limits in percent, and whether it stands out."""

    day: str
    value: float
    lower: float
    upper: float
    stands_out: bool
    words: str


@dataclass(frozen=True)
class Points:
    """What is drawn.

    usual   line of the usual or middle share in percent, None for a CUSUM
    alarm   line of a CUSUM's alarm, None for shares
    """

    points: tuple[Point, ...]
    usual: float | None = None
    alarm: float | None = None
    limited: bool = False


def points_of(found: EarlyWarning) -> Points:
    """Read the weeks of a warning; those of a CUSUM's baseline have no evidence yet and no point."""
    if isinstance(found.chart, Cusum):
        after = found.weeks[found.baseline :]
        return Points(tuple(map(_evidence, after)), alarm=found.chart.threshold)
    points = tuple(map(_share, found.weeks))
    if isinstance(found.chart, Control):
        return Points(points, found.chart.centre * 100, limited=True)
    return Points(points, found.chart.median * 100)


def draw(title: str, found: EarlyWarning | None) -> Drawing:
    if found is None:
        return Drawing(title, NOTHING, style.nothing(style.figure(), NOTHING))
    text = f"{found.watch.value}, {len(found.weeks)} tuần. {found.sentence}"
    return Drawing(title, text, _figure(points_of(found)))


def _share(week: Week) -> Point:
    bounds = week.lower * 100, week.upper * 100
    return Point(f"{week.monday:%Y-%m-%d}", week.share * 100, *bounds, week.stands_out, _words(week))


def _evidence(week: Week) -> Point:
    words = f"{_words(week)}, bằng chứng {number(week.score, 1)}"
    return Point(f"{week.monday:%Y-%m-%d}", week.score, math.nan, math.nan, week.stands_out, words)


def _words(week: Week) -> str:
    return f"{week.name}: {percent(week.share, 1)}, {week.n} phiếu"


def _figure(info: Points) -> go.Figure:
    made = style.figure()
    made.add_trace(_course(info.points))
    if info.limited:
        made.add_trace(_limit(info.points, [point.lower for point in info.points]))
        made.add_trace(_limit(info.points, [point.upper for point in info.points]))
    made.update_xaxes(type="date", tickformat="%d/%m<br>%Y", nticks=6)
    if info.alarm is not None:
        made.update_yaxes(title="bằng chứng tích lũy", rangemode="tozero")
        made.add_hline(y=info.alarm, line={"color": style.TARGET, "dash": "dash", "width": 2})
    if info.usual is not None:
        made.update_yaxes(**style.percent_axis(min(point.value for point in info.points)))
        made.add_hline(y=info.usual, line={"color": style.GREY, "width": 1})
    return made


def _course(points: Sequence[Point]) -> go.Scatter:
    return go.Scatter(
        x=[point.day for point in points],
        y=[point.value for point in points],
        mode="lines+markers",
        cliponaxis=False,
        line={"color": style.BLUE, "width": 1.5},
        marker={
            "size": 9,
            "color": [style.ORANGE if point.stands_out else style.BLUE for point in points],
            "symbol": ["triangle-down" if point.stands_out else "circle" for point in points],
        },
        text=[point.words for point in points],
        hovertemplate="%{text}<extra></extra>",
    )


def _limit(points: Sequence[Point], bounds: Sequence[float]) -> go.Scatter:
    return go.Scatter(
        x=[point.day for point in points],
        y=list(bounds),
        mode="lines",
        line={"color": style.GREY, "width": 1, "dash": "dot", "shape": "hvh"},
        hoverinfo="skip",
    )
