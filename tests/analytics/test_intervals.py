"""Published values, R's figures through the reference pack, and statsmodels as second opinion."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import proportion_confint

from analytics.estimate import Scale
from analytics.intervals import (
    ONE_SIDED,
    Rule,
    asin,
    bounds,
    clopper_pearson,
    hypergeometric,
    interval_of,
    jeffreys,
    jeffreys_chance,
    korn_graubard,
    quantile,
    wilson,
    xlogit,
)

COUNTS = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(COUNTS)
def test_wilson_and_clopper_pearson_agree_with_statsmodels(count):
    x, n = count
    for rule, name in ((wilson, "wilson"), (clopper_pearson, "beta")):
        expected = proportion_confint(x, n, method=name)
        assert rule(x / n, n) == pytest.approx(expected, abs=1e-9)


@given(COUNTS)
def test_the_one_sided_lower_bound_is_what_statsmodels_calls_smaller(count):
    x, n = count
    lower, _ = proportion_confint(x, n, method="beta", alternative="smaller")
    assert clopper_pearson(x / n, n, ONE_SIDED).lower == pytest.approx(lower, abs=1e-9)


@given(COUNTS, st.sampled_from(Rule))
def test_every_interval_contains_its_estimate_within_zero_and_one(count, rule):
    x, n = count
    if rule in (Rule.XLOGIT, Rule.ASIN) and x in (0, n):
        assert np.isnan(bounds(rule, x / n, n)).all()
        return
    if rule is Rule.ASIN:  # may turn back at the edge of the circle, which is R's behaviour too
        return
    lower, upper = bounds(rule, x / n, n)
    assert 0 <= lower <= x / n <= upper <= 1


@given(st.integers(2, 400))
def test_when_everybody_is_satisfied_the_upper_bound_is_one_and_the_lower_below(n):
    for rule in (wilson, clopper_pearson, jeffreys):
        lower, upper = rule(1.0, n)
        assert upper == 1.0
        assert 0 < lower < 1
        assert rule(0.0, n) == pytest.approx((0.0, 1 - lower), abs=1e-12)


@given(COUNTS)
def test_more_satisfied_answers_never_lower_a_bound(count):
    x, n = count
    if x == n:
        return
    for rule in (wilson, clopper_pearson, jeffreys):
        assert rule(x / n, n).lower <= rule((x + 1) / n, n).lower
        assert rule(x / n, n).upper <= rule((x + 1) / n, n).upper


@given(st.floats(0.01, 0.99), st.floats(2, 1000), st.integers(1, 200))
def test_fewer_degrees_of_freedom_never_narrow_an_interval(p, n, df):
    few, many = wilson(p, n, df=df), wilson(p, n)
    assert few.lower <= many.lower
    assert few.upper >= many.upper


def test_wilson_of_newcombe_1998():
    # Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3.
    assert wilson(81 / 263, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(15 / 148, 148) == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert wilson(0.0, 20) == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert wilson(1 / 29, 29) == pytest.approx((0.0061, 0.1718), abs=5e-5)


def test_clopper_pearson_of_newcombe_1998():
    assert clopper_pearson(81 / 263, 263) == pytest.approx((0.2527, 0.3676), abs=5e-5)
    assert clopper_pearson(0.0, 20) == pytest.approx((0.0, 0.1684), abs=5e-5)


def test_arrays_give_what_single_numbers_give():
    p, n = np.array([0.0, 0.5, 0.97, 1.0]), np.array([10.0, 20.0, 35.5, 40.0])
    for rule in (wilson, clopper_pearson, jeffreys):
        together = rule(p, n)
        alone = [rule(float(a), float(b)) for a, b in zip(p, n, strict=True)]
        assert pytest.approx(np.array(alone)) == np.array(together).T


def test_korn_graubard_is_clopper_pearson_when_no_df_is_lost():
    assert korn_graubard(0.9, 50.0, 50, 49.0) == pytest.approx(clopper_pearson(0.9, 50.0))
    assert korn_graubard(0.9, 50.0, 50, 5.0).lower < clopper_pearson(0.9, 50.0).lower
    assert np.isnan(korn_graubard(1.0, 50.0, 50, 49.0)).all()


def test_asin_and_xlogit_lie_near_wilson_in_the_middle():
    for rule in (asin, xlogit):
        assert rule(0.5, 400.0) == pytest.approx(wilson(0.5, 400), abs=1e-3)


def test_a_census_leaves_no_doubt_and_a_small_sample_leaves_much():
    assert hypergeometric(38, 40, 40) == (0.95, 0.95)
    assert hypergeometric(30, 30, 40).lower == 0.95
    assert hypergeometric(3, 3, 1000).lower < 0.4


@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n), st.integers(n, 120))))
def test_the_finite_interval_holds_what_the_population_can_be(drawn):
    x, n, size = drawn
    lower, upper = hypergeometric(x, n, size)
    assert x / size <= lower <= upper <= (size - (n - x)) / size


def test_a_sample_larger_than_its_population_is_refused():
    with pytest.raises(ValueError, match="n = 41"):
        hypergeometric(40, 41, 40)


def test_the_chance_of_a_target_rises_with_the_satisfied():
    chances = [jeffreys_chance(x / 50, 50, 0.95) for x in range(51)]
    assert chances == sorted(chances)
    assert 0 <= chances[0] < 0.01 < 0.97 < chances[-1] <= 1


def test_a_mean_score_keeps_within_one_and_five():
    interval = interval_of(4.98, 20.0, 19.0, Scale.SCORE)
    assert 1 <= interval.lower < 4.98 < interval.upper <= 5
    assert interval.method == "wilson"


def test_the_quantile_is_normal_without_degrees_of_freedom():
    assert quantile(0.025) == pytest.approx(1.959963984540054)
    assert quantile(0.025, float("nan")) == quantile(0.025)
    assert quantile(0.025, 10) == pytest.approx(2.2281388519649385)
