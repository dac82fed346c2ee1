"""Answers needed for every unit and level of a campaign, before it begins."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analytics.intervals import Rule
from analytics.needed import POWER
from analytics.planner import answers_to_confirm, cochran, slovin
from analytics.target import Target, target_of
from analytics.weights import Population

# Beyond this many answers of a level "ask more" is no plan.
MOST_TO_PLAN = 5_000


@dataclass(frozen=True)
class Expected:
    """What a plan takes for granted; each is an assumption of the office and printed with the plan.

    share          satisfied share that is expected; for Cochran's margin and as the truth behind a verdict
    margin         half the width of the 95 % interval wanted of a level, as a share
    design_effect  of figures of several units; 1 where every unit takes part and people answer on their own
    response_rate  answers per person asked
    power          wanted chance to confirm the target
    """

    share: float = 0.98
    margin: float = 0.05
    design_effect: float = 1.0
    response_rate: float = 1.0
    power: float = POWER


@dataclass(frozen=True)
class Need:
    """Answers needed of one unit, or of one level with `unit` empty.

    population   people who could answer
    slovin       answers by Slovin's formula, only because plans quote it
    to_ask       people to ask for the margin (Cochran, finite population, design effect, response)
    to_confirm   answers with which the target is confirmed with the wanted power from there on; None when
                 there is no target, or the expected share is too near it or below; ask_to_confirm: people
    """

    unit: str
    level: str
    population: int
    slovin: int
    to_ask: int
    to_confirm: int | None
    ask_to_confirm: int | None

    @property
    def possible(self) -> bool:
        """Tell whether there are people enough to confirm the target at the expected response."""
        return self.ask_to_confirm is not None and self.ask_to_confirm <= self.population


def needs(population: Population, targets: Sequence[Target], expected: Expected) -> tuple[Need, ...]:
    """Compute the answers needed per level and, below it, per unit.

    Parameters
    ----------
    population
        The frame; only `units` is read (unit, level, size). Units of size 0 are left out.
    targets
        As for a review; the target of the level counts, for its units too.
    expected
        The assumptions.

    Returns
    -------
    One `Need` a level followed by those of its units, levels and units in order of their names. Answers to
    confirm follow the house's verdict on one question: the exact bound, n of `answers_to_confirm` for good;
    for a level times the design effect. People to ask are answers over the expected response. The numbers
    may exceed the population: then nobody can promise that verdict, however many answer. No finite population
    correction there, because verdicts have none.

    Notes
    -----
    Slovin for the whole district gives a few answers per school and says nothing about any one of them; the
    rows per unit are what a verdict per unit needs. Source: `planner`; decision of this project.
    """
    frame = population.units[population.units["size"] > 0].sort_values(["level", "unit"])
    return tuple(
        need
        for level, units in frame.groupby("level", sort=True)
        for need in _of_level(
            str(level), dict(zip(units["unit"], units["size"], strict=True)), targets, expected
        )
    )


def _of_level(
    level: str, sizes: dict[str, int], targets: Sequence[Target], expected: Expected
) -> Iterator[Need]:
    answers = _answers(target_of(targets, level), expected)
    yield _need("", level, sum(sizes.values()), answers, expected, expected.design_effect)
    for unit, size in sizes.items():
        yield _need(unit, level, int(size), answers, expected, 1.0)


def _answers(target: Target | None, expected: Expected) -> int | None:
    if target is None or expected.share <= target.value:
        return None
    found = answers_to_confirm(
        target.value, expected.share, expected.power, Rule.CLOPPER_PEARSON, MOST_TO_PLAN
    )
    return found[1] if found else None


def _need(unit: str, level: str, size: int, answers: int | None, expected: Expected, effect: float) -> Need:
    to_ask = cochran(size, expected.share, expected.margin, effect, expected.response_rate)
    confirm = None if answers is None else math.ceil(answers * effect)
    ask = None if confirm is None else math.ceil(confirm / expected.response_rate)
    return Need(unit, level, size, slovin(size, expected.margin), to_ask, confirm, ask)
