"""A consistent copy while the office goes on serving, and its way back."""

import hashlib
import os
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from survey.store.connection import Store
from survey.store.errors import StoreUnavailable, outages

COPY_NAME = "sipas-%Y%m%d-%H%M%S.db"
COPY_PATTERN = "sipas-????????-??????.db"
_RANGE = 2**256


def copy_to(store: Store, target: Path) -> None:
    """SQLite's own backup: a snapshot that is whole, whatever is being written meanwhile."""
    if target.exists():
        raise FileExistsError(f"Tệp {target} đã có; hãy chọn tên khác.")
    partial = _partial(target)
    partial.touch(mode=0o600)
    with outages(), closing(sqlite3.connect(partial)) as copy:
        store.db.conn.backup(copy)
        # One plain file: a copy in WAL mode would need two more beside it to be read.
        copy.execute("PRAGMA journal_mode=DELETE")
    _put(partial, target)


def rotate(store: Store, folder: Path, keep: int, moment: datetime) -> Path:
    """Add a copy named after the moment, then remove the oldest beyond `keep`; returns the new one."""
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / moment.strftime(COPY_NAME)
    copy_to(store, target)
    for old in sorted(folder.glob(COPY_PATTERN), reverse=True)[max(keep, 1) :]:
        old.unlink()
    return target


def verify(source: Path) -> None:
    """Refuse a file that is not a whole database of ours."""
    try:
        with closing(_read_only(source)) as db:
            finding = db.execute("PRAGMA integrity_check").fetchone()[0]
            dangling = db.execute("PRAGMA foreign_key_check").fetchone()
            db.execute("SELECT count(*) FROM response").fetchone()
    except sqlite3.Error as error:
        raise StoreUnavailable(f"{source} không phải bản sao lưu đọc được: {error}.") from error
    if finding != "ok" or dangling:
        raise StoreUnavailable(f"Bản sao lưu {source} bị hỏng: {dangling or finding}.")


def restore(source: Path, target: Path) -> None:
    """Put a verified copy in the place of the database; a process that serves it will open the new file."""
    verify(source)
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = _partial(target)
    partial.touch(mode=0o600)
    shutil.copyfile(source, partial)
    with Store(target).alone():
        # Before the new file comes, never after: its pages would be overwritten by the old one's log.
        for leftover in ("-wal", "-shm"):
            target.with_name(target.name + leftover).unlink(missing_ok=True)
        _put(partial, target)


def content_hash(path: Path) -> str:
    """SHA-256 over every table's rows in any order: equal for equal content, wherever the file was copied."""
    digest = hashlib.sha256()
    with closing(_read_only(path)) as db:
        tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        for (table,) in tables:
            digest.update(f"{table}\n{_rows_hash(db, table):064x}\n".encode())
    return digest.hexdigest()


def _rows_hash(db: sqlite3.Connection, table: str) -> int:
    # A sum does not depend on the order of the rows, so nothing has to be sorted in memory.
    rows = db.execute(f'SELECT * FROM "{table}"')
    return sum(int.from_bytes(hashlib.sha256(repr(row).encode()).digest()) for row in rows) % _RANGE


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)


def _partial(target: Path) -> Path:
    """Where the file grows; what an interrupted copy left there is removed."""
    partial = target.with_name(f"{target.name}.partial")
    for name in (partial.name, f"{partial.name}-journal", f"{partial.name}-wal", f"{partial.name}-shm"):
        partial.with_name(name).unlink(missing_ok=True)
    return partial


def _put(partial: Path, target: Path) -> None:
    """Give the finished file its name, on disk before anybody is told."""
    with partial.open("rb+") as file:
        os.fsync(file.fileno())
    partial.replace(target)
    if os.name == "posix":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
