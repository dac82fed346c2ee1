"""Strengths and weaknesses among a few figures, looked at together."""

import math

from hypothesis import given
from hypothesis import strategies as st

from analytics.estimate import Estimate, Verdict
from analytics.index import proportion, unit_index
from analytics.standing import Standing, standings
from analytics.verdict import judge
from tests.analytics.people import people

TARGET = 0.95


def test_one_of_five_needs_more_than_one_alone() -> None:
    # 0.95^60 = 0.0461: enough alone, not when the smallest of five must stay below 0.05 / 5.
    sure, middling = proportion(60, 60), proportion(38, 40)
    assert standings([sure], TARGET) == (Standing.ABOVE,)
    assert standings([sure, *[middling] * 4], TARGET) == (Standing.UNCLEAR,) * 5
    # 0.95^100 = 0.0059 is below 0.01.
    assert standings([proportion(100, 100), *[middling] * 4], TARGET)[0] is Standing.ABOVE


def test_a_figure_far_below_is_a_weakness_and_few_answers_are_none() -> None:
    assert standings([proportion(20, 40), proportion(0, 9), proportion(0, 0)], TARGET) == (
        Standing.BELOW,
        Standing.UNCLEAR,
        Standing.UNCLEAR,
    )


def test_nothing_to_judge_gives_nothing() -> None:
    assert standings([], TARGET) == ()


@given(x=st.integers(0, 80), target=st.floats(0.5, 0.99))
def test_alone_it_says_what_the_verdict_says(x: int, target: float) -> None:
    figure = proportion(x, 80)
    said = {
        Verdict.MET: Standing.ABOVE,
        Verdict.NOT_MET: Standing.BELOW,
        Verdict.UNDECIDED: Standing.UNCLEAR,
    }
    assert standings([figure], target) == (said[judge(figure, target).verdict],)


def test_a_composite_of_one_unit_says_what_its_verdict_says() -> None:
    figure = unit_index(people(300))
    for target in (figure.value - 0.08, figure.value, figure.value + 0.08):
        verdict = judge(figure, target).verdict
        found = standings([figure], target)[0]
        assert (found is Standing.ABOVE) == (verdict is Verdict.MET)
        assert (found is Standing.BELOW) == (verdict is Verdict.NOT_MET)


def test_a_figure_without_interval_is_never_clear() -> None:
    bare = Estimate(1.0, 500, None, "mean_of_items", df=math.inf, n_eff=500.0)
    assert standings([bare], TARGET) == (Standing.UNCLEAR,)
