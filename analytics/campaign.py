"""A campaign while it runs: how many answers a unit needs, and whether it keeps an even pace."""

from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache

from analytics.planner import cochran, slovin

MARGIN = 0.05


class Rule(Enum):
    """Which of the two sample sizes a campaign aims at."""

    MARGIN = "margin"
    SLOVIN = "slovin"


class Pace(Enum):
    """How a unit stands on a day, the most urgent first."""

    NONE = "chưa có phiếu"
    BEHIND = "chậm nhịp"
    UNKNOWN = "chưa rõ mức cần"
    EVEN = "đúng nhịp"
    REACHED = "đủ phiếu"
    WAITING = "chưa bắt đầu"


@dataclass(frozen=True)
class Goal:
    """Answers needed of one unit by both rules; `chosen` is the one the campaign aims at."""

    margin: int
    slovin: int
    chosen: int


@dataclass(frozen=True)
class Days:
    """First and last day of a campaign, both included, and the day on which it is looked at."""

    first: date
    last: date
    now: date

    @property
    def begun(self) -> bool:
        return self.now >= self.first

    def due(self, goal: int) -> int:
        """Compute the answers there would be by the end of `now` at an even pace: ⌊goal·elapsed/all days⌋.

        0 before the first day, the whole goal from the last day on. An even pace is our own yardstick, not a
        rule of any ministry: schools hand forms out in waves, so it points to units to ask, no more.
        """
        whole = (self.last - self.first).days + 1
        elapsed = min(max((self.now - self.first).days + 1, 0), whole)
        return goal * elapsed // whole


@lru_cache(maxsize=4096)
def goal_of(population: int, rule: Rule = Rule.MARGIN, margin: float = MARGIN) -> Goal | None:
    """Compute how many answers a unit needs, by the two rules that plans use.

    Parameters
    ----------
    population
        N, people of the unit who could answer; 0 when nobody knows.
    rule
        The one that counts as the goal.
    margin
        Half the width of the 95 % interval, as a share.

    Returns
    -------
    Goal with `slovin` = ⌈N/(1 + N·e²)⌉ and `margin` = Cochran's size for p = 0.5 with the correction for a
    finite population; None when the population is not known. Neither promises a verdict on a target: that is
    `answers_to_confirm`. Raises ValueError for a margin outside (0, 1). Source: `planner`.
    """
    if population == 0:
        return None
    sizes = {Rule.MARGIN: cochran(population, margin=margin), Rule.SLOVIN: slovin(population, margin)}
    return Goal(sizes[Rule.MARGIN], sizes[Rule.SLOVIN], sizes[rule])


def pace_of(n: int, goal: Goal | None, days: Days) -> Pace:
    """Tell how a unit with `n` answers stands: nothing yet, behind an even pace, on it, or done."""
    if goal and n >= goal.chosen:
        return Pace.REACHED
    if not days.begun:
        return Pace.WAITING
    if n == 0:
        return Pace.NONE
    if goal is None:
        return Pace.UNKNOWN
    return Pace.BEHIND if n < days.due(goal.chosen) else Pace.EVEN
