import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask

from survey import passwords
from survey.app import create_app
from survey.clock import now
from survey.office import auth
from survey.running import running_in
from survey.settings import Settings
from survey.store import accounts, sessions
from survey.store.connection import Store
from tests.office.person import HOME, PASSWORD, Person, token_of


def test_nobody_is_led_to_the_sign_in_page_and_back(nobody: Person) -> None:
    refused = nobody.see(f"{HOME}/tien-do?ky=2026Q2")
    assert refused.status_code == 302
    assert refused.location == f"{HOME}/dang-nhap?next=/van-phong/tien-do?ky%3D2026Q2"
    answer = nobody.sign_in("so", then="?next=/van-phong/tien-do?ky%3D2026Q2").answer
    assert (answer.status_code, answer.location) == (303, f"{HOME}/tien-do?ky=2026Q2")


@pytest.mark.parametrize(
    "target",
    [
        "https://example.org/",
        "//example.org/van-phong",
        "/van-phong//example.org",
        "/van-phong\\example.org",
        "/van-phonggia",
        "/van-phong/\t/x",
        "javascript:alert(1)",
        "",
    ],
)
def test_signing_in_never_leads_elsewhere(target: str) -> None:
    assert auth.local(target) == ""


def test_the_refusal_does_not_tell_which_of_the_two_was_wrong(nobody: Person) -> None:
    said = [
        nobody.sign_in(name, password).answer
        for name, password in [("so", "sai mật khẩu"), ("không có", PASSWORD), ("so", PASSWORD + " ")]
    ]
    assert [answer.status_code for answer in said] == [422, 422, 422]
    texts = {re.sub(r'value="[^"]*"', "", answer.text) for answer in said}
    assert len(texts) == 1
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in texts.pop()


def test_empty_fields_are_named_and_linked(nobody: Person) -> None:
    text = nobody.sign_in("", "").answer.text
    assert '<a href="#name">Hãy điền ô này.</a>' in text
    assert "<title>Lỗi: Đăng nhập" in text


def test_a_disabled_account_opens_nothing_and_its_sessions_end(reviewer: Person, store: Store) -> None:
    with store.write() as db:
        accounts.disable(db, "so")
    assert reviewer.see().status_code == 302
    assert reviewer.sign_in("so").answer.status_code == 422


def test_signing_out_ends_the_session_even_for_a_kept_cookie(reviewer: Person, app: Flask) -> None:
    kept = reviewer.client.get_cookie("van_phong", path=HOME)
    assert kept
    assert reviewer.sign_out().status_code == 303
    thief = app.test_client()
    thief.set_cookie("van_phong", kept.value, path=HOME)
    assert thief.get(HOME).status_code == 302


def test_signing_out_by_a_link_does_nothing(reviewer: Person) -> None:
    assert reviewer.see(f"{HOME}/dang-xuat").status_code == 405
    assert reviewer.client.post(f"{HOME}/dang-xuat").status_code == 400
    assert reviewer.see().status_code == 200


def test_signing_in_changes_the_secret_a_browser_brought_along(nobody: Person, store: Store) -> None:
    secrets = []
    for _ in range(2):
        nobody.sign_in("so")
        with nobody.client.session_transaction(path=f"{HOME}/") as session:
            secrets.append(session["_user_id"])
    assert len(set(secrets)) == 2
    assert store.db.execute("SELECT count(*) FROM session WHERE id IN (?, ?)", secrets).fetchone() == (0,)


def test_a_session_that_rests_too_long_is_over(reviewer: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    start = now()
    monkeypatch.setattr(auth, "now", lambda: start + timedelta(minutes=29))
    assert reviewer.see().status_code == 200
    monkeypatch.setattr(auth, "now", lambda: start + timedelta(minutes=58))
    assert reviewer.see().status_code == 200
    monkeypatch.setattr(auth, "now", lambda: start + timedelta(minutes=89))
    assert reviewer.see().status_code == 302


def test_a_session_in_use_still_ends_after_twelve_hours(
    reviewer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = now()
    for minutes in range(20, 12 * 60, 20):
        monkeypatch.setattr(auth, "now", lambda m=minutes: start + timedelta(minutes=m))
        assert reviewer.see().status_code == 200
    monkeypatch.setattr(auth, "now", lambda: start + timedelta(hours=12, seconds=1))
    assert reviewer.see().status_code == 302


def test_who_sends_a_form_after_the_session_ended_is_told_that_it_is_not_kept(
    reviewer: Person, store: Store
) -> None:
    token = token_of(reviewer.read(f"{HOME}/mat-khau"))
    with store.write() as db:
        sessions.end_all(db, "so")
    answer = reviewer.client.post(f"{HOME}/mat-khau", data={"csrf_token": token, "current": PASSWORD})
    assert answer.location == f"{HOME}/dang-nhap?next={HOME}/mat-khau"
    assert "nội dung vừa gửi chưa được lưu" in reviewer.read(answer.location)
    assert "Phiên đăng nhập" not in reviewer.read(answer.location)


def test_who_comes_back_after_the_session_ended_is_told_so_and_a_stranger_is_not(
    reviewer: Person, nobody: Person, store: Store
) -> None:
    with store.write() as db:
        sessions.end_all(db, "so")
    for person, told in ((reviewer, True), (nobody, False)):
        page = person.client.get(f"{HOME}/tien-do", follow_redirects=True).text
        assert ("Phiên đăng nhập đã kết thúc" in page) is told


def test_signing_out_twice_says_nothing_of_a_form(reviewer: Person) -> None:
    token = token_of(reviewer.read())
    for _ in range(2):
        reviewer.client.post(f"{HOME}/dang-xuat", data={"csrf_token": token})
    assert "chưa được lưu" not in reviewer.read(f"{HOME}/dang-nhap")


def test_guessing_is_slowed_for_one_address_and_locks_nobody_else_out(nobody: Person, app: Flask) -> None:
    for _ in range(5):
        assert nobody.sign_in("so", "đoán mò").answer.status_code == 422
    slowed = nobody.sign_in("so").answer
    assert slowed.status_code == 429
    assert slowed.headers["Retry-After"] == "300"
    assert "tài khoản không bị khóa" in slowed.text
    elsewhere = app.test_client()
    elsewhere.environ_base["REMOTE_ADDR"] = "203.0.113.7"
    assert Person(elsewhere).sign_in("so").answer.status_code == 303


def test_twenty_guesses_at_once_are_no_more_than_five(app: Flask, store: Store) -> None:
    with store.write() as db:
        # At its real cost: the guesses overlap.
        accounts.set_password(db, "so", passwords.hash(PASSWORD))
    people = [Person(app.test_client()) for _ in range(20)]
    with ThreadPoolExecutor(20) as at_once:
        answers = at_once.map(lambda one: one.sign_in("so", "đoán mò").answer.status_code, people)
    assert sorted(answers) == [422] * 5 + [429] * 15


def test_who_could_not_be_written_into_the_log_is_not_signed_in(
    nobody: Person, store: Store, unwritten: Callable[[str], None]
) -> None:
    unwritten("sign_in")
    assert nobody.sign_in("so").answer.status_code == 503
    assert store.db.execute("SELECT count(*) FROM session").fetchone()[0] == 0
    assert nobody.see().status_code == 302


def test_one_address_cannot_go_through_all_names(nobody: Person) -> None:
    statuses = [nobody.sign_in(f"ten-{n}", "đoán mò").answer.status_code for n in range(51)]
    assert statuses == [422] * 50 + [429]


def test_who_came_in_from_an_address_is_not_held_up_by_what_others_guess_there(
    nobody: Person, reviewer: Person, app: Flask
) -> None:
    for n in range(50):
        nobody.sign_in(f"ten-{n}", "đoán mò")
    assert nobody.sign_in("truong-a").answer.status_code == 429
    reviewer.sign_out()
    assert Person(app.test_client()).sign_in("so").answer.status_code == 303
    for _ in range(5):
        nobody.sign_in("so", "đoán mò")
    assert nobody.sign_in("so").answer.status_code == 429


def test_a_machine_does_not_escape_into_the_other_addresses_of_its_net(app: Flask) -> None:
    def of(address: str) -> int:
        client = app.test_client()
        client.environ_base["REMOTE_ADDR"] = address
        return Person(client).sign_in("so", "đoán mò").answer.status_code

    assert [of(f"2001:db8:0:1::{n:x}") for n in range(1, 7)] == [422] * 5 + [429]
    assert [of(f"::ffff:192.0.2.{n}") for n in range(6)] == [422] * 6
    assert (of("2001:db8:0:2::1"), of("not-an-address")) == (422, 422)


def test_a_form_without_its_token_changes_nothing(nobody: Person) -> None:
    answer = nobody.client.post(f"{HOME}/dang-nhap", data={"name": "so", "password": PASSWORD})
    assert answer.status_code == 400
    assert "Biểu mẫu đã hết hạn" in answer.text


def test_a_new_password_replaces_the_old_and_ends_other_sessions(reviewer: Person, app: Flask) -> None:
    other = Person(app.test_client()).sign_in("so")
    new = "quyển sổ màu xanh lá"
    changed = reviewer.send(f"{HOME}/mat-khau", current=PASSWORD, password=new, repeated=new)
    assert changed.status_code == 303
    assert "Đã đổi mật khẩu" in reviewer.read()
    assert other.see().status_code == 302
    assert other.sign_in("so").answer.status_code == 422
    assert other.sign_in("so", new).answer.status_code == 303


@pytest.mark.parametrize(
    ("current", "password", "repeated", "reason"),
    [
        ("sai", "quyển sổ màu xanh lá", "quyển sổ màu xanh lá", "Mật khẩu hiện nay không đúng"),
        (PASSWORD, "ngắn", "ngắn", "từ 10 đến 200 ký tự"),
        (PASSWORD, "quyển sổ màu xanh lá", "quyển sổ màu xanh", "không giống nhau"),
    ],
)
def test_a_bad_new_password_is_refused_with_the_reason(
    reviewer: Person, store: Store, current: str, password: str, repeated: str, reason: str
) -> None:
    answer = reviewer.send(f"{HOME}/mat-khau", current=current, password=password, repeated=repeated)
    assert answer.status_code == 422
    assert reason in answer.text
    assert passwords.verify(accounts.get(store.db, "so").password, PASSWORD)


def test_the_cookie_stays_in_the_office_and_out_of_reach_of_scripts(nobody: Person) -> None:
    cookie = nobody.sign_in("so").answer.headers["Set-Cookie"]
    assert all(word in cookie for word in ("HttpOnly", "Path=/van-phong", "SameSite=Lax"))


def test_behind_https_people_sign_in_and_the_cookie_stays_there(store: Store) -> None:
    app = create_app(Settings(home=store.path.parent, base_url="https://khaosat.example.vn", rate_limit=0))
    client = app.test_client()
    page = client.get(f"{HOME}/dang-nhap", base_url="https://localhost")
    assert page.headers["Referrer-Policy"] == "no-referrer"
    form = {"csrf_token": token_of(page.text), "name": "so", "password": PASSWORD}
    answer = client.post(f"{HOME}/dang-nhap", data=form, base_url="https://localhost")
    assert answer.status_code == 303
    assert "Secure" in answer.headers["Set-Cookie"]
    running_in(app).close()


def test_pages_of_the_office_are_kept_by_no_cache(reviewer: Person) -> None:
    assert reviewer.see().headers["Cache-Control"] == "no-store"


def test_guessing_the_present_password_of_an_open_session_is_slowed_too(reviewer: Person) -> None:
    new = "quyển sổ màu xanh lá"
    statuses = [
        reviewer.send(f"{HOME}/mat-khau", current="đoán mò", password=new, repeated=new).status_code
        for _ in range(6)
    ]
    assert statuses == [422] * 5 + [429]


def test_who_guesses_elsewhere_does_not_end_the_sessions_of_the_guessed(reviewer: Person, app: Flask) -> None:
    stranger = app.test_client()
    stranger.environ_base["REMOTE_ADDR"] = "203.0.113.9"
    for _ in range(7):
        Person(stranger).sign_in("so", "đoán mò")
    assert reviewer.see().status_code == 200


def test_a_browser_that_signs_in_anew_takes_nothing_of_the_other_person_along(school: Person) -> None:
    assert school.see(f"{HOME}/don-vi/th-a").status_code == 200
    school.sign_in("truong-b")
    assert school.see(f"{HOME}/don-vi/th-a").status_code == 403
    assert school.see(f"{HOME}/don-vi/th-b").status_code == 200
