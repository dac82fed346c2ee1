"""Administrative procedures (TTHC): codes, validity, what replaced them, and which are offered at a point."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from survey.alphabet import order
from survey.store.schema import FIRST_DAY, LAST_DAY, POINT_PROCEDURE, PROCEDURE


@dataclass(frozen=True)
class Procedure:
    code: str
    name: str
    level: str = ""
    authority: str = ""
    valid_from: str = FIRST_DAY
    valid_to: str = LAST_DAY
    source: str = ""

    def valid(self, day: date) -> bool:
        return self.valid_from <= day.isoformat() <= self.valid_to


Successors = Mapping[str, tuple[str, ...]]

_COLUMNS = "code, name, level, authority, valid_from, valid_to, source"


def save(db: Database, procedures: Iterable[Procedure]) -> None:
    db.table(PROCEDURE).upsert_all((vars(procedure) for procedure in procedures), pk="code")


def every(db: Database) -> list[Procedure]:
    """In Vietnamese order of their names."""
    found = [Procedure(*row) for row in db.execute(f"SELECT {_COLUMNS} FROM procedure")]
    return sorted(found, key=lambda procedure: (order(procedure.name), procedure.code))


def exists(db: Database, code: str) -> bool:
    return bool(db.execute("SELECT EXISTS (SELECT 1 FROM procedure WHERE code = ?)", [code]).fetchone()[0])


def link(db: Database, links: Iterable[tuple[str, str]]) -> None:
    """Old code, new code: what came in the place of a procedure; several of either are possible."""
    db.conn.executemany("INSERT OR IGNORE INTO procedure_successor (old, new) VALUES (?, ?)", list(links))


def successors(db: Database) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for old, new in db.execute("SELECT old, new FROM procedure_successor ORDER BY old, new"):
        found[old] = (*found.get(old, ()), new)
    return found


def choose(db: Database, point: str, codes: Iterable[str]) -> None:
    """These are offered at the point; none means everything of the unit's level, as without a choice."""
    db.execute("DELETE FROM point_procedure WHERE point = ?", [point])
    db.table(POINT_PROCEDURE).insert_all({"point": point, "procedure": code} for code in codes)


def chosen(db: Database, point: str) -> frozenset[str]:
    rows = db.execute("SELECT procedure FROM point_procedure WHERE point = ?", [point])
    return frozenset(row[0] for row in rows)


def chosen_counts(db: Database) -> dict[str, int]:
    """How many were chosen, by point; a point without a choice is left out."""
    return dict(db.execute("SELECT point, count(*) FROM point_procedure GROUP BY point").fetchall())


def offered(db: Database, levels: Iterable[str], day: date) -> list[Procedure]:
    """Procedures valid on that day that are handled at one of these levels (xa, truong, tinh, …)."""
    wanted = set(levels)
    return [p for p in every(db) if p.valid(day) and wanted & set(p.level.split("|"))]


def offered_at(db: Database, point: str, levels: Iterable[str], day: date) -> list[Procedure]:
    """What a person can have come to the point for: what the office chose, else all of the levels.

    A chosen procedure that is valid no more stands for what replaced it.
    """
    codes = chosen(db, point)
    if not codes:
        return offered(db, levels, day)
    known, links = {procedure.code: procedure for procedure in every(db)}, successors(db)
    now = {new for code in codes for new in current(code, known, links, day)}
    return [procedure for code, procedure in known.items() if code in now]


def current(code: str, known: Mapping[str, Procedure], links: Successors, day: date) -> set[str]:
    """The procedure itself while it is valid, else the valid ones that it led to."""
    found, waiting, seen = set[str](), [code], set[str]()
    while waiting:
        one = waiting.pop()
        if one in seen or one not in known:
            continue
        seen.add(one)
        if known[one].valid(day):
            found.add(one)
        else:
            waiting.extend(links.get(one, ()))
    return found
