"""How a campaign stands: the answers of each unit against the number it needs, the most urgent first."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from analytics.campaign import Days, Goal, Pace, Rule, goal_of, pace_of
from survey import population
from survey.alphabet import Order, order
from survey.population import Window
from survey.questionnaire import Questionnaire
from survey.store import campaigns, tallies
from survey.store.campaigns import Campaign, Standing
from survey.store.connection import Store

# A unit to be reminded is one of these.
LATE = (Pace.NONE, Pace.BEHIND)
LONGEST_CODE = 48
# At this address a new one is made.
NEW = "moi"
_URGENCY = {pace: place for place, pace in enumerate(Pace)}


@dataclass(frozen=True)
class Line:
    """One unit: `due` answers would be there by now at an even pace.

    points      how many ask
    population  people who could answer, 0 when nobody counted them; `told` when the campaign says so itself
    """

    unit: str
    name: str
    points: int
    population: int
    told: bool
    n: int
    goal: Goal | None
    due: int
    pace: Pace

    @property
    def crowded(self) -> bool:
        """More answers than people: the population is wrong, or somebody answered twice."""
        return 0 < self.population < self.n

    @property
    def missing(self) -> int:
        return max(self.due - self.n, 0)


@dataclass(frozen=True)
class Progress:
    campaign: Campaign
    days: Days
    lines: tuple[Line, ...]

    @property
    def counted(self) -> Counter[Pace]:
        return Counter(line.pace for line in self.lines)

    @property
    def responses(self) -> int:
        return sum(line.n for line in self.lines)

    @property
    def late(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.pace in LATE)

    @property
    def uncounted(self) -> int:
        """How many units nobody counted the people of, so that nobody can say what they need."""
        return sum(line.population == 0 for line in self.lines)

    def of(self, pace: Pace | None) -> tuple[Line, ...]:
        """The lines of one pace, or all of them."""
        return tuple(line for line in self.lines if pace in (None, line.pace))


def progress(
    store: Store, campaign: Campaign, form: Questionnaire, units: Sequence[str], day: date
) -> Progress:
    """The units among these that take part, as they stand on a day; `form` is what the campaign asks."""
    tallies.fold(store)
    days = Days(date.fromisoformat(campaign.first), date.fromisoformat(campaign.last), day)
    shown = Window(days.first, days.last, day)
    people = population.of_kind(population.within(store.db, units, shown), form.kind)
    found = campaigns.standings(store.db, campaign, units, day)
    lines = [_line(campaign, days, one, people.get(one.unit, 0)) for one in found]
    return Progress(campaign, days, tuple(sorted(lines, key=_urgency)))


def code_for(name: str, taken: Collection[str]) -> str:
    """A code for addresses and the command line: Khảo sát học kỳ I → khao-sat-hoc-ky-i."""
    plain = unicodedata.normalize("NFD", name.casefold()).replace("đ", "d").encode("ascii", "ignore").decode()
    code = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_CODE].strip("-") or "dot"
    if code not in (*taken, NEW):
        return code
    return next(f"{code}-{number}" for number in range(2, len(taken) + 3) if f"{code}-{number}" not in taken)


def _line(campaign: Campaign, days: Days, one: Standing, counted: int) -> Line:
    people, told = one.population or counted, one.population > 0
    goal = goal_of(people, Rule(campaign.rule), campaign.margin)
    due = days.due(goal.chosen) if goal else 0
    return Line(one.unit, one.name, one.points, people, told, one.n, goal, due, pace_of(one.n, goal, days))


def _urgency(line: Line) -> tuple[int, int, Order]:
    return _URGENCY[line.pace], -line.missing, order(line.name)
