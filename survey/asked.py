"""Which forms the units of a sight collect, and how many came of each: none is a number too."""

from collections import Counter
from collections.abc import Mapping

from analytics.turnout import Turnout, turnout
from survey import population
from survey.answered import Counted, Sight, code_of
from survey.population import Sizes
from survey.running import Running
from survey.store import points, questionnaires

# Unit and code of the questionnaire.
Asked = Mapping[tuple[str, str], int]


def forms(live: Running, sight: Sight, what: Counted) -> Asked:
    """Received forms of every version together; 0 where an open point collects and nothing came."""
    db, found = live.store.db, Counter[tuple[str, str]]()
    for unit, key, n in what.forms:
        found[unit, code_of(key)] += n
    open_at = points.asked(db, sight.units, sight.day)
    none = dict.fromkeys(((unit, code) for code, own in open_at.items() for unit in own), 0)
    return {**none, **found}


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
