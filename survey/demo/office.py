"""The demo office: a fictitious Sở with its units, points, people, and six quarters of synthetic answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from survey import passwords, period
from survey.demo.synthetic import Visit, responses
from survey.loading import targets as target_file
from survey.loading import units as unit_file
from survey.places import folder
from survey.store import accounts, points, procedures, questionnaires, settings, tallies, units
from survey.store import responses as log
from survey.store.accounts import Account
from survey.store.connection import Store
from survey.store.points import Point
from survey.store.schema import FIRST_DAY
from survey.store.units import MANAGEMENT, Edge, Unit

SEED = 20221003
QUARTERS = 6
OFFICE_LOGIN = "so"
SCHOOL_FORMS = {
    "mam_non": "truong_hoc_mam_non",
    "tieu_hoc": "truong_hoc_tieu_hoc",
    "thcs": "truong_hoc_thcs",
    "thpt": "truong_hoc_thpt",
}
COUNTER_FORM = "mot_cua_2026"
COUNTER_KINDS = ("ttpvhcc_xa", "ttpvhcc_tinh", "diem_tiep_nhan", "chi_nhanh")
DISTRICT_KIND = "phong_gddt"
# The district level ended on 30/6/2025; its schools went to the communes the day after.
DISTRICT_END = date(2025, 6, 30)


@dataclass(frozen=True)
class Habit:
    """How pleased people are at a unit, how many answer a quarter, and how it moves over time."""

    satisfied: float
    people: int
    drift: float = 0.0


# Dealt out in turn: units that clearly meet 95 %, that clearly do not, and that cannot tell.
HABITS = (
    Habit(0.985, 190),
    Habit(0.955, 70),
    Habit(0.90, 120),
    Habit(0.975, 110),
    Habit(0.94, 45),
    Habit(0.97, 60, drift=-0.012),
    Habit(0.99, 150),
    Habit(0.93, 8),
    Habit(0.87, 90, drift=0.01),
    Habit(0.96, 3),
)


def build(store: Store, today: date) -> None:
    """Fill an empty, initialised database."""
    sample = folder("data") / "sample"
    unit_file.load(store, sample / "demo_units.csv")
    target_file.load(store, sample / "demo_targets.csv")
    chance = np.random.default_rng(SEED)
    with store.write() as db:
        settings.put(db, settings.SYNTHETIC, "1")
        known = units.every(db)
        units.save_edges(db, _former_edges(known, units.edges(db, MANAGEMENT, today)))
        placed = [point for unit in known for point in _points(unit, chance, today)]
        for point in placed:
            points.add(db, point)
    _answer(store, placed, today, chance)
    tallies.fold(store)


def add_reviewer(store: Store, password: str, today: date) -> str:
    """The account that sees the whole office; returns its name. A later start gives it a new password."""
    hashed = passwords.hash(password)
    with store.write() as db:
        if any(account.name == OFFICE_LOGIN for account in accounts.every(db)):
            accounts.set_password(db, OFFICE_LOGIN, hashed)
            return OFFICE_LOGIN
        top = next(unit for unit in units.every(db) if unit.kind == "so_gddt")
        accounts.add(
            db,
            Account(
                OFFICE_LOGIN, "Người dùng thử", accounts.ADMINISTRATOR, top.code, hashed, 1, today.isoformat()
            ),
        )
    return OFFICE_LOGIN


def _former_edges(known: list[Unit], now: list[Edge]) -> Iterator[Edge]:
    """Schools below a commune today were below the district office until it ended."""
    district = next(unit.code for unit in known if unit.kind == DISTRICT_KIND)
    schools = {unit.code for unit in known if unit.level in ("mam_non", "tieu_hoc", "thcs")}
    for edge in now:
        if edge.child in schools and edge.valid_from == FIRST_DAY:
            yield Edge(edge.child, district, MANAGEMENT, FIRST_DAY, DISTRICT_END.isoformat())
            after = DISTRICT_END + timedelta(days=1)
            yield Edge(edge.child, edge.parent, MANAGEMENT, after.isoformat(), edge.valid_to)


def _points(unit: Unit, chance: np.random.Generator, today: date) -> Iterator[Point]:
    if unit.level in SCHOOL_FORMS:
        yield _point(
            unit,
            "class",
            "Cha mẹ học sinh" if unit.level != "thpt" else "Học sinh",
            SCHOOL_FORMS[unit.level],
            chance,
            today,
        )
        yield _point(unit, "counter", "Bộ phận tiếp nhận hồ sơ của trường", COUNTER_FORM, chance, today)
    elif unit.kind in COUNTER_KINDS:
        yield _point(unit, "counter", "Quầy Giáo dục và Đào tạo", COUNTER_FORM, chance, today)


def _point(unit: Unit, kind: str, name: str, form: str, chance: np.random.Generator, today: date) -> Point:
    # From the seed, so that the demo's codes are the same on every machine; real codes come from `secrets`.
    code = "".join(chance.choice(list(points.CODE_ALPHABET), points.CODE_LENGTH))
    return Point(code, unit.code, kind, name, form, "short", "open", today.isoformat())


def _answer(store: Store, placed: list[Point], today: date, chance: np.random.Generator) -> None:
    quarters = period.run(period.of(today).previous(), QUARTERS)
    offered = [p.code for p in procedures.every(store.db) if "truong" in p.level.split("|")][:6]
    with store.write() as db:
        for number, point in enumerate(placed):
            habit = HABITS[number % len(HABITS)]
            form = questionnaires.get(db, questionnaires.latest_key(db, point.questionnaire))
            for age, quarter in enumerate(reversed(quarters)):
                visit = Visit(
                    point,
                    form,
                    quarter.first,
                    quarter.last,
                    people=int(chance.poisson(habit.people)) if habit.people >= 10 else habit.people,
                    satisfied=min(0.995, max(0.6, habit.satisfied - habit.drift * age)),
                    procedures=tuple(offered) if point.questionnaire == COUNTER_FORM else (),
                )
                for response in responses(visit, chance):
                    log.add(db, response)
