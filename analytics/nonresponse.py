"""Who answered and who did not: response rate, representativity, and the mix of known groups."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import chi2

Counts = npt.NDArray[np.int64]

# Below this the mix of respondents is called lopsided; a setting of this project.
EVEN_ENOUGH = 0.7


@dataclass(frozen=True)
class Response:
    """Respondents against the people who could have answered, over units that took part.

    rate         Σn/ΣN; above 1 only when the frame is wrong or people answered twice
    r_indicator  1 − 2S(ρ); 1 = every unit answered at the same rate; NaN for one person in the frame
    over         units with more answers than people, by place in what was handed over
    """

    respondents: int
    population: int
    rate: float
    r_indicator: float
    over: tuple[int, ...]

    @property
    def lopsided(self) -> bool:
        return self.r_indicator < EVEN_ENOUGH


def response(respondents: npt.ArrayLike, population: npt.ArrayLike) -> Response:
    """Compute the response rate and how evenly it spreads over units.

    Parameters
    ----------
    respondents, population
        n_i and N_i of the units that took part, one entry a unit (or class, or group of known size).

    Returns
    -------
    Response with R = 1 − 2S, S² = Σ N_i (ρ_i − ρ̄)²/(N − 1), ρ_i = n_i/N_i. A rate above one is left as it
    is and the unit named in `over`: it is a sign of a wrong frame, never a fact to show.

    Raises
    ------
    ValueError when a unit has nobody who could answer.

    Notes
    -----
    More answers do not cure a lopsided mix. Source: Schouten, Cobben, Bethlehem 2009 (R-indicator).
    """
    n, size = (np.atleast_1d(np.asarray(one, dtype=np.int64)) for one in (respondents, population))
    if (size <= 0).any():
        raise ValueError(f"Đơn vị thứ {int(np.argmax(size <= 0)) + 1} không có ai trong danh sách.")
    total, rate = int(size.sum()), float(n.sum() / size.sum())
    spread = float(size @ (n / size - rate) ** 2)
    indicator = 1.0 - 2.0 * math.sqrt(spread / (total - 1)) if total > 1 else math.nan
    return Response(int(n.sum()), total, rate, indicator, tuple(int(i) for i in np.flatnonzero(n > size)))


@dataclass(frozen=True)
class Mix:
    """The share of a group among respondents against its known share, with a one-degree χ² test."""

    share: float
    known: float
    statistic: float
    p_value: float


def mix(count: int, respondents: int, known: float) -> Mix:
    """Compare the share of a group (girls, a grade) with what the school's records know.

    χ² = (x − nπ)²/(nπ(1 − π)) on one degree of freedom; small p: the respondents are not a mirror of the
    school. NaN without respondents or when everybody belongs to the group. R: `prop.test(correct = FALSE)`.
    """
    room = respondents * known * (1.0 - known)
    share = count / respondents if respondents else math.nan
    statistic = (count - respondents * known) ** 2 / room if room > 0 else math.nan
    return Mix(share, known, statistic, float(chi2.sf(statistic, 1)))
