"""The period before, as far as its own release shows it: nothing hidden then is told by a change."""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cached_property

from analytics.answers import Answers, Places
from analytics.breakdown import Group, groups_of
from analytics.disclosure import ReleasePlan
from analytics.nesting import NESTED, plan_of
from analytics.releases import TOTAL
from analytics.rows import GROUPINGS, By
from analytics.within import Within


@dataclass(frozen=True)
class Earlier:
    """The answers of the period before, if any; `within` as in `review`, of the period itself."""

    answers: Answers | None
    floor: int
    within: Within | None

    @cached_property
    def whole(self) -> Answers | None:
        """All of them, where the release of that period shows the whole."""
        if self.answers is None or len(self.answers) < self.floor:
            return None
        if self.within:
            return self.answers if self.within.before and not self.within.before.hidden else None
        return self.answers if self._plan and self._plan.allows(TOTAL) else None

    def group(self, by: By, key: str) -> Answers | None:
        """Those of one group, where that release shows it."""
        places = self._shown.get(by, {}).get(key)
        return self.answers.where(places) if self.answers is not None and places is not None else None

    def keys(self, by: By) -> Set[str]:
        """The groups that release shows."""
        return self._shown.get(by, {}).keys()

    @cached_property
    def _plan(self) -> ReleasePlan | None:
        return plan_of(self.answers, self.floor) if self.answers else None

    @cached_property
    def _shown(self) -> dict[By, dict[str, Places]]:
        return dict(self._groups())

    def _groups(self) -> Iterator[tuple[By, dict[str, Places]]]:
        before = self.answers
        if before is None or len(before) < self.floor:
            return
        nested = self._plan
        for by in (by for by in GROUPINGS if by.value in before.about):
            groups = groups_of(before, by.value, self.floor, nested if by.value in NESTED else None)
            yield by, {group.key: group.rows for group in groups if not self._hidden(by, group)}

    def _hidden(self, by: By, group: Group) -> bool:
        if group.hidden or self.within is None or by is By.POINT:
            return bool(group.hidden)
        return self.within.before is None or bool(self.within.before.hides(by.value, group.key))
