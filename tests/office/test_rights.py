from datetime import date

import pytest
from flask import Flask

from survey.office import rights
from survey.store import accounts, units
from survey.store.connection import Store
from survey.store.units import MANAGEMENT, Edge
from tests.office.person import HOME, Person

EVERYTHING = {"so", "quay-a", "th-a", "th-b", "thpt-c"}


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("quan-tri", EVERYTHING),
        ("so", EVERYTHING),
        ("xa-a", {"xa-a", "quay-a", "th-a"}),
        ("truong-a", {"th-a"}),
    ],
)
def test_a_person_sees_the_own_unit_and_what_is_below_it(store: Store, name: str, seen: set[str]) -> None:
    assert rights.units_of(store, accounts.get(store.db, name), date(2026, 9, 30)) == seen


def test_the_tree_is_that_of_the_day(store: Store) -> None:
    with store.write() as db:
        units.save_edges(db, [Edge("th-a", "xa-a", MANAGEMENT, "0001-01-01", "2026-06-30")])
        units.save_edges(db, [Edge("th-a", "xa-b", MANAGEMENT, "2026-07-01")])
    commune = accounts.get(store.db, "xa-a")
    assert "th-a" in rights.units_of(store, commune, date(2026, 6, 30))
    assert "th-a" not in rights.units_of(store, commune, date(2026, 7, 1))


@pytest.mark.parametrize(
    ("name", "unit", "status"),
    [
        ("so", "th-a", 200),
        ("so", "th-b", 200),
        ("xa-a", "th-a", 200),
        ("xa-a", "th-b", 403),
        ("xa-a", "so", 403),
        ("truong-a", "th-a", 200),
        ("truong-a", "th-b", 403),
        ("truong-a", "khong-co", 403),
    ],
)
@pytest.mark.parametrize("period", ["", "?ky=2026Q2", "?ky=2026Q2&lich=cchc"])
def test_a_unit_opens_only_to_those_above_it(
    app: Flask, name: str, unit: str, status: int, period: str
) -> None:
    person = Person(app.test_client()).sign_in(name)
    assert person.see(f"{HOME}/don-vi/{unit}{period}").status_code == status


@pytest.mark.usefixtures("quarter")
def test_what_the_address_asks_for_never_widens_what_is_seen(school: Person) -> None:
    text = school.read(f"{HOME}/tien-do?unit=th-b&don-vi=th-b&units=th-b")
    assert "Trường Tiểu học An Bình" in text
    assert "Bình Minh" not in text


@pytest.mark.parametrize("period", ["?ky=2026Q7", "?ky=abc", "?lich=moon", "?ky=2025-2026"])
def test_a_period_that_does_not_exist_is_no_page(reviewer: Person, period: str) -> None:
    answer = reviewer.see(f"{HOME}{period}")
    assert answer.status_code == 404
    assert "Không có" in answer.text or "không có trong lịch" in answer.text


def test_a_page_that_nobody_declared_is_refused(app: Flask) -> None:
    rule = "office.overview"
    person = Person(app.test_client()).sign_in("so")
    kept = rights.PAGES.pop(rule)
    try:
        assert person.see().status_code == 403
    finally:
        rights.PAGES[rule] = kept
