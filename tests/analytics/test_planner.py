import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.intervals import Rule
from analytics.planner import answers_to_confirm, cochran, power_to_confirm, slovin


def test_slovin_of_a_district_is_the_393_that_plans_quote():
    # N = 20,000, e = 5 %: 20000 / 51 = 392.2.
    assert slovin(20_000) == 393


@given(st.integers(1, 100_000), st.floats(0.01, 0.2))
def test_slovin_never_asks_more_than_there_are(population, margin):
    assert 1 <= slovin(population, margin) <= population


def test_cochran_without_a_limit_is_the_textbook_385():
    assert cochran(10**9, 0.5, 0.05) == 385


def test_clusters_and_silence_ask_for_more():
    plain = cochran(5_000)
    assert cochran(5_000, design_effect=2.0) == pytest.approx(2 * plain, abs=2)
    assert cochran(5_000, response_rate=0.5) == pytest.approx(2 * plain, abs=2)


@pytest.mark.parametrize(
    "wrong", [{"share": 0.0}, {"response_rate": 0.0}, {"margin": 0.0}, {"population": 0}]
)
def test_values_out_of_range_are_refused(wrong):
    with pytest.raises(ValueError, match="Cần"):
        cochran(**({"population": 100} | wrong))


def test_58_answers_can_never_confirm_95_percent_and_59_can():
    assert power_to_confirm(58, 0.95, 1.0) == 0.0
    assert power_to_confirm(59, 0.95, 1.0) == 1.0


def test_wilson_confirms_from_52_on():
    assert power_to_confirm(51, 0.95, 1.0, Rule.WILSON) == 0.0
    assert power_to_confirm(52, 0.95, 1.0, Rule.WILSON) == 1.0


def test_a_truth_on_the_target_is_confirmed_in_at_most_one_of_twenty():
    assert max(power_to_confirm(n, 0.95, 0.95) for n in range(10, 401)) <= 0.05


def test_the_exact_rule_asks_for_more_than_wilsons():
    exact, wilson = answers_to_confirm(0.95, 0.99), answers_to_confirm(0.95, 0.99, rule=Rule.WILSON)
    assert exact[0] >= wilson[0]
    assert exact[0] <= exact[1]


def test_a_truth_beside_the_target_is_beyond_reach():
    assert answers_to_confirm(0.95, 0.951) is None


def test_a_truth_below_the_target_is_no_plan():
    with pytest.raises(ValueError, match="mục tiêu"):
        answers_to_confirm(0.95, 0.95)
