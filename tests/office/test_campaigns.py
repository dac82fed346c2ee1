"""Campaigns on the office's pages: made, followed, reminded of."""

import io
from datetime import date

import pandas as pd
import pytest
from flask import Flask

from survey.running import running_in
from survey.store import accounts, audit, campaigns, points, populations, units
from survey.store.accounts import UNIT, Account
from survey.store.audit import Action, Filter
from survey.store.campaigns import Campaign, Part
from survey.store.connection import Store
from survey.store.points import Point
from survey.store.populations import Kind, Population
from survey.store.units import MANAGEMENT, Edge, Unit
from tests.office.answering import PRIMARY, Answering
from tests.office.counting import queries
from tests.office.person import HOME, Person
from tests.office.test_quarter import words

NEW = f"{HOME}/dot-khao-sat/moi?phieu={PRIMARY}@1"
LIST = "Mã đơn vị;Tên đơn vị;Số người;Mã điểm\nth-a;;1.000;\nth-b;;;PTHB-0001\n"
ASKED = {
    "name": "Cha mẹ học sinh, học kỳ I",
    "first": "01/11/2026",
    "last": "2026-11-30",
    "rule": "margin",
    "margin": "0.05",
    "units": LIST,
}
CODE = "cha-me-hoc-sinh-hoc-ky-i"
PAGE = f"{HOME}/dot-khao-sat/{CODE}"

pytestmark = pytest.mark.usefixtures("answering")


def make(person: Person, **changed: str) -> int:
    return person.send(NEW, **{**ASKED, **changed}).status_code


def test_a_reviewer_makes_a_campaign_and_sees_what_every_unit_needs(
    reviewer: Person, answering: Answering
) -> None:
    answering.say("PTHA0001", 5, 100, date(2026, 11, 3))
    assert reviewer.send(NEW, **ASKED).location == PAGE
    text = words(reviewer.read(PAGE))
    # Slovin: 1000/(1 + 1000·0,0025) = 285,7; Cochran with the finite correction: 277,7.
    assert (
        "Trường Tiểu học An Bình 1 điểm · 1.000 người, ghi riêng cho đợt 100 278 286 chậm nhịp, thiếu 85"
        in text
    )
    assert "Trường Tiểu học Bình Minh 1 điểm · chưa có số người 0 – – chưa có phiếu" in text
    assert "1 đơn vị chưa có phiếu, 1 đơn vị chậm nhịp" in text
    assert "Cha mẹ học sinh, học kỳ I" in words(reviewer.read(f"{HOME}/dot-khao-sat"))


def test_the_list_to_fill_in_names_the_units_that_could_take_part(commune: Person) -> None:
    page = commune.read(NEW)
    assert "Mã đơn vị;Tên đơn vị;Số người;Mã điểm\nth-a;Trường Tiểu học An Bình;;\n" in page
    assert "th-b" not in page


def test_units_can_come_as_a_file(reviewer: Person, store: Store) -> None:
    file = (io.BytesIO(b"unit,population\nth-a,480\n"), "lop.csv")
    answer = reviewer.client.post(
        NEW,
        data={**ASKED, "csrf_token": _token(reviewer), "units": "", "file": file},
        content_type="multipart/form-data",
    )
    assert answer.status_code == 303
    (found,) = campaigns.standings(store.db, campaigns.get(store.db, CODE), ["th-a", "th-b"])
    assert (found.unit, found.population) == ("th-a", 480)


def _token(person: Person) -> str:
    from tests.office.person import token_of

    return token_of(person.read(NEW))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"last": "2026-10-01"}, "Ngày cuối phải từ ngày đầu trở đi"),
        ({"last": "2062-11-30"}, "Đợt dài hơn một năm"),
        ({"name": ""}, "Hãy điền ô này"),
        ({"first": "31/11/2026"}, "Hãy ghi ngày như 31/12/2026"),
        ({"rule": "đoán"}, "Lựa chọn này không có trong danh sách"),
        ({"units": LIST.replace("1.000", "nhiều")}, "dòng 2, cột Số người: “nhiều” không phải số nguyên"),
        (
            {"units": LIST.replace("th-b", "quay-a")},
            "dòng 3, cột Mã đơn vị: đơn vị “quay-a” không có điểm nào",
        ),
        ({"units": LIST.replace("PTHB-0001", "PTHA0001")}, "“PTHA0001” không phải điểm đang mở"),
        ({"units": LIST + "th-a;;5;"}, "dòng 4, cột Mã đơn vị: “th-a” đã có ở dòng 2"),
        ({"units": ""}, "thiếu cột unit"),
    ],
)
def test_what_is_wrong_is_told_by_cell_and_nothing_is_made(
    reviewer: Person, store: Store, changed: dict[str, str], sentence: str
) -> None:
    answer = reviewer.send(NEW, **{**ASKED, **changed})
    assert answer.status_code == 422
    assert sentence in words(answer.text)
    assert "<title>Lỗi: " in answer.text
    assert campaigns.every(store.db) == []


def test_nobody_makes_a_campaign_for_units_of_others(commune: Person, store: Store) -> None:
    assert make(commune) == 422
    assert campaigns.every(store.db) == []


def test_everybody_sees_the_own_units_of_a_campaign_and_strangers_nothing(
    reviewer: Person, school: Person, app: Flask
) -> None:
    make(reviewer, units="Mã đơn vị;Số người\nth-a;1000\n")
    text = words(school.read(PAGE))
    assert "1 đơn vị" in text
    other = Person(app.test_client()).sign_in("truong-b")
    assert other.see(PAGE).status_code == 403
    assert "Chưa có đợt khảo sát nào" in other.read(f"{HOME}/dot-khao-sat")


def test_a_reminder_has_the_standing_and_the_addresses_and_is_only_text(reviewer: Person) -> None:
    make(reviewer)
    page = words(reviewer.read(f"{PAGE}/loi-nhac/th-a"))
    assert "đến 20/11/2026, đơn vị có 0 phiếu, cần 278 phiếu cả đợt, đến nay còn thiếu 185." in page
    assert "http://127.0.0.1:8000/k/PTHA0001" in page
    everybody = reviewer.read(PAGE)
    assert "Đến 20/11/2026, 2 đơn vị chưa có phiếu hoặc đang chậm" in everybody
    assert reviewer.see(f"{PAGE}/loi-nhac/thpt-c").status_code == 404


def test_a_unit_that_has_enough_is_thanked(reviewer: Person, answering: Answering) -> None:
    answering.say("PTHA0001", 5, 12, date(2026, 11, 3))
    make(reviewer, units="Mã đơn vị;Số người\nth-a;12\n")
    assert "có 12 phiếu, đã đủ (cần 12 phiếu cả đợt); xin cảm ơn." in words(
        reviewer.read(f"{PAGE}/loi-nhac/th-a")
    )


def test_a_campaign_says_what_to_do_next(reviewer: Person, app: Flask, answering: Answering) -> None:
    make(reviewer)
    new = words(reviewer.read(PAGE))
    assert "1 đơn vị chưa có số người nên chưa biết cần bao nhiêu phiếu. Nhập số người có thể trả lời" in new
    assert "Bước sau, để người dân trả lời được: in tờ dán" in new
    assert "Nhập số người" not in Person(app.test_client()).sign_in("kiem-tra").read(PAGE)
    answering.say("PTHA0001", 5, 1, date(2026, 11, 3))
    make(reviewer, units="Mã đơn vị;Số người\nth-a;1000\n", name="Đã có phiếu")
    begun = words(reviewer.read(f"{HOME}/dot-khao-sat/da-co-phieu"))
    assert "Bước sau" not in begun
    assert "chưa có số người nên" not in begun


def counted(store: Store, unit: str, count: int, first: str = "2026-09-01", last: str = "2027-05-31") -> None:
    with store.write() as db:
        populations.save(db, [Population(unit, Kind.STUDENTS, first, last, count, "báo cáo đầu năm học")])


def test_the_people_of_a_unit_are_those_that_were_counted(reviewer: Person, store: Store) -> None:
    make(reviewer, units="Mã đơn vị;Số người\nth-a;\nth-b;300\n")
    assert "Trường Tiểu học An Bình 1 điểm · chưa có số người 0 – –" in words(reviewer.read(PAGE))
    counted(store, "th-a", 1000)
    counted(store, "th-b", 900)
    text = words(reviewer.read(PAGE))
    assert "Trường Tiểu học An Bình 1 điểm · 1.000 người 0 278 286" in text
    # Slovin: 300/(1 + 300·0,0025) = 171,4; Cochran in R: n0/(1+(n0-1)/300) = 168,7.
    assert "Trường Tiểu học Bình Minh 1 điểm · 300 người, ghi riêng cho đợt 0 169 172" in text
    assert "th-a;Trường Tiểu học An Bình;;PTHA0001\n" in reviewer.read(f"{PAGE}/sua")


def test_people_counted_for_other_days_are_not_those_of_the_campaign(reviewer: Person, store: Store) -> None:
    counted(store, "th-a", 1000, "2025-09-01", "2026-05-31")
    make(reviewer)
    make(reviewer, units="Mã đơn vị;Số người\nth-a;\n", name="Không riêng")
    assert "chưa có số người" in words(reviewer.read(f"{HOME}/dot-khao-sat/khong-rieng"))


def test_making_and_changing_a_campaign_are_told_in_the_audit_log(reviewer: Person, store: Store) -> None:
    make(reviewer)
    reviewer.send(f"{PAGE}/sua", **{**ASKED, "name": "Tên khác", "units": "Mã đơn vị;Số người\nth-b;200\n"})
    assert make(reviewer, units="") == 422
    found = [
        (one.actor, one.unit, one.subject, one.detail)
        for one in audit.some(store.db, Filter(action=Action.CAMPAIGN.value), 9)
    ]
    assert found == [
        ("so", "so", CODE, "sửa: Tên khác, 1 đơn vị"),
        ("so", "so", CODE, "lập: Cha mẹ học sinh, học kỳ I, 2 đơn vị"),
    ]


def test_more_answers_than_people_is_a_warning_and_no_rate(reviewer: Person, answering: Answering) -> None:
    answering.say("PTHA0001", 5, 12, date(2026, 11, 3))
    make(reviewer, units="Mã đơn vị;Số người\nth-a;10\n")
    assert "nhiều phiếu hơn số người" in words(reviewer.read(PAGE))


def test_the_table_can_be_taken_along(reviewer: Person) -> None:
    make(reviewer)
    sheet = pd.read_excel(io.BytesIO(reviewer.see(f"{PAGE}?tai=xlsx").data)).set_index("Mã")
    assert sheet.loc["th-a", "Cần theo Slovin"] == 286
    assert pd.isna(sheet.loc["th-b", "Cần theo Slovin"])


def test_two_campaigns_of_one_name_have_two_codes(reviewer: Person, store: Store) -> None:
    assert [make(reviewer), make(reviewer, last="15/12/2026")] == [303, 303]
    assert {one.code for one in campaigns.every(store.db)} == {CODE, f"{CODE}-2"}


def test_a_form_that_is_sent_twice_makes_one_campaign_and_says_so(reviewer: Person, store: Store) -> None:
    make(reviewer)
    assert reviewer.send(NEW, **ASKED).location == PAGE
    assert "Đợt khảo sát này vừa được lập rồi; không lập lần nữa." in words(reviewer.read(PAGE))
    assert [one.code for one in campaigns.every(store.db)] == [CODE]
    assert len(audit.some(store.db, Filter(action=Action.CAMPAIGN.value), 9)) == 1


def test_no_campaign_takes_the_address_of_the_page_for_a_new_one(reviewer: Person) -> None:
    page = reviewer.send(NEW, **{**ASKED, "name": "Mới"}).location
    assert page == f"{HOME}/dot-khao-sat/moi-2"
    assert "Mới" in words(reviewer.read(page))


def test_a_campaign_can_be_lengthened_after_one_of_its_points_was_closed(
    reviewer: Person, store: Store
) -> None:
    make(reviewer)
    with store.write() as db:
        points.set_state(db, "PTHB0001", "closed")
    assert "th-b;Trường Tiểu học Bình Minh;;PTHB0001\n" in reviewer.read(f"{PAGE}/sua")
    assert reviewer.send(f"{PAGE}/sua", **{**ASKED, "last": "15/12/2026"}).location == PAGE
    assert campaigns.get(store.db, CODE).last == "2026-12-15"


def test_who_does_not_see_every_unit_of_a_campaign_does_not_change_it(
    app: Flask, commune: Person, store: Store, digest: str
) -> None:
    counter = Point("PXAA0001", "xa-a", "counter", "Quầy", PRIMARY, "full", "open", "2026-01-01")
    with store.write() as db:
        points.add(db, counter)
        accounts.add(db, Account("ub-xa-a", "Ủy ban xã", UNIT, "xa-a", digest, 1, "2026-01-01"))
    both = {"units": "Mã đơn vị\nth-a\nxa-a\n"}
    assert make(commune, **both) == 303
    office = Person(app.test_client()).sign_in("ub-xa-a")
    assert "Sửa đợt" not in office.read(PAGE)
    assert "Sửa đợt" in commune.read(PAGE)
    sent = office.send(f"{PAGE}/sua", page=NEW, **{**ASKED, "units": "Mã đơn vị\nxa-a\n"})
    assert sent.status_code == 403
    assert [one.unit for one in campaigns.parts_of(store.db, CODE)] == ["th-a", "xa-a"]


def test_a_campaign_is_changed_by_who_made_it_and_keeps_its_code(
    reviewer: Person, commune: Person, store: Store
) -> None:
    make(reviewer)
    page = reviewer.read(f"{PAGE}/sua")
    assert "th-a;Trường Tiểu học An Bình;1000;PTHA0001\n" in page
    assert 'value="01/11/2026"' in page
    changed = {**ASKED, "name": "Tên khác", "last": "15/12/2026", "units": "Mã đơn vị;Số người\nth-b;200\n"}
    assert reviewer.send(f"{PAGE}/sua", **changed).location == PAGE
    kept = campaigns.get(store.db, CODE)
    assert (kept.name, kept.last, kept.created_on) == ("Tên khác", "2026-12-15", "2026-11-20")
    assert campaigns.parts_of(store.db, CODE) == [Part("th-b", 200, ("PTHB0001",))]
    assert commune.see(f"{PAGE}/sua").status_code == 403
    wrong = reviewer.send(f"{PAGE}/sua", **{**changed, "units": "Mã đơn vị\nquay-a\n"})
    assert wrong.status_code == 422
    assert campaigns.parts_of(store.db, CODE) == [Part("th-b", 200, ("PTHB0001",))]


def many(store: Store, count: int) -> None:
    codes = [f"t-{number:04}" for number in range(count)]
    with store.write() as db:
        units.save(db, [Unit(code, f"Trường số {code}", "truong", "tieu_hoc") for code in codes])
        units.save_edges(db, [Edge(code, "so", MANAGEMENT) for code in codes])
        for code in codes:
            points.add(db, Point(f"P{code[2:]}", code, "class", "Lớp", PRIMARY, "full", "open", "2026-01-01"))
        days = ("2026-11-01", "2026-11-30")
        made = Campaign("lon", "Đợt lớn", "so", f"{PRIMARY}@1", *days, "slovin", 0.05, "2026-11-01")
        campaigns.save(db, made, [Part(code, 500, (f"P{code[2:]}",)) for code in codes])


def test_a_page_asks_the_same_few_questions_however_many_units_there_are(
    reviewer: Person, store: Store, app: Flask
) -> None:
    asked = []
    for more in (3, 300):
        store.db.execute("DELETE FROM campaign_point")
        store.db.execute("DELETE FROM campaign_unit")
        store.db.execute("DELETE FROM campaign")
        with running_in(app).store.write() as db:
            db.execute("DELETE FROM service_point WHERE code GLOB 'P0*'")
        many(store, more)
        reviewer.read(f"{HOME}/dot-khao-sat/lon")
        with queries(running_in(app).store) as seen:
            page = reviewer.read(f"{HOME}/dot-khao-sat/lon")
        asked.append(len(seen))
    assert 0 < asked[0] == asked[1] < 25
    assert page.count("<progress") == 100
    assert reviewer.read(f"{HOME}/dot-khao-sat/lon?trang=3").count("<progress") == 100
    assert reviewer.read(f"{HOME}/dot-khao-sat/lon?nhip=none&trang=99").count("<progress") == 100
