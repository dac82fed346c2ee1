"""Sections on what goes with satisfaction, and on how answers were given."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from analytics.credibility import Times, counts
from analytics.drivers import complete_cases, rank_correlations, related
from analytics.reliability import cronbach_alpha, polychoric
from tests.reference.pack_reader import Pack, Quarter

Record = dict[str, Any]


def all_drivers(pack: Pack) -> Record:
    return {name: _drivers(pack, quarter) for name, quarter in pack.by_quarter.items()}


def _drivers(pack: Pack, quarter: Quarter) -> Record:
    found = related(quarter.answers)
    table, _ = complete_cases(quarter.answers)
    return {
        "n": found.n,
        "dimensions": list(found.factors),
        "pearson_with_overall": found.correlation,
        "spearman_with_overall": rank_correlations(table)[1:, 0],
        "std_beta": found.beta,
        "r2": found.r2,
        "johnson_raw": found.johnson,
        "johnson_share": found.johnson / found.r2,
        "lmg": found.lmg,
        "lmg_share": found.share,
        "mean_score": table[:, 1:].mean(axis=0),
        "polychoric_two_step": [_polychoric(pack, quarter, factor) for factor in found.factors],
        "cronbach_alpha": _alphas(pack, quarter),
    }


def _polychoric(pack: Pack, quarter: Quarter, factor: str) -> Record:
    first = pack.structure.columns_of(factor)[0]
    rho = polychoric(quarter.answers.scores[:, first], quarter.answers.overall)
    return {"item": pack.structure.items[first].code, "rho": rho}


def _alphas(pack: Pack, quarter: Quarter) -> Record:
    scores = quarter.answers.scores
    own = {f.code: list(pack.structure.columns_of(f.code)) for f in pack.structure.factors}
    return {name: cronbach_alpha(scores[:, places]) for name, places in own.items()} | {
        "total": cronbach_alpha(scores)
    }


def credibility(pack: Pack) -> list[Record]:
    return [record for name, quarter in pack.by_quarter.items() for record in _credibility(name, quarter)]


def _credibility(name: str, quarter: Quarter) -> list[Record]:
    about = quarter.answers.about
    seconds_since_1970 = pd.to_datetime(about["submitted_at"]).astype("datetime64[s]").astype(np.int64)
    times = Times(seconds_since_1970.to_numpy(np.float64), about["duration_s"].to_numpy(np.float64))
    table = counts(quarter.answers, times)
    return [
        {"quarter": name, "school_id": unit} | row
        for unit, row in zip(table.index, table.to_dict("records"), strict=True)
    ]


SECTIONS: dict[str, Callable[[Pack], object]] = {"drivers": all_drivers, "credibility": credibility}
