"""Slips that are printed anew: as many new codes as old ones are withdrawn, so a batch keeps its size.

Only hashes are kept, so the program cannot tell which code stood on a slip that is spoiled. Either its code
is typed in, and that one is withdrawn; or every code of the batch that was not used is withdrawn and all
those slips are handed out again. Any third way would withdraw a code that somebody still holds, or leave a
lost one working.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlite_utils import Database

from survey.store import codes
from survey.store.codes import Batch, Hashes
from survey.store.errors import NotFound


class ReprintRefused(ValueError):
    """Nothing was printed or withdrawn; the sentence says why."""


class AlreadyPrinted(ValueError):
    """The same list was sent twice; the second time nothing was issued."""


def batch_of(db: Database, batch: str) -> Batch:
    """A batch of slips that people can still use."""
    row = db.execute(f"SELECT {_BATCH} FROM code_batch WHERE id = ?", [batch]).fetchone()
    if row is None or batch in withdrawn(db):
        raise NotFound(f"Không có lô mã “{batch}”.")
    return Batch(*row)


def exists(db: Database, batch: str) -> bool:
    return db.execute("SELECT 1 FROM code_batch WHERE id = ?", [batch]).fetchone() is not None


@dataclass(frozen=True)
class Swap:
    """Codes of a batch that are to be withdrawn: they become the batch `other`, as many new ones stay."""

    batch: Batch
    other: Batch
    old: Sequence[bytes]


def places(db: Database) -> dict[str, int]:
    """Every batch with its place in the order of issue: several are issued on one day."""
    return dict(db.execute("SELECT id, rowid FROM code_batch").fetchall())


def some(db: Database, batch: Batch, spoiled: Sequence[tuple[str, Hashes]], day: date) -> Swap:
    """To withdraw these codes, given as typed with their hashes."""
    found = []
    for typed, hashes in spoiled:
        code = codes.find(db, hashes)
        if code and code.batch.id in withdrawn(db):
            raise ReprintRefused(f"Mã {typed} đã thu hồi từ lần in lại trước; chưa có gì thay đổi.")
        if code is None or code.batch.id != batch.id:
            raise ReprintRefused(f"Mã {typed} không thuộc lô này; chưa có gì thay đổi.")
        if code.spent:
            raise ReprintRefused(f"Mã {typed} đã được dùng nên không in lại; chưa có gì thay đổi.")
        found.append(code.hash)
    return _swap(batch, sorted(set(found)), day)


def unused(db: Database, batch: Batch, day: date) -> Swap:
    """To withdraw every code of the batch that was not used."""
    rows = db.execute("SELECT hash FROM code WHERE batch = ? AND spent = 0 ORDER BY hash", [batch.id])
    return _swap(batch, [row[0] for row in rows], day)


def carry_out(db: Database, key: str, swap: Swap, drawn: Sequence[str]) -> None:
    """Keep the codes drawn for `other`, let old and new ones change places, revoke `other` with the old."""
    batch, other = swap.batch, swap.other
    codes.keep(db, key, other, drawn)
    db.execute("UPDATE code SET batch = ? WHERE batch = ?", [batch.id, other.id])
    db.conn.executemany(
        "UPDATE code SET batch = ? WHERE hash = ?", [(other.id, digest) for digest in swap.old]
    )
    codes.revoke(db, other.id, date.fromisoformat(other.issued_on))
    db.execute("INSERT INTO reprint (withdrawn, batch) VALUES (?, ?)", [other.id, batch.id])


def withdrawn(db: Database) -> frozenset[str]:
    """The batches that only hold codes of slips that were printed anew: they were never handed out twice."""
    return frozenset(row[0] for row in db.execute("SELECT withdrawn FROM reprint"))


def reprints(db: Database, batch: Batch) -> int:
    """How often slips of the batch were printed anew."""
    return int(db.execute("SELECT count(*) FROM reprint WHERE batch = ?", [batch.id]).fetchone()[0])


_BATCH = "unit, point, questionnaire, size, issued_on, expires_on, label, id, revoked_on"


def _swap(batch: Batch, old: Sequence[bytes], day: date) -> Swap:
    if batch.ended(day.isoformat()):
        raise ReprintRefused("Lô này đã hết hạn hoặc đã thu hồi nên không in lại; hãy phát lô mới.")
    if not old:
        raise ReprintRefused("Không có mã nào để in lại: mọi mã của lô đã được dùng, hoặc chưa nêu mã nào.")
    other = replace(batch, id=secrets.token_hex(4), size=len(old), issued_on=day.isoformat())
    return Swap(batch, other, old)
