"""Which periods an action is held against: the one that led to it, and the first whole one after it."""

from datetime import date

import pytest

from survey.effects import Compared, compared
from survey.period import Calendar, parse
from survey.store.actions import Action, Event, Plan

QUARTER, SCHOOL_YEAR = Calendar.QUARTER, Calendar.SCHOOL_YEAR
JUNE = date(2026, 6, 1)


def done(day: date, led: str = "2026Q1", calendar: Calendar = QUARTER, state: Event = Event.DONE) -> Action:
    plan = Plan("th-a", "x", "y", "z", "", "", "mot_cua_2026", "", calendar.value, led)
    return Action(1, plan, JUNE, state, day, "", JUNE, public=False)


@pytest.mark.parametrize(
    ("day", "now", "after", "mixed"),
    [
        # Done in quarter II: quarter III is the first whole one, and has ended.
        (date(2026, 5, 10), date(2026, 10, 1), "2026Q3", False),
        # It still runs: until then quarter II, part of which came before.
        (date(2026, 5, 10), date(2026, 9, 30), "2026Q2", True),
        (date(2026, 5, 10), date(2026, 6, 30), "2026Q2", True),
        # Done two quarters later.
        (date(2026, 9, 30), date(2027, 1, 1), "2026Q4", False),
        # Done while the quarter that led to it still ran.
        (date(2026, 3, 20), date(2026, 7, 1), "2026Q2", False),
    ],
)
def test_the_first_whole_period_counts_and_till_then_the_one_with_the_day(
    day: date, now: date, after: str, mixed: bool
) -> None:
    assert compared(done(day), now) == Compared(parse("2026Q1"), parse(after), mixed)


def test_longer_periods_are_held_against_the_next_of_their_kind() -> None:
    half = compared(done(date(2026, 8, 1), "2026H1"), date(2027, 7, 1))
    assert half == Compared(parse("2026H1"), parse("2027H1"), mixed=False)
    term = compared(done(date(2026, 2, 1), "2025-2026HK1", SCHOOL_YEAR), date(2026, 12, 1))
    assert term is not None
    assert term.after.label == "2025-2026HK2"
    assert term.mixed


def test_what_is_not_done_or_aims_at_nothing_is_held_against_nothing() -> None:
    assert compared(done(JUNE, state=Event.BEGUN), date(2027, 1, 1)) is None
    assert compared(done(JUNE, led=""), date(2027, 1, 1)) is None
