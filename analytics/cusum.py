"""CUSUM of dissatisfaction: answers add up until the evidence for a doubling of the odds is enough."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analytics.intervals import Floats

ODDS_RATIO = 2.0
# Of about 4,600 answers to a false alarm and 185 to a true one at 5 % dissatisfied.
THRESHOLD = 4.0


@dataclass(frozen=True)
class RunLength:
    """Mean answers until an alarm, when nothing changed and when the odds of dissatisfaction doubled."""

    dissatisfied: float
    threshold: float
    false_alarm: int
    true_alarm: int


# Rounded; tests/analytics/test_cusum.py simulates them anew.
RUN_LENGTHS = (
    RunLength(0.05, 3.5, 2400, 160),
    RunLength(0.05, 4.0, 4600, 185),
    RunLength(0.05, 4.5, 7400, 210),
    RunLength(0.02, 4.0, 10500, 440),
    RunLength(0.10, 4.0, 2600, 105),
)


@dataclass(frozen=True)
class Cusum:
    """The score after each step; p₀ and p₁ are shares of dissatisfied answers before and after."""

    score: Floats
    expected: float
    shifted: float
    threshold: float

    @property
    def signals(self) -> npt.NDArray[np.bool_]:
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
    For a counter whose weeks are too small for a control chart. Steps of many answers find a change later
    than single answers, never earlier. Source: Steiner, Cook, Farewell, Treasure 2000.
    """
    if not 0.0 < expected < 1.0 or odds_ratio <= 1.0:
        raise ValueError("Cần 0 < tỷ lệ không hài lòng thường gặp < 1 và tỷ số chênh lớn hơn 1.")
    odds = odds_ratio * expected / (1.0 - expected)
    shifted = odds / (1.0 + odds)
    satisfied, size = np.asarray(x, dtype=np.float64), np.asarray(n, dtype=np.float64)
    bad, good = math.log(shifted / expected), math.log((1.0 - shifted) / (1.0 - expected))
    return Cusum(_accumulate((size - satisfied) * bad + satisfied * good), expected, shifted, threshold)


def _accumulate(steps: Floats) -> Floats:
    score, found = 0.0, []
    for step in steps:
        score = max(0.0, score + float(step))
        found.append(score)
    return np.array(found)
