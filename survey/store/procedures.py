"""Administrative procedures (TTHC) with their codes and the days from and to which they are valid."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from survey.store.schema import FIRST_DAY, LAST_DAY, PROCEDURE


@dataclass(frozen=True)
class Procedure:
    code: str
    name: str
    level: str = ""
    authority: str = ""
    valid_from: str = FIRST_DAY
    valid_to: str = LAST_DAY
    source: str = ""


_COLUMNS = "code, name, level, authority, valid_from, valid_to, source"


def save(db: Database, procedures: Iterable[Procedure]) -> None:
    db.table(PROCEDURE).upsert_all((vars(procedure) for procedure in procedures), pk="code")


def every(db: Database) -> list[Procedure]:
    return [Procedure(*row) for row in db.execute(f"SELECT {_COLUMNS} FROM procedure ORDER BY name")]


def exists(db: Database, code: str) -> bool:
    return bool(db.execute("SELECT EXISTS (SELECT 1 FROM procedure WHERE code = ?)", [code]).fetchone()[0])


def offered(db: Database, levels: Iterable[str], day: date) -> list[Procedure]:
    """Procedures valid on that day that are handled at one of these levels (xa, truong, tinh, …)."""
    wanted = set(levels)
    valid = [p for p in every(db) if p.valid_from <= day.isoformat() <= p.valid_to]
    return [procedure for procedure in valid if wanted & set(procedure.level.split("|"))]
