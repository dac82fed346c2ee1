"""What must be said beside a figure before anybody relies on it."""

from analytics import wording
from analytics.aggregate import few_units
from analytics.estimate import Estimate

# Presentation rule of the US National Center for Health Statistics (Parker et al. 2017), for shares.
FEWEST_INDEPENDENT = 30
WIDEST = 0.30


def is_imprecise(estimate: Estimate) -> bool:
    """Tell whether a figure is shown grey: n_eff below 30, or an interval of 0.30 and wider.

    Widths of mean scores are put on [0, 1] first. A figure without interval is imprecise.
    """
    if estimate.interval is None:
        return True
    low, high = estimate.scale.value
    width = (estimate.interval.upper - estimate.interval.lower) / (high - low)
    return estimate.n_eff < FEWEST_INDEPENDENT or width >= WIDEST


def cautions(estimate: Estimate, several_units: bool = False) -> tuple[str, ...]:
    """List the cautions of a figure in Vietnamese; empty when it may stand alone.

    Low precision; and for several units together fewer than 8 degrees of freedom, where the interval is only
    approximate.
    """
    said = [wording.LOW_PRECISION] if is_imprecise(estimate) else []
    if several_units and few_units(estimate):
        said.append(wording.FEW_UNITS)
    return tuple(said)
