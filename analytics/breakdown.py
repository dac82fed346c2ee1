"""One figure for any set of answers, and the groups of a breakdown with what may be shown of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from analytics.aggregate import index_in, prepare
from analytics.aggregate_change import NOBODY, compare_units, who_moved
from analytics.answers import Answers, Places, places_of
from analytics.change import Change, compare
from analytics.design import UNIT_STRATA, Design
from analytics.disclosure import Floor, ReleasePlan, merge_small
from analytics.estimate import Estimate
from analytics.index import unit_index
from analytics.nesting import name_of, plan_of
from analytics.releases import PART, TOTAL
from analytics.rollup import Columns, Method
from analytics.sample import Sample
from analytics.target import Target
from analytics.verdict import Judgement, judge

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


def change_of(
    before: Answers,
    after: Answers,
    method: Method,
    design: Design = UNIT_STRATA,
    apart: Mapping[str, str] = NOBODY,
) -> Change:
    """Compare two periods: in one design when there are several units, as two samples of one unit else."""
    if several_units(before) or several_units(after) or who_moved(before, after).count:
        return compare_units(before, after, method, design, apart)
    return compare(before, after, method)


def with_merged_points(answers: Answers, floor: int) -> Answers:
    """Put service points of one unit that are too small together, so that no class vanishes."""
    points = answers.about["point"].astype(str)
    counts = points.value_counts().sort_index()
    merged = merge_small(pd.DataFrame({"n": counts, "parent": "unit"}), floor)
    return replace(answers, about=answers.about.assign(point=points.map(merged)))


def trend(
    periods: Sequence[tuple[str, Answers]], floor: int = Floor.INSIDE, method: Method = Method.MEAN_OF_ITEMS
) -> list[tuple[str, Estimate | None]]:
    """Compute the index per period, oldest first; None where fewer than `floor` answered."""
    return [
        (label, figure_of(answers, method).index if _may_be_shown(answers, floor) else None)
        for label, answers in periods
    ]


def _may_be_shown(answers: Answers, floor: int) -> bool:
    """A period of several parts is planned with what was shown of these."""
    if PART in answers.about:
        return plan_of(answers, floor).allows(TOTAL)
    return len(answers) >= floor


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
        yield Group(key, places, own, decided.reason(name_of(column, key)))
