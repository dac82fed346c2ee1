import numpy as np
import pytest

from analytics.validity import composites, satisfied_overall, valid
from tests.analytics.people import answers_of, people


def test_half_of_the_items_is_enough_and_less_is_not():
    answers = answers_of([[5, 5, 0, 0], [5, 0, 0, 0], [0, 0, 0, 0]])
    assert valid(answers).tolist() == [True, False, False]


def test_half_of_an_odd_number_is_rounded_up():
    answers = answers_of([[5, 5, 0, 0, 0], [5, 5, 5, 0, 0]])
    assert valid(answers).tolist() == [False, True]


def test_under_rotation_half_of_the_asked_items_counts():
    answers = answers_of([[5, 5, 0, 0, 0, 0], [5, 0, 0, 0, 0, 0]])
    assert valid(answers, asked=3).tolist() == [True, False]
    assert valid(answers, asked=np.array([4, 1])).tolist() == [True, True]


def test_nobody_without_an_answer_is_valid_even_if_nothing_was_asked():
    assert valid(answers_of([[0, 0]]), asked=0).tolist() == [False]


def test_three_is_not_satisfied_and_blanks_leave_the_base():
    row = composites(answers_of([[5, 3, 4, 0]])).iloc[0]
    assert row["overall_share"] == pytest.approx(2 / 3)
    assert row["overall_mean"] == pytest.approx(4)
    assert row["share_F0"] == pytest.approx(0.5)
    assert row["share_F1"] == 1.0


def test_a_factor_with_fewer_than_half_its_answers_has_no_share():
    row = composites(answers_of([[5, 0, 0, 5, 5, 5]], per_factor=3)).iloc[0]
    assert np.isnan(row["share_F0"])
    assert np.isnan(row["overall_dimavg"])
    assert row["share_F1"] == 1.0


def test_a_sum_exactly_at_four_is_satisfied():
    # 3.9999999999999996 in floating point, were the mean taken as a sum of quotients.
    assert satisfied_overall(answers_of([[5, 3, 4, 4, 4, 4]]).scores)[0] == 1.0
    assert satisfied_overall(answers_of([[5, 3, 4, 4, 4, 3]]).scores)[0] == 0.0


def test_share_and_mean_of_every_respondent_fit_together():
    own = composites(people(300))
    share, mean = own["overall_share"], own["overall_mean"]
    assert (1 + 3 * share <= mean + 1e-12).all()
    assert (mean <= 3 + 2 * share + 1e-12).all()
