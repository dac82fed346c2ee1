"""What happened to units: events with their documents, and what follows from them day by day."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum
from zlib import crc32

from sqlite_utils import Database

from survey.store import units
from survey.store.schema import (
    IN_LIST,
    UNIT_EVENT_PART,
    UNIT_NAME,
    UNIT_SUCCESSOR,
)
from survey.store.units import Edge, Unit

ONE_DAY = timedelta(days=1)


class Kind(Enum):
    CREATE = "create"
    RENAME = "rename"
    MERGE = "merge"
    SPLIT = "split"
    MOVE = "move"
    CLOSE = "close"


class Role(Enum):
    """What a unit has to do with an event."""

    SUBJECT = "subject"
    RESULT = "result"
    SUCCESSOR = "successor"
    MANAGEMENT = units.MANAGEMENT
    PROFESSIONAL = units.PROFESSIONAL


@dataclass(frozen=True)
class Document:
    """The decision behind an event: its number, the day it was signed, what it is about."""

    number: str
    signed_on: str
    summary: str


@dataclass(frozen=True)
class Part:
    unit: str
    role: Role


@dataclass(frozen=True)
class Event:
    """`day` is the first on which the event counts; `id` is 0 until it is recorded."""

    kind: Kind
    day: date
    document: Document
    parts: tuple[Part, ...]
    id: int = 0

    def units(self, role: Role) -> tuple[str, ...]:
        return tuple(part.unit for part in self.parts if part.role is role)


@dataclass(frozen=True)
class Move:
    child: str
    tree: str
    parent: str


@dataclass(frozen=True)
class Changes:
    """What an event makes of the organisation from its day on; before that day nothing changes.

    successors  who answers for a unit that ends
    """

    founded: tuple[Unit, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    moves: tuple[Move, ...] = ()
    ended: tuple[str, ...] = ()
    successors: Mapping[str, str] = field(default_factory=dict)


class Successions(dict[str, tuple[str, str]]):
    """Unit → its successor, and the first day of that."""

    def acting(self, unit: str, day: date) -> str:
        """Who answers for the unit on that day: itself, or the successor of its successor."""
        told = day.isoformat()
        while unit in self and self[unit][1] <= told:
            unit = self[unit][0]
        return unit

    def former(self, acting: frozenset[str], day: date) -> dict[str, str]:
        """The units that these answer for on that day, with the one that does."""
        found = {unit: self.acting(unit, day) for unit in self}
        return {unit: other for unit, other in found.items() if unit != other and other in acting}

    def with_former(self, acting: Collection[str], day: date) -> list[str]:
        """These and the units that they answer for on that day: in whose names answers and papers lie."""
        return sorted({*acting, *self.former(frozenset(acting), day)})


def successions(db: Database) -> Successions:
    rows = db.execute("SELECT unit, successor, valid_from FROM unit_successor")
    return Successions({unit: (successor, day) for unit, successor, day in rows})


def roll_up(db: Database, root: str, first: date, last: date, tree: str | None = None) -> frozenset[str]:
    """The unit and all below it on the last day, with what ended since the first and left no successor."""
    found = frozenset(units.subtree(db, root, last, tree))
    if gone := gone_below(db, found, first, last, tree):
        return found | (gone - successions(db).keys())
    return found


def gone_below(
    db: Database, above: Collection[str], first: date, day: date, tree: str | None
) -> frozenset[str]:
    """Units that ended before the day, not before the first, and hung below one of these or of each other."""
    rows = db.execute(
        "WITH RECURSIVE gone (code, parent) AS (SELECT u.code, e.parent FROM unit AS u JOIN unit_edge AS e "
        "ON e.child = u.code AND e.valid_to = u.valid_to WHERE u.valid_to >= :first AND u.valid_to < :day "
        "AND (:tree IS NULL OR e.tree = :tree)), below (code) AS (SELECT value FROM json_each(:above) "
        "UNION SELECT gone.code FROM gone JOIN below ON gone.parent = below.code) SELECT code FROM below",
        {"first": first.isoformat(), "day": day.isoformat(), "tree": tree, "above": json.dumps(list(above))},
    )
    return frozenset(row[0] for row in rows) - frozenset(above)


def revision(db: Database) -> int:
    """Grows with every event: what was worked out from the trees before is worth nothing after."""
    return int(db.execute("SELECT coalesce(max(id), 0) FROM unit_event").fetchone()[0])


def state(db: Database) -> tuple[int, int]:
    """The revision, and another number when a unit's level was put right, which is no event."""
    levels = "SELECT group_concat(code || ' ' || level) FROM (SELECT * FROM unit ORDER BY code)"
    last, told = db.execute(f"SELECT coalesce(max(id), 0), ({levels}) FROM unit_event").fetchone()
    return last, crc32(str(told).encode())


def names(db: Database) -> dict[str, dict[str, str]]:
    """Per unit its names after the first, by the day from which they hold, in order."""
    found: dict[str, dict[str, str]] = {}
    for unit, day, name in db.execute("SELECT unit, valid_from, name FROM unit_name ORDER BY 1, 2"):
        found.setdefault(unit, {})[day] = name
    return found


def edges(db: Database) -> list[Edge]:
    """Every edge there ever was."""
    rows = db.execute("SELECT child, parent, tree, valid_from, valid_to FROM unit_edge ORDER BY 1, 3, 4")
    return [Edge(*row) for row in rows]


def events(db: Database, unit: str) -> list[Event]:
    """What happened to one unit, latest first."""
    rows = db.execute(
        f"{_EVENTS} WHERE id IN (SELECT event FROM unit_event_part WHERE unit = ?) "
        "ORDER BY day DESC, id DESC",
        [unit],
    ).fetchall()
    return _with_parts(db, rows)


def latest(db: Database, count: int) -> list[Event]:
    """The events recorded last."""
    return _with_parts(db, db.execute(f"{_EVENTS} ORDER BY id DESC LIMIT ?", [count]).fetchall())


def record(db: Database, event: Event, changes: Changes, recorded_on: date, recorded_by: str) -> int:
    """Store the event and what follows from it; returns its number."""
    units.save(db, changes.founded)
    document = event.document
    row = {
        "kind": event.kind.value,
        "day": event.day.isoformat(),
        "number": document.number,
        "signed_on": document.signed_on,
        "summary": document.summary,
        "recorded_on": recorded_on.isoformat(),
        "recorded_by": recorded_by,
    }
    number = int(db.execute(_INSERT, row).fetchone()[0])
    parts = ({"event": number, "unit": part.unit, "role": part.role.value} for part in event.parts)
    db.table(UNIT_EVENT_PART).insert_all(parts)
    _apply(db, changes, event.day)
    return number


def _apply(db: Database, changes: Changes, day: date) -> None:
    first, eve = day.isoformat(), (day - ONE_DAY).isoformat() if day > date.min else ""
    named = ({"unit": unit, "valid_from": first, "name": name} for unit, name in changes.names.items())
    # Recorded again for the same day, the later word counts.
    db.table(UNIT_NAME).upsert_all(named, pk=("unit", "valid_from"))
    founded = {unit.code for unit in changes.founded}
    hung = [(move.child, move.tree) for move in changes.moves if move.child not in founded]
    db.conn.executemany(
        "UPDATE unit_edge SET valid_to = ? WHERE child = ? AND tree = ? AND valid_from < ? AND valid_to >= ?",
        [(eve, child, tree, first, first) for child, tree in hung],
    )
    children = {unit.code: unit for unit in units.some(db, [move.child for move in changes.moves])}
    begun = {code: unit.valid_from if code in founded else first for code, unit in children.items()}
    units.save_edges(
        db,
        [Edge(m.child, m.parent, m.tree, begun[m.child], children[m.child].valid_to) for m in changes.moves],
    )
    ended = [(eve, unit, first) for unit in changes.ended]
    db.conn.executemany("UPDATE unit SET valid_to = ? WHERE code = ? AND valid_to >= ?", ended)
    db.conn.executemany("UPDATE unit_edge SET valid_to = ? WHERE child = ? AND valid_to >= ?", ended)
    heirs = ({"unit": u, "successor": s, "valid_from": first} for u, s in changes.successors.items())
    db.table(UNIT_SUCCESSOR).insert_all(heirs)


_INSERT = (
    "INSERT INTO unit_event (kind, day, number, signed_on, summary, recorded_on, recorded_by) "
    "VALUES (:kind, :day, :number, :signed_on, :summary, :recorded_on, :recorded_by) RETURNING id"
)
_EVENTS = "SELECT id, kind, day, number, signed_on, summary FROM unit_event"


def _with_parts(db: Database, rows: Sequence[tuple[int, str, str, str, str, str]]) -> list[Event]:
    parts: dict[int, list[Part]] = {}
    numbers = json.dumps([row[0] for row in rows])
    for event, unit, role in db.execute(
        f"SELECT event, unit, role FROM unit_event_part WHERE event {IN_LIST} ORDER BY event, unit", [numbers]
    ):
        parts.setdefault(event, []).append(Part(unit, Role(role)))
    return [
        Event(Kind(kind), date.fromisoformat(day), Document(*document), tuple(parts.get(number, ())), number)
        for number, kind, day, *document in rows
    ]
