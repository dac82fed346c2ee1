"""What is offered at a point: the office's choice, else everything of the level; old codes lead to new."""

from datetime import date

import pytest

from survey.store import procedures
from survey.store.connection import Store
from survey.store.procedures import Procedure
from tests.store import small_office

POINT = small_office.POINTS[0].code
DAY = date(2026, 9, 1)
KNOWN = (
    Procedure("1.1", "Đăng ký thi", "truong"),
    Procedure("1.2", "Chuyển trường (cũ)", "truong|xa", valid_to="2026-07-16"),
    Procedure("2.1", "Chuyển trường trong tỉnh", "truong|xa", valid_from="2026-07-17"),
    Procedure("2.2", "Chuyển trường ngoài tỉnh", "truong|xa", valid_from="2026-07-17", valid_to="2026-08-01"),
    Procedure("3.1", "Chuyển trường trực tuyến", "truong|xa", valid_from="2026-08-02"),
    Procedure("4.1", "Âm nhạc", "truong"),
)


@pytest.fixture
def filled(store: Store) -> Store:
    with store.write() as db:
        procedures.save(db, KNOWN)
        procedures.link(db, [("1.2", "2.1"), ("1.2", "2.2"), ("2.2", "3.1"), ("3.1", "2.2")])
    return store


def codes(store: Store, day: date = DAY) -> list[str]:
    return [one.code for one in procedures.offered_at(store.db, POINT, ["truong"], day)]


def choose(store: Store, *chosen: str) -> None:
    with store.write() as db:
        procedures.choose(db, POINT, chosen)


def test_nothing_chosen_offers_everything_of_the_level_in_vietnamese_order(filled: Store) -> None:
    # Âm nhạc, Chuyển trường đối với … (of the small office), … trong tỉnh, … trực tuyến, Đăng ký thi
    assert codes(filled) == ["4.1", "1.005144", "2.1", "3.1", "1.1"]


def test_what_was_chosen_is_all_that_is_offered(filled: Store) -> None:
    choose(filled, "1.1", "2.1")
    assert codes(filled) == ["2.1", "1.1"]
    choose(filled)
    assert len(codes(filled)) == 5


def test_a_choice_that_was_replaced_stands_for_what_came_after(filled: Store) -> None:
    choose(filled, "1.2")
    assert codes(filled, date(2026, 7, 16)) == ["1.2"]
    assert codes(filled, date(2026, 7, 20)) == ["2.2", "2.1"]
    assert codes(filled) == ["2.1", "3.1"]


def test_a_choice_that_ended_without_a_successor_is_offered_no_more(filled: Store) -> None:
    with filled.write() as db:
        procedures.save(db, [Procedure("5.1", "Đã bãi bỏ", "truong", valid_to="2026-01-01")])
    choose(filled, "5.1", "1.1")
    assert codes(filled) == ["1.1"]


def test_links_are_kept_once(filled: Store) -> None:
    with filled.write() as db:
        procedures.link(db, [("1.2", "2.1")])
    assert procedures.successors(filled.db)["1.2"] == ("2.1", "2.2")


def test_choices_are_counted_by_point(filled: Store) -> None:
    assert procedures.chosen_counts(filled.db) == {}
    choose(filled, "1.1", "2.1")
    assert procedures.chosen_counts(filled.db) == {POINT: 2}
    assert procedures.chosen(filled.db, POINT) == {"1.1", "2.1"}
