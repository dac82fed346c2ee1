"""Tables of a closed period beside the data: never read by another program or for other facts."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from survey.open_table import Table
from survey.opendata import forms, stored, tables
from survey.opendata.tables import figures
from survey.published import releases
from survey.running import Running
from survey.store import units
from tests.office.answering import Answering
from tests.opendata.conftest import close_both


@pytest.fixture
def closed(own: Running, quarter: Answering) -> Running:
    close_both(quarter)
    return own


def forgotten(live: Running) -> tuple[Path, ...]:
    """The files that are there, and nothing of them in memory, as after a start."""
    figures.cache_clear()
    tables._tables.cache_clear()
    return tuple(sorted((live.settings.home / stored.FOLDER).iterdir()))


def nobody(*_: object) -> dict[str, object]:
    raise AssertionError("worked out anew")


def test_after_a_start_nothing_is_worked_out_anew(closed: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    latest = releases.every(closed)[0]
    first = figures(closed, latest)
    assert len(forgotten(closed)) == 1
    monkeypatch.setattr(releases, "reviews", nobody)
    assert figures(closed, latest) == first


def test_a_damaged_file_is_made_anew(closed: Running) -> None:
    latest = releases.every(closed)[0]
    first = figures(closed, latest)
    (path,) = forgotten(closed)
    for content in (b"", b"{", b"[]", b'{"x": [[1]]}', b'{"results": 1}'):
        path.write_bytes(content)
        assert figures(closed, latest) == first
        assert forgotten(closed) == (path,)


def test_other_facts_and_another_program_read_nothing_of_it(
    closed: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    latest = releases.every(closed)[0]
    figures(closed, latest)
    (before,) = forgotten(closed)
    with closed.store.write() as db:
        units.save(db, [units.Unit("moi", "Trường mới", "truong", "tieu_hoc")])
    figures(closed, latest)
    (after,) = forgotten(closed)
    assert after != before
    monkeypatch.setattr(stored, "_program", lambda: "another version")
    figures(closed, latest)
    assert set(forgotten(closed)).isdisjoint({before, after})


def test_the_terms_of_use_are_those_of_today(closed: Running) -> None:
    latest = releases.every(closed)[0]
    moved = replace(closed, settings=closed.settings.model_copy(update={"base_url": "https://x.vn"}))
    for one, site in ((closed, tables.terms(closed).site), (moved, "https://x.vn")):
        about = tables.tables(one, latest)[0]
        assert about.form == forms.PERIODS
        (row,) = about.records()
        assert str(row["source"]).endswith(f"{site}/du-lieu")
    assert len(forgotten(closed)) == 1


def test_many_who_ask_at_once_get_the_same_and_leave_one_file(closed: Running) -> None:
    latest = releases.every(closed)[0]
    made = figures(closed, latest)
    folder = closed.settings.home / stored.FOLDER

    def ask(_: int) -> tuple[Table, ...]:
        return stored.tables(closed, latest.closing.number, "facts", lambda: made)

    with ThreadPoolExecutor(8) as several:
        assert all(found == made for found in several.map(ask, range(40)))
    assert len(list(folder.iterdir())) == 1
