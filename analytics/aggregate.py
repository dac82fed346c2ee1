"""Figures of several units together: design-based, with the design's sentence beside them."""

import numpy as np

from analytics.answers import Answers, Mask
from analytics.design import UNIT_STRATA, Design
from analytics.estimate import Estimate, Scale
from analytics.index import ONE_QUESTION
from analytics.intervals import interval_of
from analytics.precision import at_least, effective_n, pooled_design_effect
from analytics.rollup import Columns, Method, Ratios, ratios
from analytics.sample import Sample, lay_out
from analytics.variance import degrees_of_freedom, merge_lonely, variance
from analytics.weights import Population, kish

FEWEST_DF = 8


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
    Estimate with the design's df; Wilson on its own n_eff with the t quantile. When everybody agrees the
    variance says nothing and Kish's n of the weights counts. Fewer than 8 df are to be flagged
    (`few_units`).

    Notes
    -----
    Strata with one respondent or unit are merged, see `variance.merge_lonely`. R: `svytotal` of the
    influences.
    """
    sample = prepare(answers, design, population)
    return estimate(sample, ratios(answers, method, columns), method=method.value, scale=method.scale)


def aggregate_shares(
    answers: Answers, design: Design = UNIT_STRATA, population: Population | None = None
) -> list[Estimate]:
    """Compute the share of 4–5 of every item over several units, in the order of the questionnaire.

    Wilson on n/deff with the t quantile; deff is pooled over the items, at least 1 (with a finite population
    correction at least 1 − n/N), so an item everybody is satisfied with keeps an honest interval.
    """
    sample = prepare(answers, design, population)
    columns = range(len(answers.structure.items))
    own = [
        estimate(sample, ratios(answers, Method.MEAN_OF_ITEMS, (j,)), method=ONE_QUESTION) for j in columns
    ]
    deff = at_least(pooled_design_effect(own), sampled_share(sample))
    return [with_design_effect(item, deff) for item in own]


def prepare(answers: Answers, design: Design, population: Population | None = None) -> Sample:
    """Lay the design over the answers once, for many figures; lonely strata are merged."""
    sample = lay_out(design, answers.about, population)
    level = answers.about["level"].to_numpy(dtype=np.str_) if "level" in answers.about else None
    return merge_lonely(sample, level)


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
    n and df count rows of the domain with an answer. NaN without interval when there are none.
    """
    inside = laid_out if domain is None else laid_out.within(domain)
    present = inside.present
    n = int(np.count_nonzero(present))
    if n == 0:
        return Estimate(float("nan"), 0, None, method, scale=scale)
    linear = inside.linearise(sample.weight)
    spread = variance(sample, linear.influence)
    df = float(degrees_of_freedom(sample, present))
    n_eff = effective_n(linear.value, spread, kish(sample.weight[present]), scale)
    interval = interval_of(linear.value, n_eff, df, scale) if df > 0 else None
    return Estimate(linear.value, n, interval, method, spread**0.5, df, n_eff, scale)


def with_design_effect(own: Estimate, deff: float) -> Estimate:
    """Rest the interval of an estimate on n/deff instead of its own n_eff."""
    n_eff = own.n / deff
    interval = interval_of(own.value, n_eff, own.df, own.scale) if own.n and own.df > 0 else None
    return Estimate(own.value, own.n, interval, own.method, own.se, own.df, n_eff, own.scale)


def sampled_share(sample: Sample, domain: Mask | None = None) -> float:
    """n/Σw over the domain for designs with a finite population correction, else 0."""
    if not sample.fraction.any():
        return 0.0
    weight = sample.weight if domain is None else sample.weight[domain]
    return len(weight) / float(weight.sum())


def few_units(figure: Estimate) -> bool:
    """Tell whether an aggregate rests on so few units that its interval is only approximate (df < 8)."""
    return figure.df < FEWEST_DF
