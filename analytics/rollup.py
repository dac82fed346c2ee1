"""From answers to one figure: the roll-ups by name, each with its linearised influence per respondent."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

import numpy as np
import numpy.typing as npt

from analytics.answers import NO_ANSWER, SATISFIED, Answers, Mask, Scores
from analytics.estimate import Scale
from analytics.validity import satisfied_overall

Floats = npt.NDArray[np.float64]
Columns = tuple[int, ...]
BLOCK = 16_384


class Method(Enum):
    """The way the answers of a questionnaire become one figure. The default of the project is the first."""

    MEAN_OF_ITEMS = "mean_of_items"
    MEAN_OF_FACTORS = "mean_of_factors"
    POOLED_ANSWERS = "pooled_answers"
    RESPONDENT_SHARE = "respondent_share"
    SATISFIED_RESPONDENTS = "satisfied_respondents"
    MEAN_OF_POOLED_FACTORS = "mean_of_pooled_factors"
    SCORE_OF_ITEMS = "score_of_items"
    SCORE_OF_FACTORS = "score_of_factors"

    @property
    def label(self) -> str:
        """The Vietnamese name, as printed beside a figure."""
        return _LABELS[self]

    @property
    def scale(self) -> Scale:
        return Scale.SCORE if self in (Method.SCORE_OF_ITEMS, Method.SCORE_OF_FACTORS) else Scale.SHARE


_LABELS = {
    Method.MEAN_OF_ITEMS: "Trung bình các chỉ số câu hỏi",
    Method.MEAN_OF_FACTORS: "Trung bình các chỉ số nhóm tiêu chí",
    Method.POOLED_ANSWERS: "Gộp mọi lượt trả lời",
    Method.RESPONDENT_SHARE: "Trung bình tỷ lệ hài lòng của từng người",
    Method.SATISFIED_RESPONDENTS: "Tỷ lệ người có điểm trung bình từ 4 trở lên",
    Method.MEAN_OF_POOLED_FACTORS: "Trung bình các nhóm tiêu chí, gộp lượt trả lời trong nhóm",
    Method.SCORE_OF_ITEMS: "Điểm trung bình các câu hỏi",
    Method.SCORE_OF_FACTORS: "Điểm trung bình các nhóm tiêu chí",
}

SIDE_BY_SIDE = (
    Method.MEAN_OF_ITEMS,
    Method.MEAN_OF_FACTORS,
    Method.POOLED_ANSWERS,
    Method.RESPONDENT_SHARE,
    Method.SATISFIED_RESPONDENTS,
)


@dataclass(frozen=True)
class Linear:
    """A figure and the influence z of each respondent on it: Σ w z = 0, its variance is that of Σ w z."""

    value: float
    influence: Floats


@dataclass(frozen=True)
class Ratios:
    """A figure as a mean of ratios R_k = Σ w num_k / Σ w den_k.

    numerator, denominator   n × K; a respondent without the answer has zero in both
    group                    K group numbers: first the mean within a group, then the mean of the groups
    """

    numerator: npt.NDArray[Any]
    denominator: npt.NDArray[Any]
    group: tuple[int, ...]

    @property
    def present(self) -> Mask:
        """Who has any answer that counts."""
        return np.asarray(np.any(self.denominator, axis=1))

    def rows(self, places: npt.NDArray[np.intp]) -> "Ratios":
        """Take some respondents as a sample of their own."""
        return replace(self, numerator=self.numerator[places], denominator=self.denominator[places])

    def within(self, domain: Mask) -> "Ratios":
        """Restrict to a domain; the rows outside stay, with influence zero."""
        inside = domain[:, None]
        return replace(self, numerator=self.numerator * inside, denominator=self.denominator * inside)

    def linearise(self, weights: Floats | None = None) -> Linear:
        """Compute the figure and every respondent's influence.

        z_i = Σ_k a_k (num_ik − R_k den_ik) / Σ w den_k. A ratio without any answer leaves the mean and the
        others share its coefficient; NaN when no ratio has an answer. R: `svytotal` of z, or
        `svycontrast(svymean(…))` when nothing is missing.
        """
        ones = np.ones(len(self.numerator)) if weights is None else weights
        base = _sums(ones, self.denominator)
        coefficient = self._coefficients(base > 0)
        if not coefficient.any():
            return Linear(float("nan"), np.zeros(len(ones)))
        divisor = np.where(base > 0, base, 1.0)
        ratio = _sums(ones, self.numerator) / divisor
        per_answer = coefficient / divisor
        influence = self._influence(per_answer, per_answer * ratio)
        # A mean lies between its extremes; twenty times 1/20 may come out a hair above one.
        lowest, highest = ratio[coefficient > 0].min(), ratio[coefficient > 0].max()
        return Linear(float(np.clip(coefficient @ ratio, lowest, highest)), influence)

    def _influence(self, of_numerator: Floats, of_denominator: Floats) -> Floats:
        parts = [
            block @ of_numerator - base @ of_denominator
            for block, base in zip(_blocks(self.numerator), _blocks(self.denominator), strict=True)
        ]
        return np.concatenate(parts)

    def _coefficients(self, present: Mask) -> Floats:
        groups = np.asarray(self.group)
        size = np.bincount(groups, weights=present)
        weight_of_group = 1.0 / (np.maximum(size, 1) * max(np.count_nonzero(size), 1))
        coefficients: Floats = np.where(present, weight_of_group[groups], 0.0)
        return coefficients


def _sums(weights: Floats, matrix: npt.NDArray[Any]) -> Floats:
    total = np.zeros(matrix.shape[1])
    for at, block in enumerate(_blocks(matrix)):
        total += weights[at * BLOCK : (at + 1) * BLOCK] @ block
    return total


def _blocks(matrix: npt.NDArray[Any]) -> Iterator[Floats]:
    """Small answers as floats a block at a time: twice as fast as all at once, and a million need no room."""
    for start in range(0, max(len(matrix), 1), BLOCK):
        yield matrix[start : start + BLOCK].astype(np.float64)


def ratios(answers: Answers, method: Method, columns: Columns | None = None) -> Ratios:
    """Lay out a roll-up over all items, or over the items at `columns`.

    Blanks leave the denominator of their item, and 3 ("bình thường") stays in it. So items asked of a random
    part of the respondents (planned missing) enter with their own base: the index stays unbiased.

    Source: mean of item indices as in SIPAS; mean of dimension means as in forms of the education sector.
    """
    chosen = tuple(range(len(answers.structure.items))) if columns is None else columns
    scores = answers.scores[:, list(chosen)] if columns is not None else answers.scores
    if method is Method.POOLED_ANSWERS:
        return _pooled(scores, (0,) * len(chosen))
    if method is Method.MEAN_OF_POOLED_FACTORS:
        return _pooled(scores, _factor_numbers(answers, chosen))
    if method is Method.RESPONDENT_SHARE:
        return _respondent_share(scores)
    if method is Method.SATISFIED_RESPONDENTS:
        return _satisfied_respondents(scores)
    return _by_item(scores, method, _factor_numbers(answers, chosen))


def respondent_ratio(values: Floats) -> Ratios:
    """Lay out the mean of one number per respondent; NaN is missing."""
    present = ~np.isnan(values)
    return Ratios(np.where(present, values, 0.0)[:, None], present[:, None], (0,))


def _by_item(scores: Scores, method: Method, factors: tuple[int, ...]) -> Ratios:
    in_factors = method in (Method.MEAN_OF_FACTORS, Method.SCORE_OF_FACTORS)
    numerator = scores if method.scale is Scale.SCORE else scores >= SATISFIED
    return Ratios(numerator, scores != NO_ANSWER, factors if in_factors else (0,) * len(factors))


def _pooled(scores: Scores, groups: tuple[int, ...]) -> Ratios:
    numbers = tuple(dict.fromkeys(groups))
    blocks = [scores[:, [i for i, g in enumerate(groups) if g == number]] for number in numbers]
    satisfied = np.column_stack([np.count_nonzero(b >= SATISFIED, axis=1) for b in blocks])
    answered = np.column_stack([np.count_nonzero(b != NO_ANSWER, axis=1) for b in blocks])
    return Ratios(satisfied, answered, tuple(range(len(numbers))))


def _respondent_share(scores: Scores) -> Ratios:
    answered = np.count_nonzero(scores != NO_ANSWER, axis=1)
    satisfied = np.count_nonzero(scores >= SATISFIED, axis=1)
    return respondent_ratio(satisfied / np.where(answered > 0, answered, np.nan))


def _satisfied_respondents(scores: Scores) -> Ratios:
    return respondent_ratio(satisfied_overall(scores))


def _factor_numbers(answers: Answers, columns: Columns) -> tuple[int, ...]:
    numbers: dict[str, int] = {}
    return tuple(numbers.setdefault(answers.structure.items[c].factor, len(numbers)) for c in columns)
