"""The answers of one questionnaire as a matrix: the form in which every statistic receives them."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from analytics.structure import Structure

NO_ANSWER = 0
SATISFIED = 4

Scores = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]


@dataclass(frozen=True)
class Answers:
    """One row per respondent of one questionnaire.

    scores      n × J, uint8, 1–5; 0 = no answer (blank, not asked, not applicable)
    about       n rows, any of: unit, level, class, channel, procedure, period, weight, …
    overall     n, uint8, the separate overall question; 0 = no answer
    expectation n, float, share of expectations met in percent (0–100); NaN = no answer
    """

    structure: Structure
    scores: Scores
    about: pd.DataFrame
    overall: Scores
    expectation: npt.NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.scores)

    @cached_property
    def units(self) -> int:
        """How many units answered; answers without a unit are those of one."""
        return int(self.about["unit"].nunique()) if "unit" in self.about else 1

    def where(self, rows: Mask | Places) -> "Answers":
        """Some of the respondents: those of a mask, or at these places."""
        places = np.flatnonzero(rows) if rows.dtype == np.bool_ else rows
        return replace(
            self,
            scores=self.scores[places],
            about=self.about.take(places).reset_index(drop=True),
            overall=self.overall[places],
            expectation=self.expectation[places],
        )


def places_of(answers: Answers, column: str) -> dict[str, Places]:
    """Where the respondents of each group stand; groups in order of their keys, missing ones as blank."""
    values = answers.about[column].fillna("").astype(str)
    found = answers.about.groupby(values.to_numpy(), sort=True).indices
    return {str(key): np.asarray(places, dtype=np.intp) for key, places in found.items()}


def from_frame(frame: pd.DataFrame, structure: Structure) -> Answers:
    """Read a wide table, one column per item code, plus `overall` and `expectation` where present.

    Empty cells, and only they, are missing answers. Raises ValueError naming column and row for a value
    that is not a whole number 1–5 (or 0–100 for `expectation`).
    """
    missing = [code for code in structure.codes if code not in frame.columns]
    if missing:
        raise ValueError(f"Thiếu cột câu hỏi: {', '.join(missing)}.")
    scores = np.column_stack([_scores(frame, code) for code in structure.codes])
    other = [c for c in frame.columns if c not in {*structure.codes, "overall", "expectation"}]
    return Answers(
        structure, scores, frame[other].reset_index(drop=True), _scores(frame, "overall"), _percent(frame)
    )


def _scores(frame: pd.DataFrame, column: str) -> Scores:
    if column not in frame.columns:
        return np.zeros(len(frame), dtype=np.uint8)
    numbers = pd.to_numeric(frame[column], errors="coerce")
    wrong = frame[column].notna() & ~numbers.isin([1, 2, 3, 4, 5])
    _refuse(frame[column], wrong, "phải là số nguyên từ 1 đến 5 hoặc để trống")
    return numbers.fillna(NO_ANSWER).to_numpy(dtype=np.uint8)


def _percent(frame: pd.DataFrame) -> npt.NDArray[np.float64]:
    if "expectation" not in frame.columns:
        return np.full(len(frame), np.nan)
    numbers = pd.to_numeric(frame["expectation"], errors="coerce")
    wrong = frame["expectation"].notna() & ~numbers.between(0, 100)
    _refuse(frame["expectation"], wrong, "phải là phần trăm từ 0 đến 100 hoặc để trống")
    return numbers.to_numpy(dtype=np.float64)


def _refuse(column: "pd.Series", wrong: "pd.Series", rule: str) -> None:
    if wrong.any():
        row = int(np.flatnonzero(wrong.to_numpy())[0])
        raise ValueError(f"Dòng {row + 2}, cột {column.name}: “{column.iloc[row]}” {rule}.")
