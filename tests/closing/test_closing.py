"""A closed period stays what it was, whatever is sent, set, or renamed afterwards."""

import gzip
from datetime import date
from pathlib import Path

import pytest

from survey import period
from survey.closing import closed, snapshot, tables, taking
from survey.closing.errors import SnapshotError
from survey.closing.late import late
from survey.store import audit, backup, closings, decisions, responses, units
from survey.store.audit import Filter
from survey.store.closings import ASKED, CONFIRMED, TURNED_DOWN, NotAllowed
from survey.store.connection import Store
from survey.store.decisions import Reason
from survey.store.units import PROFESSIONAL, Unit
from tests.office.answering import Answering

THIRD = period.parse("2026Q3")
KEPT = Path(__file__).parent / "kept"


@pytest.fixture
def quarter(answering: Answering) -> Store:
    answering.say("PTHA0001", 5, 30)
    answering.say("PTHA0001", 2, 4)
    answering.say("PTHB0001", 4, 25)
    answering.say("PTHA0001", 4, 20, date(2026, 5, 20))
    return answering.store


def test_the_same_facts_give_the_same_number_in_whatever_order_they_came(quarter: Store) -> None:
    codes = frozenset({"so", "th-a", "th-b"})
    taken = taking.take(quarter, "so", THIRD, codes)
    again = snapshot.read(snapshot.written(taken))
    assert snapshot.written(again) == snapshot.written(taken)
    assert tables.tables(again) == tables.tables(taken)


def test_a_late_answer_moves_no_closed_figure_but_is_told(quarter: Store, answering: Answering) -> None:
    made = closed.close(quarter, "so", THIRD, "so")
    before = closed.prove(closings.body(quarter.db, made.number))
    answering.say("PTHB0001", 1, 3)
    assert closed.prove(closings.body(quarter.db, made.number)).tables == before.tables
    assert late(quarter, made.number).more == {("th-b", "truong_hoc_tieu_hoc@1"): 3}
    closed.add_addendum(quarter, made.number, "so")
    assert [one.day for one in closings.addenda(quarter.db, made.number)] == ["2026-11-20"]


def test_a_longer_period_counts_its_closed_quarters_as_they_were_closed(
    quarter: Store, answering: Answering
) -> None:
    # Nine months less three quarters must not tell the three answers that came late.
    for label in ("2026Q2", "2026Q3"):
        closed.close(quarter, "so", period.parse(label), "so")
    answering.say("PTHB0001", 1, 3)
    answering.say("PTHB0001", 5, 6, date(2026, 2, 2))
    longer = closed.close(quarter, "so", period.parse("2026M9"), "so")
    assert snapshot.snapshot_of(quarter, longer.number).responses == 30 + 4 + 25 + 20 + 6


def test_a_closing_is_compared_with_the_period_before_as_that_was_closed(
    quarter: Store, answering: Answering
) -> None:
    closed.close(quarter, "so", period.parse("2026Q2"), "so")
    answering.say("PTHA0001", 1, 3, date(2026, 5, 20))
    third = snapshot.snapshot_of(quarter, closed.close(quarter, "so", THIRD, "so").number)
    assert sum(row[6] for rows in third.before.values() for row in rows) == 20


def test_one_set_aside_and_another_come_are_both_told(quarter: Store, answering: Answering) -> None:
    made = closed.close(quarter, "so", THIRD, "so")
    told, form = late(quarter, made.number), "truong_hoc_tieu_hoc@1"
    assert told.nothing
    _set_one_aside(quarter)
    assert late(quarter, made.number).less == {("th-a", form): 1}
    answering.say("PTHA0001", 1, 1)
    found = late(quarter, made.number)
    assert (found.more, found.less) == ({("th-a", form): 1}, {("th-a", form): 1})


def test_what_was_set_aside_on_the_day_before_the_closing_is_not_told(quarter: Store) -> None:
    _set_one_aside(quarter)
    made = closed.close(quarter, "so", THIRD, "so")
    assert late(quarter, made.number).nothing


def _set_one_aside(store: Store) -> None:
    token = next(r.token for r in responses.every(store.db) if (r.unit, r.day) == ("th-a", "2026-08-20"))
    with store.write() as db:
        decisions.set_aside(db, [token], Reason.TEST, "làm thử", "so", date(2026, 11, 20))


def test_a_number_that_is_given_again_after_a_restored_backup_shows_the_new_closing(
    quarter: Store, tmp_path: Path
) -> None:
    backup.copy_to(quarter, tmp_path / "copy.db")
    lost = closed.close(quarter, "so", THIRD, "so")
    assert snapshot.snapshot_of(quarter, lost.number).period.label == "2026Q3"
    assert snapshot.forms_of(quarter, lost.number, earlier=True)
    backup.restore(tmp_path / "copy.db", quarter.path)
    again = closed.close(quarter, "so", period.parse("2026Q2"), "so")
    assert again.number == lost.number
    assert snapshot.snapshot_of(quarter, again.number).period.label == "2026Q2"
    assert snapshot.facts_of(quarter, again.number).period.label == "2026Q2"
    assert not snapshot.forms_of(quarter, again.number, earlier=True)


def test_an_addendum_needs_something_to_say(quarter: Store) -> None:
    made = closed.close(quarter, "so", THIRD, "so")
    with pytest.raises(NotAllowed, match="Không có phiếu"):
        closed.add_addendum(quarter, made.number, "so")


def test_a_renamed_school_keeps_its_name_in_what_was_closed(quarter: Store) -> None:
    made = closed.close(quarter, "so", THIRD, "so")
    with quarter.write() as db:
        units.save(db, [Unit("th-a", "Tên mới", "truong", "tieu_hoc")])
    body = tables.tables(snapshot.read(closings.body(quarter.db, made.number)))
    assert "Tên mới" not in b"".join(body.values()).decode()


@pytest.mark.parametrize(
    ("label", "said"), [("2026Q4", "chưa hết"), ("2026", "chưa hết"), ("2025Q3", "chưa có phiếu")]
)
def test_what_is_not_over_or_empty_is_not_closed(quarter: Store, label: str, said: str) -> None:
    with pytest.raises(NotAllowed, match=said):
        closed.close(quarter, "so", period.parse(label), "so")


def test_who_answers_for_one_tree_closes_no_unit_of_the_other(quarter: Store) -> None:
    made = closed.close(quarter, "so", THIRD, "so", PROFESSIONAL)
    assert closings.units_of(quarter.db, made.number) == {"so", "th-a", "th-b", "quay-a"}


def test_a_period_is_closed_once(quarter: Store) -> None:
    closed.close(quarter, "xa-a", THIRD, "xa-a")
    with pytest.raises(NotAllowed, match="đã chốt"):
        closed.close(quarter, "so", THIRD, "so")


def test_opening_again_needs_two_people_and_keeps_the_old(quarter: Store) -> None:
    made = closed.close(quarter, "so", THIRD, "so")
    today = date(2026, 11, 20)
    with pytest.raises(NotAllowed, match="Chưa có ai"):
        closed.reopen(quarter, made.number, CONFIRMED, "sai", "so", today)
    closed.reopen(quarter, made.number, ASKED, "thiếu trường", "so", today)
    with pytest.raises(NotAllowed, match="người thứ hai"):
        closed.reopen(quarter, made.number, CONFIRMED, "ừ", "so", today)
    assert closings.in_force(quarter.db, "quarter", "2026Q3")
    closed.reopen(quarter, made.number, TURNED_DOWN, "không cần", "quan-tri", today)
    closed.reopen(quarter, made.number, ASKED, "thiếu trường", "so", today)
    closed.reopen(quarter, made.number, CONFIRMED, "đồng ý", "quan-tri", today)
    assert not closings.in_force(quarter.db, "quarter", "2026Q3")
    second = closed.close(quarter, "so", THIRD, "so")
    assert second.number == made.number + 1
    assert closings.body(quarter.db, made.number)


def test_the_file_itself_refuses_one_person_and_an_edit(quarter: Store) -> None:
    made = closed.close(quarter, "so", THIRD, "so")
    with quarter.write() as db:
        closings.reopen(db, made.number, ASKED, "r", "so", date(2026, 11, 20))
    wrong = [
        "INSERT INTO reopening SELECT number, 2, 'confirmed', 'r', 'so', '2026-11-20' FROM closing",
        "UPDATE closing SET actor = 'khác'",
        "DELETE FROM closing",
    ]
    for statement in wrong:
        with pytest.raises(Exception, match=r"never edited|another"), quarter.write() as db:
            db.execute(statement)


def test_closing_and_opening_are_in_the_audit_log(quarter: Store) -> None:
    made = closed.close(quarter, "so", THIRD, "so")
    closed.reopen(quarter, made.number, ASKED, "thiếu", "so", date(2026, 11, 20))
    told = {entry.action: (entry.subject, entry.detail) for entry in audit.some(quarter.db, Filter(), 10)}
    assert told["close"] == ("Quý III/2026", made.digest)
    assert told["reopen"] == (str(made.number), "đề nghị: thiếu")


@pytest.mark.parametrize("change", [b" ", b"\n"])
def test_a_file_written_another_way_is_not_the_snapshot(quarter: Store, change: bytes) -> None:
    made = closed.close(quarter, "so", THIRD, "so")
    with pytest.raises(SnapshotError, match="dạng chuẩn"):
        closed.prove(closings.body(quarter.db, made.number) + change)


@pytest.mark.parametrize("wrong", [b"", b"{}", b"[]", b'{"format":2}', b"\xff", b'{"format":1}'])
def test_what_is_no_snapshot_is_refused_in_a_sentence(wrong: bytes) -> None:
    with pytest.raises(SnapshotError, match=r"Tệp|định dạng"):
        closed.prove(wrong)


@pytest.mark.parametrize("kept", sorted(KEPT.glob("*.json.gz")), ids=lambda path: path.name)
def test_a_snapshot_kept_from_an_earlier_version_gives_the_same_tables_to_the_byte(kept: Path) -> None:
    proof = closed.prove(gzip.decompress(kept.read_bytes()))
    digest, made = kept.with_name(kept.name.replace(".json.gz", ".sha256")).read_text().split()
    assert proof.digest == digest
    assert proof.tables == made


def test_there_is_a_kept_snapshot() -> None:
    assert list(KEPT.glob("*.json.gz"))
