"""The demo office: a fictitious Sở with its units, points, people, and six quarters of synthetic answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from survey import passwords, period
from survey.closing import closed
from survey.demo import collecting, organisation, remedies
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
from survey.store.units import MANAGEMENT, PROFESSIONAL, Edge, Unit

SEED = 20221003
QUARTERS = 6
OFFICE_LOGIN = "so"
SCHOOL_FORMS = {
    "mam_non": "truong_hoc_mam_non",
    "tieu_hoc": "truong_hoc_tieu_hoc",
    "thcs": "truong_hoc_thcs",
    "thpt": "truong_hoc_thpt",
}
STUDENTS = "thpt"
COUNTER_FORM = "mot_cua_2026"
PROCEDURES = 6
FEW = 10
# Where people are this little pleased something is done about it.
WEAK = 0.9
COUNTER_KINDS = ("ttpvhcc_xa", "ttpvhcc_tinh", "diem_tiep_nhan", "chi_nhanh")
DISTRICT_KIND = "phong_gddt"
# The district level ended on 30/6/2025; its schools went to the communes the day after.
DISTRICT_END = date(2025, 6, 30)


@dataclass(frozen=True)
class Habit:
    """How pleased people are at a point now and how many answer a quarter.

    `drift` is the change from quarter to quarter, `latest` a sudden one in the last quarter.
    """

    satisfied: float
    people: int
    drift: float = 0.0
    latest: float = 0.0


# Dealt out in a shuffled order: points that clearly meet 95 %, that clearly do not, that cannot tell,
# one that fell, one too small to show, one too small to judge.
SCHOOL_HABITS = (
    Habit(0.992, 120),
    Habit(0.985, 90),
    Habit(0.955, 45),
    Habit(0.90, 55),
    Habit(0.965, 30),
    Habit(0.97, 70, latest=-0.08),
    Habit(0.87, 60, drift=0.012),
    Habit(0.93, 8),
    Habit(0.96, 3),
)
DESK_HABITS = (
    Habit(0.975, 30),
    Habit(0.94, 25),
    Habit(0.90, 40),
    Habit(0.985, 45),
    Habit(0.955, 20),
    Habit(0.93, 7),
    Habit(0.92, 35, drift=-0.01),
)
CENTRE_HABITS = (
    Habit(0.99, 130),
    Habit(0.93, 110, drift=0.008),
    Habit(0.88, 140),
    Habit(0.95, 90),
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
        for tree in (MANAGEMENT, PROFESSIONAL):
            units.save_edges(db, _former_edges(known, units.edges(db, tree, today)))
        placed = list(_placed(known, chance, today))
        for place in placed:
            points.add(db, place.point)
    _answer(store, placed, today, chance)
    organisation.count(store, [place.point for place in placed], today)
    organisation.happen(store, today)
    collecting.add(store, _top(known).code, today)
    remedies.add(store, [place.point for place in placed if place.habit.satisfied <= WEAK], today)
    tallies.fold(store)
    for quarter in period.run(period.of(today).previous(), QUARTERS):
        closed.close(store, _top(known).code, quarter, OFFICE_LOGIN)


def add_reviewer(store: Store, password: str, today: date) -> str:
    """The account that sees the whole office; returns its name. A later start gives it a new password."""
    hashed = passwords.hash(password)
    with store.write() as db:
        if any(account.name == OFFICE_LOGIN for account in accounts.every(db)):
            accounts.set_password(db, OFFICE_LOGIN, hashed)
            return OFFICE_LOGIN
        top = _top(units.every(db)).code
        made = today.isoformat()
        accounts.add(
            db, Account(OFFICE_LOGIN, "Người dùng thử", accounts.ADMINISTRATOR, top, hashed, 1, made)
        )
    return OFFICE_LOGIN


def _top(known: list[Unit]) -> Unit:
    return next(unit for unit in known if unit.kind == "so_gddt")


def _former_edges(known: list[Unit], now: list[Edge]) -> Iterator[Edge]:
    """Schools below a commune today were below the district office until it ended."""
    district = next(unit.code for unit in known if unit.kind == DISTRICT_KIND)
    schools = {unit.code for unit in known if unit.level in ("mam_non", "tieu_hoc", "thcs")}
    for edge in now:
        if edge.child in schools and edge.valid_from == FIRST_DAY:
            yield Edge(edge.child, district, edge.tree, FIRST_DAY, DISTRICT_END.isoformat())
            after = DISTRICT_END + timedelta(days=1)
            yield Edge(edge.child, edge.parent, edge.tree, after.isoformat(), edge.valid_to)


@dataclass(frozen=True)
class Placed:
    point: Point
    habit: Habit


def _placed(known: list[Unit], chance: np.random.Generator, today: date) -> Iterator[Placed]:
    schools, desks, centres = (_dealt(h, chance) for h in (SCHOOL_HABITS, DESK_HABITS, CENTRE_HABITS))

    def point(unit: Unit, kind: str, name: str, questionnaire: str, form: str = "short") -> Point:
        # From the seed: the demo has the same codes everywhere. Real ones come from `secrets`.
        code = "".join(chance.choice(list(points.CODE_ALPHABET), points.CODE_LENGTH))
        return Point(code, unit.code, kind, name, questionnaire, form, "open", today.isoformat())

    for unit in known:
        if unit.level == STUDENTS:
            yield Placed(point(unit, "class", "Học sinh", SCHOOL_FORMS[unit.level], "full"), next(schools))
        elif unit.level in SCHOOL_FORMS:
            yield Placed(point(unit, "class", "Cha mẹ học sinh", SCHOOL_FORMS[unit.level]), next(schools))
        if unit.level in SCHOOL_FORMS:
            yield Placed(point(unit, "counter", "Bộ phận tiếp nhận hồ sơ", COUNTER_FORM), next(desks))
        elif unit.kind in COUNTER_KINDS:
            yield Placed(point(unit, "counter", "Quầy Giáo dục và Đào tạo", COUNTER_FORM), next(centres))


def _dealt(habits: tuple[Habit, ...], chance: np.random.Generator) -> Iterator[Habit]:
    while True:
        yield from (habits[n] for n in chance.permutation(len(habits)))


def _answer(store: Store, placed: list[Placed], today: date, chance: np.random.Generator) -> None:
    quarters = period.run(period.of(today).previous(), QUARTERS)
    with store.write() as db:
        for place in placed:
            latest = questionnaires.latest_key(db, place.point.questionnaire)
            form = questionnaires.get(db, latest)
            since = units.get(db, place.point.unit).valid_from
            for age, quarter in enumerate(reversed(quarters)):
                if quarter.first.isoformat() < since:
                    continue
                visit = Visit(
                    place.point,
                    form,
                    quarter.first,
                    quarter.last,
                    people=_people(place.habit, chance),
                    satisfied=_satisfied(place.habit, age),
                    procedures=_handled(store, place.point),
                )
                for response in responses(visit, chance):
                    log.add(db, response)


def _people(habit: Habit, chance: np.random.Generator) -> int:
    return int(chance.poisson(habit.people)) if habit.people >= FEW else habit.people


def _satisfied(habit: Habit, age: int) -> float:
    """`age` counts quarters back from the last one."""
    return habit.satisfied - habit.drift * age + (habit.latest if age == 0 else 0.0)


def _handled(store: Store, point: Point) -> tuple[str, ...]:
    """The procedures of the demo, most wanted first; schools are asked about the school, not a procedure."""
    if point.questionnaire != COUNTER_FORM:
        return ()
    return tuple(p.code for p in procedures.every(store.db) if "truong" in p.level.split("|"))[:PROCEDURES]
