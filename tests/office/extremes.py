"""Two offices that try the pages: one that has just been set up, and one in which every name is long."""

from dataclasses import replace
from datetime import date
from random import Random

from survey import actions, installation, period, system_keys
from survey.closing import closed
from survey.organisation import recording
from survey.organisation.changes import Plan as Change
from survey.settings import Settings
from survey.store import (
    accounts,
    campaigns,
    codes,
    decisions,
    organisation,
    paper,
    points,
    populations,
    procedures,
    responses,
    targets,
    units,
)
from survey.store.accounts import Account
from survey.store.actions import Event, Plan, Step
from survey.store.campaigns import Campaign, Part
from survey.store.connection import Store
from survey.store.decisions import Reason
from survey.store.organisation import Document
from survey.store.populations import Kind, Population
from survey.store.procedures import Procedure
from tests.office.answering import POINTS, PRIMARY, TARGETS, Answering
from tests.office.conftest import EDGES, PEOPLE, UNITS

LONG = 200
WORDS = "Trường phổ thông dân tộc bán trú tiểu học và trung học cơ sở Đường Ươm Mầm "
NO_SPACE = "Nghiêngngửađườngtrường"
WHO, TOP = "quan-tri", "so"
SECOND, THIRD = period.parse("2026Q2"), period.parse("2026Q3")
FORM = f"{PRIMARY}@1"
KEY = "5e" * 32


def words(of: str) -> str:
    """A name of 200 letters that begins with `of`."""
    return f"{of} {WORDS * 3}"[:LONG].strip().ljust(LONG, "ẫ")


def one_word(of: str) -> str:
    """The same without a space in it."""
    return f"{of.replace(' ', '')}{NO_SPACE * 10}"[:LONG]


def long(of: str, place: int) -> str:
    return one_word(of) if place % 2 else words(of)


def new_office(settings: Settings, digest: str) -> None:
    """What “sipas init” makes, the one unit that somebody must be of to sign in, a person of each role."""
    store = installation.make(settings)
    with store.write() as db:
        units.save(db, [UNITS[0]])
        for name, role, _ in PEOPLE:
            accounts.add(db, Account(name, f"Người dùng {name}", role, TOP, digest, 1, "2026-11-20"))
    store.close()


def long_office(settings: Settings, digest: str) -> None:
    """The small office with two closed quarters and all that an office keeps, under names of 200 letters."""
    store = installation.make(settings)
    with store.write() as db:
        units.save(
            db,
            [replace(unit, name=long(unit.name, n), address=words("Số 1")) for n, unit in enumerate(UNITS)],
        )
        units.save_edges(db, EDGES)
        for n, (name, role, unit) in enumerate(PEOPLE):
            accounts.add(db, Account(name, long("Nguyễn", n), role, unit, digest, 1, "2026-01-01"))
        for n, point in enumerate(POINTS):
            points.add(db, replace(point, name=long(point.name, n)))
        targets.save(db, [replace(target, document=long("Kế hoạch", n)) for n, target in enumerate(TARGETS)])
        procedures.save(db, [Procedure(f"9.{n:06}", long("Ơn", n), "truong|xa") for n in range(4)])
        count = [
            Population(unit.code, Kind.STUDENTS, "2026-07-01", "2026-09-30", 30, words("Báo cáo"))
            for unit in UNITS
        ]
        populations.save(db, count)
    _answer(store)
    _rename(store)
    _collect(store)
    _mend(store)
    for label in (SECOND, THIRD):
        closed.close(store, TOP, label, WHO)
    store.close()


def _answer(store: Store) -> None:
    told = Answering(store, Random(20261121))
    for code, score, people in (
        ("PTHA0001", 5, 40),
        ("PTHB0001", 2, 40),
        ("PTHPT001", 4, 30),
        ("QUAYA001", 3, 25),
    ):
        for day in (date(2026, 5, 4), date(2026, 8, 20), date(2026, 11, 3)):
            told.say(code, score, people, day)


def _rename(store: Store) -> None:
    document = Document("12/QĐ-UBND", "2026-11-01", one_word("Về"))
    named = {"th-b": words("Trường Ấp Bắc")}
    recording.record(
        store, Change(organisation.Kind.RENAME, date(2026, 11, 2), document, ("th-b",), names=named), WHO
    )


def _collect(store: Store) -> None:
    with store.write() as db:
        for n in range(2):
            made = Campaign(
                f"dot-{n}",
                long("Đợt", n),
                TOP,
                FORM,
                "2026-11-01",
                "2026-12-31",
                "margin",
                0.05,
                "2026-11-01",
            )
            campaigns.save(db, made, [Part("th-a", 500, ("PTHA0001",)), Part("th-b", 0, ("PTHB0001",))])
            paper.add(
                db, paper.Batch(f"LOGIAY{n}X", "PTHA0001", FORM, "full", long("Lô", n), 10, "2026-11-01")
            )
            codes.issue(
                db,
                KEY,
                codes.Batch(
                    "th-a", "PTHA0001", FORM, 3, "2026-11-01", "2026-12-31", long("Lớp", n)[:60], f"{n:08x}"
                ),
            )
            system_keys.issue(db, long("Cổng", n), TOP, date(2027, 1, 31), WHO)
        first = next(one for one in responses.every(db) if one.unit == "th-a")
        decisions.set_aside(db, [first.token], Reason.OTHER, one_word("Vì"), WHO, date(2026, 11, 4))


def _mend(store: Store) -> None:
    day, due = date(2026, 9, 1), date(2026, 10, 1)
    for n, unit in enumerate(("th-a", "th-b")):
        what, product, lead, partners = (long(of, n) for of in ("Thêm ghế", "Ghế", "Phòng", "Đoàn"))
        plan = Plan(unit, what, product, lead, partners, long("Số", n), PRIMARY, "", "quarter", "2026Q2")
        number = actions.give(store, plan, Step(Event.PLANNED, day, "", due, True, WHO, day))
        if n:
            actions.record(store, number, Step(Event.DONE, day, one_word("Xong"), due, True, WHO, day))
