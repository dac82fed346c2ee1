"""The difference of two independent samples: shares by Newcombe, composites by Welch."""

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq, minimize_scalar
from scipy.special import ndtr, stdtr, xlog1py, xlogy
from scipy.stats import fisher_exact

from analytics.intervals import TWO_SIDED, Bounds, Number, quantile, wilson

Floats = npt.NDArray[np.float64]


class Counts(NamedTuple):
    """x satisfied of n."""

    x: int
    n: int


class Welch(NamedTuple):
    difference: float
    se: float
    df: float
    t: float
    p_value: float
    lower: float
    upper: float


def newcombe(before: Counts, after: Counts, tail: float = TWO_SIDED) -> Bounds:
    """Interval of p₂ − p₁ for two independent shares (Newcombe 1998, method 10).

    statsmodels' `confint_proportions_2indep(method="newcomb")` agrees; its `method="score"` is wrong for
    differences (issue 10269), so `miettinen_nurminen` is written here.
    """
    one, two = (wilson(s.x / s.n, s.n, tail) for s in (before, after))
    return square_and_add(before.x / before.n, one, after.x / after.n, two)


def square_and_add(p1: float, one: Bounds, p2: float, two: Bounds) -> Bounds:
    """Combine two separate intervals into one for p₂ − p₁ (Newcombe 1998; Zou and Donner 2008)."""
    lower = p2 - p1 - math.hypot(p2 - float(two.lower), float(one.upper) - p1)
    upper = p2 - p1 + math.hypot(float(two.upper) - p2, p1 - float(one.lower))
    return Bounds(lower, upper)


def miettinen_nurminen(before: Counts, after: Counts, tail: float = TWO_SIDED) -> Bounds:
    """Score interval of p₂ − p₁ (Miettinen and Nurminen 1985), with the factor N/(N − 1).

    The p₁ that fits best under p₂ = p₁ + δ is found by one-dimensional maximisation, the limits by root
    finding. 56/70 − 48/80 gives the published 0.0528 to 0.3382.
    """
    q = float(quantile(tail))
    seen = after.x / after.n - before.x / before.n
    low = _root(lambda d: _score(before, after, d) - q, -1 + 1e-9, seen - 1e-9, otherwise=-1.0)
    high = _root(lambda d: _score(before, after, d) + q, seen + 1e-9, 1 - 1e-9, otherwise=1.0)
    return Bounds(low, high)


def pooled_z(before: Counts, after: Counts) -> tuple[float, float]:
    """z and two-sided p of the pooled two-proportion test; NaN when nobody or everybody is satisfied."""
    pooled = (before.x + after.x) / (before.n + after.n)
    if pooled in (0.0, 1.0):
        return math.nan, math.nan
    spread = math.sqrt(pooled * (1 - pooled) * (1 / before.n + 1 / after.n))
    z = (after.x / after.n - before.x / before.n) / spread
    return z, 2 * float(ndtr(-abs(z)))


def fisher(before: Counts, after: Counts) -> float:
    """Two-sided p of Fisher's exact test. R: `fisher.test`, here `scipy.stats.fisher_exact`."""
    table = np.array([[before.x, before.n - before.x], [after.x, after.n - after.x]])
    return float(fisher_exact(table).pvalue)


def welch(value1: float, variance1: float, n1: int, value2: float, variance2: float, n2: int) -> Welch:
    """Welch's test and interval of value₂ − value₁, `variance` being that of the value (s²/n).

    NaN when both variances are zero. Takes variances so that linearised composites under rotation fit in.
    R: `t.test`; on raw values `scipy.stats.ttest_ind(equal_var=False)`.
    """
    difference, total = value2 - value1, variance1 + variance2
    if not total > 0.0:
        return Welch(difference, 0.0, *(math.nan,) * 5)
    df = total**2 / (variance1**2 / (n1 - 1) + variance2**2 / (n2 - 1))
    se = math.sqrt(total)
    half = float(quantile(TWO_SIDED, df)) * se
    t = difference / se
    return Welch(difference, se, df, t, two_sided_p(t, df), difference - half, difference + half)


def two_sided_p(t: float, df: Number = math.inf) -> float:
    """P(|T| > |t|) for Student's t."""
    return 2 * float(stdtr(df, -abs(t)))


def _score(before: Counts, after: Counts, delta: float) -> float:
    lowest, highest = max(0.0, -delta), min(1.0, 1.0 - delta)

    def misfit(p: float) -> float:
        q = min(max(p + delta, 0.0), 1.0)
        return -float(_log_likelihood(before, p) + _log_likelihood(after, q))

    p1 = minimize_scalar(misfit, bounds=(lowest, highest), method="bounded", options={"xatol": 1e-14}).x
    p2 = p1 + delta
    n = before.n + after.n
    variance = (p1 * (1 - p1) / before.n + p2 * (1 - p2) / after.n) * n / (n - 1)
    return float((after.x / after.n - before.x / before.n - delta) / math.sqrt(variance))


def _log_likelihood(counts: Counts, p: float) -> float:
    return float(xlogy(counts.x, p) + xlog1py(counts.n - counts.x, -p))


def _root(function: Callable[[float], float], low: float, high: float, otherwise: float) -> float:
    try:
        return float(brentq(function, low, high, xtol=1e-12))
    except ValueError:  # no change of sign: the limit lies at the edge of what is possible
        return otherwise
