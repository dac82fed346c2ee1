import numpy as np
import pytest

from analytics import wording
from analytics.cautions import cautions, is_imprecise
from analytics.estimate import Estimate, Interval, Scale
from analytics.index import mean_score, proportion
from tests.analytics.people import answers_of


def figure(n_eff, lower, upper, df=50.0, scale=Scale.SHARE):
    return Estimate(0.9, 100, Interval(lower, upper, "wilson"), "mean_of_items", 0.01, df, n_eff, scale)


@pytest.mark.parametrize(
    ("estimate", "imprecise"),
    [
        (figure(29.9, 0.85, 0.95), True),
        (figure(30.0, 0.85, 0.95), False),
        (figure(500.0, 0.64, 0.95), True),
        (figure(500.0, 3.5, 4.5, scale=Scale.SCORE), False),
        (figure(500.0, 3.0, 4.3, scale=Scale.SCORE), True),
        (proportion(0, 0), True),
    ],
)
def test_low_precision_is_seen(estimate, imprecise):
    assert is_imprecise(estimate) is imprecise
    assert (wording.LOW_PRECISION in cautions(estimate)) is imprecise


def test_few_units_are_said_only_of_several_units():
    few = figure(100.0, 0.85, 0.95, df=7.0)
    assert cautions(few) == ()
    assert cautions(few, several_units=True) == (wording.FEW_UNITS,)


def test_a_large_happy_unit_needs_no_caution():
    assert cautions(mean_score(answers_of(np.full((200, 4), 5)))) == ()
