from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.drivers import correlations, drivers, johnson, lmg, related
from analytics.importance import Zone, priorities
from analytics.pareto import pareto, vital_few
from analytics.reliability import cronbach_alpha, polychoric
from analytics.review import By, review
from tests.analytics.people import answers_of, people


def asked(n=600, units=1, seed=4, weights=(0.8, 0.15, 0.05)):
    """Three factors of two items; the overall answer follows them with these weights."""
    random = np.random.default_rng(seed)
    mood = random.normal(0, 1, (n, 3)) + random.normal(0, 0.6, (n, 1))
    items = np.clip(np.rint(3.6 + np.repeat(mood, 2, axis=1) + random.normal(0, 0.4, (n, 6))), 1, 5)
    overall = np.clip(np.rint(3.6 + mood @ np.array(weights) + random.normal(0, 0.4, n)), 1, 5)
    made = answers_of(items, unit=[f"U{i % units}" for i in range(n)])
    return replace(made, overall=overall.astype(np.uint8))


def test_the_factor_that_the_overall_answer_follows_has_the_largest_share():
    found = drivers(asked())
    assert found.refused == ""
    assert np.argmax(found.share) == 0
    assert found.share.sum() == pytest.approx(1.0)
    assert np.all((found.lower <= found.share) & (found.share <= found.upper))


def test_units_are_drawn_when_there_are_several():
    one, many = drivers(asked(units=1)), drivers(asked(units=12))
    np.testing.assert_allclose(one.lmg, many.lmg)
    assert not np.allclose(one.upper, many.upper)


def test_more_answers_make_the_shares_sharper():
    few, many = drivers(asked(200)), drivers(asked(4000))
    assert np.all(many.upper - many.lower < few.upper - few.lower)
    assert all(many.distinct())


def test_too_few_complete_cases_and_no_relation_are_refused():
    assert "hiện có 149" in drivers(asked(149)).refused
    lost = asked(600)
    shuffled = np.random.default_rng(1).permutation(lost.overall)
    assert "dưới 10 %" in drivers(replace(lost, overall=shuffled)).refused


def test_figures_are_computed_even_where_nothing_may_be_concluded():
    few = related(asked(60))
    assert few.share.sum() == pytest.approx(1.0)
    assert np.isnan(few.lower).all()
    assert not any(few.distinct())


def test_one_person_of_another_unit_does_not_make_the_shares_certain():
    alone, joined = asked(600), asked(600)
    joined.about["unit"] = ["A"] * 599 + ["B"]
    np.testing.assert_allclose(drivers(joined).upper, drivers(alone).upper)


def test_few_units_are_no_sharper_than_their_people():
    one, two = drivers(asked(units=1)), drivers(asked(units=2))
    np.testing.assert_allclose(two.upper - two.lower, one.upper - one.lower)


def test_tiny_units_that_cannot_stand_alone_are_no_error():
    tiny = asked(600)
    tiny.about["unit"] = ["A"] * 580 + [f"U{i}" for i in range(20)]
    found = drivers(tiny)
    assert np.all(found.lower < found.upper)


def test_intervals_are_withheld_when_many_draws_lose_a_factor():
    rare = asked(600)
    rare.scores[:, 4:] = 5
    rare.scores[0, 4:], rare.scores[1, 4] = 1, 2
    found = drivers(rare)
    assert found.refused == ""
    assert np.isnan(found.upper).all()
    assert not any(found.distinct())


@pytest.mark.parametrize("units", [1, 12])
def test_the_order_of_the_rows_changes_neither_shares_nor_intervals(units):
    answers = asked(units=units)
    order = np.random.default_rng(2).permutation(len(answers))
    one, other = drivers(answers), drivers(answers.where(order))
    np.testing.assert_allclose(one.lmg, other.lmg)
    np.testing.assert_allclose(one.lower, other.lower)
    np.testing.assert_allclose(one.upper, other.upper)


def test_factors_answered_alike_cannot_be_told_apart():
    same = answers_of([[s] * 6 for s in [1, 2, 3, 4, 5] * 40])
    assert "không tách được" in drivers(replace(same, overall=same.scores[:, 0])).refused


@st.composite
def correlation_matrices(draw):
    size = draw(st.integers(2, 5))
    rows = np.array(
        draw(
            st.lists(
                st.lists(st.floats(-1, 1), min_size=40, max_size=40), min_size=size + 1, max_size=size + 1
            )
        )
    )
    noise = np.random.default_rng(draw(st.integers(0, 99))).normal(0, 1, rows.shape)
    return correlations((rows + noise).T)


@settings(max_examples=40, deadline=None)
@given(correlation_matrices())
def test_shares_are_never_negative_and_add_up_to_r2(matrix):
    r2 = matrix[1:, 0] @ np.linalg.solve(matrix[1:, 1:], matrix[1:, 0])
    assert np.all(lmg(matrix) >= -1e-12)
    assert lmg(matrix).sum() == pytest.approx(r2)
    assert johnson(matrix).sum() == pytest.approx(r2)


@settings(max_examples=20, deadline=None)
@given(correlation_matrices(), st.randoms())
def test_the_order_of_the_factors_moves_their_shares_with_them(matrix, random):
    order = list(range(1, len(matrix)))
    random.shuffle(order)
    moved = matrix[np.ix_([0, *order], [0, *order])]
    np.testing.assert_allclose(lmg(moved), lmg(matrix)[np.array(order) - 1], atol=1e-12)


def test_unrelated_predictors_share_by_their_squared_correlation():
    matrix = np.array([[1, 0.6, 0.3], [0.6, 1, 0], [0.3, 0, 1]])
    np.testing.assert_allclose(lmg(matrix), [0.36, 0.09])
    np.testing.assert_allclose(johnson(matrix), [0.36, 0.09])


def test_alpha_of_identical_items_is_one_and_of_one_item_nothing():
    column = np.array([[1], [3], [4], [5]], dtype=np.uint8)
    assert cronbach_alpha(np.hstack([column] * 4)) == pytest.approx(1.0)
    assert np.isnan(cronbach_alpha(column))
    assert np.isnan(cronbach_alpha(np.zeros((5, 3), dtype=np.uint8)))


def test_a_polychoric_correlation_undoes_the_coarse_scale():
    random = np.random.default_rng(9)
    latent = random.multivariate_normal([0, 0], [[1, 0.6], [0.6, 1]], 4000)
    coarse = (np.digitize(latent, [-1.5, -0.5, 0.3, 1.2]) + 1).astype(np.uint8)
    assert polychoric(coarse[:, 0], coarse[:, 1]) == pytest.approx(0.6, abs=0.04)
    assert np.isnan(polychoric(np.full(10, 5, np.uint8), coarse[:10, 0]))


def test_a_weak_and_important_factor_comes_first():
    found = priorities(asked(4000), target=0.95)
    assert found.factors[0].code == "F0"
    assert found.factors[0].zone is Zone.ACT
    assert {one.zone for one in found.factors[1:]} == {Zone.WATCH}
    assert found.equal == pytest.approx(1 / 3)


def test_a_factor_on_the_line_is_unclear():
    answers = asked(600)
    index = priorities(answers, 0.95).factors[0].index.value
    assert priorities(answers, index).factors[0].zone is Zone.UNCLEAR


def test_without_drivers_there_are_no_priorities_but_the_reason():
    found = priorities(people(40), 0.95)
    assert found.factors == ()
    assert "150 phiếu" in found.refused


def test_pareto_ranks_the_questions_by_their_low_answers():
    slices = pareto(review(answers_of([[5, 2, 3, 4]] * 8 + [[1, 2, 5, 4]] * 4)).by(By.ITEM))
    assert [(one.code, one.count) for one in slices] == [("Q1", 12), ("Q2", 8), ("Q0", 4)]
    assert slices[-1].cumulative == pytest.approx(1.0)
    assert all(one.interval.lower <= one.rate <= one.interval.upper for one in slices)
    assert [one.code for one in vital_few(slices)] == ["Q1"]
    assert [one.code for one in vital_few(slices, 0.8)] == ["Q1", "Q2"]


def test_a_question_asked_of_more_people_is_not_worse_for_it():
    # 59 of 547 (10.8 %) are more low answers than 57 of 520 (11.0 %), and fewer among those asked.
    scores = np.zeros((547, 2), dtype=np.uint8)
    scores[:, 0], scores[:520, 1] = 5, 5
    scores[:59, 0], scores[:57, 1] = 2, 2
    made = review(answers_of(scores)).by(By.ITEM)
    first, second = pareto(made)
    assert [(one.code, one.count, one.answered) for one in (first, second)] == [
        ("Q1", 57, 520),
        ("Q0", 59, 547),
    ]
    assert first.interval.upper == pytest.approx(1 - made[1].index.interval.lower)
    assert first.share == pytest.approx(first.rate / (first.rate + second.rate))
    assert second.cumulative == pytest.approx(1.0)


def test_the_intervals_of_several_units_are_those_of_their_questions():
    answers = people(400, units=5)
    made = review(answers).by(By.ITEM)
    index = {row.key: row.index for row in made}
    for one in pareto(made):
        assert one.interval.lower == pytest.approx(1 - index[one.code].interval.upper)
        assert one.rate == pytest.approx(one.count / one.answered)


def test_a_handful_of_low_answers_is_no_pareto():
    assert pareto(review(answers_of([[5, 2], [4, 5]])).by(By.ITEM)) == ()
