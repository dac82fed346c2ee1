"""Codes and kiosks on the page of progress."""

from datetime import date

import pytest

from survey.store import codes, haste, points
from survey.store.codes import Batch
from survey.store.connection import Store
from tests.office.person import HOME, Person
from tests.office.test_quarter import QUARTER, words

pytestmark = pytest.mark.usefixtures("quarter")
KEY = "5e" * 32
PROGRESS = f"{HOME}/tien-do{QUARTER}"


def issue(store: Store, unit: str, size: int, used: int) -> None:
    point = points.of_units(store.db, [unit])[0]
    batch = Batch(unit, point.code, f"{point.questionnaire}@1", size, "2026-07-01", "2999-12-31", "Lớp 1A")
    with store.write() as db:
        for code in codes.issue(db, KEY, batch)[:used]:
            assert codes.spend(db, codes.hashes([KEY], code), point.code, "2026-07-02") is None


def test_codes_give_the_true_response_rate(reviewer: Person, store: Store) -> None:
    issue(store, "th-a", size=40, used=30)
    assert "Trường Tiểu học An Bình · Lớp 1A 40 30 0 75,0 %" in words(reviewer.read(PROGRESS))


def test_a_school_sees_no_codes_of_another(school: Person, store: Store) -> None:
    issue(store, "th-b", size=40, used=30)
    assert "Mã dùng một lần" not in words(school.read(PROGRESS))


def test_forms_that_follow_too_fast_are_told_by_their_kiosk(reviewer: Person, store: Store) -> None:
    point = points.of_units(store.db, ["th-a"])[0]
    with store.write() as db:
        for _ in range(3):
            haste.add(db, point.code, date(2026, 8, 3))
    text = words(reviewer.read(PROGRESS))
    assert f"Trường Tiểu học An Bình · {point.name}: 3 phiếu" in text


def test_without_either_the_page_says_nothing_of_them(reviewer: Person) -> None:
    text = words(reviewer.read(PROGRESS))
    assert "Mã dùng một lần" not in text
    assert "quá nhanh" not in text
