"""A design laid over the respondents: weights, strata, first-stage units and sampling fractions as arrays."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from analytics.calibration import Cells, Regression, Sweep
from analytics.design import Calibration, Correction, Design
from analytics.weights import (
    USUAL_LIMITS,
    Codes,
    Floats,
    Limits,
    Margin,
    Population,
    base_weights,
    margin,
    poststratify,
    rake,
)


@dataclass(frozen=True)
class Sample:
    """n respondents, C first-stage units (PSU), H strata.

    weight            n
    psu, stratum      n codes 0…C−1 and 0…H−1; a PSU lies in one stratum
    fraction          H, first-stage sampling fraction (0 = no correction)
    within_fraction   C, second-stage fraction, or None
    sweep             what calibration takes out of the influences, or None
    names             H names of the strata
    merged            pairs (stratum with one PSU, stratum it was merged into), for the footer
    """

    design: Design
    weight: Floats
    psu: Codes
    stratum: Codes
    fraction: Floats
    names: tuple[str, ...]
    within_fraction: Floats | None = None
    sweep: Sweep | None = None
    merged: tuple[tuple[str, str], ...] = ()

    @cached_property
    def stratum_of_psu(self) -> Codes:
        found = np.zeros(int(self.psu.max()) + 1, dtype=np.int64)
        found[self.psu] = self.stratum
        return found

    @cached_property
    def psus_per_stratum(self) -> Codes:
        return np.bincount(self.stratum_of_psu, minlength=len(self.fraction))


def lay_out(
    design: Design,
    about: pd.DataFrame,
    population: Population | None = None,
    limits: Limits = USUAL_LIMITS,
    period: str | None = None,
) -> Sample:
    """Lay a design over respondents.

    Parameters
    ----------
    design
        See `choose_design`.
    about
        One row per respondent with the design's columns (unit, level, class, …). All respondents of the
        period belong in it; a domain is a mask later, never a smaller table.
    population
        The frame; needed for weights N/n, finite population corrections, and calibration.
    limits
        When calibration is refused.
    period
        Column that tells two periods apart: weights are those of each period, the same unit is one PSU in
        both, and strata that are units are split by period.

    Raises
    ------
    ValueError
        A correction or calibration without population, or a unit missing from the frame.
    WeightsRefusedError
        Calibration beyond the limits.
    """
    _check(design, population, period)
    weight = _weights(design, about, population, period)
    stratum, names = codes_of(about, _strata_columns(design, period))
    psu = _psus(about, design, stratum)
    sample = Sample(design, weight, psu, stratum, np.zeros(len(names)), names)
    if population is not None:
        sample = _corrected(sample, about, population)
        sample = _calibrated(sample, about, population, limits)
    return sample


def _check(design: Design, population: Population | None, period: str | None) -> None:
    calibrated = design.calibration is not Calibration.NONE
    if population is None and (calibrated or design.correction is not Correction.NONE):
        raise ValueError(f"Thiết kế “{design.name}” cần danh sách đơn vị với số người.")
    if calibrated and (population is None or population.cells is None):
        raise ValueError(f"Thiết kế “{design.name}” cần các tổng đã biết để chỉnh trọng số.")
    if period is not None and (calibrated or design.correction is Correction.TWO_STAGE):
        raise ValueError(f"Thiết kế “{design.name}” không dùng cho hai kỳ cùng lúc.")


def _weights(
    design: Design, about: pd.DataFrame, population: Population | None, period: str | None
) -> Floats:
    if period is None:
        return base_weights(design.weighting, about, population)
    weight = np.empty(len(about))
    for rows in about.groupby(period).indices.values():
        weight[rows] = base_weights(design.weighting, about.iloc[rows], population)
    return weight


def _strata_columns(design: Design, period: str | None) -> list[str]:
    """Units as strata are drawn anew each period; a level as stratum holds the same units in both."""
    split = [period] if period is not None and "unit" in design.strata else []
    return [*design.strata, *split]


def codes_of(about: pd.DataFrame, columns: Sequence[str]) -> tuple[Codes, tuple[str, ...]]:
    """Number the combinations of these columns that occur, in order, and name them; NaN is a value too."""
    codes = np.zeros(len(about), dtype=np.int64)
    names: tuple[str, ...] = ("",)
    for column in columns:
        own, values = pd.factorize(about[column], sort=True, use_na_sentinel=False)
        codes, pairs = pd.factorize(codes * len(values) + own, sort=True)
        written = [str(value) for value in values.tolist()]
        places = [divmod(pair, len(written)) for pair in pairs.tolist()]
        names = tuple(" · ".join(filter(None, (names[k], written[v]))) for k, v in places)
    return codes, names


def _psus(about: pd.DataFrame, design: Design, stratum: Codes) -> Codes:
    if design.psu is None:
        return np.arange(len(about), dtype=np.int64)
    # A class name may occur in two units: PSUs are numbered inside their stratum.
    pairs = pd.MultiIndex.from_arrays([stratum, about[design.psu]])
    return pd.factorize(pairs)[0].astype(np.int64)


def _corrected(sample: Sample, about: pd.DataFrame, population: Population) -> Sample:
    design = sample.design
    if design.correction is Correction.NONE:
        return sample
    fraction: Floats = sample.psus_per_stratum / _in_frame(sample, about, population)
    if design.correction is Correction.FIRST_STAGE:
        return replace(sample, fraction=fraction)
    unit_of_psu = about["unit"].groupby(sample.psu).first()
    people = unit_of_psu.map(population.size_of_unit).to_numpy(np.float64)
    return replace(sample, fraction=fraction, within_fraction=np.bincount(sample.psu) / people)


def _in_frame(sample: Sample, about: pd.DataFrame, population: Population) -> Floats:
    """First-stage units per stratum in the frame: people where people are drawn, units where units are."""
    units, columns = population.units, list(sample.design.strata)
    counted = units["size"] if sample.design.psu is None else pd.Series(1, index=units.index)
    if not columns:
        return np.array([counted.sum()], dtype=np.float64)
    frame = counted.groupby([units[c] for c in columns]).sum()
    first = about[columns].groupby(sample.stratum).first()
    keys = pd.Index(first[columns[0]]) if len(columns) == 1 else pd.MultiIndex.from_frame(first)
    return np.asarray(frame.reindex(keys), dtype=np.float64)


def _calibrated(sample: Sample, about: pd.DataFrame, population: Population, limits: Limits) -> Sample:
    columns, cells = sample.design.calibrated_to, population.cells
    if sample.design.calibration is Calibration.NONE or cells is None:
        return sample
    if sample.design.calibration is Calibration.POSTSTRATIFIED:
        known = margin(columns, about, cells)
        weight = poststratify(sample.weight, known, limits)
        return replace(sample, weight=weight, sweep=Cells(weight, known.cell))
    margins: tuple[Margin, ...] = tuple(margin([column], about, cells) for column in columns)
    weight = rake(sample.weight, margins, limits)
    return replace(sample, weight=weight, sweep=Regression(weight, sample.weight, margins))
