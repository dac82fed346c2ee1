from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import betaincinv

from analytics.ranks import ranks
from analytics.shrinkage import Refusal, fit_prior, shrink

SIZES = np.array([120, 25, 30, 40, 55, 60, 80, 110, 150, 200, 18, 35, 70, 90, 44, 66, 130, 20])
RATES = np.array([0.55, *np.linspace(0.72, 0.99, len(SIZES) - 1)])
SATISFIED = np.rint(SIZES * RATES)


def some():
    found = shrink(SATISFIED, SIZES)
    assert not isinstance(found, Refusal)
    return found


def test_each_unit_lies_between_its_own_share_and_the_mean_of_all():
    found, raw = some(), SATISFIED / SIZES
    low, high = np.minimum(raw, found.prior.mean), np.maximum(raw, found.prior.mean)
    assert np.all((low <= found.mean) & (found.mean <= high))
    assert np.all((found.lower < found.mean) & (found.mean < found.upper))


def test_few_answers_are_drawn_further_towards_the_mean():
    weight = some().weight
    assert np.all(np.diff(weight[np.argsort(SIZES)]) <= 0)


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_a_level_in_which_everybody_agrees_is_not_ranked(share):
    assert isinstance(shrink(SIZES * share, SIZES), Refusal)
    assert np.isfinite(fit_prior(SIZES * share, SIZES.astype(float)).log_likelihood)


def test_the_fit_recovers_a_known_spread():
    random = np.random.default_rng(7)
    n = np.full(400, 200)
    prior = fit_prior(random.binomial(n, random.beta(40, 10, 400)).astype(float), n.astype(float))
    assert prior.mean == pytest.approx(0.8, abs=0.01)
    assert prior.concentration == pytest.approx(50, rel=0.25)


def test_seven_units_are_refused():
    found = shrink(SATISFIED[:7], SIZES[:7])
    assert isinstance(found, Refusal)
    assert "8 đơn vị" in found.sentence


def test_units_that_differ_by_chance_alone_are_not_ranked():
    found = shrink([90] * 12, [100] * 12)
    assert isinstance(found, Refusal)
    assert "chưa vượt quá ngẫu nhiên" in found.sentence


def test_few_units_add_the_doubt_about_the_prior():
    few, many = shrink(SATISFIED[::2], SIZES[::2]), some()
    assert not isinstance(few, Refusal)
    # The same posteriors without that doubt are narrower on the whole.
    own = betaincinv(few.a, few.b, 0.975) - betaincinv(few.a, few.b, 0.025)
    assert np.mean(few.upper - few.lower) > np.mean(own)
    assert np.allclose(many.upper, betaincinv(many.a, many.b, 0.975))


def test_the_chance_to_lie_below_the_target_has_the_doubt_of_the_interval():
    # Eleven units a little apart and one of 33 out of 39.
    n, x = np.array([39] + [60] * 11), np.array([33, 57, 59, 50, 58, 52, 49, 58, 55, 60, 57, 51])
    few = shrink(x, n)
    assert not isinstance(few, Refusal)
    for target in (0.85, 0.9, 0.93):
        inside = (few.lower < target) & (target < few.upper)
        below = few.below(target)
        assert np.all((below > 0.02) & (below < 0.98), where=inside)
        assert np.all((below < 0.03) | (below > 0.97), where=~inside)


def test_ranks_of_few_units_have_the_doubt_too():
    few = shrink(SATISFIED[::2], SIZES[::2])
    assert not isinstance(few, Refusal)
    doubtful, certain = ranks(few), ranks(replace(few, doubt=None))
    units = len(few.mean)
    assert doubtful.expected.sum() == pytest.approx(units * (units + 1) / 2)
    assert doubtful.lowest.sum() == pytest.approx(1.0)
    assert np.sum(doubtful.last - doubtful.first) >= np.sum(certain.last - certain.first)


def test_the_order_of_few_units_changes_nothing_either():
    order = np.random.default_rng(4).permutation(9)
    one, two = shrink(SATISFIED[::2], SIZES[::2]), shrink(SATISFIED[::2][order], SIZES[::2][order])
    assert not isinstance(one, Refusal)
    assert not isinstance(two, Refusal)
    np.testing.assert_allclose(ranks(one).in_lowest_third[order], ranks(two).in_lowest_third, atol=0.03)


def test_the_order_of_units_changes_nothing():
    order = np.random.default_rng(3).permutation(len(SIZES))
    one, two = some(), shrink(SATISFIED[order], SIZES[order])
    np.testing.assert_allclose(one.mean[order], two.mean, rtol=1e-6)
    np.testing.assert_allclose(ranks(one).expected[order], ranks(two).expected, atol=1e-3)


def test_ranks_add_up_and_somebody_is_the_lowest():
    found, units = ranks(some()), len(SIZES)
    assert found.expected.sum() == pytest.approx(units * (units + 1) / 2, abs=1e-3)
    assert found.lowest.sum() == pytest.approx(1.0, abs=1e-3)
    assert np.all((found.first <= found.expected + 0.5) & (found.expected - 0.5 <= found.last))


def test_the_weakest_unit_is_surely_in_the_lowest_third():
    found = ranks(some())
    assert found.in_lowest_third[0] > 0.8
    assert found.in_lowest_third[np.argmax(SATISFIED / SIZES)] < 0.2


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(5, 200), st.floats(0.3, 1.0)), min_size=8, max_size=20))
def test_whatever_the_units_a_posterior_is_a_share_or_a_refusal(units):
    n = np.array([size for size, _ in units], dtype=float)
    x = np.array([np.floor(size * rate) for size, rate in units])
    found = shrink(x, n)
    if not isinstance(found, Refusal):
        assert np.all((found.mean > 0) & (found.mean < 1))
        assert np.all((found.below(0.9) >= 0) & (found.below(0.9) <= 1))
