"""No page about collecting asks the database once a row."""

from dataclasses import replace

import pytest
from flask import Flask

from survey.running import running_in
from survey.store import campaigns, codes, paper, points, units
from survey.store.campaigns import Campaign, Part
from survey.store.connection import Store
from survey.store.points import Point
from survey.store.units import MANAGEMENT, Edge, Unit
from tests.office.answering import PRIMARY, Answering
from tests.office.counting import queries
from tests.office.person import HOME, Person

PAGES = (
    "/dot-khao-sat",
    "/dot-khao-sat/dot-0",
    "/dot-khao-sat/dot-0/loi-nhac/t-0",
    "/dot-khao-sat/moi",
    "/to-ma-lop",
    "/phieu-giay",
    "/nhap-tep",
    "/xem-lai?ky=2026Q4",
    "/xem-lai/t-0?ky=2026Q4",
)
BATCH = codes.Batch("t-0", "P0000000", f"{PRIMARY}@1", 3, "2026-11-01", "2026-12-31", "Lớp 1A")
KEY = "5e" * 32


def more(store: Store, answering: Answering, first: int, last: int) -> None:
    """Units, points, campaigns, batches of slips and of paper, and answers, each from first to last."""
    numbers = range(first, last)
    with store.write() as db:
        units.save(db, [Unit(f"t-{n}", f"Trường số {n}", "truong", "tieu_hoc") for n in numbers])
        units.save_edges(db, [Edge(f"t-{n}", "so", MANAGEMENT) for n in numbers])
        for n in numbers:
            code = f"P{n:07}"
            points.add(db, Point(code, f"t-{n}", "class", "Lớp", PRIMARY, "full", "open", "2026-01-01"))
            codes.issue(db, KEY, replace(BATCH, unit=f"t-{n}", point=code, id=f"{n:08x}"))
            paper.add(db, paper.Batch(f"L{n}", code, f"{PRIMARY}@1", "full", "x", 10, "2026-11-01"))
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
    answering.say("P0000000", 5, last)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_as_little_of_forty_as_of_three(
    app: Flask, store: Store, answering: Answering, page: str
) -> None:
    person = Person(app.test_client()).sign_in("quan-tri")
    asked = []
    for first, last in ((0, 3), (3, 40)):
        more(store, answering, first, last)
        person.read(HOME + page)
        with queries(running_in(app).store) as seen:
            person.read(HOME + page)
        asked.append(len([one for one in seen if not one.startswith("PRAGMA")]))
    assert 0 < asked[0] == asked[1] < 30
