"""The log of who did what: only added to, and what was done to it from outside is found."""

import hashlib
import json
import sqlite3
from contextlib import closing, suppress
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from survey import clock
from survey.store import audit, integrity
from survey.store.audit import Action, Filter
from survey.store.connection import Store
from tests.store.small_office import SCHOOL, SO, XA

ADDED_ONLY = ["DROP TRIGGER audit_is_final", "DROP TRIGGER audit_stays", "DROP TRIGGER audit_goes_on"]


@pytest.fixture
def told(store: Store) -> Store:
    """Six acts of two people at three units."""
    with store.write() as db:
        for number, unit in enumerate([SO, SCHOOL, XA] * 2):
            action = Action.SIGN_IN if number < 3 else Action.EXPORT
            audit.record(db, action, "binh" if number % 2 else "lan", unit, detail=f"lần {number}")
    return store


def tamper(store: Store, *statements: str) -> None:
    """What a person with the file and an SQL shell can do to it."""
    with closing(sqlite3.connect(store.path, isolation_level=None)) as db:
        for statement in statements:
            db.execute(statement)


def test_each_row_is_sealed_with_the_one_before_by_a_rule_anybody_can_repeat(told: Store) -> None:
    previous = "0" * 64
    for entry in reversed(audit.some(told.db, Filter(), 100)):
        row = {name: value for name, value in vars(entry).items() if name != "hash"}
        text = json.dumps(row, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert row["previous"] == previous
        assert entry.hash == hashlib.sha256(text.encode("utf-8")).hexdigest()
        previous = entry.hash


@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE audit SET actor = 'ai đó' WHERE number = 3",
        "DELETE FROM audit WHERE number = 6",
        "DELETE FROM audit",
        "REPLACE INTO audit SELECT 3, at, 'ai đó', action, unit, subject, detail, previous, 'x' "
        "FROM audit WHERE number = 3",
        "INSERT INTO audit SELECT 9, at, actor, action, unit, subject, detail, previous, 'x' "
        "FROM audit WHERE number = 3",
    ],
)
def test_the_database_refuses_to_change_the_log(told: Store, wrong: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="never edited"), told.write() as db:
        db.execute(wrong)
    assert integrity.faults(told) == []


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE audit SET actor = 'ai đó' WHERE number = 3", "Nhật ký bị sửa ở dòng số 3, ghi lúc "),
        ("UPDATE audit SET at = '2020-01-01' WHERE number >= 2", "Nhật ký bị sửa ở dòng số 2, ghi lúc 2020"),
        ("DELETE FROM audit WHERE number = 4", "Nhật ký thiếu dòng số 4 (sau đó là dòng số 5)."),
        ("DELETE FROM audit WHERE number = 1", "Nhật ký thiếu dòng số 1 (sau đó là dòng số 2)."),
        ("DELETE FROM audit WHERE number > 4", "Nhật ký thiếu các dòng cuối, từ số 5 đến số 6."),
        ("DELETE FROM audit", "Nhật ký thiếu các dòng cuối, từ số 1 đến số 6."),
    ],
)
def test_check_names_the_first_row_that_somebody_touched(told: Store, statement: str, sentence: str) -> None:
    tamper(told, *ADDED_ONLY, statement)
    found = integrity.faults(told)
    assert len(found) == 1
    assert found[0].startswith(sentence)


def test_a_row_sealed_anew_is_found_by_the_next_one(told: Store) -> None:
    entry = next(e for e in audit.some(told.db, Filter(), 100) if e.number == 3)
    forged = audit.Entry(**{**vars(entry), "actor": "ai đó"})
    forge = "UPDATE audit SET actor = 'ai đó', hash = '{}' WHERE number = 3"
    tamper(told, *ADDED_ONLY, forge.format(audit.seal(forged)))
    assert integrity.faults(told)[0].startswith("Nhật ký bị sửa ở dòng số 4")


def test_an_act_that_failed_leaves_no_row(told: Store) -> None:
    with suppress(RuntimeError), told.write() as db:
        audit.record(db, Action.CLOSE, "lan", SO)
        raise RuntimeError
    assert audit.some(told.db, Filter(action=Action.CLOSE), 10) == []
    assert integrity.faults(told) == []


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (Filter(), [6, 5, 4, 3, 2, 1]),
        (Filter(action=Action.EXPORT), [6, 5, 4]),
        (Filter(who="lan"), [5, 3, 1]),
        (Filter(unit=SCHOOL), [5, 2]),
        (Filter(before=3), [2, 1]),
        (Filter(first="2000-01-01"), [6, 5, 4, 3, 2, 1]),
        (Filter(last="1999-12-31"), []),
        (Filter(who="lan", action=Action.EXPORT, unit=SCHOOL), [5]),
    ],
)
def test_a_reader_sees_what_was_asked_for_newest_first(
    told: Store, wanted: Filter, numbers: list[int]
) -> None:
    assert [entry.number for entry in audit.some(told.db, wanted, 100)] == numbers


def test_a_day_of_the_log_is_a_day_in_viet_nam(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    early = datetime(2026, 11, 20, 0, 30, tzinfo=clock.VIETNAM)
    monkeypatch.setattr(clock, "now", lambda: early)
    with store.write() as db:
        audit.record(db, Action.SIGN_IN, "lan")
    day = Filter(first="2026-11-20", last="2026-11-20")
    assert [entry.at for entry in audit.some(store.db, day, 9)] == ["2026-11-20T00:30:00+07:00"]


@given(texts=st.lists(st.text(), min_size=6, max_size=6), at=st.integers(0, 5))
def test_no_two_rows_share_a_seal_wherever_they_differ(texts: list[str], at: int) -> None:
    changed = [text + "x" if place == at else text for place, text in enumerate(texts)]
    assert audit.seal(audit.Entry(1, *texts, "0", "")) != audit.seal(audit.Entry(1, *changed, "0", ""))
