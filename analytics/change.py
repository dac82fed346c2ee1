"""Change between two periods: of one unit, and of many units whose schools return."""

import math
from dataclasses import dataclass
from enum import Enum

import numpy as np

from analytics import wording
from analytics.answers import Answers, Mask
from analytics.differences import Counts, newcombe, square_and_add, two_sided_p, welch
from analytics.estimate import Estimate, Interval, Scale
from analytics.index import unit_index
from analytics.intervals import TWO_SIDED, quantile, wilson
from analytics.rollup import Method, Ratios
from analytics.sample import Sample
from analytics.variance import covariance, degrees_of_freedom
from analytics.verdict import FEWEST_TO_JUDGE

# 1.96 + 0.84: a change of this many standard errors is seen in four of five samples.
STANDARD_ERRORS_SEEN = 2.8
# The interval of a composite's change: on either side the farther bound of the two.
FARTHER = "welch_or_square_and_add"


class Direction(Enum):
    """The label of a change; the value is the word an official reads."""

    UP = "tăng"
    DOWN = "giảm"
    UNCLEAR = "chưa thấy thay đổi rõ"
    REFUSED = "chưa so sánh"


# What says that something moved.
CLEAR = (Direction.UP, Direction.DOWN)


@dataclass(frozen=True)
class CommonItems:
    """The questionnaires have `before` and `after` questions; only the `common` ones are compared."""

    common: int
    before: int
    after: int

    @property
    def sentence(self) -> str:
        return wording.common_items(self.common, self.before, self.after)


@dataclass(frozen=True)
class CommonUnits:
    """Units left out by name, how many others came or left, and what the change of everybody would be."""

    come: tuple[str, ...]
    gone: tuple[str, ...]
    unnamed: int
    value: float
    scale: Scale

    @property
    def sentence(self) -> str:
        return wording.common_units(self.come, self.gone, self.unnamed, self.value, self.scale)


@dataclass(frozen=True)
class AnotherMix:
    """What the change would be if every unit counted as in the period before."""

    label: Direction
    value: float
    interval: Interval | None
    scale: Scale

    @property
    def sentence(self) -> str:
        return wording.another_mix(self.label.value, self.value, self.interval, self.scale)


# Facts first: every language makes its own sentence of them.
Reservation = CommonItems | CommonUnits | AnotherMix


@dataclass(frozen=True)
class Change:
    """After minus before, in the unit of the figure.

    before, after  both periods on the items, and of several units the units, that are compared
    smallest       the smallest change these answers could have shown (2.8 standard errors)
    reservations   whenever questionnaires or units differ, or who answered made the change
    movers         so many units that cannot be named made the change, which is refused therefore
    """

    value: float
    interval: Interval | None
    label: Direction
    sentence: str
    before: Estimate
    after: Estimate
    p_value: float = math.nan
    smallest: float = math.nan
    reservations: tuple[Reservation, ...] = ()
    movers: int = 0

    @property
    def note(self) -> str:
        return " ".join(said.sentence for said in self.reservations)


@dataclass(frozen=True)
class Difference:
    """Two domain figures of one design and what they share: se of the difference uses their covariance."""

    before: float
    after: float
    se_before: float
    se_after: float
    covariance: float
    df: int

    @property
    def value(self) -> float:
        return self.after - self.before

    @property
    def se(self) -> float:
        # Rounding may leave a hair below zero where both variances are zero.
        return math.sqrt(max(self.se_before**2 + self.se_after**2 - 2 * self.covariance, 0.0))

    @property
    def p_value(self) -> float:
        return two_sided_p(self.value / self.se, self.df) if self.se > 0 else math.nan

    def bounds(self) -> tuple[float, float]:
        half = float(quantile(TWO_SIDED, self.df)) * self.se
        return self.value - half, self.value + half


def compare(before: Answers, after: Answers, method: Method = Method.MEAN_OF_ITEMS) -> Change:
    """Compare two periods of one unit.

    Respondents are anonymous and not linked, so the periods are independent samples.

    Parameters
    ----------
    before, after
        The valid questionnaires of the unit. When the questionnaires differ only the items with a code in
        common are compared, and `note` says so.
    method
        The roll-up.

    Returns
    -------
    Change. One single question has Newcombe's interval (1998, method 10). A composite has, on either side,
    the farther bound of two: Welch's on the respondents' influences, and the two separate Wilson intervals on
    the cautious effective n combined (square-and-add, MOVER). The label is "chưa thấy thay đổi rõ" when the
    interval contains 0. Refused below n = 10 in either period, and without common items.

    Notes
    -----
    Welch alone takes too narrow a spread from the few dissatisfied of a small period: with 20 answers and
    then 100, the truth being 95 % in both, it says "giảm" or "tăng" in 12 of 100 cases instead of 5. The
    p-value is that of the distance to 0 measured in the half interval towards it, so it is below 0.05 exactly
    when the label says so. Source: Newcombe 1998; Zou and Donner 2008; the choice of the farther bound is a
    decision of this project.
    """
    common = tuple(code for code in before.structure.codes if code in after.structure.codes)
    first, second = (_of_items(part, common, method) for part in (before, after))
    reservations = _reservations(before, after, common)
    value = second.value - first.value
    if not common or min(first.n, second.n) < FEWEST_TO_JUDGE:
        too_few = wording.too_few_to_compare(first.n, second.n)
        sentence = too_few if common else wording.NO_COMMON_ITEMS
        return Change(value, None, Direction.REFUSED, sentence, first, second, reservations=reservations)
    one_question = len(common) == 1 and method.scale is Scale.SHARE
    interval, p_value, se = _of_one_question(first, second) if one_question else _of_composite(first, second)
    return _told(value, interval, first, second, p_value, se, reservations)


def difference(sample: Sample, laid_out: Ratios, before: Mask, after: Mask) -> Difference:
    """Estimate a roll-up in two periods and their difference in one design over both.

    The design must hold the rows of both periods (`lay_out(..., period=...)`), the same unit being one PSU in
    both, so units that return make the two figures move together and the difference more certain. With units
    as strata the covariance is zero by construction. u = u_after − u_before; df over the rows of either mask.
    R: `svycontrast` over the two influence totals.
    """
    inside = [laid_out.within(mask) for mask in (before, after)]
    first, second = (part.linearise(sample.weight) for part in inside)
    matrix = covariance(sample, np.column_stack([first.influence, second.influence]))
    df = degrees_of_freedom(sample, inside[0].present | inside[1].present)
    se = np.sqrt(np.diag(matrix))
    return Difference(first.value, second.value, float(se[0]), float(se[1]), float(matrix[0, 1]), df)


def told(found: Difference, before: Estimate, after: Estimate) -> Change:
    """Put the difference of two aggregates into words; `before` and `after` are their own estimates.

    Refused below n = 10 in either period.
    """
    if min(before.n, after.n) < FEWEST_TO_JUDGE:
        sentence = wording.too_few_to_compare(before.n, after.n)
        return Change(found.value, None, Direction.REFUSED, sentence, before, after)
    interval = Interval(*found.bounds(), "linearised")
    return _told(found.value, interval, before, after, found.p_value, found.se)


def _of_items(answers: Answers, codes: tuple[str, ...], method: Method) -> Estimate:
    columns = tuple(answers.structure.codes.index(code) for code in codes)
    return unit_index(answers, method, columns=columns)


def _reservations(before: Answers, after: Answers, common: tuple[str, ...]) -> tuple[Reservation, ...]:
    one, two = before.structure.codes, after.structure.codes
    same = set(one) == set(two)
    return () if same or not common else (CommonItems(len(common), len(one), len(two)),)


def _of_one_question(before: Estimate, after: Estimate) -> tuple[Interval, float, float]:
    one, two = (Counts(round(e.value * e.n), e.n) for e in (before, after))
    lower, upper = newcombe(one, two)
    p_value = two_sided_p(*_pooled(before, after))
    return Interval(float(lower), float(upper), "newcombe"), p_value, math.hypot(before.se, after.se)


def _pooled(before: Estimate, after: Estimate) -> tuple[float, float]:
    n1, n2 = before.n, after.n
    pooled = (before.value * n1 + after.value * n2) / (n1 + n2)
    spread = math.sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    return (after.value - before.value) / spread if spread > 0 else math.nan, math.inf


def _of_composite(before: Estimate, after: Estimate) -> tuple[Interval, float, float]:
    test = welch(before.value, before.se**2, before.n, after.value, after.se**2, after.n)
    lower, upper = _combined(before, after)
    # Without any spread there is no Welch interval, and the other stands alone.
    interval = Interval(min(lower, _or(test.lower, lower)), max(upper, _or(test.upper, upper)), FARTHER)
    df = _or(test.df, math.inf)
    gap = test.difference
    towards_zero = gap - interval.lower if gap > 0 else interval.upper - gap
    steps = float(quantile(TWO_SIDED, df))
    se = (interval.upper - interval.lower) / (2 * steps)
    return interval, two_sided_p(gap / towards_zero * steps, df), se


def _combined(before: Estimate, after: Estimate) -> tuple[float, float]:
    """Square-and-add of the two Wilson intervals on the cautious effective n, in the unit of the figure."""
    scale = before.scale
    shares = [scale.to_share(e.value) for e in (before, after)]
    own = [wilson(p, e.n_eff, TWO_SIDED, e.df) for p, e in zip(shares, (before, after), strict=True)]
    lower, upper = square_and_add(shares[0], own[0], shares[1], own[1])
    low, high = scale.value
    return float(lower) * (high - low), float(upper) * (high - low)


def _or(figure: float, otherwise: float) -> float:
    return otherwise if math.isnan(figure) else figure


def _told(
    value: float,
    interval: Interval,
    before: Estimate,
    after: Estimate,
    p_value: float,
    se: float,
    reservations: tuple[Reservation, ...] = (),
) -> Change:
    label = Direction.UNCLEAR
    if interval.lower > 0:
        label = Direction.UP
    elif interval.upper < 0:
        label = Direction.DOWN
    scale, smallest = before.scale, STANDARD_ERRORS_SEEN * se
    sentence = wording.changed(label.value, value, interval.lower, interval.upper, scale)
    if label is Direction.UNCLEAR:
        sentence = f"{sentence} {wording.smallest_visible(smallest, scale)}"
    return Change(value, interval, label, sentence, before, after, p_value, smallest, reservations)
