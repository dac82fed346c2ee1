"""Sections of design-based figures: respondent-level indicators, roll-ups, design effects, φ."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from analytics.aggregate import estimate
from analytics.answers import Mask
from analytics.calibration import MarginSweep, Regression
from analytics.design import Calibration
from analytics.estimate import Estimate, Scale
from analytics.intervals import Bounds, asin, korn_graubard, wald, wilson, xlogit
from analytics.precision import pooled_design_effect, pooled_phi
from analytics.rollup import Ratios, respondent_ratio
from analytics.sample import Sample
from analytics.variance import degrees_of_freedom
from tests.reference import indicators
from tests.reference.indicators import Floats
from tests.reference.pack_reader import ALL, DESIGNS_BY_LEVEL, PACK_DESIGNS, Pack, Quarter

Record = dict[str, object]
# R's own threshold below which it reports no interval for a share.
NO_VARIANCE = 1e-20
UNDEFINED = Bounds(np.nan, np.nan)


def places(pack: Pack, designs: tuple[str, ...] = PACK_DESIGNS) -> Iterator[tuple[Quarter, str, str, Mask]]:
    """Quarter, design, domain and its rows, in the pack's order."""
    for quarter in pack.by_quarter.values():
        for design in designs:
            for domain in pack.domains if design in DESIGNS_BY_LEVEL else (ALL,):
                yield quarter, design, domain, quarter.rows_of(domain)


def figure(sample: Sample, laid_out: Ratios, rows: Mask, scale: Scale = Scale.SHARE) -> Estimate:
    """A design-based estimate with its own n_eff, NaN where R has none."""
    found = estimate(sample, laid_out, rows, method="", scale=scale)
    edge = not 1e-12 < found.value < 1 - 1e-12 or found.se**2 < NO_VARIANCE
    n_eff = np.nan if edge and scale is Scale.SHARE else found.n_eff
    return replace(found, n_eff=n_eff)


def estimates_share(pack: Pack) -> list[Record]:
    return [
        _start(quarter, design, domain, name) | _share(quarter.samples[design], values, rows)
        for quarter, design, domain, rows in places(pack)
        for name, values in indicators.shares(quarter.answers, quarter.composites)
    ]


def estimates_mean(pack: Pack) -> list[Record]:
    return [
        _start(quarter, design, domain, name) | _mean(quarter.samples[design], values, rows)
        for quarter, design, domain, rows in places(pack)
        for name, values in indicators.means(quarter.answers, quarter.composites)
    ]


def _start(quarter: Quarter, design: str, domain: str, name: str) -> Record:
    return {"design": design, "quarter": quarter.name, "domain": domain, "indicator": name}


def _mean(sample: Sample, values: Floats, rows: Mask) -> Record:
    found = figure(sample, respondent_ratio(values), rows, Scale.SCORE)
    return _plain(found) | limits("ci_t", wald(found.value, found.se, df=found.df))


def _share(sample: Sample, values: Floats, rows: Mask) -> Record:
    found = figure(sample, respondent_ratio(values), rows)
    calibrated = sample.design.calibration is not Calibration.NONE
    rows_of_design = len(values) if calibrated else found.n
    inside = values[rows & ~np.isnan(values)]
    logit = _xlogit(found) if np.isin(inside, (0.0, 1.0)).all() else UNDEFINED
    beta = korn_graubard(found.value, found.n_eff, rows_of_design, found.df)
    return (
        _plain(found)
        | limits("ci_t", wald(found.value, found.se, df=found.df))
        | {"n_rows_design": rows_of_design, "n_eff": found.n_eff}
        | limits("ci_xlogit", _xlogit(found))
        | limits("ci_logit", logit)
        | limits("ci_beta", beta)
        | limits("ci_asin", asin(found.value, found.n_eff, df=found.df))
        | limits("ci_wilson", _wilson(found))
    )


def _plain(found: Estimate) -> Record:
    return {"n": found.n, "estimate": found.value, "se": found.se, "df": int(found.df)}


def _xlogit(found: Estimate) -> Bounds:
    return xlogit(found.value, found.n_eff, df=found.df)


def _wilson(found: Estimate) -> Bounds:
    return UNDEFINED if np.isnan(found.n_eff) else wilson(found.value, found.n_eff, df=found.df)


def limits(name: str, bounds: Bounds) -> Record:
    return {f"{name}_lo": bounds.lower, f"{name}_hi": bounds.upper}


def rollups(pack: Pack) -> list[Record]:
    designs = ("srs", "cluster", "twostage_fpc", "school_strata", "rake")
    laid_out = {q.name: list(indicators.rollups(q.answers)) for q in pack.by_quarter.values()}
    return [
        _start(quarter, design, domain, name) | _rollup(quarter.samples[design], name, figures, rows)
        for quarter, design, domain, rows in places(pack, designs)
        for name, figures in laid_out[quarter.name]
    ]


def _rollup(sample: Sample, name: str, laid_out: Ratios, rows: Mask) -> Record:
    scale = Scale.SCORE if "means" in name else Scale.SHARE
    # The pack counts every row of the domain, also one without an answer in the dimension.
    df = float(degrees_of_freedom(sample, rows))
    found = replace(figure(sample, laid_out, rows, scale), n=int(rows.sum()), df=df)
    share = scale is Scale.SHARE
    return (
        _plain(found)
        | limits("ci_t", wald(found.value, found.se, df=df))
        | limits("ci_xlogit", _xlogit(found) if share else UNDEFINED)
        | limits("ci_wilson", _wilson(found) if share else UNDEFINED)
    )


def rake_r_function(pack: Pack) -> list[Record]:
    return [
        {"quarter": quarter.name, "indicator": name} | _swept(quarter, name)
        for quarter in pack.by_quarter.values()
        for name in ("overall_share", "overall_mean", "overall_binary")
    ]


def _swept(quarter: Quarter, name: str) -> Record:
    raked = quarter.samples["rake"]
    assert isinstance(raked.sweep, Regression)
    sample = replace(raked, sweep=MarginSweep(raked.weight, raked.sweep.margins))
    values = quarter.composites[name].to_numpy(np.float64)
    found = figure(sample, respondent_ratio(values), np.ones(len(values), bool), Scale.SCORE)
    return {"estimate": found.value, "se": found.se}


def item_figures(quarter: Quarter, design: str, rows: Mask) -> list[Estimate]:
    return [
        figure(quarter.samples[design], respondent_ratio(values), rows)
        for _, values in indicators.item_shares(quarter.answers)
    ]


def design_effects(pack: Pack) -> list[Record]:
    found = [
        _effect(item_figures(quarter, design, rows))
        | {"design": design, "quarter": quarter.name, "domain": domain}
        for quarter, design, domain, rows in places(pack)
    ]
    return sorted(found, key=lambda r: (str(r["domain"]), str(r["quarter"]), str(r["design"])))


def _effect(items: list[Estimate]) -> Record:
    spread = sum(0 < item.value < 1 for item in items)
    return {"n_items": spread, "deff_mean_items": pooled_design_effect(items)}


def phi(pack: Pack) -> list[Record]:
    names = ("overall_share", *(f"share_{factor.code}" for factor in pack.structure.factors))
    return [
        {"quarter": quarter.name, "domain": domain, "indicator": name} | _phi(quarter, domain, name)
        for quarter in pack.by_quarter.values()
        for domain in pack.domains
        for name in names
    ]


def _phi(quarter: Quarter, domain: str, name: str) -> Record:
    rows = quarter.rows_of(domain)
    values: pd.Series[float] = quarter.composites.loc[rows, name]
    units = quarter.answers.about.loc[rows, "unit"]
    answering = values.groupby(units).count()
    return {
        "n_units": int((answering >= 2).sum()),
        "phi": pooled_phi(values.to_numpy(np.float64), units),
    }


SECTIONS: dict[str, Callable[[Pack], object]] = {
    "estimates_share": estimates_share,
    "estimates_mean": estimates_mean,
    "rollups": rollups,
    "rake_r_function": rake_r_function,
    "design_effects": design_effects,
    "phi": phi,
}
