"""Response rates: of those counted only, never above one, and what the silent could still change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.estimate import Verdict
from analytics.index import proportion
from analytics.review import Row
from analytics.target import Target
from analytics.turnout import silence, turnout
from analytics.verdict import judge

COUNTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 500), min_size=1)


def test_the_rate_is_over_the_units_whose_people_are_counted():
    found = turnout({"a": 45, "b": 30, "c": 9}, {"a": 120, "b": 80})
    assert found is not None
    assert (found.n, found.population, found.rate) == (75, 200, 0.375)
    assert found.sentence == "75 phiếu trên 200 (37,5 %)."


def test_without_any_count_there_is_no_rate():
    assert turnout({"a": 45}, {}) is None
    assert turnout({}, {"a": 1}) is None


def test_more_answers_than_people_is_a_warning_and_no_rate():
    found = turnout({"a": 45}, {"a": 40})
    assert found is not None
    assert found.over
    assert found.sentence.startswith("Có 45 phiếu nhưng chỉ 40 người có thể trả lời: chưa tính tỷ lệ.")
    several = turnout({"a": 45, "b": 10}, {"a": 40, "b": 400})
    assert several is not None
    assert several.rate is None
    assert "1 đơn vị có nhiều phiếu hơn" in several.sentence


def test_nobody_counted_where_nobody_answered_is_told_as_such():
    found = turnout({"a": 0}, {"a": 0})
    assert found is not None
    assert found.over
    assert "đang ghi là 0" in found.sentence


def test_rates_far_apart_are_lopsided():
    found = turnout({"a": 100, "b": 1}, {"a": 100, "b": 100})
    assert found is not None
    assert found.lopsided
    even = turnout({"a": 50, "b": 50}, {"a": 100, "b": 100})
    assert even is not None
    assert not even.lopsided


@given(counts=COUNTS, population=COUNTS)
def test_a_rate_is_a_share_or_is_not_told(counts, population):
    found = turnout(counts, population)
    assert found is None or found.rate is None or 0.0 <= found.rate <= 1.0


def row(satisfied: int, n: int, target: float) -> Row:
    index = proportion(satisfied, n)
    return Row("a", "a", n, index, target=Target("t", target, ""), judgement=judge(index, target))


def test_what_the_silent_could_change_is_told_for_a_target_that_is_met():
    met = row(198, 200, 0.9)
    assert met.judgement is not None
    assert met.judgement.verdict is Verdict.MET
    # (0.9 - 0.99 * 0.5) / 0.5 = 0.81
    assert "dưới 81,0 % hài lòng" in silence(met, 400)
    assert "vẫn đạt mục tiêu" in silence(met, 205)


def test_where_few_answered_the_silent_are_told_beside_every_verdict():
    missed, open_ = row(150, 200, 0.9), row(178, 200, 0.9)
    assert [one.judgement.verdict for one in (missed, open_)] == [Verdict.NOT_MET, Verdict.UNDECIDED]
    # (0.9 − 0.75 · 0.1)/0.9 = 91.67 % and (0.9 − 0.89 · 0.1)/0.9 = 90.11 %.
    assert "ít nhất 91,7 % hài lòng" in silence(missed, 2000)
    assert "ít nhất 90,1 % hài lòng" in silence(open_, 2000)
    assert "vẫn không đạt mục tiêu" in silence(row(20, 200, 0.97), 1500)
    # (0.95 − 0.955 · 0.05)/0.95 = 94.974 %: as many decimals as it takes to see that it is not the target.
    close = row(191, 200, 0.95)
    assert "đạt 95,00 % nếu trong số họ có ít nhất 94,97 %" in silence(close, 4000)
    # A fifth answered: enough that only a met target speaks.
    assert silence(missed, 1000) == ""


@pytest.mark.parametrize(
    ("judged", "population"),
    [
        (row(198, 200, 0.9), None),
        (row(198, 200, 0.9), 200),
        (row(150, 200, 0.9), 400),
        (row(5, 5, 0.9), 40_000),
    ],
)
def test_nothing_is_told_of_the_silent_otherwise(judged, population):
    assert silence(judged, population) == ""
