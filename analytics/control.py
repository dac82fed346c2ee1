"""Weekly control charts: is this week's share outside what the weeks before let expect?"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analytics.answers import Mask
from analytics.intervals import Floats

SIGMAS = 3.0
# Mean moving range of two standard normal values.
D2 = 1.128
FEWEST_WEEKS, BETTER_WEEKS = 12, 20
# A week says something of its own when about five dissatisfied answers are expected of it.
EXPECTED_DISSATISFIED = 5.0
ON_ONE_SIDE = 8


@dataclass(frozen=True)
class Control:
    """A p-chart with frozen baseline, and Laney's p′; one entry a week.

    centre           share of the baseline weeks, pooled
    sigma_z          between-week spread over binomial spread; about 1: the plain chart holds
    lower, upper     3-sigma limits, clipped to [0, 1]; laney_lower, laney_upper the same times sigma_z
    """

    n: Floats
    share: Floats
    centre: float
    sigma_z: float
    z: Floats
    lower: Floats
    upper: Floats
    laney_lower: Floats
    laney_upper: Floats

    @property
    def lowest(self) -> Floats:
        """The lower limit in use: the plain one, or Laney's where it is wider."""
        return np.minimum(self.lower, self.laney_lower)

    @property
    def highest(self) -> Floats:
        return np.maximum(self.upper, self.laney_upper)

    @property
    def signals(self) -> Mask:
        """Weeks outside the limits in use, or ending eight in a row on one side of the centre.

        sigma_z of a dozen weeks is often below 1 by chance; limits narrowed by it would give a false alarm
        within ten usual weeks in 14 % of the cases, the wider of the two limits in 4 %.
        """
        outside = (self.share < self.lowest) | (self.share > self.highest)
        return outside | self._one_sided

    @property
    def _one_sided(self) -> Mask:
        side, run, found = np.sign(self.share - self.centre), 0, []
        for at, here in enumerate(side):
            run = run + 1 if at and here != 0 and here == side[at - 1] else int(here != 0)
            found.append(run >= ON_ONE_SIDE)
        return np.array(found, dtype=bool)


def control(x: npt.ArrayLike, n: npt.ArrayLike, baseline: int) -> Control:
    """Compute the chart of weekly counts.

    Parameters
    ----------
    x, n
        Satisfied and all respondents of each week, oldest first; n > 0.
    baseline
        How many of the first weeks set centre and sigma_z. They stay frozen: recompute only after a known
        change. At least two.

    Returns
    -------
    Control. sigma_z = mean |z_t − z_{t−1}|/1.128 over the baseline, not the standard deviation of z, so that
    a slow drift does not widen the limits. With everybody satisfied in the baseline z and sigma_z are 0.

    Raises
    ------
    ValueError for a week without answers or fewer than two baseline weeks.

    Notes
    -----
    Weeks in which answers come in clusters (a parents' meeting) are what Laney's factor is for.
    Source: Shewhart p-chart; Laney 2002; Minitab's documentation of P′.
    """
    satisfied, size = np.asarray(x, dtype=np.float64), np.asarray(n, dtype=np.float64)
    if baseline < 2 or len(size) < baseline or (size <= 0).any():
        raise ValueError("Cần ít nhất hai tuần làm mốc và không tuần nào trống phiếu.")
    centre = float(satisfied[:baseline].sum() / size[:baseline].sum())
    share, sigma = satisfied / size, np.sqrt(centre * (1.0 - centre) / size)
    z = (share - centre) / np.where(sigma > 0, sigma, np.inf)
    sigma_z = float(np.mean(np.abs(np.diff(z[:baseline])))) / D2
    limits = [np.clip(centre + k * SIGMAS * sigma, 0.0, 1.0) for k in (-1.0, 1.0, -sigma_z, sigma_z)]
    return Control(size, share, centre, sigma_z, z, *limits)


def enough_history(n: npt.ArrayLike, centre: float) -> bool:
    """Tell whether weeks carry a control chart: 12 of them, about 5 dissatisfied expected in a usual one."""
    size = np.asarray(n, dtype=np.float64)
    return len(size) >= FEWEST_WEEKS and float(np.median(size)) * (1.0 - centre) >= EXPECTED_DISSATISFIED
