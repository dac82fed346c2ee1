"""Units and the two trees they hang in; edges have dates, so a past day shows the tree of that day."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from survey.store.errors import NotFound
from survey.store.schema import FIRST_DAY, IN_LIST, LAST_DAY, UNIT, UNIT_EDGE

MANAGEMENT = "management"
PROFESSIONAL = "professional"


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


_COLUMNS = "code, name, kind, level, address, valid_from, valid_to"


def save(db: Database, units: Iterable[Unit]) -> None:
    db.table(UNIT).upsert_all((vars(unit) for unit in units), pk="code")


def save_edges(db: Database, edges: Iterable[Edge]) -> None:
    db.table(UNIT_EDGE).upsert_all((vars(edge) for edge in edges), pk=("child", "tree", "valid_from"))


def get(db: Database, code: str) -> Unit:
    row = db.execute(f"SELECT {_COLUMNS} FROM unit WHERE code = ?", [code]).fetchone()
    if row is None:
        raise NotFound(f"Không có đơn vị mã “{code}”.")
    return Unit(*row)


def every(db: Database) -> list[Unit]:
    return [Unit(*row) for row in db.execute(f"SELECT {_COLUMNS} FROM unit ORDER BY code")]


def codes(db: Database) -> list[str]:
    return [row[0] for row in db.execute("SELECT code FROM unit ORDER BY code")]


def some(db: Database, codes: Sequence[str]) -> list[Unit]:
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM unit WHERE code {IN_LIST} ORDER BY code", [json.dumps(list(codes))]
    )
    return [Unit(*row) for row in rows]


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
