"""What a page looks at, beside all that its reader may see."""

from dataclasses import replace

from survey.answered import Sight, part_of
from survey.office.rights import Scope, scope, units_of
from survey.period import Period
from survey.running import running


def sight_of(unit: str, seen: frozenset[str]) -> Sight:
    return part_of(scope().sight(seen), unit, scope().units)


def scope_in(shown: Period) -> Scope:
    """What the signed-in person may see of another period, by the tree of that."""
    empty = Scope(scope().account, shown, frozenset())
    return replace(empty, units=units_of(running().store, empty.account, empty.day, empty.first))
