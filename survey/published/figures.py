"""Numbers, days and periods of public pages in the language that was asked for."""

from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _

from analytics import numbers, wording
from analytics.estimate import Estimate, Scale
from survey import formats, languages
from survey.period import Period

_ENGLISH_MARKS = str.maketrans(",.", ".,")
DAY = "d MMMM y"


def local(written: str) -> str:
    """A Vietnamese number as this language writes it: rounded once, so that no two pages differ."""
    if languages.current() == languages.DEFAULT:
        return written
    return written.translate(_ENGLISH_MARKS).replace(" %", "%")


def number(count: int) -> str:
    return local(numbers.whole(count))


def figure(value: float, scale: Scale = Scale.SHARE) -> str:
    return local(wording.figure(value, scale))


def short_percent(share: float) -> str:
    return local(numbers.short_percent(share))


def bounds(estimate: Estimate) -> str:
    """Both ends of the interval; a dash where there is none."""
    if estimate.interval is None:
        return numbers.NOTHING
    lower, upper = estimate.interval.lower, estimate.interval.upper
    return f"{figure(lower, estimate.scale)}–{figure(upper, estimate.scale)}"


def day(value: date | str) -> str:
    """20/11/2026, or 20 November 2026 where the order of day and month could be mistaken."""
    if languages.current() == languages.DEFAULT:
        return formats.day(value)
    moment = date.fromisoformat(value) if isinstance(value, str) else value
    return str(format_date(moment, DAY))


def period_name(shown: Period) -> str:
    """Quý III/2026; only quarters are published."""
    roman, _slash, year = shown.name.removeprefix("Quý ").partition("/")
    return str(_("Quý %(number)s/%(year)s", number=roman, year=year))


def period_days(shown: Period) -> str:
    return f"{day(shown.first)} – {day(shown.last)}"
