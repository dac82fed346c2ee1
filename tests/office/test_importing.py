"""A table of somebody else's on the office's pages: sent, mapped, looked at, taken."""

import io
import json
import os
import re
from datetime import date, datetime
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import Workbook
from werkzeug.test import TestResponse

from survey import period
from survey.closing import closed
from survey.office import drafts
from survey.store import audit, responses
from survey.store.connection import Store
from tests.office.answering import Answering
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
    assert "Đã nhập 2 phiếu mới" in words(school.read(address))


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
    assert "phieu.csv, dòng 3, cột C “A1”: “Tuyệt vời” không phải câu trả lời của câu này; cần 1" in text
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
    send(school, address, "xem", **{"cot-1": "overall"})
    send(school, address, "nhap")
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
        ("phieu.exe", (ROW,), "chỉ đọc được tệp .csv hoặc .xlsx; hãy mở bằng Excel"),
        ("phieu.xlsx", (ROW,), "không phải tệp XLSX"),
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
    assert "cột A “Mã điểm”: không có điểm khảo sát mã “PTHB0001” thuộc đơn vị của mình" in said
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


def test_nothing_is_taken_by_a_mapping_that_was_not_looked_at(school: Person, store: Store) -> None:
    address = opened(school, ROW)
    answer = send(school, address, "nhap", **{"cot-2": ""})
    assert "Cách ghép vừa đổi nên chưa nhập phiếu nào" in words(school.read(str(answer.location)))
    assert stored(store) == []
    send(school, address, "nhap")
    (kept,) = stored(store)
    assert kept.answers[1] == "x"


def test_two_files_of_one_heading_keep_what_was_said_of_each(administrator: Person, store: Store) -> None:
    first = str(upload(administrator, ROW, point="PTHA0001").location)
    second = str(upload(administrator, ROW.replace("9:12", "9:13"), point="PTHB0001").location)
    send(administrator, second, "xem", **{"cot-1": ""})
    assert "Trường Tiểu học An Bình · Cha mẹ học sinh" in words(administrator.read(first))
    send(administrator, first, "nhap")
    assert [one.point for one in stored(store)] == ["PTHA0001"]


def test_a_second_click_and_a_way_back_are_told_the_same(school: Person, store: Store) -> None:
    address = opened(school, ROW)
    page = school.read(address)
    for _ in range(2):
        data = {"viec": "nhap", "csrf_token": token_of(page), "cot-0": "day", "cot-2": "A1", "cot-3": "B1"}
        school.client.post(address, data=data)
        assert "Đã nhập 1 phiếu mới; 0 dòng đã có từ trước." in words(school.read(address))
    assert len(stored(store)) == 1
    assert "xem tiến độ" in words(school.read(address))


def test_an_import_is_in_the_log_with_its_unit_and_the_answers_or_not_at_all(
    school: Person, store: Store
) -> None:
    send(school, opened(school, ROW), "nhap")
    (kept,) = audit.some(store.db, audit.Filter(action="import"), 9)
    assert (kept.actor, kept.unit, kept.detail) == ("truong-a", "th-a", "1 phiếu từ phieu.csv")


def test_a_file_that_was_left_is_found_again_or_thrown_away(school: Person) -> None:
    address = opened(school, ROW)
    send(school, address, "xem", **{"cot-2": "A2"})
    school.client.post(f"{HOME}/dang-xuat", data={"csrf_token": token_of(school.read(PAGE))})
    school.sign_in("truong-a")
    assert "Làm tiếp phieu.csv" in words(school.read(PAGE))
    assert 'value="A2" selected' in school.read(address)
    send(school, address, "bo")
    assert "Làm tiếp" not in words(school.read(PAGE))
    assert school.see(address).status_code == 404


def test_a_heading_that_differs_a_little_is_mapped_as_before(school: Person) -> None:
    send(school, opened(school, ROW), "xem", **{"cot-1": "overall", "ngay": "01/10/2026"})
    data = {
        "csrf_token": token_of(school.read(PAGE)),
        "point": "PTHA0001",
        "file": (io.BytesIO(f"{HEADING},A2\n{ROW},3\n".encode()), "phieu.csv"),
    }
    page = school.read(str(school.client.post(PAGE, data=data).location))
    assert 'value="overall" selected' in page
    assert 'value="A2" selected' in page
    assert 'value="01/10/2026"' not in page


def test_a_word_that_was_explained_wrongly_can_be_explained_again(school: Person, store: Store) -> None:
    address = opened(school, ROW.replace(",4,", ",Tuyệt vời,"))
    send(school, address, "xem", **{"nghia-1": "1"})
    assert "Chữ đã giải thích" in words(school.read(address))
    send(school, address, "xem", **{"nghia-1": "5"})
    send(school, address, "nhap")
    assert [one.answers[1] for one in stored(store)] == ["5"]


def test_rows_of_a_closed_period_are_told_before_they_are_taken(
    school: Person, store: Store, answering: Answering
) -> None:
    answering.say("PTHA0001", 5, 8, date(2026, 8, 20))
    closed.close(store, "so", period.parse("2026Q3"), "so")
    text = words(school.read(opened(school, ROW.replace("05/10", "20/08"), ROW)))
    assert "Quý III/2026 – đã chốt: Quý III/2026 (01/07/2026 – 30/09/2026) 1" in text
    assert "Quý IV/2026 1" in text
    assert "được ghi vào phụ lục" in text


def test_the_sheet_and_the_row_of_the_heading_can_be_chosen(school: Person, store: Store) -> None:
    book = Workbook()
    book.active.append(["Hướng dẫn"])  # type: ignore[union-attr]
    for name, score in (("Khối 1", 4), ("Khối 2", 2)):
        page = book.create_sheet(name)
        for row in (["TRƯỜNG TIỂU HỌC AN BÌNH"], [], ["Ngày", "A1", "B1"], [datetime(2026, 10, 5), score, 5]):  # noqa: DTZ001
            page.append(row)
    body = io.BytesIO()
    book.save(body)
    body.seek(0)
    data = {
        "csrf_token": token_of(school.read(PAGE)),
        "point": "PTHA0001",
        "file": (body, "phieu.xlsx"),
    }
    address = str(school.client.post(PAGE, data=data).location)
    page = school.read(address)
    assert "Tệp có 3 trang tính" in words(page)
    assert 'name="dong-tieu-de" value="3"' in page
    send(school, address, "xem", **{"trang-tinh": "Khối 2", "dong-tieu-de": "3"})
    send(school, address, "nhap", **{"trang-tinh": "Khối 2", "dong-tieu-de": "3"})
    assert [one.answers[1] for one in stored(store)] == ["2"]


def test_a_heading_with_nothing_below_it_cannot_be_chosen(school: Person) -> None:
    address = opened(school, ROW)
    before = school.read(address)
    answer = send(school, address, "xem", **{"dong-tieu-de": "2"})
    assert answer.status_code == 422
    assert "không có dòng dữ liệu nào dưới dòng tiêu đề" in words(answer.text)
    assert school.read(address) == before


def test_a_file_saved_in_another_way_is_told_before_it_is_taken_twice(school: Person) -> None:
    send(school, opened(school, ROW), "nhap")
    address = opened(school, ROW.replace("05/10/2026 9:12:33", "2026-10-05 09:12:33"))
    assert "1 dòng giống hệt phiếu đã nhập từ tệp khác" in words(school.read(address))
    other = opened(school, ROW.replace("05/10/2026", "06/10/2026"))
    assert "giống hệt phiếu đã nhập" not in words(school.read(other))


def test_the_same_ticks_of_another_month_or_school_are_new_and_the_same_file_is_not(
    administrator: Person, store: Store
) -> None:
    said = []
    for point, day in [("A", "05/10"), ("A", "05/11"), ("B", "05/10"), ("A", "05/10")]:
        ticks = [",Rất hài lòng,4,5,"] * 3
        address = str(upload(administrator, *ticks, point=f"PTH{point}0001").location)
        send(administrator, address, "xem", **{"cot-0": "", "ngay": f"{day}/2026"})
        said += re.findall(r"3 dòng: (\d phiếu mới, \d) đã có", words(administrator.read(address)))
        send(administrator, address, "nhap", ngay=f"{day}/2026")
    assert said == ["3 phiếu mới, 0", "3 phiếu mới, 0", "3 phiếu mới, 0", "0 phiếu mới, 3"]
    assert len(stored(store)) == 9


def test_what_is_left_out_of_the_file_is_said(school: Person) -> None:
    text = words(school.read(opened(school, ROW)))
    assert "Cột không nhập: Mức hài lòng chung · Email." in text
    assert "Câu không có cột nào, coi là không hỏi: Chung, A2" in text


def test_where_there_are_several_points_one_has_to_be_chosen(administrator: Person, store: Store) -> None:
    assert 'value="">– chọn điểm khảo sát' in administrator.read(PAGE)
    assert upload(administrator, ROW, point="").status_code == 422
    assert stored(store) == []


def test_a_file_that_is_too_large_leads_back_to_the_form(school: Person) -> None:
    kind = "multipart/form-data; boundary=x"
    answer = school.client.post(PAGE, data=b"x" * 9_000_000, content_type=kind)
    assert answer.status_code == 413
    assert f'href="{PAGE}">Trở lại trang vừa gửi' in answer.text
