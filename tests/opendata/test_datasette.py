"""The SQLite file: types, keys and links are in the file itself, and what Datasette shows beside it."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from survey.opendata import datasette, folder, forms
from survey.running import Running


@pytest.fixture
def made(live: Running, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    folder.write(live, folder.chosen(live), tmp_path)
    with closing(sqlite3.connect(tmp_path / datasette.FILE)) as db:
        yield db


def test_every_period_is_in_one_file_and_its_links_hold(made: sqlite3.Connection) -> None:
    assert made.execute("PRAGMA foreign_key_check").fetchall() == []
    assert made.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert made.execute("SELECT period FROM periods ORDER BY 1").fetchall() == [("2026Q2",), ("2026Q3",)]
    shown = "SELECT period, n, \"index\" FROM results WHERE breakdown = 'unit' AND code = 'th-a' ORDER BY 1"
    assert made.execute(shown).fetchall() == [("2026Q2", 120, 58.33), ("2026Q3", 100, 100.0)]


def test_tables_are_strict_with_keys_and_links(made: sqlite3.Connection) -> None:
    loose = [row[1] for row in made.execute("PRAGMA table_list") if row[2] == "table" and not row[5]]
    assert [name for name in loose if not name.startswith("sqlite_")] == []
    for form in forms.FORMS:
        own = made.execute(f"PRAGMA table_info({form.name})").fetchall()
        assert {row[1] for row in own if row[5]} == set(form.key)
        links = made.execute(f"PRAGMA foreign_key_list({form.name})").fetchall()
        assert {row[2] for row in links} == {link.table for link in form.links}


def test_the_metadata_describe_every_column(live: Running, made: sqlite3.Connection) -> None:
    told = json.loads(datasette.file(live, folder.chosen(live), datasette.METADATA))
    assert told["license_url"].startswith("https://creativecommons.org/")
    described = told["databases"]["ket-qua"]["tables"]
    for name, table in described.items():
        assert set(table["columns"]) == {row[1] for row in made.execute(f"PRAGMA table_info({name})")}
    assert described["results"]["units"]["index"] == "%"


def test_the_same_closings_give_the_same_file(live: Running) -> None:
    found = folder.chosen(live)
    first = datasette.file(live, found, datasette.FILE)
    datasette._database.cache_clear()
    assert datasette.file(live, found, datasette.FILE) == first


def test_the_description_is_written_without_making_the_database(live: Running) -> None:
    datasette._database.cache_clear()
    datasette.file(live, folder.chosen(live), datasette.METADATA)
    assert datasette._database.cache_info().misses == 0
