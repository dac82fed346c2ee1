"""Change against the period before, with intervals around the line of no change."""

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from analytics.change import Direction
from analytics.charts import style
from analytics.charts.drawing import Drawing
from analytics.review import Row

NOTHING = "Chưa đơn vị nào đủ phiếu ở cả hai kỳ để so sánh."
COLOURS = {Direction.UP: style.BLUE, Direction.DOWN: style.ORANGE, Direction.UNCLEAR: style.GREY}
SYMBOLS = {Direction.UP: "triangle-up", Direction.DOWN: "triangle-down", Direction.UNCLEAR: "diamond"}


@dataclass(frozen=True)
class Move:
    """One line, in points of percent."""

    name: str
    value: float
    lower: float
    upper: float
    label: Direction
    words: str


@dataclass(frozen=True)
class Moves:
    """`moves` from the largest fall up; `refused` counts the lines that could not be compared."""

    moves: tuple[Move, ...]
    refused: int


def moves_of(rows: Sequence[Row]) -> Moves:
    """Read the changes of the shown rows."""
    found = sorted(filter(None, map(_move, rows)), key=lambda move: move.value)
    return Moves(tuple(found), len(rows) - len(found))


def draw(title: str, rows: Sequence[Row]) -> Drawing:
    info = moves_of(rows)
    return Drawing(title, _words(info), _figure(info))


def _move(row: Row) -> Move | None:
    if row.change is None or row.change.interval is None:
        return None
    value, bounds = row.change.value * 100, row.change.interval
    return Move(
        row.name, value, bounds.lower * 100, bounds.upper * 100, row.change.label, row.change.sentence
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
    return f"So với kỳ trước: {', '.join(parts)}.{ends} Cao nhất: {last.name}. {last.words}{refused}"


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
    made.add_vline(x=0, line={"color": style.INK, "width": 1})
    return made
