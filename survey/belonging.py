"""For which unit, level and area an answer counts: on the day of a tree, and when it was shown before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from analytics.answers import Answers
from analytics.nesting import NESTED
from analytics.releases import OWN, PART, REST, Release, releases, then
from survey.store.units import Unit


@dataclass(frozen=True)
class Tree:
    """By which unit each one is managed on a day, and who answers for those that have ended."""

    areas: Mapping[str, str]
    successors: Mapping[str, str]


@dataclass(frozen=True)
class Trees:
    """The tree that counts, and those by which the answers were shown: by label of a part, and `OWN`."""

    now: Tree
    then: Mapping[str, Tree] = field(default_factory=dict)


def placed(answers: Answers, trees: Trees, units: Mapping[str, Unit], floor: int) -> Answers:
    """The answers under the tree that counts, and under what an earlier release had them if it differs."""
    now = moved(answers, trees.now, units, floor)
    found: dict[str, pd.Series] = {}
    for release, tree in _shown_before(answers, trees):
        rows = np.isin(_parts(answers), list(release.parts))
        before = (
            moved(answers.where(rows), tree, units, floor).about[list(NESTED)].set_axis(rows.nonzero()[0])
        )
        if not before.equals(now.about.loc[rows, list(NESTED)]):
            every = before.reindex(now.about.index, fill_value="")
            found |= {then(column, release.label): every[column] for column in NESTED}
    return replace(now, about=now.about.assign(**found))


def moved(answers: Answers, tree: Tree, units: Mapping[str, Unit], floor: int) -> Answers:
    """The answers of units that ended, counted for their successors.

    Where one of those that come together has fewer than `floor`, they stay apart: beside the figures of the
    time before the merger, the sum would tell what was hidden there.
    """
    own = answers.about["unit"]
    acting = {unit: tree.successors.get(unit, unit) for unit in own.unique()}
    levels = {code: units[code].level for code in {*acting, *acting.values()}}
    heirs = own.map(acting)
    sizes = own.groupby([heirs, own]).size()
    several = sizes.groupby(level=0).transform("size") > 1
    apart = set(sizes[several & (sizes < floor)].index.get_level_values(0))
    unit = heirs.where(~heirs.isin(apart), own)
    told = answers.about.assign(
        unit=unit,
        level=unit.map(levels),
        area=heirs.map({code: tree.areas.get(code, "") for code in levels}),
    )
    return replace(answers, about=told)


def _shown_before(answers: Answers, trees: Trees) -> Iterator[tuple[Release, Tree]]:
    """Each part and run of parts, by the tree of its last part; then the whole by the tree of its own day."""
    every = tuple(releases(np.unique(_parts(answers))))
    for release in every:
        last = max(release.parts)
        if release.label not in ("", REST) and last in trees.then:
            yield release, trees.then[last]
    if OWN in trees.then:
        yield Release(OWN, every[-1].parts), trees.then[OWN]


def _parts(answers: Answers) -> "pd.Series[str]":
    return answers.about[PART] if PART in answers.about else pd.Series("", index=answers.about.index)
