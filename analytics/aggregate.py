"""Figures of several units together: design-based, with the design's sentence beside them."""

from dataclasses import replace

import numpy as np

from analytics.answers import NO_ANSWER, SATISFIED, Answers, Mask
from analytics.design import UNIT_STRATA, Design
from analytics.estimate import Estimate, Scale
from analytics.index import ONE_QUESTION
from analytics.intervals import interval_of
from analytics.precision import at_least, cautious_n, effective_n, pooled_design_effect
from analytics.rollup import Columns, Method, Ratios, ratios
from analytics.sample import Sample, codes_of, lay_out
from analytics.variance import covariance, degrees_of_freedom, merge_lonely, variance
from analytics.weights import Population, kish

FEWEST_DF = 8
# From here on a composite's own variance is reliable enough to rest on.
ENOUGH_DF = 30


def aggregate_index(
    answers: Answers,
    design: Design = UNIT_STRATA,
    population: Population | None = None,
    method: Method = Method.MEAN_OF_ITEMS,
    columns: Columns | None = None,
) -> Estimate:
    """Compute the composite index of a level, a commune, a province.

    Parameters
    ----------
    answers
        The valid questionnaires of all units of one period; `about` has the design's columns.
    design
        From `choose_design`; default: every unit takes part, units are strata.
    population
        The frame, so that a unit counts by its size N_i and not by how many answered. Without it every
        questionnaire weighs 1 (or `about["weight"]`).
    method, columns
        As in `unit_index`.

    Returns
    -------
    Estimate with the design's df; Wilson with the t quantile. With 30 df and more on its own n_eff, kept
    cautious; with fewer on n/deff, deff pooled over the items: a composite of few clusters is taken as no
    more certain than one question, because its own variance misses the clusters that happened to have
    nobody dissatisfied. Fewer than 8 df are to be flagged (`few_units`).

    Notes
    -----
    Strata with one respondent or unit are merged, see `variance.merge_lonely`. R: `svytotal` of the
    influences.
    """
    return index_in(prepare(answers, design, population), answers, method, columns)


def index_in(
    sample: Sample, answers: Answers, method: Method = Method.MEAN_OF_ITEMS, columns: Columns | None = None
) -> Estimate:
    """Compute `aggregate_index` in a design already laid out (`prepare`), for many figures of these rows."""
    own = estimate(sample, ratios(answers, method, columns), method=method.value, scale=method.scale)
    if own.n == 0:
        return own
    if own.df < ENOUGH_DF:
        return _on(own, own.n / _pooled(sample, item_figures(sample, answers, method.scale)))
    return _on(own, cautious_n(own.value, own.se**2, own.n, own.scale, own.n / kish(sample.weight)))


def aggregate_shares(
    answers: Answers, design: Design = UNIT_STRATA, population: Population | None = None
) -> list[Estimate]:
    """Compute the share of 4–5 of every item over several units, in the order of the questionnaire.

    Wilson on n/deff with the t quantile; deff is pooled over the items, at least 1 (with a finite population
    correction at least 1 − n/N), so an item everybody is satisfied with keeps an honest interval.
    """
    return shares_in(prepare(answers, design, population), answers)


def shares_in(sample: Sample, answers: Answers) -> list[Estimate]:
    """Compute `aggregate_shares` in a design already laid out."""
    own = item_figures(sample, answers)
    deff = _pooled(sample, own)
    return [_on(item, item.n / deff) for item in own]


def item_figures(sample: Sample, answers: Answers, scale: Scale = Scale.SHARE) -> list[Estimate]:
    """Estimate every item on its own (share of 4–5, or mean score), all with one pass over the design.

    Without intervals: those of published shares rest on the design effect pooled over these figures.
    """
    present = answers.scores != NO_ANSWER
    values = (answers.scores if scale is Scale.SCORE else answers.scores >= SATISFIED).astype(np.float64)
    base = sample.weight @ present
    divisor = np.where(base > 0, base, 1.0)
    value = np.where(base > 0, sample.weight @ values / divisor, np.nan)
    influence = (values - present * np.nan_to_num(value)) / divisor
    spread = np.diag(covariance(sample, influence))
    return [
        _figure(float(v), float(s), sample, p, ONE_QUESTION, scale)
        for v, s, p in zip(value, spread, present.T, strict=True)
    ]


def prepare(
    answers: Answers, design: Design, population: Population | None = None, period: str | None = None
) -> Sample:
    """Lay the design over the answers once, for many figures; lonely strata are merged within their level.

    `period` names the column that tells two periods apart, see `lay_out`; no stratum is merged across them.
    """
    sample = lay_out(design, answers.about, population, period=period)
    if (sample.psus_per_stratum > 1).all():
        return sample
    alike = [column for column in ("level", period) if column and column in answers.about]
    return merge_lonely(sample, codes_of(answers.about, alike)[0])


def estimate(
    sample: Sample,
    laid_out: Ratios,
    domain: Mask | None = None,
    *,
    method: str,
    scale: Scale = Scale.SHARE,
) -> Estimate:
    """Estimate one roll-up in a design, over a domain (a mask of rows) or over all.

    The value is Σ w y/Σ w over the domain; rows outside stay in the design with influence zero.
    n and df count rows of the domain with an answer. NaN without interval when there are none. n_eff is the
    plain p(1 − p)/se²; published composites use `aggregate_index`, which keeps it cautious near 100 %.
    """
    inside = laid_out if domain is None else laid_out.within(domain)
    linear = inside.linearise(sample.weight)
    spread = variance(sample, linear.influence)
    found = _figure(linear.value, spread, sample, inside.present, method, scale)
    return _on(found, found.n_eff)


def _figure(
    value: float, spread: float, sample: Sample, present: Mask, method: str, scale: Scale
) -> Estimate:
    n = int(np.count_nonzero(present))
    if n == 0:
        return Estimate(float("nan"), 0, None, method, scale=scale)
    df = float(degrees_of_freedom(sample, present))
    n_eff = effective_n(value, spread, kish(sample.weight[present]), scale)
    return Estimate(value, n, None, method, spread**0.5, df, n_eff, scale)


def _on(own: Estimate, n_eff: float) -> Estimate:
    """Rest the interval of an estimate on another effective n. None without degrees of freedom."""
    interval = interval_of(own.value, n_eff, own.df, own.scale) if own.n and own.df > 0 else None
    return replace(own, n_eff=n_eff, interval=interval)


def _pooled(sample: Sample, items: list[Estimate]) -> float:
    return at_least(pooled_design_effect(items), sampled_share(sample))


def sampled_share(sample: Sample, domain: Mask | None = None) -> float:
    """n/Σw over the domain for designs with a finite population correction, else 0."""
    if not sample.fraction.any():
        return 0.0
    weight = sample.weight if domain is None else sample.weight[domain]
    return len(weight) / float(weight.sum())


def few_units(figure: Estimate) -> bool:
    """Tell whether an aggregate rests on so few units that its interval is only approximate (df < 8)."""
    return figure.df < FEWEST_DF
