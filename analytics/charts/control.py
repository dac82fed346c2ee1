"""The weeks as they are watched: control limits, a CUSUM with its alarm line, or points around a median."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import plotly.graph_objects as go

from analytics.charts import style
from analytics.charts.drawing import Drawing
from analytics.control import Control
from analytics.cusum import Cusum
from analytics.numbers import number, percent
from analytics.warning import MEASURE, EarlyWarning, Watch, Week

AXIS = "% người có điểm trung bình ≥ 4"
LINES = {
    Watch.CONTROL: "Đường liền ngang: mức thường gặp; đường chấm: giới hạn ba độ lệch.",
    Watch.CUSUM: "Đường đứt: mức báo động.",
    Watch.RUN: "Đường ngang: trung vị.",
}
LONGEST_GAP = timedelta(weeks=13)
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


def title_of(found: EarlyWarning | None) -> str:
    """What the picture measures: the share itself, or the evidence of a CUSUM."""
    if found is not None and found.watch is Watch.CUSUM:
        return "Bằng chứng số người có điểm trung bình dưới 4 tăng lên, theo tuần"
    return f"{MEASURE.capitalize()}, theo tuần"


def draw(title: str, found: EarlyWarning | None) -> Drawing:
    if found is None:
        return Drawing(title, NOTHING, style.nothing(style.figure(), NOTHING))
    start = f"{found.watch.value}: {MEASURE}, {len(found.weeks)} tuần."
    text = f"{start} {_last(found)} {found.sentence} {LINES[found.watch]}"
    return Drawing(title, text, _figure(points_of(found)))


def _last(found: EarlyWarning) -> str:
    week = found.weeks[-1]
    return f"Tuần cuối, từ ngày {week.monday:%d/%m/%Y}: {percent(week.share, 1)} của {week.n} phiếu."


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
        made.add_trace(_limit(info.points, lambda point: point.lower))
        made.add_trace(_limit(info.points, lambda point: point.upper))
    made.update_xaxes(type="date", tickformat="%d/%m<br>%Y", nticks=6)
    if info.alarm is not None:
        made.update_yaxes(title_text="bằng chứng tích lũy", rangemode="tozero")
        made.add_hline(y=info.alarm, line={"color": style.TARGET, "dash": "dash", "width": 2})
    if info.usual is not None:
        made.update_yaxes(title_text=AXIS, **style.percent_axis(_lowest(info)))
        made.add_hline(y=info.usual, line={"color": style.GREY, "width": 1})
    return made


def _lowest(info: Points) -> float:
    drawn = [bound for point in info.points for bound in (point.value, point.lower) if not math.isnan(bound)]
    return min(drawn)


def _unbroken(points: Sequence[Point]) -> list[Point | None]:
    """The weeks, with a break where a quarter or more between them is not shown."""
    found: list[Point | None] = []
    for before, point in zip([None, *points], points, strict=False):
        if before and date.fromisoformat(point.day) - date.fromisoformat(before.day) > LONGEST_GAP:
            found.append(None)
        found.append(point)
    return found


def _course(points: Sequence[Point]) -> go.Scatter:
    shown = _unbroken(points)
    return go.Scatter(
        x=[point.day if point else None for point in shown],
        y=[point.value if point else None for point in shown],
        mode="lines+markers",
        cliponaxis=False,
        line={"color": style.BLUE, "width": 1.5},
        marker={
            "size": 9,
            "color": [style.ORANGE if point and point.stands_out else style.BLUE for point in shown],
            "symbol": ["triangle-down" if point and point.stands_out else "circle" for point in shown],
        },
        text=[point.words if point else None for point in shown],
        hovertemplate="%{text}<extra></extra>",
    )


def _limit(points: Sequence[Point], bound: Callable[[Point], float]) -> go.Scatter:
    shown = _unbroken(points)
    return go.Scatter(
        x=[point.day if point else None for point in shown],
        y=[bound(point) if point else None for point in shown],
        mode="lines",
        line={"color": style.GREY, "width": 1, "dash": "dot", "shape": "hvh"},
        hoverinfo="skip",
    )
