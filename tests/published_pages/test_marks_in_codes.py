"""An office whose code has Vietnamese letters: every page, file and address of it works like any other."""

from pathlib import Path
from urllib.parse import quote

import pytest
from flask import Flask
from frictionless import Package
from werkzeug.http import parse_options_header

from survey.opendata import folder
from survey.published import site
from survey.running import running_in
from survey.store import points, units
from survey.store.points import Point
from survey.store.units import Unit
from tests.office.answering import PRIMARY, Answering
from tests.office.person import HOME, Person
from tests.published_pages.conftest import THIRD, closed_by

CODE = "th-Đống-Đa"


@pytest.fixture
def marked(quarter: Answering) -> Answering:
    with quarter.store.write() as db:
        units.save(db, [Unit(CODE, "Trường Tiểu học Đống Đa", "truong", "tieu_hoc")])
        points.add(db, Point("PTHDD001", CODE, "class", "Lớp 5", PRIMARY, "full", "open", "2026-01-01"))
    quarter.say("PTHDD001", 5, 40)
    return closed_by(CODE, quarter, THIRD)


def test_pages_files_and_addresses_of_a_code_with_marks(
    app: Flask, marked: Answering, tmp_path: Path
) -> None:
    del marked
    client, there = app.test_client(), quote(CODE)
    for path in (
        f"/ket-qua/{there}",
        f"/api/v1/units/{there}/periods",
        f"/du-lieu/{there}/2026Q3/du-lieu.zip",
    ):
        assert (path, client.get(path).status_code) == (path, 200)
    exported = {file.name for file in site.exported(app)}
    assert f"ket-qua/{CODE}/bang-cong-khai.ky-2026Q3.pdf" in exported
    live = running_in(app)
    folder.write(live, folder.chosen(live), tmp_path)
    report = Package(str(tmp_path / CODE / "2026Q3" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "title", "note"])


def test_a_poster_of_a_code_with_marks_keeps_its_name(app: Flask, marked: Answering) -> None:
    del marked
    admin = Person(app.test_client()).sign_in("quan-tri")
    answer = admin.see(f"{HOME}/to-dan/{quote(CODE)}.pdf")
    told = answer.headers["Content-Disposition"]
    assert told.isascii()
    assert parse_options_header(told)[1]["filename"] == f"to-dan-{CODE}.pdf"
