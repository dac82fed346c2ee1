"""Lists of units stand in the order of a Vietnamese dictionary, whatever their codes."""

import re

import pytest
from flask import Flask

from survey.store import accounts, campaigns, paper, points, procedures, units
from survey.store.accounts import UNIT, Account
from survey.store.campaigns import Campaign, Part
from survey.store.connection import Store
from survey.store.points import Point
from survey.store.procedures import Procedure
from survey.store.units import MANAGEMENT, Edge, Unit
from tests.office.answering import PRIMARY, Answering
from tests.office.person import HOME, Person

# By code the order is the opposite one, by Unicode a third.
NAMES = (
    "Ánh Dương",
    "Ăn Thới",
    "Ấp Bắc",
    "Cát Mẫu 2",
    "Cát Mẫu 10",
    "Dốc Lết",
    "Đại Lộc",
    "Ê-đê",
    "Ôn Lương",
    "Ơn Đức",
    "Ưng Hòa",
)
MAIN = "<main"
# The page, and what stands before its list.
PAGES = (
    ("?ky=2026Q3", "Bảng: Đơn vị"),
    ("/tien-do?ky=2026Q4", MAIN),
    ("/diem-khao-sat", MAIN),
    ("/to-ma-lop", MAIN),
    ("/phieu-giay", MAIN),
    ("/nhap-tep", MAIN),
    ("/xem-lai", MAIN),
    (f"/dot-khao-sat/moi?phieu={PRIMARY}@1", MAIN),
    ("/quy-mo", MAIN),
    ("/to-chuc", MAIN),
    ("/dot-khao-sat/dot/sua", MAIN),
    ("/viec/moi", MAIN),
    ("/nguoi-dung/moi", MAIN),
    ("/nguoi-dung/truong-a", MAIN),
    ("/he-thong", MAIN),
    ("/nhat-ky", MAIN),
    ("/dot-khao-sat/dot", "Từng đơn vị"),
)


# Long lists, and what a line of each is told by.
SEARCHED = (
    ("/tien-do?ky=2026Q4&phieu=truong_hoc_tieu_hoc&tim={}", "Trường Ánh Dương", "Trường Ăn Thới"),
    ("/diem-khao-sat?tim={}", "Trường Ánh Dương", "Trường Ăn Thới"),
    ("/to-chuc?tim={}", "Trường Ánh Dương", "Trường Ăn Thới"),
    ("/quy-mo?tim={}", "Trường Ánh Dương", "Trường Ăn Thới"),
    ("/nguoi-dung?tim={}", "Đỗ Ánh Dương", "Người dùng so"),
    ("/dot-khao-sat/dot?tim={}", "Trường Ánh Dương", "Trường Ăn Thới"),
    ("/phieu-giay?tim={}", "Lô giấy Ánh Dương", "Lô giấy Ấp Bắc"),
    ("/thu-tuc?tim={}", "Cấp lại ánh dương", "Ôn thi"),
)
NOT_THERE = "khong co dau"


@pytest.fixture
def many(store: Store, answering: Answering) -> None:
    del answering
    with store.write() as db:
        parts = []
        for place, name in enumerate(reversed(NAMES)):
            code = f"t-{place:02}"
            units.save(db, [Unit(code, f"Trường {name}", "truong", "tieu_hoc")])
            units.save_edges(db, [Edge(code, "so", MANAGEMENT)])
            points.add(db, Point(f"P{place:07}", code, "class", "Lớp", PRIMARY, "full", "open", "2026-01-01"))
            parts.append(Part(code, 100, (f"P{place:07}",)))
        days = ("2026-11-01", "2026-11-30")
        campaigns.save(
            db, Campaign("dot", "Đợt", "so", f"{PRIMARY}@1", *days, "margin", 0.05, days[0]), parts
        )
        for n, label in enumerate(("Lô giấy Ánh Dương", "Lô giấy Ấp Bắc")):
            paper.add(db, paper.Batch(f"L{n}", "PTHA0001", f"{PRIMARY}@1", "full", label, 10, days[0]))
        accounts.add(db, Account("do-ad", "Đỗ Ánh Dương", UNIT, "th-a", "", 1, "2026-01-01"))
        procedures.save(db, [Procedure("9.1", "Cấp lại ánh dương"), Procedure("9.2", "Ôn thi")])


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize(("page", "found", "left_out"), SEARCHED, ids=[page for page, _, _ in SEARCHED])
def test_a_long_list_is_searched_without_marks(
    administrator: Person, page: str, found: str, left_out: str
) -> None:
    def listed(sought: str) -> str:
        return administrator.read(HOME + page.format(sought)).partition('role="search"')[2]

    assert left_out in listed("")
    assert found in listed("duong anh")
    assert left_out not in listed("duong anh")
    none = listed(NOT_THERE)
    assert found not in none
    assert "Hãy thử ít chữ hơn" in none or "Không có đơn vị nào mang tên" in none
    assert f'value="{NOT_THERE}"' in none


@pytest.mark.usefixtures("many")
def test_every_list_of_units_is_in_vietnamese_order(app: Flask, answering: Answering) -> None:
    for place in range(len(NAMES)):
        answering.say(f"P{place:07}", 5, 12)
    person = Person(app.test_client()).sign_in("quan-tri")
    told = re.compile("Trường (" + "|".join(NAMES) + ")(?! [0-9])")
    for page, before in PAGES:
        # What a list says again in a picture, an event or a title comes after its lines.
        found = [match[1] for match in told.finditer(person.read(HOME + page).partition(before)[2])]
        assert tuple(dict.fromkeys(found)) == NAMES, page
