"""The administrator looks at the organisation and records what happens to it."""

import re
from datetime import date

import pytest
from flask import Flask

from survey.running import running_in
from survey.store import organisation, units
from survey.store.connection import Store
from survey.store.units import MANAGEMENT, Edge, Unit
from tests.citizen.visitor import Visitor
from tests.office.answering import Answering
from tests.office.asking import asked
from tests.office.person import HOME, Person
from tests.office.test_quarter import cards, words

TREE = f"{HOME}/to-chuc"
DOCUMENT = {"number": "12/QĐ-UBND", "signed_on": "2026-09-15", "summary": "Về việc sắp xếp đơn vị"}
MERGER = {"units": "th-a\nth-b", "result": "th-b", "name": "", "day": "2026-10-01", **DOCUMENT}
RENAMING = {"unit": "th-a", "name": "Trường Tiểu học Kim Đồng", "day": "2026-10-01", **DOCUMENT}
LONG = "Trường Phổ thông dân tộc bán trú " + "Nguyễn Thượng Hiền " * 9


@pytest.fixture
def administrator(app: Flask) -> Person:
    return Person(app.test_client()).sign_in("quan-tri")


@pytest.fixture
def served(app: Flask) -> Store:
    """The store as the pages see it."""
    return running_in(app).store


def record(person: Person, kind: str, fields: dict[str, str]) -> None:
    answer = person.send(f"{TREE}/su-kien/{kind}", **fields, buoc="ghi")
    assert answer.status_code == 303, words(answer.text)


def table(page: str) -> str:
    """What the table of units says."""
    return words(page.split('aria-label="Bảng: Đơn vị"')[1].split("</table>")[0])


@pytest.mark.parametrize("path", ["", "/don-vi/th-a", "/su-kien/rename"])
@pytest.mark.parametrize("name", ["so", "xa-a", "truong-a"])
def test_the_organisation_is_kept_by_the_administrator_alone(app: Flask, path: str, name: str) -> None:
    assert Person(app.test_client()).sign_in(name).see(TREE + path).status_code == 403


def test_the_tree_shows_every_unit_below_its_parent(administrator: Person) -> None:
    text = words(administrator.read(TREE))
    assert text.index("xã An Bình") < text.index("Trường Tiểu học An Bình") < text.index("xã Bình Minh")
    assert "Cây quản lý ngày 20/11/2026" in text


def test_the_tree_of_another_day_and_of_the_other_kind(administrator: Person) -> None:
    record(administrator, "merge", MERGER)
    assert "don-vi/th-a" not in administrator.read(TREE)
    assert "don-vi/th-a" in administrator.read(f"{TREE}?ngay=2026-09-30")
    assert "don-vi/th-a" in administrator.read(f"{TREE}?ngay=30/9/2026")
    assert "Cây chuyên môn" in words(administrator.read(f"{TREE}?theo=professional"))
    assert administrator.see(f"{TREE}?theo=khac").status_code == 404
    assert administrator.see(f"{TREE}?ngay=hom-qua").status_code == 404


@pytest.mark.parametrize("sought", ["tieu hoc an binh", "TIỂU HỌC An Bình", "binh an hoc", "th-a"])
def test_units_are_found_without_marks(administrator: Person, sought: str) -> None:
    text = words(administrator.read(f"{TREE}?tim={sought}"))
    assert "Trường Tiểu học An Bình th-a" in text
    assert "Chi Lăng" not in text


def test_a_unit_is_found_by_the_name_it_had(administrator: Person) -> None:
    record(administrator, "rename", RENAMING)
    text = words(administrator.read(f"{TREE}?tim=tieu hoc an binh"))
    assert "Trường Tiểu học Kim Đồng" in text
    assert "Tên khác: Trường Tiểu học An Bình" in text


def test_a_search_that_finds_nothing_says_so(administrator: Person) -> None:
    assert "Không có đơn vị nào mang tên" in words(administrator.read(f"{TREE}?tim=zzz"))


@pytest.mark.parametrize(
    ("kind", "fields", "sentences"),
    [
        (
            "create",
            {
                "unit": "mn-a",
                "name": "Trường Mầm non An Bình",
                "unit_kind": "truong_mam_non",
                "level": "mam_non",
                "management": "xa-a",
                "professional": "so",
            },
            [
                "Lập đơn vị mới “Trường Mầm non An Bình” (mã mn-a), từ 01/10/2026.",
                "Trực thuộc “Ủy ban nhân dân xã An Bình” (quản lý) từ 01/10/2026: “Trường Mầm non An Bình”.",
            ],
        ),
        (
            "rename",
            RENAMING,
            ["Đổi tên “Trường Tiểu học An Bình” thành “Trường Tiểu học Kim Đồng”, từ 01/10/2026."],
        ),
        (
            "move",
            {"unit": "th-a", "management": "xa-b", "professional": ""},
            ["Trực thuộc “Ủy ban nhân dân xã Bình Minh” (quản lý) từ 01/10/2026: “Trường Tiểu học An Bình”."],
        ),
        (
            "merge",
            MERGER,
            [
                "“Trường Tiểu học An Bình” ngừng hoạt động từ 01/10/2026",
                "“Trường Tiểu học Bình Minh” tiếp nhận",
                "1 mã đã in (PTHA0001) vẫn dùng được",
                "phiếu từ 01/10/2026 tính cho “Trường Tiểu học Bình Minh”",
            ],
        ),
        (
            "split",
            {"unit": "th-a", "parts": "th-a2; Trường Tiểu học An Bình 2", "successor": ""},
            ["Lập đơn vị mới “Trường Tiểu học An Bình 2” (mã th-a2)", "(quản lý) từ 01/10/2026"],
        ),
        (
            "close",
            {"unit": "thpt-c", "successor": ""},
            ["“Trường THPT Chi Lăng” ngừng hoạt động từ 01/10/2026.", "(PTHPT001) báo đóng từ 01/10/2026."],
        ),
    ],
)
@pytest.mark.usefixtures("answering")
def test_a_preview_tells_what_would_change_and_changes_nothing(
    administrator: Person, served: Store, kind: str, fields: dict[str, str], sentences: list[str]
) -> None:
    before = served.db.execute("SELECT count(*) FROM unit_event").fetchone()
    filled = {"day": "2026-10-01", **DOCUMENT, **fields}
    answer = administrator.send(f"{TREE}/su-kien/{kind}", **filled, buoc="xem")
    text = words(answer.text)
    assert answer.status_code == 200
    assert [sentence for sentence in sentences if sentence not in text] == []
    assert "Chưa ghi gì" in text
    assert served.db.execute("SELECT count(*) FROM unit_event").fetchone() == before
    record(administrator, kind, filled)
    assert "12/QĐ-UBND ngày 15/09/2026: Về việc sắp xếp đơn vị" in words(administrator.read(TREE))


def test_history_tells_events_with_their_documents(administrator: Person) -> None:
    record(administrator, "rename", RENAMING)
    record(administrator, "merge", {**MERGER, "day": "2026-11-01"})
    text = words(administrator.read(f"{TREE}/don-vi/th-a"))
    assert "Hoạt động đến hết ngày 31/10/2026. Từ 01/11/2026, Trường Tiểu học Bình Minh tiếp nhận." in text
    assert "Trường Tiểu học Kim Đồng từ 01/10/2026 Trường Tiểu học An Bình từ trước đến 30/09/2026" in text
    assert "từ 01/10/2026 : Đổi tên thành “Trường Tiểu học Kim Đồng”." in text
    assert "từ 01/11/2026 : Sáp nhập vào “Trường Tiểu học Bình Minh”." in text
    assert "Nhận sáp nhập “Trường Tiểu học Kim Đồng”." in words(administrator.read(f"{TREE}/don-vi/th-b"))


@pytest.mark.parametrize(
    ("kind", "wrong", "sentence"),
    [
        ("rename", {**RENAMING, "name": ""}, "Hãy điền ô này."),
        ("rename", {**RENAMING, "name": "   "}, "Hãy điền ô này."),
        ("rename", {**RENAMING, "number": ""}, "Hãy điền ô này."),
        ("rename", {**RENAMING, "day": "hôm nay"}, "Hãy ghi ngày như 31/12/2026."),
        ("rename", {**RENAMING, "unit": "khong-co"}, "Không có đơn vị mã hay tên “khong-co”."),
        ("rename", {**RENAMING, "unit": "a b"}, "Không có đơn vị mã hay tên “a b”."),
        ("merge", {**MERGER, "result": "th-moi"}, "hãy điền tên của đơn vị mới"),
        ("rename", {**RENAMING, "day": "01/10/2062"}, "Ngày 01/10/2062 quá xa; hãy xem lại năm."),
        ("rename", {**RENAMING, "signed_on": "01/01/2050"}, "Ngày này chưa tới; hãy ghi ngày ký văn bản."),
        (
            "merge",
            {**MERGER, "result": "Trường mới", "name": "Trường mới"},
            "Mã “Trường mới” chỉ được gồm chữ",
        ),
        ("merge", {**MERGER, "name": "Trường mới"}, "Mã “th-b” là của “Trường Tiểu học Bình Minh”"),
        (
            "create",
            {
                "unit": "pgd",
                "name": "Phòng GD&ĐT",
                "unit_kind": "phong_gddt",
                "level": "",
                "management": "so",
            },
            "Không lập được: loại “Phòng Giáo dục và Đào tạo” chỉ có đến ngày 30/06/2025.",
        ),
        ("split", {"unit": "th-a", "parts": "a b; Trường", "successor": ""}, "Mã “a b” chỉ được gồm chữ"),
        ("split", {"unit": "th-a", "parts": "th-a2", "successor": ""}, "hãy ghi mã, dấu chấm phẩy, rồi tên"),
        ("close", {"unit": "xa-a", "successor": ""}, "còn 2 đơn vị trực thuộc"),
        ("move", {"unit": "th-a", "management": "xa-a", "professional": ""}, "chưa có gì để ghi"),
    ],
)
def test_a_wrong_event_is_told_at_the_top_and_what_was_typed_is_kept(
    administrator: Person, kind: str, wrong: dict[str, str], sentence: str
) -> None:
    filled = {"day": "2026-10-01", **DOCUMENT, **wrong}
    answer = administrator.send(f"{TREE}/su-kien/{kind}", **filled, buoc="ghi")
    assert answer.status_code == 422
    assert sentence in words(answer.text)
    assert "<title>Lỗi: " in answer.text
    assert 'value="12/QĐ-UBND"' in answer.text or not filled["number"]


@pytest.mark.parametrize(
    "typed",
    [
        {"units": "th-a, th-b", "result": "th-b"},
        {"units": "th-a; th-b;", "result": "trường tiểu học bình minh"},
        {
            "units": "Trường  Tiểu học An Bình\ntruong tieu hoc binh minh",
            "result": "Trường Tiểu học Bình Minh",
        },
    ],
)
def test_units_may_be_written_by_their_names(administrator: Person, typed: dict[str, str]) -> None:
    answer = administrator.send(
        f"{TREE}/su-kien/merge", **{**MERGER, **DOCUMENT, **typed, "day": "2026-10-01"}, buoc="xem"
    )
    assert (
        "“Trường Tiểu học An Bình” ngừng hoạt động từ 01/10/2026; “Trường Tiểu học Bình Minh” tiếp nhận"
        in (words(answer.text))
    )


def test_a_name_that_two_units_bear_asks_for_the_code(administrator: Person) -> None:
    record(administrator, "rename", {**RENAMING, "name": "Trường Tiểu học Bình Minh"})
    answer = administrator.send(
        f"{TREE}/su-kien/close", **DOCUMENT, day="02/10/2026", unit="Trường Tiểu học Bình Minh", buoc="xem"
    )
    assert "Nhiều đơn vị tên “Trường Tiểu học Bình Minh”: hãy ghi mã (th-a, th-b)." in words(answer.text)


def test_what_was_changed_after_the_preview_is_shown_before_it_is_recorded(
    administrator: Person, served: Store
) -> None:
    filled = {"day": "2026-10-01", **DOCUMENT, **RENAMING}
    shown = administrator.send(f"{TREE}/su-kien/rename", **filled, buoc="xem").text
    seen = re.findall('name="da-xem" value="([^"]+)"', shown)[0]
    other = {**filled, "name": "Trường Tiểu học Lê Văn Tám", "da-xem": seen}
    answer = administrator.send(f"{TREE}/su-kien/rename", **other, buoc="ghi")
    assert "Nội dung vừa đổi so với lần xem trước" in words(answer.text)
    assert served.db.execute("SELECT count(*) FROM unit_event").fetchone() == (0,)
    again = {**filled, "da-xem": seen}
    assert administrator.send(f"{TREE}/su-kien/rename", **again, buoc="ghi").status_code == 303


def test_a_preview_tells_what_the_day_means(administrator: Person) -> None:
    past = {"day": "2026-10-01", **DOCUMENT, **RENAMING}
    assert "Ngày hiệu lực đã qua" in words(
        administrator.send(f"{TREE}/su-kien/rename", **past, buoc="xem").text
    )
    ahead = {**past, "day": "01/10/2028"}
    text = words(administrator.send(f"{TREE}/su-kien/rename", **ahead, buoc="xem").text)
    assert "Ngày hiệu lực còn hơn một năm nữa: hãy xem lại năm." in text


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("rename", RENAMING),
        ("merge", MERGER),
        ("move", {"unit": "th-a", "management": "xa-b", "professional": ""}),
        ("create", {"unit": "mn-a", "name": "Trường Mầm non", "unit_kind": "truong_mam_non", "level": ""}),
        ("close", {"unit": "thpt-c", "successor": ""}),
    ],
)
def test_a_button_pressed_twice_records_once_and_says_so(
    administrator: Person, served: Store, kind: str, fields: dict[str, str]
) -> None:
    filled = {"day": "2026-10-01", **DOCUMENT, **fields}
    record(administrator, kind, filled)
    again = administrator.send(f"{TREE}/su-kien/{kind}", **filled, buoc="ghi")
    assert again.status_code == 303
    assert "Sự kiện này đã được ghi; không ghi lần nữa." in words(administrator.read(again.location))
    assert served.db.execute("SELECT count(*) FROM unit_event").fetchone() == (1,)


def test_an_event_without_the_token_of_its_form_is_refused(administrator: Person) -> None:
    answer = administrator.client.post(f"{TREE}/su-kien/rename", data={**RENAMING, "buoc": "ghi"})
    assert answer.status_code == 400


def test_an_unknown_event_or_unit_is_no_page(administrator: Person) -> None:
    assert administrator.see(f"{TREE}/su-kien/die").status_code == 404
    assert administrator.see(f"{TREE}/don-vi/khong-co").status_code == 404


@pytest.mark.usefixtures("quarter")
def test_a_code_printed_before_a_merger_counts_for_the_successor_from_its_day(
    app: Flask, administrator: Person, served: Store
) -> None:
    record(administrator, "merge", MERGER)
    running_in(app).settings.__dict__["min_fill_seconds"] = 0
    citizen = Visitor(app.test_client(), "/k/PTHA0001")
    assert "Trường Tiểu học Bình Minh" in citizen.open()
    assert citizen.answer().status_code == 303
    rows = served.db.execute(
        "SELECT unit, day, count(*) FROM response WHERE point = 'PTHA0001' GROUP BY unit, day ORDER BY day"
    ).fetchall()
    assert rows == [("th-a", "2026-05-04", 100), ("th-a", "2026-08-20", 100), ("th-b", "2026-11-20", 1)]
    points = words(administrator.read(f"{HOME}/diem-khao-sat"))
    assert "PTHA0001" in points
    assert "Trường Tiểu học An Bình" not in points


@pytest.mark.usefixtures("answering")
def test_the_code_of_a_unit_that_ended_without_a_successor_is_closed(
    app: Flask, administrator: Person
) -> None:
    closing = {"unit": "thpt-c", "successor": "", "day": "2026-11-20", **DOCUMENT}
    record(administrator, "close", closing)
    assert "Điểm khảo sát đang đóng" in app.test_client().get("/k/PTHPT001").text


@pytest.mark.usefixtures("quarter")
def test_a_period_is_rolled_up_by_its_own_tree_or_on_request_by_that_of_today(
    administrator: Person, reviewer: Person
) -> None:
    record(administrator, "merge", MERGER)
    page = f"{HOME}?ky=2026Q3&phieu=truong_hoc_tieu_hoc@1"
    own = words(reviewer.read(page))
    assert "Gộp theo cây tổ chức của kỳ (ngày 30/09/2026)." in own
    assert "Trường Tiểu học An Bình 100 100,0 %" in own
    assert "Trường Tiểu học Bình Minh 40 50,0 %" in own
    now = words(reviewer.read(f"{page}&cay=hom-nay"))
    assert "Gộp theo cây tổ chức hôm nay (ngày 20/11/2026)." in now
    assert "Trường Tiểu học An Bình" not in now
    # 100 of 100 at the one, 20 of 40 at the other: 120 of 140 together, now of one unit.
    assert re.search(r"85,7 % 7\d,\d % – 9\d,\d % · 140 phiếu", now)


@pytest.mark.usefixtures("answering")
def test_a_small_group_stays_apart_so_that_no_tree_tells_what_another_hides(
    answering: Answering, administrator: Person, reviewer: Person
) -> None:
    answering.say("PTHA0001", 2, 3)
    answering.say("PTHB0001", 5, 40)
    answering.say("PTHPT001", 5, 40)
    record(administrator, "merge", MERGER)
    page = f"{HOME}?ky=2026Q3&phieu=truong_hoc_tieu_hoc@1"
    own, now = (table(reviewer.read(page + tree)) for tree in ("", "&cay=hom-nay"))
    assert "Trường Tiểu học An Bình – ẩn" in own
    assert now == own


@pytest.mark.usefixtures("quarter")
def test_the_page_of_a_unit_that_has_ended_leads_to_its_successor(
    administrator: Person, reviewer: Person
) -> None:
    record(administrator, "merge", MERGER)
    assert reviewer.see(f"{HOME}/don-vi/th-a?ky=2026Q3").status_code == 200
    answer = reviewer.see(f"{HOME}/don-vi/th-a?ky=2026Q4")
    assert (answer.status_code, answer.location) == (302, f"{HOME}/don-vi/th-b?ky=2026Q4")


@pytest.mark.usefixtures("quarter")
def test_links_keep_the_tree_and_a_wrong_one_is_no_page(reviewer: Person) -> None:
    page = reviewer.read(f"{HOME}?ky=2026Q3&cay=hom-nay")
    assert re.search(r'href="/van-phong/tien-do\?ky=2026Q3&amp;cay=hom-nay"', page)
    assert re.search(r'href="/van-phong\?[^"]*ky=2026Q2[^"]*cay=hom-nay|cay=hom-nay[^"]*ky=2026Q2', page)
    assert reviewer.see(f"{HOME}?cay=ngay-mai").status_code == 404


def test_a_period_keeps_the_name_of_its_time(
    quarter: Answering, administrator: Person, reviewer: Person
) -> None:
    quarter.say("PTHA0001", 5, 30, date(2026, 11, 2))
    record(administrator, "rename", RENAMING)
    assert "Trường Tiểu học An Bình" in words(reviewer.read(f"{HOME}/don-vi/th-a?ky=2026Q3"))
    text = words(reviewer.read(f"{HOME}/don-vi/th-a?ky=2026Q4"))
    assert "Trường Tiểu học Kim Đồng" in text
    assert "Trường Tiểu học An Bình" not in text


def test_an_event_shows_at_once_in_figures_that_were_looked_at_before(
    quarter: Answering, administrator: Person, commune: Person
) -> None:
    quarter.say("PTHB0001", 5, 30, date(2026, 11, 2))
    page = f"{HOME}?ky=2026Q4"
    assert cards(commune.read(page)) == {}
    record(administrator, "move", {"unit": "th-b", "management": "xa-a", "day": "2026-11-01", **DOCUMENT})
    assert cards(commune.read(page))


def test_a_unit_that_has_ended_is_found_and_marked(administrator: Person) -> None:
    closing = {"unit": "thpt-c", "successor": "", "day": "2026-11-20", **DOCUMENT}
    record(administrator, "close", closing)
    assert "Không có đơn vị nào mang tên" not in words(administrator.read(f"{TREE}?tim=chi lang"))
    assert "ngừng hoạt động sau" in words(administrator.read(f"{TREE}?tim=chi lang"))


def test_a_name_typed_with_loose_marks_is_kept_composed(administrator: Person, served: Store) -> None:
    record(administrator, "rename", {**RENAMING, "name": " Tru\u031bo\u031b\u0300ng Kim "})
    assert units.get(served.db, "th-a").name == "Trường Kim"


def test_a_name_of_two_hundred_characters_is_shown_whole(administrator: Person) -> None:
    name = LONG[:200].strip()
    record(administrator, "rename", {**RENAMING, "name": name})
    assert name in words(administrator.read(TREE))
    assert name in words(administrator.read(f"{TREE}/don-vi/th-a"))
    too_long = {**RENAMING, "name": "T" * 301}
    assert "Dài quá 300" in words(administrator.send(f"{TREE}/su-kien/rename", **too_long).text)


@pytest.mark.parametrize("path", [TREE, f"{TREE}?tim=truong", f"{TREE}/don-vi/xa-a", f"{TREE}/su-kien/merge"])
def test_more_units_ask_the_store_no_more(administrator: Person, served: Store, path: str) -> None:
    before = asked(served, administrator, path)
    with served.write() as db:
        units.save(db, [Unit(f"t{n}", f"Trường {n}", "truong_thcs", "thcs") for n in range(60)])
        units.save_edges(db, [Edge(f"t{n}", "xa-a", MANAGEMENT) for n in range(60)])
    assert asked(served, administrator, path) == before
    assert before <= 15


def test_units_stand_in_vietnamese_order(administrator: Person, served: Store) -> None:
    names = ["Trường Ấm", "Trường An", "Trường Đồng", "Trường Dân", "Trường Ân", "Trường Ăn", "Trường Ông"]
    with served.write() as db:
        units.save(db, [Unit(f"t{n}", name, "truong_thcs", "thcs") for n, name in enumerate(names)])
        units.save_edges(db, [Edge(f"t{n}", "xa-b", MANAGEMENT) for n in range(len(names))])
    text = words(administrator.read(TREE))
    shown = sorted(names, key=text.index)
    assert shown == [
        "Trường An",
        "Trường Ăn",
        "Trường Ấm",
        "Trường Ân",
        "Trường Dân",
        "Trường Đồng",
        "Trường Ông",
    ]
    assert organisation.revision(served.db) == 0
