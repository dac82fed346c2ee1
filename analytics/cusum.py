"""CUSUM of dissatisfaction: answers add up until the evidence for a doubling of the odds is enough."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv

from analytics.answers import Mask
from analytics.intervals import Floats

ODDS_RATIO = 2.0
# About 4,600 answers to a false alarm and 190 to a true one at 5 % dissatisfied.
THRESHOLD = 4.0
# How sure the usual share must be not to lie above what is taken for it.
SURE = 0.80


@dataclass(frozen=True)
class RunLength:
    """Mean answers until an alarm, when nothing changed and when the odds of dissatisfaction doubled."""

    dissatisfied: float
    threshold: float
    false_alarm: int
    true_alarm: int


# From 60,000 simulated runs each, standard error 0.4 %; tests/analytics/test_warning.py simulates them anew.
RUN_LENGTHS = (
    RunLength(0.05, 3.5, 2660, 162),
    RunLength(0.05, 4.0, 4600, 190),
    RunLength(0.05, 4.5, 7700, 219),
    RunLength(0.02, 4.0, 10700, 442),
    RunLength(0.10, 4.0, 2510, 107),
)


@dataclass(frozen=True)
class Cusum:
    """The score after each step; p₀ and p₁ are shares of dissatisfied answers before and after."""

    score: Floats
    expected: float
    shifted: float
    threshold: float

    @property
    def signals(self) -> Mask:
        return self.score >= self.threshold


def cusum(
    x: npt.ArrayLike,
    n: npt.ArrayLike,
    expected: float,
    odds_ratio: float = ODDS_RATIO,
    threshold: float = THRESHOLD,
) -> Cusum:
    """Accumulate evidence that dissatisfaction rose.

    Parameters
    ----------
    x, n
        Satisfied and all respondents of each step (a week, a day, or single answers with n = 1).
    expected
        p₀, the usual share of dissatisfied answers, in (0, 1).
    odds_ratio
        p₁ has odds so many times those of p₀.
    threshold
        Alarm at S ≥ h; see `RUN_LENGTHS` for what h means.

    Returns
    -------
    Cusum with S_t = max(0, S_{t−1} + d ln(p₁/p₀) + (n − d) ln((1 − p₁)/(1 − p₀))), d = n − x.

    Raises
    ------
    ValueError unless 0 < p₀ < 1 and the odds ratio exceeds 1.

    Notes
    -----
    Missing answers are not counted in n. For a counter whose weeks are too small for a control chart. Steps
    of many answers find a change later than single answers, never earlier. Source: Steiner, Cook,
    Farewell, Treasure 2000.
    """
    if not 0.0 < expected < 1.0 or odds_ratio <= 1.0:
        raise ValueError("Cần 0 < tỷ lệ không hài lòng thường gặp < 1 và tỷ số chênh lớn hơn 1.")
    odds = odds_ratio * expected / (1.0 - expected)
    shifted = odds / (1.0 + odds)
    satisfied, size = np.asarray(x, dtype=np.float64), np.asarray(n, dtype=np.float64)
    bad, good = math.log(shifted / expected), math.log((1.0 - shifted) / (1.0 - expected))
    return Cusum(_accumulate((size - satisfied) * bad + satisfied * good), expected, shifted, threshold)


def usual_share(x: int, n: int) -> float:
    """Compute p₀ from a baseline: the 80 % upper bound of its share of dissatisfied answers (Jeffreys).

    The run lengths hold for a known p₀. With the plain share of 100 to 200 answers in its place, one usual
    quarter of 260 answers gives a false alarm in 7 to 14 of 100 cases instead of 2 to 3; with this bound in 2
    to 4, while a doubling is found later. x of n were satisfied; in (0, 1) also when all or none were.
    Raises ValueError unless 0 ≤ x ≤ n, n > 0. Source: decision of this project, the bound chosen by
    simulation; R: `qbeta(0.8, n - x + 0.5, x + 0.5)`.
    """
    if not 0 <= x <= n or n == 0:
        raise ValueError(f"Cần 0 ≤ x ≤ n và n > 0, nhận được x = {x}, n = {n}.")
    return float(betaincinv(n - x + 0.5, x + 0.5, SURE))


def _accumulate(steps: Floats) -> Floats:
    score, found = 0.0, []
    for step in steps:
        score = max(0.0, score + float(step))
        found.append(score)
    return np.array(found)
