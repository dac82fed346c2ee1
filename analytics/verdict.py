"""Three verdicts and a refusal: met, not met, not enough evidence, or too few answers to judge."""

import math
from dataclasses import dataclass

from scipy.stats import binom
from scipy.stats import t as student

from analytics import wording
from analytics.estimate import Estimate, Verdict
from analytics.intervals import ONE_SIDED, Bounds, Number, clopper_pearson, wilson
from analytics.needed import answers_needed, is_plain_count

FEWEST_TO_JUDGE = 10
# An exact finite-population bound is a fraction and can equal the target to the last digit.
SLACK = 1e-12


@dataclass(frozen=True)
class Judgement:
    """What may be said about a figure and its target.

    sentence  the evidence, for the screen; observed: the plain point result, printed beside it
    lower, upper  the one-sided 95 % bounds it rests on, each to be read alone; NaN when refused
    needed    questionnaires in all that decide with a chance of 80 % if the figure stays; None when decided
              or hopeless
    """

    verdict: Verdict
    sentence: str
    needed: int | None = None
    observed: str = ""
    lower: float = math.nan
    upper: float = math.nan


def judge(estimate: Estimate, target: float, population: int | None = None) -> Judgement:
    """Judge a figure against its target by one-sided 95 % bounds.

    Parameters
    ----------
    estimate
        With n, n_eff and df. Its scale is the target's: a share, or a mean score.
    target
        Met means at least the target; "over 95 %" is 0.95 too, the difference is never material.
    population
        How many could answer at all; only used to say when more answers cannot decide.

    Returns
    -------
    Judgement: "đạt" if the lower bound ≥ target, "chưa đạt" if the upper bound < target, else
    "chưa đủ căn cứ" with the answers needed. Refused below n = 10, and for a figure without interval.

    Notes
    -----
    Composites and aggregates: Wilson's bounds on n_eff with the t quantile at 0.95, the same as the score
    test (p̂ − T)/√(T(1 − T)/n_eff) against t(df). One question of one unit: the exact Clopper–Pearson
    bounds, because Wilson's would say "đạt" in up to 7 % of the samples when the truth sits on the target.
    No finite population correction: the verdict is about how the unit performs, its respondents being a
    sample of a process. Source: decision of this project; docs/do-phu.md counts the false verdicts.
    """
    if estimate.n < FEWEST_TO_JUDGE or estimate.interval is None or math.isnan(estimate.value):
        sentence = wording.too_few(estimate.n) if estimate.n else wording.NOTHING_ANSWERED
        return Judgement(Verdict.REFUSED, sentence)
    lower, upper = one_sided(estimate)
    verdict = decide(Bounds(lower, upper), target)
    needed = answers_needed(estimate, target) if verdict is Verdict.UNDECIDED else None
    sentence = _sentence(verdict, estimate, target, (lower, upper), needed, population)
    return Judgement(verdict, sentence, needed, wording.observed(estimate, target), lower, upper)


def decide(bounds: Bounds, target: float) -> Verdict:
    """Met if the lower bound ≥ target, not met if the upper bound < target, else undecided (slack 1e-12)."""
    if float(bounds.lower) >= target - SLACK:
        return Verdict.MET
    return Verdict.NOT_MET if float(bounds.upper) < target - SLACK else Verdict.UNDECIDED


def one_sided(estimate: Estimate) -> tuple[float, float]:
    """Compute the two one-sided 95 % bounds of an estimate in its own unit. See `judge`."""
    lower, upper = _bounds_of(estimate)
    return estimate.scale.from_share(float(lower)), estimate.scale.from_share(float(upper))


def _bounds_of(estimate: Estimate) -> Bounds:
    share = estimate.scale.to_share(estimate.value)
    if is_plain_count(estimate):
        return clopper_pearson(share, estimate.n_eff, ONE_SIDED)
    return wilson(share, estimate.n_eff, ONE_SIDED, estimate.df)


def tipping_point(p: float, n: int, population: int, target: float) -> float:
    """Compute the share among the silent below which the whole population would miss the target.

    (T − p·n/N)/(1 − n/N); below 0 the target is met whatever they think, above 1 it is missed whatever they
    think. NaN when everybody answered. Source: worst-case bounds (Manski) solved for the non-respondents.
    """
    response = n / population
    return (target - p * response) / (1.0 - response) if n < population else math.nan


def worst_case(p: float, n: int, population: int) -> Bounds:
    """Bound the share of the whole population: nobody or everybody among the silent satisfied (Manski)."""
    response = n / population
    return Bounds(p * response, p * response + 1.0 - response)


def exact_tests(x: int, n: int, target: float) -> tuple[float, float]:
    """Compute P(X ≥ x | T) and P(X ≤ x | T): small means met, small means not met. R: `pbinom`."""
    return float(binom.sf(x - 1, n, target)), float(binom.cdf(x, n, target))


def one_sided_tests(estimate: Estimate, target: float) -> tuple[float, float]:
    """Compute the p-values of "at most the target" and "at least the target": the tests of the verdict.

    Small ones mean met, and not met. Both NaN where nothing is judged: n < 10, or no interval.
    """
    if estimate.n < FEWEST_TO_JUDGE or math.isnan(estimate.value) or estimate.interval is None:
        return math.nan, math.nan
    share, wanted = (estimate.scale.to_share(figure) for figure in (estimate.value, target))
    if is_plain_count(estimate):
        return exact_tests(round(share * estimate.n), estimate.n, wanted)
    score = float(score_test(share, estimate.n_eff, wanted))
    return float(student.sf(score, estimate.df)), float(student.cdf(score, estimate.df))


def score_test(p: Number, n_eff: Number, target: float) -> Number:
    """Compute (p − T)/√(T(1 − T)/n_eff), to be read against t(df). It gives the same verdict as Wilson."""
    return (p - target) / (target * (1.0 - target) / n_eff) ** 0.5


def _sentence(
    verdict: Verdict,
    estimate: Estimate,
    target: float,
    bounds: tuple[float, float],
    needed: int | None,
    population: int | None,
) -> str:
    if verdict is Verdict.MET:
        return wording.met(bounds[0], target, estimate.scale)
    if verdict is Verdict.NOT_MET:
        return wording.not_met(bounds[1], target, estimate.scale)
    if needed is None:
        return wording.TOO_CLOSE
    if population is not None and needed > population:
        return wording.undecided_beyond_population(needed, population)
    return wording.undecided(needed, estimate.n)
