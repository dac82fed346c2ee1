"""Connections: one per thread for reading, one guarded one for writing."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock
from sqlite_utils import Database

from survey.store.errors import StoreUnavailable, outages
from survey.store.forking import renew_in_child
from survey.store.schema import migrations

BUSY_SECONDS = 5.0
POLL_SECONDS = 0.001
CHECKPOINT_PATIENCE_MS = 50


@dataclass(frozen=True)
class _Opened:
    db: Database
    inode: int


# A connection must not be touched across a fork, not even closed: a child keeps what it inherits.
_inherited: list[dict[int, _Opened]] = []


class Store:
    """The database file of one office. Threads may share it; each works through a connection of its own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._opened: dict[int, _Opened] = {}
        self._file = (0, 0)
        self._renew()
        renew_in_child(self._renew)

    @property
    def db(self) -> Database:
        """This thread's connection; opened anew when the file was replaced under our feet."""
        # By number, not threading.local: threads that come from the web server lose their locals
        # between requests, and a new thread that gets a dead one's number inherits its connection.
        thread = threading.get_ident()
        current = self._opened.get(thread)
        inode = self._inode()
        if current is None or current.inode != inode:
            self.reset()
            current = self._opened[thread] = _Opened(self._open(), inode)
        return current.db

    @property
    def file(self) -> int:
        """Which of the files that lay here one after the other this is: what another one told is stale."""
        inode = self._inode()
        if self._file[1] != inode:
            self._file = (self._file[0] + 1, inode)
        return self._file[0]

    @contextmanager
    def write(self) -> Iterator[Database]:
        """One transaction; raises StoreUnavailable, with nothing stored, when disk, file, or lock fail."""
        with self.alone(), outages():
            db = self.db
            # IMMEDIATE: a deferred BEGIN fails at once when another phone is writing.
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.commit()
            except sqlite3.Error:
                # One that met a full disk or a read-only file may go on failing: closing rolls back.
                self.reset()
                raise
            except BaseException:
                db.rollback()
                raise

    @contextmanager
    def alone(self) -> Iterator[None]:
        """No other thread or process writes meanwhile."""
        # SQLite's own busy wait can starve one of several writers for seconds.
        with self._guard:
            try:
                self._between_processes.acquire()
            except OSError as error:
                raise StoreUnavailable(
                    f"Không khóa được tệp {self._between_processes.lock_file}: {error}."
                ) from error
            try:
                yield
            finally:
                self._between_processes.release()

    def settle(self) -> bool:
        """Empty the write-ahead file: it tells the order of arrival. False when a reader is in the way."""
        with self.alone(), outages():
            db = self.db
            db.execute(f"PRAGMA busy_timeout={CHECKPOINT_PATIENCE_MS}")
            busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            db.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000:.0f}")
            return not busy

    def reset(self) -> None:
        """Close this thread's connection, so that the next use opens a fresh one."""
        current = self._opened.pop(threading.get_ident(), None)
        if current:
            current.db.close()

    def close(self) -> None:
        while self._opened:
            self._opened.popitem()[1].db.close()

    def _renew(self) -> None:
        if self._opened:
            _inherited.append(self._opened)
        self._opened = {}
        self._guard = threading.RLock()
        self._between_processes = FileLock(
            self.path.with_suffix(".lock"),
            timeout=BUSY_SECONDS,
            poll_interval=POLL_SECONDS,
            thread_local=False,
        )

    def _inode(self) -> int:
        try:
            return self.path.stat().st_ino
        except OSError as error:
            raise StoreUnavailable(f"Không mở được cơ sở dữ liệu {self.path}.") from error

    def _open(self) -> Database:
        with outages():
            # mode=rw: a database that went missing must be an error, not a new empty file.
            connection = sqlite3.connect(
                f"{self.path.resolve().as_uri()}?mode=rw",
                uri=True,
                timeout=BUSY_SECONDS,
                check_same_thread=False,
            )
            try:
                for pragma in (
                    "foreign_keys=ON",
                    "journal_mode=WAL",
                    "synchronous=FULL",
                    "trusted_schema=OFF",
                ):
                    connection.execute(f"PRAGMA {pragma}")
                return Database(connection, execute_plugins=False)
            except BaseException:
                connection.close()
                raise


def create(path: Path) -> Store:
    """Create the file if there is none and bring its schema up to date."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600, exist_ok=True)
    return open_store(path)


def open_store(path: Path) -> Store:
    """Open an existing database and bring its schema up to date."""
    store = Store(path)
    with outages():
        if migrations.pending(store.db):
            # Alone: two processes that start together must not both migrate.
            with store.alone():
                migrations.apply(store.db)
    return store
