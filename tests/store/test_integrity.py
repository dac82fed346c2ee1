"""`sipas check` is silent about a sound office and names each fault that is planted."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from survey.store import integrity
from survey.store.connection import Store
from survey.store.writer import Writer
from tests.store import small_office


@pytest.fixture
def busy_office(store: Store, writer: Writer) -> Store:
    for point in small_office.POINTS * 3:
        writer.submit(small_office.response(point))
    assert integrity.faults(store) == []
    return store


def plant(store: Store, *statements: str) -> None:
    """What a person with the file and an SQL shell can do to it."""
    with closing(sqlite3.connect(store.path, isolation_level=None)) as db:
        for statement in statements:
            db.execute(statement)


COUNTED_WRONG = "Bảng đếm lệch với nhật ký phiếu: đơn vị MC01, từ ngày 2026-01-01, phiếu mot_cua_2026@1."
EDITED = "Phiếu mot_cua_2026@1 đã bị sửa sau khi công bố."


@pytest.mark.parametrize(
    ("statements", "sentence"),
    [
        (["UPDATE tally SET responses = responses + 1 WHERE unit = 'MC01'"], COUNTED_WRONG),
        (["UPDATE tally SET counts = zeroblob(length(counts)) WHERE unit = 'MC01'"], COUNTED_WRONG),
        (["DELETE FROM tally WHERE unit = 'MC01'"], COUNTED_WRONG),
        (["DELETE FROM response WHERE unit = 'MC01'"], COUNTED_WRONG),
        (["UPDATE response SET answers = replace(answers, '5', '4') WHERE unit = 'MC01'"], COUNTED_WRONG),
        (
            ["DROP TRIGGER questionnaire_is_final", "UPDATE questionnaire SET digest = 'x'"],
            EDITED,
        ),
        (
            [
                "DROP TRIGGER questionnaire_is_final",
                "UPDATE questionnaire SET body = replace(body, 'hài lòng', 'vừa lòng')",
            ],
            EDITED,
        ),
        (
            ["DROP TRIGGER question_is_final", "UPDATE question SET code = 'other' WHERE position = 3"],
            EDITED,
        ),
        (
            ["DELETE FROM unit WHERE code = 'TH01'"],
            "Bảng service_point có dòng trỏ tới unit không tồn tại.",
        ),
        (
            ["INSERT INTO unit_edge VALUES ('TH01', 'SO', 'management', '2026-01-01', '9999-12-31')"],
            "Đơn vị TH01 có hai cấp trên trong cây management từ ngày 2026-01-01.",
        ),
        (
            ["UPDATE service_point SET questionnaire = 'la' WHERE code = 'CTR00001'"],
            "Điểm khảo sát CTR00001 dùng phiếu la chưa công bố.",
        ),
    ],
)
def test_a_planted_fault_is_named(busy_office: Store, statements: list[str], sentence: str) -> None:
    plant(busy_office, *statements)
    assert sentence in integrity.faults(busy_office)


def test_a_questionnaire_that_cannot_be_read_is_named(busy_office: Store) -> None:
    plant(busy_office, "DROP TRIGGER questionnaire_is_final", "UPDATE questionnaire SET body = '?'")
    (fault,) = integrity.faults(busy_office)
    assert fault.startswith("Phiếu mot_cua_2026@1 không đọc được")


def test_a_damaged_index_is_named(busy_office: Store) -> None:
    plant(
        busy_office,
        "PRAGMA writable_schema=ON",
        "UPDATE sqlite_master SET sql = replace(sql, '(unit, day', '(day, unit') "
        "WHERE name = 'response_unit_day'",
    )
    busy_office.reset()
    assert any("Tệp cơ sở dữ liệu hỏng" in fault for fault in integrity.faults(busy_office))


def test_a_file_that_is_no_database_is_named(store: Store, tmp_path: Path) -> None:
    junk = tmp_path / "junk"
    junk.write_bytes(b"no database" * 1000)
    assert store.settle()
    junk.replace(store.path)
    (fault,) = integrity.faults(store)
    assert "not a database" in fault
