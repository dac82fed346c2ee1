"""Importance and performance of the factors: what to act on first, and where the data cannot tell."""

import math
from dataclasses import dataclass
from enum import Enum

from analytics.answers import Answers
from analytics.breakdown import figure_of
from analytics.drivers import Drivers, drivers
from analytics.estimate import Estimate
from analytics.rollup import Method


class Zone(Enum):
    """Quadrants of Martilla and James, in the words of an office, and a zone for what crosses a line."""

    ACT = "ưu tiên cải thiện"
    KEEP = "giữ vững"
    WATCH = "cải thiện khi có điều kiện"
    ENOUGH = "đang tốt"
    UNCLEAR = "chưa rõ"


@dataclass(frozen=True)
class Priority:
    """One factor.

    importance  its LMG share, with lower and upper
    index       its index with interval
    priority    importance · (target − lower bound of the index)⁺; what to act on first
    distinct    whether the share is sharp enough to print
    """

    code: str
    name: str
    importance: float
    lower: float
    upper: float
    index: Estimate
    zone: Zone
    priority: float
    distinct: bool


@dataclass(frozen=True)
class Priorities:
    """Factors, the most urgent first; empty with `refused` saying why."""

    factors: tuple[Priority, ...]
    target: float
    equal: float
    drivers: Drivers
    refused: str = ""


def priorities(
    answers: Answers, target: float, method: Method = Method.MEAN_OF_ITEMS, found: Drivers | None = None
) -> Priorities:
    """Set each factor's importance beside its index.

    Parameters
    ----------
    answers
        The valid questionnaires, with the overall question.
    target
        The target as a share: the vertical line.
    method
        The roll-up of the index.
    found
        Drivers already computed for these answers.

    Returns
    -------
    Priorities with the lines at the target and at equal importance 1/K, not at the means: half of all units
    always lie below a mean. A factor whose interval crosses a line is "chưa rõ". Refused when the drivers
    are; then show Pareto.

    Notes
    -----
    Say "liên quan", never "gây ra". Source: Martilla and James 1977; intervals as Wu and Shieh 2009.
    """
    related = found or drivers(answers)
    equal = 1.0 / len(answers.structure.factors)
    if related.refused:
        return Priorities((), target, equal, related, related.refused)
    made = [_priority(answers, related, at, target, equal, method) for at in range(len(related.factors))]
    made.sort(key=lambda one: (-one.priority, -one.importance))
    return Priorities(tuple(made), target, equal, related)


def _priority(
    answers: Answers, related: Drivers, at: int, target: float, equal: float, method: Method
) -> Priority:
    factor = answers.structure.factors[at]
    index = figure_of(answers, method, columns=answers.structure.columns_of(factor.code)).index
    share, lower, upper = (float(values[at]) for values in (related.share, related.lower, related.upper))
    gap = max(target - (index.interval.lower if index.interval else index.value), 0.0)
    zone = _zone(index, target, (lower, upper), equal)
    return Priority(
        factor.code, factor.name, share, lower, upper, index, zone, share * gap, related.distinct()[at]
    )


def _zone(index: Estimate, target: float, importance: tuple[float, float], equal: float) -> Zone:
    bounds = (index.interval.lower, index.interval.upper) if index.interval else (0.0, 1.0)
    if _crosses(bounds, target) or _crosses(importance, equal):
        return Zone.UNCLEAR
    important, reached = importance[0] > equal, bounds[0] >= target
    if important:
        return Zone.KEEP if reached else Zone.ACT
    return Zone.ENOUGH if reached else Zone.WATCH


def _crosses(bounds: tuple[float, float], line: float) -> bool:
    lower, upper = bounds
    return math.isnan(lower) or math.isnan(upper) or lower < line <= upper
