"""Reviews as tables with Vietnamese headings: numbers stay numbers, hidden rows stay empty."""

from collections.abc import Sequence

import pandas as pd

from analytics import wording
from analytics.estimate import Estimate
from analytics.numbers import rounded
from analytics.review import By, Review, Row

CODE, NAME, N = "Mã", "Tên", "Số phiếu"
INDEX, LOWER, UPPER = "Chỉ số hài lòng (%)", "Cận dưới 95 % (%)", "Cận trên 95 % (%)"
MEAN, TARGET, VERDICT = "Điểm trung bình (1–5)", "Mục tiêu (%)", "Kết luận"
CHANGE, LABEL, NOTE = "So với kỳ trước (điểm %)", "Nhận định thay đổi", "Ghi chú"
LEVELS = (
    "Rất không hài lòng",
    "Không hài lòng",
    "Bình thường",
    "Hài lòng",
    "Rất hài lòng",
)


def table(rows: Sequence[Row]) -> pd.DataFrame:
    """Rows of one breakdown as a table; figures in percent with two decimals, half up."""
    # A hidden row has no count, and would turn those of all others into fractions.
    made = pd.DataFrame([_line(row) for row in rows], columns=list(_HEADINGS)).astype({N: "Int64"})
    return made.drop(columns=[name for name in _OPTIONAL if made[name].isna().all()])


def distribution(rows: Sequence[Row]) -> pd.DataFrame:
    """How often each answer 1 to 5 was given, a line an item."""
    lines = [
        {CODE: row.key, NAME: row.name, N: row.n or None, **dict(zip(LEVELS, row.counts, strict=False))}
        for row in rows
    ]
    counted = dict.fromkeys([N, *LEVELS], "Int64")
    return pd.DataFrame(lines, columns=[CODE, NAME, N, *LEVELS]).astype(counted)


def summary(review: Review) -> pd.DataFrame:
    """The figures of the whole: index, overall question, expectations met."""
    return table([review.overall, review.overall_question, review.expectation])


def sheets(review: Review) -> dict[str, pd.DataFrame]:
    """Every table of a review under the name of its sheet."""
    breakdowns = {by.label: table(rows) for by, rows in review.rows.items() if rows}
    return {"Chung": summary(review), **breakdowns, "Phân bố trả lời": distribution(review.by(By.ITEM))}


_HEADINGS = (CODE, NAME, N, INDEX, LOWER, UPPER, MEAN, TARGET, VERDICT, CHANGE, LABEL, NOTE)
_OPTIONAL = (MEAN, TARGET, VERDICT, CHANGE, LABEL)


def _line(row: Row) -> dict[str, object]:
    return {
        CODE: row.key,
        NAME: row.name,
        N: row.n if not row.hidden else None,
        INDEX: _percent(row.index.value if row.index else None),
        LOWER: _percent(row.index.interval.lower if row.index and row.index.interval else None),
        UPPER: _percent(row.index.interval.upper if row.index and row.index.interval else None),
        MEAN: _score(row.mean),
        TARGET: _percent(row.target.value if row.target else None),
        VERDICT: row.judgement.verdict.value if row.judgement else None,
        CHANGE: _percent(row.change.value if row.change and row.change.interval else None),
        LABEL: row.change.label.value if row.change else None,
        NOTE: row.hidden or " ".join(_notes(row)),
    }


def _notes(row: Row) -> list[str]:
    judged = row.judgement.sentence if row.judgement else ""
    alone = wording.ALONE if row.alone else ""
    moved = row.change.note if row.change else ""
    return [said for said in (judged, alone, *row.cautions, moved) if said]


def _percent(share: float | None) -> float | None:
    return None if share is None else rounded(share * 100)


def _score(mean: Estimate | None) -> float | None:
    return rounded(mean.value) if mean else None
