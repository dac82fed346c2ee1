"""Units side by side, each drawn towards its level as far as chance explains its distance."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import OptimizeResult, minimize
from scipy.special import betainc, betaincinv, betaln, expit, gammaln, logit

from analytics.intervals import TWO_SIDED, Floats

FEWEST_UNITS = 8
# Up to here the fit of the prior is itself uncertain, and its doubt is added by parametric bootstrap.
FEW_UNITS = 15
LARGEST_CONCENTRATION = 1e5
NEEDS_ATTENTION, CLEARLY_MET = 0.90, 0.95
REDRAWS, SEED = 60, 20260101
PROBABILITIES = (np.arange(200) + 0.5) / 200
REFUSED = "Khác biệt giữa các đơn vị chưa vượt quá ngẫu nhiên, không xếp hạng."
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
class Shrunk:
    """The units of one family, one entry a unit.

    a, b       Beta posterior of each unit
    mean       posterior mean; lower and upper its 95 % interval
    weight     share of the level's mean in it, M/(M + n)
    """

    prior: Prior
    a: Floats
    b: Floats
    mean: Floats
    lower: Floats
    upper: Floats
    weight: Floats

    def below(self, target: float) -> Floats:
        """P(true share < target) of each unit; from 0.90 it needs attention, to 0.05 it is clearly met."""
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
    no maximum (M beyond 10⁵: all differences are within chance). With 8 to 15 units the interval also holds
    the doubt about α and β (parametric bootstrap, fixed seed). Units below n = 10 help to fit the prior; who
    shows a list leaves them out.

    Notes
    -----
    Source: beta-binomial empirical Bayes, Morris and Lysy 2012. R: own likelihood, `optim`, `qbeta`.
    """
    satisfied, size = np.asarray(x, dtype=np.float64), np.asarray(n, dtype=np.float64)
    if len(size) < FEWEST_UNITS:
        return Refusal(TOO_FEW_UNITS)
    prior = fit_prior(satisfied, size)
    return posterior(prior, satisfied, size) if prior else Refusal(REFUSED)


def posterior(prior: Prior, x: Floats, n: Floats) -> Shrunk:
    """Update a level's prior by each unit's answers: Beta(α + x, β + n − x)."""
    a: Floats = prior.alpha + x
    b: Floats = prior.beta + n - x
    lower, upper = _bounds(prior, x, n)
    weight = prior.concentration / (prior.concentration + n)
    return Shrunk(prior, a, b, a / (a + b), lower, upper, weight)


def fit_prior(x: Floats, n: Floats) -> Prior | None:
    """Fit Beta(α, β) by maximum likelihood in (logit μ, ln M); None when the likelihood has no maximum."""
    whole = bool(np.all(x == np.rint(x)) and np.all(n == np.rint(n)))
    constant = float(np.sum(gammaln(n + 1) - gammaln(x + 1) - gammaln(n - x + 1))) if whole else 0.0

    def loss(theta: Floats) -> float:
        alpha, beta = _alpha_beta(theta)
        return -float(np.sum(betaln(x + alpha, n - x + beta) - betaln(alpha, beta)))

    share = np.clip(x.sum() / n.sum(), 1e-4, 1.0 - 1e-4)
    starts = [np.array([logit(share), np.log(m)]) for m in (10.0, 200.0)]
    found = min((_minimised(loss, start) for start in starts), key=lambda one: float(one.fun))
    alpha, beta = _alpha_beta(found.x)
    if not found.success or alpha + beta > LARGEST_CONCENTRATION:
        return None
    return Prior(alpha, beta, constant - float(found.fun))


def _minimised(loss: Callable[[Floats], float], start: Floats) -> OptimizeResult:
    return minimize(
        loss, start, method="Nelder-Mead", options={"xatol": 1e-7, "fatol": 1e-10, "maxiter": 2000}
    )


def _alpha_beta(theta: Floats) -> tuple[float, float]:
    mean, concentration = float(expit(theta[0])), float(np.exp(min(theta[1], 50.0)))
    return mean * concentration, (1.0 - mean) * concentration


def _bounds(prior: Prior, x: Floats, n: Floats) -> tuple[Floats, Floats]:
    a, b = prior.alpha + x, prior.beta + n - x
    if len(n) > FEW_UNITS:
        return np.asarray(betaincinv(a, b, TWO_SIDED)), np.asarray(betaincinv(a, b, 1.0 - TWO_SIDED))
    # The posterior as a mixture over the priors that the data could as well have given.
    priors = [prior, *_redrawn(prior, n)]
    spread = [betaincinv(p.alpha + x, p.beta + n - x, PROBABILITIES[:, None]) for p in priors]
    lower, upper = np.quantile(np.concatenate(spread), [TWO_SIDED, 1.0 - TWO_SIDED], axis=0)
    return np.asarray(lower), np.asarray(upper)


def _redrawn(prior: Prior, n: Floats) -> list[Prior]:
    """Priors fitted to data that this prior could have given."""
    random = np.random.default_rng(SEED)
    size = np.rint(np.sort(n)).astype(np.int64)
    draws = random.beta(prior.alpha, prior.beta, (REDRAWS, len(n)))
    counts = random.binomial(size, draws).astype(np.float64)
    found = (fit_prior(one, size.astype(np.float64)) for one in counts)
    return [one for one in found if one is not None]
