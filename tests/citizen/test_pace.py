"""A second form within five seconds at a kiosk is counted apart; a phone and a late queue are not."""

from datetime import date

from flask import Flask

from survey.citizen.pace import Pace
from survey.citizen.pages import DESK
from survey.store import haste, responses
from survey.store.connection import Store
from tests.citizen.visitor import SCHOOL, Visitor

YEAR = (date(2026, 1, 1), date(2100, 1, 1))


def kiosk(app: Flask) -> Visitor:
    return Visitor(app.test_client(), f"/q/{SCHOOL}")


def test_three_forms_in_a_row_are_stored_and_two_of_them_counted_as_hasty(app: Flask, store: Store) -> None:
    for _ in range(3):
        assert kiosk(app).answer().status_code == 303
    assert responses.count(store.db) == 3
    assert haste.counts(store.db, *YEAR) == {SCHOOL: 2}


def test_the_count_names_no_form(app: Flask, store: Store) -> None:
    for _ in range(2):
        kiosk(app).answer()
    columns = [row[1] for row in store.db.execute("PRAGMA table_info(haste)")]
    assert columns == ["point", "bucket", "forms"]
    ((bucket,),) = store.db.execute("SELECT bucket FROM haste").fetchall()
    assert bucket.endswith(("-01", "-15"))


def test_people_who_take_their_time_are_not_hasty(app: Flask, store: Store) -> None:
    moments = iter((100.0, 105.0, 110.0))
    app.extensions[DESK].pace = Pace(lambda: next(moments))
    for _ in range(3):
        kiosk(app).answer()
    assert haste.counts(store.db, *YEAR) == {}


def test_phones_and_repeats_and_forms_that_waited_for_the_net_are_not_hasty(app: Flask, store: Store) -> None:
    for _ in range(2):
        Visitor(app.test_client()).answer()
        kiosk(app).answer(cho="1")
    visitor = kiosk(app)
    fields = visitor.answers(visitor.open())
    for _ in range(2):
        visitor.send(fields)
    assert responses.count(store.db) == 5
    assert haste.counts(store.db, *YEAR) == {}
