"""Responses set aside and taken back: out of the tally at once, never lost, never edited."""

import sqlite3
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from survey.store import decisions, integrity, responses, tallies
from survey.store.connection import Store
from survey.store.decisions import AlreadyDecided, Count, Event, Reason
from survey.store.errors import NotFound
from survey.store.responses import Response
from tests.store import small_office
from tests.store.small_office import COUNTER, POINTS, SCHOOL

TODAY = date(2026, 1, 20)
FIRST, LAST = date(2026, 1, 1), date(2026, 3, 31)


def answer(store: Store, *several: Response) -> list[str]:
    with store.write() as db:
        for one in several:
            responses.add(db, one)
    return [one.token for one in several]


def leave_out(store: Store, token: str, reason: Reason = Reason.TEST) -> None:
    with store.write() as db:
        decisions.set_aside(db, [token], reason, "thử máy", "lan", TODAY)


def take_back(store: Store, token: str) -> None:
    with store.write() as db:
        decisions.take_back(db, [token], "nhầm", "lan", TODAY)


def counted(store: Store) -> dict[str, int]:
    tallies.fold(store)
    return tallies.responses_by_unit(store.db, FIRST, LAST)


@pytest.mark.parametrize("folded_before", [True, False])
def test_what_is_set_aside_leaves_the_tally_and_the_log_of_answers(store: Store, folded_before: bool) -> None:
    one, two = answer(store, small_office.response(), small_office.response(answers="1" * 17, comment="x"))
    if folded_before:
        tallies.fold(store)
    leave_out(store, two)
    assert counted(store) == {COUNTER: 1}
    log = responses.log(store.db, small_office.questionnaire().key, [COUNTER], FIRST, LAST)
    assert log.answers == ("5" * 17,)
    assert responses.comments(store.db, [COUNTER], FIRST, LAST) == []
    assert responses.get(store.db, two)
    assert responses.count(store.db) == 2
    assert decisions.aside(store.db) == {two: Reason.TEST}
    assert integrity.faults(store) == []
    assert one not in decisions.aside(store.db)


def test_the_last_response_of_a_key_leaves_no_empty_row(store: Store) -> None:
    (token,) = answer(store, small_office.response())
    tallies.fold(store)
    leave_out(store, token)
    assert list(tallies.every(store.db)) == []
    take_back(store, token)
    assert counted(store) == {COUNTER: 1}
    assert integrity.faults(store) == []


def test_a_decision_is_told_by_reason_and_by_who_made_it(store: Store) -> None:
    one, two, three = answer(store, *(small_office.response() for _ in range(3)))
    (school,) = answer(store, small_office.response(POINTS[1]))
    for token in (one, two):
        leave_out(store, token)
    leave_out(store, school, Reason.DUPLICATE)
    leave_out(store, three, Reason.OTHER)
    take_back(store, three)
    key = small_office.questionnaire().key
    assert decisions.counts(store.db, [COUNTER, SCHOOL], FIRST, LAST) == [
        Count(COUNTER, key, Reason.TEST, 2),
        Count(SCHOOL, key, Reason.DUPLICATE, 1),
    ]
    assert [(d.event, d.words, d.actor) for d in decisions.history(store.db, three)] == [
        (Event.SET_ASIDE, "thử máy", "lan"),
        (Event.TAKEN_BACK, "nhầm", "lan"),
    ]
    assert {d.token for d in decisions.of_units(store.db, [SCHOOL], FIRST, LAST)} == {school}


def test_nothing_is_decided_twice(store: Store) -> None:
    (token,) = answer(store, small_office.response())
    with pytest.raises(AlreadyDecided, match="đang được tính"):
        take_back(store, token)
    leave_out(store, token)
    with pytest.raises(AlreadyDecided, match="đã bị loại từ trước vì phiếu làm thử"):
        leave_out(store, token)
    with pytest.raises(NotFound, match="Không có phiếu trả lời"):
        leave_out(store, "khong")
    assert counted(store) == {}


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE decision SET reason = 'other'",
        "DELETE FROM decision",
        "DELETE FROM response WHERE token IN (SELECT token FROM decision)",
        "INSERT INTO decision SELECT token, 9, 'taken_back', reason, words, actor, day FROM decision",
        "INSERT INTO decision SELECT token, 2, 'set_aside', reason, words, actor, day FROM decision",
        "INSERT INTO decision VALUES ('khong', 1, 'set_aside', 'test', '', '', '2026-01-01')",
    ],
)
def test_the_database_refuses_to_rewrite_a_decision(store: Store, wrong: str) -> None:
    (token,) = answer(store, small_office.response())
    leave_out(store, token)
    with pytest.raises(sqlite3.IntegrityError), store.write() as db:
        db.execute(wrong)
    assert decisions.aside(store.db) == {token: Reason.TEST}


def test_the_long_view_says_what_is_set_aside(store: Store) -> None:
    kept, left_out = answer(store, small_office.response(), small_office.response())
    leave_out(store, left_out)
    told = dict(store.db.execute("SELECT DISTINCT token, set_aside FROM answer_long").fetchall())
    assert told == {kept: "", left_out: "test"}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.integers(0, 3), st.sampled_from(["fold", "flip"])), max_size=12))
def test_the_tally_equals_the_log_in_whatever_order_things_happen(
    store: Store, steps: list[tuple[int, str]]
) -> None:
    known = answer(store, *(small_office.response(POINTS[place % 2]) for place in range(4)))
    for place, step in steps:
        if step == "fold":
            tallies.fold(store)
        elif known[place] in decisions.aside(store.db):
            take_back(store, known[place])
        else:
            leave_out(store, known[place])
    assert integrity.faults(store) == []
