"""Accounts from the command line."""

from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from survey import membership, passwords
from survey.store import accounts, audit, sessions
from survey.store.audit import Filter
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


def test_an_invitation_is_a_link_and_a_letter_and_shown_nowhere_else(
    sipas: Sipas, ready: Path, tmp_path: Path
) -> None:
    letter = tmp_path / "thu-moi.pdf"
    said = sipas("users", "invite", *ADD[2:], "--out", str(letter)).output
    address = next(line for line in said.splitlines() if line.startswith("http://"))
    page = pypdfium2.PdfDocument(letter)[0]
    assert zxingcpp.read_barcodes(page.render(scale=2).to_pil())[0].text == address
    assert letter.stat().st_mode & 0o077 == 0
    store = open_store(ready / "sipas.db")
    made = membership.find(store.db, address.rpartition("/")[2])
    store.close()
    assert made
    assert made.account.password == accounts.NOT_CHOSEN
    assert "“lan” đã có" in sipas("users", "invite", *ADD[2:], code=1).output


def test_a_new_link_closes_the_old_password(sipas: Sipas, ready: Path) -> None:
    sipas(*ADD, "--password-stdin", input=GOOD)
    assert "/van-phong/loi-moi/" in sipas("users", "link", "lan").output
    store = open_store(ready / "sipas.db")
    assert accounts.get(store.db, "lan").password == accounts.NOT_CHOSEN
    store.close()
    sipas("users", "disable", "lan")
    assert "đang khóa" in sipas("users", "link", "lan", code=1).output
    sipas("users", "enable", "lan")
    sipas("users", "link", "lan")


def test_a_role_is_changed_and_only_a_reviewer_looks_along_one_tree(sipas: Sipas) -> None:
    sipas(*ADD, "--password-stdin", input=GOOD)
    role = ("users", "role", "lan", "--unit", "th-a", "--tree", "professional", "--role")
    sipas(*role, "reviewer")
    assert "bỏ --tree" in sipas(*role, "auditor", code=1).output
    sipas("users", "role", "lan", "--unit", "th-a", "--role", "entry")
    assert "lan\tnhập liệu" in sipas("users", "list").output


def test_what_is_done_on_the_command_line_is_in_the_log(sipas: Sipas, ready: Path) -> None:
    sipas(*ADD, "--password-stdin", input=GOOD)
    sipas("users", "role", "lan", "--unit", "th-a", "--role", "unit")
    for command in ("link", "disable", "enable"):
        sipas("users", command, "lan")
    sipas("users", "password", "lan", "--password-stdin", input=GOOD)
    store = open_store(ready / "sipas.db")
    rows = audit.some(store.db, Filter(who="lan"), 10)
    store.close()
    assert [row.action for row in reversed(rows)] == [
        "account_added",
        "role_changed",
        "invited",
        "disabled",
        "enabled",
        "password_changed",
    ]
    assert {(row.actor, row.unit) for row in rows} == {("dòng lệnh", "th-a")}
