"""How well items hang together: Cronbach's alpha, and the polychoric correlation of two ordered answers."""

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import ndtri
from scipy.stats import multivariate_normal

from analytics.answers import NO_ANSWER, Scores
from analytics.intervals import Floats

# Beyond this many standard deviations the normal distribution holds nothing.
FAR = 10.0


def cronbach_alpha(scores: Scores) -> float:
    """Compute k/(k − 1) · (1 − Σ var(item)/var(sum)) over the respondents who answered every item.

    NaN for one item, fewer than two complete cases, or a sum that does not vary. Items under rotation have no
    complete cases. Source: Cronbach 1951; R `psych::alpha`.
    """
    complete = scores[(scores != NO_ANSWER).all(axis=1)].astype(np.float64)
    items = complete.shape[1]
    if items < 2 or len(complete) < 2:
        return float("nan")
    total = float(complete.sum(axis=1).var(ddof=1))
    own = float(complete.var(axis=0, ddof=1).sum())
    return items / (items - 1) * (1.0 - own / total) if total > 0 else float("nan")


def polychoric(one: Scores, two: Scores) -> float:
    """Estimate the correlation of two normal variables behind two ordered answers, in two steps.

    Parameters
    ----------
    one, two
        n answers 1–5 each; rows with a blank are left out.

    Returns
    -------
    ρ maximising the likelihood of the table, with thresholds from the margins; NaN when an answer does not
    vary. A sensitivity check only: near the ceiling its tables are sparse, and it wants 500 answers and no
    empty corner. Source: Olsson 1979; R `polycor::polychor`.
    """
    both = (one != NO_ANSWER) & (two != NO_ANSWER)
    table = np.zeros((6, 6))
    np.add.at(table, (one[both], two[both]), 1)
    table = table[table.sum(axis=1) > 0][:, table.sum(axis=0) > 0]
    if min(table.shape) < 2:
        return float("nan")
    rows, columns = _thresholds(table.sum(axis=1)), _thresholds(table.sum(axis=0))

    def loss(rho: float) -> float:
        return -float(np.sum(table * np.log(np.maximum(_cells(rows, columns, rho), 1e-300))))

    return float(minimize_scalar(loss, bounds=(-0.999, 0.999), method="bounded", options={"xatol": 1e-6}).x)


def _thresholds(margin: Floats) -> Floats:
    inner = ndtri(np.cumsum(margin)[:-1] / margin.sum())
    return np.concatenate([[-FAR], inner, [FAR]])


def _cells(rows: Floats, columns: Floats, rho: float) -> Floats:
    corners = np.stack(np.meshgrid(rows, columns, indexing="ij"), axis=-1)
    below = multivariate_normal(cov=[[1.0, rho], [rho, 1.0]]).cdf(corners)
    return np.asarray(np.diff(np.diff(below, axis=0), axis=1))
