import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from analytics.funnel import Position, funnel, limit


def test_the_limits_hold_the_line_and_the_outer_lie_outside():
    found = funnel([40, 55, 90, 180], [50, 60, 100, 200])
    assert np.all((found.far_lower <= found.lower) & (found.lower < found.line))
    assert np.all((found.line < found.upper) & (found.upper <= found.far_upper))


def test_more_answers_narrow_the_funnel():
    lower = limit([10, 20, 50, 100, 400], 0.9, 0.025)
    assert np.all(np.diff(lower) > 0)


@given(st.integers(5, 300), st.floats(0.3, 0.97))
def test_the_limit_lies_within_one_count_of_the_binomial_quantile(n, p0):
    for tail in (0.025, 0.975, 0.001, 0.999):
        assert abs(float(limit(n, p0, tail)) * n - binom.ppf(tail, n, p0)) <= 1.0


def test_a_unit_that_collapses_lies_far_below_and_the_rest_within():
    found = funnel([95, 96, 94, 95, 97, 93, 96, 60], [100] * 8, line=0.95)
    assert found.positions()[-1] in (Position.LOW, Position.BELOW)
    assert not any(position.apart for position in found.positions()[:-1])


def test_units_that_all_differ_widen_the_funnel_instead_of_accusing_each():
    found = funnel([70, 99, 75, 98, 72, 100, 68, 97, 74, 99], [100] * 10)
    assert found.phi > 5
    assert set(found.positions()) == {Position.USUAL}


def test_a_handful_of_units_is_judged_by_the_exact_limits_alone():
    # Counters of a demo quarter: τ² of four units would swallow the two that chance does not explain.
    found = funnel([169, 262, 283, 281], [200, 280, 300, 283])
    assert found.tau2 > 0
    assert not found.widened
    assert found.positions()[0] is Position.BELOW
    assert found.positions()[3] is Position.ABOVE
    assert np.array_equal(found.bound(found.n, 0.025), found.lower)


@given(
    st.lists(st.tuples(st.integers(5, 300), st.floats(0.5, 1.0)), min_size=2, max_size=20),
)
def test_a_unit_lies_apart_exactly_where_it_is_drawn_outside_the_limits(units):
    n = np.array([size for size, _ in units])
    found = funnel(np.rint(n * [share for _, share in units]), n)
    outside = (found.share < found.bound(n, 0.025)) | (found.share > found.bound(n, 0.975))
    assert [position.apart for position in found.positions()] == outside.tolist()
    assert np.all(found.bound(n, 0.001) <= found.bound(n, 0.025))
    assert np.all(found.bound(n, 0.999) >= found.bound(n, 0.975))
    assert np.all(found.bound(n, 0.025) <= found.lower + 1e-12)


def test_units_that_chance_explains_seldom_lie_outside():
    random = np.random.default_rng(20261121)
    found = [funnel(random.binomial(60, 0.9, 5), [60] * 5, line=0.9).positions() for _ in range(2000)]
    apart = np.mean([position.apart for positions in found for position in positions])
    assert 0.02 < apart < 0.06


def test_near_100_percent_only_the_low_side_speaks():
    found = funnel([50, 50, 50, 50, 49, 40], [50] * 6, line=0.99)
    assert np.all(found.upper > 0.999)
    assert {Position.HIGH, Position.ABOVE} & set(found.positions()) == set()


def test_when_everybody_is_satisfied_nothing_is_told_apart():
    found = funnel([30, 40], [30, 40])
    assert set(found.positions()) == {Position.WITHIN}
    assert (found.phi, found.tau2) == (0.0, 0.0)


@pytest.mark.parametrize(("x", "n"), [([], []), ([1], [0]), ([3], [2]), ([-1], [2])])
def test_counts_that_cannot_be_are_refused(x, n):
    with pytest.raises(ValueError, match="đơn vị"):
        funnel(x, n)
