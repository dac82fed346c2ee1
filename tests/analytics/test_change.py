import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t, ttest_ind

from analytics.aggregate import estimate
from analytics.aggregate_change import compare_units, of_same_mix
from analytics.change import FARTHER, Direction, compare, difference, told
from analytics.design import CLUSTER, SRS, UNIT_STRATA
from analytics.rollup import Method, ratios, respondent_ratio
from analytics.sample import lay_out
from tests.analytics.people import answers_of, people


def of(satisfied, n, items=4):
    return answers_of([[5] * items] * satisfied + [[3] * items] * (n - satisfied))


def test_a_clear_rise_and_a_clear_fall():
    up, down = compare(of(50, 100), of(95, 100)), compare(of(95, 100), of(50, 100))
    assert up.label is Direction.UP
    assert up.value == pytest.approx(0.45)
    assert down.label is Direction.DOWN
    assert down.sentence.startswith("Giảm: −45,0 điểm % (khoảng tin cậy 95 %: −")
    assert up.interval.method == FARTHER


def test_no_clear_change_names_what_could_have_been_seen():
    found = compare(of(45, 50), of(46, 50))
    assert found.label is Direction.UNCLEAR
    assert found.sentence.startswith("Chưa thấy thay đổi rõ: +2,0 điểm %")
    assert "chỉ thấy rõ thay đổi từ" in found.sentence
    assert found.smallest > 0.1


def test_one_question_has_newcombes_interval():
    found = compare(of(95, 100, items=1), of(70, 100, items=1))
    assert found.interval.method == "newcombe"
    assert found.label is Direction.DOWN
    assert found.p_value < 0.001


def test_everybody_satisfied_in_both_periods_is_no_certainty():
    found = compare(of(12, 12), of(30, 30))
    assert found.value == 0.0
    assert found.interval.method == FARTHER
    assert found.interval.lower < 0 < found.interval.upper
    assert found.label is Direction.UNCLEAR


def test_below_ten_answers_in_a_period_nothing_is_compared():
    found = compare(of(9, 9), of(40, 40))
    assert found.label is Direction.REFUSED
    assert found.interval is None
    assert "Kỳ trước không đủ 10 phiếu để so sánh." in found.sentence


def test_only_common_items_are_compared_and_it_is_said():
    before, after = answers_of([[5, 5, 3]] * 20), answers_of([[5, 5]] * 20)
    found = compare(before, after)
    assert found.value == 0.0
    assert found.before.value == 1.0
    assert "chỉ so sánh 2 câu hỏi chung" in found.note
    assert compare(after, after).note == ""


def test_without_common_items_there_is_no_change():
    before = of(20, 20)
    other = answers_of([[5, 5]] * 20)
    object.__setattr__(other.structure, "items", ())
    found = compare(before, other)
    assert found.label is Direction.REFUSED
    assert found.sentence == "Không so sánh được: hai kỳ không có câu hỏi nào chung."


def test_a_mean_score_changes_in_points_of_its_scale():
    found = compare(of(20, 60), of(55, 60), Method.SCORE_OF_ITEMS)
    assert found.label is Direction.UP
    assert " điểm (khoảng" in found.sentence
    same = compare(answers_of([[5, 5]] * 20), answers_of([[5, 5]] * 20), Method.SCORE_OF_ITEMS)
    assert same.interval.lower < -0.1


def drawn(random, n, share, items=20):
    """Whole persons: half of them answer every question alike, the others each question by itself."""
    alike = np.repeat(random.random((n, 1)) < share, items, axis=1)
    apart = random.random((n, items)) < share
    return answers_of(np.where(np.where(random.random((n, 1)) < 0.5, alike, apart), 5, 3))


def own_interval(before, after):
    """Welch and square-and-add by hand, the farther bound on either side; complete answers only."""
    parts = [np.mean(answers.scores >= 4, axis=1) for answers in (before, after)]
    n, mean = [len(part) for part in parts], [part.mean() for part in parts]
    test = ttest_ind(parts[1], parts[0], equal_var=False).confidence_interval()
    lows, highs = [], []
    for size, p, part in zip(n, mean, parts, strict=True):
        doubted = (size * part.var(ddof=1) + 2) / (size * p * (1 - p) + 2)
        worth, q = size / doubted, t.ppf(0.975, size - 1)
        middle = (p + q**2 / (2 * worth)) / (1 + q**2 / worth)
        half = q * np.sqrt(p * (1 - p) / worth + q**2 / (4 * worth**2)) / (1 + q**2 / worth)
        lows.append(middle - half)
        highs.append(middle + half)
    gap = mean[1] - mean[0]
    lower = gap - np.hypot(mean[1] - lows[1], highs[0] - mean[0])
    upper = gap + np.hypot(highs[1] - mean[1], mean[0] - lows[0])
    return min(lower, test.low), max(upper, test.high)


def test_the_interval_of_a_composite_is_the_farther_of_two_computed_by_hand():
    random = np.random.default_rng(4)
    for n1, n2, p in ((20, 100, 0.95), (60, 40, 0.8), (300, 300, 0.7)):
        before, after = drawn(random, n1, p), drawn(random, n2, p)
        found = compare(before, after).interval
        assert (found.lower, found.upper) == pytest.approx(own_interval(before, after), abs=1e-12)


@pytest.mark.parametrize(("n1", "n2"), [(20, 100), (30, 150), (100, 20)])
def test_a_unit_that_did_not_change_is_seldom_said_to_have(n1, n2):
    random, samples = np.random.default_rng(20261121), 400
    labels = [compare(drawn(random, n1, 0.95), drawn(random, n2, 0.95)).label for _ in range(samples)]
    moved = sum(label in (Direction.UP, Direction.DOWN) for label in labels)
    assert moved / samples <= 0.05


def test_the_p_value_says_the_same_as_the_label():
    random = np.random.default_rng(7)
    for share in np.linspace(0.6, 0.95, 40):
        found = compare(drawn(random, 40, 0.9), drawn(random, 60, share))
        assert (found.p_value < 0.05) == (found.label is not Direction.UNCLEAR)


@given(st.integers(0, 40), st.integers(0, 40))
def test_the_interval_contains_the_change_and_decides_the_label(x1, x2):
    found = compare(of(x1, 40), of(x2, 40))
    assert found.interval.lower - 1e-12 <= found.value <= found.interval.upper + 1e-12
    contains_zero = found.interval.lower <= 0 <= found.interval.upper
    assert (found.label is Direction.UNCLEAR) == contains_zero


def two_periods():
    """The same ten units twice, each with its own mood that lasts."""
    random = np.random.default_rng(9)
    unit = np.repeat(np.arange(10), 40)
    mood = random.normal(0, 0.25, 10)[unit]
    periods = [np.clip(0.7 + step + mood + random.normal(0, 0.1, 400), 0, 1) for step in (0.0, 0.03)]
    about = pd.DataFrame({"unit": [f"u{u}" for u in unit], "level": "x"})
    both = pd.concat([about.assign(period="1"), about.assign(period="2")], ignore_index=True)
    return both, np.concatenate(periods)


def test_units_that_return_make_their_change_certain():
    about, values = two_periods()
    first = (about["period"] == "1").to_numpy()
    sample = lay_out(CLUSTER, about, period="period")
    found = difference(sample, respondent_ratio(values), first, ~first)
    assert found.covariance > 0
    assert found.se < 0.5 * np.hypot(found.se_before, found.se_after)
    lower, upper = found.bounds()
    assert lower < found.value < upper
    assert found.p_value < 0.05


def test_with_units_as_strata_the_covariance_is_zero():
    about, values = two_periods()
    first = (about["period"] == "1").to_numpy()
    sample = lay_out(UNIT_STRATA, about, period="period")
    found = difference(sample, respondent_ratio(values), first, ~first)
    assert found.covariance == pytest.approx(0, abs=1e-18)


def test_an_aggregate_change_is_told_in_the_same_words():
    answers = people(300, units=6)
    about = answers.about.assign(period=np.where(np.arange(300) % 2, "2", "1"))
    first = (about["period"] == "1").to_numpy()
    sample = lay_out(SRS, about, period="period")
    laid_out = ratios(answers, Method.MEAN_OF_ITEMS)
    parts = [estimate(sample, laid_out, rows, method="mean_of_items") for rows in (first, ~first)]
    found = told(difference(sample, laid_out, first, ~first), *parts)
    assert found.label is Direction.UNCLEAR
    assert found.value == pytest.approx(parts[1].value - parts[0].value)
    few = estimate(sample, laid_out, np.arange(300) < 5, method="mean_of_items")
    assert told(difference(sample, laid_out, first, ~first), few, parts[1]).label is Direction.REFUSED


def satisfied(**units: tuple[int, int]):
    """One question; units named with (satisfied, dissatisfied)."""
    scores = [[5]] * sum(yes for yes, _ in units.values()) + [[1]] * sum(no for _, no in units.values())
    names = [u for u, (yes, _) in units.items() for _ in range(yes)]
    names += [u for u, (_, no) in units.items() for _ in range(no)]
    return answers_of(scores, unit=names)


def test_a_rise_made_by_who_answered_is_told_as_such():
    before = satisfied(strong=(95, 5), weak=(350, 150))
    after = satisfied(strong=(470, 30), weak=(60, 40))
    change = compare_units(before, after)
    assert change.label is Direction.UP
    assert of_same_mix(before, after).value < 0
    assert "do cơ cấu người trả lời" in change.note


def test_a_rise_that_no_unit_had_is_told_even_where_the_sign_stays():
    before = satisfied(strong=(98, 2), weak=(350, 150))
    after = satisfied(strong=(491, 9), weak=(71, 29))
    change, same = compare_units(before, after), of_same_mix(before, after)
    # By hand: (100·491/500 + 500·71/100)/600 − 448/600.
    assert same.value == pytest.approx((98.2 + 355) / 600 - 448 / 600)
    assert (change.label, same.label) == (Direction.UP, Direction.UNCLEAR)
    assert "thì chưa thấy thay đổi rõ, +0,9 điểm % (−" in change.note


def test_a_rise_of_every_unit_needs_no_such_note():
    change = compare_units(satisfied(a=(70, 30), b=(80, 20)), satisfied(a=(95, 5), b=(196, 4)))
    assert change.label is Direction.UP
    assert change.note == ""


def test_with_equal_numbers_the_same_mix_changes_nothing():
    before, after = satisfied(a=(70, 30), b=(80, 20)), satisfied(a=(90, 10), b=(85, 15))
    assert of_same_mix(before, after).value == pytest.approx(compare_units(before, after).value, rel=1e-12)


def test_no_unit_in_common_leaves_no_mix_to_keep():
    assert of_same_mix(satisfied(a=(9, 1)), satisfied(b=(9, 1))) is None


WITH_NEW = satisfied(a=(95, 5), b=(190, 10)), satisfied(a=(95, 5), b=(190, 10), c=(70, 30), d=(140, 60))
NAMES = {unit: f"Trung tâm {unit.upper()}" for unit in "abcd"}


def test_units_that_came_are_left_out_and_named():
    found = compare_units(*WITH_NEW, apart=NAMES)
    assert (found.label, found.value) == (Direction.UNCLEAR, 0.0)
    assert (found.before.n, found.after.n) == (300, 300)
    # By hand: 495/600 − 285/300 = −12,5 points with everybody.
    assert found.note == (
        "Chỉ so sánh các đơn vị có phiếu ở cả hai kỳ, không kể 2 đơn vị mới có phiếu "
        "(Trung tâm C, Trung tâm D); tính mọi đơn vị thì là −12,5 điểm %."
    )


def test_units_that_left_are_named_too_and_many_are_counted():
    before = satisfied(a=(95, 5), **{f"x{place}": (8, 4) for place in range(7)})
    names = {f"x{place}": f"Trường {place}" for place in range(7)}
    found = compare_units(before, satisfied(a=(96, 4)), apart=names)
    assert found.value == pytest.approx(0.01)
    assert "7 đơn vị không còn phiếu (Trường 0, Trường 1, Trường 2, Trường 3, Trường 4 và 2 đơn vị khác)" in (
        found.note
    )


def test_units_a_reader_may_not_tell_apart_stay_in_and_no_fall_is_claimed():
    found = compare_units(*WITH_NEW)
    assert (found.label, found.interval) == (Direction.REFUSED, None)
    assert found.sentence.startswith("Chưa so sánh: 2 đơn vị mới có hoặc không còn phiếu")
    one_hidden = compare_units(*WITH_NEW, apart={"d": "Trung tâm D"})
    assert one_hidden.label is Direction.REFUSED
    assert "Trung tâm" not in one_hidden.sentence + one_hidden.note


def test_a_fall_that_the_units_of_both_periods_bear_is_told_with_hidden_newcomers():
    found = compare_units(satisfied(a=(95, 5), b=(190, 10)), satisfied(a=(75, 25), b=(150, 50), c=(7, 3)))
    assert found.label is Direction.DOWN
    assert found.note == ""


def test_without_a_unit_in_both_periods_nothing_is_compared():
    found = compare_units(satisfied(a=(95, 5)), satisfied(b=(50, 50)), apart=NAMES)
    assert found.label is Direction.REFUSED
    assert found.sentence == "Không so sánh được: không đơn vị nào có phiếu ở cả hai kỳ."


def test_one_unit_left_in_both_periods_is_compared_as_one_unit():
    found = compare_units(satisfied(a=(95, 5)), satisfied(a=(90, 10), b=(50, 50)), apart=NAMES)
    assert found.interval.method == "newcombe"


def test_units_that_answer_by_turns_seldom_make_a_change():
    random, samples, moved = np.random.default_rng(11), 200, 0
    for _ in range(samples):
        shares = random.beta(18, 2, 12)
        counts = [{f"u{u}": random.binomial(60, shares[u]) for u in random.permutation(12)[:9]} for _ in "12"]
        periods = [satisfied(**{u: (x, 60 - x) for u, x in one.items()}) for one in counts]
        names = {unit: unit for one in counts for unit in one}
        moved += compare_units(*periods, apart=names).label in (Direction.UP, Direction.DOWN)
    assert moved / samples <= 0.09
