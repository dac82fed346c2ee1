"""Numbers in the cells of a table: counts without decimals, what is measured always with them."""

import io

import pandas as pd
import pytest
from openpyxl import load_workbook

from analytics import page, spreadsheet, tables
from analytics.numbers import NOTHING, cell
from analytics.reports import columns
from analytics.review import Row


@pytest.mark.parametrize(
    ("value", "heading", "said"),
    [
        (100.0, "Chỉ số hài lòng (%)", "100,00"),
        (96.43, "Chỉ số hài lòng (%)", "96,43"),
        (0.0, "So với kỳ trước (điểm %)", "0,00"),
        (4.0, "Điểm trung bình (1–5)", "4,00"),
        (4, "Người có điểm trung bình từ 4", "4"),
        (120.0, "Số phiếu", "120"),
        (1234, "Số phiếu", "1.234"),
        (1.5, "Cỡ mẫu", "1,50"),
        (float("nan"), "Chỉ số hài lòng (%)", NOTHING),
        (None, "Số phiếu", NOTHING),
        (pd.NA, "Số phiếu", NOTHING),
        ("ẩn", "Chỉ số hài lòng (%)", "ẩn"),
    ],
)
def test_a_whole_percent_reads_as_its_neighbours_do(value: object, heading: str, said: str) -> None:
    assert cell(value, heading) == said


def test_page_and_paper_write_a_table_alike() -> None:
    frame = pd.DataFrame({"Tên": ["A", "B"], "Số phiếu": [12, 30], "Tỷ lệ (%)": [100.0, 96.43]})
    assert [line[1:] for line in columns.lay_out(frame, 160).lines] == [
        ("A", "12", "100,00"), ("B", "30", "96,43"),
    ]  # fmt: skip
    written = page.html_table(frame)
    assert '<td class="n">100,00</td>' in written
    assert '<td class="n">12</td>' in written


def test_a_hidden_row_makes_no_fractions_of_the_counts_of_others() -> None:
    frame = tables.table([Row("a", "A", 120), Row("b", "B", 4, hidden="ẩn")])
    assert "a,A,120," in spreadsheet.csv_text(frame)
    sheet = load_workbook(io.BytesIO(spreadsheet.workbook({"Đơn vị": frame}))).worksheets[0]
    assert (sheet["C2"].value, sheet["C2"].number_format, sheet["C3"].value) == (120, "General", None)
