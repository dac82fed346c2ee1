"""Dots with intervals, sorted: units, factors, or items against their target."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from analytics import wording
from analytics.charts import style
from analytics.charts.drawing import Drawing
from analytics.estimate import Verdict
from analytics.numbers import short_percent
from analytics.review import Row
from analytics.target import Target

# Beside a verdict that holds of a unit, but not surely as a line of the list.
ALONE = " (khi xét riêng)"
NOTHING = "Chưa có số liệu được hiển thị."


@dataclass(frozen=True)
class Dot:
    """A line of the chart, in percent; `verdict` is None where nobody judges it, as with a factor.

    alone  the verdict holds of the line by itself, but not surely of it among all
    """

    name: str
    value: float
    lower: float
    upper: float
    verdict: Verdict | None
    words: str
    alone: bool = False


@dataclass(frozen=True)
class Dots:
    """`dots` from the lowest index up; `hidden` counts the lines that may not be shown."""

    dots: tuple[Dot, ...]
    target: float | None
    hidden: int


def dots_of(rows: Sequence[Row], target: Target | None = None) -> Dots:
    """Read what the chart shows from the rows; hidden rows are only counted.

    `target` is the line for rows that have none of their own, such as factors.
    """
    shown = sorted((_dot(row) for row in rows if row.index and row.index.interval), key=lambda dot: dot.value)
    targets = {one.value * 100 for row in rows if (one := row.target or target)}
    return Dots(tuple(shown), targets.pop() if len(targets) == 1 else None, len(rows) - len(shown))


def draw(title: str, rows: Sequence[Row], target: Target | None = None) -> Drawing:
    info = dots_of(rows, target)
    return Drawing(title, in_words(info), _figure(info))


def _dot(row: Row) -> Dot:
    assert row.index is not None  # noqa: S101
    assert row.index.interval is not None  # noqa: S101 - dots_of asks first
    verdict = row.judgement.verdict if row.judgement else None
    bounds = row.index.interval
    told = f" – {verdict.value}{ALONE if row.alone else ''}" if verdict else ""
    words = wording.interval(row.index) + told
    lower, upper = bounds.lower * 100, bounds.upper * 100
    return Dot(row.name, row.index.value * 100, lower, upper, verdict, words, row.alone)


def in_words(info: Dots) -> str:
    """Say what the chart shows, for those who do not see it."""
    if not info.dots:
        return NOTHING
    lowest, highest = info.dots[0], info.dots[-1]
    parts = [f"{len(info.dots)} dòng. Thấp nhất: {lowest.name}, {lowest.words}. "]
    if len(info.dots) > 1:
        parts.append(f"Cao nhất: {highest.name}, {highest.words}.")
    if info.target is not None:
        parts.append(f" So với mục tiêu {short_percent(info.target / 100)}: {_beside(info, info.target)}.")
    if info.hidden:
        parts.append(f" {info.hidden} dòng không hiển thị; bảng ghi lý do của từng dòng.")
    return "".join(parts)


def _beside(info: Dots, target: float) -> str:
    """How many lines have each verdict; of those that nobody judges, where their intervals lie."""
    counted = [(verdict.value, sum(dot.verdict is verdict for dot in info.dots)) for verdict in Verdict]
    plain = [dot for dot in info.dots if dot.verdict is None]
    below, above = (sum(dot.upper < target for dot in plain), sum(dot.lower >= target for dot in plain))
    counted += [
        ("khoảng nằm hẳn dưới mục tiêu", below),
        ("khoảng chứa mục tiêu", len(plain) - below - above),
        ("khoảng không thấp hơn mục tiêu", above),
    ]
    said = ", ".join(f"{n} {words}" for words, n in counted if n)
    alone = sum(dot.alone for dot in info.dots)
    among = f"{said}, trong đó {alone} chưa đạt khi xét riêng nhưng chưa chắc khi xét cả danh sách"
    return among if alone else said


def _figure(info: Dots) -> go.Figure:
    made = style.figure()
    if not info.dots:
        return style.nothing(made, NOTHING)
    made.add_trace(
        style.dots(
            [(dot.value, dot.lower, dot.upper) for dot in info.dots],
            colours=[style.COLOURS[dot.verdict] if dot.verdict else style.BLUE for dot in info.dots],
            symbols=[style.SYMBOLS[dot.verdict] if dot.verdict else "circle" for dot in info.dots],
            words=[f"{dot.name}: {dot.words}" for dot in info.dots],
        )
    )
    style.rows(made, [dot.name for dot in info.dots])
    made.update_xaxes(**style.percent_axis(min(dot.lower for dot in info.dots)))
    if info.target is not None:
        style.upright(made, info.target, {"color": style.TARGET, "dash": "dash", "width": 2})
    return made
