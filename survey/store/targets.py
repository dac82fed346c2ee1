"""Targets with the document that set them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from survey.store.schema import FIRST_DAY, LAST_DAY, TARGET


@dataclass(frozen=True)
class Target:
    """`value` in percent; `level` or `scope` empty = applies to all."""

    code: str
    indicator: str
    value: float
    document: str
    scope: str = ""
    level: str = ""
    valid_from: str = FIRST_DAY
    valid_to: str = LAST_DAY
    status: str = "verified"
    note: str = ""


_COLUMNS = "code, indicator, value, document, scope, level, valid_from, valid_to, status, note"


def save(db: Database, targets: Iterable[Target]) -> None:
    db.table(TARGET).upsert_all((vars(target) for target in targets), pk="code")


def every(db: Database) -> list[Target]:
    return [Target(*row) for row in db.execute(f"SELECT {_COLUMNS} FROM target ORDER BY code")]


def on(db: Database, day: date) -> list[Target]:
    return [target for target in every(db) if target.valid_from <= day.isoformat() <= target.valid_to]
