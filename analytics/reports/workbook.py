"""The report as a workbook: every table of it on a sheet of its own, with units and notes on the first."""

import pandas as pd

from analytics import spreadsheet
from analytics.reports.content import Report

CONTENTS = "Mục lục"
SHEET, TABLE, UNIT, NOTES = "Trang", "Bảng", "Đơn vị tính", "Cách đọc"


def write(report: Report) -> bytes:
    """Write every table as XLSX: numbers as numbers, headings frozen, text never a formula."""
    sheets = {CONTENTS: _contents(report)} | {table.name: table.frame for table in report.tables}
    return spreadsheet.workbook(sheets, [report.status, *report.method])


def _contents(report: Report) -> pd.DataFrame:
    about = [("", report.subject, "", report.status)]
    lines = [(one.name, one.title, one.unit, " ".join(one.notes)) for one in report.tables]
    return pd.DataFrame([*about, *lines], columns=[SHEET, TABLE, UNIT, NOTES])
