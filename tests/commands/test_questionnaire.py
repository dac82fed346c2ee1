"""Published versions do not change; a change is a new version."""

from pathlib import Path

import pytest

from survey.places import folder
from tests.commands.conftest import Sipas

pytestmark = pytest.mark.usefixtures("ready")

SHIPPED = folder("data") / "questionnaires" / "tuyen_sinh_truc_tuyen.toml"


def edited(tmp_path: Path, old: str, new: str) -> Path:
    path = tmp_path / "phieu.toml"
    body = SHIPPED.read_text(encoding="utf-8")
    assert old in body
    path.write_text(body.replace(old, new, 1), encoding="utf-8")
    return path


def test_every_shipped_questionnaire_passes_the_check(sipas: Sipas) -> None:
    said = sipas("questionnaire", "check", "--all").output
    assert "mot_cua_2026@1: 16 câu, 5 nhóm, nguyên văn phiếu của Bộ." in said
    assert said.count("dự án biên soạn") == 5


def test_a_broken_file_is_refused_with_its_name_and_key(sipas: Sipas, tmp_path: Path) -> None:
    path = edited(tmp_path, "version = 1", "version = 0")
    said = sipas("questionnaire", "check", str(path), code=1).output
    assert "phieu.toml" in said
    assert "version" in said


def test_publishing_the_same_again_changes_nothing(sipas: Sipas) -> None:
    assert "Đã có sẵn" in sipas("questionnaire", "publish", "mot_cua_2026").output


def test_an_edited_version_is_refused_and_a_new_one_taken(sipas: Sipas, tmp_path: Path) -> None:
    changed = edited(tmp_path, 'source = "', 'source = "bản sửa; ')
    assert "hãy tăng `version`" in sipas("questionnaire", "publish", str(changed), code=1).output
    newer = edited(tmp_path, "version = 1", "version = 2")
    assert "Đã công bố: tuyen_sinh_truc_tuyen@2" in sipas("questionnaire", "publish", str(newer)).output
    listed = sipas("questionnaire", "list").output
    assert "tuyen_sinh_truc_tuyen@1" in listed
    assert "tuyen_sinh_truc_tuyen@2" in listed


def test_publish_all_is_what_init_did(sipas: Sipas) -> None:
    assert sipas("questionnaire", "publish", "--all").output.count("Đã có sẵn, không đổi") == 6


def test_publish_wants_one_file_or_all_and_check_takes_all_by_itself(sipas: Sipas) -> None:
    sipas("questionnaire", "publish", code=2)
    sipas("questionnaire", "check", "mot_cua_2026", "--all", code=2)
    assert sipas("questionnaire", "check").output == sipas("questionnaire", "check", "--all").output
    assert "khong-co" in sipas("questionnaire", "check", "khong-co", code=1).output
