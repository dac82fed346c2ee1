"""A day is a day in Ho Chi Minh City: 06:30 on 1 January there is still December in UTC."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
NOON = 12
MIDDLE_OF_MONTH = 15


def now() -> datetime:
    return datetime.now(VIETNAM)


def today() -> date:
    return now().date()


def day_of(seconds: int) -> date:
    return datetime.fromtimestamp(seconds, VIETNAM).date()


def half_day(moment: datetime) -> str:
    return "am" if moment.astimezone(VIETNAM).hour < NOON else "pm"


def bucket(day: date) -> date:
    """First day of the half-month: the coarsest grain from which every reporting calendar can be built."""
    return day.replace(day=1 if day.day < MIDDLE_OF_MONTH else MIDDLE_OF_MONTH)
