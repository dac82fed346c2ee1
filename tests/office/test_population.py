"""Counts of students and dossiers, and the response rates that follow from them."""

import io
import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from flask import Flask
from openpyxl import load_workbook

from survey.loading import population as loading
from survey.loading.errors import LoadError
from survey.places import folder
from survey.store import populations, units
from survey.store.audit import COMMAND_LINE
from survey.store.connection import Store
from survey.store.populations import Kind, Population
from survey.store.units import MANAGEMENT, Edge, Unit
from tests.office.answering import Answering
from tests.office.asking import asked
from tests.office.person import HOME, Person, token_of
from tests.office.test_quarter import QUARTER, words

COUNTS = f"{HOME}/quy-mo{QUARTER}"
FILLED = {
    "unit": "th-a",
    "kind": "students",
    "first": "2026-07-01",
    "last": "2026-09-30",
    "number": "250",
    "source": "báo cáo",
}


def known(store: Store, unit: str, count: int, kind: Kind = Kind.STUDENTS) -> None:
    with store.write() as db:
        populations.save(db, [Population(unit, kind, "2026-07-01", "2026-09-30", count, "báo cáo")])


@pytest.mark.usefixtures("quarter")
def test_without_counts_the_pages_say_that_there_is_no_rate(reviewer: Person) -> None:
    for page in (HOME, f"{HOME}/don-vi/th-a", f"{HOME}/tien-do"):
        assert "chưa có tỷ lệ trả lời" in words(reviewer.read(page + QUARTER))


@pytest.mark.usefixtures("quarter")
def test_a_response_rate_is_shown_on_the_unit_and_on_progress(reviewer: Person, store: Store) -> None:
    known(store, "th-a", 250)
    known(store, "quay-a", 30, Kind.DOSSIERS)
    unit = words(reviewer.read(f"{HOME}/don-vi/th-a{QUARTER}"))
    assert "Tỷ lệ trả lời: 100 phiếu trên 250 (40,0 %)." in unit
    progress = words(reviewer.read(f"{HOME}/tien-do{QUARTER}&phieu=truong_hoc_tieu_hoc"))
    assert "40,0 % của 250" in progress
    assert "Trường Tiểu học Bình Minh 40 chưa có số người" in progress
    counter = words(reviewer.read(f"{HOME}/tien-do{QUARTER}&phieu=mot_cua_2026"))
    assert "10,0 % của 30" in counter


@pytest.mark.usefixtures("quarter")
def test_the_report_has_the_rate_of_the_page(reviewer: Person, store: Store) -> None:
    known(store, "th-a", 250)
    known(store, "th-b", 150)
    said = "140 phiếu trên 400 (35,0 %)"
    assert f"Tỷ lệ trả lời: {said}" in words(reviewer.read(f"{HOME}{QUARTER}"))
    report = reviewer.see(f"{HOME}/bao-cao/so{QUARTER}&dang=xlsx").data
    sheet = pd.read_excel(io.BytesIO(report), sheet_name="Số phiếu").set_index("Phiếu khảo sát")
    primary = next(line for name, line in sheet.iterrows() if "tiểu học" in str(name))
    assert (primary["Số người có thể trả lời"], primary["Tỷ lệ trả lời (%)"]) == (400, 35.0)


@pytest.mark.usefixtures("quarter")
def test_more_forms_than_people_is_a_warning_and_no_rate(reviewer: Person, store: Store) -> None:
    known(store, "th-a", 80)
    for page in (f"{HOME}/don-vi/th-a{QUARTER}", f"{HOME}/tien-do{QUARTER}&phieu=truong_hoc_tieu_hoc"):
        text = words(reviewer.read(page))
        assert "Có 100 phiếu nhưng chỉ 80 người có thể trả lời: chưa tính tỷ lệ." in text
        assert "125" not in text


@pytest.mark.usefixtures("quarter")
def test_a_verdict_knows_when_not_even_everybody_could_decide(
    answering: Answering, reviewer: Person, store: Store
) -> None:
    answering.say("PTHPT001", 5, 13)
    answering.say("PTHPT001", 2, 2)
    known(store, "thpt-c", 16)
    text = words(reviewer.read(f"{HOME}/don-vi/thpt-c{QUARTER}"))
    assert "nhiều hơn số người có thể trả lời (16)" in text


@pytest.mark.usefixtures("quarter")
def test_what_the_silent_could_change_is_told(reviewer: Person, store: Store) -> None:
    known(store, "th-a", 250)
    # (0.95 - 1.0 * 0.4) / 0.6 = 0.9167
    text = words(reviewer.read(f"{HOME}/don-vi/th-a{QUARTER}"))
    assert "Kết luận đổi nếu trong số chưa trả lời có dưới 91,7 % hài lòng" in text


@pytest.mark.usefixtures("quarter")
def test_the_table_of_progress_tells_the_people(reviewer: Person, store: Store) -> None:
    known(store, "th-a", 250)
    answer = reviewer.see(f"{HOME}/tien-do{QUARTER}&tai=xlsx")
    sheet = pd.read_excel(io.BytesIO(answer.data), sheet_name="truong_hoc_tieu_hoc").set_index("Mã")
    assert sheet.loc["th-a", "Số người có thể trả lời"] == 250
    assert sheet.loc["th-a", "Tỷ lệ trả lời"] == "100 phiếu trên 250 (40,0 %)."


@pytest.mark.usefixtures("answering")
def test_the_page_lists_what_is_missing_first_and_takes_a_count(reviewer: Person, store: Store) -> None:
    text = words(reviewer.read(COUNTS))
    assert "Còn 4 số chưa có." in text
    assert "Trường THPT Chi Lăng học sinh chưa có" in text
    assert "Trung tâm Phục vụ hành chính công xã An Bình hồ sơ chưa có" in text
    answer = reviewer.send(COUNTS, **FILLED)
    assert answer.status_code == 303
    text = words(reviewer.read(COUNTS))
    assert "Còn 3 số chưa có." in text
    assert "Trường Tiểu học An Bình học sinh 250" in text
    (kept,) = populations.every(store.db)
    assert kept == Population("th-a", Kind.STUDENTS, "2026-07-01", "2026-09-30", 250, "báo cáo")


@pytest.mark.usefixtures("answering")
def test_students_are_asked_for_a_school_year(reviewer: Person) -> None:
    page = reviewer.read(f"{COUNTS}&don-vi=th-a&loai=students")
    assert 'value="01/09/2026"' in page
    assert 'value="31/08/2027"' in page
    page = reviewer.read(f"{COUNTS}&don-vi=quay-a&loai=dossiers")
    assert 'value="01/07/2026"' in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"unit": "khong-co"}, "Không có đơn vị mã này trong phạm vi"),
        ({"unit": ""}, "Hãy điền ô này."),
        ({"number": "nhiều"}, "không phải số nguyên"),
        ({"number": "-3"}, "không phải số nguyên"),
        ({"last": "2026-06-30"}, "Đến ngày không được trước từ ngày."),
        ({"last": "31/02/2026"}, "Hãy ghi ngày như 31/12/2026."),
        ({"first": "hôm qua"}, "Hãy ghi ngày như"),
        ({"source": ""}, "Hãy điền ô này."),
    ],
)
@pytest.mark.usefixtures("answering")
def test_a_wrong_count_is_told_and_not_kept(
    reviewer: Person, store: Store, wrong: dict[str, str], sentence: str
) -> None:
    answer = reviewer.send(COUNTS, **{**FILLED, **wrong})
    assert answer.status_code == 422
    assert sentence in words(answer.text)
    assert populations.every(store.db) == []


@pytest.mark.usefixtures("answering")
def test_a_commune_counts_its_own_units_only(commune: Person, school: Person, store: Store) -> None:
    assert commune.send(COUNTS, **FILLED).status_code == 303
    assert commune.send(COUNTS, **{**FILLED, "unit": "th-b"}).status_code == 422
    assert "Bình Minh" not in words(commune.read(COUNTS))
    assert school.see(COUNTS).status_code == 403
    assert [one.unit for one in populations.every(store.db)] == ["th-a"]


def test_without_points_the_page_says_what_to_do(reviewer: Person) -> None:
    page = reviewer.read(COUNTS)
    assert "Chưa có điểm khảo sát nào hỏi học sinh" in words(page)
    assert 'href="/van-phong/diem' in page


@pytest.mark.usefixtures("answering")
def test_units_are_found_without_marks(reviewer: Person) -> None:
    assert "Chi Lăng" in words(reviewer.read(f"{COUNTS}&tim=chi lang").split("<table")[1])
    assert "Không có đơn vị nào" in words(reviewer.read(f"{COUNTS}&tim=zzz"))


@pytest.mark.parametrize("path", [COUNTS, f"{HOME}/tien-do{QUARTER}"])
@pytest.mark.usefixtures("quarter")
def test_more_units_ask_the_store_no_more(app: Flask, reviewer: Person, path: str) -> None:
    from survey.running import running_in
    from survey.store import points
    from survey.store.points import Point

    served = running_in(app).store
    before = asked(served, reviewer, path)
    with served.write() as db:
        units.save(db, [Unit(f"t{n}", f"Trường {n}", "truong_tieu_hoc", "tieu_hoc") for n in range(30)])
        units.save_edges(db, [Edge(f"t{n}", "so", MANAGEMENT) for n in range(30)])
        for n in range(30):
            points.add(
                db,
                Point(
                    f"T{n:07}", f"t{n}", "class", "PH", "truong_hoc_tieu_hoc", "full", "open", "2026-01-01"
                ),
            )
    assert asked(served, reviewer, path) == before


def saved(tmp_path: Path, rows: str) -> Path:
    path = tmp_path / "so-luong.csv"
    path.write_text(f"Mã đơn vị,Loại số lượng,Số lượng,Kỳ,Từ ngày,Đến ngày,Nguồn\n{rows}", encoding="utf-8")
    return path


def test_a_table_of_counts_is_taken(store: Store, tmp_path: Path) -> None:
    rows = "th-a,học sinh,1.250,2026-2027,,,EMIS\nquay-a,hồ sơ,40,,1/10/2026,31/10/2026,\n"
    assert loading.load(store, saved(tmp_path, rows)) == 2
    assert populations.every(store.db) == [
        Population("quay-a", Kind.DOSSIERS, "2026-10-01", "2026-10-31", 40, "so-luong.csv"),
        Population("th-a", Kind.STUDENTS, "2026-09-01", "2027-08-31", 1250, "EMIS"),
    ]


def test_a_table_is_not_taken_where_the_log_cannot_say_so(
    reviewer: Person, store: Store, tmp_path: Path, unwritten: Callable[[str], None]
) -> None:
    unwritten("import")
    table = saved(tmp_path, "th-a,học sinh,1.250,2026-2027,,,EMIS\n")
    page = f"{HOME}/quy-mo/tep"
    sent = {"csrf_token": token_of(reviewer.read(page)), "file": (table.open("rb"), table.name)}
    assert reviewer.client.post(page, data=sent).status_code == 503
    with pytest.raises(sqlite3.IntegrityError, match="the audit log is full"):
        loading.load(store, table, COMMAND_LINE)
    assert populations.every(store.db) == []


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("khong,học sinh,1,2026Q3,,,\n", "dòng 2, cột Mã đơn vị: không có đơn vị mã “khong”"),
        ("th-a,giáo viên,1,2026Q3,,,\n", "dòng 2, cột Loại số lượng: “giáo viên” phải là một trong"),
        ("th-a,học sinh,1,5,,,\n", "dòng 2, cột Kỳ: “5” không phải kỳ"),
        ("th-a,học sinh,-1,2026Q3,,,\n", "dòng 2, cột Số lượng: “-1” không phải số nguyên"),
        ("th-a,học sinh,9999999,2026Q3,,,\n", "lớn quá"),
        ("th-a,học sinh,1,,,,\n", "hãy ghi kỳ, hoặc cả từ ngày và đến ngày"),
        ("th-a,học sinh,1,,2/1/2026,1/1/2026,\n", "cột Đến ngày: trước từ ngày"),
        ("th-a,học sinh,1,2026Q3,1/1/2026,,\n", "đã ghi kỳ thì để trống"),
        (
            "th-a,học sinh,1,2026Q3,,,\nth-a,học sinh,2,2026Q3,,,\n",
            "dòng 3, cột Mã đơn vị: đơn vị này đã có dòng khác",
        ),
    ],
)
def test_a_fault_in_a_table_of_counts_keeps_it_out(
    store: Store, tmp_path: Path, rows: str, sentence: str
) -> None:
    with pytest.raises(LoadError, match="Chưa nạp dòng nào") as refused:
        loading.load(store, saved(tmp_path, rows))
    assert sentence in str(refused.value)
    assert populations.every(store.db) == []


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_samples_fit_the_sample_organisation(store: Store, ending: str) -> None:
    from survey.loading import organisation

    sample = folder("data") / "sample"
    organisation.load(store, sample / f"organisation.{ending}")
    assert loading.load(store, sample / f"population.{ending}") > 20
    assert {one.source for one in populations.every(store.db)} == {"số liệu mẫu, không có thật"}
    assert date(2026, 9, 1).isoformat() in {one.first_day for one in populations.every(store.db)}


@pytest.mark.usefixtures("quarter")
def test_the_table_to_fill_in_lists_every_unit_and_is_read_back(
    reviewer: Person, store: Store, tmp_path: Path
) -> None:
    answer = reviewer.see(f"{HOME}/quy-mo?ky=2026Q4&tai=xlsx")
    book = load_workbook(io.BytesIO(answer.data))
    sheet = book.worksheets[0]
    heading = [cell.value for cell in sheet[1]]
    assert heading[:3] == ["Mã đơn vị", "Loại số lượng", "Số lượng"]
    for row in sheet.iter_rows(min_row=2):
        row[2].value = 1250
    book.save(tmp_path / "so-nguoi.xlsx")
    taken = loading.load(store, tmp_path / "so-nguoi.xlsx")
    assert taken == sheet.max_row - 1 > 0
    assert {
        (one.count, one.first_day) for one in populations.every(store.db) if one.kind is Kind.STUDENTS
    } == {(1250, "2026-09-01")}
