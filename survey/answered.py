"""What the units one may see were told in a period: read once, kept until an answer is added."""

from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache

from analytics.answers import Answers
from analytics.disclosure import Floor
from survey.answer_matrix import answers_of
from survey.closing.snapshot import snapshot_of
from survey.period import Period
from survey.running import Running
from survey.store import closings, decisions, responses, tallies, units
from survey.store.connection import Store
from survey.store.units import MANAGEMENT


@dataclass(frozen=True)
class Sight:
    """What is looked at: these units in this period, with groups smaller than the floor hidden.

    group  what a release of all units that the reader may see (`wider`) calls these; empty for all of them
    """

    units: frozenset[str]
    period: Period
    floor: int = Floor.INSIDE
    group: str = ""
    wider: frozenset[str] = frozenset()

    @property
    def whole(self) -> "Sight":
        """All that the reader may see."""
        return Sight(self.wider, self.period, self.floor) if self.group else self

    def at(self, other: Period) -> "Sight":
        """The same units in another period, so that a change is theirs and not that of a reform."""
        return replace(self, period=other)


@dataclass(frozen=True)
class Counted:
    """Responses by unit and questionnaire version in a period: tells a kept result from a stale one.

    closing  number of the closed period they are read from, 0 for the log; `earlier`: the period before, as
             that closing knew it
    `decided` changes when one is set aside and another comes, which leaves the numbers as they were.
    """

    period: Period
    forms: tuple[tuple[str, str, int], ...]
    decided: int = 0
    closing: int = 0
    earlier: bool = False

    @property
    def versions(self) -> list[str]:
        return sorted({key for _, key, _ in self.forms})

    @property
    def units(self) -> list[str]:
        return sorted({unit for unit, _, _ in self.forms})

    def only(self, key: str) -> "Counted":
        """One questionnaire in all its versions: an answer to another one leaves its figures alone."""
        return replace(self, forms=tuple(form for form in self.forms if code_of(form[1]) == code_of(key)))


def counted(live: Running, sight: Sight) -> Counted:
    """What was answered, out of the snapshot where the period is closed."""
    wanted = sight.period
    closing = closings.covering(live.store.db, wanted.calendar.value, wanted.label, sight.units)
    if closing:
        return _closed(live, sight, closing.number, earlier=False)
    tallies.fold(live.store)
    found = tallies.responses_by_form(live.store.db, sight.period.first, sight.period.last)
    forms = ((unit, key, n) for (unit, key), n in sorted(found.items()) if unit in sight.units)
    return Counted(sight.period, tuple(forms), decisions.number(live.store.db))


def before(live: Running, sight: Sight, now: Counted) -> Counted:
    """The period before: a closed one is compared with what its own snapshot knew."""
    if now.closing:
        return _closed(live, sight, now.closing, earlier=True)
    return counted(live, sight.at(sight.period.previous()))


def _closed(live: Running, sight: Sight, number: int, *, earlier: bool) -> Counted:
    shown = sight.period.previous() if earlier else sight.period
    forms = tuple(form for form in _forms_of(live.store, number, earlier=earlier) if form[0] in sight.units)
    return Counted(shown, forms, closing=number, earlier=earlier)


@lru_cache(maxsize=16)
def _forms_of(store: Store, number: int, *, earlier: bool) -> tuple[tuple[str, str, int], ...]:
    kept = snapshot_of(store, number)
    found: Counter[tuple[str, str]] = Counter()
    for key, rows in (kept.before if earlier else kept.now).items():
        for row in rows:
            found[row[0], key] += row[6]
    return tuple((unit, key, n) for (unit, key), n in sorted(found.items()))


@lru_cache(maxsize=128)
def answered(live: Running, what: Counted) -> dict[str, Answers]:
    """The valid questionnaires by questionnaire version; a version without any is left out."""
    if what.closing:
        kept, only = snapshot_of(live.store, what.closing), frozenset(what.units)
        made = {key: kept.answers(key, only, before=what.earlier) for key in what.versions}
        return {key: answers for key, answers in made.items() if len(answers)}
    db, shown = live.store.db, what.period
    known = {unit.code: unit for unit in units.some(db, what.units)}
    areas = {edge.child: edge.parent for edge in units.edges(db, MANAGEMENT, shown.last)}
    found = {}
    for key in what.versions:
        log = responses.log(db, key, what.units, shown.first, shown.last)
        found[key] = answers_of(live.questionnaire(key), log, known, areas, shown.parts())
    return {key: answers for key, answers in found.items() if len(answers)}


def code_of(key: str) -> str:
    """The questionnaire of a version: truong_hoc_thcs@2 → truong_hoc_thcs."""
    return key.partition("@")[0]


def of_form(answers: dict[str, Answers], key: str) -> Answers | None:
    """The answers to this version, else to another version of the same questionnaire."""
    others = [found for other, found in sorted(answers.items()) if code_of(other) == code_of(key)]
    return answers.get(key) or next(reversed(others), None)
