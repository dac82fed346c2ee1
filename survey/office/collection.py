"""How far the collection is, by counts alone: what each unit asks, how many answered, what is missing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from analytics.charts import progress
from analytics.charts.drawing import Drawing
from analytics.index import proportion
from analytics.needed import answers_needed
from analytics.target import Target, target_of
from analytics.turnout import Turnout, turnout
from analytics.verdict import FEWEST_TO_JUDGE
from survey import asked, population, results
from survey.alphabet import order
from survey.answered import Sight, counted
from survey.formats import number
from survey.questionnaire import Questionnaire
from survey.running import Running
from survey.store import questionnaires, units
from survey.store.units import Unit

FEWEST_SHOWN = 4
NONE_YET = "Chưa có phiếu nào: kiểm tra tờ dán mã, nhắc đơn vị giới thiệu với người dân."
ENOUGH = "Đủ số phiếu ít nhất để có thể kết luận."


@dataclass(frozen=True)
class Line:
    """One form of one unit: how many answers came, and what they are good for.

    goal    so many answers can prove the target at the earliest, when everybody is satisfied
    people  how many could have answered; None when nobody counted them
    """

    unit: Unit
    n: int
    goal: int
    people: int | None

    @property
    def turnout(self) -> Turnout | None:
        """Of how many people the answers are; only for the lines that a page shows."""
        return (
            None if self.people is None else turnout({self.unit.code: self.n}, {self.unit.code: self.people})
        )

    @property
    def sentence(self) -> str:
        """What is missing; whether the target is met is told by the pages with an index."""
        if not self.n:
            return NONE_YET
        missing = self.goal - self.n
        return f"Cần thêm ít nhất {number(missing)} phiếu mới có thể kết luận." if missing > 0 else ENOUGH


@dataclass(frozen=True)
class Collection:
    """By questionnaire code: `lines`, fewest answers first, `titles`, the `turnout` of all units together."""

    lines: Mapping[str, tuple[Line, ...]]
    titles: Mapping[str, str]
    turnout: Mapping[str, Turnout | None]

    @property
    def without(self) -> tuple[Unit, ...]:
        """Units that collect and have nothing at all, each once."""
        some = {line.unit.code for lines in self.lines.values() for line in lines if line.n}
        empty = {line.unit.code: line.unit for lines in self.lines.values() for line in lines}
        none = [unit for code, unit in empty.items() if code not in some]
        return tuple(sorted(none, key=lambda unit: order(unit.name)))

    @property
    def fewest(self) -> list[Line]:
        """The units that have begun but have least of one of their forms, each unit once."""
        begun = sorted(
            (line for lines in self.lines.values() for line in lines if line.n), key=lambda line: line.n
        )
        least = {line.unit.code: line for line in reversed(begun)}
        return sorted(least.values(), key=lambda line: line.n)[:FEWEST_SHOWN]

    def chart(self, lines: Sequence[Line]) -> Drawing:
        """Of some lines of one questionnaire: two thousand bars are no picture."""
        counts = {line.unit.name: line.n for line in lines}
        return progress.draw("Số phiếu từng đơn vị so với mức cần", counts, lines[0].goal)


def of(live: Running, sight: Sight) -> Collection:
    db, what = live.store.db, counted(live, sight)
    codes = sorted(sight.units.union(what.units))
    named = {unit.code: unit for unit in units.some(db, codes, sight.day)}
    found = asked.forms(live, sight, what)
    forms = _newest(live, {code for _, code in found})
    sizes, known = population.of(live, sight), results.known_targets(live, what)
    people = {code: population.of_kind(sizes, form.kind) for code, form in forms.items()}
    goals = {code: results.targets_of(form.kind, known) for code, form in forms.items()}
    lines: dict[str, list[Line]] = {code: [] for code in forms}
    for unit, code in sorted(found, key=lambda one: order(named[one[0]].name)):
        goal = _goal(goals[code], named[unit].level)
        lines[code].append(Line(named[unit], found[unit, code], goal, people[code].get(unit)))
    return Collection(
        {code: tuple(sorted(own, key=lambda line: line.n)) for code, own in lines.items()},
        {code: form.title.get("vi") for code, form in forms.items()},
        {code: turnout({one.unit.code: one.n for one in own}, people[code]) for code, own in lines.items()},
    )


def _newest(live: Running, codes: Iterable[str]) -> dict[str, Questionnaire]:
    keys = {code: questionnaires.latest_key(live.store.db, code) for code in sorted(codes)}
    return {code: live.questionnaire(key) for code, key in keys.items()}


def _goal(targets: Sequence[Target], level: str) -> int:
    target = target_of(targets, level)
    return _answers_for(target.value) if target else FEWEST_TO_JUDGE


@cache
def _answers_for(target: float) -> int:
    return answers_needed(proportion(1, 1), target) or FEWEST_TO_JUDGE
