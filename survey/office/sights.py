"""What a page looks at, beside all that its reader may see."""

from dataclasses import replace

from analytics.nesting import name_of
from survey.answered import Sight
from survey.office.rights import scope


def sight_of(unit: str, seen: frozenset[str]) -> Sight:
    """A unit, or an area with its units, is one group of all that the reader may see and subtract from."""
    found = scope().sight(seen)
    if seen == scope().units:
        return found
    return replace(found, group=name_of("unit" if seen == {unit} else "area", unit), wider=scope().units)
