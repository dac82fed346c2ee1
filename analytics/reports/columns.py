"""How a table is laid on paper: cells as Vietnamese readers write them, widths by what the columns hold."""

import math
from dataclasses import dataclass
from numbers import Real

import pandas as pd

from analytics.numbers import cell

FIRST = "TT"
# Millimetres: a running number, the least a column of figures and one of words takes, a letter, margins.
FIRST_WIDTH, LEAST_FIGURE, LEAST = 9.0, 14.0, 19.0
LETTER, MARGINS = 2.4, 3.0
LONGEST_COUNTED = 150


@dataclass(frozen=True)
class Room:
    """What a page leaves to write on, in millimetres."""

    width: float
    height: float


@dataclass(frozen=True)
class Sheet:
    """A table ready for paper: headings, cells, which columns hold figures, widths in millimetres."""

    headings: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    figures: tuple[bool, ...]
    widths: tuple[float, ...]


def lay_out(frame: pd.DataFrame, width: float) -> Sheet:
    """Lay a table out over `width` millimetres, with a running number as its first column."""
    columns = [_texts(frame[name]) for name in frame]
    figures = [_holds_figures(frame[name]) for name in frame]
    numbered = [str(place) for place in range(1, len(frame) + 1)]
    shares = [_length(str(name), texts) for name, texts in zip(frame, columns, strict=True)]
    return Sheet(
        headings=(FIRST, *map(str, frame)),
        lines=tuple(zip(numbered, *columns, strict=True)),
        figures=(True, *figures),
        widths=(FIRST_WIDTH, *_widths(list(map(str, frame)), figures, shares, width - FIRST_WIDTH)),
    )


def _texts(column: "pd.Series") -> list[str]:
    return [cell(value, str(column.name)) for value in column.tolist()]


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and value == value


def _holds_figures(column: "pd.Series") -> bool:
    return any(_is_number(value) for value in column.tolist())


def _length(heading: str, texts: list[str]) -> float:
    """How much room words ask for: long ones wrap, so room grows slower than length."""
    longest = max((min(len(text), LONGEST_COUNTED) for text in [heading, *texts]), default=1)
    return math.pow(longest, 0.7)


def _widths(headings: list[str], figures: list[bool], shares: list[float], width: float) -> list[float]:
    """Figures get what their heading needs, words share the rest by their length, none less than it needs."""
    least = [_figure_width(h) if figure else LEAST for h, figure in zip(headings, figures, strict=True)]
    rest = width - sum(least)
    if all(figures) or rest < 0:
        return [width * one / sum(least) for one in least]
    # What every column of words has anyway is no longer shared out.
    wanted = [
        0.0 if figure else share - min(shares) + 1 for share, figure in zip(shares, figures, strict=True)
    ]
    return [one + rest * want / sum(wanted) for one, want in zip(least, wanted, strict=True)]


def _figure_width(heading: str) -> float:
    """A heading may wrap between its words, never within one."""
    return max(LEAST_FIGURE, LETTER * max(map(len, heading.split())) + MARGINS)
