"""Tables for spreadsheet programs, where text must stay text: no cell may become a formula."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

NOTES_SHEET = "Cách tính"

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
_WIDEST = 60
# A workbook of the same tables is the same file, whenever it is written.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def csv_text(frame: pd.DataFrame) -> str:
    """Write a table as CSV; text that a spreadsheet would run as a formula gets an apostrophe before it.

    Comma between cells, decimal point, missing numbers empty: the form programs read. Save it as "utf-8-sig",
    so that Excel shows Vietnamese marks.
    """
    safe = frame.map(_disarmed).rename(columns=_disarmed)
    return safe.to_csv(index=False, lineterminator="\n")


def workbook(sheets: Mapping[str, pd.DataFrame], notes: Sequence[str] = ()) -> bytes:
    """Write tables as sheets of one XLSX file, and the notes on how they were made as the last sheet.

    Numbers stay numbers, headings are frozen, missing values are empty cells. Sheet names are cut to the 31
    characters Excel allows.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, frame in sheets.items():
        _fill(book.create_sheet(_sheet_name(name)), frame)
    if notes:
        _fill(book.create_sheet(NOTES_SHEET), pd.DataFrame({NOTES_SHEET: list(notes)}))
    raw = io.BytesIO()
    book.save(raw)
    return _without_time(raw.getvalue())


def _disarmed(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_STARTS_A_FORMULA) else cell


def _sheet_name(name: str) -> str:
    return _NOT_IN_SHEET_NAMES.sub(" ", name)[:31].strip("' ") or "Bảng"


def _fill(sheet: Worksheet, frame: pd.DataFrame) -> None:
    for column, heading in enumerate(frame.columns, start=1):
        _put(sheet, 1, column, str(heading))
        sheet.cell(1, column).font = Font(bold=True)
        sheet.cell(1, column).alignment = Alignment(wrap_text=True, vertical="top")
        for row, value in enumerate(frame[heading].tolist(), start=2):
            _put(sheet, row, column, value)
        longest = max([len(str(heading)), *(len(str(v)) for v in frame[heading])])
        sheet.column_dimensions[get_column_letter(column)].width = min(longest + 2, _WIDEST)
    sheet.freeze_panes = "A2"


def _put(sheet: Worksheet, row: int, column: int, value: object) -> None:
    if pd.isna(value):  # type: ignore[call-overload]
        return
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = _CONTROL.sub("", value)
        cell.data_type = "s"
        return
    cell.value = value  # type: ignore[assignment]
    if isinstance(value, float):
        cell.number_format = "0.00"


def _without_time(content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            text = old.read(part)
            if part.filename == "docProps/core.xml":
                text = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2000-01-01T00:00:00Z", text)
            new.writestr(zipfile.ZipInfo(part.filename, _NO_TIME), text, zipfile.ZIP_DEFLATED)
    return made.getvalue()
