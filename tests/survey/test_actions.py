"""Actions as pages list them: under who answers for the unit today."""

from datetime import date
from pathlib import Path

from survey import actions
from survey.actions import Show, listed
from survey.organisation.changes import Plan as Change
from survey.organisation.recording import record
from survey.store.actions import Event, Plan, Step
from survey.store.organisation import Document, Kind
from tests.store import small_office
from tests.store.small_office import COUNTER, SCHOOL

PLANNED, DUE = date(2026, 1, 5), date(2026, 2, 1)


def test_an_action_of_a_unit_that_has_ended_goes_to_who_answers_for_it(tmp_path: Path) -> None:
    store = small_office.build(tmp_path / "sipas.db")
    plan = Plan(COUNTER, "Thêm ghế", "20 ghế", "Bộ phận Một cửa")
    actions.give(store, plan, Step(Event.PLANNED, PLANNED, "", DUE, False, "lan", PLANNED))
    document = Document("1/QĐ", "2026-01-10", "Sắp xếp")
    end = Change(Kind.CLOSE, date(2026, 1, 20), document, (COUNTER,), successor=SCHOOL)
    record(store, end, "lan")
    assert listed(store.db, {SCHOOL}, date(2026, 1, 19)) == []
    (line,) = listed(store.db, {SCHOOL}, date(2026, 1, 25))
    assert (line.unit, line.name, line.action.plan.unit) == (SCHOOL, "Trường Tiểu học Số 1", COUNTER)
    assert [show for show in Show if line.is_(show)] == [Show.OPEN, Show.SOON]
    (line,) = listed(store.db, {SCHOOL}, date(2026, 2, 2))
    assert [show for show in Show if line.is_(show)] == [Show.OPEN, Show.LATE]
    assert line.stands == "Chưa làm, hạn 01/02/2026, quá hạn"
    store.close()
