"""Questions to the response log: whose answers, of which days, to which version."""

from datetime import date

from survey.store import responses
from survey.store.connection import Store, open_store
from survey.store.responses import Response
from tests.store import small_office

COUNTER, SCHOOL = small_office.POINTS
KEY = small_office.questionnaire().key
FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)
BOTH = [COUNTER.unit, SCHOOL.unit]


def add(store: Store, *added: Response) -> None:
    with store.write() as db:
        for response in added:
            responses.add(db, response)


def test_the_log_of_a_quarter_has_both_its_first_and_its_last_day(store: Store) -> None:
    days = ("2025-12-31", "2026-01-01", "2026-03-31", "2026-04-01")
    add(store, *(small_office.response(day=day) for day in days))
    log = responses.log(store.db, KEY, BOTH, FIRST, LAST)
    assert sorted(log.day) == ["2026-01-01", "2026-03-31"]
    assert set(log.answers) == {"5" * small_office.QUESTIONS}
    assert len(log.unit) == len(log.point) == len(log.channel) == len(log.procedure) == 2


def test_the_log_holds_only_the_units_and_the_version_asked_for(store: Store) -> None:
    add(store, small_office.response(COUNTER), small_office.response(SCHOOL))
    assert responses.log(store.db, KEY, [SCHOOL.unit], FIRST, LAST).unit == (SCHOOL.unit,)
    assert responses.log(store.db, "la@1", BOTH, FIRST, LAST).unit == ()


def test_comments_come_with_their_month_and_not_in_the_order_of_arrival(store: Store) -> None:
    said = ("Tốt", "Chờ lâu", "")
    add(store, *(small_office.response(comment=text) for text in said))
    assert responses.comments(store.db, BOTH, FIRST, LAST) == [
        (COUNTER.unit, "2026-01", "Chờ lâu"),
        (COUNTER.unit, "2026-01", "Tốt"),
    ]


def test_a_reader_delays_the_emptying_of_the_log_and_does_not_stop_it(store: Store) -> None:
    reader = open_store(store.path)
    reader.db.begin()
    assert responses.count(reader.db) == 0
    add(store, small_office.response())
    assert not store.settle()
    reader.db.rollback()
    assert store.settle()
    reader.close()
