"""How often the intervals of a table hold the truth: a mark a share and n, against what is promised."""

from __future__ import annotations

from dataclasses import dataclass

import plotly.graph_objects as go

from analytics.charts import style
from analytics.charts.drawing import Drawing
from analytics.coverage_page import LEAST_COVERAGE, Table
from analytics.numbers import percent, short_percent

NOMINAL = 0.95


@dataclass(frozen=True)
class Held:
    """One true share and n: the coverage of the first promised rule, or of the first rule, as a share."""

    name: str
    coverage: float


def held_of(table: Table) -> tuple[Held, ...]:
    """Read the rule in use from a table, last row first: Plotly draws from the bottom up."""
    return tuple(
        Held(f"{short_percent(row.share)} hài lòng, {row.n} phiếu", row.measured[0].coverage)
        for row in reversed(table.rows)
    )


def draw(table: Table) -> Drawing:
    info = held_of(table)
    return Drawing(f"Bao phủ: {table.title}", _words(info), _figure(info))


def _words(info: tuple[Held, ...]) -> str:
    least = min(info, key=lambda one: one.coverage)
    return (
        f"{len(info)} trường hợp; thấp nhất {percent(least.coverage, 1)} ({least.name})."
        f" Danh nghĩa {short_percent(NOMINAL)}, cam kết ít nhất {short_percent(LEAST_COVERAGE)}."
    )


def _figure(info: tuple[Held, ...]) -> go.Figure:
    made = style.figure()
    kept = [one.coverage >= LEAST_COVERAGE for one in info]
    made.add_trace(
        style.dots(
            [(one.coverage * 100,) * 3 for one in info],
            colours=[style.BLUE if one else style.ORANGE for one in kept],
            symbols=["circle" if one else "triangle-down" for one in kept],
            words=[f"{one.name}: {percent(one.coverage, 1)}" for one in info],
        )
    )
    style.rows(made, [one.name for one in info])
    made.update_xaxes(range=[min(min(one.coverage for one in info) * 100 - 1, 90), 100.5], ticksuffix=" %")
    made.add_vline(x=NOMINAL * 100, line={"color": style.GREY, "width": 1})
    made.add_vline(x=LEAST_COVERAGE * 100, line={"color": style.TARGET, "dash": "dash", "width": 2})
    return made
