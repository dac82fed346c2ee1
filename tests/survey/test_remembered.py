"""What is kept of results, by their weight."""

import time
from concurrent.futures import ThreadPoolExecutor

from survey.remembered import remembered


def test_the_least_used_goes_when_together_they_weigh_too_much() -> None:
    made: list[int] = []

    @remembered(100, len)
    def answers(count: int) -> list[int]:
        made.append(count)
        return [0] * count

    for count in (40, 50, 40, 30, 40, 50):
        assert len(answers(count)) == count
    # 40 and 50 fit; 30 pushed 50 out, which had not been asked for as lately as 40.
    assert made == [40, 50, 30, 50]


def test_what_is_heavier_than_all_that_may_be_kept_is_made_each_time() -> None:
    made: list[int] = []

    @remembered(100, len)
    def answers(count: int) -> list[int]:
        made.append(count)
        return [0] * count

    answers(200)
    assert len(answers(200)) == 200
    assert made == [200, 200]


def test_who_asks_for_what_is_being_made_waits_for_it() -> None:
    made: list[int] = []

    @remembered(100, len)
    def answers(count: int) -> list[int]:
        made.append(count)
        time.sleep(0.1)
        return [0] * count

    with ThreadPoolExecutor(4) as readers:
        found = list(readers.map(answers, [5] * 4))
    assert [len(one) for one in found] == [5] * 4
    assert made == [5]
