"""What the database itself promises: its tables, their types, their links, and that old files come along."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from survey.store import backup, integrity, questionnaires, responses, tallies
from survey.store.connection import Store, create, open_store
from survey.store.writer import Writer
from tests.store import small_office

RELEASED = sorted((Path(__file__).parent / "schemas").glob("*.sql"))


def tables_of(db: Database) -> set[str]:
    return {name for name in db.table_names() if not name.startswith("sqlite_")}


def test_using_everything_makes_no_table_that_the_schema_does_not_know(
    store: Store, writer: Writer, tmp_path: Path
) -> None:
    writer.submit(small_office.response())
    tallies.fold(store)
    assert integrity.faults(store) == []
    untouched = create(tmp_path / "empty.db")
    assert tables_of(store.db) == tables_of(untouched.db)
    untouched.close()


def test_every_table_of_ours_is_strict(store: Store) -> None:
    loose = [row[1] for row in store.db.execute("PRAGMA table_list") if row[2] == "table" and not row[5]]
    assert {name for name in loose if not name.startswith("sqlite_")} == {"_sqlite_migrations"}


@pytest.mark.parametrize(
    "wrong",
    [
        "INSERT INTO unit (code, name, kind) VALUES ('A', x'00', 'so')",
        "INSERT INTO unit (code, name, kind) VALUES ('A', '', 'so')",
        "INSERT INTO unit_edge (child, parent, tree) VALUES ('TH01', 'NOBODY', 'management')",
        "INSERT INTO unit_edge (child, parent, tree) VALUES ('TH01', 'SO', 'family')",
        "UPDATE service_point SET state = 'broken'",
        "UPDATE service_point SET unit = 'NOBODY'",
        "UPDATE questionnaire SET body = ''",
        "UPDATE question SET position = position + 100",
        "DELETE FROM question",
        "INSERT INTO target (code, indicator, value, document) VALUES ('a', 'b', 101, 'c')",
        "INSERT INTO target (code, indicator, value, document) VALUES ('a', 'b', 'many', 'c')",
        "INSERT INTO session VALUES ('s', 'nobody', 0, 0)",
        "UPDATE account SET role = 'king'",
        "DELETE FROM unit WHERE code = 'MC01'",
    ],
)
def test_wrong_data_is_refused(store: Store, wrong: str) -> None:
    with pytest.raises(sqlite3.IntegrityError), store.write() as db:
        db.execute(wrong)


def test_a_database_that_does_not_exist_is_not_made_by_opening_it(store: Store) -> None:
    store.path.unlink()
    with pytest.raises(Exception, match="Không mở được"):
        open_store(store.path)


def test_the_long_view_has_one_row_per_answer(store: Store, writer: Writer) -> None:
    answers = "4" + "5" * (small_office.QUESTIONS - 2) + "x"
    writer.submit(small_office.response(answers=answers))
    rows = store.db.execute("SELECT question, answer FROM answer_long ORDER BY question").fetchall()
    codes = [question.code for question in small_office.questionnaire().questions]
    assert rows == sorted(zip(codes, answers, strict=True))


def test_every_write_waits_for_the_disk_and_checks_links(store: Store) -> None:
    pragmas = {
        name: store.db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "foreign_keys")
    }
    assert pragmas == {"synchronous": 2, "foreign_keys": 1}
    assert store.db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_the_database_can_be_read_by_its_owner_only(store: Store) -> None:
    assert store.path.stat().st_mode & 0o077 == 0


def test_the_file_does_not_tell_who_came_first(store: Store, writer: Writer) -> None:
    sent = [small_office.response().token for _ in range(50)]
    for token in sent:
        writer.submit(small_office.response(token=token))
    assert [r.token for r in responses.every(store.db)] == sorted(sent)
    with pytest.raises(sqlite3.OperationalError, match="no such column: rowid"):
        store.db.execute("SELECT rowid FROM response")
    writer.close()
    # The write-ahead file would tell; in a quiet moment it is emptied.
    assert store.path.with_name("sipas.db-wal").stat().st_size == 0


@pytest.mark.parametrize("released", RELEASED, ids=lambda path: path.stem)
def test_a_released_schema_migrates_without_loss(released: Path, tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path)) as old:
        old.executescript(released.read_text(encoding="utf-8"))
        before = contents(old)
    store = open_store(path)
    with closing(sqlite3.connect(path)) as migrated:
        after = contents(migrated)
    assert after["response"], "the sample has answers"
    assert {table: known(rows, before[table]) for table, rows in after.items() if table in before} | {
        "_sqlite_migrations": before["_sqlite_migrations"]
    } == before
    assert integrity.faults(store) == []
    assert tables_of(store.db) == tables_of(create(tmp_path / "new.db").db)
    assert questionnaires.every(store.db)
    store.close()


def contents(db: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return {table: rows_of(db, table) for (table,) in tables.fetchall()}


def known(rows: list[tuple[object, ...]], before: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Without the columns that came later: they are added at the end."""
    width = len(before[0]) if before else 0
    return sorted((row[:width] for row in rows), key=repr) if before else rows


def rows_of(db: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    return sorted(db.execute(f"SELECT * FROM {table}"), key=repr)  # noqa: S608


def test_there_is_a_sample_of_every_released_schema() -> None:
    assert [path.stem for path in RELEASED] == ["0001", "0002", "0003", "0004", "0010", "0012"]


def test_a_copy_of_the_schema_is_what_a_backup_holds(store: Store, tmp_path: Path) -> None:
    backup.copy_to(store, tmp_path / "copy.db")
    copy = open_store(tmp_path / "copy.db")
    assert copy.db.schema == store.db.schema
    copy.close()
