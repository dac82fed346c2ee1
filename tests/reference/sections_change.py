"""Sections of change between the two quarters: aggregates in one design, and school by school."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from analytics.answers import Mask
from analytics.change import Difference, difference
from analytics.design import DESIGNS
from analytics.differences import Counts, fisher, miettinen_nurminen, newcombe, pooled_z, welch
from analytics.multiplicity import for_list, for_planned
from analytics.precision import respondent_variance
from analytics.rollup import Ratios, respondent_ratio
from analytics.sample import lay_out
from tests.reference import indicators
from tests.reference.pack_reader import ALL, Pack
from tests.reference.sections_estimates import limits

Record = dict[str, Any]
CHANGE_DESIGNS = ("srs", "cluster", "school_strata")


def change(pack: Pack) -> list[Record]:
    found = [
        {"design": design, "domain": domain, "indicator": name} | _change(difference(sample, laid_out, *rows))
        for family in (_respondent_figures, _rolled_up)
        for design in CHANGE_DESIGNS
        for sample in [lay_out(DESIGNS[design], pack.answers.about, pack.population, period="period")]
        for domain in pack.domains
        for rows in [_rows(pack, domain)]
        for name, laid_out in family(pack)
    ]
    _adjust(pack, found)
    return found


def _respondent_figures(pack: Pack) -> Iterator[tuple[str, Ratios]]:
    for name, values in indicators.item_shares(pack.answers):
        yield name, respondent_ratio(values)
    own = [f"share_{factor.code}" for factor in pack.structure.factors]
    for name in (*own, "overall_share", "overall_mean", "overall_binary"):
        yield name, respondent_ratio(pack.composites[name].to_numpy(np.float64))


def _rolled_up(pack: Pack) -> Iterator[tuple[str, Ratios]]:
    for name, laid_out in indicators.rollups(pack.answers):
        if name in indicators.ROLLUPS:
            yield name, laid_out


def _rows(pack: Pack, domain: str) -> tuple[Mask, Mask]:
    about = pack.answers.about
    inside = np.ones(len(about), bool) if domain == ALL else (about["level"] == domain).to_numpy(bool)
    first, second = ((about["period"] == quarter).to_numpy(bool) & inside for quarter in pack.quarters)
    return first, second


def _change(found: Difference) -> Record:
    lower, upper = found.bounds()
    return {
        "q1": found.before,
        "q2": found.after,
        "diff": found.value,
        "se": found.se,
        "se_q1": found.se_before,
        "se_q2": found.se_after,
        "cov_q1_q2": found.covariance,
        "df": found.df,
        "t": found.value / found.se if found.se > 0 else None,
        "p": found.p_value,
        "ci_lo": lower,
        "ci_hi": upper,
        "p_bh": None,
        "p_holm": None,
    }


def _adjust(pack: Pack, found: list[Record]) -> None:
    items = {f"s_{code}" for code in pack.structure.codes}
    for design in CHANGE_DESIGNS:
        for domain in pack.domains:
            family = [
                r
                for r in found
                if r["design"] == design and r["domain"] == domain and r["indicator"] in items
            ]
            p_values = np.array([r["p"] for r in family])
            for record, bh, holm in zip(family, for_list(p_values), for_planned(p_values), strict=True):
                record["p_bh"], record["p_holm"] = bh, holm


def school_change(pack: Pack) -> list[Record]:
    units = [set(quarter.answers.about["unit"]) for quarter in pack.by_quarter.values()]
    found = [_school(pack, unit) for unit in sorted(units[0] & units[1])]
    for name in ("p_pooled", "welch_p"):
        adjusted = for_list(np.array([r[name] for r in found]))
        for record, value in zip(found, adjusted, strict=True):
            record[f"{name}_bh"] = value
    return found


def _school(pack: Pack, unit: str) -> Record:
    level = pack.population.units.set_index("unit")["level"]
    counts, shares = [], []
    for quarter in pack.by_quarter.values():
        own = quarter.composites[(quarter.answers.about["unit"] == unit).to_numpy(bool)]
        counts.append(Counts(int(own["overall_binary"].sum()), len(own)))
        linear = respondent_ratio(own["overall_share"].to_numpy(np.float64)).linearise()
        shares += [linear.value, respondent_variance(linear.influence), len(own)]
    test = welch(*shares)
    return (
        {"school_id": unit, "level": level[unit]}
        | two_proportions(*counts)
        | {"share_diff": test.difference, "welch_t": test.t, "welch_df": test.df, "welch_p": test.p_value}
        | {"welch_lo": test.lower, "welch_hi": test.upper}
    )


def two_proportions(before: Counts, after: Counts) -> Record:
    z, p_value = pooled_z(before, after)
    return (
        {"x1": before.x, "n1": before.n, "x2": after.x, "n2": after.n}
        | {"diff": after.x / after.n - before.x / before.n, "z_pooled": z, "p_pooled": p_value}
        | {"p_fisher": fisher(before, after)}
        | limits("newcombe", newcombe(before, after))
        | limits("mn", miettinen_nurminen(before, after))
    )


SECTIONS: dict[str, Callable[[Pack], object]] = {"change": change, "school_change": school_change}
