"""Which forms the units of a sight collect, and how many came of each: none is a number too."""

from collections import Counter
from collections.abc import Mapping

from analytics.turnout import Turnout, turnout
from survey import population
from survey.answered import Sight, code_of, counted
from survey.population import Sizes
from survey.running import Running
from survey.store import points, questionnaires

OPEN = "open"
# Unit and code of the questionnaire.
Asked = Mapping[tuple[str, str], int]


def forms(live: Running, sight: Sight) -> Asked:
    """Received forms of every version together; 0 where an open point collects and nothing came."""
    db, found = live.store.db, Counter[tuple[str, str]]()
    for unit, key, n in counted(live, sight).forms:
        found[unit, code_of(key)] += n
    open_at = [p for p in points.of_units(db, sorted(sight.units), sight.day) if p.state == OPEN]
    return {**dict.fromkeys(((p.unit, p.questionnaire) for p in open_at), 0), **found}


def turnouts(live: Running, asked: Asked, sizes: Sizes) -> dict[str, Turnout | None]:
    """Of each questionnaire, over all units that collect it."""
    codes = sorted({code for _, code in asked})
    return {
        code: turnout({unit: n for (unit, of), n in asked.items() if of == code}, people(live, sizes, code))
        for code in codes
    }


def people(live: Running, sizes: Sizes, code: str) -> Mapping[str, int]:
    """How many could answer the questionnaire, by unit."""
    return population.of_form(live, sizes, questionnaires.latest_key(live.store.db, code))
