"""Small data sets for tests: answers from a matrix, and random respondents."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.answers import Answers
from analytics.structure import Factor, Item, Structure

SEED = 20261121


def structure_of(items: int, per_factor: int = 2) -> Structure:
    factors = tuple(f"F{j // per_factor}" for j in range(items))
    names = tuple(dict.fromkeys(factors))
    return Structure(
        "test@1",
        tuple(Item(f"Q{j}", factor) for j, factor in enumerate(factors)),
        tuple(Factor(name, name) for name in names),
    )


def answers_of(
    scores: npt.ArrayLike, per_factor: int = 2, expectation: npt.ArrayLike | None = None, **about: object
) -> Answers:
    """Answers with one row per respondent; keyword arguments are columns of `about`."""
    matrix = np.atleast_2d(np.asarray(scores, dtype=np.uint8))
    n = len(matrix)
    return Answers(
        structure_of(matrix.shape[1], per_factor),
        matrix,
        pd.DataFrame(about, index=range(n)),
        np.zeros(n, dtype=np.uint8),
        np.full(n, np.nan) if expectation is None else np.asarray(expectation, dtype=np.float64),
    )


def people(n: int, items: int = 6, units: int = 1, missing: float = 0.1, seed: int = SEED) -> Answers:
    """Random respondents, mostly satisfied, in units of unequal size, with blanks."""
    random = np.random.default_rng(seed)
    mood = random.normal(0, 1, (n, 1))
    unit = np.sort(random.integers(0, units, n) ** 2 // units)
    place = random.normal(0, 0.5, units)[unit][:, None]
    level = 4.4 + place + 0.8 * mood + random.normal(0, 0.6, (n, items))
    scores = np.clip(np.rint(level), 1, 5).astype(np.uint8)
    scores[random.random((n, items)) < missing] = 0
    return answers_of(
        scores,
        unit=[f"U{u}" for u in unit],
        level=[f"L{u % 2}" for u in unit],
        gender=random.choice(["F", "M"], n),
    )
