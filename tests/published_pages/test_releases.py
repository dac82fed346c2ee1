"""What leaves the office: only what was closed, and of that only what no subtraction tells."""

from datetime import date

import pytest
from flask import Flask

from survey.closing import closed
from survey.published import releases
from survey.running import Running, running_in
from tests.office.answering import Answering
from tests.published_pages.conftest import THIRD


@pytest.fixture
def live(app: Flask) -> Running:
    return running_in(app)


def test_nothing_is_published_before_it_is_closed(quarter: Answering, live: Running) -> None:
    assert releases.every(live) == []
    closed.close(quarter.store, "so", THIRD, "so")
    assert [one.period for one in releases.every(live)] == [THIRD]


@pytest.mark.usefixtures("out")
def test_a_school_of_a_closed_office_has_its_own_figures(live: Running) -> None:
    latest = releases.of_unit(live, "th-a")[0]
    made = releases.reviews(live, latest)["truong_hoc_tieu_hoc@1"]
    assert (made.overall.n, made.overall.index and made.overall.index.value) == (100, 1.0)


@pytest.mark.usefixtures("out")
def test_the_office_that_closed_sees_all_that_it_closed(live: Running) -> None:
    assert releases.of_unit(live, "so") == releases.every(live)


def test_the_trend_passes_over_what_was_never_closed(out: Answering, live: Running) -> None:
    out.say("PTHA0001", 2, 50, date(2026, 2, 2))
    names = [name for name, _ in releases.trend(live, releases.every(live)[0], "truong_hoc_tieu_hoc@1")]
    assert names == ["Quý II/2026", "Quý III/2026"]


def test_an_answer_that_came_late_moves_nothing_published(out: Answering, live: Running) -> None:
    def figures() -> list[object]:
        return [
            row
            for one in releases.every(live)
            for made in releases.reviews(live, one).values()
            for row in made.rows
        ]

    before = figures()
    out.say("PTHB0001", 1, 12)
    assert figures() == before
