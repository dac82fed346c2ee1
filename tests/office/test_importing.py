"""A table of somebody else's on the office's pages: sent, mapped, looked at, taken."""

import io
import json
import os
import re
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from survey.office import drafts
from survey.store import responses
from survey.store.connection import Store
from tests.office.person import HOME, Person, token_of
from tests.office.test_quarter import words

PAGE = f"{HOME}/nhap-tep"
HEADING = "Dấu thời gian,Mức hài lòng chung,A1,B1,Email"
ROW = "05/10/2026 9:12:33,Rất hài lòng,4,5,a@b.vn"

pytestmark = pytest.mark.usefixtures("answering")


def upload(person: Person, *rows: str, point: str = "PTHA0001", name: str = "phieu.csv") -> TestResponse:
    text = "\n".join([HEADING, *rows]) + "\n"
    data = {
        "csrf_token": token_of(person.read(PAGE)),
        "point": point,
        "file": (io.BytesIO(text.encode()), name),
    }
    return person.client.post(PAGE, data=data, content_type="multipart/form-data")


def opened(person: Person, *rows: str) -> str:
    answer = upload(person, *rows)
    assert answer.status_code == 303, words(answer.text)
    return str(answer.location)


def send(person: Person, address: str, deed: str, **changed: str) -> TestResponse:
    """The form as the page shows it, with something changed."""
    page = person.read(address)
    fields = {}
    for select in re.findall(r"<select[^>]*>.*?</select>", page, re.DOTALL):
        name = re.search(r'name="([^"]+)"', select)
        chosen = re.search(r'value="([^"]*)" selected', select)
        assert name
        fields[name[1]] = chosen[1] if chosen else ""
    fields |= dict(re.findall(r'type="hidden" name="(tu-\d+)" value="([^"]*)"', page))
    fields |= dict(re.findall(r'type="radio" name="([^"]+)" value="([^"]*)" checked', page))
    data = {**fields, **changed, "viec": deed, "csrf_token": token_of(page)}
    return person.client.post(address, data=data)


def stored(store: Store) -> list[responses.Response]:
    return list(responses.every(store.db))


def test_a_file_is_mapped_by_its_headings_and_taken(school: Person, store: Store) -> None:
    address = opened(school, ROW, ROW.replace("Rất hài lòng", "Bình thường"))
    text = words(school.read(address))
    assert "2 dòng: 2 phiếu mới" in text
    assert send(school, address, "xem", **{"cot-1": "overall"}).status_code == 303
    answer = send(school, address, "nhap")
    assert answer.status_code == 303
    assert "Đã nhập 2 phiếu mới; 0 dòng đã có từ trước." in words(school.read(str(answer.location)))
    kept = stored(store)
    assert {(one.channel, one.unit, one.day) for one in kept} == {("import", "th-a", "2026-10-05")}
    assert sorted(one.answers[:2] for one in kept) == ["34", "54"]
    assert school.see(address).status_code == 404


def test_the_mapping_of_a_heading_is_remembered(school: Person, store: Store) -> None:
    first = opened(school, ROW)
    send(school, first, "xem", **{"cot-1": "overall", "cot-3": ""})
    send(school, first, "nhap")
    again = opened(school, ROW, ROW.replace(",4,", ",2,"))
    page = school.read(again)
    assert 'value="overall" selected' in page
    assert "2 dòng: 1 phiếu mới, 1 đã có từ trước" in words(page)
    assert send(school, again, "nhap").status_code == 303
    assert len(stored(store)) == 2


def test_faults_are_told_by_cell_and_a_word_can_be_explained(school: Person, store: Store) -> None:
    address = opened(school, ROW, ROW.replace(",4,", ",Tuyệt vời,"))
    text = words(school.read(address))
    assert "phieu.csv, dòng 3, cột “A1”: “Tuyệt vời” không phải câu trả lời của câu này." in text
    assert "Nhập 2 phiếu" not in text
    answer = send(school, address, "nhap")
    assert answer.status_code == 422
    assert stored(store) == []
    send(school, address, "xem", **{"nghia-1": "5"})
    assert "Nhập 2 phiếu" in words(school.read(address))
    send(school, address, "nhap")
    assert sorted(one.answers[1] for one in stored(store)) == ["4", "5"]


def test_identical_rows_are_told_and_can_be_left_out(school: Person, store: Store) -> None:
    address = opened(school, ROW, ROW)
    assert "Dòng 3 giống hệt dòng 2." in words(school.read(address))
    send(school, address, "xem", giong="skip")
    assert "Nhập 1 phiếu" in words(school.read(address))
    send(school, address, "nhap")
    assert len(stored(store)) == 1


def test_what_was_imported_has_its_own_row_in_the_results(school: Person) -> None:
    address = opened(school, *(ROW.replace("9:12:33", f"9:12:{second}") for second in range(10, 17)))
    send(school, address, "nhap", **{"cot-1": "overall"})
    assert "Nhập từ tệp 7" in words(school.read(f"{HOME}?ky=2026Q4"))


def test_the_mapping_can_be_taken_to_the_command_line(school: Person) -> None:
    address = opened(school, ROW)
    told = json.loads(school.read(f"{address}/ghep-cot.json"))
    assert told["columns"]["A1"] == "A1"
    assert told["point"] == "PTHA0001"


@pytest.mark.parametrize(
    ("name", "rows", "sentence"),
    [
        ("phieu.csv", (), "không có dòng dữ liệu nào"),
        ("phieu.exe", (ROW,), "chỉ đọc được tệp .csv hoặc .xlsx"),
        ("phieu.xlsx", (ROW,), "không phải tệp XLSX đọc được"),
    ],
)
def test_a_file_that_cannot_be_read_is_said_and_not_kept(
    school: Person, store: Store, name: str, rows: tuple[str, ...], sentence: str
) -> None:
    answer = upload(school, *rows, name=name)
    assert answer.status_code == 422
    assert sentence in words(answer.text)
    assert list((store.path.parent / drafts.FOLDER).iterdir()) == []


def test_a_draft_is_for_the_person_who_sent_it_alone(school: Person, app: Flask) -> None:
    address = opened(school, ROW)
    administrator = Person(app.test_client()).sign_in("quan-tri")
    for path in (address, f"{address}/ghep-cot.json", f"{PAGE}/{'0' * 32}", f"{PAGE}/..%2f..%2fsecret.key"):
        assert administrator.see(path).status_code == 404
    assert school.see(address).status_code == 200


def test_nobody_imports_for_a_unit_of_others(school: Person, store: Store) -> None:
    assert upload(school, ROW, point="PTHB0001").status_code == 422
    text = "Mã điểm," + HEADING
    data = {
        "csrf_token": token_of(school.read(PAGE)),
        "point": "PTHA0001",
        "file": (io.BytesIO(f"{text}\nPTHB0001,{ROW}\n".encode()), "phieu.csv"),
    }
    answer = school.client.post(PAGE, data=data, content_type="multipart/form-data")
    said = words(school.read(str(answer.location)))
    assert "cột “Mã điểm”: không có điểm khảo sát mã “PTHB0001” thuộc đơn vị của mình" in said
    assert stored(store) == []


def test_an_old_draft_is_forgotten(school: Person, store: Store) -> None:
    address = opened(school, ROW)
    (kept,) = (store.path.parent / drafts.FOLDER).iterdir()
    os.utime(kept, (0, 0))
    opened(school, ROW)
    assert school.see(address).status_code == 404
    assert not kept.exists()


def test_drafts_can_be_read_by_their_owner_only(school: Person, store: Store) -> None:
    opened(school, ROW)
    folder: Path = store.path.parent / drafts.FOLDER
    assert all(place.stat().st_mode & 0o077 == 0 for place in folder.iterdir())
