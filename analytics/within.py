"""One unit's page beside the tables of all: what those hide, its own page hides too."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from analytics.answers import NO_ANSWER, Answers
from analytics.disclosure import ReleasePlan, is_told
from analytics.disclosure.floors import Hidden, words
from analytics.disclosure.hypercube import hidden_cells
from analytics.nesting import name_of, plan_of, plan_of_question
from analytics.releases import PART, REST, TOTAL, is_beside

UNIT = "unit"
NOT_SPLIT = "không tách riêng ở đây"

# Units by groups: whether the cell may be shown.
Cross = pd.DataFrame


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
        """The release of every question by unit, level and area."""
        scores, codes = self.answers.scores, self.answers.structure.codes
        asked = {code: self.answers.where(scores[:, at] != NO_ANSWER) for at, code in enumerate(codes)}
        return {code: plan_of_question(own, self.floor, self.plan) for code, own in asked.items() if len(own)}

    def cross(self, column: str) -> Cross | None:
        """Plan the table of units by the groups of a column; None where it cannot be shown at all."""
        if column not in self._crosses:
            # Other periods have tables of their own, and this one less these would tell their cells.
            about = self.answers.about
            alone = not is_beside(about) and (PART not in about or about[PART].nunique() == 1)
            self._crosses[column] = self._crossed(column) if alone else None
        return self._crosses[column]

    @cached_property
    def _crosses(self) -> dict[str, Cross | None]:
        return {}

    def _crossed(self, column: str) -> Cross | None:
        about = self.answers.about
        groups = about[column].fillna("").astype(str)
        own = plan_of(self.answers, self.floor, (column,))
        # Groups that have no line in the table of all are one group here: together they are its rest.
        rest = groups.map(lambda key: not own.allows(name_of(column, key)))
        counts = pd.crosstab(about[UNIT].astype(str), groups.mask(rest, REST))
        rows = np.array([[not self.plan.allows(name_of(UNIT, unit))] for unit in counts.index])
        while len(counts.columns) > 1:
            sizes = counts.to_numpy(dtype=np.int64)
            hidden, unsafe = hidden_cells(sizes, self.floor, rows | (counts.columns == REST)[None, :])
            if not unsafe:
                return pd.DataFrame(~hidden, index=counts.index, columns=counts.columns)
            counts = _with_larger_rest(counts, counts.columns[sorted(unsafe)])
        return None


def _with_larger_rest(counts: pd.DataFrame, unsafe: "pd.Index[str]") -> pd.DataFrame:
    """Give up these columns, or the smallest where the rest itself is not safe: they join the rest."""
    shown = counts.drop(columns=REST, errors="ignore")
    given_up = [name for name in unsafe if name != REST] or [str(shown.sum().idxmin())]
    rest = counts[given_up].sum(axis=1) + counts.get(REST, 0)
    return shown.drop(columns=given_up).assign(**{REST: rest})


@dataclass(frozen=True)
class Within:
    """One group (`name_of` a unit or an area) of a wider release, and the units that answered in it.

    before  the same group in the release of the period before; None when nobody answered then
    """

    wider: Wider
    group: str
    members: frozenset[str]
    before: "Within | None" = None

    @property
    def hidden(self) -> str:
        """Why nothing of the group may be shown; empty when it may."""
        return self._reason(self.wider.plan)

    def _reason(self, plan: ReleasePlan) -> str:
        """A node of several areas has no line in any plan: those that are shown must tell it."""
        if self._name:
            return plan.reason(self._name)
        units = self.wider.answers.about[UNIT].astype(str).unique()
        inside = [name_of(UNIT, unit) for unit in units if unit in self.members]
        return "" if is_told(plan, inside) else words(Hidden.PROTECTS, self.wider.floor)

    @cached_property
    def _name(self) -> str:
        """What the plan of all calls the group; empty for a node of several areas."""
        about = self.wider.answers.about
        kind, _, key = self.group.partition("\x00")
        if kind in about and set(about.loc[about[kind] == key, UNIT]) == self.members:
            return self.group
        return TOTAL if set(about[UNIT]) <= self.members else ""

    @property
    def withheld(self) -> frozenset[str]:
        """Questions of which the group's answers would tell those of a hidden one."""
        return frozenset(code for code, plan in self.wider.questions.items() if self._is_hidden_in(plan))

    def _is_hidden_in(self, plan: ReleasePlan) -> bool:
        return self._name in plan.hidden if self._name else bool(self._reason(plan))

    def hides(self, column: str, key: str) -> str:
        """Why a line of the group's own table by this column is hidden; empty when it may be shown."""
        if column == UNIT:
            return self.wider.plan.reason(name_of(UNIT, key))
        kind, _, unit = self.group.partition("\x00")
        cross = self.wider.cross(column) if kind == UNIT else None
        if cross is None:
            return NOT_SPLIT
        shown = key in cross.columns and bool(cross.loc[unit, key])
        return "" if shown else words(Hidden.PROTECTS, self.wider.floor)
