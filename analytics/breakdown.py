"""One figure for any set of answers, and the groups of a breakdown with what may be shown of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from analytics.aggregate import aggregate_index
from analytics.aggregate_change import compare_units
from analytics.answers import Answers, Mask
from analytics.change import Change, compare
from analytics.design import UNIT_STRATA, Design
from analytics.disclosure import ReleasePlan, release_plan
from analytics.estimate import Estimate
from analytics.index import unit_index
from analytics.rollup import Columns, Method
from analytics.target import Target
from analytics.verdict import Judgement, judge

TOTAL = "\x00total"
# What units add up to; a breakdown by anything else shares only the total with these.
NESTED = ("unit", "level", "area")
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


def groups_of(answers: Answers, column: str, floor: int, plan: ReleasePlan | None = None) -> Iterator[Group]:
    """Split the answers by a column, with the word of the release plan on each group."""
    values = _values(answers, column)
    decided = plan or plan_of(answers, floor, (column,))
    for key in sorted(set(values)):
        rows = (values == key).to_numpy(dtype=bool)
        level = str(answers.about["level"].to_numpy()[rows][0]) if "level" in answers.about else ""
        yield Group(str(key), rows, level, decided.reason(_name(column, key)))


def plan_of(answers: Answers, floor: int, columns: Sequence[str] = NESTED) -> ReleasePlan:
    """Plan one release of breakdowns that share their people: units, and what units add up to.

    Every breakdown adds up to a total that is shown too, so a single small group takes a second one with it;
    a unit also adds up to its level and its area, so the second is one that these cannot tell apart either.
    """
    shown = [column for column in columns if column in answers.about]
    first, *others = shown
    tables = [_counted(answers, first, others)] + [_counted(answers, column, []) for column in others]
    total = pd.DataFrame({"n": [len(answers)], "parent": [""]}, index=[TOTAL])
    return release_plan(pd.concat([*tables, total]), floor)


def _counted(answers: Answers, column: str, above: Sequence[str]) -> pd.DataFrame:
    """n per group, and the groups of the columns above that each one lies in; without any, the total."""
    values = _values(answers, column)
    table = pd.DataFrame({"n": values.value_counts().sort_index()})
    for place, parent in enumerate(above):
        names = _values(answers, parent).map(lambda key, parent=parent: _name(parent, key))
        table[f"parent_{place}"] = names.groupby(values).first()
    if not above:
        table["parent"] = TOTAL
    return table.set_axis([_name(column, str(key)) for key in table.index], axis=0)


def _values(answers: Answers, column: str) -> "pd.Series[str]":
    return answers.about[column].fillna("").astype(str)


def _name(column: str, key: str) -> str:
    return f"{column}\x00{key}"
