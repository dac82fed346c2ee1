"""Tables as offices write them: titles above the heading, words for codes, leavings of a spreadsheet."""

import re
import unicodedata
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from survey import period
from survey.loading import cells, table
from survey.loading.errors import LoadError
from survey.loading.population import count, window
from survey.loading.table import Column

COLUMNS = (
    Column("code", "Mã đơn vị", cells.code, required=True),
    Column("name", "Tên đơn vị", cells.line),
    Column("kind", "Loại đơn vị", cells.Named({"so_gddt": "Sở Giáo dục và Đào tạo"})),
    Column("day", "Hoạt động từ", cells.day),
)


def workbook(folder: Path, *rows: list[object]) -> Path:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(folder / "to-chuc.xlsx")
    return folder / "to-chuc.xlsx"


def test_the_title_of_a_table_stands_above_its_heading(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        ["SỞ GIÁO DỤC VÀ ĐÀO TẠO"],
        [],
        ["Danh sách đơn vị năm 2026"],
        [" Mã  đơn\u00a0vị", "Tên đơn vị ", "Loại đơn vị", "Hoạt động từ"],
        ["so-gddt ", " Sở  Giáo\u200b dục\n", "sở giáo dục và đào tạo", date(2026, 9, 1)],
    )
    assert table.read(path, COLUMNS).rows == [
        (5, {"code": "so-gddt", "name": "Sở Giáo dục", "kind": "so_gddt", "day": "2026-09-01"})
    ]


def test_faults_name_the_heading_of_the_file_and_the_row_a_person_counts(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["Danh sách"], ["Mã đơn vị", "Tên đơn vị"], ["a b", "#N/A"])
    sheet = table.read(path, COLUMNS)
    assert sheet.faults == [
        "to-chuc.xlsx, dòng 3, cột Mã đơn vị: “a b” chỉ gồm chữ, số, dấu chấm, gạch ngang, gạch dưới, "
        "tối đa 64 ký tự.",
        "to-chuc.xlsx, dòng 3, cột Tên đơn vị: ô báo lỗi #N/A của bảng tính; hãy sửa công thức.",
    ]


def rewritten(path: Path, part: str, old: bytes, new: bytes) -> Path:
    """The same workbook with one of its parts changed."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    with zipfile.ZipFile(path, "w") as packed:
        for name, body in parts.items():
            packed.writestr(name, re.sub(old, new, body, flags=re.DOTALL) if name.endswith(part) else body)
    return path


def test_a_workbook_that_says_it_is_one_cell_is_read_whole(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["code", "name"], ["a", "Trường A"])
    rewritten(path, "sheet1.xml", rb'<dimension ref="[^"]*"', b'<dimension ref="A1"')
    assert table.read(path, COLUMNS).rows == [(2, {"code": "a", "name": "Trường A"})]


@pytest.mark.parametrize("part", ["workbook.xml", "sheet1.xml"])
def test_a_workbook_broken_inside_is_told(tmp_path: Path, part: str) -> None:
    path = rewritten(workbook(tmp_path, ["code"], ["a"]), part, rb".+", b"<broken")
    with pytest.raises(LoadError, match="tệp XLSX hỏng, không đọc được"):
        table.read(path, COLUMNS)


def test_a_workbook_of_nothing_but_a_chart_is_told(tmp_path: Path) -> None:
    book = Workbook()
    book.create_chartsheet()
    book.remove(book.worksheets[0])
    book.save(tmp_path / "bieu-do.xlsx")
    with pytest.raises(LoadError, match="không đọc được"):
        table.read(tmp_path / "bieu-do.xlsx", COLUMNS)


def test_a_cell_that_is_far_too_long_is_quoted_in_short(tmp_path: Path) -> None:
    (fault,) = table.read(workbook(tmp_path, ["code", "name"], ["x" * 500, "Tên"]), COLUMNS).faults
    assert f"“{'x' * 60}…”" in fault


def test_an_unknown_heading_is_told_with_the_columns_there_are(tmp_path: Path) -> None:
    with pytest.raises(
        LoadError, match="dòng 1, cột Ghi chú: không rõ là cột gì; các cột dùng được: Mã đơn vị"
    ):
        table.read(workbook(tmp_path, ["Mã đơn vị", "Ghi chú"], ["a", "b"]), COLUMNS)


def test_letters_taken_apart_are_the_same_heading_and_the_same_word(tmp_path: Path) -> None:
    path = tmp_path / "to-chuc.csv"
    text = "\ufeffMã đơn vị;Tên đơn vị;Loại đơn vị\nso;Sở Giáo dục;Sở Giáo dục và Đào tạo\n"
    path.write_text(unicodedata.normalize("NFD", text), encoding="utf-8")
    ((_, row),) = table.read(path, COLUMNS).rows
    assert row == {"code": "so", "name": "Sở Giáo dục", "kind": "so_gddt"}


def test_a_word_that_names_nothing_is_told_with_all_that_do() -> None:
    with pytest.raises(ValueError, match=r"phải là một trong: Sở Giáo dục và Đào tạo \(so_gddt\)"):
        cells.Named({"so_gddt": "Sở Giáo dục và Đào tạo"})("Sở GD")


@pytest.mark.parametrize(
    ("typed", "number"), [("1250", "1250"), ("1.250", "1250"), ("1 250", "1250"), ("0", "0")]
)
def test_a_count_is_a_whole_number(typed: str, number: str) -> None:
    assert count(typed) == number


@pytest.mark.parametrize("typed", ["12.5", "1.25", "1.2.3", "1,250", "-5", "1.2500", "một"])
def test_what_a_spreadsheet_made_of_a_count_is_not_taken_for_another(typed: str) -> None:
    with pytest.raises(ValueError, match=r"hãy ghi 1250 hoặc 1\.250"):
        count(typed)


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("Quý III/2026", "2026Q3"),
        ("quý iii / 2026", "2026Q3"),
        ("Năm học 2026-2027", "2026-2027"),
        ("Năm học 2026–2027", "2026-2027"),
        ("6 tháng đầu năm 2026", "2026H1"),
        ("Học kỳ I năm học 2026–2027", "2026-2027HK1"),
        ("2026Q3", "2026Q3"),
    ],
)
def test_a_period_is_read_as_the_pages_call_it(words: str, label: str) -> None:
    assert window(words).label == label


def test_every_period_is_found_again_by_its_name() -> None:
    for calendar in (period.Calendar.QUARTER, period.Calendar.SCHOOL_YEAR):
        for one in period.of_year(2026, calendar):
            assert window(one.name) == one
