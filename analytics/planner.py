"""How many answers are needed: for a margin of error, and to be able to confirm a target."""

import math
from functools import cache

import numpy as np
import numpy.typing as npt
from scipy.stats import binom, norm

from analytics.intervals import ONE_SIDED, TWO_SIDED, Floats, Rule, bounds
from analytics.needed import POWER
from analytics.verdict import SLACK

Counts = npt.NDArray[np.int64]

MOST = 1500
FEWEST = 5


def slovin(population: int, margin: float = 0.05) -> int:
    """Compute Slovin's n = N/(1 + N·e²), rounded up.

    Quoted by many plans. It is Cochran's formula with p = 0.5 and z = 2 and knows neither design effect nor
    non-response; it holds for one share of the whole population, says nothing per school and nothing about
    confirming a target. Raises ValueError for N < 1 or e outside (0, 1). Source: Slovin in the Ministry's
    2013 guidance; Tejada and Punzalan 2012 for its limits.
    """
    _check(population, margin)
    return math.ceil(population / (1.0 + population * margin**2))


def cochran(
    population: int,
    share: float = 0.5,
    margin: float = 0.05,
    design_effect: float = 1.0,
    response_rate: float = 1.0,
) -> int:
    """Compute how many people to ask for a 95 % interval of ± `margin` around an expected share.

    Parameters
    ----------
    population
        N, people who could answer.
    share
        The expected share; 0.5 is the most cautious.
    margin
        Half the width of the interval, as a share.
    design_effect
        Above 1 where answers of one class or counter resemble each other.
    response_rate
        Expected answers per person asked.

    Returns
    -------
    ⌈deff·n₀/(1 + (n₀ − 1)/N)/rate⌉ with n₀ = z²p(1 − p)/e². It may exceed N: then not even everybody
    suffices. Raises ValueError for values outside their range. Source: Cochran 1977; R: own arithmetic.
    """
    _check(population, margin)
    if not (0.0 < share < 1.0 and design_effect > 0.0 and 0.0 < response_rate <= 1.0):
        raise ValueError("Cần 0 < tỷ lệ < 1, hệ số thiết kế > 0 và 0 < tỷ lệ trả lời ≤ 1.")
    plain = _z() ** 2 * share * (1.0 - share) / margin**2
    needed = plain / (1.0 + (plain - 1.0) / population)
    return math.ceil(design_effect * needed / response_rate)


def power_to_confirm(n: int, target: float, truth: float, rule: Rule = Rule.CLOPPER_PEARSON) -> float:
    """Compute the chance that n independent answers earn "đạt" when the true share is `truth`.

    "Đạt" is lower one-sided 95 % bound ≥ target; the house judges one question by the exact bound, composites
    by Wilson's. The number of satisfied is binomial. R: `pbinom` beyond the least x whose bound suffices.
    """
    return float(_power(np.array([n]), target, truth, rule)[0])


def answers_to_confirm(
    target: float,
    truth: float,
    power: float = POWER,
    rule: Rule = Rule.CLOPPER_PEARSON,
    most: int = MOST,
) -> tuple[int, int] | None:
    """Compute the answers that confirm a target with the given power when the truth is `truth`.

    Returns
    -------
    (first, for good): the first n whose power reaches `power`, and the n from which it never falls below
    again up to `most`; binomial counts make the power saw-toothed, so plan with the second. None when `most`
    answers do not suffice: the truth is too near the target. Raises ValueError unless target < truth ≤ 1.
    """
    if not 0.0 < target < truth <= 1.0:
        raise ValueError("Cần 0 < mục tiêu < giá trị thật ≤ 1.")
    sizes = np.arange(FEWEST, most + 1)
    enough = _power(sizes, target, truth, rule) >= power
    if not enough[-1]:
        return None
    missed = np.flatnonzero(~enough)
    for_good = sizes[missed[-1] + 1] if len(missed) else sizes[0]
    return int(sizes[np.argmax(enough)]), int(for_good)


def _power(n: Counts, target: float, truth: float, rule: Rule) -> Floats:
    return np.asarray(binom.sf(_least_satisfied(n, target, rule) - 1, n, truth), dtype=np.float64)


def _least_satisfied(n: Counts, target: float, rule: Rule) -> Counts:
    """The fewest satisfied of each n whose lower bound reaches the target; n + 1 when not even all do."""
    low, high = np.zeros_like(n), n + 1
    while (low < high).any():
        middle = np.minimum((low + high) // 2, n)
        lower = bounds(rule, middle / n, n.astype(np.float64), ONE_SIDED).lower
        reached = np.asarray(lower) >= target - SLACK
        low, high = np.where(reached, low, middle + 1), np.where(reached, middle, high)
    return high


@cache
def _z() -> float:
    return float(norm.ppf(1.0 - TWO_SIDED))


def _check(population: int, margin: float) -> None:
    if population < 1 or not 0.0 < margin < 1.0:
        raise ValueError("Cần ít nhất một người trong tổng thể và sai số nằm giữa 0 và 1.")
