import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare

from analytics.mode_effect import mode_effect
from analytics.nonresponse import mix, response
from tests.analytics.people import answers_of, people


def test_units_that_answer_alike_mirror_the_frame():
    found = response([10, 20, 30], [100, 200, 300])
    assert found.rate == pytest.approx(0.1)
    assert found.r_indicator == pytest.approx(1.0)
    assert not found.lopsided


def test_one_unit_that_answers_for_all_is_lopsided():
    assert response([100, 0], [100, 100]).lopsided


def test_more_answers_than_people_names_the_unit_and_changes_nothing():
    found = response([5, 12, 3], [10, 10, 10])
    assert found.over == (1,)
    assert found.rate == pytest.approx(20 / 30)


def test_a_unit_without_anybody_is_refused_by_its_place():
    with pytest.raises(ValueError, match="Đơn vị thứ 2"):
        response([1, 1], [5, 0])


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(50, 400)), min_size=1, max_size=12))
def test_the_order_of_units_does_not_matter_and_r_is_at_most_one(units):
    n, size = np.array(units).T
    one, two = response(n, size), response(n[::-1], size[::-1])
    assert one.r_indicator == pytest.approx(two.r_indicator)
    assert one.r_indicator <= 1.0


def test_the_mix_is_tested_as_scipy_tests_it():
    found = mix(60, 100, 0.5)
    wanted = chisquare([60, 40])
    assert (found.statistic, found.p_value) == (pytest.approx(wanted.statistic), pytest.approx(wanted.pvalue))
    assert math.isnan(mix(0, 0, 0.5).statistic)
    assert math.isnan(mix(10, 10, 1.0).statistic)


def test_people_who_answer_alike_on_paper_and_online_show_no_effect():
    answers = people(400, units=8)
    answers.about["channel"] = ["paper", "qr"] * 200
    found = mode_effect(answers)
    assert (found.paper, found.online) == (200, 200)
    assert not found.worth_a_look


def test_sheets_that_a_school_collects_and_that_all_praise_are_worth_a_look():
    scores = [[5, 5, 5, 5]] * 120 + ([[5, 5, 4, 2]] * 60 + [[2, 3, 4, 4]] * 60)
    channel, units = ["paper"] * 120 + ["qr"] * 120, [f"U{i * i % 11}" for i in range(240)]
    found = mode_effect(answers_of(scores, channel=channel, unit=units, level=["L"] * 240))
    assert found.difference.value > 0.3
    assert found.worth_a_look


def test_few_sheets_are_no_ground_for_a_comparison():
    answers = people(100, units=4)
    answers.about["channel"] = ["paper"] * 29 + ["qr"] * 71
    found = mode_effect(answers)
    assert found.difference is None
    assert "29 phiếu giấy" in found.refused
    assert not found.worth_a_look
