"""What is due: the ended periods of the three calendars, which are closed, and by when to report."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from survey import actions, period
from survey.actions import Line as Remedy
from survey.period import Calendar, Period
from survey.store import closings
from survey.store.closings import Closing, DueDate
from survey.store.connection import Store

# So many ended periods of each calendar are listed, newest first.
LISTED = 6


@dataclass(frozen=True)
class Deadline:
    due: DueDate
    day: date
    passed: bool


@dataclass(frozen=True)
class Line:
    """One period and what there is to do about it; `closing` is the one in force for the unit."""

    period: Period
    closing: Closing | None
    deadlines: tuple[Deadline, ...]


def agenda(store: Store, unit: str, now: date) -> dict[Calendar, list[Line]]:
    """The last ended periods of each calendar, for one unit."""
    dues = closings.due_dates(store.db)
    return {
        calendar: [_line(store, one, unit, dues, now) for one in period.ended(calendar, now)[:LISTED]]
        for calendar in Calendar
    }


def remedies(store: Store, seen: Collection[str], now: date) -> list[Remedy]:
    """What was given out to these units and is late, or due soon."""
    return [line for line in actions.listed(store.db, seen, now) if line.late or line.soon]


def _line(store: Store, one: Period, unit: str, dues: list[DueDate], now: date) -> Line:
    days = [
        (due, one.last + timedelta(days=due.days_after)) for due in dues if due.calendar == one.calendar.value
    ]
    deadlines = tuple(Deadline(due, day, day < now) for due, day in days)
    return Line(one, closings.of_unit(store.db, one.calendar.value, one.label, unit), deadlines)
