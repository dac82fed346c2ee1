"""What is done about weak results: kept step by step, and nothing of it is ever edited."""

import sqlite3
from dataclasses import replace
from datetime import date

import pytest

from survey.store import actions
from survey.store.actions import Event, Plan, Step, StepRefused
from survey.store.connection import Store
from survey.store.errors import NotFound
from tests.store.small_office import COUNTER, SCHOOL

OCTOBER, NOVEMBER, DECEMBER = date(2026, 10, 5), date(2026, 11, 12), date(2026, 12, 15)
PLAN = Plan(
    SCHOOL,
    "Thêm ghế ngồi chờ",
    "20 ghế",
    "Trường Tiểu học Số 1",
    "Phòng Tài chính",
    "12/KH-TH",
    "mot_cua_2026",
    "A1",
    "quarter",
    "2026Q3",
)
PLANNED = Step(Event.PLANNED, OCTOBER, "", DECEMBER, False, "lan", OCTOBER)
DONE = replace(PLANNED, event=Event.DONE, day=NOVEMBER, words="20 ghế đã đặt", public=True)


def plan(store: Store, what: Plan = PLAN, step: Step = PLANNED) -> int:
    with store.write() as db:
        return actions.add(db, what, step)


def record(store: Store, number: int, step: Step) -> None:
    with store.write() as db:
        actions.record(db, number, step)


def test_what_was_planned_is_read_back_whole(store: Store) -> None:
    found = actions.get(store.db, plan(store))
    assert found.plan == PLAN
    assert (found.state, found.planned_on, found.due, found.open) == (Event.PLANNED, OCTOBER, DECEMBER, True)
    assert found.done_on is None
    assert found.late(date(2026, 12, 16))
    assert not found.late(DECEMBER)


def test_what_is_done_says_when_and_with_what_and_is_no_longer_late(store: Store) -> None:
    number = plan(store)
    record(store, number, replace(PLANNED, event=Event.BEGUN, day=date(2026, 10, 20)))
    record(store, number, DONE)
    found = actions.get(store.db, number)
    assert (found.state, found.done_on, found.said) == (Event.DONE, NOVEMBER, "20 ghế đã đặt")
    assert not found.late(date(2027, 1, 1))
    assert [step.event for step in actions.steps(store.db, number)] == [
        Event.PLANNED,
        Event.BEGUN,
        Event.DONE,
    ]


def test_a_longer_time_changes_the_due_day_and_not_how_it_stands(store: Store) -> None:
    number, later = plan(store), date(2027, 1, 31)
    record(store, number, replace(PLANNED, event=Event.CHANGED, words="chờ kinh phí", due=later))
    found = actions.get(store.db, number)
    assert (found.state, found.due, found.said) == (Event.PLANNED, later, "")


def test_what_was_given_up_can_be_taken_up_again(store: Store) -> None:
    number = plan(store)
    record(store, number, replace(PLANNED, event=Event.GIVEN_UP, words="hết kinh phí"))
    with pytest.raises(StepRefused, match="đã dừng nên không ghi được “bắt đầu làm”"):
        record(store, number, replace(PLANNED, event=Event.BEGUN))
    record(store, number, replace(PLANNED, event=Event.REOPENED, words="đã có kinh phí"))
    assert actions.get(store.db, number).open
    record(store, number, DONE)
    assert actions.get(store.db, number).done_on == NOVEMBER


def test_nothing_is_done_before_it_was_planned(store: Store) -> None:
    number = plan(store)
    with pytest.raises(StepRefused, match=r"04/10/2026 trước ngày giao việc \(05/10/2026\)"):
        record(store, number, replace(DONE, day=date(2026, 10, 4)))
    assert len(actions.steps(store.db, number)) == 1


def test_an_action_that_nobody_planned_is_named(store: Store) -> None:
    with pytest.raises(NotFound, match="Không có việc khắc phục số 9"):
        actions.get(store.db, 9)


def test_of_several_units_what_is_due_first_stands_first(store: Store) -> None:
    later = plan(store, replace(PLAN, unit=COUNTER), replace(PLANNED, due=date(2027, 2, 1)))
    sooner = plan(store)
    assert [one.number for one in actions.of_units(store.db, [SCHOOL, COUNTER])] == [sooner, later]
    assert [one.number for one in actions.of_units(store.db, [COUNTER])] == [later]
    assert actions.of_units(store.db, []) == []


def test_the_public_reads_only_of_what_is_done_and_marked_for_it(store: Store) -> None:
    shown, hidden, undone = plan(store), plan(store), plan(store, step=replace(PLANNED, public=True))
    record(store, shown, DONE)
    record(store, hidden, replace(DONE, public=False))
    quarter = date(2026, 10, 1), date(2026, 12, 31)
    assert [one.number for one in actions.public(store.db, [SCHOOL], *quarter)] == [shown]
    assert actions.public(store.db, [COUNTER], *quarter) == []
    assert actions.public(store.db, [SCHOOL], date(2026, 7, 1), date(2026, 9, 30)) == []
    record(store, shown, replace(DONE, event=Event.CHANGED, words="rút", public=False))
    assert actions.public(store.db, [SCHOOL], *quarter) == []
    assert undone


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE action SET what = 'khác'",
        "DELETE FROM action",
        "UPDATE action_step SET day = '2026-01-01'",
        "DELETE FROM action_step",
        "INSERT INTO action (number, unit, what, lead) VALUES (2, 'NOBODY', 'x', 'y')",
        "INSERT INTO action (number, unit, what, lead) VALUES (2, 'TH01', '', 'y')",
        "INSERT INTO action (number, unit, what, lead, part) VALUES (2, 'TH01', 'x', 'y', 'A1')",
        "INSERT INTO action (number, unit, what, lead, questionnaire) VALUES (2, 'TH01', 'x', 'y', 'm')",
        "INSERT INTO action_step SELECT action, 2, 'planned', day, '', due, 0, '', day FROM action_step",
        "INSERT INTO action_step SELECT action, 3, 'begun', day, '', due, 0, '', day FROM action_step",
        "INSERT INTO action_step SELECT action, 2, 'reopened', day, '', due, 0, '', day FROM action_step",
        "INSERT INTO action_step SELECT action, 2, 'begun', 'hôm qua', '', due, 0, '', day FROM action_step",
    ],
)
def test_the_file_itself_refuses_what_would_rewrite_it(store: Store, wrong: str) -> None:
    plan(store)
    with pytest.raises(sqlite3.IntegrityError), store.write() as db:
        db.execute(wrong)


def test_the_file_itself_keeps_what_has_ended_ended(store: Store) -> None:
    number = plan(store)
    record(store, number, DONE)
    with pytest.raises(sqlite3.IntegrityError, match="follows the one before"), store.write() as db:
        db.execute(
            "INSERT INTO action_step SELECT action, 3, 'begun', day, '', due, 0, '', day FROM action_step "
            "WHERE number = 2"
        )
