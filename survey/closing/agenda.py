"""What is due: the periods of the three calendars, which are closed, and by when to report."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from survey import actions, period
from survey.actions import Line as Remedy
from survey.period import Calendar, Period
from survey.store import closings, tallies
from survey.store.closings import Closing, DueDate
from survey.store.connection import Store

# So many ended periods of each calendar are listed, newest first.
LISTED = 6
# Of ended periods, what is due within so many days is told beside what is late.
AHEAD = timedelta(days=45)
# What nobody closed for longer is not going to be reported: the list is of what is due.
BEHIND = timedelta(days=183)


@dataclass(frozen=True)
class Deadline:
    """A report due on a day, for every period of the calendar that ends with the same one."""

    due: DueDate
    day: date
    periods: tuple[Period, ...]
    closed: bool
    late: bool


@dataclass(frozen=True)
class Line:
    """One period and what there is to do about it.

    closing  the one in force for the unit
    partly   closings in force of units below, which stand in the way of closing the whole
    earlier  periods within it that are not closed yet
    empty    it ended before the first answer came
    """

    period: Period
    closing: Closing | None
    partly: tuple[Closing, ...]
    earlier: tuple[Period, ...]
    empty: bool
    running: bool


@dataclass(frozen=True)
class Agenda:
    calendars: dict[Calendar, list[Line]]
    due: list[Deadline]


@dataclass(frozen=True)
class _Known:
    """What was closed, by calendar and label, for the unit itself and for units that the reader may see."""

    own: dict[tuple[str, str], Closing]
    seen: list[Closing]
    began: date | None

    def closing(self, one: Period) -> Closing | None:
        return self.own.get((one.calendar.value, one.label))

    def line(self, one: Period, now: date) -> Line:
        closing = self.closing(one)
        key = (one.calendar.value, one.label)
        partly = [found for found in self.seen if (found.calendar, found.period) == key]
        return Line(
            period=one,
            closing=closing,
            partly=() if closing else tuple(partly),
            earlier=tuple(part for part in one.parts() if self.closing(part) is None and self.told(part)),
            empty=not self.told(one),
            running=one.last >= now,
        )

    def told(self, one: Period) -> bool:
        return self.began is not None and self.began <= one.last


def agenda(store: Store, unit: str, seen: Collection[str], now: date) -> Agenda:
    """The running and the last ended periods of each calendar, for one unit, and what is due of them."""
    tallies.fold(store)
    found = closings.in_force_of(store.db, [unit])
    known = _Known(
        own={(one.calendar, one.period): one for one in found},
        seen=closings.in_force_of(store.db, seen),
        began=tallies.first_day(store.db),
    )
    calendars = {
        calendar: [
            known.line(one, now)
            for one in (*period.going_on(calendar, now), *period.ended(calendar, now)[:LISTED])
        ]
        for calendar in Calendar
    }
    lines = [line for listed in calendars.values() for line in listed]
    return Agenda(calendars, _due(closings.due_dates(store.db), lines, now))


def remedies(store: Store, seen: Collection[str], now: date) -> list[Remedy]:
    """What was given out to these units and is late, or due soon."""
    return [line for line in actions.listed(store.db, seen, now) if line.late or line.soon]


def _due(dues: list[DueDate], lines: list[Line], now: date) -> list[Deadline]:
    """Late as long as a period is not closed; what was closed is told until its day."""
    found = [one for due in dues for one in _of_due(due, lines, now)]
    return sorted(found, key=lambda one: (one.day, one.due.title))


def _of_due(due: DueDate, lines: list[Line], now: date) -> Iterable[Deadline]:
    ends: dict[date, list[Line]] = {}
    for line in lines:
        if line.period.calendar.value == due.calendar and (line.running or not line.empty):
            ends.setdefault(line.period.last, []).append(line)
    for last, own in ends.items():
        day = last + timedelta(days=due.days_after)
        closed, soon = all(line.closing for line in own), own[0].running or day <= now + AHEAD
        if soon and (day >= now or not closed) and day >= now - BEHIND:
            yield Deadline(due, day, tuple(line.period for line in own), closed, day < now)
