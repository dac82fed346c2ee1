"""The counters behind the rate limits: each key counts for its time, and none stays for ever."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from limits import RateLimitItemPerMinute
from limits.strategies import FixedWindowRateLimiter

from survey.rate_counts import RateCounts


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    moment = [1000.0]
    monkeypatch.setattr(time, "time", lambda: moment[0])
    return moment


def test_a_key_counts_until_its_time_is_over(clock: list[float]) -> None:
    counts = RateCounts()
    assert [counts.incr("a", 60), counts.incr("a", 60), counts.incr("b", 60, amount=3)] == [1, 2, 3]
    assert (counts.get("a"), counts.get_expiry("a")) == (2, 1060.0)
    clock[0] += 60
    assert counts.get("a") == 0
    assert counts.incr("a", 60) == 1


def test_hits_from_many_threads_are_all_counted() -> None:
    counts = RateCounts()
    with ThreadPoolExecutor(8) as people:
        list(people.map(lambda _: counts.incr("a", 60), range(4000)))
    assert counts.get("a") == 4000


def test_counts_of_one_length_begin_anew_together_and_leave_nothing_behind(clock: list[float]) -> None:
    counts = RateCounts()
    counts.incr("an address", 60)
    for number in range(10_000):
        counts.incr(f"form {number}", 10)
        clock[0] += 0.003
    # The last window of ten seconds began with the first form after the two before it.
    assert len(counts._windows[10].hits) == pytest.approx(3_330, abs=10)
    assert counts.get("form 0") == 0
    assert counts.get("form 9999") == 1
    assert (counts.get("an address"), counts.get_expiry("an address")) == (1, 1060.0)


def test_clearing_forgets_one_key_and_reset_all() -> None:
    counts = RateCounts()
    for key in ("a", "b", "c"):
        counts.incr(key, 60)
    counts.clear("a")
    assert (counts.get("a"), counts.get("b")) == (0, 1)
    assert counts.reset() == 2
    assert counts.get("b") == 0
    assert counts.check()


def test_the_limiter_counts_with_it() -> None:
    limiter = FixedWindowRateLimiter(RateCounts())
    two_a_minute = RateLimitItemPerMinute(2)
    assert [limiter.hit(two_a_minute, "x") for _ in range(3)] == [True, True, False]
