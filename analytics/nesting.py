"""One release plan for breakdowns and periods that contain each other: no sum may tell a hidden group."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analytics.answers import Answers, places_of
from analytics.disclosure import AlreadyToldError, ReleasePlan, nothing_shown, release_plan

TOTAL = "\x00total"
# What units add up to; a breakdown by anything else shares only the total with these.
NESTED = ("unit", "level", "area")
# The shorter period of the same calendar that an answer lies in; blank in none.
PART = "part"

# Answers in no part: a rest that no page shows by itself.
REST = "\x00rest"


@dataclass(frozen=True)
class Release:
    """A period that is, or was, shown: its parts, and the two earlier releases that it is the sum of."""

    label: str
    parts: frozenset[str]
    pieces: tuple[str, ...] = ()

    def name(self, group: str) -> str:
        return f"{self.label}\x00{group}" if self.label and group else group


def plan_of(answers: Answers, floor: int, columns: Sequence[str] = NESTED) -> ReleasePlan:
    """Plan one release of breakdowns that share their people: units, and what units add up to.

    Every breakdown adds up to a total that is shown too, so a single small group takes a second one with it;
    a unit also adds up to its level and its area, so the second is one that these cannot tell apart either.
    Where `about` has `part`, the shorter periods of which this one is made, what was shown in each of them
    and in each run of them from the first on (half year, nine months) is out already: the year must not tell
    the quarter in which a unit had three answers.
    """
    shown = [column for column in columns if column in answers.about]
    parts = places_of(answers, PART) if PART in answers.about else {"": np.arange(len(answers))}
    made: dict[Release, pd.DataFrame] = {}
    for release in _releases(parts):
        table = _tables(answers.where(np.concatenate([parts[part] for part in sorted(release.parts)])), shown)
        table["released"] = _told(table, release, made)
        plan = _safe_plan(pd.concat([_placed(table, release, ()), *_earlier(release, made)]), floor)
        out = [release.label != REST and plan.allows(release.name(group)) for group in table.index]
        made[release] = table.assign(released=out)
    return plan


def plan_of_question(answers: Answers, floor: int, main: ReleasePlan) -> ReleasePlan:
    """Plan the breakdown of one question by those who answered it, under the plan of its questionnaire.

    What that hides stays hidden here. The question's figure for all is out already: it stands in the table
    of questions beside the index. Where a shown unit has few answers to the question nobody is singled out:
    who answered which question is known to no reader; its line is left out.
    """
    table = _tables(answers, [column for column in NESTED if column in answers.about])
    few = (table["n"] < floor).to_numpy()
    allowed = np.array([main.allows(str(name)) for name in table.index])
    told = pd.Series(None, index=table.index, dtype=object).mask(~allowed, False)
    if len(answers) >= floor and main.allows(TOTAL):
        told[TOTAL] = True
    return _safe_plan(table.assign(released=told, left_out=few & allowed), floor)


def _safe_plan(table: pd.DataFrame, floor: int) -> ReleasePlan:
    """Nothing more is shown where what is out already leaves a hidden group too little room."""
    try:
        return release_plan(table, floor)
    except AlreadyToldError:
        return nothing_shown(table, floor)


def name_of(column: str, key: str) -> str:
    """How a plan of breakdowns calls a group."""
    return f"{column}\x00{key}"


def _releases(parts: Iterable[str]) -> Iterator[Release]:
    """Every part, every run of parts from the first on, the rest; the whole comes last."""
    keys = sorted(parts)
    named = [key for key in keys if key]
    so_far: tuple[str, ...] = ()
    for at, part in enumerate(named if len(keys) > 1 else ()):
        yield Release(part, frozenset([part]))
        so_far = (*so_far, part)
        if at and len(so_far) < len(keys):
            yield Release("+".join(named[: at + 1]), frozenset(named[: at + 1]), so_far)
            so_far = ("+".join(named[: at + 1]),)
    if named and "" in keys:
        yield Release(REST, frozenset([""]))
        so_far = (*so_far, REST)
    yield Release("", frozenset(keys), so_far)


def _told(table: pd.DataFrame, release: Release, made: Mapping[Release, pd.DataFrame]) -> "pd.Series[bool]":
    """True for the sum of figures that are all out; the others are for the plan to decide."""
    pieces = [shown["released"] for one, shown in made.items() if one.label in release.pieces]
    out = [shown.reindex(table.index, fill_value=True) for shown in pieces]
    told = pd.concat(out, axis=1).all(axis=1) if out else pd.Series(False, index=table.index)
    return told[told].reindex(table.index)


def _earlier(release: Release, made: Mapping[Release, pd.DataFrame]) -> list[pd.DataFrame]:
    inner = [one for one in made if one.parts < release.parts]
    return [
        _placed(made[one], one, [other for other in (*inner, release) if one.parts < other.parts])
        for one in inner
    ]


def _placed(table: pd.DataFrame, release: Release, above: Sequence[Release]) -> pd.DataFrame:
    """The groups of a release under its own names, each also lying in that group of the releases above."""
    columns = [column for column in table.columns if str(column).startswith("parent")]
    named = table[columns].fillna("").map(release.name)
    within = {f"parent_of_{one.label}": [one.name(group) for group in table.index] for one in above}
    found = table.assign(**{str(column): named[column] for column in columns}, **within)
    return found.set_axis([release.name(group) for group in table.index], axis=0)


def _tables(answers: Answers, columns: Sequence[str]) -> pd.DataFrame:
    tables = [_counted(answers, column, columns[1:] if column == columns[0] else []) for column in columns]
    total = pd.DataFrame({"n": [len(answers)], "parent": [""]}, index=[TOTAL])
    return pd.concat([*tables, total])


def _counted(answers: Answers, column: str, above: Sequence[str]) -> pd.DataFrame:
    """n per group, and the groups of the columns above that each one lies in; without any, the total."""
    places = places_of(answers, column)
    table = pd.DataFrame({"n": [len(rows) for rows in places.values()]}, index=list(places))
    for number, parent in enumerate(above):
        keys = answers.about[parent].fillna("").astype(str).to_numpy()
        table[f"parent_{number}"] = [name_of(parent, keys[rows[0]]) for rows in places.values()]
    if not above:
        table["parent"] = TOTAL
    return table.set_axis([name_of(column, key) for key in table.index], axis=0)
