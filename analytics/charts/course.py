"""The index over the periods, with intervals and the target as a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from analytics import wording
from analytics.charts import style
from analytics.charts.drawing import Drawing
from analytics.estimate import Estimate
from analytics.numbers import short_percent

NOTHING = "Chưa có kỳ nào đủ phiếu để hiển thị."

Periods = Sequence[tuple[str, Estimate | None]]


@dataclass(frozen=True)
class Course:
    """Periods from oldest to newest, in percent; None where nothing may be shown, which breaks the line."""

    labels: tuple[str, ...]
    values: tuple[float | None, ...]
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]
    words: tuple[str, ...]
    target: float | None


def course_of(periods: Periods, target: float | None = None) -> Course:
    """Read what the chart shows; `target` as a share."""
    estimates = [estimate for _, estimate in periods]
    return Course(
        labels=tuple(label for label, _ in periods),
        values=tuple(e.value * 100 if e else None for e in estimates),
        lower=tuple(e.interval.lower * 100 if e and e.interval else None for e in estimates),
        upper=tuple(e.interval.upper * 100 if e and e.interval else None for e in estimates),
        words=tuple(wording.interval(e) if e else wording.HIDDEN for e in estimates),
        target=None if target is None else target * 100,
    )


def draw(title: str, periods: Periods, target: float | None = None) -> Drawing:
    info = course_of(periods, target)
    return Drawing(title, in_words(info), _figure(info))


def in_words(info: Course) -> str:
    """Say what the chart shows, for those who do not see it."""
    shown = [at for at, value in enumerate(info.values) if value is not None]
    if not shown:
        return NOTHING
    lowest, highest = (end(shown, key=lambda at: info.values[at] or 0.0) for end in (min, max))
    parts = [f"Kỳ cuối, {_said(info, shown[-1])}."]
    if len(shown) > 1:
        parts.append(f"Cao nhất: {_said(info, highest)}. Thấp nhất: {_said(info, lowest)}.")
    if hidden := [label for at, label in enumerate(info.labels) if at not in shown]:
        parts.append(f"{', '.join(hidden)}: {wording.HIDDEN}.")
    if info.target is not None:
        parts.append(f"Mục tiêu {short_percent(info.target / 100)}.")
    return " ".join(parts)


def _said(info: Course, at: int) -> str:
    return f"{info.labels[at]}: {info.words[at]}"


def _figure(info: Course) -> go.Figure:
    made = style.figure()
    bounds = [
        (value, low, high)
        for value, low, high in zip(info.values, info.lower, info.upper, strict=True)
        if value is not None and low is not None and high is not None
    ]
    if not bounds:
        return style.nothing(made, NOTHING)
    made.add_trace(
        go.Scatter(
            x=list(info.labels),
            y=list(info.values),
            mode="lines+markers",
            line={"color": style.BLUE, "width": 2},
            marker={"size": 9},
            connectgaps=False,
            error_y={
                "type": "data",
                "symmetric": False,
                "array": _gaps(info.upper, info.values),
                "arrayminus": _gaps(info.values, info.lower),
                "color": style.GREY,
                "thickness": 1.5,
            },
            text=list(info.words),
            hovertemplate="%{x}: %{text}<extra></extra>",
        )
    )
    made.update_yaxes(**style.percent_axis(min(low for _, low, _ in bounds)))
    made.update_xaxes(type="category", tickangle=0, ticktext=_short(info.labels), tickvals=list(info.labels))
    if info.target is not None:
        made.add_hline(y=info.target, line={"color": style.TARGET, "dash": "dash", "width": 2})
    return made


def _short(labels: Sequence[str]) -> list[str]:
    """The year below the rest, so that eight periods fit on a phone."""
    return ["<br>".join(label.removeprefix("Quý ").rsplit("/", 1)) for label in labels]


def _gaps(above: Sequence[float | None], below: Sequence[float | None]) -> list[float]:
    return [a - b if a is not None and b is not None else 0.0 for a, b in zip(above, below, strict=True)]
