"""Lists of units stand in the order of a Vietnamese dictionary, whatever their codes."""

import re

from flask import Flask

from survey.store import points, units
from survey.store.connection import Store
from survey.store.points import Point
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
)


def test_every_list_of_units_is_in_vietnamese_order(app: Flask, store: Store, answering: Answering) -> None:
    with store.write() as db:
        for place, name in enumerate(reversed(NAMES)):
            code = f"t-{place:02}"
            units.save(db, [Unit(code, f"Trường {name}", "truong", "tieu_hoc")])
            units.save_edges(db, [Edge(code, "so", MANAGEMENT)])
            points.add(db, Point(f"P{place:07}", code, "class", "Lớp", PRIMARY, "full", "open", "2026-01-01"))
    for place in range(len(NAMES)):
        answering.say(f"P{place:07}", 5, 12)
    person = Person(app.test_client()).sign_in("quan-tri")
    told = re.compile("Trường (" + "|".join(NAMES) + ")(?! [0-9])")
    for page, before in PAGES:
        # What a list says again in a picture, an event or a title comes after its lines.
        found = [match[1] for match in told.finditer(person.read(HOME + page).partition(before)[2])]
        assert tuple(dict.fromkeys(found)) == NAMES, page
