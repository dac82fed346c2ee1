"""Variance by Taylor linearisation: influences summed over first-stage units, compared within strata."""

from dataclasses import replace
from enum import Enum

import numpy as np

from analytics.answers import Mask
from analytics.calibration import sums
from analytics.sample import Sample
from analytics.weights import Codes, Floats


class Lonely(Enum):
    """What a stratum with a single first-stage unit adds. ADJUST is used where merging found no neighbour."""

    ADJUST = "adjust"
    AVERAGE = "average"
    CERTAINTY = "certainty"
    REMOVE = "remove"


def covariance(sample: Sample, influence: Floats, lonely: Lonely = Lonely.ADJUST) -> Floats:
    """Compute the covariance matrix of k totals Σ w z.

    Parameters
    ----------
    sample
        The design laid over all respondents.
    influence
        n or n × k values z of `Ratios.linearise`, zero outside the domain. Rows outside the domain stay:
        their first-stage units count, dropping them would change the variance.
    lonely
        For strata with one PSU: ADJUST centres it at the grand mean, AVERAGE gives it the mean variance of
        the other strata, CERTAINTY and REMOVE add nothing (both would be a silent gift).

    Returns
    -------
    k × k. With u = w z (calibrated: its residual), PSU totals t_hc and m_h PSUs of the stratum:
    V = Σ_h (1 − f_h) m_h/(m_h − 1) Σ_c (t_hc − t̄_h)², and for a two-stage design
    + Σ_h f_h Σ_i (1 − n_i/N_i) n_i/(n_i − 1) Σ_k (u_k − ū_i)².

    Source: Särndal, Swensson, Wretman 1992; R `svyrecvar`, `options(survey.lonely.psu=)`.
    """
    u = influence.reshape(len(sample.weight), -1) * sample.weight[:, None]
    if sample.sweep is not None:
        u = sample.sweep.residual(u)
    first = _between(sample, u, lonely)
    return first if sample.within_fraction is None else first + _within(sample, u, sample.within_fraction)


def variance(sample: Sample, influence: Floats, lonely: Lonely = Lonely.ADJUST) -> float:
    """Compute the variance of one total Σ w z. See `covariance`."""
    return float(covariance(sample, influence, lonely)[0, 0])


def degrees_of_freedom(sample: Sample, domain: Mask) -> int:
    """PSUs less strata, counting those with a row in the domain. R: `degf` of the subset."""
    psus = _distinct(sample.psu[domain], len(sample.stratum_of_psu))
    return psus - _distinct(sample.stratum[domain], len(sample.fraction))


def _between(sample: Sample, u: Floats, lonely: Lonely) -> Floats:
    totals = u if sample.design.psu is None else sums(sample.psu, u)
    stratum, count = sample.stratum_of_psu, sample.psus_per_stratum
    single = count == 1
    # A stratum merged into another is left without rows.
    mean = sums(stratum, totals, len(count)) / np.maximum(count, 1)[:, None]
    if lonely is Lonely.ADJUST:
        mean[single] = 0.0  # the grand mean: influences add up to zero
    scale = (1.0 - sample.fraction) * np.where(single, 1.0, count / np.maximum(count - 1, 1))
    spread = (totals - mean[stratum]) * np.sqrt(scale[stratum])[:, None]
    found: Floats = spread.T @ spread
    strata = np.count_nonzero(count)
    return found * strata / (strata - np.count_nonzero(single)) if lonely is Lonely.AVERAGE else found


def _within(sample: Sample, u: Floats, fraction: Floats) -> Floats:
    count = np.bincount(sample.psu)
    drawn = sample.fraction[sample.stratum_of_psu]
    scale = drawn * (1.0 - fraction) * count / np.maximum(count - 1, 1)
    mean = sums(sample.psu, u) / count[:, None]
    spread = (u - mean[sample.psu]) * np.sqrt(scale[sample.psu])[:, None]
    found: Floats = spread.T @ spread
    return found


def _distinct(codes: Codes, possible: int) -> int:
    return int(np.count_nonzero(np.bincount(codes, minlength=possible)))


def merge_lonely(sample: Sample, level: Codes | None = None) -> Sample:
    """Merge every stratum with one PSU into the nearest stratum, named in `Sample.merged`.

    Nearest is the stratum of the same level (a number a row in `level`; without it all are one level) whose
    number of PSUs is closest, ties by name. A stratum without neighbour stays and is treated by `Lonely`.
    The merged stratum's sampling fraction is that of both together.
    """
    for lonely in np.flatnonzero(sample.psus_per_stratum == 1):
        into = _nearest(sample, int(lonely), level)
        if into is not None:
            sample = _merge(sample, int(lonely), into)
    return sample


def _nearest(sample: Sample, lonely: int, level: Codes | None) -> int | None:
    count = sample.psus_per_stratum
    if count[lonely] != 1:  # an earlier one has joined it meanwhile
        return None
    candidates = np.flatnonzero(count > 0)
    if level is not None:
        own = level[sample.stratum == lonely][0]
        candidates = np.unique(sample.stratum[level == own])
    others = [int(c) for c in candidates if c != lonely]
    return min(others, key=lambda c: (abs(int(count[c]) - 1), sample.names[c])) if others else None


def _merge(sample: Sample, lonely: int, into: int) -> Sample:
    both, fraction = [lonely, into], sample.fraction.copy()
    count = sample.psus_per_stratum[both]
    if np.all(fraction[both] > 0):
        fraction[into] = count.sum() / (count / fraction[both]).sum()
    return replace(
        sample,
        stratum=np.where(sample.stratum == lonely, into, sample.stratum),
        fraction=fraction,
        merged=(*sample.merged, (sample.names[lonely], sample.names[into])),
    )
