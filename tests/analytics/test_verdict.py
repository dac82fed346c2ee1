from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t as student

from analytics.estimate import Estimate, Scale, Verdict
from analytics.index import mean_score, proportion, unit_index
from analytics.intervals import Bounds, wilson
from analytics.verdict import (
    decide,
    exact_tests,
    judge,
    one_sided,
    score_test,
    tipping_point,
    worst_case,
)
from tests.analytics.people import answers_of

COUNTS = st.integers(10, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def composite(value, n, n_eff, df=float("inf")):
    """A composite with the given precision; its interval only has to exist."""
    own = proportion(1, 1)
    return replace(own, value=value, n=n, n_eff=n_eff, df=df, method="mean_of_items")


def test_fifty_nine_of_fifty_nine_prove_ninety_five_percent_and_fifty_eight_do_not():
    assert judge(proportion(59, 59), 0.95).verdict is Verdict.MET
    assert judge(proportion(58, 58), 0.95).verdict is Verdict.UNDECIDED


def test_a_composite_worth_one_answer_per_person_needs_fifty_two():
    assert judge(composite(1.0, 52, 52.5), 0.95).verdict is Verdict.MET
    assert judge(composite(1.0, 51, 51.0001), 0.95).verdict is Verdict.UNDECIDED


def test_below_ten_answers_nothing_is_judged():
    found = judge(proportion(9, 9), 0.5)
    assert found.verdict is Verdict.REFUSED
    assert found.sentence == "Có 9 phiếu: chỉ tham khảo nội bộ, chưa đánh giá."
    assert found.needed is None
    assert judge(proportion(10, 10), 0.5).verdict is Verdict.MET


def test_nothing_answered_is_refused_in_other_words():
    assert judge(proportion(0, 0), 0.9).sentence == "Chưa có câu trả lời nào."


def test_the_three_sentences():
    met = judge(proportion(200, 200), 0.95)
    assert (
        met.sentence == "Đạt: với độ tin cậy một phía 95 %, giá trị thật ít nhất là 98,5 % (mục tiêu 95,0 %)."
    )
    missed = judge(proportion(150, 200), 0.95)
    assert missed.verdict is Verdict.NOT_MET
    assert missed.sentence.startswith(
        "Chưa đạt: với độ tin cậy một phía 95 %, giá trị thật cao nhất là 80,0 %"
    )
    assert missed.observed == "Số quan sát: 75,0 % (mục tiêu 95,0 %)."
    open_ = judge(proportion(40, 40), 0.95)
    assert open_.sentence == (
        "Chưa đủ căn cứ: cần khoảng 59 phiếu (hiện có 40). Với số phiếu ấy, nếu kết quả vẫn như hiện nay thì "
        "khoảng 80 % là kết luận được."
    )
    assert open_.needed == 59


def test_a_figure_on_its_target_says_that_more_answers_will_not_help():
    found = judge(proportion(95, 100), 0.95)
    assert found.needed is None
    assert "sát mục tiêu" in found.sentence


def test_more_answers_than_people_is_said():
    found = judge(proportion(38, 39), 0.95, population=60)
    assert found.needed > 60
    assert "nhiều hơn số người có thể trả lời (60)" in found.sentence


@given(COUNTS, st.floats(0.05, 1), st.integers(5, 200), st.sampled_from([0.8, 0.9, 0.95]))
def test_the_verdict_is_the_score_test_at_five_percent(count, phi, df, target):
    x, n = count
    figure = composite(x / n, n, n / phi + 0.001, float(df))
    statistic = score_test(figure.value, figure.n_eff, target)
    if judge(figure, target).verdict is Verdict.MET:
        assert student.sf(statistic, df) <= 0.05 + 1e-9
    elif judge(figure, target).verdict is Verdict.NOT_MET:
        assert student.cdf(statistic, df) <= 0.05 + 1e-9
    else:
        assert min(student.sf(statistic, df), student.cdf(statistic, df)) >= 0.05 - 1e-9


@given(COUNTS, st.sampled_from([0.8, 0.9, 0.95]))
def test_the_exact_test_and_the_verdict_of_a_count_agree(count, target):
    x, n = count
    met, not_met = exact_tests(x, n, target)
    verdict = judge(proportion(x, n), target).verdict
    assert (verdict is Verdict.MET) == (met <= 0.05 + 1e-9)
    assert (verdict is Verdict.NOT_MET) == (not_met < 0.05)


@given(COUNTS)
def test_a_higher_target_is_never_easier(count):
    figure = proportion(*count)
    order = [Verdict.MET, Verdict.UNDECIDED, Verdict.NOT_MET]
    found = [order.index(judge(figure, target).verdict) for target in (0.7, 0.8, 0.9, 0.95, 0.99)]
    assert found == sorted(found)


def test_an_exact_bound_equal_to_the_target_counts_as_met():
    assert decide(Bounds(513 / 540 - 1e-16, 1.0), 0.95) is Verdict.MET
    assert decide(Bounds(0.9, 0.95), 0.95) is Verdict.UNDECIDED


def test_a_mean_score_has_a_target_on_its_own_scale():
    happy = mean_score(answers_of(np.full((80, 5), 5)))
    found = judge(happy, 4.2)
    assert happy.scale is Scale.SCORE
    assert found.verdict is Verdict.MET
    assert "(mục tiêu 4,20)" in found.sentence
    assert 4.2 <= found.lower <= 5


def test_a_unit_of_forty_satisfied_people_is_not_yet_proof():
    found = judge(unit_index(answers_of(np.full((40, 20), 5))), 0.95)
    assert found.verdict is Verdict.UNDECIDED
    assert 52 <= found.needed <= 60


def test_the_tipping_point_joins_answers_and_silence():
    share = tipping_point(0.98, 60, 400, 0.95)
    assert 0.98 * 60 + share * 340 == pytest.approx(0.95 * 400)
    assert np.isnan(tipping_point(0.98, 400, 400, 0.95))
    assert tipping_point(1.0, 390, 400, 0.95) < 0
    assert tipping_point(0.5, 390, 400, 0.95) > 1


@given(COUNTS, st.integers(0, 500))
def test_the_worst_case_holds_every_possible_truth(count, silent):
    x, n = count
    lower, upper = worst_case(x / n, n, n + silent)
    assert lower == pytest.approx(x / (n + silent))
    assert upper == pytest.approx((x + silent) / (n + silent))


def test_bounds_are_those_of_the_design():
    figure = Estimate(0.9, 300, None, "mean_of_items", 0.01, 12.0, 150.0)
    lower, upper = one_sided(figure)
    assert (lower, upper) == pytest.approx(tuple(wilson(0.9, 150.0, 0.05, 12.0)))
