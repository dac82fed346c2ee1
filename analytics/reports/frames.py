"""Rows of a review as tables of a report: a hidden row says why in the column of the verdict."""

from collections.abc import Sequence

from analytics.charts import dots
from analytics.numbers import short_percent
from analytics.reports.content import Table
from analytics.review import By, Review, Row
from analytics.tables import (
    CHANGE,
    INDEX,
    LABEL,
    LOWER,
    MEAN,
    NAME,
    NOTE,
    TARGET,
    UPPER,
    VERDICT,
    N,
    table,
)

# What a portrait page has room for, and a landscape one.
NARROW = (NAME, N, INDEX, LOWER, UPPER, TARGET, VERDICT, LABEL)
WIDE = (NAME, N, INDEX, LOWER, UPPER, MEAN, TARGET, VERDICT, CHANGE, LABEL, NOTE)
UNIT = "%; điểm trung bình từ 1 đến 5"
# A longer table is read in a spreadsheet, not on paper.
MOST_LINES = 200


def of_rows(
    name: str, title: str, rows: Sequence[Row], shown: tuple[str, ...] = NARROW, notes: tuple[str, ...] = ()
) -> Table:
    """A table of the report; `name` is its sheet."""
    frame = table(rows)
    if VERDICT not in frame:
        frame.insert(list(frame.columns).index(UPPER) + 1, VERDICT, None)
    frame[VERDICT] = [_verdict(row, said) for row, said in zip(rows, frame[VERDICT], strict=True)]
    empty = [column for column in (VERDICT, NOTE) if not frame[column].fillna("").astype(bool).any()]
    frame = frame.drop(columns=empty)
    one = _one_target(rows)
    columns = tuple(column for column in shown if column != TARGET or not one)
    return Table(name, title, frame, columns, UNIT, (*one, *notes), listed=len(frame) <= MOST_LINES)


def _verdict(row: Row, said: str | None) -> str | None:
    return row.hidden or (f"{said}{dots.ALONE}" if row.alone else said)


def _one_target(rows: Sequence[Row]) -> tuple[str, ...]:
    """A target that all rows share is said once, below the table."""
    found = {row.target.value if row.target else None for row in rows if not row.hidden}
    one = found.pop() if len(found) == 1 else None
    return (f"Mục tiêu: {short_percent(one)}.",) if one is not None else ()


def shown(review: Review, by: By) -> list[Row]:
    """The rows of a breakdown that have figures."""
    return [row for row in review.by(by) if row.index]


def named(review: Review, by: By) -> tuple[Row, ...]:
    """The rows of a breakdown that stand for something: an answer without a procedure names none."""
    return tuple(row for row in review.by(by) if row.key)
