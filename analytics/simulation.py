"""Synthetic respondents with a known truth, for measuring how often intervals and verdicts are right."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import brentq
from scipy.special import ndtri
from scipy.stats import multivariate_normal

from analytics.answers import NO_ANSWER, Answers
from analytics.structure import Factor, Item, Structure
from analytics.weights import Codes

ITEMS = 20
FACTORS = 5
SATISFIED_SCORE, DISSATISFIED_SCORE = 5, 3
# Correlation of two 0/1 answers of one person: what questionnaires of schools show.
WITHIN_PERSON = 0.30


@dataclass(frozen=True)
class World:
    """A population from which respondents are drawn.

    shares     true share of 4–5 of every item; their mean is the true index
    icc        correlation of two people's 0/1 answers in the same unit; 0 means no clusters
    asked      items put to each respondent at random; None means all
    """

    shares: tuple[float, ...]
    icc: float = 0.0
    asked: int | None = None

    @property
    def truth(self) -> float:
        return float(np.mean(self.shares))


def around(p: float) -> tuple[float, ...]:
    """Twenty items spread around p, symmetrically and never above 1."""
    width = min(0.04, 0.75 * (1.0 - p))
    return tuple(p + width * np.linspace(-1.0, 1.0, ITEMS))


def with_companions(p: float) -> tuple[float, ...]:
    """One question with share p among others as a questionnaire has them, 0.85 to 0.97."""
    return (p, *np.linspace(0.85, 0.97, ITEMS - 1))


def structure() -> Structure:
    items = tuple(Item(f"Q{j + 1}", f"F{j * FACTORS // ITEMS + 1}") for j in range(ITEMS))
    return Structure("simulation", items, tuple(Factor(f"F{f + 1}", f"F{f + 1}") for f in range(FACTORS)))


def cluster_sizes(n: int, clusters: int) -> Codes:
    """Unequal units, the largest about four times the smallest, n people in all."""
    ideal = np.linspace(1.0, 4.0, clusters)
    cuts = np.rint(np.cumsum(ideal) / ideal.sum() * n).astype(np.int64)
    sizes: Codes = np.diff(cuts, prepend=0)
    return sizes


def draw(world: World, n: int, samples: int, seed: int, clusters: int = 0) -> Iterator[Answers]:
    """Draw `samples` data sets of n respondents, one after the other.

    A latent normal score is the sum of a unit's, a person's, and the answer's own part; an answer is 4–5 when
    it lies below the item's normal quantile. So every item has exactly its share, and the parts' sizes are
    chosen for the wanted correlations of 0/1 answers.
    """
    random = np.random.default_rng(seed)
    unit = np.repeat(np.arange(max(clusters, 1)), cluster_sizes(n, max(clusters, 1)))
    about = pd.DataFrame({"unit": unit.astype(str), "level": "all"})
    questionnaire, limit = structure(), ndtri(np.asarray(world.shares)).astype(np.float32)
    parts = _parts(round(world.truth, 6), world.icc)
    for _ in range(samples):
        satisfied = _latent(random, parts, unit, world.icc > 0) < limit
        scores = np.where(satisfied, SATISFIED_SCORE, DISSATISFIED_SCORE).astype(np.uint8)
        if world.asked is not None:
            scores[~_asked(random, n, world.asked)] = NO_ANSWER
        nothing = np.zeros(n, dtype=np.uint8)
        yield Answers(questionnaire, scores, about, nothing, np.full(n, np.nan))


def _latent(
    random: np.random.Generator, parts: npt.NDArray[np.float32], unit: Codes, clustered: bool
) -> npt.NDArray[np.float32]:
    n = len(unit)
    score: npt.NDArray[np.float32] = random.standard_normal((n, ITEMS), dtype=np.float32) * parts[2]
    score += random.standard_normal((n, 1), dtype=np.float32) * parts[1]
    if clustered:
        score += (random.standard_normal(unit[-1] + 1, dtype=np.float32) * parts[0])[unit][:, None]
    return score


def _asked(random: np.random.Generator, n: int, asked: int) -> npt.NDArray[np.bool_]:
    order = random.random((n, ITEMS), dtype=np.float32).argsort(axis=1)
    return order.argsort(axis=1) < asked


@cache
def _parts(p: float, icc: float) -> npt.NDArray[np.float32]:
    """Standard deviations of the parts of unit, person and answer."""
    of_unit = _latent_correlation(p, icc) if icc > 0 else 0.0
    of_person = max(_latent_correlation(p, WITHIN_PERSON) - of_unit, 0.0)
    parts: npt.NDArray[np.float32] = np.sqrt(
        [of_unit, of_person, 1.0 - of_unit - of_person], dtype=np.float32
    )
    return parts


def _latent_correlation(p: float, wanted: float) -> float:
    """The correlation of two normals whose dichotomies at p correlate as wanted."""
    limit = [ndtri(p)] * 2

    def excess(r: float) -> float:
        both = multivariate_normal.cdf(limit, cov=[[1.0, r], [r, 1.0]])
        return float((both - p * p) / (p * (1.0 - p))) - wanted

    return float(brentq(excess, 1e-6, 0.999))
