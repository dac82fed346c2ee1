"""One figure is the same wherever it is shown: card, trend, report, command line."""

from datetime import date

import pytest
from flask import Flask

from survey import period, reporting, results, trends
from survey.answered import Sight, part_of
from survey.closing import closed
from survey.running import Running, running_in
from survey.store import points, units
from survey.store.points import Point
from survey.store.units import Unit
from tests.office.answering import Answering

PRIMARY = "truong_hoc_tieu_hoc@1"
THIRD = period.parse("2026Q3")
BELOW = frozenset({"so", "xa-a", "xa-b", "quay-a", "th-a", "th-b", "thpt-c"})


@pytest.fixture
def live(app: Flask, quarter: Answering) -> Running:
    """Beside the office stands a unit that nobody answered about, as the province's own committee does."""
    with quarter.store.write() as db:
        units.save(db, [Unit("ubnd", "Ủy ban nhân dân tỉnh Sông Mẫu", "ubnd_tinh")])
    return running_in(app)


def sight_of(live: Running, unit: str, seen: frozenset[str]) -> Sight:
    return part_of(Sight(seen, THIRD), unit, frozenset(units.codes(live.store.db)))


def test_the_last_point_of_the_trend_is_the_figure_of_the_card(live: Running) -> None:
    sight = sight_of(live, "so", BELOW)
    made = results.detail(live, sight, PRIMARY)
    assert made is not None
    assert trends.of_sight(live, sight, PRIMARY)[-1] == ("Quý III/2026", made.overall.index)
    assert made.overall.n == 140


def test_a_node_of_several_areas_has_its_own_trend(live: Running, quarter: Answering) -> None:
    quarter.say("PTHPT001", 5, 30)
    sight = sight_of(live, "vung", frozenset({"th-a", "th-b"}))
    assert [e and e.n for _, e in trends.of_sight(live, sight, PRIMARY)] == [100, 140]


def test_the_report_of_an_office_shows_its_procedures_and_channels(live: Running) -> None:
    made = results.detail(live, sight_of(live, "so", BELOW), PRIMARY)
    alone = results.detail(live, Sight(BELOW, THIRD), PRIMARY)
    assert made is not None
    assert alone is not None
    assert made.rows == alone.rows
    report = reporting.report_of(live, "so", sight_of(live, "so", BELOW))
    assert "Không kênh nào" not in str(report)


def test_a_small_school_is_hidden_in_its_own_trend_too(live: Running, quarter: Answering) -> None:
    quarter.say("PTHB0001", 5, 3, date(2026, 5, 4))
    found = trends.of_sight(live, sight_of(live, "th-b", frozenset({"th-b"})), PRIMARY)
    assert [e and e.n for _, e in found] == [None, 40]


def test_silent_units_make_the_others_a_sample_and_the_page_says_of_whom_it_speaks(
    live: Running, quarter: Answering
) -> None:
    def point(code: str, unit: str) -> Point:
        return Point(code, unit, "class", "Cha mẹ học sinh", PRIMARY[:-2], "full", "open", "2026-01-01")

    before = results.detail(live, Sight(BELOW, THIRD), PRIMARY)
    with quarter.store.write() as db:
        points.add(db, point("PTXAA001", "xa-a"))
    after = results.detail(live, Sight(BELOW, THIRD), PRIMARY)
    assert before is not None
    assert after is not None
    assert before.design.name == "unit_strata"
    assert after.design.name == "cluster"
    assert "các đơn vị đã trả lời" in " ".join(after.method_lines())


def test_who_was_asked_is_closed_with_the_period(live: Running, quarter: Answering) -> None:
    closed.close(quarter.store, "so", THIRD, "so")
    with quarter.store.write() as db:
        points.add(db, Point("PTXAA001", "xa-a", "class", "A", PRIMARY[:-2], "full", "open", "2026-01-01"))
    made = results.detail(live, Sight(BELOW, THIRD), PRIMARY)
    assert made is not None
    assert made.design.name == "unit_strata"
