"""How many answers an open verdict needs, to be decided with a stated chance."""

import math
from bisect import bisect_left
from collections.abc import Callable

from scipy.special import ndtri
from scipy.stats import binom

from analytics.estimate import Estimate
from analytics.intervals import ONE_SIDED, quantile
from analytics.precision import cautious_n_of

# Four of five samples decide: the usual power of a plan (Cohen 1988).
POWER = 0.80
# Beyond this many questionnaires "collect more" is no advice.
MOST_TO_ASK_FOR = 20_000


def answers_needed(estimate: Estimate, target: float) -> int | None:
    """Compute how many questionnaires decide with a chance of 80 % when the true figure is the one seen.

    Parameters
    ----------
    estimate
        With n, n_eff and df, as `judge` takes it.
    target
        On the scale of the estimate.

    Returns
    -------
    The least n, above the present one, or None when no realistic number decides because the figure sits so
    near the target. For a target of 95 % with everybody satisfied 59 for one question (exact), 52 for a
    composite worth one answer per person.

    Notes
    -----
    The n at which the figure seen would just leave the target is too few: drawn again, the figure is lower as
    often as higher, so only half the samples of that size decide. One question: the binomial chance of a
    count beyond the exact limit; it rises like a saw, so some larger n may fall a little short. Composites:
    n_eff ≥ ((q √(T(1 − T)) + z √(p(1 − p)))/(p − T))², q the t quantile at 0.95 and z the normal one at 0.80,
    n_eff growing with n as `precision.cautious_n_of` says. R: `power.prop.test` for one sample.
    """
    share, wanted = (estimate.scale.to_share(figure) for figure in (estimate.value, target))
    if estimate.n >= MOST_TO_ASK_FOR or share == wanted:
        return None
    if is_plain_count(estimate):
        return _least(lambda n: _chance(n, share, wanted) >= POWER, estimate.n)
    room = _independent_answers(estimate, share, wanted)
    return _least(lambda n: cautious_n_of(estimate, n) >= room, estimate.n)


def is_plain_count(estimate: Estimate) -> bool:
    """Tell whether the estimate is x of n independent answers, for which exact bounds exist."""
    return math.isinf(estimate.df) and estimate.n_eff == estimate.n


def _least(decides: Callable[[int], bool], present: int) -> int | None:
    if not decides(MOST_TO_ASK_FOR):
        return None
    return bisect_left(range(MOST_TO_ASK_FOR), True, lo=present + 1, key=decides)


def _chance(n: int, share: float, target: float) -> float:
    """The chance that n answers with this true share leave the target by the exact test at 5 %."""
    if share > target:
        # The fewest satisfied that prove it.
        least = binom.isf(ONE_SIDED, n, target) + 1
        return float(binom.sf(least - 1, n, share))
    most = binom.ppf(ONE_SIDED, n, target) - 1
    return float(binom.cdf(most, n, share))


def _independent_answers(estimate: Estimate, share: float, target: float) -> float:
    sides = float(quantile(ONE_SIDED, estimate.df)) * math.sqrt(target * (1.0 - target))
    drawn = float(ndtri(POWER)) * math.sqrt(share * (1.0 - share))
    return ((sides + drawn) / (share - target)) ** 2
