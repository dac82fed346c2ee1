"""One questionnaire, or one of its questions, in full: figures, trend, pictures, and their tables."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from analytics import tables
from analytics.charts import answers, course, dots
from analytics.charts.drawing import Drawing
from analytics.estimate import Verdict
from analytics.review import By, Review, Row
from analytics.standing import clearly_below
from survey import paging, results, trends
from survey.alphabet import order
from survey.answered import Sight
from survey.paging import Stretch
from survey.running import Running
from survey.trends import Trend

TREND_SHEET = "Theo kỳ"
TYPED_IN = ("paper", "import")
MOST_WEAK = 5
# Breakdowns that a page shows as tables; units, factors and items have pictures too.
SIMPLE = (By.AREA, By.LEVEL, By.PROCEDURE, By.CHANNEL, By.POINT)


@dataclass(frozen=True)
class Units:
    """Those of one page of a long list: two thousand dots are no picture."""

    stretch: Stretch[Row]
    chart: Drawing


@dataclass(frozen=True)
class Detail:
    """`units` in the order of their names. The charts are of everything but the units."""

    key: str
    review: Review
    trend: tuple[Row, ...]
    units: tuple[Row, ...]
    charts: Mapping[str, Drawing]

    def shown_units(self) -> Units:
        shown = paging.asked(self.units)
        return Units(shown, dots.draw("Chỉ số từng đơn vị, với khoảng tin cậy và mục tiêu", shown.rows))

    @property
    def sheets(self) -> dict[str, pd.DataFrame]:
        return {**tables.sheets(self.review), TREND_SHEET: tables.table(self.trend)}

    @property
    def weak(self) -> tuple[Row, ...]:
        """What is clearly below the target: the whole, factors, and the weakest questions."""
        whole, judgement = self.review.overall, self.review.overall.judgement
        missed = (whole,) if judgement and judgement.verdict is Verdict.NOT_MET else ()
        factors, items = (clearly_below(self.review, by) for by in (By.FACTOR, By.ITEM))
        return (*missed, *factors, *items[:MOST_WEAK])

    @property
    def breakdowns(self) -> list[tuple[By, tuple[Row, ...]]]:
        """The plain breakdowns that tell more than one group apart, and show one of them.

        Answers that somebody typed in say so even when no others came.
        """
        found = ((by, self.review.by(by)) for by in SIMPLE)
        return [(by, rows) for by, rows in found if _tells(rows)]


def _tells(rows: tuple[Row, ...]) -> bool:
    several = len(rows) > 1 and any(row.index for row in rows)
    return several or any(row.key in TYPED_IN for row in rows)


def of(live: Running, sight: Sight, key: str, item: str = "") -> Detail | None:
    """None when nobody answered it."""
    review = results.detail(live, sight, key, item)
    if review is None:
        return None
    trend = trends.of_sight(live, sight, key, item)
    units = tuple(sorted(review.by(By.UNIT), key=lambda row: order(row.name)))
    return Detail(key, review, trends.rows_of(trend, sight.floor), units, _charts(review, trend))


def _charts(review: Review, trend: Trend) -> dict[str, Drawing]:
    target = review.overall.target
    return {
        "trend": course.draw("Chỉ số qua các kỳ, với mục tiêu", trend, target.value if target else None),
        "factors": dots.draw("Chỉ số từng nhóm tiêu chí, với mục tiêu", review.by(By.FACTOR), target),
        "answers": answers.draw("Phân bố năm mức trả lời theo câu hỏi", review.by(By.ITEM)),
    }
