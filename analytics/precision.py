"""How many independent answers a figure is worth: φ for composites, pooled design effects, effective n."""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analytics.answers import Answers
from analytics.estimate import Estimate, Scale
from analytics.rollup import Columns, Method, Ratios, ratios
from analytics.weights import Floats

# How many people's worth of doubt a variance carries that was measured on few dissatisfied answers.
DOUBT = 2.0


def respondent_variance(influence: Floats) -> float:
    """Variance of Σ z over independent respondents: n/(n − 1) Σ z². NaN for fewer than two."""
    n = len(influence)
    return float(n / (n - 1) * (influence @ influence)) if n >= 2 else float("nan")


def small_base(laid_out: Ratios) -> float:
    """Compute what Σ z² misses because items with small bases fit their few answers too well; 1 = nothing.

    n̄/(n̄ − 1) over n/(n − 1), n̄ the harmonic mean of the ratios' bases: 1 when everybody answers everything,
    1.1 when 5 of 20 items are asked of 40 people. The reported se stays R's; the effective n uses this.
    """
    bases, n = np.sum(laid_out.denominator, axis=0), np.count_nonzero(laid_out.present)
    if n < 2:
        return 1.0
    mean = np.count_nonzero(bases) / np.sum(1.0 / bases[bases > 0])
    return float(max((n - 1) / n * mean / max(mean - 1.0, 0.5), 1.0))


def effective_n(value: float, variance: float, n: float, scale: Scale = Scale.SHARE) -> float:
    """n_eff = r(1 − r)/var(r), with r the value on [0, 1].

    When the variance says nothing (everybody alike, or one respondent) `n` counts: the respondents, never
    their n × J answers, because a person's answers are no independent witnesses.
    """
    low, high = scale.value
    share = scale.to_share(value)
    room = share * (1.0 - share) * (high - low) ** 2
    return room / variance if variance > 0.0 and room > 0.0 else float(n)


def cautious_n(
    value: float, variance: float, n: float, scale: Scale = Scale.SHARE, effect: float = 1.0
) -> float:
    """Compute n_eff from a variance that rests on few dissatisfied people.

    n_eff = n/D with D = (n²·var(r) + 2·effect)/(n·r(1 − r) + 2), r the value on [0, 1]: the measured effect
    n·var(r)/(r(1 − r)), drawn towards `effect` by the weight of two people's doubt. Near 100 % the few that
    are dissatisfied make the measured variance as often far too small as too large; with much spread the rule
    fades away, and when everybody is satisfied it gives n/effect. `effect` is 1 for plain respondents: a
    composite varies at most as much as one 0/1 answer. Source: decision of this project, the two chosen by
    simulation (`analytics.coverage`).
    """
    if not np.isfinite(variance):
        return n / effect
    low, high = scale.value
    share = scale.to_share(value)
    spread = n**2 * variance / (high - low) ** 2
    return n * (n * share * (1.0 - share) + DOUBT) / (spread + DOUBT * effect)


def cautious_n_of(estimate: Estimate, n: int) -> float:
    """Compute the cautious n_eff of n answers that spread like those of the estimate.

    The variance of one answer is read back from the estimate's own n_eff (`cautious_n` with effect 1), and
    the two people's doubt weighs less the more answer: n(n·r(1 − r) + 2)/(n·v + 2).
    """
    share = estimate.scale.to_share(estimate.value)
    room = share * (1.0 - share)
    spread = estimate.n / estimate.n_eff * (estimate.n * room + DOUBT) - DOUBT
    return n * (n * room + DOUBT) / (n * max(spread, 0.0) / estimate.n + DOUBT)


def pooled_phi(values: Floats, units: "pd.Series") -> float:
    """Compute φ = Σ n_u s_u² / Σ n_u p_u(1 − p_u) over units with n_u ≥ 2, from one share per respondent.

    s_u² (divisor n_u − 1) and p_u are variance and mean of the unit. φ is what one person's composite varies
    compared with one 0/1 answer: with φ = 0.2 a person counts like five independent answers, so a unit's
    n_eff = n/φ. NaN values are left out; NaN when no unit has spread.
    """
    present = ~np.isnan(values)
    shares = pd.Series(values[present]).groupby(units.to_numpy()[present])
    table = pd.DataFrame({"n": shares.size(), "p": shares.mean(), "s2": shares.var()})
    return _phi(table[table["n"] >= 2])


def composite_phi(
    answers: Answers, method: Method = Method.MEAN_OF_ITEMS, columns: Columns | None = None
) -> float:
    """Compute the same φ for a roll-up over items, pooled over the units in `about["unit"]`.

    s_u²/n_u is replaced by the linearised variance of the unit's index, so planned missing is allowed: a
    person asked five of twenty items then counts for less. Scores are put on [0, 1] first.
    """
    laid_out, (low, high) = ratios(answers, method, columns), method.scale.value
    rows = []
    for places in answers.about.groupby("unit").indices.values():
        part = laid_out.rows(np.asarray(places))
        if len(places) >= 2:
            linear = part.linearise()
            n, share = part.present.sum(), method.scale.to_share(linear.value)
            variance = respondent_variance(linear.influence) * small_base(part)
            rows.append((n, share, n * variance / (high - low) ** 2))
    return _phi(pd.DataFrame(rows, columns=["n", "p", "s2"]).dropna())


def _phi(units: pd.DataFrame) -> float:
    room = float((units["n"] * units["p"] * (1 - units["p"])).sum())
    return float((units["n"] * units["s2"]).sum()) / room if room > 0 else float("nan")


def design_effect(estimate: Estimate) -> float:
    """Compute se²·n/(p(1 − p)): how much less an answer is worth than in a simple random sample.

    Scores are put on [0, 1] first. NaN where everybody agrees.
    """
    low, high = estimate.scale.value
    share = estimate.scale.to_share(estimate.value)
    room = share * (1.0 - share) * (high - low) ** 2
    return estimate.se**2 * estimate.n / room if room > 0 else float("nan")


def pooled_design_effect(items: Iterable[Estimate]) -> float:
    """Compute the mean design effect over items of the same design and domain; NaN ones are left out.

    One item's own effect is unreliable near 100 % and undefined at it; the mean of the items is not. NaN when
    no item has one. Source: Franco, Little, Louis, Slud 2019 (effective sample size by a model).
    """
    effects = np.array([design_effect(item) for item in items])
    known = effects[np.isfinite(effects)]
    return float(known.mean()) if len(known) else float("nan")


def at_least(effect: float, sampled: float = 0.0) -> float:
    """Keep a pooled design effect from promising too much: at least 1, or 1 − n/N with `sampled` = n/N."""
    floor = 1.0 - sampled
    return max(effect, floor) if np.isfinite(effect) else floor
