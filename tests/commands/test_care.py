"""Backup, restore, check."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.commands.conftest import Sipas

pytestmark = pytest.mark.usefixtures("ready")


def fingerprint(said: str) -> str:
    return said.strip().rpartition("sha256 ")[2]


def test_a_restored_office_is_the_one_that_was_saved(sipas: Sipas, tmp_path: Path) -> None:
    saved = sipas("backup", str(tmp_path / "copy.db")).output
    sipas("points", "revoke", "7KQD3M2P")
    restored = sipas("restore", str(tmp_path / "copy.db"), "--force").output
    assert fingerprint(saved) == fingerprint(restored)
    assert len(fingerprint(saved)) == 64
    assert "đã thu hồi" not in sipas("points", "list").output
    assert "toàn vẹn" in sipas("check").output


def test_restore_does_not_replace_data_unasked(sipas: Sipas, tmp_path: Path) -> None:
    sipas("backup", str(tmp_path / "copy.db"))
    assert "--force" in sipas("restore", str(tmp_path / "copy.db"), code=1).output


def test_restore_on_a_new_machine_makes_its_own_secret(sipas: Sipas, ready: Path, tmp_path: Path) -> None:
    sipas("backup", str(tmp_path / "copy.db"))
    for file in ready.iterdir():
        file.unlink()
    sipas("restore", str(tmp_path / "copy.db"))
    assert (ready / "secret.key").exists()
    assert "7KQD3M2P" in sipas("points", "list").output


def test_a_backup_never_overwrites_a_file(sipas: Sipas, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("mine")
    assert "đã có" in sipas("backup", str(target), code=1).output
    assert target.read_text() == "mine"


def test_a_file_that_is_no_backup_is_refused(sipas: Sipas, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("not a database")
    assert "không phải bản sao lưu" in sipas("restore", str(tmp_path / "copy.db"), "--force", code=1).output


def test_check_finds_a_questionnaire_that_was_edited_behind_its_back(sipas: Sipas, ready: Path) -> None:
    with closing(sqlite3.connect(ready / "sipas.db")) as db:
        for (trigger,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {trigger}")
        db.execute("UPDATE questionnaire SET body = replace(body, 'version = 1', 'version = 2')")
        db.commit()
    said = sipas("check", code=1).output
    assert "mot_cua_2026@1" in said
    assert "lỗi" in said
