"""The figures pages ask for: an index, a share, a mean, each with n and interval."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from analytics.answers import NO_ANSWER, SATISFIED, Answers, Scores
from analytics.estimate import Estimate, Scale
from analytics.intervals import interval_of
from analytics.precision import cautious_n, respondent_variance, small_base
from analytics.rollup import SIDE_BY_SIDE, Columns, Method, Ratios, ratios, respondent_ratio

ONE_QUESTION = "share"
EXPECTATION = "expectation"


def unit_index(
    answers: Answers,
    method: Method = Method.MEAN_OF_ITEMS,
    phi: float | None = None,
    columns: Columns | None = None,
) -> Estimate:
    """Compute the composite index of one unit.

    Parameters
    ----------
    answers
        The valid questionnaires of the unit, respondents taken as independent.
    method
        The roll-up. A method on the scale of scores gives a mean in [1, 5].
    phi
        Variance of one respondent's composite over that of one 0/1 answer, pooled over the units of the level
        (`precision.composite_phi`). With it the interval is Wilson on n/φ; without it on the unit's own
        n_eff, kept cautious (`precision.cautious_n`), with the t quantile of n − 1. Prefer the pooled one:
        near 100 % a unit's own variance is unreliable and the cautious interval wider.
    columns
        Positions of the items to roll up; None means all. One item alone is a plain share, see `share`.

    Returns
    -------
    Estimate. `n` counts respondents with at least one of the answers. NaN and no interval when there is none.

    Notes
    -----
    Items are estimated one by one, each with its own base, so planned missing keeps the index unbiased; the
    variance is that of the respondents' influences n/(n − 1) Σ z², so a person's answers never count as
    several people. R: `svymean` items and `svycontrast`.
    """
    if columns is not None and len(columns) == 1 and method.scale is Scale.SHARE:
        return replace(share(answers.scores[:, columns[0]]), method=method.value)
    laid_out = ratios(answers, method, columns)
    return _of_respondents(laid_out, method.value, method.scale, phi)


def factor_index(
    answers: Answers, factor: str, method: Method = Method.MEAN_OF_ITEMS, phi: float | None = None
) -> Estimate:
    """Compute the index of one factor (dimension): the roll-up over its items. See `unit_index`."""
    return unit_index(answers, method, phi, answers.structure.columns_of(factor))


def item_indices(answers: Answers) -> list[Estimate]:
    """Compute the share of 4–5 of every item, in the order of the questionnaire. See `share`."""
    satisfied = np.count_nonzero(answers.scores >= SATISFIED, axis=0)
    answered = np.count_nonzero(answers.scores != NO_ANSWER, axis=0)
    return [proportion(int(x), int(n)) for x, n in zip(satisfied, answered, strict=True)]


def share(scores: Scores) -> Estimate:
    """Compute the share of answers 4–5 to one question: Wilson on those who answered. 0 = no answer."""
    return proportion(int(np.count_nonzero(scores >= SATISFIED)), int(np.count_nonzero(scores != NO_ANSWER)))


def proportion(x: int, n: int) -> Estimate:
    """Compute x of n with Wilson's interval; NaN without interval if n = 0. R: `prop.test(correct=FALSE)`."""
    if n == 0:
        return Estimate(float("nan"), 0, None, ONE_QUESTION)
    p = x / n
    interval = interval_of(p, n)
    return Estimate(p, n, interval, ONE_QUESTION, (p * (1 - p) / n) ** 0.5, float("inf"), float(n))


def mean_score(answers: Answers, phi: float | None = None, columns: Columns | None = None) -> Estimate:
    """Compute the mean score 1–5: the mean of the item means. See `unit_index`.

    The interval goes through r = (m − 1)/4, so it stays within 1–5 and is not symmetric near 5. The mean
    takes the steps of the scale as equal; show it beside the share.
    """
    return unit_index(answers, Method.SCORE_OF_ITEMS, phi, columns)


def expectation_index(answers: Answers) -> Estimate:
    """Compute the mean share of expectations met, in [0, 1]; NaN answers are left out. See `unit_index`."""
    return _of_respondents(respondent_ratio(answers.expectation / 100.0), EXPECTATION, Scale.SHARE, None)


def roll_ups(answers: Answers, methods: Iterable[Method] = SIDE_BY_SIDE) -> list[Estimate]:
    """Compute several roll-ups of the same answers, so that an office sees how the choice moves it."""
    return [unit_index(answers, method) for method in methods]


def _of_respondents(laid_out: Ratios, method: str, scale: Scale, phi: float | None) -> Estimate:
    """Give a figure of independent respondents its precision."""
    present = laid_out.present
    n = int(np.count_nonzero(present))
    if n == 0:
        return Estimate(float("nan"), 0, None, method, scale=scale)
    linear = laid_out.linearise()
    variance = respondent_variance(linear.influence[present])
    own = cautious_n(linear.value, variance * small_base(laid_out), n, scale)
    pooled = phi is not None and phi > 0  # NaN when no unit of the level had any spread
    n_eff = n / phi if phi is not None and pooled else own
    df = float("inf") if pooled or n < 2 else n - 1.0
    interval = interval_of(linear.value, n_eff, df, scale)
    return Estimate(linear.value, n, interval, method, variance**0.5, df, n_eff, scale)
