"""What the units one may see were told in a period: read once, kept until an answer is added."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from analytics.answers import Answers
from analytics.disclosure import Floor
from survey import formats
from survey.answer_matrix import answers_of, moved
from survey.clock import today
from survey.period import Period
from survey.running import Running
from survey.store import organisation, responses, tallies, units
from survey.store.units import MANAGEMENT


@dataclass(frozen=True)
class Sight:
    """What is looked at: these units in this period, with groups smaller than the floor hidden.

    tree_of  the day whose tree, names and mergers count; None for the end of the period
    group  what a release of all units that the reader may see (`wider`) calls these; empty for all of them
    """

    units: frozenset[str]
    period: Period
    floor: int = Floor.INSIDE
    tree_of: date | None = None
    group: str = ""
    wider: frozenset[str] = frozenset()

    @property
    def day(self) -> date:
        """A period that still runs has the tree of today."""
        return self.tree_of or min(self.period.last, today())

    @property
    def tree(self) -> str:
        """Which tree rolls the units up, to be said beside every figure."""
        which = "của kỳ" if self.tree_of is None else "hôm nay"
        return f"Gộp theo cây tổ chức {which} (ngày {formats.day(self.day)})."

    @property
    def whole(self) -> "Sight":
        """All that the reader may see."""
        return Sight(self.wider, self.period, self.floor, self.tree_of) if self.group else self

    def at(self, other: Period) -> "Sight":
        """The same units in another period, so that a change is theirs and not that of a reform."""
        return replace(self, period=other, tree_of=self.day)


@dataclass(frozen=True)
class Counted:
    """Responses by unit and questionnaire version in a period: tells a kept result from a stale one.

    day, revision  the day whose tree counts, and how often the trees were changed by then
    former         units that ended, with the one that answers for them on that day
    """

    period: Period
    forms: tuple[tuple[str, str, int], ...]
    floor: int
    day: date
    revision: int
    former: tuple[tuple[str, str], ...] = ()

    @property
    def versions(self) -> list[str]:
        return sorted({key for _, key, _ in self.forms})

    @property
    def units(self) -> list[str]:
        return sorted({unit for unit, _, _ in self.forms})

    @property
    def logged(self) -> list[str]:
        """The units in whose name answers lie in the log: those that have ended too."""
        now = set(self.units)
        return sorted(now | {old for old, unit in self.former if unit in now})

    def only(self, key: str) -> "Counted":
        """One questionnaire in all its versions: an answer to another one leaves its figures alone."""
        return replace(self, forms=tuple(form for form in self.forms if code_of(form[1]) == code_of(key)))


def counted(live: Running, sight: Sight) -> Counted:
    db, shown = live.store.db, sight.period
    tallies.fold(live.store)
    former = organisation.successions(db).former(sight.units, sight.day)
    found: Counter[tuple[str, str]] = Counter()
    for (unit, key), n in tallies.responses_by_form(db, shown.first, shown.last).items():
        found[former.get(unit, unit), key] += n
    forms = ((unit, key, n) for (unit, key), n in sorted(found.items()) if unit in sight.units)
    told = organisation.revision(db)
    return Counted(shown, tuple(forms), sight.floor, sight.day, told, tuple(sorted(former.items())))


@lru_cache(maxsize=128)
def answered(live: Running, what: Counted) -> dict[str, Answers]:
    """The valid questionnaires by questionnaire version; a version without any is left out."""
    db, shown = live.store.db, what.period
    known = {unit.code: unit for unit in units.some(db, what.logged)}
    areas = {edge.child: edge.parent for edge in units.edges(db, MANAGEMENT, what.day)}
    found = {}
    for key in what.versions:
        log = responses.log(db, key, what.logged, shown.first, shown.last)
        whole = answers_of(live.questionnaire(key), log, known, areas, shown.parts())
        found[key] = moved(whole, dict(what.former), known, areas, what.floor)
    return {key: answers for key, answers in found.items() if len(answers)}


def code_of(key: str) -> str:
    """The questionnaire of a version: truong_hoc_thcs@2 → truong_hoc_thcs."""
    return key.partition("@")[0]


def of_form(answers: dict[str, Answers], key: str) -> Answers | None:
    """The answers to this version, else to another version of the same questionnaire."""
    others = [found for other, found in sorted(answers.items()) if code_of(other) == code_of(key)]
    return answers.get(key) or next(reversed(others), None)
