"""A file that somebody hands over: what it is, or the sentence that says why it is not."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest

from survey import period
from survey.closing import closed
from survey.closing.errors import SnapshotError
from survey.closing.held import Standing, held
from survey.closing.snapshot import snapshot_of
from survey.store import closings, integrity
from survey.store.closings import Closing
from survey.store.connection import Store
from tests.office.answering import Answering

THIRD = period.parse("2026Q3")
FORM = "truong_hoc_tieu_hoc@1"
Told = dict[str, object]


@pytest.fixture
def quarter(answering: Answering) -> Store:
    answering.say("PTHA0001", 5, 30)
    return answering.store


@pytest.fixture
def made(quarter: Store) -> Closing:
    return closed.close(quarter, "so", THIRD, "so")


def edited(body: bytes, edit: Callable[[dict[str, object]], object]) -> bytes:
    """Another text in perfect canonical form."""
    told = json.loads(body)
    edit(told)
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def put(*path: object) -> Callable[[object], None]:
    *way, last, value = path

    def edit(told: object) -> None:
        for step in way:
            told = told[step]  # type: ignore[index]
        told[last] = value  # type: ignore[index]

    return edit


def test_the_file_of_a_closing_is_known_again(quarter: Store, made: Closing) -> None:
    found = held(quarter, closed.prove(closings.body(quarter.db, made.number)))
    assert (found.standing, found.sentence) == (Standing.KEPT, "Đúng là lần chốt số 1 ngày 20/11/2026.")


def test_a_changed_number_in_perfect_form_is_told_beside_the_right_digest(
    quarter: Store, made: Closing
) -> None:
    body = edited(closings.body(quarter.db, made.number), put("now", FORM, 0, 6, 80))
    found = held(quarter, closed.prove(body))
    assert found.standing is Standing.DIFFERENT
    assert made.digest in found.sentence


def test_the_file_of_another_office_is_neither_right_nor_wrong_here(quarter: Store, made: Closing) -> None:
    body = edited(closings.body(quarter.db, made.number), put("unit", "so-khac"))
    found = held(quarter, closed.prove(body))
    assert (found.standing, found.closing) == (Standing.UNKNOWN, None)
    assert "đã in hoặc công bố" in found.sentence


@pytest.mark.parametrize(
    "edit",
    [
        put("now", FORM, 0, ["th-a"]),
        put("now", FORM, 0, 6, "ba"),
        put("now", FORM, 0, 6, 0),
        put("now", FORM, 0, 0, "khong-co"),
        put("now", FORM, 0, 5, "55"),
        put("now", "khac@1", [["th-a", "P", "web", "", "2026-08-20", "5", 1]]),
        put("forms", FORM, "x = ["),
        put("period", "label", "2026Z"),
        put("format", 0),
    ],
)
def test_what_does_not_hold_together_is_refused_in_a_sentence(
    quarter: Store, made: Closing, edit: Callable[[object], None]
) -> None:
    with pytest.raises(SnapshotError, match="không phải bản chốt kỳ, hoặc đã bị sửa"):
        closed.prove(edited(closings.body(quarter.db, made.number), edit))


def test_text_nested_without_end_is_refused_in_a_sentence() -> None:
    with pytest.raises(SnapshotError, match="không phải bản chốt kỳ"):
        closed.prove(b"[" * 200_000)


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        ("UPDATE closing SET body = x'00'", "Bản chốt số 1 trong cơ sở dữ liệu đã bị sửa hoặc hỏng"),
        (
            "UPDATE closing SET digest = replace(digest, substr(digest, 1, 8), 'aaaaaaaa')",
            "Nhật ký không ghi mã của bản chốt số 1",
        ),
    ],
)
def test_what_was_edited_in_the_file_itself_is_named_and_shown_to_nobody(
    quarter: Store, made: Closing, edit: str, sentence: str
) -> None:
    with closing(sqlite3.connect(quarter.path, isolation_level=None)) as db:
        db.execute("DROP TRIGGER closing_is_final")
        db.execute(edit)
    assert any(sentence in fault for fault in integrity.faults(quarter))
    with pytest.raises(SnapshotError, match="đã bị sửa hoặc hỏng"):
        snapshot_of(quarter, made.number)
