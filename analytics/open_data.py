"""The published figures as plain lines for other programs: one line a figure, numbers as numbers."""

from collections.abc import Iterator
from dataclasses import dataclass

from analytics.disclosure.steps import joined
from analytics.estimate import Interval
from analytics.numbers import rounded
from analytics.review import By, Review, Row
from analytics.structure import Item

ALL, OVERALL, EXPECTATION = "all", "overall", "expectation"
# Procedures, channels and points are left out: these cut across units, and no plan covers both at once.
BREAKDOWNS = (By.UNIT, By.LEVEL, By.AREA, By.FACTOR, By.ITEM)
# A key of a table is never blank.
NOT_SAID = "khong-ghi"


@dataclass(frozen=True)
class Result:
    """One figure of one questionnaire version; None where there is none.

    breakdown  all, overall, expectation, unit, level, area, factor or item; `code` is unique within it
    index, lower, upper, target  in percent with two decimals; `mean` is the score 1–5
    verdict  the name of a `Verdict` in lower case
    hidden   why the figures are left out; None when they are there
    """

    questionnaire: str
    breakdown: str
    code: str
    name: str
    level: str | None = None
    n: int | None = None
    index: float | None = None
    lower: float | None = None
    upper: float | None = None
    mean: float | None = None
    target: float | None = None
    target_document: str | None = None
    verdict: str | None = None
    hidden: str | None = None


@dataclass(frozen=True)
class Step:
    """How many gave an answer from `lowest` to `highest` (1–5) to one question."""

    questionnaire: str
    item: str
    lowest: int
    highest: int
    n: int


def results(review: Review, whole: str) -> list[Result]:
    """Lay out a review as lines; `whole` is the code of the office, or unit, that all answers are of.

    What the review hides stays hidden, with its reason; figures are rounded half up to two decimals, as they
    are printed everywhere else. Changes are left out: beside an index they would tell that of a period that
    was never closed.
    """
    key = review.structure.questionnaire
    apart = [(ALL, review.overall), (OVERALL, review.overall_question), (EXPECTATION, review.expectation)]
    rows = [*apart, *((by.value, row) for by in BREAKDOWNS for row in review.by(by))]
    return [line(key, kind, whole if kind == ALL else row.key, row) for kind, row in rows]


def distribution(review: Review) -> list[Step]:
    """How often each answer was given to the questions that are shown.

    Neighbouring answers with fewer than the floor of the review are counted together, so that no count is
    small; one question of which everything would be one step has no line. See `disclosure.steps.joined`.
    """
    return [step for item in review.structure.items for step in _steps(review, item)]


def _steps(review: Review, item: Item) -> Iterator[Step]:
    counts = next((row.counts for row in review.by(By.ITEM) if row.key == item.code and row.counts), ())
    found = joined(counts, review.floor) if counts else []
    for first, last, n in found if len(found) > 1 else ():
        yield Step(review.structure.questionnaire, item.code, first + 1, last + 1, n)


def line(questionnaire: str, breakdown: str, code: str, row: Row) -> Result:
    """Lay out one row of a review, or one period of a trend. See `results`."""
    interval = row.index.interval if row.index else None
    lower, upper = _bounds(interval)
    return Result(
        questionnaire=questionnaire,
        breakdown=breakdown,
        code=code or NOT_SAID,
        name=row.name,
        level=row.level or None,
        n=None if row.hidden else row.n,
        index=_percent(row.index.value) if row.index else None,
        lower=lower,
        upper=upper,
        mean=rounded(row.mean.value) if row.mean else None,
        target=_percent(row.target.value) if row.target else None,
        target_document=row.target.document if row.target else None,
        verdict=row.judgement.verdict.name.lower() if row.judgement else None,
        hidden=row.hidden or None,
    )


def _bounds(interval: Interval | None) -> tuple[float | None, float | None]:
    return (_percent(interval.lower), _percent(interval.upper)) if interval else (None, None)


def _percent(share: float) -> float:
    return rounded(share * 100)
