"""One figure for any set of answers, and the groups of a breakdown with what may be shown of them."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from analytics.aggregate import aggregate_index
from analytics.aggregate_change import compare_units
from analytics.answers import Answers, Mask
from analytics.change import Change, compare
from analytics.design import UNIT_STRATA, Design
from analytics.disclosure import release_plan
from analytics.estimate import Estimate
from analytics.index import unit_index
from analytics.rollup import Columns, Method
from analytics.target import Target
from analytics.verdict import Judgement, judge

TOTAL = "\x00total"
_SCORE = Method.SCORE_OF_ITEMS


@dataclass(frozen=True)
class Figure:
    """The share and, on the same answers, the mean score."""

    index: Estimate
    mean: Estimate


@dataclass(frozen=True)
class Group:
    """A group of a breakdown: its rows, the level of its unit, and why it is hidden, if it is."""

    key: str
    rows: Mask
    level: str
    hidden: str


def figure_of(
    answers: Answers, method: Method, design: Design = UNIT_STRATA, columns: Columns | None = None
) -> Figure:
    """Compute share and mean score: by the design over several units, respondents as such within one."""
    if several_units(answers):
        index, mean = (aggregate_index(answers, design, method=m, columns=columns) for m in (method, _SCORE))
        return Figure(index, mean)
    return Figure(*(unit_index(answers, m, columns=columns) for m in (method, _SCORE)))


def several_units(answers: Answers) -> bool:
    return "unit" in answers.about and answers.about["unit"].nunique() > 1


def change_of(before: Answers, after: Answers, method: Method, design: Design = UNIT_STRATA) -> Change:
    """Compare two periods: in one design when there are several units, as two samples of one unit else."""
    if several_units(before) or several_units(after):
        return compare_units(before, after, method, design)
    return compare(before, after, method)


def judged(index: Estimate, target: Target | None) -> Judgement | None:
    """Judge the figure when there is a target for it."""
    return judge(index, target.value) if target else None


def groups_of(answers: Answers, column: str, floor: int) -> Iterator[Group]:
    """Split the answers by a column, with the release plan's word on each group.

    The groups add up to a total that is shown too, so a single small group takes a second one with it.
    """
    values = answers.about[column].fillna("").astype(str)
    counts = values.value_counts().sort_index()
    total = pd.DataFrame({"n": [int(counts.sum())], "parent": [""]}, index=[TOTAL])
    table = pd.concat([pd.DataFrame({"n": counts, "parent": TOTAL}), total])
    plan = release_plan(table, floor)
    for key in counts.index:
        rows = (values == key).to_numpy(dtype=bool)
        level = str(answers.about["level"].to_numpy()[rows][0]) if "level" in answers.about else ""
        yield Group(str(key), rows, level, plan.reason(str(key)))
