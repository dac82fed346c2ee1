"""An office of two hundred schools: its results are kept, and their readers know from when they are."""

import io
import re
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from survey import passwords, period, reviewing
from survey.answered import LARGE_UNITS
from survey.app import create_app
from survey.closing import closed
from survey.running import running_in
from survey.settings import Settings
from survey.store import accounts, responses
from survey.store.accounts import UNIT, Account
from survey.store.decisions import Reason
from survey.store.responses import Response
from tests.bench.province import FORM, LOGIN, Size, build, point_of
from tests.office.person import HOME, PASSWORD, Person
from tests.office.test_quarter import words

NOW, EARLIER = "?ky=2026Q3", "?ky=2025Q4"
PAGES = (NOW, f"/don-vi/t-0001{NOW}", f"/cau-hoi/{FORM}@1/A1{NOW}", f"/phan-tich{NOW}")
FIRST_UNIT, TRIES, PAUSE = "t-0001", 150, 0.2


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    home: Path = tmp_path_factory.mktemp("large")
    store = build(home, Size(schools=LARGE_UNITS + 10, answers=40 * LARGE_UNITS, people=0), PASSWORD)
    with store.write() as db:
        digest = passwords.hash(PASSWORD)
        accounts.add(db, Account("truong", "Người của trường", UNIT, FIRST_UNIT, digest, 1, "2025-01-01"))
    store.close()
    made = create_app(Settings(home=home, rate_limit=0))
    yield made
    running_in(made).close()


@pytest.fixture
def office(app: Flask) -> Person:
    return Person(app.test_client()).sign_in(LOGIN)


def ready(person: Person, path: str) -> TestResponse:
    """As a browser that opens the page again, as it is told to."""
    for _ in range(TRIES):
        found = person.see(HOME + path)
        if found.status_code != 202:
            assert found.status_code == 200
            return found
        time.sleep(PAUSE)
    raise AssertionError(f"{path} never came")


def answer(app: Flask, day: str = "2026-09-01") -> None:
    live = running_in(app)
    said = "4" * (len(live.questionnaire(f"{FORM}@1").questions) - 1) + "-"
    with live.store.write() as db:
        where = (point_of(FIRST_UNIT), FIRST_UNIT, f"{FORM}@1", "qr")
        responses.add(db, Response(f"{time.time_ns():032x}", *where, day, "am", said))


def number(page: str) -> int:
    found = re.search(r"([\d.]+) phiếu", words(page.partition('class="card')[2]))
    assert found
    return int(found[1].replace(".", ""))


def test_the_first_reader_waits_on_a_page_that_opens_itself_again(office: Person) -> None:
    # Two hundred schools take half a second, five times as long as a reader waits.
    first = office.see(f"{HOME}?ky=2025Q2")
    assert first.status_code == 202
    assert first.headers["Refresh"] == "3"
    assert "Đang tính chỉ số" in words(first.text)
    assert "Tính lúc" in words(ready(office, "?ky=2025Q2").text)


@pytest.mark.parametrize("page", PAGES)
def test_every_page_with_an_index_says_from_when_it_is(office: Person, page: str) -> None:
    assert "Tính lúc" in words(ready(office, page).text)


def test_what_was_closed_is_shown_as_it_was_closed(app: Flask, office: Person) -> None:
    before = number(ready(office, EARLIER).text)
    answer(app, "2025-11-03")
    closed.close(running_in(app).store, "so", period.parse("2025Q4"), LOGIN)
    page = ready(office, EARLIER).text
    assert number(page) == before + 1
    assert "Tính lúc" not in words(page)


def test_an_answer_that_comes_later_is_not_in_what_is_shown_and_the_page_says_so(
    app: Flask, office: Person
) -> None:
    before = number(ready(office, NOW).text)
    answer(app)
    shown = words(office.read(HOME + NOW))
    assert number(office.read(HOME + NOW)) == before
    assert re.search(r"Tính lúc \d\d:\d\d:\d\d ngày \d\d/\d\d/\d{4}\. (Mở lại trang|Đang tính lại)", shown)


def test_what_somebody_left_out_is_in_no_result_that_is_shown_afterwards(app: Flask, office: Person) -> None:
    before, store = number(ready(office, NOW).text), running_in(app).store
    (token,) = store.db.execute("SELECT token FROM response WHERE day = '2026-09-01' LIMIT 1").fetchone()
    reviewing.set_aside(store, [token], Reason.TEST, "Thử máy.", ("so", date(2026, 11, 20)))
    assert number(ready(office, NOW).text) < before + 1
    aside = number(ready(office, NOW).text)
    reviewing.take_back(store, [token], "Không phải thử.", ("so", date(2026, 11, 20)))
    assert number(ready(office, NOW).text) == aside + 1


def test_the_school_itself_sees_every_answer_at_once(app: Flask) -> None:
    school = Person(app.test_client()).sign_in("truong")
    before = number(school.read(HOME + NOW))
    answer(app)
    after = school.read(HOME + NOW)
    assert number(after) == before + 1
    assert "Tính lúc" not in words(after)


def test_a_file_says_from_when_its_figures_are(office: Person) -> None:
    ready(office, NOW)
    book = openpyxl.load_workbook(io.BytesIO(office.see(f"{HOME}{NOW}&tai=xlsx").data))
    said = " ".join(str(cell.value) for sheet in book for row in sheet for cell in row if cell.value)
    assert "Tính lúc" in said
