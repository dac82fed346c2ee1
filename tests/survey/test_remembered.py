"""What is kept of results, by their weight."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from survey.remembered import remembered


@dataclass(frozen=True)
class Office:
    """Its database, by the number of the file."""

    name: str
    numbers: list[int] = field(default_factory=lambda: [1], compare=False)

    @property
    def file(self) -> int:
        return self.numbers[-1]


OFFICE = Office("so")


def test_the_least_used_goes_when_together_they_weigh_too_much() -> None:
    made: list[int] = []

    @remembered(100, len)
    def answers(office: Office, count: int) -> list[int]:
        del office
        made.append(count)
        return [0] * count

    for count in (40, 50, 40, 30, 40, 50):
        assert len(answers(OFFICE, count)) == count
    # 40 and 50 fit; 30 pushed 50 out, which had not been asked for as lately as 40.
    assert made == [40, 50, 30, 50]


def test_what_is_heavier_than_all_that_may_be_kept_is_made_each_time() -> None:
    made: list[int] = []

    @remembered(100, len)
    def answers(office: Office, count: int) -> list[int]:
        del office
        made.append(count)
        return [0] * count

    answers(OFFICE, 200)
    assert len(answers(OFFICE, 200)) == 200
    assert made == [200, 200]


def test_who_asks_for_what_is_being_made_waits_for_it() -> None:
    made: list[int] = []

    @remembered(100, len)
    def answers(office: Office, count: int) -> list[int]:
        del office
        made.append(count)
        time.sleep(0.1)
        return [0] * count

    with ThreadPoolExecutor(4) as readers:
        found = list(readers.map(answers, [OFFICE] * 4, [5] * 4))
    assert [len(one) for one in found] == [5] * 4
    assert made == [5]


def test_what_was_read_from_a_file_that_is_gone_is_not_shown_again() -> None:
    office, made = Office("so"), list[int]()

    @remembered(100)
    def closed_on(of: Office, number: int) -> int:
        made.append(of.file)
        return number

    closed_on(office, 3)
    closed_on(office, 3)
    office.numbers.append(2)
    closed_on(office, 3)
    assert made == [1, 2]
