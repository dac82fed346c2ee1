"""Periods of the three calendars an education office reports by; each ends where a half-month ends."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from survey.formats import day

ONE_DAY = timedelta(days=1)


class PeriodError(ValueError):
    """A label that names no period of the calendar; the sentence says how one is written."""


class Calendar(Enum):
    """Months of the year; the windows 15/12–14/3 … of 581/BNV-CCHC; school years from 1 September."""

    QUARTER = "quarter"
    CCHC = "cchc"
    SCHOOL_YEAR = "school-year"

    @property
    def label(self) -> str:
        return _NAMES[self]


_NAMES = {
    Calendar.QUARTER: "Quý dương lịch",
    Calendar.CCHC: "Kỳ báo cáo CCHC",
    Calendar.SCHOOL_YEAR: "Năm học",
}


@dataclass(frozen=True)
class Span:
    """Half-months first to last, counted from 0 on 1 January; which span came before, how many years ago."""

    suffix: str
    name: str
    first: int
    last: int
    before: str
    years_back: int = 0


_YEAR = (
    Span("Q1", "Quý I/{0}", 0, 5, "Q4", 1),
    Span("Q2", "Quý II/{0}", 6, 11, "Q1"),
    Span("Q3", "Quý III/{0}", 12, 17, "Q2"),
    Span("Q4", "Quý IV/{0}", 18, 23, "Q3"),
    Span("H1", "6 tháng đầu năm {0}", 0, 11, "H1", 1),
    Span("M9", "9 tháng năm {0}", 0, 17, "M9", 1),
    Span("", "Năm {0}", 0, 23, "", 1),
)
# The reporting window of a quarter lies half a month before it.
_CCHC = tuple(Span(s.suffix, s.name, s.first - 1, s.last - 1, s.before, s.years_back) for s in _YEAR)
# No text read fixes these days: they are ours, cut at half-months so that the terms of the yearly plan
# (the first ends before 18 January, the second before 31 May) fall inside.
_SCHOOL = (
    Span("HK1", "Học kỳ I năm học {0}–{1}", 16, 24, "HK2", 1),
    Span("HK2", "Học kỳ II năm học {0}–{1}", 25, 33, "HK1"),
    Span("", "Năm học {0}–{1}", 16, 39, "", 1),
)
_SPANS = {Calendar.QUARTER: _YEAR, Calendar.CCHC: _CCHC, Calendar.SCHOOL_YEAR: _SCHOOL}
_SHORTEST = ("Q1", "Q2", "Q3", "Q4", "HK1", "HK2")
_LABEL = re.compile(r"(20\d\d)(?:-(20\d\d))?(?:-?([A-Z]+\d))?", re.ASCII)
_SPELLING = {
    Calendar.QUARTER: "2026Q3, 2026H1 (6 tháng), 2026M9 (9 tháng) hoặc 2026",
    Calendar.CCHC: "2026Q3, 2026H1 (6 tháng), 2026M9 (9 tháng) hoặc 2026",
    Calendar.SCHOOL_YEAR: "2025-2026, 2025-2026HK1 hoặc 2025-2026HK2",
}


@dataclass(frozen=True)
class Period:
    """`year` is the one in the label; a school year is named by the year it begins in."""

    calendar: Calendar
    year: int
    span: Span

    @property
    def label(self) -> str:
        years = f"{self.year}-{self.year + 1}" if self.calendar is Calendar.SCHOOL_YEAR else f"{self.year}"
        return years + self.span.suffix

    @property
    def name(self) -> str:
        return self.span.name.format(self.year, self.year + 1)

    @property
    def full_name(self) -> str:
        """The name with its days: two calendars use the same words for other days."""
        return f"{self.name} ({day(self.first)} – {day(self.last)})"

    @property
    def first(self) -> date:
        return _half_month(self.year, self.span.first)

    @property
    def last(self) -> date:
        return _half_month(self.year, self.span.last + 1) - ONE_DAY

    def parts(self) -> tuple["Period", ...]:
        """The shortest periods of the calendar that lie in it, oldest first; none for such a one itself."""
        inside = [s for s in _SPANS[self.calendar] if s.suffix in _SHORTEST and self._contains(s)]
        return tuple(Period(self.calendar, self.year, span) for span in inside)

    def _contains(self, other: Span) -> bool:
        return self.span != other and self.span.first <= other.first and other.last <= self.span.last

    @property
    def years(self) -> tuple["Period", ...]:
        """The years of the first calendar that it lies in."""
        return tuple(
            Period(Calendar.QUARTER, year, _span(Calendar.QUARTER, ""))
            for year in range(self.first.year, self.last.year + 1)
        )

    def previous(self) -> "Period":
        return Period(self.calendar, self.year - self.span.years_back, _span(self.calendar, self.span.before))

    def following(self) -> "Period":
        """The one that this is the period before of."""
        spans = _SPANS[self.calendar]
        near = (Period(self.calendar, self.year + years, span) for years in (0, 1) for span in spans)
        return next(one for one in near if one.previous() == self)

    def holds(self, moment: date) -> bool:
        return self.first <= moment <= self.last


def parse(label: str, calendar: Calendar = Calendar.QUARTER) -> Period:
    found = _LABEL.fullmatch(label.strip().upper())
    year, until, suffix = found.groups() if found else ("", "", "")
    known = {span.suffix for span in _SPANS[calendar]}
    until_wanted = str(int(year) + 1) if year and calendar is Calendar.SCHOOL_YEAR else None
    if not found or until != until_wanted or (suffix or "") not in known:
        raise PeriodError(
            f"Kỳ “{label}” không có trong lịch “{calendar.label}”; hãy viết {_SPELLING[calendar]}."
        )
    return Period(calendar, int(year), _span(calendar, suffix or ""))


def of_year(year: int, calendar: Calendar) -> list[Period]:
    """Every period of a calendar that carries the year in its label."""
    return [Period(calendar, year, span) for span in _SPANS[calendar]]


def of(moment: date, calendar: Calendar = Calendar.QUARTER) -> Period:
    """The quarter, reporting window or school year that holds the day."""
    suffixes = ("",) if calendar is Calendar.SCHOOL_YEAR else _SHORTEST[:4]
    near = (
        Period(calendar, moment.year + shift, _span(calendar, s)) for shift in (-1, 0, 1) for s in suffixes
    )
    return next(period for period in near if period.holds(moment))


def first_days(year: int) -> list[date]:
    """The days of a year at which a period of any calendar begins, or the day after which one ended."""
    near = [Period(c, y, span) for c in Calendar for y in range(year - 2, year + 2) for span in _SPANS[c]]
    days = {day for one in near for day in (one.first, one.last + ONE_DAY)}
    return sorted(day for day in days if day.year == year)


def going_on(calendar: Calendar, now: date) -> list[Period]:
    """The shortest periods of the calendar that hold the day, and every longer one that ends with it."""
    found = [
        Period(calendar, year, span)
        for year in range(now.year - 1, now.year + 2)
        for span in _SPANS[calendar]
    ]
    held = [one for one in found if one.holds(now)]
    nearest = min((one.last for one in held), default=now)
    return [one for one in held if one.last == nearest]


def ended(calendar: Calendar, now: date) -> list[Period]:
    """Every period of the calendar that ended in the last two years, newest first, shorter ones first."""
    years = range(now.year - 2, now.year + 2)
    found = [Period(calendar, year, span) for year in years for span in _SPANS[calendar]]
    past = [one for one in found if one.last < now]
    return sorted(past, key=lambda one: (-one.last.toordinal(), one.span.last - one.span.first))


def run(last: Period, count: int) -> list[Period]:
    """`count` periods of the same kind, oldest first, ending with `last`."""
    periods = [last]
    while len(periods) < count:
        periods.append(periods[-1].previous())
    return periods[::-1]


def _span(calendar: Calendar, suffix: str) -> Span:
    return next(span for span in _SPANS[calendar] if span.suffix == suffix)


def _half_month(year: int, index: int) -> date:
    years, within = divmod(index, 24)
    month, second = divmod(within, 2)
    return date(year + years, month + 1, 15 if second else 1)
