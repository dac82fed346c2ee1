"""Weights: what one questionnaire stands for, fitted to known totals where there are any."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.design import Weighting

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]

MISSING = -1


class WeightsRefusedError(ValueError):
    """The known totals cannot be met without letting a few questionnaires speak for very many."""


@dataclass(frozen=True)
class Population:
    """The frame: everybody who could have answered, also in units that never took part.

    units  one row per unit: unit, level, size (people)
    cells  known totals for calibration: the columns to calibrate to, and size. Only what the records of the
           units know qualifies (level, grade, pupil's gender); a respondent's own age or gender does not.
    """

    units: pd.DataFrame
    cells: pd.DataFrame | None = None

    @property
    def size_of_unit(self) -> "pd.Series[int]":
        return self.units.set_index("unit")["size"]


@dataclass(frozen=True)
class Limits:
    """When calibration is refused: fewer respondents in a cell, or a factor outside `lowest`…`highest`."""

    fewest_in_cell: int = 5
    lowest: float = 0.3
    highest: float = 3.0


USUAL_LIMITS = Limits()
NO_LIMITS = Limits(0, 0.0, np.inf)


@dataclass(frozen=True)
class Margin:
    """One known margin: the cell of every row (−1 = not known), the totals and the names of the cells."""

    name: str
    cell: Codes
    totals: Floats
    labels: tuple[str, ...]


def base_weights(weighting: Weighting, about: pd.DataFrame, population: Population | None) -> Floats:
    """Compute the weight of every questionnaire of one period.

    n_i are the valid questionnaires of the period and m_h the units that really answered; both are counted in
    `about` (columns unit, level). Without a population the column `weight` counts, or 1 for everybody.
    Raises ValueError naming the unit when one in `about` is not in the frame.
    """
    if population is None:
        return about["weight"].to_numpy(np.float64) if "weight" in about else np.ones(len(about))
    if weighting is Weighting.EQUAL:
        return np.ones(len(about))
    if weighting is Weighting.TOTAL:
        return np.full(len(about), population.units["size"].sum() / len(about))
    if weighting is Weighting.LEVEL:
        people = population.units.groupby("level")["size"].sum()
        return _per_row(about["level"], people) / _count(about["level"])
    weight: Floats = _per_row(about["unit"], population.size_of_unit) / _count(about["unit"])
    return weight * _units_per_unit(about, population) if weighting is Weighting.CLUSTER else weight


def _units_per_unit(about: pd.DataFrame, population: Population) -> Floats:
    """M_h/m_h: how many units of its level in the frame each answering unit stands for."""
    in_frame = population.units.groupby("level")["unit"].nunique()
    answering = about.groupby("level")["unit"].nunique()
    return _per_row(about["level"], in_frame) / _per_row(about["level"], answering)


def _per_row(keys: "pd.Series", values: "pd.Series") -> Floats:
    found = keys.map(values)
    if found.isna().any():
        raise ValueError(f"Không có “{keys[found.isna()].iloc[0]}” trong danh sách đơn vị.")
    return np.asarray(found, dtype=np.float64)


def _count(keys: "pd.Series") -> Floats:
    return np.asarray(keys.map(keys.value_counts()), dtype=np.float64)


def kish(weights: Floats) -> float:
    """Kish's effective number of questionnaires, (Σw)²/Σw²: n when all weights are equal."""
    return float(weights.sum() ** 2 / (weights @ weights))


def margin(columns: Sequence[str], about: pd.DataFrame, cells: pd.DataFrame) -> Margin:
    """Lay out a known margin, or with several columns the cells of their combination. Empty = not known."""
    totals = cells.groupby(list(columns))["size"].sum()
    wanted = pd.MultiIndex.from_frame(about[list(columns)]) if len(columns) > 1 else about[columns[0]]
    labels = tuple(" × ".join(map(str, np.atleast_1d(np.asarray(k, dtype=object)))) for k in totals.index)
    places = totals.index.get_indexer(pd.Index(wanted)).astype(np.int64)
    return Margin(" × ".join(columns), places, totals.to_numpy(np.float64), labels)


def poststratify(base: Floats, cells: Margin, limits: Limits = USUAL_LIMITS) -> Floats:
    """Fit the weights to known cell totals: w·N_g/Σ_g w. Rows of an unknown cell keep their base weight.

    Raises WeightsRefusedError for a cell with fewer respondents than `limits` allows or a factor beyond them.
    R: `postStratify`.
    """
    return rake(base, [cells], limits)


def rake(base: Floats, margins: Sequence[Margin], limits: Limits = USUAL_LIMITS) -> Floats:
    """Fit the weights to several known margins by iterative proportional fitting.

    Rows where a margin is not known keep their base weight, and the others are fitted to the totals less the
    share of those rows: a category "unknown" put into the largest cell would be wrong.

    Raises WeightsRefusedError when a cell has fewer than `fewest_in_cell` respondents, when a factor relative
    to the mean factor leaves `lowest`…`highest`, or when the margins contradict each other.
    R: `calibrate(calfun="raking")` and `rake` (the same weights).
    """
    known = np.all([m.cell != MISSING for m in margins], axis=0)
    weights, part = base.copy(), float(base[known].sum() / base.sum())
    for each in margins:
        _refuse_small_cells(each, known, limits)
    weights[known] = _fit(base[known], [(m.cell[known], m.totals * part) for m in margins])
    _refuse_large_factors(weights[known] / base[known], limits)
    return weights


ROUNDS = 500
CLOSE_ENOUGH = 1e-13


def _fit(base: Floats, margins: Sequence[tuple[Codes, Floats]]) -> Floats:
    weights = base.copy()
    for _ in range(ROUNDS):
        furthest = 0.0
        for cell, totals in margins:
            now = np.bincount(cell, weights=weights, minlength=len(totals))
            factor = totals / np.where(now > 0, now, np.inf)
            furthest = max(furthest, float(np.abs(factor[now > 0] - 1.0).max()))
            weights *= factor[cell]
        if furthest < CLOSE_ENOUGH:
            return weights
    raise WeightsRefusedError("Các tổng đã biết mâu thuẫn nhau, không chỉnh trọng số được.")


def _refuse_small_cells(known: Margin, rows: npt.NDArray[np.bool_], limits: Limits) -> None:
    counts = np.bincount(known.cell[rows], minlength=len(known.totals))
    for label, count, total in zip(known.labels, counts, known.totals, strict=True):
        if total > 0 and count < limits.fewest_in_cell:
            raise WeightsRefusedError(
                f"Nhóm “{label}” ({known.name}) chỉ có {count} phiếu, cần ít nhất {limits.fewest_in_cell}:"
                " không chỉnh trọng số theo nhóm này."
            )


def _refuse_large_factors(factors: Floats, limits: Limits) -> None:
    relative = factors / factors.mean()
    if relative.min() < limits.lowest or relative.max() > limits.highest:
        raise WeightsRefusedError(
            "Người trả lời quá lệch so với tổng thể: có phiếu phải nhân hệ số ngoài khoảng"
            f" {limits.lowest:g}–{limits.highest:g}, không chỉnh trọng số.".replace(".", ",", 1)
        )


def trim(weights: Floats, limits: Limits = USUAL_LIMITS) -> Floats:
    """Limit weights to [0.3, 3] times their mean, keeping their sum. Source: decision of this project.

    What is cut is shared out among the others in proportion, which may push some over the limit again, so it
    is repeated until nothing is left to cut.
    """
    total = weights.sum()
    low, high = limits.lowest * weights.mean(), limits.highest * weights.mean()
    trimmed = np.clip(weights, low, high)
    while not np.isclose(trimmed.sum(), total, rtol=1e-12):
        missing = total - trimmed.sum()
        free = trimmed < high if missing > 0 else trimmed > low
        trimmed[free] *= 1.0 + missing / trimmed[free].sum()
        trimmed = np.clip(trimmed, low, high)
    return trimmed
