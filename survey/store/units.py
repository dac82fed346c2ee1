"""Units and the two trees they hang in; edges have dates, so a past day shows the tree of that day."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from survey.clock import today
from survey.store.errors import NotFound
from survey.store.schema import FIRST_DAY, LAST_DAY, UNIT, UNIT_EDGE

MANAGEMENT = "management"
PROFESSIONAL = "professional"
TREES = (MANAGEMENT, PROFESSIONAL)


@dataclass(frozen=True)
class Unit:
    code: str
    name: str
    kind: str
    level: str = ""
    address: str = ""
    valid_from: str = FIRST_DAY
    valid_to: str = LAST_DAY


@dataclass(frozen=True)
class Edge:
    child: str
    parent: str
    tree: str
    valid_from: str = FIRST_DAY
    valid_to: str = LAST_DAY


# The name is the one of the day that is asked for: the last that was given by then, else the first of all.
_SELECT = (
    "SELECT code, coalesce((SELECT n.name FROM unit_name AS n WHERE n.unit = unit.code "
    "AND n.valid_from <= :day ORDER BY n.valid_from DESC LIMIT 1), name), "
    "kind, level, address, valid_from, valid_to FROM unit"
)


def save(db: Database, units: Iterable[Unit]) -> None:
    db.table(UNIT).upsert_all((vars(unit) for unit in units), pk="code")


def save_edges(db: Database, edges: Iterable[Edge]) -> None:
    db.table(UNIT_EDGE).upsert_all((vars(edge) for edge in edges), pk=("child", "tree", "valid_from"))


def get(db: Database, code: str, day: date | None = None) -> Unit:
    """The unit under its name of that day, of today when no day is given."""
    row = db.execute(f"{_SELECT} WHERE code = :code", {"day": _day(day), "code": code}).fetchone()
    if row is None:
        raise NotFound(f"Không có đơn vị mã “{code}”.")
    return Unit(*row)


def every(db: Database, day: date | None = None) -> list[Unit]:
    """All units there ever were, under their names of that day."""
    return [Unit(*row) for row in db.execute(f"{_SELECT} ORDER BY code", {"day": _day(day)})]


def codes(db: Database) -> list[str]:
    return [row[0] for row in db.execute("SELECT code FROM unit ORDER BY code")]


def some(db: Database, codes: Sequence[str], day: date | None = None) -> list[Unit]:
    wanted = {"day": _day(day), "codes": json.dumps(list(codes))}
    rows = db.execute(f"{_SELECT} WHERE code IN (SELECT value FROM json_each(:codes)) ORDER BY code", wanted)
    return [Unit(*row) for row in rows]


def first_names(db: Database) -> list[Unit]:
    """All units under the names they were founded with."""
    columns = "code, name, kind, level, address, valid_from, valid_to"
    return [Unit(*row) for row in db.execute(f"SELECT {columns} FROM unit ORDER BY code")]


def edges(db: Database, tree: str, day: date) -> list[Edge]:
    rows = db.execute(
        "SELECT child, parent, tree, valid_from, valid_to FROM unit_edge "
        "WHERE tree = ? AND ? BETWEEN valid_from AND valid_to ORDER BY parent, child",
        [tree, day.isoformat()],
    )
    return [Edge(*row) for row in rows]


def subtree(db: Database, root: str, day: date, tree: str | None = MANAGEMENT) -> list[str]:
    """Codes of the unit and of all below it on that day; without a tree, along the edges of either."""
    rows = db.execute(
        "WITH RECURSIVE below (code) AS (VALUES (:root) UNION SELECT e.child FROM unit_edge AS e JOIN below "
        "ON e.parent = below.code WHERE (:tree IS NULL OR e.tree = :tree) "
        "AND :day BETWEEN e.valid_from AND e.valid_to) SELECT code FROM below ORDER BY code",
        {"root": root, "tree": tree, "day": day.isoformat()},
    )
    return [row[0] for row in rows]


def _day(day: date | None) -> str:
    return (day or today()).isoformat()
