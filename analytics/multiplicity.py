"""Many comparisons at once: lists of units, and the few tests planned beforehand."""

import numpy as np
from scipy.stats import false_discovery_control

from analytics.weights import Floats

# Of the units on a list of "chưa đạt" or "giảm", at most one in ten is there by chance.
LIST_RATE = 0.10


def for_list(p_values: Floats) -> Floats:
    """Adjust the p values of a list (units of one level and period) after Benjamini and Hochberg.

    List a unit when its adjusted value ≤ 0.10. NaN (no test possible) stays NaN and does not count.
    Source: Benjamini and Hochberg 1995; R `p.adjust(method="BH")`, here scipy's
    `false_discovery_control`.
    """
    adjusted, tested = np.full(len(p_values), np.nan), ~np.isnan(p_values)
    if tested.any():
        adjusted[tested] = false_discovery_control(p_values[tested])
    return adjusted


def for_planned(p_values: Floats) -> Floats:
    """Adjust the p values of a few tests planned beforehand (three levels, five factors) after Holm.

    The smallest p times the number of tests, the next times one less, and so on, never falling.
    NaN stays NaN and does not count. R: `p.adjust(method="holm")`. statsmodels' `multipletests` gives the
    same but collects the interpreter's garbage at every call, 30 ms each time.
    """
    order = np.argsort(p_values)  # NaN last
    tests = np.count_nonzero(~np.isnan(p_values))
    stepped = p_values[order] * np.maximum(tests - np.arange(len(p_values)), 1)
    adjusted = np.empty(len(p_values))
    adjusted[order] = np.minimum(np.maximum.accumulate(stepped), 1.0)
    return adjusted
