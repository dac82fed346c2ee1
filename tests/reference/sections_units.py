"""Sections of figures against their target: every school, and the levels."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import logit
from scipy.stats import t as student

from analytics.aggregate import sampled_share
from analytics.answers import Answers
from analytics.estimate import Estimate, Verdict
from analytics.index import unit_index
from analytics.intervals import (
    ONE_SIDED,
    Bounds,
    clopper_pearson,
    hypergeometric,
    jeffreys,
    jeffreys_chance,
    korn_graubard,
    quantile,
    wilson,
    xlogit,
)
from analytics.multiplicity import for_list
from analytics.precision import at_least, pooled_design_effect, pooled_phi, respondent_variance
from analytics.rollup import Method, respondent_ratio
from analytics.verdict import decide, exact_tests, score_test, tipping_point, worst_case
from tests.reference.indicators import Floats
from tests.reference.pack_reader import Pack, Quarter
from tests.reference.sections_estimates import figure, item_figures, limits

Record = dict[str, Any]
WORDS = {Verdict.MET: "met", Verdict.NOT_MET: "not_met", Verdict.UNDECIDED: "not_enough_evidence"}


def schools(pack: Pack) -> list[Record]:
    found = [school for quarter in pack.by_quarter.values() for school in _schools_of(pack, quarter)]
    _adjust(found)
    return sorted(found, key=lambda r: (r["school_id"], r["quarter"]))


def _schools_of(pack: Pack, quarter: Quarter) -> list[Record]:
    phi = {level: _phi(quarter, level) for level in pack.levels}
    sizes = pack.population.size_of_unit
    units = quarter.answers.about.groupby(["level", "unit"]).indices
    return [
        {"quarter": quarter.name, "school_id": unit, "level": level}
        | _school(pack, quarter, np.asarray(rows), pack.targets[level], int(sizes[unit]), phi[level])
        for (level, unit), rows in units.items()
    ]


def _phi(quarter: Quarter, level: str) -> float:
    rows = quarter.rows_of(level)
    values = quarter.composites.loc[rows, "overall_share"].to_numpy(np.float64)
    return pooled_phi(values, quarter.answers.about.loc[rows, "unit"])


def _school(
    pack: Pack, quarter: Quarter, places: npt.NDArray[np.int64], target: float, size: int, phi: float
) -> Record:
    mask = np.zeros(len(quarter.answers), bool)
    mask[places] = True
    answers, own = quarter.answers.where(mask), quarter.composites[mask]
    x, n = int(own["overall_binary"].sum()), len(own)
    return (
        {
            "target": target,
            "N": size,
            "n": n,
            "response_rate": n / size,
            "x_binary": x,
            "overall_binary": x / n,
        }
        | _binary(x, n, size, target)
        | _composites(answers, own["overall_mean"].to_numpy(np.float64), size, target, phi)
        | _silent(x / n, n, size, target)
        | {f"share_{f.code}": own[f"share_{f.code}"].mean() for f in pack.structure.factors}
        | {f"n_{f.code}": int(own[f"share_{f.code}"].count()) for f in pack.structure.factors}
    )


def _binary(x: int, n: int, size: int, target: float) -> Record:
    p = x / n
    one = {
        "wilson": wilson(p, n, ONE_SIDED),
        "cp": clopper_pearson(p, n, ONE_SIDED),
        "hyper": hypergeometric(x, n, size, ONE_SIDED),
    }
    two = {
        "wilson": wilson(p, n),
        "cp": clopper_pearson(p, n),
        "jeffreys": jeffreys(p, n),
        "hyper": hypergeometric(x, n, size),
    }
    met, not_met = exact_tests(x, n, target)
    out: Record = {"p_exact_met": met, "p_exact_not_met": not_met}
    out["post_prob_met_jeffreys"] = jeffreys_chance(p, n, target)
    for name, bounds in two.items():
        out |= limits(name, bounds)
    for name, bounds in one.items():
        out |= limits(f"{name}1", bounds) | {f"verdict_{name}": _word(bounds, target)}
    return out


def _word(bounds: Bounds, target: float) -> str:
    return WORDS[decide(bounds, target)]


def _composites(answers: Answers, means: Floats, size: int, target: float, phi: float) -> Record:
    kept = np.sqrt(1 - len(answers) / size)
    index = unit_index(answers, Method.RESPONDENT_SHARE, phi)
    items = unit_index(answers, Method.MEAN_OF_ITEMS)
    mean = respondent_ratio(means).linearise()
    mean_se = respondent_variance(mean.influence) ** 0.5
    one_sided = wilson(index.value, index.n_eff, ONE_SIDED)
    assert index.interval is not None
    return {
        "overall_share": index.value,
        "overall_share_se": index.se,
        "overall_share_se_fpc": index.se * kept,
        "overall_share_wilson_phi_lo": index.interval.lower,
        "overall_share_wilson_phi_hi": index.interval.upper,
        "verdict_share_wilson_phi": _word(one_sided, target),
        "mean_of_item_shares": items.value,
        "mean_of_item_shares_se": items.se,
        "overall_mean": mean.value,
        "overall_mean_se": mean_se,
        "overall_mean_se_fpc": mean_se * kept,
    }


def _silent(p: float, n: int, size: int, target: float) -> Record:
    return limits("bound", worst_case(p, n, size)) | {"tipping_point": tipping_point(p, n, size, target)}


def _adjust(found: list[Record]) -> None:
    """Benjamini–Hochberg within quarter and level."""
    for group in {(r["quarter"], r["level"]) for r in found}:
        members = [r for r in found if (r["quarter"], r["level"]) == group]
        adjusted = for_list(np.array([r["p_exact_not_met"] for r in members]))
        for record, value in zip(members, adjusted, strict=True):
            record["p_exact_not_met_bh"] = value


def target_tests(pack: Pack) -> list[Record]:
    return [
        _target_test(pack, quarter, design, level, name)
        for quarter in pack.by_quarter.values()
        for design in ("cluster", "twostage_fpc", "school_strata")
        for level in pack.levels
        for name in ("overall_share", "overall_binary")
    ]


def _target_test(pack: Pack, quarter: Quarter, design: str, level: str, name: str) -> Record:
    rows, target = quarter.rows_of(level), pack.targets[level]
    values = quarter.composites[name].to_numpy(np.float64)
    found = figure(quarter.samples[design], respondent_ratio(values), rows)
    start = {"design": design, "quarter": quarter.name, "level": level, "indicator": name, "target": target}
    own = {"n": found.n, "df": int(found.df), "estimate": found.value, "se": found.se, "n_eff": found.n_eff}
    return (
        start
        | own
        | _tests(found, target)
        | _bounds(found, target)
        | _pooled(quarter, design, level, found, target, name)
    )


def _tests(found: Estimate, target: float) -> Record:
    p, room = found.value, found.value * (1 - found.value)
    with np.errstate(all="ignore"):  # undefined where everybody is satisfied
        statistics = {
            "wald": np.divide(p - target, found.se),
            "logit": (logit(p) - logit(target)) * np.divide(room, found.se),
            "score": score_test(p, found.n_eff, target),
        }
    out: Record = {}
    for name, value in statistics.items():
        out[f"t_{name}"] = value
        out[f"p_{name}_met"] = student.sf(value, found.df)
        out[f"p_{name}_not_met"] = student.cdf(value, found.df)
    return out


def _bounds(found: Estimate, target: float) -> Record:
    p, n_eff, df = found.value, found.n_eff, found.df
    rules = {
        "wilson": wilson(p, n_eff, ONE_SIDED, df),
        "beta": korn_graubard(p, n_eff, found.n, df, ONE_SIDED),
        "logit": xlogit(p, n_eff, ONE_SIDED, df),
    }
    ratio = float(quantile(ONE_SIDED, found.n - 1)) / float(quantile(ONE_SIDED, df))
    out: Record = {"n_eff_kg_1s": n_eff * ratio**2}
    for name, bounds in rules.items():
        out |= limits(f"{name}1", bounds) | {f"verdict_{name}": _word(bounds, target)}
    return out


def _pooled(quarter: Quarter, design: str, level: str, found: Estimate, target: float, name: str) -> Record:
    rows = quarter.rows_of(level)
    effect = pooled_design_effect(item_figures(quarter, design, rows))
    deff = at_least(effect, sampled_share(quarter.samples[design], rows))
    out: Record = {"deff_pool": deff, "verdict_wilson_pool": None}
    two = one = Bounds(np.nan, np.nan)
    if name == "overall_binary":
        two = wilson(found.value, found.n / deff, df=found.df)
        one = wilson(found.value, found.n / deff, ONE_SIDED, found.df)
        out["verdict_wilson_pool"] = _word(one, target)
    return out | limits("wilson_pool", two) | limits("wilson_pool1", one)


SECTIONS: dict[str, Callable[[Pack], object]] = {"schools": schools, "target_tests": target_tests}
