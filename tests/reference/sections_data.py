"""Sections of what went in: counts, weights, calibration factors."""

from collections.abc import Callable

import numpy as np

from analytics.answers import NO_ANSWER
from analytics.weights import kish
from tests.reference.pack_reader import PACK_DESIGNS, Pack, Quarter

Record = dict[str, object]


def data_checks(pack: Pack) -> Record:
    about, everybody = pack.answers.about, pack.everybody
    units = about.groupby(["level", "period"])["unit"]
    missing = np.count_nonzero(everybody.scores == NO_ANSWER, axis=0)
    frame = pack.population.units.groupby("level")["size"].agg(["size", "sum"])
    return {
        "valid_by_quarter_level": [
            {"quarter": q, "level": level, "n": int(n)} for (level, q), n in units.size().items()
        ],
        "missing_by_item": dict(zip(pack.structure.codes, missing, strict=True)),
        "schools_by_quarter_level": [
            {"quarter": q, "level": level, "m": int(m)} for (level, q), m in units.nunique().items()
        ],
        "frame": [
            {"level": level, "M_h": int(frame.loc[level, "size"]), "N_h": int(frame.loc[level, "sum"])}
            for level in pack.levels
        ],
        "margins_level_gender": _margins(pack),
    }


def _margins(pack: Pack) -> list[Record]:
    cells = pack.population.cells
    assert cells is not None
    totals = cells.groupby(["gender", "level"])["size"].sum()
    return [{"level": level, "gender": gender, "Freq": int(n)} for (gender, level), n in totals.items()]


def weights(pack: Pack) -> list[Record]:
    return [_weight(quarter, design) for quarter in pack.by_quarter.values() for design in PACK_DESIGNS]


def _weight(quarter: Quarter, design: str) -> Record:
    w = quarter.samples[design].weight
    return {
        "quarter": quarter.name,
        "design": design,
        "sum": w.sum(),
        "min": w.min(),
        "max": w.max(),
        "kish_neff": kish(w),
    }


def calibration_factors(pack: Pack) -> list[Record]:
    quarters = pack.by_quarter.values()
    return [r for quarter in quarters for design in ("poststrat", "rake") for r in _factors(quarter, design)]


def _factors(quarter: Quarter, design: str) -> list[Record]:
    about = quarter.answers.about
    factor = about[["gender", "level"]].assign(
        factor=quarter.samples[design].weight / quarter.samples["cluster"].weight
    )
    means = factor.groupby(["gender", "level"])["factor"].mean()
    return [
        {"quarter": quarter.name, "design": design, "level": level, "gender": gender, "factor": value}
        for (gender, level), value in means.items()
    ]


SECTIONS: dict[str, Callable[[Pack], object]] = {
    "data_checks": data_checks,
    "weights": weights,
    "calibration_factors": calibration_factors,
}
