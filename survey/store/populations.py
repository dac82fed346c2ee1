"""How many people could have answered: students enrolled, dossiers received, per unit and window of days."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from sqlite_utils import Database

from survey.store.schema import IN_LIST, POPULATION


class Kind(Enum):
    STUDENTS = "students"
    DOSSIERS = "dossiers"


@dataclass(frozen=True)
class Population:
    """`source` says who counted and where: a report, a system, a document."""

    unit: str
    kind: Kind
    first_day: str
    last_day: str
    count: int
    source: str = ""


_COLUMNS = "unit, kind, first_day, last_day, count, source"
_KEY = ("unit", "kind", "first_day", "last_day")


def save(db: Database, populations: Iterable[Population]) -> None:
    """A second count of the same window takes the place of the first."""
    rows = ({**vars(one), "kind": one.kind.value} for one in populations)
    db.table(POPULATION).upsert_all(rows, pk=_KEY)


def overlapping(db: Database, units: Sequence[str], first: date, last: date) -> list[Population]:
    """The counts of these units whose window shares a day with this one, in order of their windows."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM population WHERE first_day <= ? AND last_day >= ? AND unit {IN_LIST} "
        "ORDER BY first_day, last_day, unit, kind",
        [last.isoformat(), first.isoformat(), json.dumps(list(units))],
    )
    return [_population(row) for row in rows]


def every(db: Database) -> list[Population]:
    rows = db.execute(f"SELECT {_COLUMNS} FROM population ORDER BY unit, kind, first_day, last_day")
    return [_population(row) for row in rows]


def _population(row: tuple[str, str, str, str, int, str]) -> Population:
    unit, kind, first, last, count, source = row
    return Population(unit, Kind(kind), first, last, count, source)
