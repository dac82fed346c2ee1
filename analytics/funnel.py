"""Funnel plot: is a unit further from the common level than its number of answers explains?"""

from dataclasses import dataclass
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


class Position(Enum):
    """Where a unit lies beside the common level; the value is what an official reads."""

    BELOW = "thấp hơn hẳn"
    LOW = "thấp hơn"
    WITHIN = "trong giới hạn"
    HIGH = "cao hơn"
    ABOVE = "cao hơn hẳn"


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

    def positions(self) -> tuple[Position, ...]:
        """Tell where each unit lies: outside the exact limits, and still so with the additive τ²."""
        return tuple(map(self._position, range(len(self.n))))

    def _position(self, at: int) -> Position:
        share, z = self.share[at], abs(self.z_tau[at])
        if z <= INNER_Z or self.lower[at] <= share <= self.upper[at]:
            return Position.WITHIN
        far = z > OUTER_Z and not self.far_lower[at] <= share <= self.far_upper[at]
        if share < self.line:
            return Position.BELOW if far else Position.LOW
        return Position.ABOVE if far else Position.HIGH


def funnel(x: npt.ArrayLike, n: npt.ArrayLike, line: float | None = None) -> Funnel:
    """Compute the funnel of a family of units (one level, one period, one index).

    Parameters
    ----------
    x, n
        Satisfied respondents and respondents of each unit, whole numbers, n ≥ 1. For a composite round
        n_eff and n_eff·p.
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
    Source: Spiegelhalter 2005, who prefers the additive form. Limits as in his appendix, see `limit`.
    """
    satisfied, size = np.asarray(x, dtype=np.int64), np.asarray(n, dtype=np.int64)
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
