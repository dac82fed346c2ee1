"""Which of a few figures are clearly above or below their target when all are looked at together."""

from collections.abc import Sequence
from enum import Enum

import numpy as np

from analytics.estimate import Estimate
from analytics.multiplicity import for_planned
from analytics.review import By, Review, Row
from analytics.verdict import one_sided_tests

ERROR = 0.05


class Standing(Enum):
    """Where a figure stands; the value is the word an official reads."""

    ABOVE = "điểm mạnh"
    BELOW = "hạn chế"
    UNCLEAR = "chưa đủ căn cứ"


def standings(figures: Sequence[Estimate], target: float) -> tuple[Standing, ...]:
    """Tell strengths from weaknesses among a few figures planned beforehand, such as five factors.

    Parameters
    ----------
    figures
        With n, n_eff and df, on the scale of shares. NaN or n < 10 is never clear.
    target
        The target as a share, strictly between 0 and 1.

    Returns
    -------
    One standing a figure. Above when the one-sided test of "at most the target" is rejected, below when that
    of "at least the target" is, each family at 5 % after Holm, so that one of five factors does not become a
    strength by chance.

    Notes
    -----
    The tests are those of the verdict: score test against t(df), exact binomial for one question of one unit.
    R: `p.adjust(p, "holm")`. Source: Holm 1979; the use of it here is a decision of this project.
    """
    tests = np.array([one_sided_tests(one, target) for one in figures]).reshape(-1, 2)
    above, below = for_planned(tests[:, 0]), for_planned(tests[:, 1])
    return tuple(_standing(up, down) for up, down in zip(above, below, strict=True))


def placed(review: Review, by: By) -> list[tuple[Row, Standing]]:
    """Give the shown rows of a breakdown their standing, all looked at together; empty without a target."""
    target, shown = review.overall.target, [row for row in review.by(by) if row.index]
    if target is None:
        return []
    found = standings([row.index for row in shown if row.index], target.value)
    return list(zip(shown, found, strict=True))


def clearly_below(review: Review, by: By) -> tuple[Row, ...]:
    """Name the shown rows of a breakdown that are clearly below the target, the lowest first."""
    low = [row for row, standing in placed(review, by) if standing is Standing.BELOW]
    return tuple(sorted(low, key=lambda row: row.index.value if row.index else 0.0))


def _standing(above: float, below: float) -> Standing:
    if above <= ERROR:
        return Standing.ABOVE
    return Standing.BELOW if below <= ERROR else Standing.UNCLEAR
