"""An administrator lets people in, changes what they may do, and shows them out."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pypdfium2
import pytest
import zxingcpp
from flask import Flask
from pypdf import PdfReader

from survey import clock, passwords
from survey.clock import VIETNAM
from survey.running import running_in
from survey.store import accounts, audit
from survey.store.audit import Action, Filter
from survey.store.connection import Store
from tests.office.person import HOME, PASSWORD, Person, token_of

PEOPLE = f"{HOME}/nguoi-dung"
NEW = {"name": "lan", "full_name": "Trần Thị Lan", "role": "reviewer", "unit": "xa-b", "tree": "professional"}
CHOSEN = "quyển sổ màu xanh lá"
LINK = re.compile(r'value="(http://127\.0\.0\.1:8000(/van-phong/loi-moi/([\w-]{43})))"')


def invited(administrator: Person, **fields: str) -> tuple[str, str]:
    """Path and secret of the link that the page shows."""
    answer = administrator.send(f"{PEOPLE}/moi", **{**NEW, **fields})
    assert answer.status_code == 200, answer.text
    found = LINK.search(answer.text)
    assert found
    return found[2], found[3]


def choose(person: Person, path: str, password: str = CHOSEN) -> int:
    return person.send(path, password=password, repeated=password).status_code


def test_an_invited_person_chooses_a_password_and_comes_in(
    administrator: Person, nobody: Person, store: Store
) -> None:
    path, _ = invited(administrator)
    assert "Trần Thị Lan" in nobody.read(path)
    assert nobody.sign_in("lan", "").answer.status_code == 422
    assert choose(nobody, path) == 303
    assert "Đã đặt mật khẩu" in nobody.read(f"{HOME}/dang-nhap")
    assert nobody.sign_in("lan", CHOSEN).answer.status_code == 303
    account = accounts.get(store.db, "lan")
    assert (account.role, account.unit, account.tree) == ("reviewer", "xa-b", "professional")
    assert account.password.startswith("$argon2id$")


def test_an_invitation_opens_once_and_only_for_its_seven_days(
    administrator: Person, nobody: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = invited(administrator)
    late, _ = invited(administrator, name="mai")
    assert choose(nobody, path) == 303
    assert nobody.see(path).status_code == 410
    assert "đã được dùng hoặc đã quá hạn" in nobody.see(path).text
    last_minute = datetime(2026, 11, 27, 23, 59, tzinfo=VIETNAM)
    monkeypatch.setattr(clock, "now", lambda: last_minute)
    assert nobody.see(late).status_code == 200
    monkeypatch.setattr(clock, "now", lambda: last_minute + timedelta(minutes=1))
    assert nobody.see(late).status_code == 410


def test_two_who_hold_the_same_link_set_one_password(administrator: Person, app: Flask) -> None:
    path, _ = invited(administrator)
    first, second = Person(app.test_client()), Person(app.test_client())
    token = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', second.read(path))[0]
    assert choose(first, path) == 303
    late = second.client.post(path, data={"csrf_token": token, "password": "x" * 20, "repeated": "x" * 20})
    assert late.status_code == 410
    assert first.sign_in("lan", CHOSEN).answer.status_code == 303


@pytest.mark.parametrize("weak", ["ngắn", "Password!2026", "lan-lan-lan", "TruongHoc@2026", "manchester"])
def test_a_weak_first_password_is_refused_and_the_link_stays_open(
    administrator: Person, nobody: Person, weak: str
) -> None:
    path, _ = invited(administrator)
    assert choose(nobody, path, weak) == 422
    assert choose(nobody, path) == 303


def test_the_link_is_shown_once_and_kept_nowhere(administrator: Person, store: Store) -> None:
    _, secret = invited(administrator)
    assert secret not in administrator.read(f"{PEOPLE}/lan")
    assert secret not in "\n".join(store.db.iterdump())


def test_the_letter_says_who_is_invited_and_its_code_opens_the_link(administrator: Person) -> None:
    path, secret = invited(administrator)
    answer = administrator.send(f"{PEOPLE}/lan/thu-moi.pdf", page=PEOPLE, secret=secret)
    assert answer.mimetype == "application/pdf"
    page = pypdfium2.PdfDocument(answer.data)[0]
    assert (round(page.get_width()), round(page.get_height())) == (595, 842)
    code = zxingcpp.read_barcodes(page.render(scale=2).to_pil())[0].text
    assert code == f"http://127.0.0.1:8000{path}"
    text = PdfReader(io.BytesIO(answer.data)).pages[0].extract_text()
    for words in ("Trần Thị Lan", "Tên đăng nhập: lan", "xã Bình Minh", "đến hết ngày 27/11/2026"):
        assert words in text


@pytest.mark.parametrize(("name", "secret"), [("lan", "x" * 43), ("truong-b", "")])
def test_no_letter_is_printed_for_a_link_that_does_not_open(
    administrator: Person, name: str, secret: str
) -> None:
    _, made = invited(administrator)
    answer = administrator.send(f"{PEOPLE}/{name}/thu-moi.pdf", page=PEOPLE, secret=secret or made)
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"name": "so"}, "“so” đã có"),
        ({"name": "Lan Trần"}, "chữ thường không dấu"),
        ({"name": ""}, "Hãy điền ô này"),
        ({"unit": "khong-co"}, "Không có đơn vị mã “khong-co”"),
        ({"role": "king"}, "Hãy chọn một mục"),
        ({"full_name": "x" * 201}, "Không quá 200 ký tự"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(
    administrator: Person, store: Store, fields: dict[str, str], reason: str
) -> None:
    answer = administrator.send(f"{PEOPLE}/moi", **{**NEW, **fields})
    assert answer.status_code == 422
    assert reason in answer.text
    assert accounts.find(store.db, "lan") is None


def test_an_invitation_that_is_sent_twice_at_once_makes_one_account(
    administrator: Person, store: Store
) -> None:
    token, kept = (
        token_of(administrator.read(f"{PEOPLE}/moi")),
        administrator.client.get_cookie("van_phong", path=HOME),
    )
    assert kept

    def send(_: int) -> int:
        client = administrator.client.application.test_client()
        client.set_cookie("van_phong", kept.value, path=HOME)
        return client.post(f"{PEOPLE}/moi", data={"csrf_token": token, **NEW}).status_code

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(send, range(4))) == [200, 422, 422, 422]
    assert len(audit.some(store.db, Filter(action="invited"), 9)) == 1


def test_two_people_never_share_a_name_at_the_common_sign_in(administrator: Person) -> None:
    invited(administrator, identity="Lan@So.vn")
    answer = administrator.send(f"{PEOPLE}/moi", **{**NEW, "name": "mai", "identity": "lan@so.vn"})
    assert answer.status_code == 422
    assert "“lan” đã dùng tên này" in answer.text


def test_the_list_is_in_vietnamese_order_and_tells_who_has_not_come_yet(administrator: Person) -> None:
    for name, full_name in [("a1", "Trần Ân"), ("a2", "Lê Ánh"), ("a3", "Bùi An"), ("a4", "Đỗ Ăn")]:
        invited(administrator, name=name, full_name=full_name)
    text = administrator.read(PEOPLE)
    listed = re.findall(r"nguoi-dung/a\d\">([^<]+)<", text)
    assert listed == ["Bùi An", "Lê Ánh", "Đỗ Ăn", "Trần Ân"]
    assert text.count("chờ đặt mật khẩu") == 4
    assert "liên kết mở đến 27/11/2026" in text


def test_a_new_role_counts_at_once_and_ends_what_is_open(
    administrator: Person, school: Person, store: Store
) -> None:
    fields = {"full_name": "Lê Hoa", "role": "entry", "unit": "th-b", "tree": "management"}
    assert administrator.send(f"{PEOPLE}/truong-a", **fields).status_code == 303
    assert school.see().status_code == 302
    assert school.sign_in("truong-a").see().status_code == 403
    account = accounts.get(store.db, "truong-a")
    assert (account.full_name, account.role, account.unit, account.tree) == ("Lê Hoa", "entry", "th-b", "")
    assert audit.some(store.db, Filter(action=Action.ROLE_CHANGED), 5)[0].actor == "quan-tri"


def test_a_new_link_closes_the_old_password_and_every_session(administrator: Person, school: Person) -> None:
    answer = administrator.send(f"{PEOPLE}/truong-a/lien-ket", page=f"{PEOPLE}/truong-a")
    found = LINK.search(answer.text)
    assert found
    assert school.see().status_code == 302
    assert school.sign_in("truong-a").answer.status_code == 422
    assert choose(school, found[2]) == 303
    assert school.sign_in("truong-a", CHOSEN).answer.status_code == 303


def test_a_locked_person_is_out_until_unlocked(administrator: Person, school: Person) -> None:
    page = f"{PEOPLE}/truong-a"
    assert administrator.send(f"{page}/khoa", page=page).status_code == 303
    assert school.see().status_code == 302
    assert school.sign_in("truong-a").answer.status_code == 422
    assert "đã khóa" in administrator.read(page)
    assert administrator.send(f"{page}/lien-ket", page=page).status_code == 409
    administrator.send(f"{page}/mo-khoa", page=page)
    assert school.sign_in("truong-a", PASSWORD).answer.status_code == 303


def test_locking_a_person_takes_the_invitation_back(administrator: Person, nobody: Person) -> None:
    path, _ = invited(administrator)
    administrator.send(f"{PEOPLE}/lan/khoa", page=PEOPLE)
    assert nobody.see(path).status_code == 410


@pytest.mark.parametrize("act", ["", "/khoa", "/lien-ket", "/mo-khoa"])
def test_nobody_locks_the_own_door_behind_oneself(administrator: Person, store: Store, act: str) -> None:
    answer = administrator.send(f"{PEOPLE}/quan-tri{act}", page=PEOPLE, **NEW)
    assert answer.status_code == 409
    assert "hãy nhờ một quản trị khác" in answer.text
    assert accounts.get(store.db, "quan-tri").role == "administrator"
    assert administrator.see().status_code == 200


def test_a_person_who_does_not_exist_is_no_page(administrator: Person) -> None:
    assert administrator.see(f"{PEOPLE}/khong-co").status_code == 404
    assert administrator.send(f"{PEOPLE}/khong-co/khoa", page=PEOPLE).status_code == 404


def test_an_auditor_sees_people_and_no_button(app: Flask) -> None:
    auditor = Person(app.test_client()).sign_in("kiem-tra")
    assert "Mời một người" not in auditor.read(PEOPLE)
    assert "Khóa tài khoản" not in auditor.read(f"{PEOPLE}/truong-a")


def test_an_account_without_a_password_opens_to_none(
    administrator: Person, nobody: Person, store: Store
) -> None:
    invited(administrator)
    assert accounts.get(store.db, "lan").password == accounts.NOT_CHOSEN
    assert not passwords.verify(accounts.NOT_CHOSEN, "")
    assert nobody.sign_in("lan", "x").answer.status_code == 422


@pytest.mark.parametrize("path", [PEOPLE, f"{PEOPLE}/truong-a", f"{HOME}/nhat-ky"])
def test_a_page_asks_the_store_no_more_often_for_fifty_people_than_for_eight(
    administrator: Person, store: Store, app: Flask, path: str
) -> None:
    few = questions(app, administrator, path)
    with store.write() as db:
        for number in range(50):
            accounts.add(db, replace(accounts.get(db, "truong-b"), name=f"nguoi-{number}"))
            audit.record(db, Action.EXPORT, f"nguoi-{number}", "th-b")
    assert questions(app, administrator, path) == few > 0


def questions(app: Flask, person: Person, path: str) -> int:
    asked: list[str] = []
    connection = running_in(app).store.db.conn
    connection.set_trace_callback(asked.append)
    person.read(path)
    connection.set_trace_callback(None)
    return len(asked)
