"""How far the collection is: which forms a unit collects, how many came, what is still missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from analytics.charts import progress
from analytics.charts.drawing import Drawing
from analytics.index import proportion
from analytics.needed import answers_needed
from analytics.review import By, Review, Row
from analytics.turnout import Turnout, silence, turnout
from analytics.verdict import FEWEST_TO_JUDGE
from survey import asked, population
from survey.alphabet import order
from survey.answered import Sight, code_of
from survey.running import Running
from survey.store import questionnaires, units
from survey.store.units import Unit

FEWEST_SHOWN = 4
NONE_YET = "Chưa có phiếu nào: kiểm tra tờ dán mã, nhắc đơn vị giới thiệu với người dân."


@dataclass(frozen=True)
class Line:
    """One form of one unit: how many answers came, and what they are good for.

    goal     so many answers can prove the target at the earliest, when everybody is satisfied
    turnout  of how many people the answers are; None when nobody counted them
    """

    unit: Unit
    n: int
    goal: int
    sentence: str
    turnout: Turnout | None


@dataclass(frozen=True)
class Collection:
    """By questionnaire code: `lines`, fewest answers first, `titles`, the `turnout` of all units together.

    silence  what the silent must think for a target that is met to be missed, for forms of one unit
    """

    lines: Mapping[str, tuple[Line, ...]]
    titles: Mapping[str, str]
    turnout: Mapping[str, Turnout | None]
    silence: Mapping[str, str]

    @property
    def without(self) -> tuple[Unit, ...]:
        """Units that collect and have nothing at all, each once."""
        some = {line.unit.code for lines in self.lines.values() for line in lines if line.n}
        empty = {line.unit.code: line.unit for lines in self.lines.values() for line in lines}
        return tuple(unit for code, unit in sorted(empty.items()) if code not in some)

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


def of(live: Running, sight: Sight, reviews: Mapping[str, Review]) -> Collection:
    db, codes = live.store.db, sorted(sight.units)
    named = {unit.code: unit for unit in units.some(db, codes, sight.day)}
    found = asked.forms(live, sight)
    said = {(row.key, code_of(key)): row for key, review in reviews.items() for row in review.by(By.UNIT)}
    sizes = population.of(live, sight)
    keys = {code: questionnaires.latest_key(db, code) for code in sorted({code for _, code in found})}
    people = {code: asked.people(live, sizes, code) for code in keys}
    lines: dict[str, list[Line]] = {code: [] for code in keys}
    for unit, code in sorted(found, key=lambda one: order(named[one[0]].name)):
        row, n = said.get((unit, code)), found[unit, code]
        here = turnout({unit: n}, people[code])
        sentence = _sentence(row) if row or not n else ""
        lines[code].append(Line(named[unit], n, _goal(row), sentence, here))
    return Collection(
        {code: tuple(sorted(own, key=lambda line: line.n)) for code, own in lines.items()},
        {code: live.questionnaire(key).title.get("vi") for code, key in keys.items()},
        asked.turnouts(live, found, sizes),
        {code: _silence(own, code, said, people[code]) for code, own in lines.items()},
    )


def _silence(
    own: list[Line], code: str, said: Mapping[tuple[str, str], Row], people: Mapping[str, int]
) -> str:
    unit = own[0].unit.code
    row = said.get((unit, code)) if len(own) == 1 else None
    return silence(row, people.get(unit)) if row else ""


def _goal(row: Row | None) -> int:
    return _answers_for(row.target.value) if row and row.target else FEWEST_TO_JUDGE


@cache
def _answers_for(target: float) -> int:
    return answers_needed(proportion(1, 1), target) or FEWEST_TO_JUDGE


def _sentence(row: Row | None) -> str:
    if row is None:
        return NONE_YET
    return row.hidden or (row.judgement.sentence if row.judgement else "")
