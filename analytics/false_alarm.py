"""How often a way of watching raises an alarm when nothing has changed: measured, not promised."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from analytics.answers import Mask
from analytics.intervals import Floats

RUNS, SEED = 1000, 20261121

Watching = Callable[[Floats], Mask]


def chance_of_signal(n: npt.ArrayLike, share: float, watching: Watching, runs: int = RUNS) -> float:
    """Measure the chance that at least one week of a series stands out by chance alone.

    Parameters
    ----------
    n
        Respondents of each week, whole numbers, oldest first.
    share
        The share of satisfied respondents, the same in every week.
    watching
        Takes the satisfied of each week, baseline included, and tells which weeks stand out.

    Returns
    -------
    The part of `runs` simulated series with a signal; standard error at most 1.6 points of percent with
    1,000. Respondents are independent: where they come in clusters (a parents' meeting) false signals are
    more frequent than this. Always the same for the same weeks: the seed is fixed.
    Source: simulation, binomial weeks; R: `rbinom`.
    """
    size = np.asarray(n, dtype=np.int64)
    drawn = np.random.default_rng(SEED).binomial(size, share, (runs, len(size)))
    return float(np.mean([watching(week).any() for week in drawn.astype(np.float64)]))
