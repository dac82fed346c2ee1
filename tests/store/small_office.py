"""A small office in a real file: a Sở, a Phòng until 30/6/2025, a commune after it, a school, a counter."""

import secrets
from functools import cache
from pathlib import Path

from survey.places import folder
from survey.questionnaire import Questionnaire, parse
from survey.store import accounts, points, procedures, questionnaires, units
from survey.store.accounts import Account
from survey.store.connection import Store, create
from survey.store.points import Point
from survey.store.procedures import Procedure
from survey.store.responses import Response
from survey.store.units import MANAGEMENT, PROFESSIONAL, Edge, Unit

SO, PHONG, XA, SCHOOL, COUNTER = "SO", "PHONG", "XA", "TH01", "MC01"
LAST_OF_DISTRICTS, FIRST_OF_COMMUNES = "2025-06-30", "2025-07-01"

UNITS = (
    Unit(SO, "Sở Giáo dục và Đào tạo", "so"),
    Unit(PHONG, "Phòng Giáo dục và Đào tạo", "phong", valid_to=LAST_OF_DISTRICTS),
    Unit(XA, "Ủy ban nhân dân xã", "xa", valid_from=FIRST_OF_COMMUNES),
    Unit(SCHOOL, "Trường Tiểu học Số 1", "truong", "tieu_hoc"),
    Unit(COUNTER, "Bộ phận Một cửa", "mot_cua"),
)
EDGES = (
    Edge(PHONG, SO, MANAGEMENT, valid_to=LAST_OF_DISTRICTS),
    Edge(XA, SO, MANAGEMENT, FIRST_OF_COMMUNES),
    Edge(SCHOOL, PHONG, MANAGEMENT, valid_to=LAST_OF_DISTRICTS),
    Edge(SCHOOL, XA, MANAGEMENT, FIRST_OF_COMMUNES),
    Edge(SCHOOL, PHONG, PROFESSIONAL, valid_to=LAST_OF_DISTRICTS),
    Edge(SCHOOL, SO, PROFESSIONAL, FIRST_OF_COMMUNES),
    Edge(COUNTER, PHONG, MANAGEMENT, valid_to=LAST_OF_DISTRICTS),
    Edge(COUNTER, XA, MANAGEMENT, FIRST_OF_COMMUNES),
)
POINTS = (
    Point("CTR00001", COUNTER, "counter", "Quầy số 1", "mot_cua_2026", "short", "open", "2025-01-02"),
    Point("CLS00001", SCHOOL, "class", "Lớp 1A", "mot_cua_2026", "full", "open", "2025-01-02"),
)


def questionnaire_text() -> str:
    return (folder("data") / "questionnaires" / "mot_cua_2026.toml").read_text(encoding="utf-8")


@cache
def questionnaire() -> Questionnaire:
    return parse(questionnaire_text(), "mot_cua_2026.toml")


QUESTIONS = len(questionnaire().questions)


def build(path: Path) -> Store:
    """Create the database and fill in everything but answers."""
    store = create(path)
    with store.write() as db:
        units.save(db, UNITS)
        units.save_edges(db, EDGES)
        procedures.save(db, [Procedure("1.005144", "Chuyển trường đối với học sinh tiểu học", "xa|truong")])
        questionnaires.publish(db, questionnaire(), questionnaire_text(), "2025-01-02")
        for point in POINTS:
            points.add(db, point)
        accounts.add(db, Account("binh", "Bình", accounts.REVIEWER, SO, "hash", 1, "2025-01-02"))
    return store


def response(at: Point = POINTS[0], /, **changes: str) -> Response:
    """A form that a person filled in, with a token of its own."""
    said = {
        "token": secrets.token_urlsafe(16),
        "point": at.code,
        "unit": at.unit,
        "questionnaire": questionnaire().key,
        "channel": "qr",
        "day": "2026-01-14",
        "half": "am",
        "answers": "5" * QUESTIONS,
    }
    return Response(**(said | changes))
