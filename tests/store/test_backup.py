"""A copy is whole whatever is written meanwhile; restoring looks first and is seen by who is serving."""

import multiprocessing
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from survey.clock import VIETNAM
from survey.store import backup, integrity, responses
from survey.store.connection import Store, open_store
from survey.store.errors import StoreUnavailable
from survey.store.responses import Outcome
from survey.store.writer import Writer
from tests.contract import phones
from tests.store import small_office

EIGHT = datetime(2026, 1, 14, 8, tzinfo=VIETNAM)


def test_a_copy_made_while_others_write_is_whole(store: Store, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.contract.phones", str(store.path)], stdout=subprocess.PIPE, text=True
    ) as sender:
        assert sender.stdout
        acknowledged = [sender.stdout.readline() for _ in range(50)]
        backup.copy_to(store, tmp_path / "copy.db")
        sender.kill()
    backup.verify(tmp_path / "copy.db")
    copy = open_store(tmp_path / "copy.db")
    assert integrity.faults(copy) == []
    assert {line.strip() for line in acknowledged} <= {r.token for r in responses.every(copy.db)}
    copy.close()


def test_a_copy_has_the_same_content_and_another_content_another_hash(
    store: Store, writer: Writer, tmp_path: Path
) -> None:
    phones.submit_all(writer, [small_office.response() for _ in range(50)])
    backup.copy_to(store, tmp_path / "copy.db")
    shutil.copyfile(tmp_path / "copy.db", tmp_path / "elsewhere.db")
    assert backup.content_hash(tmp_path / "elsewhere.db") == backup.content_hash(store.path)
    writer.submit(small_office.response())
    assert backup.content_hash(tmp_path / "copy.db") != backup.content_hash(store.path)


def test_the_content_hash_does_not_depend_on_the_order_of_rows(tmp_path: Path) -> None:
    for name, order in (("one.db", "ab"), ("other.db", "ba")):
        with closing(sqlite3.connect(tmp_path / name)) as db, db:
            db.execute("CREATE TABLE t (letter TEXT)")
            db.executemany("INSERT INTO t VALUES (?)", order)
    assert backup.content_hash(tmp_path / "one.db") == backup.content_hash(tmp_path / "other.db")


def test_a_copy_is_one_file_that_only_its_owner_reads(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    backup.copy_to(store, folder / "copy.db")
    backup.verify(folder / "copy.db")
    assert [path.name for path in folder.iterdir()] == ["copy.db"]
    assert (folder / "copy.db").stat().st_mode & 0o077 == 0


def test_a_copy_never_overwrites(store: Store, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_text("precious")
    with pytest.raises(FileExistsError, match=r"copy\.db"):
        backup.copy_to(store, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "precious"


def test_what_an_interrupted_copy_left_behind_does_not_disturb(store: Store, tmp_path: Path) -> None:
    (tmp_path / "copy.db.partial").write_bytes(b"half")
    (tmp_path / "copy.db.partial-journal").write_bytes(b"half")
    backup.copy_to(store, tmp_path / "copy.db")
    assert backup.content_hash(tmp_path / "copy.db") == backup.content_hash(store.path)


@pytest.mark.parametrize("content", [b"", b"no database at all", None])
def test_restoring_looks_before_it_touches_anything(
    store: Store, writer: Writer, tmp_path: Path, content: bytes | None
) -> None:
    writer.submit(small_office.response())
    before = backup.content_hash(store.path)
    source = tmp_path / "source.db"
    if content is None:
        damage(store, source)
    else:
        source.write_bytes(content)
    with pytest.raises(StoreUnavailable, match=r"source\.db"):
        backup.restore(source, store.path)
    assert backup.content_hash(store.path) == before


def damage(store: Store, target: Path) -> None:
    backup.copy_to(store, target)
    with closing(sqlite3.connect(target)) as db, db:
        db.execute("DELETE FROM unit WHERE code = 'MC01'")


def test_restoring_brings_back_the_day_of_the_copy(store: Store, writer: Writer, tmp_path: Path) -> None:
    writer.submit(small_office.response())
    backup.copy_to(store, tmp_path / "copy.db")
    writer.submit(small_office.response())
    backup.restore(tmp_path / "copy.db", store.path)
    assert responses.count(store.db) == 1
    assert writer.submit(small_office.response()) is Outcome.STORED
    assert responses.count(store.db) == 2
    assert integrity.faults(store) == []


def test_a_copy_is_restored_where_there_was_nothing(store: Store, tmp_path: Path) -> None:
    backup.copy_to(store, tmp_path / "copy.db")
    backup.restore(tmp_path / "copy.db", tmp_path / "new" / "sipas.db")
    assert backup.content_hash(tmp_path / "new" / "sipas.db") == backup.content_hash(tmp_path / "copy.db")


def serve_one_after(path: Path, opened: object, restored: object) -> None:
    store = open_store(path)
    writer = Writer(store)
    writer.submit(small_office.response(token="before"))
    opened.set()  # type: ignore[attr-defined]
    restored.wait(30)  # type: ignore[attr-defined]
    writer.submit(small_office.response(token="after"))
    writer.close()
    store.close()


def test_another_process_goes_on_in_the_restored_file(store: Store, tmp_path: Path) -> None:
    backup.copy_to(store, tmp_path / "copy.db")
    spawned = multiprocessing.get_context("spawn")
    opened, restored = spawned.Event(), spawned.Event()
    other = spawned.Process(target=serve_one_after, args=(store.path, opened, restored))
    other.start()
    opened.wait(30)
    backup.restore(tmp_path / "copy.db", store.path)
    restored.set()
    other.join()
    assert [r.token for r in responses.every(store.db)] == ["after"]
    assert integrity.faults(store) == []


def test_rotation_keeps_the_newest_copies_and_nothing_but_copies(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    (folder / "notes.txt").write_text("not ours")
    made = [backup.rotate(store, folder, 3, EIGHT + timedelta(hours=hour)) for hour in range(5)]
    assert sorted(path.name for path in folder.iterdir()) == [
        "notes.txt",
        *(path.name for path in made[-3:]),
    ]
    assert made[-1].name == "sipas-20260114-120000.db"


def test_reading_does_not_stop_the_write_ahead_file_from_being_emptied(store: Store, writer: Writer) -> None:
    deadline = time.monotonic() + 20
    wal = store.path.with_name("sipas.db-wal")
    largest = 0
    while time.monotonic() < deadline and responses.count(store.db) < 4000:
        phones.submit_all(writer, [small_office.response() for _ in range(200)], threads=32)
        largest = max(largest, wal.stat().st_size)
    # 1,000 pages of 4 kB are the mark at which SQLite moves the log into the file.
    assert largest < 3 * 1000 * 4096
    writer.close()
    assert wal.stat().st_size == 0
