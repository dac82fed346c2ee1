"""Closed periods: a snapshot each, never edited; opened again only by two people, and kept all the same."""

import gzip
import hashlib
import json
import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from survey.store.errors import NotFound
from survey.store.schema import ADDENDUM, CLOSING, CLOSING_UNIT, DUE_DATE, IN_LIST, REOPENING

# The strongest packing takes five times as long for a tenth of the size.
QUICKER = 6
SPOILT = "Bản chốt số {} trong cơ sở dữ liệu đã bị sửa hoặc hỏng; hãy khôi phục từ bản sao lưu."
ASKED, CONFIRMED, TURNED_DOWN = "asked", "confirmed", "turned_down"


class NotAllowed(ValueError):
    """The period is already closed, or already open, or the same person asks and confirms."""


@dataclass(frozen=True)
class Closing:
    """`unit` is the one whose whole subtree was closed; first and last are days, both included."""

    number: int
    unit: str
    calendar: str
    period: str
    first: str
    last: str
    digest: str
    actor: str
    day: str


@dataclass(frozen=True)
class Step:
    """One step of a reopening, or an addendum (`event` empty, `digest` set)."""

    number: int
    event: str
    reason: str
    actor: str
    day: str
    digest: str = ""


@dataclass(frozen=True)
class DueDate:
    title: str
    calendar: str
    days_after: int
    document: str


_COLUMNS = "number, unit, calendar, period, first, last, digest, actor, day"
_IN_FORCE = "number NOT IN (SELECT closing FROM reopening WHERE event = 'confirmed')"


def pack(body: bytes) -> bytes:
    """A snapshot as it is kept; done before the lock is taken, for a large office needs a second for it."""
    return gzip.compress(body, QUICKER, mtime=0)


def add(db: Database, closing: Closing, units: Collection[str], packed: bytes) -> Closing:
    """Keep a closing under the next number; refused while one in force covers any of its units."""
    for found in in_force(db, closing.calendar, closing.period):
        if both := units_of(db, found.number) & set(units):
            raise NotAllowed(
                f"Kỳ này đã chốt ngày {date.fromisoformat(found.day):%d/%m/%Y} cho đơn vị {min(both)} (lần "
                f"{found.number}, {found.actor} chốt). Muốn chốt lại thì hai người phải mở lại lần ấy trước."
            )
    number = db.execute("SELECT coalesce(max(number), 0) + 1 FROM closing").fetchone()[0]
    kept = Closing(**{**vars(closing), "number": number})
    db.table(CLOSING).insert({**vars(kept), "body": packed})
    db.table(CLOSING_UNIT).insert_all({"closing": number, "unit": unit} for unit in sorted(units))
    return kept


def get(db: Database, number: int) -> Closing:
    row = db.execute(f"SELECT {_COLUMNS} FROM closing WHERE number = ?", [number]).fetchone()
    if row is None:
        raise NotFound(f"Không có lần chốt kỳ số {number}.")
    return Closing(*row)


def body(db: Database, number: int) -> bytes:
    row = db.execute("SELECT body FROM closing WHERE number = ?", [get(db, number).number]).fetchone()
    return _unpacked(row[0])


def broken(db: Database) -> Iterator[str]:
    """Closings that are not what their digest or the audit log says: a sentence each."""
    for number, digest, packed in db.execute("SELECT number, digest, body FROM closing ORDER BY number"):
        if hashlib.sha256(_unpacked(packed)).hexdigest() != digest:
            yield SPOILT.format(number)
    untold = (
        "SELECT number FROM closing WHERE digest NOT IN (SELECT detail FROM audit WHERE action = 'close')"
    )
    for (number,) in db.execute(f"{untold} ORDER BY number"):
        yield f"Nhật ký không ghi mã của bản chốt số {number}: bản chốt đã bị thay."


def _unpacked(packed: bytes) -> bytes:
    """What cannot be unpacked is handed on as it is: its digest tells that it is not what was closed."""
    try:
        return gzip.decompress(packed)
    except (OSError, EOFError, zlib.error):
        return packed


def units_of(db: Database, number: int) -> frozenset[str]:
    rows = db.execute("SELECT unit FROM closing_unit WHERE closing = ?", [number])
    return frozenset(row[0] for row in rows)


def units_of_each(db: Database, closings: Iterable[Closing]) -> dict[int, frozenset[str]]:
    """The units of many closings by number, read at once."""
    found: dict[int, set[str]] = {one.number: set() for one in closings}
    rows = db.execute(
        f"SELECT closing, unit FROM closing_unit WHERE closing {IN_LIST}", [json.dumps(list(found))]
    )
    for number, unit in rows:
        found[number].add(unit)
    return {number: frozenset(own) for number, own in found.items()}


def touching(db: Database, units: Collection[str]) -> list[Closing]:
    """Every closing that covers at least one of these units, the newest first."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM closing WHERE number IN "
        f"(SELECT closing FROM closing_unit WHERE unit {IN_LIST}) ORDER BY number DESC",
        [json.dumps(list(units))],
    )
    return [Closing(*row) for row in rows]


def of_office(db: Database, unit: str, calendar: str, period: str) -> list[Closing]:
    """Every closing of a period by this unit for itself and all below it, reopened ones too; newest first."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM closing WHERE unit = ? AND calendar = ? AND period = ? ORDER BY number DESC",
        [unit, calendar, period],
    )
    return [Closing(*row) for row in rows]


def in_force(db: Database, calendar: str, period: str) -> list[Closing]:
    """The closings of a period that were not opened again."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM closing WHERE calendar = ? AND period = ? AND {_IN_FORCE} ORDER BY number",
        [calendar, period],
    )
    return [Closing(*row) for row in rows]


def inside(db: Database, calendar: str, first: date, last: date) -> list[Closing]:
    """The closings in force of every period of a calendar that lies in these days."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM closing WHERE calendar = ? AND first >= ? AND last <= ? AND {_IN_FORCE} "
        "ORDER BY number",
        [calendar, first.isoformat(), last.isoformat()],
    )
    return [Closing(*row) for row in rows]


def published(db: Database, calendar: str) -> list[Closing]:
    """Every closing of a calendar in force, the latest period first."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM closing WHERE calendar = ? AND {_IN_FORCE} "
        "ORDER BY last DESC, first, number",
        [calendar],
    )
    return [Closing(*row) for row in rows]


def reopened(db: Database) -> frozenset[int]:
    return frozenset(row[0] for row in db.execute("SELECT closing FROM reopening WHERE event = 'confirmed'"))


def in_force_of(db: Database, units: Collection[str]) -> list[Closing]:
    """The closings of any period that cover at least one of these units and were not opened again."""
    again = reopened(db)
    return [one for one in touching(db, units) if one.number not in again]


def covering(db: Database, calendar: str, period: str, units: Collection[str]) -> Closing | None:
    """The closing in force that covers all of these units."""
    for found in in_force(db, calendar, period):
        if set(units) <= units_of(db, found.number):
            return found
    return None


def reopenings(db: Database, number: int) -> list[Step]:
    rows = db.execute(
        "SELECT number, event, reason, actor, day FROM reopening WHERE closing = ? ORDER BY number", [number]
    )
    return [Step(*row) for row in rows]


def reopen(db: Database, number: int, event: str, reason: str, actor: str, day: date) -> None:
    """Ask for a reopening, confirm it as another person, or turn it down."""
    done = reopenings(db, number)
    waiting = bool(done) and done[-1].event == ASKED
    if any(step.event == CONFIRMED for step in done):
        raise NotAllowed(f"Lần chốt số {number} đã được mở lại từ trước.")
    if waiting == (event == ASKED):
        raise NotAllowed("Đã có đề nghị mở lại đang chờ." if waiting else "Chưa có ai đề nghị mở lại.")
    if event == CONFIRMED and done[-1].actor == actor:
        raise NotAllowed("Người đề nghị không tự xác nhận được: cần một người thứ hai.")
    db.table(REOPENING).insert(
        {
            "closing": number,
            "number": len(done) + 1,
            "event": event,
            "reason": reason,
            "actor": actor,
            "day": day.isoformat(),
        }
    )


def addenda(db: Database, number: int) -> list[Step]:
    rows = db.execute(
        "SELECT number, '', '', actor, day, digest FROM addendum WHERE closing = ? ORDER BY number", [number]
    )
    return [Step(*row) for row in rows]


def addendum(db: Database, number: int, which: int) -> bytes:
    row = db.execute("SELECT body FROM addendum WHERE closing = ? AND number = ?", [number, which]).fetchone()
    if row is None:
        raise NotFound(f"Lần chốt số {number} không có phụ lục số {which}.")
    return gzip.decompress(row[0])


def add_addendum(db: Database, number: int, digest: str, body: bytes, actor: str, day: date) -> None:
    db.table(ADDENDUM).insert(
        {
            "closing": number,
            "number": len(addenda(db, number)) + 1,
            "digest": digest,
            "body": gzip.compress(body, mtime=0),
            "actor": actor,
            "day": day.isoformat(),
        }
    )


def due_dates(db: Database) -> list[DueDate]:
    rows = db.execute("SELECT title, calendar, days_after, document FROM due_date ORDER BY title, calendar")
    return [DueDate(*row) for row in rows]


def save_due_date(db: Database, due: DueDate) -> None:
    db.table(DUE_DATE).upsert(vars(due), pk=("title", "calendar"))


def drop_due_date(db: Database, title: str, calendar: str) -> None:
    db.execute("DELETE FROM due_date WHERE title = ? AND calendar = ?", [title, calendar])
