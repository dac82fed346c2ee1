"""Which period a page shows: the one in its address, else the last whole quarter with answers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, request, url_for

from survey import period
from survey.clock import today
from survey.office import trees
from survey.period import Calendar, Period, PeriodError
from survey.store import tallies
from survey.store.connection import Store

LOOK_BACK = 12
TREND = 8
LABEL, CALENDAR = "ky", "lich"

UnitsOn = Callable[[date], frozenset[str]]


@dataclass(frozen=True)
class Choice:
    """One link of a filter: the same page with another period."""

    name: str
    link: str
    chosen: bool


def wanted(store: Store, units_on: UnitsOn) -> Period:
    label, calendar = request.args.get(LABEL), _calendar()
    if label is None:
        return last_answered(store, units_on, calendar)
    try:
        return period.parse(label, calendar)
    except PeriodError as error:
        abort(404, str(error))


def last_answered(store: Store, units_on: UnitsOn, calendar: Calendar = Calendar.QUARTER) -> Period:
    """The last whole period with answers; the running one when there never were any."""
    tallies.fold(store)
    current = period.of(today(), calendar)
    for earlier in reversed(period.run(current.previous(), LOOK_BACK)):
        answered = tallies.responses_by_unit(store.db, earlier.first, earlier.last)
        if answered.keys() & units_on(earlier.last):
            return earlier
    return current


def choices(shown: Period) -> list[Choice]:
    """The shown period among its neighbours, up to the one that is running today."""
    latest = period.of(today(), shown.calendar)
    listed = period.run(latest, TREND)
    if shown not in listed:
        listed = [shown, *listed]
    return [Choice(_name(p, p == latest), _here(**address(p)), p == shown) for p in listed]


def calendars(shown: Period) -> list[Choice]:
    return [
        Choice(calendar.label, _here(**{CALENDAR: calendar.value}), calendar is shown.calendar)
        for calendar in Calendar
    ]


def address(shown: Period) -> dict[str, str]:
    """The part of a link that names the period."""
    standard = shown.calendar is Calendar.QUARTER
    return {LABEL: shown.label} if standard else {LABEL: shown.label, CALENDAR: shown.calendar.value}


def _name(listed: Period, running: bool) -> str:
    return f"{listed.name} (đang thu)" if running else listed.name


def _here(**query: str) -> str:
    values: dict[str, Any] = {**(request.view_args or {}), **trees.address(), **query}
    return url_for(request.endpoint or "", **values)


def _calendar() -> Calendar:
    try:
        return Calendar(request.args.get(CALENDAR, Calendar.QUARTER.value))
    except ValueError:
        abort(404, f"Không có lịch “{request.args[CALENDAR]}”.")
