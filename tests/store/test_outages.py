"""While disk, file, or lock fail nothing is acknowledged; afterwards it works without a restart."""

import multiprocessing
import os
import resource
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from multiprocessing.synchronize import Event
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from filelock import FileLock

from survey.store import backup, responses
from survey.store.connection import Store, open_store
from survey.store.errors import StoreBusy, StoreUnavailable
from survey.store.responses import Outcome
from survey.store.writer import Writer
from tests.store import small_office

NOBODY = 65534
spawned = multiprocessing.get_context("spawn")


def assert_refused(writer: Writer) -> None:
    with pytest.raises(StoreUnavailable):
        writer.submit(small_office.response())


def assert_accepted(writer: Writer) -> None:
    assert writer.submit(small_office.response()) is Outcome.STORED


@contextmanager
def plain_user(folder: Path) -> Iterator[None]:
    """The administrator of the machine may write everywhere; permissions only bind the others."""
    if os.geteuid() != 0:
        yield
        return
    os.chown(folder, NOBODY, NOBODY)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_read_only_directory_refuses_until_it_can_be_written() -> None:
    with TemporaryDirectory(ignore_cleanup_errors=True) as name, plain_user(Path(name)):
        folder = Path(name)
        store = small_office.build(folder / "sipas.db")
        writer = Writer(store)
        assert_accepted(writer)
        allowed = {path: path.stat().st_mode for path in (folder, *folder.iterdir())}
        for path in allowed:
            path.chmod(0o500 if path.is_dir() else 0o400)
        assert_refused(writer)
        with pytest.raises(StoreUnavailable), store.write() as db:
            db.execute("DELETE FROM session")
        for path, mode in allowed.items():
            path.chmod(mode)
        assert_accepted(writer)
        assert responses.count(store.db) == 2
        writer.close()
        store.close()


def test_a_file_that_may_not_grow_refuses_until_it_may(store: Store, writer: Writer) -> None:
    assert_accepted(writer)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        assert_refused(writer)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert_accepted(writer)
    assert responses.count(store.db) == 2


def test_a_full_database_refuses_and_leaves_no_half_transaction(store: Store) -> None:
    pages = store.db.execute("PRAGMA page_count").fetchone()[0]
    store.db.execute(f"PRAGMA max_page_count={pages}")
    with pytest.raises(StoreUnavailable, match="full"):
        add(store, 1000)
    assert responses.count(store.db) == 0
    # The connection was opened anew, and with it the limit is gone.
    add(store, 1)
    assert responses.count(store.db) == 1


def add(store: Store, number: int) -> None:
    with store.write() as db:
        for _ in range(number):
            responses.add(db, small_office.response())


def hold_database(path: Path, held: Event, release: Event) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        held.set()
        release.wait(30)
        db.execute("ROLLBACK")


def hold_lock(path: Path, held: Event, release: Event) -> None:
    with FileLock(path.with_suffix(".lock")):
        held.set()
        release.wait(30)


@pytest.mark.parametrize("hold", [hold_database, hold_lock])
def test_a_database_locked_by_another_process_refuses_until_it_is_released(
    store: Store, hold: object
) -> None:
    held, release = spawned.Event(), spawned.Event()
    other = spawned.Process(target=hold, args=(store.path, held, release))  # type: ignore[arg-type]
    other.start()
    writer = Writer(store, patience=0.2)
    held.wait(30)
    with pytest.raises(StoreBusy):
        writer.submit(small_office.response())
    release.set()
    other.join()
    patient = Writer(store)
    assert_accepted(patient)
    assert_accepted(writer)
    for each in (patient, writer):
        each.close()


def test_a_missing_file_refuses_until_it_is_back_and_is_not_made_anew(store: Store, writer: Writer) -> None:
    assert_accepted(writer)
    elsewhere = store.path.with_name("elsewhere")
    store.path.rename(elsewhere)
    assert_refused(writer)
    with pytest.raises(StoreUnavailable):
        open_store(store.path)
    assert not store.path.exists()
    elsewhere.rename(store.path)
    assert_accepted(writer)
    assert responses.count(store.db) == 2


def test_a_damaged_file_refuses_until_a_copy_is_restored(
    store: Store, writer: Writer, tmp_path: Path
) -> None:
    assert_accepted(writer)
    copy = tmp_path / "copy.db"
    backup.copy_to(store, copy)
    assert store.settle()
    junk = tmp_path / "junk"
    junk.write_bytes(b"no database" * 1000)
    junk.replace(store.path)
    assert_refused(writer)
    backup.restore(copy, store.path)
    assert_accepted(writer)
    assert responses.count(store.db) == 2


def test_a_damaged_page_is_an_outage_and_not_a_bad_row(store: Store, writer: Writer) -> None:
    writer.submit(small_office.response())
    assert store.settle()
    root = store.db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'response'").fetchone()[0]
    damaged = store.path.with_name("damaged")
    shutil.copyfile(store.path, damaged)
    with damaged.open("rb+") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 4096)
    damaged.replace(store.path)
    assert_refused(writer)


def test_an_outage_leaves_no_connection_open(store: Store, writer: Writer) -> None:
    if not Path("/proc/self/fd").exists():
        pytest.skip("open files can be counted on Linux only")
    assert_accepted(writer)
    assert store.settle()
    elsewhere = store.path.with_name("elsewhere")
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
    store.path.rename(elsewhere)
    store.path.write_bytes(b"no database" * 1000)
    for _ in range(50):
        assert_refused(writer)
    elsewhere.replace(store.path)
    assert_accepted(writer)
    assert len(os.listdir("/proc/self/fd")) <= before + 1  # noqa: PTH208


def test_a_queue_beyond_its_limit_refuses_at_once_and_is_stored_never(store: Store) -> None:
    writer = Writer(store, patience=0.2)
    impatient = [small_office.response() for _ in range(8)]
    with store.alone():
        people = [threading.Thread(target=assert_refused_one, args=(writer, r)) for r in impatient[1:]]
        assert_refused_one(writer, impatient[0])
        for person in people:
            person.start()
        for person in people:
            person.join()
    writer.close()
    # The first was already in the writer's hands and may be stored late; those who waited behind it are not.
    assert {r.token for r in responses.every(store.db)} <= {impatient[0].token}


def assert_refused_one(writer: Writer, response: responses.Response) -> None:
    with pytest.raises(StoreBusy):
        writer.submit(response)
