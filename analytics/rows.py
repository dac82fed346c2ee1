"""The breakdowns of a review and one line of its tables."""

from dataclasses import dataclass
from enum import Enum

from analytics.change import Change
from analytics.estimate import Estimate
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
