from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics import analysis_tables
from analytics.charts.control import NOTHING, draw, points_of, title_of
from analytics.control import control
from analytics.cusum import RUN_LENGTHS, cusum, usual_share
from analytics.false_alarm import chance_of_signal
from analytics.run_chart import run_chart
from analytics.warning import MEASURE, Watch, choose_watch, warn, weekly
from tests.analytics.people import answers_of

MONDAY = date(2026, 1, 5)
RUNS, EVENTS = 4000, 4000


def weeks_of(x, n):
    days = [MONDAY + timedelta(weeks=i) for i in range(len(x))]
    return pd.DataFrame({"n": n, "x": x}, index=days)


def usual(weeks, n=200, share=0.95, seed=6):
    return np.random.default_rng(seed).binomial(n, share, weeks)


def test_a_usual_year_raises_no_alarm():
    found = warn(weeks_of(usual(40), [200] * 40))
    assert found.watch is Watch.CONTROL
    assert found.signals == ()
    assert "Không tuần nào khác thường" in found.sentence


def test_a_week_that_collapses_is_named_by_its_monday():
    x = usual(30)
    x[25] = 160
    found = warn(weeks_of(x, [200] * 30))
    assert found.signals == ("tuần 29/06/2026",)


def test_eight_weeks_on_one_side_are_a_signal_though_none_is_outside():
    x = np.array([190, 188, 192, 190, 191, 189, 190, 188, 192, 190, 191, 191] + [187] * 8)
    made = control(x, np.full(20, 200), 12)
    assert not ((made.share < made.lower) | (made.share > made.upper)).any()
    assert made.signals.tolist() == [False] * 19 + [True]


def test_the_baseline_stays_frozen():
    x = np.array([190, 188, 192, 190, 191, 189, 190, 188, 192, 190, 191, 189])
    one = control(x, np.full(12, 200), 12)
    more = control(np.append(x, [150, 150]), np.full(14, 200), 12)
    assert (more.centre, more.sigma_z) == (one.centre, one.sigma_z)


def test_weeks_that_scatter_more_than_chance_widen_laneys_limits():
    random = np.random.default_rng(2)
    x = random.binomial(1000, np.clip(random.normal(0.9, 0.05, 20), 0, 1))
    made = control(x, np.full(20, 1000), 20)
    assert made.sigma_z > 2
    assert np.all(made.laney_lower <= made.lower)


def test_weeks_more_regular_than_chance_do_not_narrow_the_limits():
    x = np.array([190] * 12 + [184])
    made = control(x, np.full(13, 200), 12)
    assert made.sigma_z == 0.0
    assert made.lower[-1] < 184 / 200 < made.laney_lower[-1]
    assert not made.signals[-1]


def test_ten_usual_weeks_seldom_leave_the_limits_of_a_short_baseline():
    random = np.random.default_rng(20261121)
    left = []
    for _ in range(1000):
        made = control(random.binomial(200, 0.95, 22), np.full(22, 200), 12)
        left.append(((made.share < made.lowest) | (made.share > made.highest))[12:].any())
    assert np.mean(left) < 0.06


def test_everybody_satisfied_in_the_baseline_is_no_error():
    made = control([50] * 12 + [49], [50] * 13, 12)
    assert made.sigma_z == 0.0
    assert made.signals.tolist() == [False] * 12 + [True]


@pytest.mark.parametrize(("x", "n", "baseline"), [([1], [1], 2), ([1, 0], [1, 0], 2), ([1, 1], [1, 1], 1)])
def test_too_short_a_baseline_or_an_empty_week_is_refused(x, n, baseline):
    with pytest.raises(ValueError, match="hai tuần"):
        control(x, n, baseline)


def test_small_weeks_are_accumulated_until_the_evidence_is_enough():
    found = warn(weeks_of([19, 20] * 8 + [14, 13, 14], [20] * 19))
    assert found.watch is Watch.CUSUM
    assert found.signals
    assert "tăng gấp đôi" in found.sentence


def test_a_short_history_gets_a_run_chart_and_says_so():
    found = warn(weeks_of([9, 10, 8], [10] * 3))
    assert found.watch is Watch.RUN
    assert "Chưa đủ số liệu" in found.sentence
    assert warn(weeks_of([], [])) is None


def run_length(p, expected, threshold):
    """Mean answers to an alarm, from one dissatisfied answer to the next: no other can raise it."""
    made = cusum([0, 1], [1, 1], expected, threshold=threshold)
    up = made.score[0]
    down = np.log((1 - made.shifted) / (1 - made.expected))
    random = np.random.default_rng(20261121)
    score, length, running = np.zeros(RUNS), np.zeros(RUNS), np.ones(RUNS, dtype=bool)
    for _ in range(EVENTS):
        answers = random.geometric(p, RUNS)
        score = np.maximum(0.0, score + (answers - 1) * down) + up
        length += answers * running
        running &= score < threshold
        if not running.any():
            return float(length.mean())
    raise AssertionError("no alarm")


@pytest.mark.parametrize("one", RUN_LENGTHS, ids=str)
def test_the_documented_run_lengths_are_what_simulation_finds(one):
    odds = 2 * one.dissatisfied / (1 - one.dissatisfied)
    false = run_length(one.dissatisfied, one.dissatisfied, one.threshold)
    true = run_length(odds / (1 + odds), one.dissatisfied, one.threshold)
    assert (false, true) == pytest.approx((one.false_alarm, one.true_alarm), rel=0.05)


def test_with_a_usual_share_from_200_answers_a_usual_quarter_seldom_raises_an_alarm():
    random = np.random.default_rng(20261121)
    alarms = []
    for _ in range(2000):
        expected = usual_share(random.binomial(200, 0.95), 200)
        quarter = random.binomial(20, 0.95, 13)
        alarms.append(cusum(quarter, [20] * 13, expected).signals.any())
    assert np.mean(alarms) < 0.04


@given(st.integers(0, 400), st.integers(0, 400))
def test_the_usual_share_lies_above_what_was_seen_and_never_at_an_end(good, bad):
    if good + bad:
        usual = usual_share(good, good + bad)
        assert 0 < usual < 1
        assert usual > bad / (good + bad) or good == 0


def test_a_usual_share_of_nobody_is_refused():
    with pytest.raises(ValueError, match="n > 0"):
        usual_share(0, 0)


def test_a_cusum_of_nonsense_is_refused():
    with pytest.raises(ValueError, match="tỷ số chênh"):
        cusum([1], [1], 0.05, odds_ratio=1.0)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 10)), min_size=1, max_size=30))
def test_the_score_is_never_negative_and_falls_with_satisfied_answers(weeks):
    x = np.array([good for good, _ in weeks])
    n = x + np.array([bad for _, bad in weeks])
    made = cusum(x, n, 0.05)
    assert np.all(made.score >= 0)
    assert cusum(np.append(x, 5), np.append(n, 5), 0.05).score[-1] <= made.score[-1]


def test_six_on_one_side_and_five_rising_are_signals():
    assert run_chart([1, 2, 1, 2, 9, 9, 9, 9, 9, 9, 1, 2, 1]).shift == 6
    assert run_chart([1, 2, 3, 4, 5]).trend == 5
    assert not run_chart([3, 1, 2, 3, 1]).signals
    assert run_chart([2, 2, 2]).trend == 0


def test_points_on_the_median_do_not_break_a_run():
    assert run_chart([5, 5, 9, 9, 5, 9, 1, 1, 1]).shift == 3
    with pytest.raises(ValueError, match="kỳ"):
        run_chart([float("nan")])


@pytest.mark.parametrize(
    ("n", "share", "watch", "baseline"),
    [
        ([200] * 12, 0.95, Watch.CUSUM, 1),
        ([200] * 13, 0.95, Watch.CONTROL, 12),
        ([200] * 20, 0.95, Watch.CONTROL, 12),
        ([200] * 21, 0.95, Watch.CONTROL, 20),
        ([60] * 13, 0.95, Watch.CUSUM, 4),
        ([20] * 11, 0.95, Watch.CUSUM, 10),
        ([20] * 10, 0.95, Watch.RUN, 0),
        ([400], 0.95, Watch.RUN, 0),
    ],
)
def test_the_history_decides_how_the_weeks_are_watched(n, share, watch, baseline):
    assert choose_watch(n, np.rint(np.array(n) * share)) == (watch, baseline)


def test_a_later_week_moves_no_baseline():
    x, n = usual(16, 30, 0.9), [30] * 16
    x[12] = 15
    early, later = warn(weeks_of(x[:13], n[:13])), warn(weeks_of(x, n))
    assert early.chart.expected == later.chart.expected
    assert early.weeks[12].score == later.weeks[12].score


def test_the_cusum_begins_after_its_baseline():
    found = warn(weeks_of([12] * 5 + [40] * 5, [40] * 10))
    assert found.baseline == 5
    assert all(np.isnan(week.score) for week in found.weeks[:5])
    assert found.weeks[5].score == 0.0


def test_the_control_chart_shows_the_limits_that_its_signals_rest_on():
    x = usual(30)
    x[25] = 160
    found = warn(weeks_of(x, [200] * 30))
    info = points_of(found)
    assert [p.day for p in info.points if p.stands_out] == ["2026-06-29"]
    assert all(p.lower <= p.value <= p.upper for p in info.points if not p.stands_out)
    assert info.points[25].words == "tuần 29/06/2026: 80,0 %, 200 phiếu"
    assert info.usual == pytest.approx(found.chart.centre * 100)
    drawing = draw("x", found)
    assert len(drawing.figure.data) == 3
    assert "tuần 29/06/2026" in drawing.text


def test_the_picture_of_a_cusum_shows_evidence_after_the_baseline_and_the_alarm():
    found = warn(weeks_of([38] * 10 + [25] * 3, [40] * 13))
    info = points_of(found)
    assert title_of(found).startswith("Bằng chứng số người có điểm trung bình dưới 4 tăng")
    assert "Đường đứt: mức báo động." in draw("x", found).text
    assert len(info.points) == 8
    assert info.alarm == 4.0
    assert info.usual is None
    assert info.points[-1].stands_out
    assert "bằng chứng" in info.points[-1].words


def test_the_picture_of_a_short_history_has_a_median_and_no_limits():
    info = points_of(warn(weeks_of([9, 10, 8], [10] * 3)))
    assert (info.usual, info.limited, info.alarm) == (pytest.approx(90.0), False, None)
    assert draw("x", None).text == NOTHING


def test_the_table_of_the_weeks_holds_the_limits_and_what_stands_out():
    x = usual(30)
    x[25] = 160
    table = analysis_tables.of_weeks(warn(weeks_of(x, [200] * 30)))
    assert table["Nhận xét"].tolist().index("khác thường") == 25
    assert (table["Giới hạn dưới (%)"] < table["Giới hạn trên (%)"]).all()
    assert "Bằng chứng tích lũy" not in table
    assert analysis_tables.of_weeks(None).empty


def test_the_picture_names_its_measure_and_says_it_is_not_the_index():
    found = warn(weeks_of(usual(30), [200] * 30))
    drawing = draw("x", found)
    assert MEASURE in drawing.text
    assert "không phải chỉ số hài lòng" in drawing.text
    assert "có điểm trung bình ≥ 4" in drawing.figure.layout.yaxis.title.text
    assert "20 tuần đầu tiên có đủ phiếu (05/01/2026–18/05/2026)" in drawing.text
    assert "Người có điểm trung bình từ 4" in analysis_tables.of_weeks(found)


def test_sixty_usual_weeks_of_sixty_answers_name_one_in_about_36_of_100_series():
    # The figure that the page "Cách tính" states; a reviewer measured the same with other numbers.
    n = np.full(60, 60.0)
    often = chance_of_signal(n, 0.9, lambda x: control(x, n, 20).signals)
    assert often == pytest.approx(0.36, abs=0.04)
    found = warn(weeks_of(usual(60, 60, 0.9), [60] * 60))
    assert f"khoảng {found.by_chance * 100:.0f} trong 100" in found.sentence
    assert found.by_chance == pytest.approx(often, abs=0.06)


def test_a_series_of_satisfied_people_alone_gives_no_false_alarm():
    assert chance_of_signal([50] * 20, 1.0, lambda x: control(x, [50] * 20, 12).signals) == 0.0
    assert "dưới 1 trong 100" in warn(weeks_of([200] * 14, [200] * 14)).sentence


def test_weeks_that_are_not_shown_break_the_line():
    weeks = weeks_of(usual(30), [200] * 30)
    weeks.index = [*weeks.index[:20], *(day + timedelta(weeks=60) for day in weeks.index[20:])]
    drawing = draw("x", warn(weeks))
    assert [at for at, value in enumerate(drawing.figure.data[0].y) if value is None] == [20]


def test_weeks_are_counted_from_the_days_of_answers():
    days = ["2026-01-05", "2026-01-11", "2026-01-12", "2026-01-12"]
    counted = weekly(answers_of([[5, 5], [3, 3], [4, 4], [0, 0]], day=days))
    assert counted.to_dict("index") == {
        date(2026, 1, 5): {"n": 2, "x": 1},
        date(2026, 1, 12): {"n": 1, "x": 1},
    }
