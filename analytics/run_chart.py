"""Run chart: what may be said of a few points before there is history for control limits."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analytics.intervals import Floats

SHIFT, TREND = 6, 5


@dataclass(frozen=True)
class RunChart:
    """Points around their median. `shift` and `trend` are the lengths of the longest runs."""

    values: Floats
    median: float
    shift: int
    trend: int

    @property
    def signals(self) -> bool:
        """Six in a row on one side of the median, or five steadily rising or falling."""
        return self.shift >= SHIFT or self.trend >= TREND


def run_chart(values: npt.ArrayLike) -> RunChart:
    """Compute median and longest runs of a short series, oldest first; NaN periods are left out.

    Points on the median neither make nor break a shift; equal neighbours neither make nor break a trend.
    Raises ValueError for a series without any value. Source: Perla, Provost, Murray 2011.
    """
    series = np.asarray(values, dtype=np.float64)
    known = series[~np.isnan(series)]
    if not len(known):
        raise ValueError("Chưa có kỳ nào có số.")
    median = float(np.median(known))
    steps = _longest(np.sign(np.diff(known)))
    return RunChart(known, median, _longest(np.sign(known - median)), steps + 1 if steps else 0)


def _longest(signs: Floats) -> int:
    """The longest run of one sign; zeros are passed over."""
    longest = run = 0
    before = 0.0
    for sign in signs[signs != 0]:
        run = run + 1 if sign == before else 1
        before, longest = sign, max(longest, run)
    return longest
