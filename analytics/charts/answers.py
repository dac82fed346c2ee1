"""How the five answers divide, item by item: stacked bars that diverge from the middle of "bình thường"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from analytics.charts import style
from analytics.charts.drawing import Drawing
from analytics.numbers import percent
from analytics.review import Row
from analytics.tables import LEVELS

NOTHING = "Chưa có câu hỏi nào đủ phiếu để hiển thị."
NEUTRAL = 2
BAR = 0.2


@dataclass(frozen=True)
class Division:
    """Shares of the five answers of one item, in percent, and where its bar begins."""

    name: str
    n: int
    shares: tuple[float, ...]

    @property
    def start(self) -> float:
        return -(sum(self.shares[:NEUTRAL]) + self.shares[NEUTRAL] / 2)


def divisions_of(rows: Sequence[Row]) -> tuple[Division, ...]:
    """Read the shares of the shown items, last item first: Plotly draws from the bottom up."""
    shown = [row for row in rows if row.counts and sum(row.counts)]
    return tuple(_division(row) for row in reversed(shown))


def draw(title: str, rows: Sequence[Row]) -> Drawing:
    info = divisions_of(rows)
    return Drawing(title, in_words(info), _figure(info))


def _division(row: Row) -> Division:
    total = sum(row.counts)
    return Division(row.name, total, tuple(100 * count / total for count in row.counts))


def in_words(info: Sequence[Division]) -> str:
    """Say what the chart shows, for those who do not see it."""
    if not info:
        return NOTHING
    most = max(info, key=lambda one: one.shares[0] + one.shares[1])
    share = percent((most.shares[0] + most.shares[1]) / 100, 1)
    return (
        f"{len(info)} câu hỏi. Không hài lòng nhiều nhất: {most.name} ({share} ở mức 1–2, {most.n} trả lời)."
    )


def _figure(info: Sequence[Division]) -> go.Figure:
    made = style.figure()
    if not info:
        return style.nothing(made, NOTHING)
    base = [one.start for one in info]
    for level, name in enumerate(LEVELS):
        widths = [one.shares[level] for one in info]
        made.add_trace(
            go.Bar(
                y=list(range(len(info))),
                width=BAR,
                x=widths,
                base=base,
                orientation="h",
                name=name,
                marker={"color": style.FIVE[level]},
                text=[percent(one.shares[level] / 100, 1) for one in info],
                textposition="none",
                hovertemplate=f"{name}: %{{text}}<extra></extra>",
            )
        )
        base = [start + width for start, width in zip(base, widths, strict=True)]
    style.rows(made, [one.name for one in info], above=style.LEGEND_PIXELS, bar=BAR)
    made.update_layout(barmode="overlay", showlegend=True, legend={"traceorder": "normal"})
    made.update_xaxes(ticksuffix=" %", range=[min(one.start for one in info) - 3, 103])
    return made
