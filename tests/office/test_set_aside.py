"""Responses set aside on the office's pages: chosen without seeing what they say."""

from datetime import date

import pytest
from flask import Flask

from survey import period
from survey.closing import closed
from survey.organisation.changes import Plan
from survey.organisation.recording import record
from survey.store import decisions, responses
from survey.store.connection import Store
from survey.store.organisation import Document, Kind
from tests.office.answering import Answering
from tests.office.person import HOME, Person
from tests.office.test_quarter import QUARTER, words

PAGE = f"{HOME}/xem-lai/th-a{QUARTER}"

pytestmark = pytest.mark.usefixtures("quarter")


def tokens(store: Store, unit: str = "th-a", day: str = "2026-08-20") -> list[str]:
    return [one.token for one in responses.every(store.db) if (one.unit, one.day) == (unit, day)]


def send(person: Person, *chosen: str, page: str = PAGE, **changed: str) -> str:
    """What the page says after its form was sent with these responses chosen."""
    from tests.office.person import token_of

    fields = {"ly-do": "test", "loi": "thử máy ngày đầu", "viec": "loai", **changed}
    token = token_of(person.read(page))
    answer = person.client.post(page, data={**fields, "chon": list(chosen), "csrf_token": token})
    assert answer.status_code in (303, 422), answer.text
    return words(person.read(page) if answer.status_code == 303 else answer.text)


def test_the_list_shows_where_and_when_and_never_what(reviewer: Person) -> None:
    page = reviewer.read(PAGE)
    text = words(page)
    assert "Quý III/2026 (01/07/2026 – 30/09/2026): 100 phiếu" in text
    assert "20/08/2026 Cha mẹ học sinh Quét mã QR 24 trên 24 – được tính" in text
    assert "5" * 24 not in page
    assert page.count('name="chon"') == 100


def test_what_is_set_aside_leaves_every_figure_at_once_and_is_counted(reviewer: Person, store: Store) -> None:
    before = words(reviewer.read(f"{HOME}/don-vi/th-a{QUARTER}"))
    assert "100 phiếu" in before
    text = send(reviewer, *tokens(store)[:3])
    assert "Đã loại 3 phiếu." in text
    assert "20/11/2026, so: loại 3 phiếu vì phiếu làm thử – thử máy ngày đầu" in text
    assert "97 phiếu" in words(reviewer.read(f"{HOME}/don-vi/th-a{QUARTER}"))
    assert "3 phiếu: loại vì phiếu làm thử" in words(reviewer.read(f"{HOME}/tien-do{QUARTER}"))
    assert "3 phiếu: loại vì phiếu làm thử" in words(reviewer.read(f"{HOME}/xem-lai{QUARTER}"))
    closed.close(store, "so", period.parse("2026Q3"), "so")
    assert "97 phiếu" in words(reviewer.read("/ket-qua/th-a?ky=2026Q3"))


def test_a_response_is_taken_back(reviewer: Person, store: Store) -> None:
    one = tokens(store)[0]
    send(reviewer, one)
    assert "97 phiếu" not in words(reviewer.read(f"{HOME}/don-vi/th-a{QUARTER}"))
    text = send(reviewer, one, viec="lay-lai", loi="không phải phiếu thử")
    assert "Đã lấy lại 1 phiếu." in text
    assert "lấy lại 1 phiếu – không phải phiếu thử" in text
    assert "100 phiếu" in words(reviewer.read(f"{HOME}/don-vi/th-a{QUARTER}"))


def test_one_set_aside_and_another_come_leaves_no_stale_figure(
    reviewer: Person, store: Store, answering: Answering
) -> None:
    page = f"{HOME}/don-vi/th-a{QUARTER}"
    assert "100,0 %" in reviewer.read(page)
    answering.say("PTHA0001", 1, 1)
    assert "100,0 %" not in words(reviewer.read(page)).partition("Yếu ở đâu")[0]
    (low,) = [one.token for one in responses.every(store.db) if one.unit == "th-a" and one.answers[1] == "1"]
    send(reviewer, low, **{"ly-do": "staff"})
    answering.say("PTHA0001", 5, 1)
    assert "100,0 %" in words(reviewer.read(page)).partition("Yếu ở đâu")[0]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"ly-do": ""}, "Hãy chọn một lý do"),
        ({"ly-do": "low score"}, "Hãy chọn một lý do"),
        ({"loi": " "}, "Hãy ghi vì sao"),
        ({"loi": "x" * 301}, "dài quá 300 ký tự"),
        ({"viec": "lay-lai"}, "không có gì để lấy lại"),
    ],
)
def test_without_a_reason_nothing_is_set_aside(
    reviewer: Person, store: Store, changed: dict[str, str], sentence: str
) -> None:
    assert sentence in send(reviewer, tokens(store)[0], **changed)
    assert decisions.aside(store.db) == {}


def test_only_responses_of_the_list_can_be_chosen(reviewer: Person, store: Store) -> None:
    other = tokens(store, "th-b")[0]
    earlier = tokens(store, day="2026-05-04")[0]
    for chosen in ([], [other], [earlier], [tokens(store)[0], "khong"]):
        assert "Hãy chọn ít nhất một phiếu" in send(reviewer, *chosen)
    assert decisions.aside(store.db) == {}


def test_all_or_none(reviewer: Person, store: Store) -> None:
    one, two = tokens(store)[:2]
    send(reviewer, one)
    assert "đã bị loại từ trước" in send(reviewer, two, one)
    assert set(decisions.aside(store.db)) == {one}


def test_no_school_decides_about_itself_and_nobody_about_others(
    school: Person, commune: Person, app: Flask
) -> None:
    assert school.see(PAGE).status_code == 403
    assert school.see(f"{HOME}/xem-lai").status_code == 403
    assert commune.see(PAGE).status_code == 200
    assert commune.see(f"{HOME}/xem-lai/th-b{QUARTER}").status_code == 403
    assert "Xem lại phiếu" not in words(school.read(f"{HOME}/tien-do"))
    assert app.test_client().post(PAGE).status_code == 302


def test_the_same_answers_of_one_day_are_pointed_out_when_they_are_not_all_one(
    reviewer: Person, store: Store, answering: Answering
) -> None:
    page = f"{HOME}/xem-lai/th-b{QUARTER}&ngay=2026-09-01"
    answering.say("PTHB0001", 4, 2, date(2026, 9, 1))
    assert "giống hệt" not in words(reviewer.read(page))
    with store.write() as db:
        db.execute("UPDATE response SET answers = '5' || substr(answers, 2) WHERE day = '2026-09-01'")
    assert words(reviewer.read(page)).count("giống hệt 1 phiếu khác cùng điểm, cùng ngày") == 2


def test_the_list_is_narrowed_to_a_channel(reviewer: Person, store: Store) -> None:
    with store.write() as db:
        db.execute("UPDATE response SET channel = 'paper' WHERE token = ?", [tokens(store)[0]])
    assert "Phiếu giấy" in words(reviewer.read(PAGE))
    page = reviewer.read(f"{PAGE}&kenh=paper")
    assert page.count('name="chon"') == 1
    assert "1 phiếu. Không hiện câu trả lời" in words(page)


def test_the_unit_is_chosen_from_a_list_and_the_period_stays(reviewer: Person) -> None:
    answer = reviewer.see(f"{HOME}/xem-lai{QUARTER}&don-vi=th-a")
    assert answer.location == f"{HOME}/xem-lai/th-a?ky=2026Q3"


def test_all_that_is_narrowed_to_is_set_aside_at_once_and_taken_back(reviewer: Person, store: Store) -> None:
    some = tokens(store)[:3]
    with store.write() as db:
        for one in some:
            db.execute("UPDATE response SET channel = 'import' WHERE token = ?", [one])
    assert "Chọn mọi phiếu đang lọc" not in words(reviewer.read(PAGE))
    page = f"{PAGE}&kenh=import"
    assert "Chọn mọi phiếu đang lọc (3 phiếu, mọi trang)" in words(reviewer.read(page))
    send(reviewer, some[0])
    assert "Danh sách vừa có thêm hoặc bớt phiếu" in send(reviewer, page=page, **{"tat-ca": "2"})
    assert "Đã loại 2 phiếu." in send(reviewer, page=page, **{"tat-ca": "3"})
    assert set(decisions.aside(store.db)) == set(some)
    assert reviewer.read(f"{PAGE}&tinh-trang=loai").count('name="chon"') == 3
    assert "Đã lấy lại 3 phiếu." in send(reviewer, page=page, viec="lay-lai", **{"tat-ca": "3"})
    assert decisions.aside(store.db) == {}


def test_all_is_never_all_of_a_unit_by_oversight(reviewer: Person, store: Store) -> None:
    assert "Hãy chọn ít nhất một phiếu" in send(reviewer, **{"tat-ca": "3"})
    assert decisions.aside(store.db) == {}


def test_of_a_closed_period_the_page_says_what_setting_aside_does(reviewer: Person, store: Store) -> None:
    assert "đã chốt ngày" not in words(reviewer.read(PAGE))
    closing = closed.close(store, "so", period.parse("2026Q3"), "so")
    assert "đã chốt ngày 20/11/2026: bảng đã chốt và kết quả công bố không đổi" in words(reviewer.read(PAGE))
    send(reviewer, tokens(store)[0])
    told = words(reviewer.read(f"{HOME}/chot-ky/{closing.number}"))
    assert "1 phiếu" in told
    assert "100 phiếu" in words(reviewer.read("/ket-qua/th-a?ky=2026Q3"))


def test_what_came_before_a_merger_within_the_period_is_looked_at_with_the_successor(
    reviewer: Person, store: Store
) -> None:
    document = Document("12/QĐ-UBND", "2026-07-15", "Về việc sáp nhập")
    merged = Plan(Kind.MERGE, date(2026, 9, 15), document, ("th-a", "th-b"), ("th-b",))
    record(store, merged, "quan-tri")
    page = reviewer.see(PAGE).location
    assert page == f"{HOME}/xem-lai/th-b?ky=2026Q3"
    text = words(reviewer.read(page))
    assert "(01/07/2026 – 30/09/2026): 140 phiếu" in text
    assert "tất cả Cha mẹ học sinh (Trường Tiểu học An Bình) Cha mẹ học sinh tất cả" in text
    assert "Đã loại 2 phiếu." in send(reviewer, *tokens(store)[:2], page=page)
    text = words(reviewer.read(page))
    assert "so: loại 2 phiếu vì phiếu làm thử" in text
    assert "2 phiếu: loại vì phiếu làm thử" in words(reviewer.read(f"{HOME}/xem-lai{QUARTER}"))
