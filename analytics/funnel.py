"""Funnel plot: is a unit further from the common level than its number of answers explains?"""

from dataclasses import dataclass, replace
from enum import Enum

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri
from scipy.stats import binom

from analytics.intervals import Floats

# Limits of 95 % and 99.8 %, the customary two of institutional comparison.
INNER, OUTER = 0.025, 0.001
WINSORISED = 0.10
INNER_Z, OUTER_Z = -ndtri(INNER), -ndtri(OUTER)
# How much units differ anyway is not known from a handful: τ² of three would swallow the two that differ.
FEWEST_TO_WIDEN = 8


class Position(Enum):
    """Where a unit lies beside the common level; the value is what an official reads."""

    BELOW = "thấp hơn hẳn"
    LOW = "thấp hơn"
    WITHIN = "trong giới hạn ngẫu nhiên"
    USUAL = "không khác hơn mức các đơn vị vẫn khác nhau"
    HIGH = "cao hơn"
    ABOVE = "cao hơn hẳn"

    @property
    def apart(self) -> bool:
        return self not in (Position.WITHIN, Position.USUAL)

    @property
    def far(self) -> bool:
        """Beyond the outer limits."""
        return self in (Position.BELOW, Position.ABOVE)


@dataclass(frozen=True)
class Funnel:
    """Units against a line, one entry a unit.

    line                 the common share p₀, or the target
    lower, upper         exact binomial limits of 95 %; far_lower, far_upper of 99.8 %
    z                    (p − p₀)/√(p₀(1 − p₀)/n); z_phi and z_tau allow for over-dispersion
    phi, tau2            winsorised multiplicative and additive over-dispersion
    """

    line: float
    n: Floats
    share: Floats
    lower: Floats
    upper: Floats
    far_lower: Floats
    far_upper: Floats
    z: Floats
    phi: float
    tau2: float

    @property
    def z_phi(self) -> Floats:
        found: Floats = self.z / np.sqrt(max(1.0, self.phi))
        return found

    @property
    def z_tau(self) -> Floats:
        spread = self.line * (1.0 - self.line) / self.n + self.tau2
        found: Floats = (self.share - self.line) / np.sqrt(np.where(spread > 0.0, spread, np.inf))
        return found

    @property
    def widened(self) -> bool:
        """Whether the limits allow for how much the units differ anyway."""
        return len(self.n) >= FEWEST_TO_WIDEN and self.tau2 > 0.0

    def bound(self, n: npt.ArrayLike, tail: float) -> Floats:
        """The limit that decides, for any n: the exact one, from 8 units on widened to p₀ ± z√(p₀q₀/n + τ²).

        The upper one is the lower one of the dissatisfied: interpolated downwards it would call everybody
        satisfied unusual near 100 %.
        """
        if tail > 0.5:
            return 1.0 - replace(self, line=1.0 - self.line).bound(n, 1.0 - tail)
        exact, size = limit(n, self.line, tail), np.asarray(n, dtype=np.float64)
        if not self.widened:
            return exact
        spread = np.sqrt(self.line * (1.0 - self.line) / size + self.tau2)
        lowest: Floats = np.clip(np.minimum(exact, self.line + ndtri(tail) * spread), 0.0, 1.0)
        return lowest

    def positions(self) -> tuple[Position, ...]:
        """Tell where each unit lies beside the limits that `bound` draws."""
        low, high = self.share < self.bound(self.n, INNER), self.share > self.bound(self.n, 1.0 - INNER)
        far = (self.share < self.bound(self.n, OUTER)) | (self.share > self.bound(self.n, 1.0 - OUTER))
        return tuple(self._position(*each) for each in zip(low, high, far, strict=True))

    def _position(self, low: bool, high: bool, far: bool) -> Position:
        if low:
            return Position.BELOW if far else Position.LOW
        if high:
            return Position.ABOVE if far else Position.HIGH
        return Position.USUAL if self.widened else Position.WITHIN


def funnel(x: npt.ArrayLike, n: npt.ArrayLike, line: float | None = None) -> Funnel:
    """Compute the funnel of a family of units (one level, one period, one index).

    Parameters
    ----------
    x, n
        Satisfied respondents and respondents of each unit, n whole and ≥ 1. For a composite n is n_eff
        rounded and x = n·p, a fraction.
    line
        The target; None takes the pooled share Σx/Σn.

    Returns
    -------
    Funnel. With everybody satisfied z, φ and τ² are 0: nothing can be told apart.

    Raises
    ------
    ValueError when x is not within 0 … n, or without units.

    Notes
    -----
    Near 100 % the upper limits are 1: there only the low side speaks. φ = mean z² after clipping z at its
    10 % and 90 % quantiles; τ² = max(0, (Iφ − (I − 1))/(Σw − Σw²/Σw)), w = n/(p₀(1 − p₀)).
    Source: Spiegelhalter 2005, who prefers the additive form. Limits as in his appendix, see `limit`. That
    τ² widens them only from 8 units on, and that a unit must leave the exact limits too, are decisions of
    this project.
    """
    satisfied, size = np.asarray(x, dtype=np.float64), np.asarray(n, dtype=np.int64)
    if not len(size) or (size < 1).any() or ((satisfied < 0) | (satisfied > size)).any():
        raise ValueError("Mỗi đơn vị cần ít nhất một phiếu và số hài lòng từ 0 đến số phiếu.")
    p0 = float(satisfied.sum() / size.sum()) if line is None else line
    share, room = satisfied / size, p0 * (1.0 - p0)
    z = (share - p0) / np.sqrt(room / size) if room > 0 else np.zeros(len(size))
    phi = float(np.mean(np.clip(z, *np.quantile(z, [WINSORISED, 1.0 - WINSORISED])) ** 2))
    return Funnel(
        line=p0,
        n=size.astype(np.float64),
        share=share,
        lower=limit(size, p0, INNER),
        upper=limit(size, p0, 1.0 - INNER),
        far_lower=limit(size, p0, OUTER),
        far_upper=limit(size, p0, 1.0 - OUTER),
        z=z,
        phi=phi,
        tau2=_between(size, room, phi),
    )


def limit(n: npt.ArrayLike, p0: float, tail: float) -> Floats:
    """Compute the exact binomial limit of a share, interpolated between the two nearest counts.

    (r − (F(r) − q)/(F(r) − F(r − 1)))/n with r the smallest integer with F(r) ≥ q. Clipped to [0, 1].
    Source: Spiegelhalter 2005, appendix A.1.1; R: `qbinom`, `pbinom`.
    """
    size = np.asarray(n, dtype=np.float64)
    r = binom.ppf(tail, size, p0)
    above, below = binom.cdf(r, size, p0), binom.cdf(r - 1, size, p0)
    step = np.where(above > below, (above - tail) / np.where(above > below, above - below, 1.0), 0.0)
    clipped: Floats = np.clip((r - step) / size, 0.0, 1.0)
    return clipped


def _between(size: npt.NDArray[np.int64], room: float, phi: float) -> float:
    if room <= 0.0 or len(size) < 2:
        return 0.0
    weight = size / room
    spread = float(weight.sum() - (weight @ weight) / weight.sum())
    return max(0.0, (len(size) * phi - (len(size) - 1)) / spread)
