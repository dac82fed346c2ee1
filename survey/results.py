"""What was answered in a period by the units one may see: read once, kept as long as no answer is added."""

from functools import lru_cache

from analytics.answers import Answers
from survey.answer_matrix import answers_of
from survey.period import Period
from survey.running import Running
from survey.store import responses, tallies, units

Units = frozenset[str]
# Answers per unit: changes with every answer that is added, so it tells a kept result from a stale one.
Mark = tuple[tuple[str, int], ...]


def counted(live: Running, scope: Units, period: Period) -> dict[str, int]:
    """Responses per unit of the scope in the period; units without any are 0."""
    tallies.fold(live.store)
    found = tallies.responses_by_unit(live.store.db, period.first, period.last)
    return {unit: found.get(unit, 0) for unit in sorted(scope)}


def answered(live: Running, scope: Units, period: Period) -> dict[str, Answers]:
    """The valid questionnaires of the period by questionnaire version, those without any left out."""
    mark = tuple((unit, n) for unit, n in counted(live, scope, period).items() if n)
    return _answered(live, period, mark) if mark else {}


@lru_cache(maxsize=128)
def _answered(live: Running, period: Period, mark: Mark) -> dict[str, Answers]:
    db, codes = live.store.db, [unit for unit, _ in mark]
    known = {unit.code: unit for unit in units.some(db, codes)}
    found = {}
    for key in responses.questionnaires_answered(db, codes, period.first, period.last):
        log = responses.log(db, key, codes, period.first, period.last)
        found[key] = answers_of(live.questionnaire(key), log, known, period.label)
    return {key: answers for key, answers in found.items() if len(answers)}
