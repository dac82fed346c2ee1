"""What goes with overall satisfaction: shares of R² by factor, with their uncertainty."""

from dataclasses import dataclass, replace
from itertools import combinations
from math import comb

import numpy as np
from scipy.stats import rankdata

from analytics.answers import NO_ANSWER, Answers, Places
from analytics.intervals import TWO_SIDED, Floats
from analytics.resampling import redrawn_correlations
from analytics.validity import composites

FEWEST_CASES = 150
LEAST_R2 = 0.10
# Half-width of an interval up to which a share is printed, on [0, 1].
SHARPEST = 0.08
DRAWS = 1000
# Part of the draws that may lack a factor's variation before their quantiles mean nothing.
MOST_LOST = 0.05
INDISTINCT = "không phân biệt được"


@dataclass(frozen=True)
class Drivers:
    """One entry a factor, in the order of the questionnaire.

    lmg      average gain in R² over all orders of the factors; they add up to r2
    johnson  Johnson's relative weights, the quick form; they add up to r2 too
    share    lmg/r2; lower and upper its bootstrap 95 % interval (NaN without bootstrap)
    refused  why nothing may be concluded; empty when it may
    """

    factors: tuple[str, ...]
    n: int
    r2: float
    lmg: Floats
    johnson: Floats
    beta: Floats
    correlation: Floats
    lower: Floats
    upper: Floats
    refused: str = ""

    @property
    def share(self) -> Floats:
        shares: Floats = self.lmg / self.r2 if self.r2 > 0 else np.full(len(self.lmg), np.nan)
        return shares

    def distinct(self) -> tuple[bool, ...]:
        """Tell which shares are sharp enough to print: half the interval's width below 8 points."""
        return tuple(bool(wide < 2 * SHARPEST) for wide in self.upper - self.lower)


def drivers(answers: Answers, draws: int = DRAWS) -> Drivers:
    """Relate the overall question to the factors' mean scores, or say why nothing may be concluded.

    Parameters
    ----------
    answers
        The valid questionnaires with their overall question; complete cases count: an overall answer and
        every factor's mean (half of its items). Under rotating short forms few are complete.
    draws
        Bootstrap draws; 0 leaves the intervals NaN. From 8 units on (`unit` in `about`) units are drawn,
        else respondents: two or three units drawn anew are nearly always the same ones.

    Returns
    -------
    Drivers; refused with fewer than 150 complete cases, R² below 0.10, or factors that cannot be told apart
    (a singular correlation). Then Pareto of the dissatisfied answers is shown instead. Intervals are NaN, and
    no share distinct, when more than one draw in twenty had a factor that did not vary.

    Notes
    -----
    Outcome and predictors are unweighted and treated as numbers; nothing here says that one causes the other.
    Source: Lindeman, Merenda, Gold 1980 (LMG = Shapley); Johnson 2000; Grömping 2015. R: `relaimpo`.
    """
    table, units = complete_cases(answers)
    found = _related(answers, table)
    why = _refusal(found)
    if why:
        nothing = np.full(len(found.factors), np.nan)
        return Drivers(
            found.factors, found.n, np.nan, nothing, nothing, nothing, nothing, nothing, nothing, why
        )
    return _with_intervals(found, table, units, draws) if draws else found


def related(answers: Answers) -> Drivers:
    """Compute the figures of `drivers` without intervals and without its refusals, for checks against R.

    NaN where a factor does not vary, or where factors cannot be told apart.
    """
    return _related(answers, complete_cases(answers)[0])


def correlations(table: Floats) -> Floats:
    """Pearson correlations of n × (1 + K) columns, the outcome first; NaN where a column does not vary."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.corrcoef(table, rowvar=False), dtype=np.float64)


def rank_correlations(table: Floats) -> Floats:
    """Spearman correlations of the same table: Pearson's of the mean ranks. R: `cor(method = "spearman")`."""
    return correlations(rankdata(table, axis=0))


def lmg(matrix: Floats) -> Floats:
    """Compute each predictor's average gain in R² over all orders, from correlations with the outcome first.

    Σ over sets S without k of |S|!(K − 1 − |S|)!/K! · (R²(S ∪ k) − R²(S)). Non-negative, adds up to R².
    """
    gains: Floats = lmg_of_many(matrix[None])[0]
    return gains


def lmg_of_many(matrices: Floats) -> Floats:
    """Compute `lmg` of B correlation matrices at once: B × (K + 1) × (K + 1) → B × K."""
    size = matrices.shape[-1] - 1
    explained = {
        chosen: _r2(matrices, chosen) for m in range(size + 1) for chosen in combinations(range(size), m)
    }
    gains = np.zeros((len(matrices), size))
    for chosen, r2 in explained.items():
        for k in set(range(size)) - set(chosen):
            weight = 1.0 / (size * comb(size - 1, len(chosen)))
            gains[:, k] += weight * (explained[tuple(sorted((*chosen, k)))] - r2)
    return gains


def johnson(matrix: Floats) -> Floats:
    """Compute Johnson's relative weights from correlations with the outcome first; they add up to R².

    (Λ∘Λ)(β∘β) with Λ the symmetric square root of the predictors' correlations and β = Λ⁻¹ r.
    """
    values, vectors = np.linalg.eigh(matrix[1:, 1:])
    root = vectors @ np.diag(np.sqrt(np.maximum(values, 0.0))) @ vectors.T
    weights: Floats = root**2 @ np.linalg.solve(root, matrix[1:, 0]) ** 2
    return weights


def complete_cases(answers: Answers) -> tuple[Floats, Places | None]:
    """Take those who answered the overall question and every factor: n × (1 + K), and the unit's number.

    The overall answer first, then the factors' means. No numbers of units when none are known.
    """
    own = composites(answers)
    means = own[[f"mean_{factor.code}" for factor in answers.structure.factors]].to_numpy(dtype=np.float64)
    overall = np.where(answers.overall == NO_ANSWER, np.nan, answers.overall.astype(np.float64))
    table = np.column_stack([overall, means])
    complete = ~np.isnan(table).any(axis=1)
    if "unit" not in answers.about:
        return table[complete], None
    units = answers.about["unit"].to_numpy(dtype=str)[complete]
    return table[complete], np.unique(units, return_inverse=True)[1]


def _related(answers: Answers, table: Floats) -> Drivers:
    names = tuple(factor.code for factor in answers.structure.factors)
    nothing = np.full(len(names), np.nan)
    matrix = correlations(table) if len(table) > 1 else np.full((len(names) + 1,) * 2, np.nan)
    if not np.isfinite(matrix).all() or np.linalg.matrix_rank(matrix[1:, 1:]) < len(names):
        return Drivers(names, len(table), np.nan, nothing, nothing, nothing, matrix[1:, 0], nothing, nothing)
    beta = np.asarray(np.linalg.solve(matrix[1:, 1:], matrix[1:, 0]), dtype=np.float64)
    r2 = float(beta @ matrix[1:, 0])
    return Drivers(names, len(table), r2, lmg(matrix), johnson(matrix), beta, matrix[1:, 0], nothing, nothing)


def _refusal(found: Drivers) -> str:
    if found.n < FEWEST_CASES:
        return f"Cần ít nhất {FEWEST_CASES} phiếu đủ câu, hiện có {found.n}."
    if np.isnan(found.r2):
        return "Các nhóm tiêu chí trả lời giống hệt nhau, không tách được."
    if found.r2 < LEAST_R2:
        return "Các nhóm tiêu chí giải thích dưới 10 % khác biệt về hài lòng chung."
    return ""


def _with_intervals(found: Drivers, table: Floats, units: Places | None, draws: int) -> Drivers:
    matrices = redrawn_correlations(table, units, draws)
    if len(matrices) < (1.0 - MOST_LOST) * draws:
        return found
    gains = lmg_of_many(matrices)
    shares = gains / gains.sum(axis=1, keepdims=True)
    lower, upper = np.quantile(shares, [TWO_SIDED, 1.0 - TWO_SIDED], axis=0)
    return replace(found, lower=lower, upper=upper)


def _r2(matrices: Floats, chosen: tuple[int, ...]) -> Floats:
    if not chosen:
        return np.zeros(len(matrices))
    places = [k + 1 for k in chosen]
    outcome = matrices[:, places, 0]
    solved = np.linalg.solve(matrices[:, places][:, :, places], outcome[..., None])[..., 0]
    explained: Floats = np.einsum("bk,bk->b", outcome, solved)
    return explained
