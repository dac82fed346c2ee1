"""A consistent copy while the office goes on serving, and its way back."""

import hashlib
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from survey.store.connection import Store
from survey.store.errors import StoreUnavailable


def copy_to(store: Store, target: Path) -> None:
    """SQLite's own backup: a snapshot that is whole, whatever is being written meanwhile."""
    if target.exists():
        raise FileExistsError(f"Tệp {target} đã có; hãy chọn tên khác.")
    partial = target.with_name(f"{target.name}.partial")
    with closing(sqlite3.connect(partial)) as copy:
        store.db.conn.backup(copy)
    partial.replace(target)


def verify(source: Path) -> None:
    """Refuse a file that is not a whole database of ours."""
    try:
        with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as db:
            finding = db.execute("PRAGMA integrity_check").fetchone()[0]
            db.execute("SELECT count(*) FROM response").fetchone()
    except sqlite3.Error as error:
        raise StoreUnavailable(f"{source} không phải bản sao lưu đọc được: {error}.") from error
    if finding != "ok":
        raise StoreUnavailable(f"Bản sao lưu {source} bị hỏng: {finding}.")


def restore(source: Path, target: Path) -> None:
    verify(source)
    partial = target.with_name(f"{target.name}.partial")
    shutil.copyfile(source, partial)
    partial.chmod(0o600)
    for leftover in ("-wal", "-shm"):
        target.with_name(target.name + leftover).unlink(missing_ok=True)
    partial.replace(target)


def content_hash(path: Path) -> str:
    """SHA-256 over every table's rows in a fixed order: equal for equal content, wherever the file was copied."""
    digest = hashlib.sha256()
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
        tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        for (table,) in tables:
            digest.update(f"\x1d{table}".encode())
            for row in sorted(map(repr, db.execute(f'SELECT * FROM "{table}"'))):  # noqa: S608 - names come from the file's own schema
                digest.update(b"\x1e" + row.encode())
    return digest.hexdigest()
