"""The breakdowns of a review, one line of its tables, and the review that they make up."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from analytics.change import Change
from analytics.design import UNIT_STRATA, Design
from analytics.disclosure import Floor
from analytics.estimate import Estimate
from analytics.rollup import Method
from analytics.structure import Structure
from analytics.target import Target
from analytics.verdict import Judgement


class By(Enum):
    """The breakdowns; the value is the column of `Answers.about`, the label what an official reads."""

    UNIT = "unit"
    LEVEL = "level"
    AREA = "area"
    PROCEDURE = "procedure"
    CHANNEL = "channel"
    POINT = "point"
    FACTOR = "factor"
    ITEM = "item"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    By.UNIT: "Đơn vị",
    By.LEVEL: "Cấp",
    By.AREA: "Địa bàn",
    By.PROCEDURE: "Thủ tục",
    By.CHANNEL: "Kênh",
    By.POINT: "Điểm khảo sát",
    By.FACTOR: "Nhóm tiêu chí",
    By.ITEM: "Câu hỏi",
}
GROUPINGS = (By.UNIT, By.LEVEL, By.AREA, By.PROCEDURE, By.CHANNEL, By.POINT)


@dataclass(frozen=True)
class Row:
    """One line of a table. A hidden row keeps no figure at all, so that nothing can leak from it.

    n          respondents behind it; 0 when hidden
    index      share of answers 4–5 rolled up over the items; mean: the score 1–5 beside it
    level      level of the unit (rows of units)
    counts     answers 1, 2, 3, 4, 5 (rows of items)
    cautions   what must be said beside the figure before anybody relies on it
    hidden     why nothing is shown; empty when it is
    alone      "chưa đạt" holds of the unit by itself, but not surely among all of its level, see `listing`
    """

    key: str
    name: str
    n: int
    index: Estimate | None = None
    mean: Estimate | None = None
    target: Target | None = None
    judgement: Judgement | None = None
    change: Change | None = None
    level: str = ""
    counts: tuple[int, ...] = ()
    cautions: tuple[str, ...] = ()
    hidden: str = ""
    alone: bool = False


@dataclass(frozen=True)
class Review:
    """The figures of one questionnaire in one period. `overall_question` and `expectation` stand apart.

    population  people who could have answered, by unit, where known
    """

    structure: Structure
    n: int
    units: int
    overall: Row
    overall_question: Row
    expectation: Row
    rows: Mapping[By, tuple[Row, ...]] = field(repr=False)
    method: Method = Method.MEAN_OF_ITEMS
    design: Design = UNIT_STRATA
    floor: int = Floor.INSIDE
    population: Mapping[str, int] = field(default_factory=dict)

    def by(self, breakdown: By) -> tuple[Row, ...]:
        return self.rows.get(breakdown, ())

    def without_changes(self) -> "Review":
        """The same, saying nothing of the period before."""

        def alone(row: Row) -> Row:
            return replace(row, change=None)

        return replace(
            self,
            overall=alone(self.overall),
            overall_question=alone(self.overall_question),
            expectation=alone(self.expectation),
            rows={by: tuple(map(alone, rows)) for by, rows in self.rows.items()},
        )

    def weakest(self, count: int = 5) -> tuple[Row, ...]:
        """The shown items with the lowest index, lowest first."""
        shown = [row for row in self.by(By.ITEM) if row.index]
        return tuple(sorted(shown, key=lambda row: row.index.value if row.index else 0.0)[:count])

    def method_lines(self) -> tuple[str, ...]:
        """How the figures were made, to be printed under every table and chart."""
        alike = " Mỗi phiếu tính như nhau, nên đơn vị nhiều phiếu nặng hơn." if self.units > 1 else ""
        return (
            f"Chỉ số: {self.method.label}; mỗi câu là tỷ lệ mức 4–5 trên số người trả lời câu đó.{alike}",
            f"Khoảng tin cậy 95 % (Wilson trên cỡ mẫu hiệu dụng). {self.design.sentence}",
            "Kết luận theo cận một phía 95 %; dưới 10 phiếu không đánh giá, "
            f"dưới {self.floor} phiếu không hiển thị.",
        )
