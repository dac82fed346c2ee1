"""What is done on the command line is in the audit log too, and `check` proves the log."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from survey.store import audit
from survey.store.audit import Filter
from survey.store.connection import open_store
from tests.commands.conftest import COUNTER, Sipas

pytestmark = pytest.mark.usefixtures("ready")

SAMPLES = Path(__file__).parents[2] / "data" / "sample"
POINT = ("points", "add", "--unit", "th-a", "--name", "Quầy 2", "--questionnaire", "mot_cua_2026")


def log(home: Path) -> list[tuple[str, str, str, str, str]]:
    """Actor, act, unit, subject, detail; oldest first."""
    store = open_store(home / "sipas.db")
    rows = audit.some(store.db, Filter(), 50)
    store.close()
    return [(row.actor, row.action, row.unit, row.subject, row.detail) for row in reversed(rows)]


def test_points_and_codes(sipas: Sipas, ready: Path, tmp_path: Path) -> None:
    code = sipas(*POINT).output.partition("\t")[0]
    sipas("points", "close", code)
    out = str(tmp_path / "ma.csv")
    batch = ("--count", "3", "--label", "Lớp 1A", "--expires", "31/12/2026", "--out", out)
    said = sipas("codes", "issue", "--point", COUNTER.code, *batch).output
    lot = said.split()[1].removesuffix(":")
    sipas("codes", "revoke", lot)
    assert log(ready) == [
        ("dòng lệnh", "point_changed", "th-a", code, "thêm: Quầy 2"),
        ("dòng lệnh", "point_changed", "th-a", code, "tạm đóng"),
        ("dòng lệnh", "codes_issued", "th-a", lot, "3 mã, Lớp 1A"),
        ("dòng lệnh", "codes_revoked", "th-a", lot, "3 mã"),
    ]


def test_what_goes_in_and_out(sipas: Sipas, ready: Path, tmp_path: Path) -> None:
    sipas("load", "targets", str(SAMPLES / "targets.csv"))
    answers = tmp_path / "phieu.csv"
    answers.write_text(f"point,day,A1\n{COUNTER.code},2026-11-02,5\n", encoding="utf-8")
    sipas("import", "responses", str(answers))
    sipas("export", "responses", "--format", "jsonl", "--out", str(tmp_path / "ra.jsonl"))
    acts = [(act, detail) for _, act, _, _, detail in log(ready)]
    assert acts[0][0] == "import"
    assert acts[0][1].endswith("chỉ tiêu từ targets.csv")
    assert acts[1:] == [
        ("import", "1 phiếu từ phieu.csv"),
        ("export", "phiếu trả lời, jsonl, mọi phiếu"),
    ]


def test_a_file_that_is_refused_leaves_no_row(sipas: Sipas, ready: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "sai.csv"
    wrong.write_text("point,day\nKHONGCO1,2026-11-02\n", encoding="utf-8")
    sipas("import", "responses", str(wrong), code=1)
    assert log(ready) == []


def test_check_names_the_row_that_was_edited_from_outside(sipas: Sipas, ready: Path) -> None:
    sipas(*POINT)
    assert "nhật ký việc làm không bị sửa" in sipas("check").output
    with closing(sqlite3.connect(ready / "sipas.db", isolation_level=None)) as db:
        db.execute("DROP TRIGGER audit_is_final")
        db.execute("UPDATE audit SET actor = 'ai đó'")
    assert "Nhật ký bị sửa ở dòng số 1" in sipas("check", code=1).output
