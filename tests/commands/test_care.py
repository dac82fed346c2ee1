"""Backup, restore, check."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from survey.store import backup
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


def test_a_seal_that_was_copied_finds_rows_that_were_taken_off_the_end_of_the_log(
    sipas: Sipas, ready: Path
) -> None:
    sipas("points", "revoke", "7KQD3M2P")
    seal = sipas("check").output.strip().rpartition("dấu niêm cuối ")[2]
    assert len(seal) == 64
    assert "toàn vẹn" in sipas("check", "--seal", seal.upper()).output
    with closing(sqlite3.connect(ready / "sipas.db")) as db:
        db.executescript(
            "DROP TRIGGER audit_stays; DELETE FROM audit WHERE number = (SELECT max(number) FROM audit);"
            "UPDATE sqlite_sequence SET seq = seq - 1 WHERE name = 'audit'"
        )
    # Without the copy it cannot be told: whoever holds the file can write all of it anew.
    assert "toàn vẹn" in sipas("check").output
    assert f"không còn dòng mang dấu niêm {seal}" in sipas("check", "--seal", seal, code=1).output


def test_check_finds_a_questionnaire_that_was_edited_behind_its_back(sipas: Sipas, ready: Path) -> None:
    with closing(sqlite3.connect(ready / "sipas.db")) as db:
        for (trigger,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {trigger}")
        db.execute("UPDATE questionnaire SET body = replace(body, 'version = 1', 'version = 2')")
        db.commit()
    said = sipas("check", code=1).output
    assert "mot_cua_2026@1" in said
    assert "lỗi" in said


def test_copies_are_made_again_and_again_until_the_command_is_stopped(ready: Path, tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    command = [sys.executable, "-m", "survey", "backup", str(copies), "--every", "1s", "--keep", "2"]
    with subprocess.Popen(
        command, env={**os.environ, "SIPAS_HOME": str(ready)}, text=True, stdout=subprocess.PIPE
    ) as one:
        assert one.stdout is not None
        said = [one.stdout.readline() for _ in range(4)]
        one.terminate()
        assert one.wait(timeout=20) == 0
    assert "giữ 2 bản" in said[0]
    assert all("Đã sao lưu vào" in line for line in said[1:])
    kept = sorted(copies.glob("sipas-*.db"))
    assert len(kept) == 2
    assert backup.content_hash(kept[0]) == backup.content_hash(kept[1])


@pytest.mark.parametrize("wrong", ["1x", "h", "0m", "-1h"])
def test_a_stretch_of_time_that_is_none_is_refused(sipas: Sipas, tmp_path: Path, wrong: str) -> None:
    assert "hãy viết 30m" in sipas("backup", str(tmp_path), f"--every={wrong}", code=2).stderr


def test_regular_copies_want_a_folder(sipas: Sipas, tmp_path: Path) -> None:
    file = tmp_path / "mot.db"
    file.touch()
    assert "hãy nêu thư mục" in sipas("backup", str(file), "--every", "1h", code=1).output
