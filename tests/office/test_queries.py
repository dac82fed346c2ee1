"""No page of the office asks the database once a row."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from flask import Flask

from survey import period
from survey.closing import closed
from survey.running import running_in
from survey.store import accounts, actions, campaigns, codes, paper, points, units
from survey.store.accounts import UNIT, Account
from survey.store.actions import Event, Plan, Step
from survey.store.campaigns import Campaign, Part
from survey.store.connection import Store
from survey.store.points import Point
from survey.store.units import MANAGEMENT, Edge, Unit
from tests.office.answering import PRIMARY, Answering
from tests.office.counting import queries
from tests.office.person import HOME, Person

PAGES = (
    "",
    "/don-vi/t-0",
    f"/cau-hoi/{PRIMARY}@1/A1",
    "/phan-tich",
    "/tien-do",
    "/diem-khao-sat",
    "/diem-khao-sat/moi",
    "/diem-khao-sat/P0000000/tinh-trang",
    "/thu-tuc",
    "/quy-mo",
    "/to-chuc",
    "/to-chuc?tim=truong so",
    "/to-chuc/to-chuc.xlsx",
    "/to-chuc/don-vi/so",
    "/to-chuc/su-kien/merge",
    "/nguoi-dung",
    "/nguoi-dung/moi",
    "/nguoi-dung/truong-a",
    "/nhat-ky",
    "/chot-ky",
    "/dot-khao-sat",
    "/dot-khao-sat/dot-0",
    "/dot-khao-sat/dot-0/loi-nhac/t-0",
    "/dot-khao-sat/dot-0/sua",
    "/dot-khao-sat/moi",
    "/to-ma-lop",
    "/to-ma-lop/in-lai/00000000",
    "/phieu-giay",
    "/phieu-giay/L0",
    "/phieu-giay/L0/nhap",
    "/nhap-tep",
    "/xem-lai",
    "/xem-lai/t-0",
    "/viec",
    "/viec/moi",
    "/viec/1",
)
# The overview reads most: counts and mergers of eight periods, of one's own units and of all beside them.
MOST = 180
BATCH = codes.Batch("t-0", "P0000000", f"{PRIMARY}@1", 3, "2026-11-01", "2026-12-31", "Lớp 1A")
KEY = "5e" * 32
GIVEN = Step(Event.PLANNED, date(2026, 6, 20), "", date(2026, 6, 30), False, "so", date(2026, 6, 20))


def more(store: Store, answering: Answering, first: int, last: int) -> None:
    """Units, points, campaigns, batches of slips and of paper, and answers, each from first to last."""
    numbers = range(first, last)
    with store.write() as db:
        units.save(db, [Unit(f"t-{n}", f"Trường số {n}", "truong", "tieu_hoc") for n in numbers])
        units.save_edges(db, [Edge(f"t-{n}", "so", MANAGEMENT) for n in numbers])
        for n in numbers:
            accounts.add(db, Account(f"truong-{n}", f"Trường {n}", UNIT, f"t-{n}", "", 1, "2026-01-01"))
        for n in numbers:
            code = f"P{n:07}"
            points.add(db, Point(code, f"t-{n}", "class", "Lớp", PRIMARY, "full", "open", "2026-01-01"))
            codes.issue(db, KEY, replace(BATCH, unit=f"t-{n}", point=code, id=f"{n:08x}"))
            paper.add(db, paper.Batch(f"L{n}", code, f"{PRIMARY}@1", "full", "x", 10, "2026-11-01"))
        for n in numbers:
            for event in (Event.DONE, Event.BEGUN):
                plan = Plan(f"t-{n}", "Thêm ghế", "ghế", "t", "", "", PRIMARY, "", "quarter", "2026Q2")
                number = actions.add(db, plan, GIVEN)
                actions.record(db, number, replace(GIVEN, event=event))
    with store.write() as db:
        for n in numbers:
            days = ("2026-11-01", "2026-11-30")
            made = Campaign(f"dot-{n}", f"Đợt {n}", "so", f"{PRIMARY}@1", *days, "margin", 0.05, days[0])
            campaigns.save(db, made, [Part(f"t-{m}", 500, (f"P{m:07}",)) for m in range(last)])
        if first:
            every = [Part(f"t-{m}", 500, (f"P{m:07}",)) for m in numbers]
            for part in every:
                db.execute("INSERT INTO campaign_unit VALUES ('dot-0', ?, 500)", [part.unit])
                db.execute("INSERT INTO campaign_point VALUES ('dot-0', ?)", list(part.points))
    for n in numbers:
        answering.say(f"P{n:07}", 5, 6)
        answering.say(f"P{n:07}", 4, 6, date(2026, 5, 4))


def asked(person: Person, store: Store, pages: Iterable[str]) -> dict[str, int]:
    """How many statements each page makes when it is read again."""
    found = {}
    for page in pages:
        assert person.see(HOME + page).status_code == 200, page
        with queries(store) as seen:
            person.see(HOME + page)
        found[page] = len([one for one in seen if not one.startswith("PRAGMA")])
    return found


def test_every_page_asks_as_little_of_forty_as_of_three(
    app: Flask, store: Store, answering: Answering
) -> None:
    person, served = Person(app.test_client()).sign_in("quan-tri"), running_in(app).store
    more(store, answering, 0, 3)
    few = asked(person, served, PAGES)
    more(store, answering, 3, 40)
    assert asked(person, served, PAGES) == few
    assert max(few.values()) < MOST


def test_the_pages_of_closings_ask_as_little_of_forty_units_as_of_three(
    app: Flask, store: Store, answering: Answering
) -> None:
    person, served, found = Person(app.test_client()).sign_in("quan-tri"), running_in(app).store, []
    for label, first, last in (("2026Q2", 0, 3), ("2026Q3", 3, 40)):
        more(store, answering, first, last)
        number = closed.close(store, "so", period.parse(label), "so").number
        counts = asked(person, served, ("/chot-ky", f"/chot-ky/{number}"))
        found.append(list(counts.values()))
    assert found[0] == found[1]
