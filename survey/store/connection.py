"""Connections: one per thread for reading, one guarded one for writing."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock
from sqlite_utils import Database

from survey.store.errors import StoreUnavailable
from survey.store.schema import migrations

BUSY_SECONDS = 5


class Store:
    """The database file of one office. Threads may share it; each reads through a connection of its own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._own = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._guard = threading.RLock()
        self._between_processes = FileLock(path.with_suffix(".lock"), thread_local=False)

    @property
    def db(self) -> Database:
        """This thread's connection; opened anew when the file was replaced under our feet."""
        current: tuple[Database, int] | None = getattr(self._own, "current", None)
        inode = self._inode()
        if current is None or current[1] != inode:
            current = (self._open(), inode)
            self._own.current = current
        return current[0]

    @contextmanager
    def write(self) -> Iterator[Database]:
        # IMMEDIATE: a deferred BEGIN fails at once when another phone is writing.
        # The locks make writers queue fairly; SQLite's own busy wait can starve one for seconds.
        with self._guard, self._between_processes:
            db = self.db
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.rollback()
                raise
            db.commit()

    def reset(self) -> None:
        """Forget this thread's connection after an error, so that the next use opens a fresh one."""
        self._own.current = None

    def close(self) -> None:
        while self._opened:
            self._opened.pop().close()
        self._own = threading.local()

    def _inode(self) -> int:
        try:
            return self.path.stat().st_ino
        except OSError as error:
            raise StoreUnavailable(f"Không mở được cơ sở dữ liệu {self.path}.") from error

    def _open(self) -> Database:
        # mode=rw: a database that went missing must be an error, not a new empty file.
        connection = sqlite3.connect(
            f"{self.path.resolve().as_uri()}?mode=rw", uri=True, timeout=BUSY_SECONDS, check_same_thread=False
        )
        self._opened.append(connection)
        for pragma in ("foreign_keys=ON", "synchronous=FULL", "journal_mode=WAL", "trusted_schema=OFF"):
            connection.execute(f"PRAGMA {pragma}")
        return Database(connection, execute_plugins=False)


def create(path: Path) -> Store:
    """Create the file if there is none and bring its schema up to date."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600, exist_ok=True)
    return open_store(path)


def open_store(path: Path) -> Store:
    store = Store(path)
    migrations.apply(store.db)
    return store
