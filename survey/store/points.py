"""Service points: the counter, class, or web page that a printed code names."""

import json
import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlite_utils import Database

from survey.clock import today
from survey.store import organisation
from survey.store.errors import NotFound
from survey.store.schema import IN_LIST, SERVICE_POINT

# Crockford's base 32: no I, L, O, U beside 1 and 0; 8 characters carry 40 bits.
CODE_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 8
OPEN, CLOSED, REVOKED = "open", "closed", "revoked"
_TYPED = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


@dataclass(frozen=True)
class Point:
    code: str
    unit: str
    kind: str
    name: str
    questionnaire: str
    form: str
    state: str
    created_on: str


_COLUMNS = "code, unit, kind, name, questionnaire, form, state, created_on"


def new_code() -> str:
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def as_printed(typed: str) -> str:
    """What a person typed, as the code was printed: capitals, O read as 0, I and L as 1."""
    return typed.upper().translate(_TYPED)


def add(db: Database, point: Point) -> None:
    db.table(SERVICE_POINT).insert(vars(point))


def get(db: Database, code: str) -> Point:
    row = db.execute(f"SELECT {_COLUMNS} FROM service_point WHERE code = ?", [code]).fetchone()
    if row is None:
        raise NotFound(f"Không có điểm khảo sát mã “{code}”.")
    return _point(row)


def every(db: Database) -> list[Point]:
    return [_point(row) for row in db.execute(f"SELECT {_COLUMNS} FROM service_point ORDER BY unit, name")]


def of_units(db: Database, units: Sequence[str], day: date | None = None) -> list[Point]:
    """The points that count for these units on that day, today when none is given.

    A code printed before a merger names the old unit: here its point is one of the successor.
    """
    wanted = frozenset(units)
    former = organisation.successions(db).former(wanted, day or today())
    found = db.execute(
        f"SELECT {_COLUMNS} FROM service_point WHERE unit {IN_LIST} ORDER BY unit, name",
        [json.dumps([*wanted, *former])],
    )
    return [replace(p, unit=former[p.unit]) if p.unit in former else p for p in map(_point, found)]


def asked(db: Database, units: Collection[str], day: date) -> dict[str, tuple[str, ...]]:
    """By questionnaire, the units that had an open point of it on that day."""
    found: dict[str, set[str]] = {}
    for point in of_units(db, sorted(units), day):
        if point.state == OPEN and point.created_on <= day.isoformat():
            found.setdefault(point.questionnaire, set()).add(point.unit)
    return {form: tuple(sorted(found[form])) for form in sorted(found)}


def units_by_day(db: Database) -> Callable[[str, str], str]:
    """Tells the unit that answers for a point on a day: after a merger, the successor of its unit."""
    own, heirs = {point.code: point.unit for point in every(db)}, organisation.successions(db)
    return lambda point, day: heirs.acting(own[point], date.fromisoformat(day))


def set_state(db: Database, code: str, state: str) -> None:
    get(db, code)
    db.table(SERVICE_POINT).update(code, {"state": state})


def _point(row: tuple[Any, ...]) -> Point:
    return Point(*row)
