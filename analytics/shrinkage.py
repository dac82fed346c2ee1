"""Units side by side, each drawn towards its level as far as chance explains its distance."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy.optimize import OptimizeResult, minimize
from scipy.special import betainc, betaincinv, betaln, expit, gammaln, logit

from analytics.intervals import TWO_SIDED, Floats

FEWEST_UNITS = 8
# Up to here the fit of the prior is itself uncertain, and its doubt belongs in the intervals.
FEW_UNITS = 15
LARGEST_CONCENTRATION = 1e5
# The search ends here: further out the likelihood is flat and only its rounding errors move.
FLAT = np.log(1e7)
NEEDS_ATTENTION, CLEARLY_MET = 0.90, 0.95
# Scale of the half-Cauchy prior on ρ: most levels differ by less than that, some by much more. Ours.
USUAL_RHO = 0.05
# The grid over which that doubt is summed, and the shares at which its distribution is read.
MEANS, CONCENTRATIONS = np.linspace(-2.0, 2.0, 31), np.linspace(0.0, np.log(LARGEST_CONCENTRATION), 31)
SHARES = expit(np.linspace(-7.0, 11.0, 181))
NEGLIGIBLE = 1e-3
REFUSED = "Khác biệt chưa vượt quá ngẫu nhiên, không xếp hạng."
TOO_FEW_UNITS = f"Cần ít nhất {FEWEST_UNITS} đơn vị cùng cấp để so sánh, không xếp hạng."


@dataclass(frozen=True)
class Prior:
    """How the true shares of a level spread: Beta(α, β).

    log_likelihood   with the binomial coefficient for whole counts, without it for fractions
    """

    alpha: float
    beta: float
    log_likelihood: float

    @property
    def mean(self) -> float:
        return self.alpha / self.concentration

    @property
    def concentration(self) -> float:
        """M = α + β: the answers that the level's mean is worth for each unit."""
        return self.alpha + self.beta

    @property
    def rho(self) -> float:
        """Correlation of two answers of one unit, 1/(M + 1)."""
        return 1.0 / (self.concentration + 1.0)


@dataclass(frozen=True)
class Doubt:
    """With few units: the posteriors under every prior that fits, a row a prior, and how well each fits.

    a, b     Beta posteriors, priors × units
    weight   of each prior, adding up to one
    """

    a: Floats
    b: Floats
    weight: Floats

    def below(self, target: float) -> Floats:
        return np.minimum(self.weight @ betainc(self.a, self.b, target), 1.0)

    def quantile(self, tail: float) -> Floats:
        below = np.tensordot(self.weight, betainc(self.a[..., None], self.b[..., None], SHARES), axes=1)
        return np.array([np.interp(tail, unit, SHARES) for unit in below])


@dataclass(frozen=True)
class Shrunk:
    """The units of one family, one entry a unit.

    a, b       Beta posterior of each unit
    mean       posterior mean; lower and upper its 95 % interval
    weight     share of the level's mean in it, M/(M + n)
    doubt      how uncertain α and β themselves are; None when there are units enough to take them as known
    """

    prior: Prior
    a: Floats
    b: Floats
    mean: Floats
    lower: Floats
    upper: Floats
    weight: Floats
    doubt: Doubt | None = None

    def below(self, target: float) -> Floats:
        """P(true share < target) of each unit; from 0.90 it needs attention, to 0.05 it is clearly met."""
        if self.doubt:
            return self.doubt.below(target)
        return np.asarray(betainc(self.a, self.b, target), dtype=np.float64)


@dataclass(frozen=True)
class Refusal:
    """Why units are not set beside each other."""

    sentence: str


def shrink(x: npt.ArrayLike, n: npt.ArrayLike) -> Shrunk | Refusal:
    """Shrink the shares of one level and period towards their common mean.

    Parameters
    ----------
    x, n
        Satisfied and all respondents of each unit, n > 0; for a composite n_eff = n/φ and x = index · n_eff,
        which may be fractions.

    Returns
    -------
    Shrunk with posterior Beta(α + x, β + n − x); refused with fewer than 8 units or when the likelihood has
    no maximum (M beyond 10⁵: all differences are within chance; or everybody in every unit agrees). With 8 to
    15 units the interval and `below` also hold the doubt about α and β: a mixture over a grid of them, with a
    half-Cauchy prior on ρ. Units below n = 10 help to fit the prior; who shows a list leaves them out.

    Notes
    -----
    Source: beta-binomial empirical Bayes, Morris and Lysy 2012. R: own likelihood, `optim`, `qbeta`.
    """
    satisfied, size = np.asarray(x, dtype=np.float64), np.asarray(n, dtype=np.float64)
    if len(size) < FEWEST_UNITS:
        return Refusal(TOO_FEW_UNITS)
    if np.all(satisfied >= size) or np.all(satisfied <= 0.0):
        return Refusal(REFUSED)
    prior = fit_prior(satisfied, size)
    if prior.concentration > LARGEST_CONCENTRATION:
        return Refusal(REFUSED)
    found = posterior(prior, satisfied, size)
    return _with_doubt(found, satisfied, size) if len(size) <= FEW_UNITS else found


def posterior(prior: Prior, x: Floats, n: Floats) -> Shrunk:
    """Update a level's prior by each unit's answers: Beta(α + x, β + n − x), taking α and β as known."""
    a: Floats = prior.alpha + x
    b: Floats = prior.beta + n - x
    lower, upper = (
        np.asarray(betaincinv(a, b, tail), dtype=np.float64) for tail in (TWO_SIDED, 1.0 - TWO_SIDED)
    )
    weight = prior.concentration / (prior.concentration + n)
    return Shrunk(prior, a, b, a / (a + b), lower, upper, weight)


def fit_prior(x: Floats, n: Floats) -> Prior:
    """Fit Beta(α, β) by maximum likelihood in (logit μ, ln M).

    A concentration beyond 10⁵ means that the likelihood has no maximum: the units do not differ.
    """
    whole = bool(np.all(x == np.rint(x)) and np.all(n == np.rint(n)))
    constant = float(np.sum(gammaln(n + 1) - gammaln(x + 1) - gammaln(n - x + 1))) if whole else 0.0

    def loss(theta: Floats) -> float:
        alpha, beta = _alpha_beta(theta)
        return -float(np.sum(betaln(x + alpha, n - x + beta) - betaln(alpha, beta)))

    share = np.clip(x.sum() / n.sum(), 1e-4, 1.0 - 1e-4)
    starts = [np.array([logit(share), np.log(m)]) for m in (10.0, 200.0)]
    found = min((_minimised(loss, start) for start in starts), key=lambda one: float(one.fun))
    alpha, beta = _alpha_beta(found.x)
    return Prior(alpha, beta, constant - float(found.fun))


def _minimised(loss: Callable[[Floats], float], start: Floats) -> OptimizeResult:
    return minimize(
        loss, start, method="Nelder-Mead", options={"xatol": 1e-7, "fatol": 1e-10, "maxiter": 2000}
    )


def _alpha_beta(theta: Floats) -> tuple[float, float]:
    # Where everybody is satisfied the mean runs to 1; the likelihood must stay a number on the way.
    mean, concentration = float(expit(np.clip(theta[0], -25.0, 25.0))), float(np.exp(min(theta[1], FLAT)))
    return mean * concentration, (1.0 - mean) * concentration


def _with_doubt(found: Shrunk, x: Floats, n: Floats) -> Shrunk:
    """Widen the intervals to those of the posterior as a mixture over all α and β that fit."""
    alpha, beta, weight = _grid(found.prior, x, n)
    doubt = Doubt(alpha[:, None] + x, beta[:, None] + n - x, weight)
    lower, upper = doubt.quantile(TWO_SIDED), doubt.quantile(1.0 - TWO_SIDED)
    return replace(
        found,
        lower=np.minimum(lower, found.lower),
        upper=np.maximum(upper, found.upper),
        doubt=doubt,
    )


def _grid(prior: Prior, x: Floats, n: Floats) -> tuple[Floats, Floats, Floats]:
    """α, β and weight of the grid points that matter: likelihood times prior, adding up to one."""
    mean, size = np.meshgrid(expit(logit(prior.mean) + MEANS), np.exp(CONCENTRATIONS))
    alpha, beta = (mean * size).ravel(), ((1.0 - mean) * size).ravel()
    fits = betaln(x + alpha[:, None], n - x + beta[:, None]) - betaln(alpha, beta)[:, None]
    rho = 1.0 / (alpha + beta + 1.0)
    # dρ = ρ (1 − ρ) d ln M: the grid is even in ln M.
    prior_weight = rho * (1.0 - rho) / (1.0 + (rho / USUAL_RHO) ** 2)
    log_weight = fits.sum(axis=1) + np.log(prior_weight)
    weight = np.exp(log_weight - log_weight.max())
    kept = weight > NEGLIGIBLE
    return alpha[kept], beta[kept], weight[kept] / weight[kept].sum()
