"""What happened in the demo, and how many could have answered: synthetic, from fixed numbers."""

from collections.abc import Iterator, Sequence
from datetime import date

from survey import period
from survey.organisation.changes import Plan
from survey.organisation.recording import record
from survey.period import Calendar, Period
from survey.store import populations
from survey.store.audit import COMMAND_LINE
from survey.store.connection import Store
from survey.store.organisation import Document, Kind
from survey.store.points import Point
from survey.store.populations import Population

DOCUMENT = Document("00/QĐ-UBND", "2026-01-01", "Số liệu mẫu, không phải văn bản có thật")
SOURCE = "số liệu mẫu"
RENAMED = {"mn-an-mau-3": "Trường Mầm non Mây Hồng Mẫu"}
# What a counter and a school of the demo have in a quarter: enough for every number of forms it gets.
DOSSIERS, STUDENTS = (160, 420), (190, 560)
QUARTERS = 6


def happen(store: Store, today: date) -> None:
    """Since the quarter that runs a school has another name; the quarters before keep the old one."""
    first = period.of(today).first
    plan = Plan(Kind.RENAME, first, DOCUMENT, tuple(RENAMED), names=RENAMED)
    record(store, plan, COMMAND_LINE)


def count(store: Store, found: Sequence[Point], today: date) -> None:
    """Students of the school years, dossiers of the quarters that the demo has answers of."""
    with store.write() as db:
        populations.save(db, [one for point in found for one in _counts(point, today)])


def _counts(point: Point, today: date) -> Iterator[Population]:
    last = period.of(today)
    if point.kind == "class":
        year = period.of(last.last, Calendar.SCHOOL_YEAR)
        for shown in (year, year.previous(), year.previous().previous()):
            yield _population(point, populations.Kind.STUDENTS, shown, STUDENTS)
    else:
        for quarter in period.run(last, QUARTERS + 1):
            yield _population(point, populations.Kind.DOSSIERS, quarter, DOSSIERS)


def _population(point: Point, kind: populations.Kind, shown: Period, sizes: tuple[int, int]) -> Population:
    least, most = sizes
    # From the code of the point: the same in every demo, different from unit to unit.
    count = least + sum(map(ord, point.code)) % (most - least)
    return Population(point.unit, kind, shown.first.isoformat(), shown.last.isoformat(), count, SOURCE)
