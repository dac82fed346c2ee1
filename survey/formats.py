"""Numbers and days as Vietnamese readers write them; the only rounding before a page."""

import math
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from flask import Flask

NOTHING = "–"


def number(value: float, decimals: int = 0) -> str:
    """1234.5 → "1.234,5": half up, decimal comma, dot between thousands."""
    if value is None or math.isnan(value):
        return NOTHING
    # repr: the shortest decimal that is this float: 2.675 rounds as it is printed, not as stored.
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{rounded:,}".translate(str.maketrans(",.", ".,"))


def percent(share: float, decimals: int = 1) -> str:
    """0.925 → "92,5 %"."""
    text = number(share * 100, decimals)
    return text if text == NOTHING else f"{text} %"


def day(value: date | str) -> str:
    moment = date.fromisoformat(value) if isinstance(value, str) else value
    return f"{moment:%d/%m/%Y}"


def moment(value: datetime) -> str:
    return f"{value:%H:%M:%S} ngày {day(value)}"


def register(app: Flask) -> None:
    app.jinja_env.filters.update(number=number, percent=percent, day=day)
