import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from analytics.multiplicity import for_list, for_planned

P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=30).map(np.array)


def test_benjamini_and_hochberg_by_hand():
    # R: p.adjust(c(0.01, 0.02, 0.03, 0.5), "BH")
    assert for_list(np.array([0.01, 0.02, 0.03, 0.5])) == pytest.approx([0.04, 0.04, 0.04, 0.5])


def test_holm_by_hand():
    # R: p.adjust(c(0.01, 0.02, 0.03), "holm")
    assert for_planned(np.array([0.01, 0.02, 0.03])) == pytest.approx([0.03, 0.04, 0.04])


def test_holm_agrees_with_statsmodels():
    p_values = np.random.default_rng(8).uniform(size=40)
    assert for_planned(p_values) == pytest.approx(multipletests(p_values, method="holm")[1])


def test_tests_that_were_not_possible_do_not_count():
    p_values = np.array([0.01, np.nan, 0.04])
    assert for_list(p_values) == pytest.approx([0.02, np.nan, 0.04], nan_ok=True)
    assert for_planned(p_values) == pytest.approx([0.02, np.nan, 0.04], nan_ok=True)
    assert np.isnan(for_list(np.array([np.nan]))).all()
    assert np.isnan(for_planned(np.array([np.nan]))).all()


@given(P_VALUES)
def test_adjusting_never_lowers_and_holm_is_the_stricter(p_values):
    assert (for_list(p_values) >= p_values - 1e-12).all()
    assert (for_planned(p_values) >= for_list(p_values) - 1e-12).all()
    assert (for_planned(p_values) <= 1).all()
