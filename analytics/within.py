"""One unit's page beside the tables of all: what those decided, its own page must not undo."""

from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from analytics.answers import NO_ANSWER, Answers
from analytics.disclosure import ReleasePlan, release_plan
from analytics.nesting import TOTAL, name_of, plan_of

UNIT = "unit"
# Beyond this a table of units by groups is not audited, and units show no such table.
MOST_CELLS = 4_000


@dataclass(frozen=True, eq=False)
class Wider:
    """The release of everything a reader may see; each plan is made when it is first asked for."""

    answers: Answers
    floor: int

    @cached_property
    def plan(self) -> ReleasePlan:
        return plan_of(self.answers, self.floor)

    @cached_property
    def questions(self) -> dict[str, ReleasePlan]:
        """The release of every question by unit, level and area, by who answered it."""
        scores, codes = self.answers.scores, self.answers.structure.codes
        asked = {code: self.answers.where(scores[:, at] != NO_ANSWER) for at, code in enumerate(codes)}
        return {code: plan_of(own, self.floor) for code, own in asked.items() if len(own)}

    def cross(self, column: str) -> ReleasePlan | None:
        """Plan the table of units by the groups of a column; None where it is too large to be audited."""
        if column not in self._crosses:
            self._crosses[column] = self._crossed(column)
        return self._crosses[column]

    @cached_property
    def _crosses(self) -> dict[str, ReleasePlan | None]:
        return {}

    def _crossed(self, column: str) -> ReleasePlan | None:
        about = self.answers.about
        n = about.groupby([about[UNIT], about[column].fillna("").astype(str)]).size()
        if len(n) > MOST_CELLS:
            return None
        cells = pd.DataFrame(
            {
                "n": n.to_numpy(),
                "parent": [name_of(UNIT, str(unit)) for unit, _ in n.index],
                "parent_group": [name_of(column, str(group)) for _, group in n.index],
            },
            index=[cell_of(str(unit), column, str(group)) for unit, group in n.index],
        )
        own = plan_of(self.answers, self.floor, (column,))
        sides = [self._side(UNIT, self.plan), self._side(column, own)]
        total = pd.DataFrame({"n": [len(about)], "released": [True]}, index=[TOTAL])
        try:
            return release_plan(pd.concat([cells, *sides, total]), self.floor)
        except ValueError:  # the two margins together tell a small cell already: no table of units at all
            return None

    def _side(self, column: str, plan: ReleasePlan) -> pd.DataFrame:
        n = self.answers.about[column].fillna("").astype(str).value_counts()
        names = [name_of(column, str(key)) for key in n.index]
        told = [plan.allows(name) for name in names]
        return pd.DataFrame({"n": n.to_numpy(), "parent": TOTAL, "released": told}, index=names)


@dataclass(frozen=True)
class Within:
    """One group (`name_of` a unit or an area) of a wider release."""

    wider: Wider
    group: str

    @property
    def hidden(self) -> str:
        """Why nothing of the group may be shown; empty when it may."""
        plan = self.wider.plan
        return plan.reason(self.group) if self.group in plan.hidden else ""

    @property
    def withheld(self) -> frozenset[str]:
        """Questions that answers of the group to them would tell of another, by subtraction."""
        return frozenset(code for code, plan in self.wider.questions.items() if self.group in plan.hidden)

    def hides(self, column: str, key: str) -> str:
        """Why a line of the group's own table by this column is hidden; empty when it may be shown."""
        if column == UNIT:
            return self.wider.plan.reason(name_of(UNIT, key))
        kind, _, unit = self.group.partition("\x00")
        plan = self.wider.cross(column) if kind == UNIT else None
        return plan.reason(cell_of(unit, column, key)) if plan else NOT_SPLIT


NOT_SPLIT = "không tách riêng ở đây"


def cell_of(unit: str, column: str, key: str) -> str:
    return f"{name_of(UNIT, unit)}\x00{name_of(column, key)}"
