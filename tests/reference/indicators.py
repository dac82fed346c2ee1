"""The indicators of a pack by their names: one number per respondent, or a roll-up over items."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.answers import NO_ANSWER, SATISFIED, Answers, Scores
from analytics.rollup import Method, Ratios, ratios

Floats = npt.NDArray[np.float64]

ROLLUPS = {
    "mean_of_item_shares": Method.MEAN_OF_ITEMS,
    "mean_of_dim_item_shares": Method.MEAN_OF_FACTORS,
    "pooled_answers_ratio": Method.POOLED_ANSWERS,
    "mean_of_dim_pooled": Method.MEAN_OF_POOLED_FACTORS,
    "mean_of_item_means": Method.SCORE_OF_ITEMS,
    "mean_of_dim_item_means": Method.SCORE_OF_FACTORS,
}


def shares(answers: Answers, composites: pd.DataFrame) -> Iterator[tuple[str, Floats]]:
    """Every indicator in [0, 1], in the pack's order."""
    yield from item_shares(answers)
    for factor in answers.structure.factors:
        yield _column(composites, f"share_{factor.code}")
    for name in ("overall_share", "overall_dimavg", "overall_binary"):
        yield _column(composites, name)
    yield "s_overall_q", satisfied(answers.overall)


def means(answers: Answers, composites: pd.DataFrame) -> Iterator[tuple[str, Floats]]:
    """Every indicator in [1, 5]."""
    for code, scores in zip(answers.structure.codes, answers.scores.T, strict=True):
        yield code, answered(scores)
    for factor in answers.structure.factors:
        yield _column(composites, f"mean_{factor.code}")
    yield _column(composites, "overall_mean")
    yield "overall_q", answered(answers.overall)


def item_shares(answers: Answers) -> Iterator[tuple[str, Floats]]:
    for code, scores in zip(answers.structure.codes, answers.scores.T, strict=True):
        yield f"s_{code}", satisfied(scores)


def rollups(answers: Answers) -> Iterator[tuple[str, Ratios]]:
    for name, method in ROLLUPS.items():
        yield name, ratios(answers, method)
    for suffix, method in (("item_shares", Method.MEAN_OF_ITEMS), ("pooled", Method.POOLED_ANSWERS)):
        for factor in answers.structure.factors:
            columns = answers.structure.columns_of(factor.code)
            yield f"dim_{factor.code}_{suffix}", ratios(answers, method, columns)


def satisfied(scores: Scores) -> Floats:
    return np.where(scores == NO_ANSWER, np.nan, (scores >= SATISFIED).astype(float))


def answered(scores: Scores) -> Floats:
    return np.where(scores == NO_ANSWER, np.nan, scores.astype(float))


def _column(composites: pd.DataFrame, name: str) -> tuple[str, Floats]:
    return name, composites[name].to_numpy(np.float64)
