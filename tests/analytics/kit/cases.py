"""Facts for every outcome, with figures worked out by the review itself from people counted by hand."""

from dataclasses import replace
from datetime import date
from functools import cache

from analytics.disclosure import Floor
from analytics.kit.facts import Facts, Outcome
from analytics.review import By, review
from analytics.target import Target
from analytics.verdict import judge
from tests.analytics.reports.small_report import STRUCTURE, answers

TARGET = Target("t", 0.90, "Kế hoạch 21/KH-GD&ĐT")
# Pleased and displeased people of one school, and the target it has.
PEOPLE = {
    Outcome.MET: ((198, 2), TARGET),
    Outcome.NOT_MET: ((120, 80), TARGET),
    Outcome.UNDECIDED: ((55, 5), TARGET),
    Outcome.NO_TARGET: ((90, 10), None),
    Outcome.HIDDEN: ((5, 2), TARGET),
}
UNIT = "Trường Tiểu học An Bình"


def facts_of(outcome: Outcome, before: tuple[int, int] | None = None, **changed: object) -> Facts:
    """A school whose answers lead to the outcome; `changed` are fields of the facts."""
    return replace(_made(outcome, before), **changed)  # type: ignore[arg-type]


@cache
def _made(outcome: Outcome, before: tuple[int, int] | None) -> Facts:
    if outcome is Outcome.REFUSED:
        return _refused()
    people, target = PEOPLE[outcome]
    earlier = answers({"a": before}) if before else None
    made = review(answers({"a": people}), earlier, [target] if target else [], floor=Floor.PUBLIC)
    return Facts(
        unit=UNIT,
        title="Khảo sát cha mẹ học sinh tiểu học",
        asked="cha mẹ học sinh",
        period="Quý III/2026",
        before="Quý II/2026",
        first=date(2026, 7, 1),
        last=date(2026, 9, 30),
        row=made.overall,
        factors=made.by(By.FACTOR),
        topics=[factor.name for factor in STRUCTURE.factors],
        others=0,
        address="https://hailong.example.vn/ket-qua/th-a?ky=2026Q3",
        digest="sha256:" + "0123456789abcdef" * 4,
    )


def _refused() -> Facts:
    """A figure whose interval is missing, as when nothing can be said of its precision."""
    whole = facts_of(Outcome.UNDECIDED)
    assert whole.row.index is not None
    index = replace(whole.row.index, interval=None)
    row = replace(whole.row, index=index, judgement=judge(index, TARGET.value))
    return replace(whole, row=row)
