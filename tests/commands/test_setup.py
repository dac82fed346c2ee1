"""sipas init, and what every command says when it cannot start."""

import stat
from pathlib import Path

import pytest

from survey.store.backup import content_hash
from tests.commands.conftest import Sipas


def test_init_makes_the_database_the_secret_and_what_is_shipped(sipas: Sipas, home: Path) -> None:
    said = sipas("init").output
    assert (home / "sipas.db").exists()
    assert stat.S_IMODE((home / "secret.key").stat().st_mode) == 0o600
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert "6 phiếu đã công bố" in said
    assert "mot_cua_2026@1" in sipas("questionnaire", "list").output


def test_init_again_changes_nothing(sipas: Sipas, home: Path) -> None:
    sipas("init")
    before = (home / "secret.key").read_text(), content_hash(home / "sipas.db")
    sipas("init")
    assert ((home / "secret.key").read_text(), content_hash(home / "sipas.db")) == before


@pytest.mark.parametrize(
    "command", [["serve"], ["check"], ["points", "list"], ["users", "list"], ["export", "responses"]]
)
def test_without_init_a_command_says_what_to_do(sipas: Sipas, home: Path, command: list[str]) -> None:
    more = ["--format", "csv", "--out", "-"] if command[0] == "export" else []
    said = sipas(*command, *more, code=1).output
    assert "sipas init" in said
    assert str(home) in said


@pytest.mark.usefixtures("ready")
@pytest.mark.parametrize(
    ("setting", "value", "rule"),
    [
        ("SIPAS_BASE_URL", "khaosat.vn", "phải bắt đầu bằng http:// hoặc https://"),
        ("SIPAS_RATE_LIMIT", "nhiều", "phải là số nguyên"),
        ("SIPAS_MIN_FILL_SECONDS", "lâu", "phải là số"),
        ("SIPAS_MIN_FILL_SECONDS", "-1", "phải từ 0"),
        ("SIPAS_TRUSTED_PROXIES", "9", "không được quá 5"),
    ],
)
def test_a_wrong_setting_is_refused_at_start_with_its_name(
    sipas: Sipas, monkeypatch: pytest.MonkeyPatch, setting: str, value: str, rule: str
) -> None:
    monkeypatch.setenv(setting, value)
    said = sipas("serve", code=2).output
    assert f"{setting} {rule}" in said
    assert f"(đang là '{value}')" in said


def test_a_wrong_line_in_the_settings_file_is_refused(sipas: Sipas, ready: Path) -> None:
    (ready / "sipas.toml").write_text('base_url = "https://khaosat.vn"\nkhong_co = 1\n', encoding="utf-8")
    assert "KHONG_CO" in sipas("check", code=2).output


def test_the_settings_file_names_the_public_address(sipas: Sipas, ready: Path) -> None:
    (ready / "sipas.toml").write_text('base_url = "https://khaosat.vn/"\n', encoding="utf-8")
    assert "https://khaosat.vn/k/7KQD3M2P" in sipas("points", "list").output
