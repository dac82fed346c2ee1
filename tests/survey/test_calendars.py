"""A reporting window beside the quarter that begins half a month later."""

import numpy as np

from analytics.answers import Answers
from analytics.disclosure import Floor
from analytics.nesting import name_of, plan_of
from analytics.releases import TOTAL
from survey.calendars import marked, told
from survey.period import first_days
from tests.analytics.people import answers_of

# A day in each half-month or stretch of the first half of 2026, and the quarter that it lies in.
DAYS = {"2026-01-10": "Q1", "2026-02-10": "Q1", "2026-03-20": "Q1", "2026-04-10": "Q2"}
WINDOW = ("2026-01-10", "2026-02-10")


def year_of(**units: tuple[int, int, int, int]) -> Answers:
    rows = [
        (unit, "thcs", "xa", "qr", "", part, day)
        for unit, counts in units.items()
        for (day, part), n in zip(DAYS.items(), counts, strict=True)
        for _ in range(n)
    ]
    answers = answers_of(np.full((len(rows), 2), 4))
    answers.about[["unit", "level", "area", "channel", "procedure", "part", "day"]] = rows
    return answers


def window_of(year: Answers) -> Answers:
    window = year.where(year.about["day"].isin(WINDOW).to_numpy(dtype=bool))
    return window.where(window.about.pop("part") != "")


def shown_in_window(year: Answers, window: Answers) -> frozenset[str]:
    return plan_of(marked(window, told(year, Floor.INSIDE)), Floor.INSIDE).shown


def test_a_window_does_not_tell_the_three_that_came_in_the_half_month_after_it() -> None:
    # Quarter I of a is 43; its window until 14 March would be 40.
    year = year_of(a=(20, 20, 3, 30), b=(20, 30, 20, 30), c=(20, 30, 20, 30), d=(20, 30, 20, 30))
    shown = shown_in_window(year, window_of(year))
    assert name_of("unit", "a") in plan_of(year, Floor.INSIDE).shown
    assert name_of("unit", "a") not in shown
    assert {TOTAL, name_of("level", "thcs"), name_of("area", "xa")} <= shown
    assert {name_of("unit", unit) for unit in "bcd"} & shown


def test_a_window_with_enough_around_it_shows_everything() -> None:
    year = year_of(a=(20, 20, 20, 20), b=(20, 20, 20, 20))
    assert {TOTAL, name_of("unit", "a"), name_of("unit", "b")} <= shown_in_window(year, window_of(year))


def test_answers_that_came_after_the_quarter_was_closed_are_not_told_by_the_window() -> None:
    year = year_of(a=(20, 20, 20, 20), b=(20, 20, 20, 20))
    late = year_of(a=(23, 20, 20, 20), b=(20, 20, 20, 20))
    shown = shown_in_window(year, window_of(late))
    assert name_of("unit", "b") in shown
    assert not {TOTAL, name_of("unit", "a"), name_of("area", "xa")} & shown


def test_the_days_at_which_periods_of_the_three_calendars_begin() -> None:
    days = [day.strftime("%d/%m") for day in first_days(2026)]
    assert days == [
        "01/01", "15/01", "15/03", "01/04", "01/06", "15/06", "01/07", "01/09", "15/09", "01/10", "15/12",
    ]  # fmt: skip
