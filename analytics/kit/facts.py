"""What a communication kit is made from: the published figures of one questionnaire, and who they are of."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from analytics.estimate import Verdict
from analytics.review import Row


class Outcome(Enum):
    """What may be said in public; the value is the word for it."""

    MET = "Đạt mục tiêu"
    NOT_MET = "Chưa đạt mục tiêu"
    UNDECIDED = "Chưa đủ căn cứ"
    REFUSED = "Chưa đánh giá"
    NO_TARGET = "Chưa có mục tiêu"
    HIDDEN = "Không công bố riêng"


_OUTCOMES = {
    Verdict.MET: Outcome.MET,
    Verdict.NOT_MET: Outcome.NOT_MET,
    Verdict.UNDECIDED: Outcome.UNDECIDED,
    Verdict.REFUSED: Outcome.REFUSED,
}


@dataclass(frozen=True)
class Facts:
    """One questionnaire of one unit in a closed period, as it was released to the public.

    asked    who answered, in the words of the form: "cha mẹ học sinh"
    before   name of the period before
    row      the whole of the unit; factors: its groups of questions, hidden ones without figures
    topics   names of the groups of questions, also of those that are hidden
    others   how many other questionnaires were released with it
    address  of the public page
    digest   of what was frozen
    """

    unit: str
    title: str
    asked: str
    period: str
    before: str
    first: date
    last: date
    row: Row
    factors: Sequence[Row]
    topics: Sequence[str]
    others: int
    address: str
    digest: str = ""
    synthetic: bool = False

    @property
    def outcome(self) -> Outcome:
        """Hidden unless there is a figure; without a target nothing is judged."""
        index = self.row.index
        if self.row.hidden or index is None or math.isnan(index.value):
            return Outcome.HIDDEN
        return _OUTCOMES[self.row.judgement.verdict] if self.row.judgement else Outcome.NO_TARGET
