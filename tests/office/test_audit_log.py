"""What people do is written down with who, what, when, and which unit; nothing of where they sat."""

import re
from datetime import datetime

import pytest
from flask import Flask

from survey import clock
from survey.clock import VIETNAM
from survey.store import audit, integrity
from survey.store.audit import Action, Filter
from survey.store.connection import Store
from tests.office.person import HOME, PASSWORD, Person

LOG = f"{HOME}/nhat-ky"
LINE = re.compile(r"<td data-name=\"Ai\">([^<]*)</td>\s*<td data-name=\"Việc\">([^<]*)</td>")


def told(store: Store, action: Action) -> list[tuple[str, str, str, str]]:
    """Actor, unit, subject, detail; newest first."""
    rows = audit.some(store.db, Filter(action=action), 20)
    return [(row.actor, row.unit, row.subject, row.detail) for row in rows]


def test_signing_in_and_out_and_what_failed_are_written_down(nobody: Person, store: Store) -> None:
    nobody.sign_in("so", "sai")
    nobody.sign_in("mật khẩu gõ nhầm ô", PASSWORD)
    nobody.sign_in("so").sign_out()
    assert told(store, Action.SIGN_IN_REFUSED) == [("", "", "", "mật khẩu"), ("", "so", "so", "mật khẩu")]
    assert told(store, Action.SIGN_IN) == [("so", "so", "so", "mật khẩu")]
    assert told(store, Action.SIGN_OUT) == [("so", "so", "so", "")]
    assert integrity.faults(store) == []


def test_a_refusal_names_the_page_and_the_unit(school: Person, store: Store) -> None:
    school.see(f"{HOME}/don-vi/th-b")
    school.see(f"{HOME}/nguoi-dung")
    assert told(store, Action.REFUSED) == [
        ("truong-a", "th-a", "", "GET /van-phong/nguoi-dung"),
        ("truong-a", "th-b", "", "GET /van-phong/don-vi/th-b"),
    ]


@pytest.mark.usefixtures("quarter")
def test_what_is_downloaded_is_written_down_and_what_is_looked_at_is_not(
    reviewer: Person, store: Store
) -> None:
    reviewer.read(f"{HOME}/don-vi/th-a?ky=2026Q3")
    assert told(store, Action.EXPORT) == []
    for path in ("don-vi/th-a?ky=2026Q3&tai=xlsx", "to-dan.pdf"):
        assert reviewer.see(f"{HOME}/{path}").status_code == 200
    assert told(store, Action.EXPORT) == [
        ("so", "so", "", "to-dan-tat-ca.pdf"),
        ("so", "th-a", "", "th-a-2026Q3.xlsx"),
    ]


def test_a_new_password_is_written_down(school: Person, store: Store) -> None:
    new = "quyển sổ màu xanh lá"
    school.send(f"{HOME}/mat-khau", current=PASSWORD, password=new, repeated=new)
    assert told(store, Action.PASSWORD_CHANGED) == [("truong-a", "th-a", "truong-a", "")]
    assert len(told(store, Action.SIGN_IN)) == 1


def test_what_an_administrator_does_to_people_is_written_down(administrator: Person, store: Store) -> None:
    page = f"{HOME}/nguoi-dung/truong-a"
    new = {"full_name": "Lan", "role": "auditor", "unit": "th-b", "tree": ""}
    administrator.send(f"{HOME}/nguoi-dung/moi", name="lan", **new)
    administrator.send(page, **new)
    administrator.send(f"{page}/khoa", page=page)
    administrator.send(f"{page}/mo-khoa", page=page)
    administrator.send(f"{page}/lien-ket", page=page)
    rows = audit.some(store.db, Filter(unit="th-b"), 10)
    assert [(row.actor, row.action, row.subject, row.detail) for row in reversed(rows)] == [
        ("quan-tri", "invited", "lan", "kiểm tra ở th-b"),
        ("quan-tri", "role_changed", "truong-a", "đơn vị ở th-a → kiểm tra ở th-b"),
        ("quan-tri", "disabled", "truong-a", ""),
        ("quan-tri", "enabled", "truong-a", ""),
        ("quan-tri", "invited", "truong-a", "liên kết mới"),
    ]


def test_whom_the_common_sign_in_lets_in_and_what_is_seen_are_written_down(
    administrator: Person, store: Store
) -> None:
    page = f"{HOME}/nguoi-dung/xa-a"
    new = {"full_name": "Lan", "role": "reviewer", "unit": "xa-a", "tree": ""}
    administrator.send(page, **new)
    administrator.send(page, **new, identity="Lan@So.vn")
    administrator.send(page, **{**new, "tree": "management"}, identity="lan@so.vn")
    assert [detail for *_, detail in reversed(told(store, Action.ROLE_CHANGED))] == [
        "họ và tên: Người dùng xa-a → Lan",
        "cơ quan xem xét ở xa-a → cơ quan xem xét ở xa-a, đăng nhập chung bằng lan@so.vn",
        "cơ quan xem xét ở xa-a, đăng nhập chung bằng lan@so.vn → "
        "cơ quan xem xét ở xa-a, nhánh quản lý, đăng nhập chung bằng lan@so.vn",
    ]


def test_neither_address_nor_browser_is_in_the_log(app: Flask, store: Store) -> None:
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = "203.0.113.77"
    client.environ_base["HTTP_USER_AGENT"] = "Trình duyệt Lạ 9"
    person = Person(client)
    person.sign_in("so", "sai").sign_in("so")
    person.see(f"{HOME}/nguoi-dung")
    assert len(audit.some(store.db, Filter(), 10)) == 3
    dump = "\n".join(store.db.iterdump())
    assert "203.0.113.77" not in dump
    assert "Trình duyệt Lạ" not in dump


@pytest.fixture
def week(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in range(9, 14):
        monkeypatch.setattr(clock, "now", lambda day=day: datetime(2026, 11, day, 8, tzinfo=VIETNAM))
        with store.write() as db:
            audit.record(db, Action.EXPORT, "so", "th-a", detail=f"ngày {day}")
            audit.record(db, Action.IMPORT, "xa-a", "th-b", detail=f"ngày {day}")


@pytest.mark.usefixtures("week")
@pytest.mark.parametrize(
    ("query", "days"),
    [
        ("viec=export", [13, 12, 11, 10, 9]),
        ("ai=xa-a", [13, 12, 11, 10, 9]),
        ("don-vi=th-b&tu=2026-11-12", [13, 12]),
        ("viec=export&tu=10/11/2026&den=2026-11-11", [11, 10]),
        ("viec=export&ai=xa-a", []),
        ("don-vi=th-a&den=2026-11-09", [9]),
    ],
)
def test_the_page_shows_what_was_asked_for(administrator: Person, query: str, days: list[int]) -> None:
    text = administrator.read(f"{LOG}?{query}")
    assert [int(day) for day in re.findall(r"<td class=\"wide\">ngày (\d+)</td>", text)] == days
    if not days:
        assert "Không có dòng nào như thế" in text


@pytest.mark.parametrize("query", ["viec=bay", "tu=hôm-qua", "den=2026-13-01", "truoc=x"])
def test_a_filter_that_cannot_be_is_no_page(administrator: Person, query: str) -> None:
    assert administrator.see(f"{LOG}?{query}").status_code == 404


def test_older_rows_are_a_link_away_and_none_is_lost(administrator: Person, store: Store) -> None:
    with store.write() as db:
        for number in range(230):
            audit.record(db, Action.EXPORT, "so", "so", detail=f"tệp {number}")
    seen, path = [], f"{LOG}?viec=export"
    while path:
        text = administrator.read(path)
        seen += re.findall(r"tệp (\d+)", text)
        older = re.search(r'href="([^"]+)">Cũ hơn', text)
        path = older[1].replace("&amp;", "&") if older else ""
    assert [int(number) for number in seen] == list(range(229, -1, -1))


def test_every_act_has_words_and_the_page_ends_with_the_last_seal(
    administrator: Person, store: Store
) -> None:
    with store.write() as db:
        for action in Action:
            audit.record(db, action, "so", "so")
    text = administrator.read(LOG)
    assert len(LINE.findall(text)) == len(Action) + 1
    last = audit.last(store.db)
    assert last
    assert last.hash in text
