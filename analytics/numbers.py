"""Numbers as Vietnamese readers write them: half up, decimal comma, dot between thousands."""

import math
from decimal import ROUND_HALF_UP, Decimal
from numbers import Integral, Real

import pandas as pd

NOTHING = "–"
DECIMALS = 2
# In the heading of a column that is no count.
_MEASURED = ("%", "Điểm", "điểm", "tích lũy")

_VIETNAMESE = str.maketrans(",.", ".,")


def rounded(value: float, decimals: int = DECIMALS) -> float:
    """Round half up as a reader does by hand; NaN stays NaN. 83.935 → 83.94."""
    return float(_half_up(value, decimals)) if math.isfinite(value) else value


def number(value: float, decimals: int = DECIMALS) -> str:
    """1234.5 → "1.234,50"; "–" for a missing value."""
    return f"{_half_up(value, decimals):,}".translate(_VIETNAMESE) if math.isfinite(value) else NOTHING


def whole(count: int) -> str:
    """1234 → "1.234"."""
    return number(count, 0)


def percent(share: float, decimals: int = DECIMALS) -> str:
    """0.925 → "92,50 %"."""
    return f"{number(share * 100, decimals)} %" if math.isfinite(share) else NOTHING


def short_percent(share: float) -> str:
    """0.95 → "95 %", 0.835 → "83,5 %": for targets and axes, where zeros only take room."""
    return f"{number(share * 100).rstrip('0').rstrip(',')} %" if math.isfinite(share) else NOTHING


def points(difference: float) -> str:
    """A difference of shares in percentage points with its sign: −0.0213 → "−2,13 điểm %"."""
    if not math.isfinite(difference):
        return NOTHING
    sign = "−" if difference < 0 else "+"
    return f"{sign}{number(abs(difference) * 100)} điểm %"


def between(lower: float, upper: float) -> str:
    """An interval of shares: "91,20–96,45 %"."""
    return f"{number(lower * 100)}–{percent(upper)}"


def _half_up(value: float, decimals: int) -> Decimal:
    # Binary noise (0.839350000000001 · 100) must not decide a half: fifteen digits are what a float holds.
    plain = Decimal(f"{value:.15g}")
    return plain.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def is_measured(heading: str) -> bool:
    """Tell whether the column is no count, so that its figures have decimals even where they are whole."""
    return any(sign in heading for sign in _MEASURED)


def cell(value: object, heading: str = "") -> str:
    """A cell of a table as Vietnamese readers write it; "–" where there is nothing.

    100 reads "100,00" below a heading of what is measured: "100" beside "96,43" would promise less, or more.
    """
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return NOTHING
    if isinstance(value, Real):
        # Under such a heading a number that never was a fraction counts something: people, answers.
        counts = isinstance(value, Integral) or not is_measured(heading)
        return number(float(value), 0 if counts and float(value).is_integer() else DECIMALS)
    return str(value)
