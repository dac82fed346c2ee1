import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ttest_ind
from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest

from analytics.differences import Counts, fisher, miettinen_nurminen, newcombe, pooled_z, welch

PAIRS = st.tuples(st.integers(1, 80), st.integers(1, 80)).flatmap(
    lambda n: st.tuples(st.integers(0, n[0]), st.just(n[0]), st.integers(0, n[1]), st.just(n[1]))
)


def test_published_intervals_of_newcombe_1998():
    # Newcombe 1998, Statistics in Medicine 17:873-890, table II: 56/70 - 48/80, methods 10 and 5.
    before, after = Counts(48, 80), Counts(56, 70)
    assert newcombe(before, after) == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert miettinen_nurminen(before, after) == pytest.approx((0.0528, 0.3382), abs=5e-5)


@given(PAIRS)
def test_newcombe_agrees_with_statsmodels(pair):
    x1, n1, x2, n2 = pair
    expected = confint_proportions_2indep(x2, n2, x1, n1, method="newcomb", compare="diff")
    assert newcombe(Counts(x1, n1), Counts(x2, n2)) == pytest.approx(expected, abs=1e-9)


@given(PAIRS)
def test_both_intervals_contain_the_difference(pair):
    x1, n1, x2, n2 = pair
    seen = x2 / n2 - x1 / n1
    for rule in (newcombe, miettinen_nurminen):
        lower, upper = rule(Counts(x1, n1), Counts(x2, n2))
        assert -1 - 1e-9 <= lower <= seen + 1e-9
        assert seen - 1e-9 <= upper <= 1 + 1e-9


@given(PAIRS)
def test_turning_time_round_turns_the_interval_round(pair):
    x1, n1, x2, n2 = pair
    forth, back = newcombe(Counts(x1, n1), Counts(x2, n2)), newcombe(Counts(x2, n2), Counts(x1, n1))
    assert forth == pytest.approx((-back.upper, -back.lower))


def test_the_pooled_test_agrees_with_statsmodels_and_refuses_certainty():
    z, p_value = pooled_z(Counts(95, 100), Counts(90, 100))
    assert (z, p_value) == pytest.approx(proportions_ztest([90, 95], [100, 100]))
    assert np.isnan(pooled_z(Counts(10, 10), Counts(12, 12))).all()


def test_fisher_of_equal_samples_is_one():
    assert fisher(Counts(10, 10), Counts(10, 10)) == 1.0
    assert fisher(Counts(95, 100), Counts(70, 100)) < 1e-4


def test_welch_agrees_with_scipy_on_raw_values():
    random = np.random.default_rng(2)
    one, two = random.beta(9, 1, 40), random.beta(8, 1, 55)
    found = welch(one.mean(), one.var(ddof=1) / 40, 40, two.mean(), two.var(ddof=1) / 55, 55)
    expected = ttest_ind(two, one, equal_var=False)
    low, high = expected.confidence_interval()
    assert (found.t, found.p_value, found.df) == pytest.approx(
        (expected.statistic, expected.pvalue, expected.df)
    )
    assert (found.lower, found.upper) == pytest.approx((low, high))


def test_welch_promises_nothing_without_any_spread():
    found = welch(1.0, 0.0, 20, 1.0, 0.0, 30)
    assert found.difference == 0.0
    assert np.isnan([found.t, found.p_value, found.lower]).all()
