"""Which questions hold most of the dissatisfied answers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from analytics.answers import SATISFIED
from analytics.estimate import Estimate, Interval
from analytics.rows import Row
from analytics.verdict import FEWEST_TO_JUDGE

FEWEST = 10


@dataclass(frozen=True)
class Slice:
    """One question and its answers below 4.

    count     answers 1–3 to it; answered: answers in all
    rate      count over answered, with the interval of the question's index
    share     its part of all answers below 4, had every question been asked equally often
    cumulative  with all above it
    """

    code: str
    text: str
    count: int
    answered: int
    rate: float
    interval: Interval
    share: float
    cumulative: float


def pareto(rows: Sequence[Row]) -> tuple[Slice, ...]:
    """Rank the questions by how often they are answered below 4, most often first.

    Parameters
    ----------
    rows
        The questions of a review: hidden ones, and those of fewer than 10 answers, count as if not asked.

    Returns
    -------
    Slices of the questions with at least one such answer; empty below 10 of them in all. Rotation asks
    questions of different numbers of people, so rates are ranked, not counts; asked of the same number, both
    orders agree. The intervals are those of the indices, turned round: clustered by person and unit.

    Notes
    -----
    Always possible, so it stands in when drivers are refused. Source: decision of this project.
    """
    known = [(row, row.index) for row in rows if row.index and row.counts and row.n >= FEWEST_TO_JUDGE]
    if sum(_low(row) for row, _ in known) < FEWEST:
        return ()
    ranked = sorted((one for one in known if _low(one[0])), key=lambda one: one[1].value)
    rates = np.array([1.0 - index.value for _, index in ranked])
    shares, running = rates / rates.sum(), np.cumsum(rates) / rates.sum()
    return tuple(
        _slice(row, index, float(share), float(so_far))
        for (row, index), share, so_far in zip(ranked, shares, running, strict=True)
    )


def vital_few(slices: Sequence[Slice], part: float = 0.5) -> tuple[Slice, ...]:
    """Take the first questions that together hold at least this part of the dissatisfied answers."""
    before = [0.0, *(one.cumulative for one in slices)]
    return tuple(one for one, so_far in zip(slices, before, strict=False) if so_far < part)


def _low(row: Row) -> int:
    return sum(row.counts[: SATISFIED - 1])


def _slice(row: Row, index: Estimate, share: float, so_far: float) -> Slice:
    kept = index.interval or Interval(0.0, 1.0, "none")
    bounds = Interval(1.0 - kept.upper, 1.0 - kept.lower, kept.method)
    return Slice(row.key, row.name or row.key, _low(row), row.n, 1.0 - index.value, bounds, share, so_far)
