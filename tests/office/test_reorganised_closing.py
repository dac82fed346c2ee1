"""A closed quarter keeps what it said, whatever happens to its units afterwards."""

from datetime import date

import pytest
from flask import Flask

from survey.closing import closed, snapshot, tables
from survey.closing.late import late
from survey.organisation.changes import Plan
from survey.organisation.recording import record
from survey.period import parse
from survey.running import running_in
from survey.store import closings
from survey.store.connection import Store
from survey.store.organisation import Document, Kind
from tests.office.answering import Answering
from tests.office.person import HOME, Person
from tests.office.test_quarter import words

QUARTER = parse("2026Q3")
DOCUMENT = Document("12/QĐ-UBND", "2026-07-15", "Về việc sáp nhập")
PAGE = f"{HOME}?ky=2026Q3&phieu=truong_hoc_tieu_hoc@1"


@pytest.fixture
def served(app: Flask) -> Store:
    return running_in(app).store


def merge(store: Store, day: date) -> None:
    record(store, Plan(Kind.MERGE, day, DOCUMENT, ("th-a", "th-b"), ("th-b",)), "quan-tri")


def table(page: str) -> str:
    return words(page.split('aria-label="Bảng: Đơn vị"')[1].split("</table>")[0])


@pytest.mark.usefixtures("quarter")
def test_a_merger_after_the_closing_leaves_the_closed_page_as_it_was(reviewer: Person, served: Store) -> None:
    closed.close(served, "so", QUARTER, "so")
    before = table(reviewer.read(PAGE))
    merge(served, date(2026, 10, 1))
    assert table(reviewer.read(PAGE)) == before
    # By the tree of today the same answers are those of the successor: 120 of 140.
    now = words(reviewer.read(f"{PAGE}&cay=hom-nay"))
    assert "140 phiếu" in now
    assert "85,7 %" in now


@pytest.mark.usefixtures("quarter")
def test_a_merger_told_late_of_a_day_within_a_closed_quarter_is_announced_and_changes_no_closing(
    reviewer: Person, served: Store, app: Flask
) -> None:
    kept = closed.close(served, "so", QUARTER, "so")
    body, before = closings.body(served.db, kept.number), table(reviewer.read(PAGE))
    filled = {"day": "15/09/2026", "number": "1/QĐ", "signed_on": "10/09/2026", "summary": "Sáp nhập"}
    administrator = Person(app.test_client()).sign_in("quan-tri")
    merger = {**filled, "units": "th-a th-b", "result": "th-b", "name": ""}
    told = words(administrator.send(f"{HOME}/to-chuc/su-kien/merge", **merger, buoc="xem").text)
    assert "Kỳ đã chốt giữ nguyên số liệu và tổ chức lúc chốt: Quý III/2026." in told
    merge(served, date(2026, 9, 15))
    assert table(reviewer.read(PAGE)) == before
    assert closings.body(served.db, kept.number) == body
    # The whole closing is still theirs who closed it.
    assert reviewer.see(f"{HOME}/chot-ky/{kept.number}.json").status_code == 200


@pytest.mark.usefixtures("quarter")
def test_answers_from_before_a_merger_within_the_quarter_are_closed_with_the_successor(
    reviewer: Person, served: Store
) -> None:
    merge(served, date(2026, 9, 15))
    before = words(reviewer.read(PAGE))
    assert "140 phiếu" in before
    kept = closed.close(served, "so", QUARTER, "so")
    assert words(reviewer.read(PAGE)).count("140 phiếu") == before.count("140 phiếu")
    body = closings.body(served.db, kept.number)
    found = snapshot.read(body)
    assert found.former == {"th-a": "th-b"}
    assert snapshot.written(found) == body
    whole = tables.reviews(found)["truong_hoc_tieu_hoc@1"].overall
    assert whole.index is not None
    # 100 of 100 at the one, 20 of 40 at the other.
    assert whole.index.value == pytest.approx(120 / 140)
    assert late(served, kept.number).nothing


def test_a_snapshot_without_a_merger_has_no_word_of_it(quarter: Answering) -> None:
    kept = closed.close(quarter.store, "so", QUARTER, "so")
    assert b'"former"' not in closings.body(quarter.store.db, kept.number)


@pytest.mark.usefixtures("quarter")
def test_a_school_that_ends_in_the_quarter_takes_no_answers_away_from_who_stood_above_it(
    reviewer: Person, served: Store
) -> None:
    before = reviewer.read(PAGE)
    record(served, Plan(Kind.CLOSE, date(2026, 9, 15), DOCUMENT, ("th-a",)), "quan-tri")
    assert "140 phiếu" in words(reviewer.read(PAGE))
    assert table(reviewer.read(PAGE)) == table(before)
    # Today it is below nobody, and the page says whose tree it goes by.
    now = words(reviewer.read(f"{PAGE}&cay=hom-nay"))
    assert "Gộp theo cây tổ chức hôm nay" in now
    assert "40 phiếu" in now
    kept = closed.close(served, "so", QUARTER, "so")
    assert "th-a" in closings.units_of(served.db, kept.number)
    assert table(reviewer.read(PAGE)) == table(before)
