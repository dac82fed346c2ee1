"""How many answers each unit has collected, against how many it needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import plotly.graph_objects as go

from analytics.charts import style
from analytics.charts.drawing import Drawing
from analytics.numbers import whole

NOTHING = "Chưa có đơn vị nào."
BAR = 0.4


@dataclass(frozen=True)
class Bar:
    name: str
    n: int


@dataclass(frozen=True)
class Collection:
    """Bars from most to fewest, from the bottom up as in the table beside; `goal` in questionnaires."""

    bars: tuple[Bar, ...]
    goal: int

    @property
    def without(self) -> int:
        return sum(bar.n == 0 for bar in self.bars)


def collection_of(counts: Mapping[str, int], goal: int) -> Collection:
    """Read the counts by name of unit."""
    bars = sorted((Bar(name, counts[name]) for name in reversed(list(counts))), key=lambda bar: -bar.n)
    return Collection(tuple(bars), goal)


def draw(title: str, counts: Mapping[str, int], goal: int) -> Drawing:
    info = collection_of(counts, goal)
    return Drawing(title, _words(info), _figure(info))


def _words(info: Collection) -> str:
    if not info.bars:
        return NOTHING
    reached = sum(bar.n >= info.goal for bar in info.bars)
    total = sum(bar.n for bar in info.bars)
    return (
        f"{len(info.bars)} đơn vị, {whole(total)} phiếu; {reached} đơn vị có từ {info.goal} phiếu, "
        f"{info.without} đơn vị chưa có phiếu nào."
    )


def _figure(info: Collection) -> go.Figure:
    made = style.figure()
    if not info.bars:
        return style.nothing(made, NOTHING)
    made.add_trace(
        go.Bar(
            x=[bar.n for bar in info.bars],
            y=list(range(len(info.bars))),
            width=BAR,
            orientation="h",
            marker={"color": [style.BLUE if bar.n >= info.goal else style.GREY for bar in info.bars]},
            text=[whole(bar.n) for bar in info.bars],
            textposition="outside",
            cliponaxis=False,
            customdata=[bar.name for bar in info.bars],
            hovertemplate="%{customdata}: %{text} phiếu<extra></extra>",
        )
    )
    style.rows(made, [bar.name for bar in info.bars])
    style.upright(made, info.goal, {"color": style.TARGET, "dash": "dash", "width": 2})
    return made
