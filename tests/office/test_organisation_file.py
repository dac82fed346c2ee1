"""The organisation from a file in the browser: looked at, then taken; counts of people from a file."""

import io

import pytest
from flask import Flask
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from survey.running import running_in
from survey.store import organisation, populations, units
from survey.store.connection import Store
from tests.office.person import HOME, Person, token_of
from tests.office.test_quarter import words

UPLOAD = f"{HOME}/to-chuc/nap"
COUNTS = f"{HOME}/quy-mo/tep"
DECIDED = {"day": "01/10/2026", "number": "12/QĐ-UBND", "signed_on": "15/09/2026", "summary": "Sắp xếp"}
CHANGED = (
    "code,name,kind,level,parent\n"
    "th-a,Trường Tiểu học Kim Đồng,truong_tieu_hoc,tieu_hoc,xa-b\n"
    "mn-a,Trường Mầm non An Bình,truong_mam_non,mam_non,xa-a\n"
)


@pytest.fixture
def administrator(app: Flask) -> Person:
    return Person(app.test_client()).sign_in("quan-tri")


@pytest.fixture
def served(app: Flask) -> Store:
    return running_in(app).store


def upload(person: Person, path: str, content: bytes, name: str = "to-chuc.csv") -> TestResponse:
    token = token_of(person.see(path).text)
    return person.client.post(path, data={"csrf_token": token, "file": (io.BytesIO(content), name)})


def test_a_file_is_looked_at_before_anything_is_stored(administrator: Person, served: Store) -> None:
    answer = upload(administrator, UPLOAD, CHANGED.encode())
    assert answer.status_code == 303
    text = words(administrator.read(answer.location))
    assert "Lập mới: 1 Trường Mầm non An Bình (mn-a)" in text
    assert "Đổi tên: 1 “Trường Tiểu học An Bình” → “Trường Tiểu học Kim Đồng” (th-a)" in text
    assert "Chuyển cơ quan cấp trên: 1" in text
    assert organisation.revision(served.db) == 0
    looked = administrator.send(answer.location, **DECIDED, buoc="xem")
    assert (looked.status_code, organisation.revision(served.db)) == (200, 0)
    taken = administrator.send(answer.location, **DECIDED, buoc="ghi")
    assert taken.status_code == 303
    assert units.get(served.db, "th-a").name == "Trường Tiểu học Kim Đồng"
    event = organisation.events(served.db, "th-a")[0]
    assert (event.day.isoformat(), event.document.number) == ("2026-10-01", "12/QĐ-UBND")
    # What was taken is not kept.
    assert administrator.see(answer.location).status_code == 404


def test_a_decision_without_its_document_takes_nothing(administrator: Person, served: Store) -> None:
    place = upload(administrator, UPLOAD, CHANGED.encode()).location
    answer = administrator.send(place, **{**DECIDED, "number": " "}, buoc="ghi")
    assert answer.status_code == 422
    assert organisation.revision(served.db) == 0


def test_another_day_than_the_one_shown_is_shown_before_it_is_recorded(
    administrator: Person, served: Store
) -> None:
    place = upload(administrator, UPLOAD, CHANGED.encode()).location
    answer = administrator.send(place, **{**DECIDED, "da-xem": "2026-11-20"}, buoc="ghi")
    assert answer.status_code == 200
    assert "Ngày hiệu lực vừa đổi so với lần xem trước" in words(answer.text)
    assert organisation.revision(served.db) == 0
    assert administrator.send(place, **{**DECIDED, "da-xem": "2026-10-01"}, buoc="ghi").status_code == 303


def test_a_document_of_tomorrow_takes_nothing(administrator: Person, served: Store) -> None:
    place = upload(administrator, UPLOAD, CHANGED.encode()).location
    answer = administrator.send(place, **{**DECIDED, "signed_on": "01/01/2050"}, buoc="ghi")
    assert answer.status_code == 422
    assert "Ngày này chưa tới; hãy ghi ngày ký văn bản." in words(answer.text)
    assert organisation.revision(served.db) == 0


def test_faults_are_told_by_row_and_column(administrator: Person, served: Store) -> None:
    place = upload(administrator, UPLOAD, CHANGED.replace("xa-b", "xa-z").encode()).location
    text = words(administrator.read(place))
    assert "to-chuc.csv, dòng 2, cột parent: không có đơn vị mã “xa-z”" in text
    assert administrator.send(place, **DECIDED, buoc="ghi").status_code == 422
    assert organisation.revision(served.db) == 0


def test_a_file_that_changes_nothing_offers_nothing_to_record(administrator: Person) -> None:
    place = upload(administrator, UPLOAD, CHANGED.encode()).location
    administrator.send(place, **DECIDED, buoc="ghi")
    text = administrator.read(upload(administrator, UPLOAD, CHANGED.encode()).location)
    assert "Tệp giống hệ thống, không có gì để nạp" in words(text)
    assert 'value="ghi"' not in text


def test_what_is_taken_out_in_the_browser_comes_in_unchanged(administrator: Person) -> None:
    out = administrator.see(f"{HOME}/to-chuc/to-chuc.xlsx")
    sheet = load_workbook(io.BytesIO(out.data)).worksheets[0]
    assert [cell.value for cell in sheet[1]][:3] == ["Mã đơn vị", "Tên đơn vị", "Loại đơn vị"]
    words_of_codes = [
        [c.value for c in row] for row in load_workbook(io.BytesIO(out.data))["Mã dùng được"].iter_rows()
    ]
    assert ["Loại đơn vị", "truong_thcs", "Trường trung học cơ sở"] in words_of_codes
    # The small office has kinds that no list knows: a real export has none.
    for row in sheet.iter_rows(min_row=2):
        row[2].value = "truong_thcs" if row[2].value == "truong" else row[2].value
    changed = io.BytesIO()
    assert sheet.parent is not None
    sheet.parent.save(changed)
    place = upload(administrator, UPLOAD, changed.getvalue(), "to-chuc.xlsx").location
    text = words(administrator.read(place))
    assert "Lập mới" not in text
    assert "Đổi tên" not in text
    assert "Chuyển cơ quan" not in text


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [(b"not a table", "x.xlsx", "không phải tệp XLSX"), (b"code,name\n", "x.csv", "thiếu cột kind")],
)
def test_a_file_that_holds_no_organisation_is_told(
    administrator: Person, content: bytes, name: str, sentence: str
) -> None:
    text = administrator.read(upload(administrator, UPLOAD, content, name).location)
    assert sentence in words(text)
    assert 'value="ghi"' not in text


def test_a_file_of_another_kind_is_not_kept(administrator: Person) -> None:
    answer = upload(administrator, UPLOAD, b"x", "to-chuc.pdf")
    assert answer.status_code == 422
    assert "Chỉ đọc được tệp .xlsx và .csv" in words(answer.text)


def test_another_day_is_looked_at_without_a_document(administrator: Person) -> None:
    place = upload(administrator, UPLOAD, CHANGED.encode()).location
    looked = administrator.send(place, day="01/12/2026", buoc="xem")
    assert looked.status_code == 200
    assert "Sẽ thay đổi từ 01/12/2026" in words(looked.text)
    wrong = administrator.send(place, day="31/02/2026", buoc="xem")
    assert wrong.status_code == 422
    assert "Hãy ghi ngày như 31/12/2026." in words(wrong.text)


def test_no_file_is_told(administrator: Person) -> None:
    answer = administrator.send(UPLOAD)
    assert answer.status_code == 422
    assert "Hãy chọn một tệp." in words(answer.text)


def test_nobody_else_sees_a_file_that_was_sent(app: Flask, administrator: Person) -> None:
    place = upload(administrator, UPLOAD, CHANGED.encode()).location
    for name in ("so", "xa-a", "truong-a"):
        other = Person(app.test_client()).sign_in(name)
        assert {other.see(path).status_code for path in (UPLOAD, place, f"{HOME}/to-chuc/to-chuc.xlsx")} == {
            403
        }


@pytest.mark.usefixtures("answering")
def test_counts_come_from_a_file_whole_or_not_at_all(commune: Person, served: Store) -> None:
    rows = "Mã đơn vị,Loại số lượng,Số lượng,Kỳ,Nguồn\nth-a,học sinh,250,2026-2027,báo cáo\n"
    assert upload(commune, COUNTS, rows.encode(), "so.csv").status_code == 303
    assert [one.count for one in populations.every(served.db)] == [250]
    others = rows + "th-b,học sinh,300,2026-2027,báo cáo\n"
    answer = upload(commune, COUNTS, others.encode(), "so.csv")
    assert answer.status_code == 422
    assert "so.csv, dòng 3, cột Mã đơn vị: không có đơn vị mã “th-b”" in words(answer.text)
    assert len(populations.every(served.db)) == 1
