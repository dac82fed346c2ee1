"""Goals and pace of a campaign."""

from datetime import date

import pytest

from analytics.campaign import Days, Goal, Pace, Rule, goal_of, pace_of

NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))


def on(day: int, month: int = 11) -> Days:
    return Days(*NOVEMBER, date(2026, month, day))


@pytest.mark.parametrize(
    ("population", "margin", "slovin"),
    [
        # Slovin: 1000/(1 + 1000·0,0025) = 285,7. Cochran with the correction for a finite population, in R:
        # n0 <- qnorm(.975)^2*.25/.05^2; n0/(1+(n0-1)/1000) gives 277.7.
        (1000, 278, 286),
        (20, 20, 20),
        (100_000, 383, 399),
    ],
)
def test_both_sample_sizes_are_told(population: int, margin: int, slovin: int) -> None:
    assert goal_of(population) == Goal(margin, slovin, margin)
    assert goal_of(population, Rule.SLOVIN) == Goal(margin, slovin, slovin)


def test_without_a_population_there_is_no_goal() -> None:
    assert goal_of(0) is None


@pytest.mark.parametrize(
    ("days", "due"), [(on(31, 10), 0), (on(1), 2), (on(15), 30), (on(30), 60), (on(1, 12), 60)]
)
def test_answers_due_grow_evenly_from_the_first_day_to_the_last(days: Days, due: int) -> None:
    # 60 answers in 30 days are two a day.
    assert days.due(60) == due


@pytest.mark.parametrize(
    ("n", "days", "pace"),
    [
        (0, on(31, 10), Pace.WAITING),
        (0, on(1), Pace.NONE),
        (29, on(15), Pace.BEHIND),
        (30, on(15), Pace.EVEN),
        (59, on(30), Pace.BEHIND),
        (60, on(1), Pace.REACHED),
        (60, on(31, 10), Pace.REACHED),
    ],
)
def test_a_unit_is_as_far_as_an_even_pace_would_have_it(n: int, days: Days, pace: Pace) -> None:
    assert pace_of(n, Goal(60, 60, 60), days) is pace


def test_a_unit_without_a_goal_is_only_told_when_it_has_nothing() -> None:
    assert pace_of(0, None, on(5)) is Pace.NONE
    assert pace_of(3, None, on(5)) is Pace.UNKNOWN
