"""What a period of another calendar may not show, beside quarters that cut the year at other days."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.answers import Answers
from analytics.nesting import NESTED, name_of
from analytics.releases import TOTAL, beside
from analytics.slices import SLICE, told_in_slices
from survey import period

# Breakdowns that share only the total with the others are planned by themselves.
ALONE = (("channel",), ("procedure",))

# A slice and a group in it.
Pair = tuple[str, str]
Members = frozenset[tuple[str, int]]


def told(year: Answers, floor: int) -> dict[Pair, Members]:
    """What each slice of a year of quarters may tell: the group, and how many of which unit are in it."""
    cut = _in_slices(year)
    found = {pair for columns in ALONE for pair in told_in_slices(cut, floor, columns) if pair[1] != TOTAL}
    found |= told_in_slices(cut, floor, NESTED)
    return {pair: own for pair, own in _members(cut) if pair in found}


def marked(answers: Answers, may_tell: Mapping[Pair, Members]) -> Answers:
    """With a mark on every answer in whose slice its group may not be told, or is another group."""
    cut = _in_slices(answers)
    shut = {pair for pair, own in _members(cut) if may_tell.get(pair) != own}
    slices = cut.about[SLICE]
    marks = {beside(""): [(one, TOTAL) in shut for one in slices]}
    for column in _columns(cut):
        keys = _keys(cut, column)
        marks[beside(column)] = [
            (s, name_of(column, key)) in shut for s, key in zip(slices, keys, strict=True)
        ]
    return replace(answers, about=answers.about.assign(**marks))


def _members(cut: Answers) -> Iterator[tuple[Pair, Members]]:
    """Every group of every slice, with its units; of the whole, where units may have merged, the number."""
    for one, n in cut.about.groupby(SLICE).size().items():
        yield (str(one), TOTAL), frozenset([("", int(n))])
    for column in _columns(cut):
        rows = zip(cut.about[SLICE], _keys(cut, column), _keys(cut, "unit"), strict=True)
        found: dict[Pair, set[tuple[str, int]]] = {}
        for (one, key, unit), n in Counter(rows).items():
            found.setdefault((one, name_of(column, key)), set()).add((unit, n))
        yield from ((pair, frozenset(own)) for pair, own in found.items())


def _columns(answers: Answers) -> Iterable[str]:
    return [column for columns in (NESTED, *ALONE) for column in columns if column in answers.about]


def _keys(answers: Answers, column: str) -> "pd.Series[str]":
    return answers.about[column].fillna("").astype(str)


def _in_slices(answers: Answers) -> Answers:
    days = answers.about["day"].astype(str).to_numpy(dtype=str)
    return replace(answers, about=answers.about.assign(**{SLICE: _slices(days)}))


def _slices(days: npt.NDArray[np.str_]) -> npt.NDArray[np.str_]:
    """The first day of the slice that each day lies in."""
    years = sorted({int(day[:4]) for day in np.unique(days)})
    begins = np.array([day.isoformat() for year in years for day in period.first_days(year)], dtype=str)
    return begins[np.searchsorted(begins, days, side="right") - 1]
