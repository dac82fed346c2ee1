"""Which questions are most often answered below 4: dots with intervals, most often first."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from analytics.charts import style
from analytics.charts.drawing import Drawing
from analytics.numbers import percent
from analytics.pareto import Slice, vital_few

AXIS = "trả lời dưới mức 4 của từng câu"
EQUALLY = ", tính như câu nào cũng được hỏi bằng nhau"
OVERLAP = (
    "Khoảng tin cậy 95 % tính theo người và đơn vị, như chỉ số của câu; hai câu có khoảng chồng lên nhau thì "
    "thứ tự chưa chắc chắn."
)
NOTHING = "Dưới 10 câu trả lời chưa hài lòng: chưa nói được câu nào nhiều nhất."


def draw(title: str, slices: Sequence[Slice]) -> Drawing:
    return Drawing(title, words_of(slices), _figure(slices))


def words_of(slices: Sequence[Slice]) -> str:
    """The few questions that hold half of all answers below 4."""
    if not slices:
        return NOTHING
    few = vital_few(slices)
    each = "; ".join(f"{one.text.rstrip('.')} ({_rate(one)})" for one in few)
    return (
        f"Một nửa câu trả lời dưới mức 4 nằm ở {len(few)} trên {len(slices)} câu{EQUALLY}: {each}. {OVERLAP}"
    )


def _rate(one: Slice) -> str:
    low, high = (percent(bound, 1) for bound in (one.interval.lower, one.interval.upper))
    return f"{percent(one.rate, 1)} của {one.answered} trả lời, khoảng {low}–{high}"


def _figure(slices: Sequence[Slice]) -> go.Figure:
    made = style.figure()
    if not slices:
        return style.nothing(made, NOTHING)
    rows = list(reversed(slices))
    made.add_trace(
        style.dots(
            [(one.rate * 100, one.interval.lower * 100, one.interval.upper * 100) for one in rows],
            colours=[style.ORANGE] * len(rows),
            symbols=["circle"] * len(rows),
            words=[f"{one.text}: {one.count} trong {one.answered} câu trả lời" for one in rows],
        )
    )
    style.rows(made, [one.text for one in rows])
    made.update_xaxes(ticksuffix=" %", rangemode="tozero", nticks=6, title_text=AXIS)
    return made
