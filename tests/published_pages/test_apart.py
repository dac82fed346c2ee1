"""Closings that together would tell a few people: of several offices, or closed in another order."""

from datetime import date

import pytest
from flask import Flask

from analytics.review import By
from survey import period
from survey.closing import closed
from survey.organisation.changes import Plan
from survey.organisation.recording import record
from survey.published import releases
from survey.running import Running, running_in
from survey.store import points, units
from survey.store.closings import ASKED, CONFIRMED
from survey.store.organisation import Document, Kind
from survey.store.points import Point
from survey.store.units import MANAGEMENT, Edge, Unit
from tests.office.answering import PRIMARY, Answering

FORM = f"{PRIMARY}@1"
FIRST, SECOND, HALF = (period.parse(f"2026{suffix}") for suffix in ("Q1", "Q2", "H1"))
IN_FIRST, IN_SECOND = date(2026, 2, 10), date(2026, 6, 10)


@pytest.fixture
def live(app: Flask) -> Running:
    return running_in(app)


def out(live: Running) -> dict[str, int]:
    """How many answers each closing that is out tells, by office and period."""
    told = {}
    for one in releases.every(live):
        told[f"{one.closing.unit} {one.period.label}"] = releases.reviews(live, one)[FORM].overall.n
    return told


def changes(live: Running, label: str) -> list[bool]:
    (found,) = (one for one in releases.every(live) if one.period.label == label)
    review = releases.reviews(live, found)[FORM]
    return [row.change is not None for row in (review.overall, *review.by(By.UNIT))]


def close_again(answering: Answering, number: int) -> None:
    for event, who in ((ASKED, "a"), (CONFIRMED, "b")):
        closed.reopen(answering.store, number, event, "Có phiếu đến muộn.", who, date(2026, 11, 1))
    closed.close(answering.store, "so", FIRST, "so")


@pytest.fixture
def moved(answering: Answering) -> Answering:
    """th-a and the five of th-c are told as one sum in Quarter I; then th-a goes to another commune."""
    with answering.store.write() as db:
        units.save(db, [Unit("th-c", "Trường Tiểu học Cẩm Bình", "truong", "tieu_hoc")])
        units.save_edges(db, [Edge("th-c", "xa-a", MANAGEMENT)])
        points.add(db, Point("PTHC0001", "th-c", "class", "Lớp", PRIMARY, "full", "open", "2026-01-01"))
    for point, score, people in (("PTHA0001", 5, 12), ("PTHC0001", 2, 5), ("PTHB0001", 4, 40)):
        answering.say(point, score, people, IN_FIRST)
    for office in ("xa-a", "xa-b"):
        closed.close(answering.store, office, FIRST, office)
    document = Document("1/QĐ-UBND", "2026-04-15", "Về việc sáp nhập")
    record(
        answering.store, Plan(Kind.MERGE, date(2026, 5, 1), document, ("th-a", "th-b"), ("th-b",)), "quan-tri"
    )
    answering.say("PTHB0001", 2, 30, IN_SECOND)
    return answering


def test_a_half_year_does_not_tell_what_another_office_hid_of_a_school_merged_since(
    moved: Answering, live: Running
) -> None:
    """82 of the half year less 40 and 30 would be the 12 of th-a, and 17 less 12 the five of th-c."""
    for one in (SECOND, HALF):
        closed.close(moved.store, "xa-b", one, "xa-b")
    assert out(live) == {"xa-b 2026Q2": 30, "xa-a 2026Q1": 17, "xa-b 2026Q1": 40}


def test_a_change_does_not_tell_what_another_office_hid_of_a_school_merged_since(
    moved: Answering, live: Running
) -> None:
    """The 52 of the period before, less the 40 that were closed, would be the 12 of th-a."""
    closed.close(moved.store, "xa-b", SECOND, "xa-b")
    assert not any(changes(live, SECOND.label))


@pytest.fixture
def half(answering: Answering) -> Answering:
    answering.say("PTHA0001", 5, 40, IN_FIRST)
    answering.say("PTHA0001", 2, 90, IN_SECOND)
    for one in (FIRST, SECOND, HALF):
        closed.close(answering.store, "so", one, "so")
    return answering


def test_periods_closed_in_their_order_are_all_out_with_their_changes(half: Answering, live: Running) -> None:
    del half
    assert out(live) == {"so 2026H1": 130, "so 2026Q2": 90, "so 2026Q1": 40}
    assert all(changes(live, SECOND.label))


def test_a_quarter_closed_again_with_a_late_answer_holds_back_what_still_counts_without_it(
    half: Answering, live: Running
) -> None:
    """41 beside the 40 of the half year, or of the change, would be the one who came late."""
    half.say("PTHA0001", 1, 1, IN_FIRST)
    close_again(half, 1)
    assert out(live) == {"so 2026Q2": 90, "so 2026Q1": 41}
    assert not any(changes(live, SECOND.label))


def test_a_quarter_closed_again_as_it_was_holds_nothing_back(half: Answering, live: Running) -> None:
    close_again(half, 1)
    assert out(live) == {"so 2026H1": 130, "so 2026Q2": 90, "so 2026Q1": 40}
    assert all(changes(live, SECOND.label))


@pytest.mark.parametrize("late", [0, 1])
def test_a_quarter_closed_after_its_half_year_is_out_beside_it_when_nobody_came_late(
    answering: Answering, live: Running, late: int
) -> None:
    answering.say("PTHA0001", 5, 40, IN_FIRST)
    answering.say("PTHA0001", 2, 90, IN_SECOND)
    closed.close(answering.store, "so", HALF, "so")
    answering.say("PTHA0001", 1, late, IN_FIRST)
    closed.close(answering.store, "so", FIRST, "so")
    assert ("so 2026H1" in out(live)) is (late == 0)
    assert out(live)["so 2026Q1"] == 40 + late
