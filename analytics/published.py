"""Checking printed tables: does a rule reproduce a published figure whose parts were rounded too?"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from analytics.numbers import rounded

HALF = 0.5


class Agreement(Enum):
    """How a recomputed figure stands to the printed one; the value is what a reader is told."""

    EXACT = "khớp đến chữ số in"
    WITHIN_ROUNDING = "khớp trong sai số làm tròn"
    DIFFERENT = "không khớp"


@dataclass(frozen=True)
class Printed:
    """A figure as it was published, and how many items, or people, it stands for."""

    value: float
    weight: float = 1.0
    decimals: int = 2

    @property
    def slack(self) -> float:
        """How far the figure before rounding may be from the printed one."""
        return HALF * 10.0**-self.decimals


@dataclass(frozen=True)
class Recomputed:
    """A figure computed from printed parts; the true one lies within `slack` of it."""

    value: float
    slack: float

    def agreement(self, printed: Printed) -> Agreement:
        """Compare with the printed result: exactly as printed (half up), possible, or neither."""
        if rounded(self.value, printed.decimals) == printed.value:
            return Agreement.EXACT
        possible = abs(self.value - printed.value) <= self.slack + printed.slack
        return Agreement.WITHIN_ROUNDING if possible else Agreement.DIFFERENT


def roll_up_printed(parts: Sequence[Printed]) -> Recomputed:
    """Compute the weighted mean Σ w·value / Σ w of printed figures.

    With the numbers of items as weights this is the mean of items (`Method.MEAN_OF_ITEMS`) of a questionnaire
    without blanks, of which only the indices of factors or domains were printed; with equal weights it is the
    mean of the parts. Raises ValueError without parts or without weight.
    """
    total = sum(part.weight for part in parts)
    if total <= 0:
        raise ValueError("Không có phần nào để tính.")
    value = sum(part.weight * part.value for part in parts) / total
    return Recomputed(value, sum(part.weight * part.slack for part in parts) / total)


def add_up_printed(parts: Sequence[Printed]) -> Recomputed:
    """Compute the sum of printed points, as in sets of criteria scored to 100."""
    return Recomputed(sum(part.value for part in parts), sum(part.slack for part in parts))


def score_bounds(share: float) -> tuple[float, float]:
    """Compute the lowest and highest mean score (1–5) that a share of answers 4–5, in [0, 1], allows.

    1 + 3s when the satisfied all say 4 and the others 1; 3 + 2s when they say 5 and 3. A published pair of
    share and mean outside the bounds cannot come from the same answers.
    """
    return 1 + 3 * share, 3 + 2 * share
