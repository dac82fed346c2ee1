"""The weeks as they are watched: control limits, a CUSUM with its alarm line, or points around a median."""

import numpy as np
import plotly.graph_objects as go

from analytics.charts import style
from analytics.charts.drawing import Drawing
from analytics.control import Control
from analytics.cusum import Cusum
from analytics.numbers import percent
from analytics.run_chart import RunChart
from analytics.warning import EarlyWarning

NOTHING = "Chưa có tuần nào có phiếu."


def draw(title: str, found: EarlyWarning | None) -> Drawing:
    if found is None:
        return Drawing(title, NOTHING, style.nothing(style.figure(), NOTHING))
    return Drawing(title, f"{found.watch.value}, {len(found.weeks)} tuần. {found.sentence}", _figure(found))


def _figure(found: EarlyWarning) -> go.Figure:
    made = style.figure()
    days = [f"{monday:%Y-%m-%d}" for monday in found.weeks.index]
    if isinstance(found.chart, Cusum):
        _accumulated(made, days, found.chart)
    else:
        _shares(made, days, found)
    if isinstance(found.chart, Control):
        _limits(made, days, found.chart)
    if isinstance(found.chart, RunChart):
        made.add_hline(y=found.chart.median * 100, line={"color": style.BLUE, "width": 1})
    made.update_xaxes(type="date", tickformat="%d/%m<br>%Y", nticks=6)
    return made


def _shares(made: go.Figure, days: list[str], found: EarlyWarning) -> None:
    share = (found.weeks["x"] / found.weeks["n"]).to_numpy(dtype=np.float64)
    signals = getattr(found.chart, "signals", False)
    outside = signals if isinstance(signals, np.ndarray) else np.zeros(len(days), dtype=bool)
    made.add_trace(
        go.Scatter(
            x=days,
            y=(share * 100).tolist(),
            mode="lines+markers",
            cliponaxis=False,
            line={"color": style.BLUE, "width": 1.5},
            marker={
                "size": 9,
                "color": [style.ORANGE if out else style.BLUE for out in outside],
                "symbol": ["triangle-down" if out else "circle" for out in outside],
            },
            text=[f"{percent(p, 1)}, {n} phiếu" for p, n in zip(share, found.weeks["n"], strict=True)],
            hovertemplate="tuần %{x|%d/%m/%Y}: %{text}<extra></extra>",
        )
    )
    made.update_yaxes(**style.percent_axis(float(share.min()) * 100))


def _limits(made: go.Figure, days: list[str], chart: Control) -> None:
    for bounds in (chart.laney_lower, chart.laney_upper):
        made.add_trace(
            go.Scatter(
                x=days,
                y=(bounds * 100).tolist(),
                mode="lines",
                line={"color": style.GREY, "width": 1, "dash": "dot", "shape": "hvh"},
                hoverinfo="skip",
            )
        )
    made.add_hline(y=chart.centre * 100, line={"color": style.GREY, "width": 1})


def _accumulated(made: go.Figure, days: list[str], chart: Cusum) -> None:
    made.add_trace(
        go.Scatter(
            x=days,
            y=chart.score.tolist(),
            mode="lines+markers",
            line={"color": style.BLUE, "width": 1.5},
            marker={"size": 9, "color": [style.ORANGE if one else style.BLUE for one in chart.signals]},
            hovertemplate="tuần %{x|%d/%m/%Y}: %{y:.2f}<extra></extra>",
        )
    )
    made.update_yaxes(title="bằng chứng tích lũy", rangemode="tozero")
    made.add_hline(y=chart.threshold, line={"color": style.TARGET, "dash": "dash", "width": 2})
