"""One figure for any set of answers, and the groups of a breakdown with what may be shown of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.aggregate import index_in, prepare
from analytics.aggregate_change import compare_units
from analytics.answers import Answers, Places
from analytics.change import Change, compare
from analytics.design import UNIT_STRATA, Design
from analytics.disclosure import ReleasePlan, release_plan
from analytics.estimate import Estimate
from analytics.index import unit_index
from analytics.rollup import Columns, Method
from analytics.sample import Sample
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
    """A group of a breakdown: where its rows are, the level of its unit, and why it is hidden, if it is."""

    key: str
    rows: Places
    level: str
    hidden: str


def figure_of(
    answers: Answers, method: Method, design: Design = UNIT_STRATA, columns: Columns | None = None
) -> Figure:
    """Compute share and mean score: by the design over several units, respondents as such within one."""
    return figure_in(sample_of(answers, design), answers, method, columns)


def sample_of(answers: Answers, design: Design) -> Sample | None:
    """The design over the answers of several units, laid out once for many figures; None for one unit."""
    return prepare(answers, design) if several_units(answers) else None


def figure_in(
    sample: Sample | None, answers: Answers, method: Method, columns: Columns | None = None
) -> Figure:
    """Compute `figure_of` in a design already laid out."""
    if sample is None:
        return Figure(*(unit_index(answers, m, columns=columns) for m in (method, _SCORE)))
    return Figure(*(index_in(sample, answers, m, columns) for m in (method, _SCORE)))


def several_units(answers: Answers) -> bool:
    return answers.units > 1


def change_of(before: Answers, after: Answers, method: Method, design: Design = UNIT_STRATA) -> Change:
    """Compare two periods: in one design when there are several units, as two samples of one unit else."""
    if several_units(before) or several_units(after):
        return compare_units(before, after, method, design)
    return compare(before, after, method)


def judged(index: Estimate, target: Target | None, population: int | None = None) -> Judgement | None:
    """Judge the figure when there is a target for it."""
    return judge(index, target.value, population) if target else None


def people_of(answers: Answers, population: Mapping[str, int]) -> int | None:
    """Everybody who could have answered in the units of these answers; None unless all are counted."""
    units = answers.about["unit"].unique() if "unit" in answers.about else ()
    sizes = [population.get(str(unit)) for unit in units]
    known = [size for size in sizes if size is not None]
    return sum(known) if known and len(known) == len(sizes) else None


def groups_of(answers: Answers, column: str, floor: int, plan: ReleasePlan | None = None) -> Iterator[Group]:
    """Split the answers by a column, with the word of the release plan on each group."""
    decided = plan or plan_of(answers, floor, (column,))
    level = answers.about.get("level")
    for key, places in places_of(answers, column).items():
        own = "" if level is None else str(level.iloc[places[0]])
        yield Group(key, places, own, decided.reason(_name(column, key)))


def places_of(answers: Answers, column: str) -> dict[str, Places]:
    """Where the respondents of each group stand; groups in order of their keys."""
    found = answers.about.groupby(_values(answers, column).to_numpy(), sort=True).indices
    return {str(key): np.asarray(places, dtype=np.intp) for key, places in found.items()}


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
        keys = _values(answers, parent).groupby(values.to_numpy()).first()
        table[f"parent_{place}"] = [_name(parent, str(key)) for key in keys.reindex(table.index)]
    if not above:
        table["parent"] = TOTAL
    return table.set_axis([_name(column, str(key)) for key in table.index], axis=0)


def _values(answers: Answers, column: str) -> "pd.Series[str]":
    return answers.about[column].fillna("").astype(str)


def _name(column: str, key: str) -> str:
    return f"{column}\x00{key}"
