"""The workbook, reopened: numbers are numbers, text is text, every table has its sheet and its notes."""

import io
from dataclasses import replace

import openpyxl
import pytest
from openpyxl import Workbook

from analytics.reports import workbook
from analytics.reports.compose import compose
from analytics.reports.content import Report
from analytics.spreadsheet import NOTES_SHEET
from tests.analytics.reports.small_report import SEAL, form, material


@pytest.fixture(scope="module")
def report() -> Report:
    return compose(material(form(before={"a": (60, 40)})))


@pytest.fixture(scope="module")
def book(report: Report) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook.write(report)))


def test_every_table_has_a_sheet_of_its_own(book: Workbook, report: Report) -> None:
    assert book.sheetnames == [workbook.CONTENTS, *(one.name for one in report.tables), NOTES_SHEET]


def test_numbers_are_numbers_and_equal_to_the_tables(book: Workbook, report: Report) -> None:
    for table in report.tables:
        sheet = book[table.name]
        for column, heading in enumerate(table.frame.columns, start=1):
            assert sheet.cell(1, column).value == heading
            for row, value in enumerate(table.frame[heading].tolist(), start=2):
                cell = sheet.cell(row, column)
                if isinstance(value, str):
                    assert (cell.data_type, cell.value) == ("s", value) if value else cell.value is None
                elif value is None or value != value:
                    assert cell.value is None
                else:
                    assert (cell.data_type, cell.value) == ("n", value)


def test_a_name_that_looks_like_a_formula_stays_text(book: Workbook) -> None:
    named = [cell for row in book["1 Đơn vị"].iter_rows() for cell in row if cell.value == "=1+1"]
    assert [cell.data_type for cell in named] == ["s"]
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_headings_stay_in_sight(book: Workbook) -> None:
    assert {sheet.freeze_panes for sheet in book} == {"A2"}


def test_the_first_sheet_lists_tables_with_units_and_notes(book: Workbook, report: Report) -> None:
    lines = list(book[workbook.CONTENTS].iter_rows(min_row=2, values_only=True))
    assert lines[0][1] == report.subject
    assert lines[0][3] == report.status
    assert [line[0] for line in lines[1:]] == [one.name for one in report.tables]
    assert {line[2] for line in lines[1:] if line[2]} >= {"phiếu", "%; điểm trung bình từ 1 đến 5"}


def test_the_last_sheet_says_how_and_whether_it_is_final(book: Workbook) -> None:
    said = [cell.value for cell in book[NOTES_SHEET]["A"]]
    assert "Dự thảo lập ngày 20/11/2026" in said[1]
    assert any("Khoảng tin cậy 95 %" in line for line in said)
    sealed = openpyxl.load_workbook(io.BytesIO(workbook.write(compose(material(form(), seal=SEAL)))))
    assert SEAL.digest in sealed[NOTES_SHEET]["A2"].value


def test_the_same_report_is_the_same_file(report: Report) -> None:
    assert workbook.write(report) == workbook.write(report)


def test_the_first_sheet_tells_the_channels_and_what_was_set_aside() -> None:
    made = compose(replace(material(form()), left_out={"phiếu trùng": 2}))
    first = openpyxl.load_workbook(io.BytesIO(workbook.write(made)))[workbook.CONTENTS]
    (notes,) = [row[3].value for row in first if row[0].value == "Số phiếu"]
    assert "loại vì phiếu trùng: 2" in notes
    assert "Phương thức trả lời: " in notes
