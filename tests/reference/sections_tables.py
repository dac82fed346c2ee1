"""Tables that need no data: intervals, two proportions, strata with one first-stage unit."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from analytics.aggregate import estimate
from analytics.design import Design, Weighting
from analytics.differences import Counts
from analytics.intervals import (
    ONE_SIDED,
    clopper_pearson,
    hypergeometric,
    jeffreys,
    jeffreys_chance,
    wilson,
)
from analytics.rollup import respondent_ratio
from analytics.sample import lay_out
from analytics.variance import Lonely, variance
from tests.reference.pack_reader import Pack
from tests.reference.sections_change import two_proportions as compared
from tests.reference.sections_estimates import limits

Record = dict[str, Any]

# The inputs of the tables, as make_reference.R lists them.
SIMPLE = (
    *((10, 10), (9, 10), (0, 10), (28, 30), (30, 30), (95, 100), (98, 100)),
    *((59, 59), (58, 58), (52, 52), (380, 400), (1, 1), (5, 5)),
)
FINITE = ((30, 30, 40), (28, 30, 40), (20, 20, 25), (100, 100, 120), (95, 100, 120), (290, 300, 600))
PAIRS = (
    (95, 100, 90, 100),
    (30, 30, 28, 30),
    (10, 10, 10, 10),
    (19, 20, 40, 60),
    (190, 200, 170, 200),
    (5, 6, 9, 9),
)
TOY = pd.DataFrame(
    {
        "h": list("aaaabbccc"),
        "c": ["a1", "a1", "a2", "a2", "b1", "b1", "c1", "c2", "c2"],
        "w": [2, 2, 3, 3, 4, 4, 1, 1, 5],
        "y": [1, 0, 1, 1, 1, 1, 0, 1, 1],
    }
)


def simple_intervals(_: Pack) -> list[Record]:
    return [
        {"x": x, "n": n, "post_prob_ge_095": jeffreys_chance(x / n, n, 0.95)}
        | limits("cp", clopper_pearson(x / n, n))
        | limits("wilson", wilson(x / n, n))
        | limits("jeffreys", jeffreys(x / n, n))
        | limits("cp1", clopper_pearson(x / n, n, ONE_SIDED))
        | limits("wilson1", wilson(x / n, n, ONE_SIDED))
        for x, n in SIMPLE
    ]


def finite_population(_: Pack) -> list[Record]:
    found = []
    for x, n, size in FINITE:
        two, one = hypergeometric(x, n, size), hypergeometric(x, n, size, ONE_SIDED)
        own = {"lo": two.lower, "hi": two.upper, "lo_1s": one.lower, "hi_1s": one.upper}
        found.append({"x": x, "n": n, "N": size} | own)
    return found


def two_proportions(_: Pack) -> list[Record]:
    return [compared(Counts(x1, n1), Counts(x2, n2)) for x1, n1, x2, n2 in PAIRS]


def lonely_psu_data(_: Pack) -> list[Record]:
    return TOY.to_dict("records")


def lonely_psu(_: Pack) -> list[Record]:
    design = Design("lonely", Weighting.EQUAL, "", strata=("h",), psu="c")
    sample = lay_out(design, TOY.rename(columns={"w": "weight"}))
    laid_out = respondent_ratio(TOY["y"].to_numpy(np.float64))
    found = estimate(sample, laid_out, method="")
    influence = laid_out.linearise(sample.weight).influence
    return [
        {"option": rule.value, "estimate": found.value, "se": variance(sample, influence, rule) ** 0.5}
        for rule in Lonely
    ]


SECTIONS: dict[str, Callable[[Pack], object]] = {
    "tables.simple_intervals": simple_intervals,
    "tables.hypergeometric": finite_population,
    "tables.two_proportions": two_proportions,
    "tables.lonely_psu_data": lonely_psu_data,
    "tables.lonely_psu": lonely_psu,
}
