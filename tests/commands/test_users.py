"""Accounts from the command line."""

from pathlib import Path

import pytest

from survey import passwords
from survey.store import accounts, sessions
from survey.store.connection import open_store
from tests.commands.conftest import Sipas

pytestmark = pytest.mark.usefixtures("ready")

GOOD = "hoa-phuong-do-2026"
ADD = ("users", "add", "lan", "--role", "reviewer", "--unit", "th-a", "--full-name", "Trần Thị Lan")


def test_an_account_is_added_with_a_password_from_standard_input(sipas: Sipas, ready: Path) -> None:
    sipas(*ADD, "--password-stdin", input=f"{GOOD}\n")
    assert "lan\tcơ quan xem xét\tth-a\tTrần Thị Lan" in sipas("users", "list").output
    store = open_store(ready / "sipas.db")
    kept = accounts.get(store.db, "lan").password
    store.close()
    assert GOOD not in kept
    assert passwords.verify(kept, GOOD)


def test_a_password_that_is_asked_for_is_not_shown(sipas: Sipas) -> None:
    said = sipas(*ADD, input=f"{GOOD}\n{GOOD}\n").output
    assert GOOD not in said
    assert "Đã thêm tài khoản lan" in said


def test_a_weak_password_an_unknown_unit_and_a_taken_name_are_refused(sipas: Sipas) -> None:
    assert "Mật khẩu phải có" in sipas(*ADD, "--password-stdin", input="ngan\n", code=1).output
    assert "Không có đơn vị" in sipas(*ADD[:5], "--unit", "x", "--password-stdin", code=1).output
    sipas(*ADD, "--password-stdin", input=GOOD)
    assert "“lan” đã có" in sipas(*ADD, "--password-stdin", input=GOOD, code=1).output


def test_a_new_password_and_a_lock_end_every_session(sipas: Sipas, ready: Path) -> None:
    sipas(*ADD, "--password-stdin", input=GOOD)
    for command in (["users", "password", "lan", "--password-stdin"], ["users", "disable", "lan"]):
        store = open_store(ready / "sipas.db")
        with store.write() as db:
            secret = sessions.start(db, "lan", 1000)
        sipas(*command, input="khác-hẳn-mật-khẩu-cũ")
        assert sessions.account_of(store.db, secret, 0, 0) is None
        store.close()
    assert "đã khóa" in sipas("users", "list").output


def test_an_unknown_account_is_named(sipas: Sipas) -> None:
    assert "“ai”" in sipas("users", "disable", "ai", code=1).output
    assert "“ai”" in sipas("users", "password", "ai", "--password-stdin", input=GOOD, code=1).output
