"""Importance against performance of the factors, each with both intervals; what crosses a line is unclear."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from analytics.charts import style
from analytics.charts.drawing import Drawing
from analytics.drivers import INDISTINCT
from analytics.estimate import Interval
from analytics.importance import Priorities, Priority, Zone
from analytics.numbers import percent, short_percent

COLOURS = {
    Zone.ACT: style.ORANGE,
    Zone.WATCH: style.ORANGE,
    Zone.KEEP: style.BLUE,
    Zone.ENOUGH: style.BLUE,
    Zone.UNCLEAR: style.GREY,
}
SYMBOLS = {
    Zone.ACT: "triangle-down",
    Zone.WATCH: "square",
    Zone.KEEP: "circle",
    Zone.ENOUGH: "hexagon",
    Zone.UNCLEAR: "diamond",
}
RELATED = "Hình nói điều gì liên quan tới hài lòng chung, không nói điều gì gây ra."
# The letters stand in a column beside all bars, so far apart (of the height), each led to its mark.
MARK, LETTER, APART = 13, 13, 0.075
COLUMN, EDGE, MOST_TICKS = 0.08, 0.13, 6
HOLLOW = "Ký hiệu rỗng: mức liên quan chưa phân biệt được, chỉ đọc khoảng của nó."


@dataclass(frozen=True)
class Mark:
    """One factor in percent; `importance` is the share, or the middle of its interval when not `distinct`."""

    code: str
    index: float
    index_bounds: tuple[float, float]
    importance: float
    importance_bounds: tuple[float, float]
    distinct: bool
    zone: Zone
    words: str


def marks_of(found: Priorities) -> tuple[Mark, ...]:
    """Read the factors with an interval, the most urgent first; a share that is not sharp is not drawn."""
    return tuple(_mark(one, one.index.interval) for one in found.factors if one.index.interval)


def _mark(one: Priority, bounds: Interval) -> Mark:
    middle = one.importance if one.distinct else (one.lower + one.upper) / 2
    return Mark(
        code=one.code,
        index=one.index.value * 100,
        index_bounds=(bounds.lower * 100, bounds.upper * 100),
        importance=middle * 100,
        importance_bounds=(one.lower * 100, one.upper * 100),
        distinct=one.distinct,
        zone=one.zone,
        words=f"{one.code}. {one.name}: {_figures(one, bounds)}, {one.zone.value}",
    )


def _figures(one: Priority, bounds: Interval) -> str:
    index = f"chỉ số {percent(one.index.value, 1)} ({_between(bounds.lower, bounds.upper)})"
    share = f"{percent(one.importance, 1)} " if one.distinct else ""
    vague = "" if one.distinct else f", {INDISTINCT}"
    return f"{index}; liên quan {share}({_between(one.lower, one.upper)}){vague}"


def _between(lower: float, upper: float) -> str:
    return f"{percent(lower, 1)}–{percent(upper, 1)}"


def draw(title: str, found: Priorities) -> Drawing:
    return Drawing(title, words_of(found), _figure(found))


def words_of(found: Priorities) -> str:
    """What the picture shows, the most urgent factor first: the key to its letters, with their figures."""
    if found.refused:
        return found.refused
    marks = marks_of(found)
    each = "; ".join(mark.words for mark in marks)
    hollow = "" if all(mark.distinct for mark in marks) else f" {HOLLOW}"
    lines = (
        f"Đường đứt: mục tiêu {short_percent(found.target)}; đường chấm: {percent(found.equal, 1)} mỗi nhóm"
    )
    return (
        f"{each}. Trong ngoặc là khoảng tin cậy 95 %.{hollow} {lines}, tức là liên quan ngang nhau. {RELATED}"
    )


def _figure(found: Priorities) -> go.Figure:
    made = style.figure()
    marks = marks_of(found)
    if not marks:
        return style.nothing(made, found.refused)
    # The most urgent is drawn last, above the others.
    made.add_trace(_factors(marks[::-1]))
    lowest = min(*(mark.index_bounds[0] for mark in marks), found.target * 100)
    highest = max(*(mark.index_bounds[1] for mark in marks), found.target * 100)
    start, width = lowest - 1, highest - lowest + 1
    top = max(mark.importance_bounds[1] for mark in marks) + 8
    made.update_layout(height=420, annotations=_letters(marks, highest + COLUMN * width, top))
    ticks = _ticks(start, min(highest + 1, 100.0))
    made.update_xaxes(title_text="chỉ số", range=[start, highest + EDGE * width])
    made.update_xaxes(tickvals=ticks, ticktext=[f"{tick} %" for tick in ticks])
    made.update_yaxes(title_text="mức liên quan tới hài lòng chung", ticksuffix=" %", range=[0, top])
    made.add_vline(x=found.target * 100, line={"color": style.TARGET, "dash": "dash", "width": 2})
    made.add_hline(y=found.equal * 100, line={"color": style.GREY, "dash": "dot", "width": 1.5})
    return made


def _ticks(start: float, end: float) -> list[int]:
    """Whole percents, at most six of them, none above 100."""
    step = next(step for step in (1, 2, 5, 10, 20) if (end - start) / step < MOST_TICKS)
    return list(range(math.ceil(start / step) * step, math.floor(end) + 1, step))


def heights(marks: Sequence[Mark], top: float) -> list[float]:
    """Where the letters of a column stand: beside their marks, but never on each other."""
    gap, found = APART * top, dict[int, float]()
    before = -gap
    for at in sorted(range(len(marks)), key=lambda at: marks[at].importance):
        before = found[at] = max(marks[at].importance, before + gap)
    over = max(0.0, before - (top - gap / 2))
    return [found[at] - over for at in range(len(marks))]


def _letters(marks: Sequence[Mark], column: float, top: float) -> list[dict[str, object]]:
    common = {"axref": "x", "ayref": "y", "ax": column, "arrowhead": 0, "arrowwidth": 0.8, "xanchor": "left"}
    return [
        {
            **common,
            "text": f"<b>{mark.code}</b>",
            "x": mark.index,
            "y": mark.importance,
            "ay": height,
            "standoff": MARK / 2,
            "arrowcolor": COLOURS[mark.zone],
            "font": {"size": LETTER, "color": COLOURS[mark.zone]},
        }
        for mark, height in zip(marks, heights(marks, top), strict=True)
    ]


def _factors(marks: Sequence[Mark]) -> go.Scatter:
    colours = [COLOURS[mark.zone] for mark in marks]
    return go.Scatter(
        x=[mark.index for mark in marks],
        y=[mark.importance for mark in marks],
        mode="markers",
        cliponaxis=False,
        marker={
            "size": MARK,
            "color": [COLOURS[mark.zone] if mark.distinct else "#ffffff" for mark in marks],
            "symbol": [SYMBOLS[mark.zone] for mark in marks],
            "line": {"width": 1.5, "color": colours},
        },
        error_x=_bars([(mark.index, *mark.index_bounds) for mark in marks]),
        error_y=_bars([(mark.importance, *mark.importance_bounds) for mark in marks]),
        customdata=[mark.words for mark in marks],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _bars(figures: Sequence[tuple[float, float, float]]) -> dict[str, object]:
    return {
        "type": "data",
        "symmetric": False,
        "color": style.GREY,
        "thickness": 1.2,
        "array": [upper - value for value, _, upper in figures],
        "arrayminus": [value - lower for value, lower, _ in figures],
    }
