"""A number never travels alone: value, n, interval, and the names of the rules that made them."""

from dataclasses import dataclass
from enum import Enum


class Scale(Enum):
    """What a figure is measured in: a share in [0, 1] or a mean score in [1, 5]."""

    SHARE = (0.0, 1.0)
    SCORE = (1.0, 5.0)

    def to_share(self, figure: float) -> float:
        """Put a figure of this scale on [0, 1]: m ↦ (m − 1)/4 for scores."""
        low, high = self.value
        return (figure - low) / (high - low)

    def from_share(self, share: float) -> float:
        low, high = self.value
        return low + share * (high - low)


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
    se       linearised standard error in the unit of the value
    df       degrees of freedom behind the interval; infinite for one question of one unit
    n_eff    independent answers that would be as precise, on the scale of shares
    """

    value: float
    n: int
    interval: Interval | None
    method: str
    se: float = float("nan")
    df: float = float("nan")
    n_eff: float = float("nan")
    scale: Scale = Scale.SHARE


class Verdict(Enum):
    """Three verdicts and a refusal; the value is the word an official reads."""

    MET = "đạt"
    NOT_MET = "chưa đạt"
    UNDECIDED = "chưa đủ căn cứ"
    REFUSED = "chưa đánh giá"
