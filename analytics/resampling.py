"""Bootstrap draws of people or of units, from sums, so that no row is ever copied."""

import numpy as np

from analytics.answers import Places
from analytics.intervals import Floats
from analytics.shrinkage import FEWEST_UNITS

SEED = 20260101
# Counts drawn at once: 40 MB whatever the number of people.
COUNTS_AT_ONCE = 5_000_000
# A variance below this is rounding; with such an eigenvalue a draw cannot tell two columns apart.
SINGULAR = 1e-9


def redrawn_correlations(table: Floats, units: Places | None, draws: int) -> Floats:
    """Draw the table's rows, or its units, with replacement and correlate its columns each time.

    Parameters
    ----------
    table
        n × C, complete, the outcome first.
    units
        The unit's number of each row. Units are drawn when there are at least 8; fewer, or None: rows.
    draws
        How many samples; the seed is fixed, so the same answers in any order give the same figures.

    Returns
    -------
    B × C × C with B ≤ draws: samples in which a column does not vary, or in which the columns after the
    first cannot be told apart, are left out. The caller decides how many it can miss.

    Notes
    -----
    Equal rows are drawn together, which is the same multinomial and much quicker for questionnaires.
    Source: Efron 1979; whole clusters: Davison and Hinkley 1997, 3.8. R: `boot(strata=)`, `boot` by cluster.
    """
    sums, chances, size = _groups(table, units)
    random = np.random.default_rng(SEED)
    at_once = max(1, COUNTS_AT_ONCE // len(chances))
    parts = [
        _correlations_of(random.multinomial(size, chances, min(at_once, draws - done)) @ sums, table.shape[1])
        for done in range(0, draws, at_once)
    ]
    matrices = np.concatenate(parts)
    matrices = matrices[np.isfinite(matrices).all(axis=(1, 2))]
    kept: Floats = matrices[np.linalg.eigvalsh(matrices[:, 1:, 1:])[:, 0] > SINGULAR]
    return kept


def _groups(table: Floats, units: Places | None) -> tuple[Floats, Floats, int]:
    """Moments of what is drawn, the chance of each, and how many are drawn."""
    centred = table - table.mean(axis=0)
    names, numbers = np.unique(np.arange(0) if units is None else units, return_inverse=True)
    if len(names) >= FEWEST_UNITS:
        moments = _moments(centred)
        sums = np.zeros((len(names), moments.shape[1]))
        np.add.at(sums, numbers, moments)
        return sums, np.full(len(names), 1.0 / len(names)), len(names)
    rows, counts = np.unique(centred, axis=0, return_counts=True)
    return _moments(rows), counts / len(table), len(table)


def _moments(centred: Floats) -> Floats:
    """Ones, values, and products of every two values of each row: rows × (1 + C + C²)."""
    n, width = centred.shape
    products = (centred[:, :, None] * centred[:, None, :]).reshape(n, width * width)
    return np.column_stack([np.ones(n), centred, products])


def _correlations_of(sums: Floats, width: int) -> Floats:
    n, mean = sums[:, :1], sums[:, 1 : 1 + width] / sums[:, :1]
    crossed = sums[:, 1 + width :].reshape(-1, width, width) / n[:, :, None]
    covariance = crossed - mean[:, :, None] * mean[:, None, :]
    # Rounding may leave a hair on either side of zero where a draw does not vary.
    variance = np.diagonal(covariance, axis1=1, axis2=2)
    spread = np.sqrt(np.where(variance > SINGULAR, variance, 0.0))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(covariance / (spread[:, :, None] * spread[:, None, :]))
