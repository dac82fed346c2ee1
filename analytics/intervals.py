"""Intervals for a share, by name. All take shares and sizes that may be fractions and may be arrays.

scipy.special is called directly: `scipy.stats` and statsmodels' `proportion_confint` give the same
figures many times slower. What statsmodels does not do is done here: t quantiles, Jeffreys' limits at x = 0
and x = n, and the limits where `beta.ppf(q, a, 0)` is NaN although R's `qbeta` is 1. Its one-sided bounds are
not used because `alternative="smaller"` is the one that returns the lower bound.

`tail` is the probability left outside on each side: 0.025 for a two-sided 95 % interval, 0.05 when each bound
is to be read alone as a one-sided 95 % bound.
"""

from enum import Enum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.special import betainc, betaincinv, expit, logit, stdtrit
from scipy.stats import hypergeom

from analytics.estimate import Interval, Scale

Floats = npt.NDArray[np.float64]
Number = float | Floats

TWO_SIDED = 0.025
ONE_SIDED = 0.05


class Rule(Enum):
    """The named intervals. WILSON is the rule of the project, the others are alternatives."""

    WILSON = "wilson"
    CLOPPER_PEARSON = "clopper_pearson"
    JEFFREYS = "jeffreys"
    XLOGIT = "xlogit"
    ASIN = "asin"


class Bounds(NamedTuple):
    lower: Number
    upper: Number


def quantile(tail: float, df: Number = np.inf) -> Number:
    """Compute the upper `tail` quantile of Student's t; the normal where df is infinite or NaN."""
    return _plain(stdtrit(np.where(np.isnan(df), np.inf, df), 1.0 - tail))


def wilson(p: Number, n: Number, tail: float = TWO_SIDED, df: Number = np.inf) -> Bounds:
    """Wilson's interval on n independent answers, or on an effective n with the t quantile.

    (p + q²/2n ± q √(p(1−p)/n + q²/4n²)) / (1 + q²/n), q = t(1 − tail; df). Defined at p = 0 and p = 1.
    Source: Wilson 1927; R `prop.test(correct=FALSE)`, `svyciprop(method="wilson")` of survey ≥ 4.5.
    """
    q = quantile(tail, df)
    shrink = 1.0 + q * q / n
    middle = (p + q * q / (2.0 * n)) / shrink
    half = q * np.sqrt(np.maximum(p * (1.0 - p), 0.0) / n + q * q / (4.0 * n * n)) / shrink
    return _edged(p, middle - half, middle + half)


def clopper_pearson(p: Number, n: Number, tail: float = TWO_SIDED) -> Bounds:
    """The exact binomial interval with x = p·n satisfied: beta quantiles; 0 at p = 0 and 1 at p = 1.

    Source: Clopper and Pearson 1934; R `binom.test`.
    """
    x = np.multiply(p, n)
    rest = np.maximum(n - x, np.finfo(float).tiny)
    lower = betaincinv(np.maximum(x, np.finfo(float).tiny), rest + 1.0, tail)
    return _edged(p, lower, betaincinv(x + 1.0, rest, 1.0 - tail))


def jeffreys(p: Number, n: Number, tail: float = TWO_SIDED) -> Bounds:
    """Quantiles of Beta(x + ½, n − x + ½); 0 at p = 0 and 1 at p = 1 (Brown, Cai, DasGupta 2001).

    The shortest of the rules, but its lower bound claims a target too often: for display, not for a verdict.
    """
    a, b = np.multiply(p, n) + 0.5, n - np.multiply(p, n) + 0.5
    return _edged(p, betaincinv(a, b, tail), betaincinv(a, b, 1.0 - tail))


def jeffreys_chance(p: Number, n: Number, target: float) -> Number:
    """P(true share ≥ target) under Beta(x + ½, n − x + ½): "khả năng đạt", a gradation and not the rule."""
    a, b = np.multiply(p, n) + 0.5, n - np.multiply(p, n) + 0.5
    return _plain(1.0 - betainc(a, b, target))


def xlogit(p: Number, n: Number, tail: float = TWO_SIDED, df: Number = np.inf) -> Bounds:
    """expit(logit p ± q·se / (p(1−p))), se² = p(1−p)/n. NaN at p = 0 and p = 1.

    Source: R `svyciprop(method="xlogit")`; for 0/1 variables it equals `method="logit"`, the same interval
    through a weighted logistic fit.
    """
    inside = _inside(p)
    half = quantile(tail, df) / np.sqrt(n * inside * (1.0 - inside))
    return Bounds(_plain(expit(logit(inside) - half)), _plain(expit(logit(inside) + half)))


def asin(p: Number, n: Number, tail: float = TWO_SIDED, df: Number = np.inf) -> Bounds:
    """sin²(asin √p ± q / (2√n)). NaN at p = 0 and p = 1. Source: R `svyciprop(method="asin")`."""
    inside = _inside(p)
    angle, half = np.arcsin(np.sqrt(inside)), quantile(tail, df) / (2.0 * np.sqrt(n))
    return Bounds(_plain(np.sin(angle - half) ** 2), _plain(np.sin(angle + half) ** 2))


def korn_graubard(p: Number, n_eff: Number, rows: Number, df: Number, tail: float = TWO_SIDED) -> Bounds:
    """Clopper–Pearson on n* = n_eff · (t(rows − 1) / t(df))². NaN at p = 0 and p = 1.

    `rows` is the number of answers. Source: Korn and Graubard 1998; R `svyciprop(method="beta")`.
    """
    adjusted = n_eff * (quantile(tail, np.subtract(rows, 1.0)) / quantile(tail, df)) ** 2
    lower, upper = clopper_pearson(_inside(p), adjusted, tail)
    return Bounds(lower, upper)


def wald(value: Number, se: Number, tail: float = TWO_SIDED, df: Number = np.inf) -> Bounds:
    """value ± q·se. Only for comparison and for differences: near p = 1 it misses far too often."""
    half = np.multiply(quantile(tail, df), se)
    return Bounds(_plain(value - half), _plain(value + half))


def hypergeometric(x: int, n: int, population: int, tail: float = TWO_SIDED) -> Bounds:
    """Exact interval for the share of a finite population from a random sample of n of it.

    From K = x … N − (n − x) satisfied in the population: the least with P(X ≥ x | K) > tail and the greatest
    with P(X ≤ x | K) > tail, over N. For a real random draw or a response of at least 80 %.
    Raises ValueError when n > N. R: inversion of `phyper`.
    """
    if not 0 <= x <= n <= population:
        raise ValueError(f"Cần 0 ≤ x ≤ n ≤ N, nhận được x = {x}, n = {n}, N = {population}.")
    possible = np.arange(x, population - (n - x) + 1)
    at_least = hypergeom.sf(x - 1, population, possible, n)
    at_most = hypergeom.cdf(x, population, possible, n)
    lower, upper = possible[at_least > tail].min(), possible[at_most > tail].max()
    return Bounds(float(lower) / population, float(upper) / population)


def bounds(rule: Rule, p: Number, n_eff: Number, tail: float = TWO_SIDED, df: Number = np.inf) -> Bounds:
    """Compute an interval by its name. Clopper–Pearson and Jeffreys take no df: they suit plain samples."""
    if rule is Rule.CLOPPER_PEARSON:
        return clopper_pearson(p, n_eff, tail)
    if rule is Rule.JEFFREYS:
        return jeffreys(p, n_eff, tail)
    with_df = {Rule.WILSON: wilson, Rule.XLOGIT: xlogit, Rule.ASIN: asin}
    return with_df[rule](p, n_eff, tail, df)


def interval_of(
    value: float, n_eff: float, df: float = np.inf, scale: Scale = Scale.SHARE, rule: Rule = Rule.WILSON
) -> Interval:
    """Compute the two-sided 95 % interval of a share or, through r = (m − 1)/4, of a mean score."""
    lower, upper = bounds(rule, scale.to_share(value), n_eff, TWO_SIDED, df)
    return Interval(scale.from_share(float(lower)), scale.from_share(float(upper)), rule.value)


def _inside(p: Number) -> Floats:
    share = np.asarray(p, dtype=np.float64)
    inside: Floats = np.where((share > 0.0) & (share < 1.0), share, np.nan)
    return inside


def _edged(p: Number, lower: npt.ArrayLike, upper: npt.ArrayLike) -> Bounds:
    # The bound beyond "nobody" or "everybody" is exact; rounding must not move it.
    low = np.where(np.less_equal(p, 0.0), 0.0, np.maximum(lower, 0.0))
    high = np.where(np.greater_equal(p, 1.0), 1.0, np.minimum(upper, 1.0))
    return Bounds(_plain(low), _plain(high))


def _plain(values: npt.ArrayLike) -> Number:
    array = np.asarray(values, dtype=np.float64)
    return float(array) if array.ndim == 0 else array
