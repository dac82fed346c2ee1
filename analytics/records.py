"""Rows of a review as flat records at full precision, for other programs."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from analytics.estimate import Estimate, Scale
from analytics.review import By, Review, Row


@dataclass(frozen=True)
class Record:
    """One figure. Shares in percent, means on 1–5, nothing rounded; None where there is nothing to say.

    by            the breakdown, empty for the figures of the whole questionnaire
    hidden        why the row shows nothing; empty when it does
    level         of the interval, as a share; `method` made the figure, `interval_method` its interval
    change        in percentage points against the period before; change_note: when other questions or units
                  answered then, what is compared and what is left out
    """

    questionnaire: str
    by: str
    key: str
    name: str
    n: int | None
    index: float | None
    lower: float | None
    upper: float | None
    level: float | None
    method: str | None
    interval_method: str | None
    mean: float | None
    mean_lower: float | None
    mean_upper: float | None
    target: float | None
    verdict: str | None
    change: float | None
    change_lower: float | None
    change_upper: float | None
    change_label: str | None
    change_note: str | None
    hidden: str


def records(review: Review, by: By | None = None) -> Iterator[Record]:
    """Yield the rows of one breakdown; without one the whole, the overall question, and expectations met."""
    whole = (review.overall, review.overall_question, review.expectation)
    rows = review.by(by) if by else tuple(row for row in whole if row.hidden or row.n)
    for row in rows:
        yield _record(review.structure.questionnaire, by.value if by else "", row)


def _record(questionnaire: str, by: str, row: Row) -> Record:
    index = row.index.interval if row.index else None
    mean = row.mean.interval if row.mean else None
    change = row.change.interval if row.change else None
    return Record(
        questionnaire=questionnaire,
        by=by,
        key=row.key,
        name=row.name,
        n=None if row.hidden else row.n,
        index=_plain(row.index),
        lower=_percent(index.lower) if index else None,
        upper=_percent(index.upper) if index else None,
        level=index.level if index else None,
        method=row.index.method if row.index else None,
        interval_method=index.method if index else None,
        mean=_plain(row.mean),
        mean_lower=_known(mean.lower) if mean else None,
        mean_upper=_known(mean.upper) if mean else None,
        target=_percent(row.target.value) if row.target else None,
        verdict=row.judgement.verdict.value if row.judgement else None,
        change=_percent(row.change.value) if row.change else None,
        change_lower=_percent(change.lower) if change else None,
        change_upper=_percent(change.upper) if change else None,
        change_label=row.change.label.value if row.change else None,
        change_note=(row.change.note or None) if row.change else None,
        hidden=row.hidden,
    )


def _plain(estimate: Estimate | None) -> float | None:
    if estimate is None:
        return None
    return _percent(estimate.value) if estimate.scale is Scale.SHARE else _known(estimate.value)


def _percent(share: float) -> float | None:
    return _known(share * 100)


def _known(figure: float) -> float | None:
    return figure if math.isfinite(figure) else None
