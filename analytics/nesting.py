"""One release plan for breakdowns and periods that contain each other: no sum may tell a hidden group."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from analytics.answers import Answers, places_of
from analytics.disclosure import AlreadyToldError, Floor, ReleasePlan, plan_as_told, release_plan
from analytics.releases import (
    OWN,
    PART,
    REST,
    TOTAL,
    WHOLE,
    Book,
    Part,
    Release,
    beside,
    is_beside,
    releases,
    then,
)

# What units add up to; a breakdown by anything else shares only the total with these.
AREA = "area"
NESTED = ("unit", "level", AREA)


def plan_of(answers: Answers, floor: int, columns: Sequence[str] = NESTED) -> ReleasePlan:
    """Plan one release of breakdowns that share their people: units, and what units add up to.

    Every breakdown adds up to a total that is shown too, so a single small group takes a second one with it;
    a unit also adds up to its level and its area, so the second is one that these cannot tell apart either.
    Where `about` has `part`, the shorter periods of which this one is made, what was shown in each of them
    and in each run of them from the first on (half year, nine months) is out already: the year must not tell
    the quarter in which a unit had three answers. Where a group was another one then (`releases.then`), the
    groups of then are what is out.
    """
    if is_beside(answers.about):
        return _plan_beside(answers, floor, columns)
    if not any(column in answers.about for column in columns):
        # Where nobody is told apart, all are one group.
        answers = replace(answers, about=answers.about.assign(**{columns[0]: ""}))
    return planned(answers, floor, columns)[0]


def planned(answers: Answers, floor: int, columns: Sequence[str]) -> tuple[ReleasePlan, list[Part]]:
    """The plan of a period, and what it and each of its parts and runs of parts show."""
    shown = [column for column in columns if column in answers.about]
    parts = places_of(answers, PART) if PART in answers.about else {"": np.arange(len(answers))}
    book, made = Book(answers.about), list[Part]()
    inside = planned(answers, Floor.INSIDE, columns)[1] if floor > Floor.INSIDE else []
    for release in _all_releases(answers, parts, shown):
        rows = np.concatenate([parts[part] for part in sorted(release.parts)])
        now = book.part(release, rows, shown)
        if release.label and release.label != REST and _is_plain((*made, now), floor):
            made.append(now.showing(True))
            continue
        now.table["released"] = _hidden_inside(_told(now, made), now, inside)
        inner = [one for one in made if one.release.parts <= release.parts]
        insiders = _insiders(answers.where(rows), release, shown) if inside else []
        plan = _safe_plan(pd.concat([now.named(()), *_earlier(now, inner)]), floor, insiders)
        out = [release.label != REST and plan.allows(release.name(group)) for group in now.table.index]
        made.append(now.showing(out))
    return plan, made


def _hidden_inside(told: "pd.Series[bool]", now: Part, inside: Sequence[Part]) -> "pd.Series[bool]":
    """The public sees nothing that people of the office do not: they would see both."""
    for one in inside:
        if one.release == now.release:
            return told.mask(~one.table["released"].reindex(told.index).astype(bool), False)
    return told


def _insiders(answers: Answers, whole: Release, columns: Sequence[str]) -> list[frozenset[str]]:
    """For each area what its own people see of it, in a release and in each part, beside what is public."""
    inner = [column for column in columns if column != AREA]
    if AREA not in columns or not inner:
        return []
    before = {
        c: answers.about[then(c, whole.label)] for c in columns if then(c, whole.label) in answers.about
    }
    shown = replace(answers, about=answers.about.assign(**before))
    found = []
    for area, rows in places_of(shown, AREA).items():
        seen = planned(shown.where(rows), Floor.INSIDE, inner)[1]
        # Their total is the line of the area; what they see by level is no line of the public tables.
        called = {TOTAL: name_of(AREA, area)}
        found.append(
            frozenset(
                (one.release if one.release.label else whole).name(called.get(name, name))
                for one in seen
                for name in one.table.index[one.table["released"]]
                if name in called or name.startswith(name_of(inner[0], ""))
            )
        )
    return found


def _is_plain(parts: Sequence[Part], floor: int) -> bool:
    """Where no group is small nothing is hidden, and there is nothing to plan."""
    return all(one.release.label != REST and bool((one.table["n"] >= floor).all()) for one in parts)


def _plan_beside(answers: Answers, floor: int, columns: Sequence[str]) -> ReleasePlan:
    """What every stretch of a period of another calendar may tell; what was not asked there is not shown."""
    about = answers.about
    shown = [column for column in columns if column in about]
    part = Book(about).part(WHOLE, np.arange(len(answers)), shown)
    open_ = {
        name
        for name, rows in {**part.rows, TOTAL: np.arange(len(answers))}.items()
        if (mark := beside(name.partition("\x00")[0])) in about and not about[mark].iloc[rows].any()
    }
    return plan_as_told(part.table, floor, open_)


def plan_of_question(answers: Answers, floor: int, main: ReleasePlan) -> ReleasePlan:
    """Plan the breakdown of one question by those who answered it, under the plan of its questionnaire.

    What that hides stays hidden here. The question's figure for all is out already: it stands in the table
    of questions beside the index. Where a shown unit has few answers to the question nobody is singled out:
    who answered which question is known to no reader; its line is left out.
    """
    shown = [column for column in NESTED if column in answers.about]
    table = Book(answers.about).part(WHOLE, np.arange(len(answers)), shown).table
    few = (table["n"] < floor).to_numpy()
    allowed = np.array([main.allows(str(name)) for name in table.index])
    told = pd.Series(None, index=table.index, dtype=object).mask(~allowed, False)
    if len(answers) >= floor and main.allows(TOTAL):
        told[TOTAL] = True
    return _safe_plan(table.assign(released=told, left_out=few & allowed), floor)


def _safe_plan(table: pd.DataFrame, floor: int, insiders: Sequence[frozenset[str]] = ()) -> ReleasePlan:
    """Nothing more is shown where what is out already leaves a hidden group too little room."""
    try:
        return release_plan(table, floor, insiders)
    except AlreadyToldError:
        return plan_as_told(table, floor, frozenset())


def name_of(column: str, key: str) -> str:
    """How a plan of breakdowns calls a group."""
    return f"{column}\x00{key}"


def _all_releases(answers: Answers, parts: Iterable[str], columns: Sequence[str]) -> Iterator[Release]:
    """What was shown of the period under another tree is out before the whole is planned."""
    *shorter, whole = releases(parts)
    yield from shorter
    if any(then(column, OWN) in answers.about for column in columns):
        yield Release(OWN, whole.parts, whole.pieces)
        whole = Release(whole.label, whole.parts, (OWN,))
    yield whole


def _told(now: Part, made: Sequence[Part]) -> "pd.Series[bool]":
    """True for the sum of figures that are all out; the others are for the plan to decide."""
    pieces = [one for one in made if one.release.label in now.release.pieces]
    told = pd.Series(bool(pieces), index=now.table.index)
    counted = pd.Series(0, index=now.table.index)
    for one in pieces:
        same = one.table[[name == within for name, within in one.places_in(now).items()]]
        told &= same["released"].reindex(told.index, fill_value=True)
        counted = counted.add(same["n"], fill_value=0)
    told &= counted.reindex(told.index) == now.table["n"]
    for name in now.made_up_of(told.index[told]):
        told[name] = True
    return told[told].reindex(now.table.index)


def _earlier(now: Part, inner: Sequence[Part]) -> list[pd.DataFrame]:
    every = (*inner, now)
    return [
        table
        for at, one in enumerate(inner)
        for table in _under(one, [o for o in every[at + 1 :] if one.release.parts <= o.release.parts])
    ]


def _under(one: Part, above: Sequence[Part]) -> list[pd.DataFrame]:
    return [one.named(above), *one.divided(above)]
