import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analytics.estimate import Scale
from analytics.rollup import SIDE_BY_SIDE, Method, ratios, respondent_ratio
from tests.analytics.people import answers_of, people

SCORES = arrays(np.uint8, st.tuples(st.integers(2, 12), st.integers(2, 6)), elements=st.integers(0, 5))
SHARES = [method for method in Method if method.scale is Scale.SHARE]


def value(answers, method, weights=None):
    return ratios(answers, method).linearise(weights).value


def test_the_five_rollups_of_a_small_table_by_hand():
    answers = answers_of([[5, 5, 5, 3], [4, 3, 0, 0], [2, 0, 0, 5]])
    items = [2 / 3, 1 / 2, 1, 1 / 2]
    assert value(answers, Method.MEAN_OF_ITEMS) == pytest.approx(np.mean(items))
    assert value(answers, Method.MEAN_OF_FACTORS) == pytest.approx(np.mean(items))
    assert value(answers, Method.POOLED_ANSWERS) == pytest.approx(5 / 8)
    assert value(answers, Method.RESPONDENT_SHARE) == pytest.approx((3 / 4 + 1 / 2 + 1 / 2) / 3)
    assert value(answers, Method.SATISFIED_RESPONDENTS) == pytest.approx(1 / 3)


def test_factors_of_unequal_length_weigh_the_same_in_the_mean_of_factors():
    answers = answers_of([[5, 5, 5, 1]], per_factor=3)
    assert value(answers, Method.MEAN_OF_ITEMS) == pytest.approx(3 / 4)
    assert value(answers, Method.MEAN_OF_FACTORS) == pytest.approx(1 / 2)


def test_an_item_nobody_answered_leaves_the_mean_to_the_others():
    answers = answers_of([[5, 0], [3, 0]])
    assert value(answers, Method.MEAN_OF_ITEMS) == pytest.approx(1 / 2)


def test_nothing_answered_has_no_value():
    linear = ratios(answers_of([[0, 0]]), Method.MEAN_OF_ITEMS).linearise()
    assert np.isnan(linear.value)
    assert not linear.influence.any()


@given(SCORES)
def test_a_share_and_a_mean_score_of_the_same_answers_fit_together(scores):
    answers = answers_of(scores)
    share, mean = value(answers, Method.MEAN_OF_ITEMS), value(answers, Method.SCORE_OF_ITEMS)
    if not np.isnan(share):
        assert 1 + 3 * share <= mean + 1e-9
        assert mean <= 3 + 2 * share + 1e-9


@given(SCORES, st.data())
def test_no_rollup_falls_when_an_answer_rises(scores, data):
    row = data.draw(st.integers(0, scores.shape[0] - 1))
    column = data.draw(st.integers(0, scores.shape[1] - 1))
    if scores[row, column] in (0, 5):
        return
    better = scores.copy()
    better[row, column] += 1
    for method in Method:
        assert value(answers_of(better), method) >= value(answers_of(scores), method) - 1e-12


@given(SCORES)
def test_influences_add_up_to_zero(scores):
    for method in Method:
        linear = ratios(answers_of(scores), method).linearise()
        assert abs(linear.influence.sum()) < 1e-12


@given(SCORES, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(scores, random):
    order = list(range(len(scores)))
    random.shuffle(order)
    for method in Method:
        one, two = value(answers_of(scores), method), value(answers_of(scores[order]), method)
        assert one == pytest.approx(two, nan_ok=True)


@given(SCORES)
def test_weighting_everybody_twice_is_the_same_as_nothing(scores):
    for method in Method:
        one = ratios(answers_of(scores), method).linearise()
        two = ratios(answers_of(scores), method).linearise(np.full(len(scores), 2.0))
        assert one.value == pytest.approx(two.value, nan_ok=True)


def test_an_influence_is_the_derivative_of_the_value():
    answers = people(40)
    for method in Method:
        laid_out, weights, step = ratios(answers, method), np.ones(40), 1e-6
        heavier = weights.copy()
        heavier[7] += step
        slope = (laid_out.linearise(heavier).value - laid_out.linearise(weights).value) / step
        assert laid_out.linearise(weights).influence[7] == pytest.approx(slope, rel=1e-4, abs=1e-8)


def test_rows_outside_a_domain_stay_without_influence():
    answers, inside = people(60), np.arange(60) < 25
    for method in Method:
        linear = ratios(answers, method).within(inside).linearise()
        assert linear.value == pytest.approx(value(answers.where(inside), method))
        assert not linear.influence[25:].any()


def test_a_mean_over_respondents_leaves_out_the_missing():
    linear = respondent_ratio(np.array([1.0, np.nan, 0.0])).linearise()
    assert linear.value == 0.5
    assert linear.influence[1] == 0.0


def test_every_method_has_a_name_an_official_can_read():
    assert len({method.label for method in Method}) == len(Method)
    assert SIDE_BY_SIDE[0] is Method.MEAN_OF_ITEMS
    assert len(SHARES) == 6
