"""What leaves the office: only what was closed, and of that only what no subtraction tells."""

from datetime import date

import pytest
from flask import Flask

from survey import period
from survey.closing import closed
from survey.organisation.changes import Plan
from survey.organisation.recording import record
from survey.published import releases
from survey.running import Running, running_in
from survey.store import units
from survey.store.organisation import Document, Kind
from survey.store.units import MANAGEMENT, Edge
from tests.office.answering import Answering
from tests.published_pages.conftest import SECOND, THIRD

DOCUMENT = Document("12/QĐ-UBND", "2026-09-01", "Về việc sáp nhập")
MERGER = Plan(Kind.MERGE, date(2026, 9, 15), DOCUMENT, ("th-a", "th-b"), ("th-b",))


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


def test_a_change_is_told_only_where_the_period_before_is_out_too(quarter: Answering, live: Running) -> None:
    def changes() -> list[object]:
        found = releases.reviews(live, releases.of_unit(live, "th-a")[0])
        return [made.overall.change for made in found.values()]

    closed.close(quarter.store, "so", THIRD, "so")
    assert changes() == [None]
    closed.close(quarter.store, "so", SECOND, "so")
    assert changes() != [None]


def test_a_trend_leaves_out_the_periods_in_which_the_unit_had_other_schools(
    quarter: Answering, live: Running
) -> None:
    """th-b comes to xa-a with a single answer of Quarter II: 101 less 100 would be that one."""
    quarter.say("PTHB0001", 1, 1, date(2026, 5, 20))
    with quarter.store.write() as db:
        units.save_edges(db, [Edge(commune, "so", MANAGEMENT) for commune in ("xa-a", "xa-b")])
        db.execute("UPDATE unit_edge SET valid_to = '2026-06-30' WHERE child = 'th-b' AND parent = 'xa-b'")
        units.save_edges(db, [Edge("th-b", "xa-a", MANAGEMENT, "2026-07-01")])
    for one in (SECOND, THIRD):
        closed.close(quarter.store, "so", one, "so")
    latest = releases.of_unit(live, "xa-a")[0]
    assert [name for name, _ in releases.trend(live, latest, "truong_hoc_tieu_hoc@1")] == ["Quý III/2026"]
    whole = [name for name, _ in releases.trend(live, releases.every(live)[0], "truong_hoc_tieu_hoc@1")]
    assert whole == ["Quý II/2026", "Quý III/2026"]


def test_a_page_is_the_same_for_everybody_who_asks_for_its_address(out: Answering, app: Flask) -> None:
    del out
    client = app.test_client()
    plain = client.get("/ket-qua/so").text
    assert client.get("/ket-qua/so", data={"lang": "en"}).text == plain
    for strange in ("/ket-qua?tim=" + "x" * 50_000, f"/ket-qua/so/don-vi?trang={'9' * 5000}"):
        assert client.get(strange).status_code == 200


def test_a_half_year_is_held_back_where_another_office_closed_a_quarter_of_it(
    quarter: Answering, live: Running
) -> None:
    quarter.say("PTHA0001", 4, 20, date(2026, 5, 20))
    first = closed.close(quarter.store, "xa-a", SECOND, "xa-a")
    half = closed.close(quarter.store, "so", period.parse("2026H1"), "so")
    third = closed.close(quarter.store, "so", THIRD, "so")
    assert {one.closing.number for one in releases.every(live)} == {first.number, third.number}
    assert [releases.is_withheld(live, one) for one in (first, half, third)] == [False, True, False]


def test_a_quarter_is_held_back_where_another_office_closed_the_half_year_before(
    quarter: Answering, live: Running
) -> None:
    quarter.say("PTHA0001", 4, 20, date(2026, 5, 20))
    half = closed.close(quarter.store, "so", period.parse("2026H1"), "so")
    closed.close(quarter.store, "xa-a", SECOND, "xa-a")
    assert [one.closing for one in releases.every(live)] == [half]


def test_one_office_shows_its_half_year_beside_its_quarters(quarter: Answering, live: Running) -> None:
    quarter.say("PTHA0001", 4, 20, date(2026, 5, 20))
    for one in (SECOND, period.parse("2026H1")):
        closed.close(quarter.store, "xa-a", one, "xa-a")
    closed.close(quarter.store, "xa-b", THIRD, "xa-b")
    assert len(releases.every(live)) == 3


def test_a_school_that_another_office_closed_too_because_its_merger_was_told_late_is_shown_once(
    quarter: Answering, live: Running
) -> None:
    """th-a alone, then th-a and th-b as one: the difference would be th-b, which nobody weighed."""
    first = closed.close(quarter.store, "xa-a", THIRD, "xa-a")
    record(quarter.store, MERGER, "quan-tri")
    second = closed.close(quarter.store, "xa-b", THIRD, "xa-b")
    assert [one.closing for one in releases.every(live)] == [first]
    assert releases.is_withheld(live, second)


def test_offices_that_closed_after_a_merger_are_both_shown(quarter: Answering, live: Running) -> None:
    record(quarter.store, MERGER, "quan-tri")
    for commune in ("xa-a", "xa-b"):
        closed.close(quarter.store, commune, THIRD, commune)
    assert {one.unit for one in releases.every(live)} == {"xa-a", "xa-b"}


def test_the_bare_address_leads_to_what_everybody_may_see(app: Flask) -> None:
    answer = app.test_client().get("/")
    assert (answer.status_code, answer.location) == (302, "/ket-qua")
