"""Which questionnaires count, and the composites of one respondent."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.answers import NO_ANSWER, SATISFIED, Answers, Mask, Scores

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


def valid(answers: Answers, asked: int | Counts | None = None, at_least: float = 0.5) -> Mask:
    """Tell which questionnaires have enough answers to count.

    Parameters
    ----------
    answers
        n questionnaires, J items.
    asked
        Items put to the respondent: one number for all, or n numbers. None means all J items. Under
        rotation (planned missing) a zero in `answers.scores` is either skipped or never asked, so the
        caller says how many were asked.
    at_least
        Share of the asked items that must be answered.

    Returns
    -------
    n booleans: answered ≥ at_least · asked, and at least one answer.

    Notes
    -----
    Half of an odd number is rounded up: 10 of 20, 3 of 5. Nobody is removed for suspicious answering.
    The rule of one half is a decision of this project.
    """
    answered = np.count_nonzero(answers.scores != NO_ANSWER, axis=1)
    wanted = answers.scores.shape[1] if asked is None else asked
    enough: Mask = (answered >= at_least * np.asarray(wanted)) & (answered > 0)
    return enough


def composites(answers: Answers) -> pd.DataFrame:
    """Compute each respondent's own scores, one row per respondent.

    Columns
    -------
    share_X, mean_X
        Per factor X: answered items rated 4–5 over answered items, and the mean of the answered items.
        NaN when fewer than half (rounded up) of the factor's items are answered.
    overall_share, overall_mean
        The same over all items; NaN when nothing is answered.
    overall_binary
        1 if the sum of answers ≥ 4 · answered, else 0. Integers are compared, because a mean in floating
        point misjudges sums exactly at four.
    overall_dimavg
        Mean of the share_X; NaN when any of them is NaN.

    Notes
    -----
    Their design-based mean is an index of its own (the respondent roll-up). Under rotation use the
    roll-ups over items instead (`analytics.rollup`): there most items of a respondent are missing by plan.
    """
    columns: dict[str, Floats] = {}
    for factor in answers.structure.factors:
        block = answers.scores[:, answers.structure.columns_of(factor.code)]
        share, mean = _own_scores(block, at_least=(block.shape[1] + 1) // 2)
        columns[f"share_{factor.code}"], columns[f"mean_{factor.code}"] = share, mean
    shares = [values for name, values in columns.items() if name.startswith("share_")]
    columns["overall_share"], columns["overall_mean"] = _own_scores(answers.scores, at_least=1)
    columns["overall_binary"] = satisfied_overall(answers.scores)
    columns["overall_dimavg"] = np.mean(shares, axis=0)
    return pd.DataFrame(columns)


def satisfied_overall(scores: Scores) -> Floats:
    """Tell who is satisfied on the whole: sum ≥ 4 · answered (integers); NaN when nothing is answered."""
    answered = np.count_nonzero(scores != NO_ANSWER, axis=1)
    yes = scores.sum(axis=1, dtype=np.int64) >= SATISFIED * answered
    return np.where(answered > 0, yes.astype(np.float64), np.nan)


def _own_scores(block: Scores, at_least: int) -> tuple[Floats, Floats]:
    answered = np.count_nonzero(block != NO_ANSWER, axis=1)
    base = np.where(answered >= at_least, answered, np.nan)
    return np.count_nonzero(block >= SATISFIED, axis=1) / base, block.sum(axis=1, dtype=np.int64) / base
