"""A province for measurements: 2,000 schools, 300 people, 8 quarters, a million answers. From a seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from survey import installation, passwords
from survey.settings import Settings
from survey.store import accounts, campaigns, points, populations, questionnaires, responses, tallies, units
from survey.store.accounts import ADMINISTRATOR, UNIT, Account
from survey.store.campaigns import Campaign, Part
from survey.store.connection import Store
from survey.store.points import Point
from survey.store.populations import Kind, Population
from survey.store.responses import Response
from survey.store.units import MANAGEMENT, Edge, Unit

FORM = "truong_hoc_tieu_hoc"
LOGIN = "so"
CAMPAIGN = "lon"
# The campaign begins and ends in the middle of a half-month: both its ends are counted from the log.
DAYS = (date(2026, 10, 5), date(2026, 11, 25))
AT_ONCE = 500
FIRST, LAST = date(2025, 1, 1), date(2026, 12, 31)


@dataclass(frozen=True)
class Size:
    schools: int = 2_000
    answers: int = 1_000_000
    people: int = 300


def build(home: Path, size: Size, password: str) -> Store:
    store = installation.make(Settings(home=home, rate_limit=0))
    codes = [f"t-{number:04}" for number in range(size.schools)]
    with store.write() as db:
        units.save(db, [Unit("so", "Sở Giáo dục và Đào tạo Sông Mẫu", "so_gddt")])
        units.save(db, [Unit(code, f"Trường Tiểu học số {code}", "truong", "tieu_hoc") for code in codes])
        units.save_edges(db, [Edge(code, "so", MANAGEMENT) for code in codes])
        for code in codes:
            points.add(db, Point(point_of(code), code, "class", "Lớp", FORM, "full", "open", "2025-01-01"))
        first, last = map(str, DAYS)
        made = Campaign(CAMPAIGN, "Đợt lớn", "so", f"{FORM}@1", first, last, "margin", 0.05, first)
        campaigns.save(db, made, [Part(code, 0, (point_of(code),)) for code in codes])
        digest = passwords.hash(password)
        accounts.add(db, Account(LOGIN, "Người đo", ADMINISTRATOR, "so", digest, 1, "2025-01-01"))
        for number in range(size.people):
            accounts.add(
                db, Account(f"nguoi-{number}", f"Người {number}", UNIT, codes[number], "", 1, "2025-01-01")
            )
        populations.save(db, [_people(code, 100 + place) for place, code in enumerate(codes)])
        said = _answers(store, codes, size.answers)
        while several := list(islice(said, AT_ONCE)):
            responses.add_many(db, several)
    tallies.fold(store)
    return store


def _people(code: str, count: int) -> Population:
    return Population(code, Kind.STUDENTS, FIRST.isoformat(), LAST.isoformat(), count, "số liệu tổng hợp")


def point_of(code: str) -> str:
    return f"P{code[2:]:0>7}"


def _answers(store: Store, codes: list[str], count: int) -> Iterator[Response]:
    chance = random.Random(20261121)
    width = len(questionnaires.get(store.db, f"{FORM}@1").questions)
    said = ["".join(chance.choices("345", k=width - 1)) + "-" for _ in range(1_000)]
    days = [(FIRST + timedelta(days=n)).isoformat() for n in range((LAST - FIRST).days + 1)]
    for _ in range(count):
        unit = chance.choice(codes)
        token, day = chance.randbytes(16).hex(), chance.choice(days)
        yield Response(token, point_of(unit), unit, f"{FORM}@1", "qr", day, "am", chance.choice(said))
