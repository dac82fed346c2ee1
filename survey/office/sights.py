"""What a page looks at, beside all that its reader may see."""

from survey.answered import Sight, part_of
from survey.office.rights import scope


def sight_of(unit: str, seen: frozenset[str]) -> Sight:
    return part_of(scope().sight(seen), unit, scope().units)
