import re
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from survey.office import rights
from survey.store import accounts, units
from survey.store.connection import Store
from survey.store.units import MANAGEMENT, PROFESSIONAL, Edge
from tests.office.person import HOME, Person

BELOW_SO = {"so", "quay-a", "th-a", "th-b", "thpt-c"}
EVERYTHING = BELOW_SO | {"xa-a", "xa-b"}


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("quan-tri", EVERYTHING),
        ("kiem-tra", EVERYTHING),
        ("so", BELOW_SO),
        ("xa-a", {"xa-a", "quay-a", "th-a"}),
        ("truong-a", {"th-a"}),
        ("nhap-lieu", {"th-a"}),
    ],
)
def test_a_person_sees_the_units_of_the_own_role(store: Store, name: str, seen: set[str]) -> None:
    assert rights.units_of(store, accounts.get(store.db, name), date(2026, 9, 30)) == seen


@pytest.mark.parametrize(
    ("tree", "seen"),
    [(MANAGEMENT, {"so", "thpt-c"}), (PROFESSIONAL, {"so", "quay-a", "th-a", "th-b"}), ("", BELOW_SO)],
)
def test_a_reviewer_may_look_along_one_tree_alone(store: Store, tree: str, seen: set[str]) -> None:
    account = replace(accounts.get(store.db, "so"), tree=tree)
    assert rights.units_of(store, account, date(2026, 9, 30)) == seen


def test_a_role_that_nobody_thought_of_sees_no_more_than_its_unit(store: Store) -> None:
    account = replace(accounts.get(store.db, "so"), role="king")
    assert rights.units_of(store, account, date(2026, 9, 30)) == {"so"}


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


@pytest.mark.usefixtures("quarter")
def test_who_keys_in_forms_sees_how_many_came_and_not_what_they_say(app: Flask) -> None:
    person = Person(app.test_client()).sign_in("nhap-lieu")
    assert person.answer.location == f"{HOME}/tien-do"
    text = person.read(f"{HOME}/tien-do?ky=2026Q3")
    assert "100" in text
    for word in ("đạt", "%", "mục tiêu này", "kết luận được"):
        assert word not in table_of(text)
    assert f'href="{HOME}"' not in text
    assert "don-vi/th-a" not in text


@pytest.mark.usefixtures("quarter")
def test_the_overview_of_whom_no_unit_bounds_is_that_of_the_own_unit(app: Flask) -> None:
    reviewer, administrator = (Person(app.test_client()).sign_in(name) for name in ("so", "quan-tri"))
    figures = [
        re.findall(r'class="figure">([^<]+)', p.read(f"{HOME}?ky=2026Q3")) for p in (reviewer, administrator)
    ]
    assert figures[0]
    assert figures[0] == figures[1]


def table_of(text: str) -> str:
    return text.partition("<tbody>")[2].partition("</tbody>")[0]
