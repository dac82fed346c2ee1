"""A number never travels alone: value, n, interval, and the names of the rules that made them."""

from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True)
class Interval:
    """Bounds in the unit of the estimate. `level` is two-sided unless `one_sided`."""

    lower: float
    upper: float
    method: str
    level: float = 0.95
    one_sided: bool = False


@dataclass(frozen=True)
class Estimate:
    """An index or mean with its precision.

    value    share in [0, 1] or mean score in [1, 5]; NaN when nothing was answered
    n        respondents behind it
    interval None when refused
    method   the roll-up, e.g. "mean_of_items"
    """

    value: float
    n: int
    interval: Interval | None
    method: str
    se: float = float("nan")
    df: float = float("nan")
    n_eff: float = float("nan")


class Verdict(Enum):
    """Three verdicts and a refusal; the value is the word an official reads."""

    MET = "đạt"
    NOT_MET = "chưa đạt"
    UNDECIDED = "chưa đủ căn cứ"
    REFUSED = "chưa đánh giá"
