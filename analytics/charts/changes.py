"""Change against the period before, with intervals around the line of no change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import plotly.graph_objects as go

from analytics.change import CLEAR, Direction
from analytics.charts import style
from analytics.charts.drawing import Drawing
from analytics.multiplicity import LIST_RATE, for_list
from analytics.review import Row

NOTHING = "Chưa đơn vị nào đủ phiếu ở cả hai kỳ để so sánh."
COLOURS = {Direction.UP: style.BLUE, Direction.DOWN: style.ORANGE, Direction.UNCLEAR: style.GREY}
SYMBOLS = {Direction.UP: "triangle-up", Direction.DOWN: "triangle-down", Direction.UNCLEAR: "diamond"}


@dataclass(frozen=True)
class Move:
    """One line, in points of percent; `lasting` when it stays clear among all the lines."""

    name: str
    value: float
    lower: float
    upper: float
    label: Direction
    words: str
    lasting: bool = False


@dataclass(frozen=True)
class Moves:
    """`moves` from the largest fall up; `refused` counts the lines that could not be compared."""

    moves: tuple[Move, ...]
    refused: int


def moves_of(rows: Sequence[Row]) -> Moves:
    """Read the changes of the shown rows."""
    shown = [row for row in rows if row.change is not None and row.change.interval is not None]
    adjusted = for_list(np.array([row.change.p_value for row in shown if row.change]))
    found = [_move(row, float(p)) for row, p in zip(shown, adjusted, strict=True)]
    return Moves(tuple(sorted(filter(None, found), key=lambda move: move.value)), len(rows) - len(shown))


def draw(title: str, rows: Sequence[Row]) -> Drawing:
    info = moves_of(rows)
    return Drawing(title, _words(info), _figure(info))


def _move(row: Row, adjusted: float) -> Move | None:
    if row.change is None or row.change.interval is None:
        return None
    change, bounds = row.change, row.change.interval
    return Move(
        name=row.name,
        value=change.value * 100,
        lower=bounds.lower * 100,
        upper=bounds.upper * 100,
        label=change.label,
        words=change.sentence,
        lasting=change.label in CLEAR and adjusted <= LIST_RATE,
    )


def _words(info: Moves) -> str:
    if not info.moves:
        return NOTHING
    parts = [
        f"{sum(move.label is label for move in info.moves)} {label.value}"
        for label in Direction
        if any(move.label is label for move in info.moves)
    ]
    refused = f" {info.refused} dòng chưa so sánh được." if info.refused else ""
    first, last = info.moves[0], info.moves[-1]
    ends = f" Thấp nhất: {first.name}. {first.words}" if len(info.moves) > 1 else ""
    ends = f"{ends} Cao nhất: {last.name}. {last.words}{refused}"
    return f"So với kỳ trước: {', '.join(parts)}.{_lasting(info)}{ends}"


def _lasting(info: Moves) -> str:
    """Of many lines some seem to move by chance: only those that stay clear are worth a talk."""
    if not any(move.label in CLEAR for move in info.moves):
        return ""
    names = ", ".join(move.name for move in info.moves if move.lasting)
    return f" Còn rõ khi xét mọi đơn vị cùng lúc (Benjamini–Hochberg, 10 %): {names or 'không đơn vị nào'}."


def _figure(info: Moves) -> go.Figure:
    made = style.figure()
    if not info.moves:
        return style.nothing(made, NOTHING)
    made.add_trace(
        style.dots(
            [(move.value, move.lower, move.upper) for move in info.moves],
            colours=[COLOURS[move.label] for move in info.moves],
            symbols=[SYMBOLS[move.label] for move in info.moves],
            words=[f"{move.name}: {move.words}" for move in info.moves],
        )
    )
    style.rows(made, [move.name for move in info.moves])
    made.update_xaxes(ticksuffix=" điểm %", nticks=6)
    style.upright(made, 0, {"color": style.INK, "width": 1})
    return made
