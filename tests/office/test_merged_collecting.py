"""Campaigns and batches of paper go on under the successor when their school is merged into another."""

import base64
import random
from datetime import date

import pytest
from flask import Flask

from survey.organisation.changes import Plan
from survey.organisation.recording import record
from survey.running import running_in
from survey.store import campaigns, points, populations, questionnaires, responses, tallies
from survey.store.campaigns import Campaign, Part
from survey.store.connection import Store
from survey.store.organisation import Document, Kind
from survey.store.populations import Population
from survey.store.responses import Response
from tests.office import test_paper
from tests.office.answering import PRIMARY, Answering
from tests.office.person import HOME, Person
from tests.office.test_campaigns import ASKED, CODE, NEW, PAGE
from tests.office.test_quarter import words

DOCUMENT = Document("12/QĐ-UBND", "2026-11-01", "Về việc sáp nhập")
MERGED = date(2026, 11, 10)
BEFORE, AFTER = date(2026, 11, 3), date(2026, 11, 12)

pytestmark = pytest.mark.usefixtures("answering")


@pytest.fixture
def served(app: Flask) -> Store:
    return running_in(app).store


def merge(store: Store, day: date = MERGED) -> None:
    record(store, Plan(Kind.MERGE, day, DOCUMENT, ("th-a", "th-b"), ("th-b",)), "quan-tri")


def answer(store: Store, point: str, day: date, people: int) -> None:
    """As the citizen's page stores it: in the name of the unit that answers for the point on the day."""
    chance = random.Random(f"{point} {day}")
    with store.write() as db:
        unit = points.units_by_day(db)(point, day.isoformat())
        form = questionnaires.get(db, f"{PRIMARY}@1")
        for _ in range(people):
            token = base64.urlsafe_b64encode(chance.randbytes(16)).decode().rstrip("=")
            said = "5" * len(form.questions)
            responses.add(db, Response(token, point, unit, form.key, "qr", day.isoformat(), "am", said))


def standing(store: Store, **part: int) -> list[tuple[str, int, int, int]]:
    """Unit, told people, answers, and points of a campaign of these units with so many people."""
    own = {"th-a": "PTHA0001", "th-b": "PTHB0001"}
    days = ("2026-11-01", "2026-11-30")
    made = Campaign("dot", "Đợt", "so", f"{PRIMARY}@1", *days, "margin", 0.05, "2026-11-01")
    listed = [Part(code.replace("_", "-"), n, (own[code.replace("_", "-")],)) for code, n in part.items()]
    with store.write() as db:
        campaigns.save(db, made, listed)
    tallies.fold(store)
    found = campaigns.standings(store.db, made, ["th-a", "th-b"], date(2026, 11, 20))
    return [(one.unit, one.population, one.n, one.points) for one in found]


def test_a_campaign_counts_by_its_points_before_and_after_a_merger(store: Store) -> None:
    answer(store, "PTHA0001", BEFORE, 10)
    answer(store, "PTHB0001", BEFORE, 4)
    merge(store)
    answer(store, "PTHA0001", AFTER, 7)
    assert standing(store, th_a=300, th_b=200) == [("th-b", 500, 21, 2)]
    assert standing(store, th_a=300) == [("th-b", 300, 17, 1)]
    assert standing(store, th_a=300, th_b=0) == [("th-b", 0, 21, 2)]


def test_a_campaign_of_a_school_that_ended_is_followed_and_changed_under_the_successor(
    reviewer: Person, served: Store, answering: Answering
) -> None:
    reviewer.send(NEW, **{**ASKED, "units": "Mã đơn vị;Số người\nth-a;1000\n"})
    answering.say("PTHA0001", 5, 10, BEFORE)
    merge(served)
    answer(served, "PTHA0001", AFTER, 7)
    assert ASKED["name"] in words(reviewer.read(f"{HOME}/dot-khao-sat"))
    assert "Trường Tiểu học Bình Minh 1 điểm · 1.000 người, ghi riêng cho đợt 17 278 286" in words(
        reviewer.read(PAGE)
    )
    assert "/k/PTHA0001" in reviewer.read(f"{PAGE}/loi-nhac/th-b")
    listed = "Mã đơn vị;Tên đơn vị;Số người;Mã điểm\nth-b;Trường Tiểu học Bình Minh;1000;PTHA0001\n"
    assert listed in reviewer.read(f"{PAGE}/sua")
    later = {**ASKED, "units": listed, "last": "15/12/2026"}
    assert reviewer.send(f"{PAGE}/sua", **later).status_code == 303
    assert campaigns.parts_of(served.db, CODE) == [Part("th-b", 1000, ("PTHA0001",))]


def test_the_people_of_a_school_that_merged_after_a_campaign_stay_with_it(
    reviewer: Person, served: Store
) -> None:
    year = (populations.Kind.STUDENTS, "2026-09-01", "2027-05-31")
    with served.write() as db:
        populations.save(db, [Population("th-a", *year, 600, ""), Population("th-b", *year, 400, "")])
    units = "Mã đơn vị\nth-a\nth-b\n"
    reviewer.send(NEW, **{**ASKED, "first": "01/10/2026", "last": "31/10/2026", "units": units})
    merge(served)
    assert "Trường Tiểu học Bình Minh 2 điểm · 1.000 người 0 278 286" in words(reviewer.read(PAGE))


def test_an_open_batch_of_paper_is_listed_for_the_successor(
    app: Flask, school: Person, served: Store
) -> None:
    batch = test_paper.make(school)
    merge(served)
    heir = Person(app.test_client()).sign_in("truong-b")
    assert f'{test_paper.PAGE}/{batch}"' in heir.read(test_paper.PAGE)
