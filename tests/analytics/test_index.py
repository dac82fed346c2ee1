import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analytics.estimate import Scale
from analytics.index import (
    expectation_index,
    factor_index,
    item_indices,
    mean_score,
    proportion,
    roll_ups,
    share,
    unit_index,
)
from analytics.precision import cautious_n, composite_phi, effective_n, pooled_phi, small_base
from analytics.rollup import Method, ratios
from analytics.simulation import World, around, draw
from analytics.validity import composites
from tests.analytics.people import answers_of, people

SCORES = arrays(np.uint8, st.tuples(st.integers(1, 12), st.integers(2, 6)), elements=st.integers(0, 5))


@given(SCORES, st.sampled_from(Method), st.sampled_from([None, 0.2, 1.0]))
def test_every_index_lies_in_its_interval_and_the_interval_in_its_scale(scores, method, phi):
    found = unit_index(answers_of(scores), method, phi)
    low, high = found.scale.value
    if found.n == 0:
        assert np.isnan(found.value)
        assert found.interval is None
    else:
        assert low <= found.interval.lower <= found.value + 1e-12
        assert found.value - 1e-12 <= found.interval.upper <= high


def test_twenty_equal_answers_of_a_person_are_one_person():
    one = unit_index(answers_of(np.repeat([[5], [3]] * 15, 1, axis=1)))
    twenty = unit_index(answers_of(np.repeat([[5], [3]] * 15, 20, axis=1)))
    assert twenty.value == pytest.approx(one.value)
    assert twenty.n_eff == pytest.approx(one.n_eff)
    assert twenty.n == 30


def test_when_everybody_is_satisfied_respondents_count_and_not_answers():
    found = unit_index(answers_of(np.full((40, 20), 5)))
    assert found.value == 1.0
    assert found.n_eff == 40
    assert found.interval.lower < 0.95


def test_a_pooled_phi_sets_the_effective_n():
    found = unit_index(people(50), phi=0.25)
    assert found.n_eff == 200
    assert np.isinf(found.df)


def test_a_level_without_spread_has_no_phi_and_the_unit_speaks_for_itself():
    everybody = answers_of(np.full((30, 4), 5), unit=["a"] * 15 + ["b"] * 15)
    phi = composite_phi(everybody)
    assert np.isnan(phi)
    assert unit_index(everybody, phi=phi).n_eff == 30


def test_phi_from_items_is_phi_from_respondents_when_nothing_is_missing():
    answers = people(200, units=8, missing=0)
    own = composites(answers)["overall_share"].to_numpy()
    assert composite_phi(answers) == pytest.approx(pooled_phi(own, answers.about["unit"]))


def test_a_person_asked_fewer_items_counts_for_less():
    world = World(around(0.9))
    everything = next(draw(world, 600, 1, seed=1, clusters=10))
    some = next(draw(World(around(0.9), asked=5), 600, 1, seed=1, clusters=10))
    assert composite_phi(some) > 1.2 * composite_phi(everything)


def test_the_cautious_n_forgets_its_doubt_in_large_samples():
    assert cautious_n(0.9, 0.09 / 1e6 * 0.3, 1e6) == pytest.approx(1e6 / 0.3, rel=1e-3)
    assert cautious_n(1.0, 0.0, 40) == 40
    assert cautious_n(1.0, 0.0, 40, effect=2.0) == 20
    assert cautious_n(1.0, float("nan"), 1) == 1


@given(st.floats(0.5, 0.999), st.floats(0.05, 1.0), st.integers(5, 500))
def test_the_cautious_n_never_promises_more_than_the_measured_one(p, phi, n):
    variance = phi * p * (1 - p) / n
    assert n - 1e-6 <= cautious_n(p, variance, n) <= effective_n(p, variance, n) + 1e-6


def test_small_bases_are_corrected_only_under_rotation():
    assert small_base(ratios(people(50, missing=0), Method.MEAN_OF_ITEMS)) == pytest.approx(1)
    drawn = next(draw(World(around(0.9), asked=5), 40, 1, seed=1))
    assert 1.05 < small_base(ratios(drawn, Method.MEAN_OF_ITEMS)) < 1.15


def test_items_asked_at_random_keep_the_index_unbiased():
    world = World(around(0.9), asked=5)
    found = [unit_index(drawn).value for drawn in draw(world, 100, 300, seed=4)]
    error = np.std(found) / np.sqrt(len(found))
    assert np.mean(found) == pytest.approx(world.truth, abs=4 * error)


def test_a_factor_is_its_own_items():
    answers = answers_of([[5, 3, 5, 5], [4, 2, 5, 0]])
    assert factor_index(answers, "F0").value == 0.5
    assert factor_index(answers, "F1").value == 1.0
    assert factor_index(answers, "F1").n == 2


def test_an_item_has_the_share_of_its_own_answers():
    found = item_indices(answers_of([[5, 0], [4, 3], [3, 0]]))
    assert [(item.value, item.n) for item in found] == [(2 / 3, 3), (0.0, 1)]
    assert found[0] == share(np.array([5, 4, 3], dtype=np.uint8))


def test_an_index_of_one_item_is_a_plain_share():
    answers = people(60)
    found = unit_index(answers, columns=(2,))
    assert (found.value, found.interval) == (
        item_indices(answers)[2].value,
        item_indices(answers)[2].interval,
    )
    assert found.method == "mean_of_items"


def test_nothing_answered_has_no_share():
    found = proportion(0, 0)
    assert np.isnan(found.value)
    assert found.interval is None


def test_the_mean_score_goes_with_the_share():
    answers = people(80)
    mean, index = mean_score(answers), unit_index(answers)
    assert mean.scale is Scale.SCORE
    assert 1 + 3 * index.value <= mean.value <= 3 + 2 * index.value
    assert 1 <= mean.interval.lower <= mean.value <= mean.interval.upper <= 5


def test_expectations_are_a_mean_share_of_those_who_said():
    answers = answers_of([[5]] * 4, per_factor=1, expectation=[100, 80, np.nan, 90])
    found = expectation_index(answers)
    assert found.value == pytest.approx(0.9)
    assert found.n == 3


def test_the_five_rollups_stand_side_by_side():
    answers = people(120)
    found = roll_ups(answers)
    assert [e.method for e in found] == [
        "mean_of_items",
        "mean_of_factors",
        "pooled_answers",
        "respondent_share",
        "satisfied_respondents",
    ]
    assert found[0] == unit_index(answers)
