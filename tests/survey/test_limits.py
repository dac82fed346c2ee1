"""How long to wait is said to the second, and one who guesses is told apart from one who sends."""

import time

import pytest

from survey.limits import Limits, TooFastError


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    moment = [1_800_000_000.0]
    monkeypatch.setattr(time, "time", lambda: moment[0])
    return moment


def test_an_address_is_told_when_its_minute_is_over(clock: list[float]) -> None:
    limits = Limits(per_address=2)
    limits.admit("192.0.2.1")
    clock[0] += 44.5
    limits.admit("192.0.2.1")
    with pytest.raises(TooFastError) as refused:
        limits.admit("192.0.2.1")
    assert refused.value.wait == 16
    limits.admit("192.0.2.2")
    clock[0] += 16
    limits.admit("192.0.2.1")


def test_one_form_may_be_pressed_again_after_its_ten_seconds(clock: list[float]) -> None:
    limits = Limits(per_address=0)
    for _ in range(10):
        limits.admit_form("a form")
    with pytest.raises(TooFastError) as refused:
        limits.admit_form("a form")
    assert refused.value.wait == 10
    limits.admit_form("another form")
    for _ in range(11):
        limits.admit_form("")
    clock[0] += refused.value.wait
    limits.admit_form("a form")


def test_wrong_guesses_of_an_address_are_one_count_and_right_ones_are_none(clock: list[float]) -> None:
    limits = Limits(per_address=240)
    for _ in range(100):
        limits.admit_guess("192.0.2.1")
    for _ in range(60):
        limits.admit_guess("192.0.2.1")
        limits.count_wrong_guess("192.0.2.1")
    clock[0] += 30
    with pytest.raises(TooFastError) as refused:
        limits.admit_guess("192.0.2.1")
    assert refused.value.wait == 30
    limits.admit_guess("192.0.2.2")
    limits.admit("192.0.2.1")


def test_the_last_moment_of_a_minute_is_not_told_as_nothing(clock: list[float]) -> None:
    limits = Limits(per_address=1)
    limits.admit("192.0.2.1")
    clock[0] += 59.999
    with pytest.raises(TooFastError) as refused:
        limits.admit("192.0.2.1")
    assert refused.value.wait == 1
