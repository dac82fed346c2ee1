"""Ranks with their uncertainty: what may be said instead of positions 1 to 60."""

from dataclasses import dataclass

import numpy as np
from scipy.special import betainc, betaincinv

from analytics.intervals import TWO_SIDED, Floats
from analytics.shrinkage import Doubt, Shrunk

CELLS, FEWEST_CELLS = 4000, 8
# The distribution costs units² × cells; it is smooth enough for fewer.
COARSE = 600
EDGE = 1e-9
LOWEST_THIRD = 1.0 / 3.0
DRAWS, SEED = 4000, 20260101


@dataclass(frozen=True)
class Ranks:
    """One entry a unit; rank 1 is the best.

    expected         1 + Σ_j P(p_j > p_i)
    lowest           P(the unit is the lowest of all)
    first, last      95 % interval of the rank
    in_lowest_third  P(the rank lies in the lowest third)
    """

    expected: Floats
    lowest: Floats
    first: Floats
    last: Floats
    in_lowest_third: Floats


def ranks(shrunk: Shrunk) -> Ranks:
    """Compute the ranks of the units of a family from their posteriors.

    Parameters
    ----------
    shrunk
        As `shrink` gives it: α and β taken as known, or with its doubt about them where units are few.

    Returns
    -------
    Ranks by numeric integration over the common share: expected rank and P(lowest) to 1e-4, the distribution
    of the rank (its interval, the lowest third) to 1e-3. At a given share of unit i the number of units above
    it is a sum of independent yes/no, so its distribution is convolved exactly. With doubt: 4,000 draws
    (fixed seed) of a prior and of every unit's share under it, to 1e-2. The lowest third: ranks above 2I/3.

    Notes
    -----
    Expected ranks are optimal under squared error. Source: Lin, Louis, Paddock, Ridgeway 2006; for the
    distribution Poisson's binomial. R: `pbeta`, `qbeta`, `colMeans`.
    """
    if shrunk.doubt:
        chances = _drawn(shrunk.doubt)
        return _read(chances, chances @ np.arange(1.0, len(chances) + 1.0), chances[:, -1])
    inside, above = _on_a_grid(shrunk, _edges(shrunk))
    pairs = inside @ above.T
    others = np.exp(np.log(above).sum(axis=0) - np.log(above))
    expected = 1.0 + pairs.sum(axis=1) - np.diag(pairs)
    return _read(distribution(shrunk), expected, (inside * others).sum(axis=1))


def _read(chances: Floats, expected: Floats, lowest: Floats) -> Ranks:
    places, upto = np.arange(1, len(chances) + 1), chances.cumsum(axis=1)
    first, last = (1.0 + np.argmax(upto >= tail, axis=1) for tail in (TWO_SIDED, 1.0 - TWO_SIDED))
    third = chances[:, places > len(places) * (1.0 - LOWEST_THIRD)].sum(axis=1)
    return Ranks(expected, lowest, first, last, third)


def _drawn(doubt: Doubt) -> Floats:
    """P(rank of unit i = k) from draws: one prior for all units at a time, because they share it."""
    random = np.random.default_rng(SEED)
    # Units are drawn in the order of their posteriors, so that the order they came in changes nothing.
    order = np.lexsort((doubt.b[0], doubt.a[0]))
    priors = random.choice(len(doubt.weight), DRAWS, p=doubt.weight)
    shares = random.beta(doubt.a[priors][:, order], doubt.b[priors][:, order])
    places = np.argsort(np.argsort(-shares, axis=1), axis=1)
    found = np.empty((len(order), len(order)))
    found[order] = [np.bincount(own, minlength=len(order)) / DRAWS for own in places.T]
    return found


def distribution(shrunk: Shrunk) -> Floats:
    """Compute P(rank of unit i = k): a row a unit, a column a rank, rows adding up to one. See `ranks`."""
    edges = _edges(shrunk)
    thinned = np.unique(np.linspace(0, len(edges) - 1, COARSE + 1).round().astype(int))
    inside, above = _on_a_grid(shrunk, edges[thinned])
    counted, units = _number_above(above), len(above)
    # Unit i itself must leave the count: undone from the side on which rounding errors shrink, counting the
    # units above where it is rather not one of them, the units below where it rather is.
    turned = above > 0.5
    leaving, straight, reverse = np.where(turned, 1.0 - above, above), inside * ~turned, inside * turned
    found, others = np.zeros((units, units)), np.zeros_like(above)
    for k in range(units):
        others = (np.where(turned, counted[units - k], counted[k]) - leaving * others) / (1.0 - leaving)
        found[:, k] += np.einsum("ij,ij->i", others, straight)
        found[:, units - 1 - k] += np.einsum("ij,ij->i", others, reverse)
    normed: Floats = found / found.sum(axis=1, keepdims=True)
    return normed


def _number_above(above: Floats) -> Floats:
    """Per cell the distribution of how many units lie above it, 0 … I, one row a number."""
    counted = np.zeros((len(above) + 1, above.shape[1]))
    counted[0] = 1.0
    for unit in above:
        counted[1:] = counted[1:] * (1.0 - unit) + counted[:-1] * unit
        counted[0] *= 1.0 - unit
    return counted


def _edges(shrunk: Shrunk) -> Floats:
    # Edges at quantiles of every unit: dense where the posteriors are steep, near 100 % above all.
    chances = np.linspace(EDGE, 1.0 - EDGE, max(CELLS // len(shrunk.a), FEWEST_CELLS) + 1)
    return np.unique(betaincinv(shrunk.a[:, None], shrunk.b[:, None], chances))


def _on_a_grid(shrunk: Shrunk, edges: Floats) -> tuple[Floats, Floats]:
    """Per unit and cell: the probability to lie inside it, and to lie above its middle."""
    a, b = shrunk.a[:, None], shrunk.b[:, None]
    above = 1.0 - betainc(a, b, (edges[1:] + edges[:-1]) / 2.0)
    return np.diff(betainc(a, b, edges), axis=1), np.maximum(above, np.finfo(float).tiny)
