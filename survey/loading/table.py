"""A table of known columns, from CSV (UTF-8; comma, semicolon, tab) or the first sheet of an XLSX file."""

import csv
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from survey.loading.cells import plain, text
from survey.loading.errors import LoadError

Cells = tuple[str, ...]
Numbered = tuple[int, Cells]


@dataclass(frozen=True)
class Column:
    """`title` is the Vietnamese heading that is read as well as the name."""

    name: str
    title: str
    read: Callable[[str], str] = text
    required: bool = False


@dataclass
class Sheet:
    """Rows by number with their clean cells; faults gather until the whole file was looked at."""

    path: Path
    names: frozenset[str]
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def blame(self, row: int, column: str, sentence: str) -> None:
        self.faults.append(f"{self.path.name}, dòng {row}, cột {column}: {sentence}.")

    def finish(self) -> None:
        if self.faults:
            raise LoadError(self.faults)


def read(path: Path, columns: Sequence[Column]) -> Sheet:
    """Read every row; raises LoadError at once only when the table itself cannot be understood."""
    numbered = rows(path)
    _, heading = next(numbered, (1, ()))
    places = _places(path, heading, columns)
    sheet = Sheet(path, frozenset(column.name for column in places.values()))
    for number, cells in numbered:
        if any(cells):
            sheet.rows.append((number, _clean(sheet, number, cells, places)))
    if not sheet.rows:
        raise LoadError([f"{path.name}: không có dòng dữ liệu nào dưới dòng tiêu đề."])
    return sheet


def refuse_repeats(sheet: Sheet, column: str) -> None:
    """Two rows with one key: nobody could say which of them is meant."""
    first: dict[str, int] = {}
    for number, row in sheet.rows:
        value = row.get(column, "")
        if value and first.setdefault(value, number) != number:
            sheet.blame(number, column, f"“{value}” đã có ở dòng {first[value]}")


def _clean(sheet: Sheet, number: int, cells: Cells, places: Mapping[int, Column]) -> dict[str, str]:
    row: dict[str, str] = {}
    for place, column in places.items():
        value = cells[place] if place < len(cells) else ""
        if value:
            try:
                row[column.name] = column.read(value)
            except ValueError as error:
                sheet.blame(number, column.name, f"“{value}” {error}")
        elif column.required:
            sheet.blame(number, column.name, "để trống")
    return row


def _places(path: Path, heading: Cells, columns: Sequence[Column]) -> dict[int, Column]:
    known = {key.casefold(): column for column in columns for key in (column.name, column.title)}
    places: dict[int, Column] = {}
    faults = []
    for place, title in enumerate(heading):
        column = known.get(title.casefold())
        if column is None and title:
            faults.append(
                f"{path.name}, dòng 1, cột {title}: không rõ là cột gì; các cột dùng được: {_names(columns)}."
            )
        elif column in places.values():
            faults.append(f"{path.name}, dòng 1, cột {title}: xuất hiện hai lần.")
        elif column:
            places[place] = column
    present = set(places.values())
    faults += [
        f"{path.name}, dòng 1: thiếu cột {c.name} ({c.title})."
        for c in columns
        if c.required and c not in present
    ]
    if faults:
        raise LoadError(faults)
    return places


def _names(columns: Iterable[Column]) -> str:
    return ", ".join(column.name for column in columns)


def rows(path: Path) -> Iterator[Numbered]:
    """Every row with its number, heading and empty ones too; raises LoadError for a file of another kind."""
    kinds: dict[str, Callable[[Path], Iterator[Numbered]]] = {".csv": _csv_rows, ".xlsx": _xlsx_rows}
    kind = kinds.get(path.suffix.lower())
    if kind is None:
        raise LoadError([f"{path.name}: chỉ đọc được tệp .csv hoặc .xlsx."])
    return kind(path)


def _csv_rows(path: Path) -> Iterator[Numbered]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    except UnicodeDecodeError as error:
        raise LoadError(
            [f"{path.name}: không phải UTF-8. Trong Excel hãy lưu kiểu “CSV UTF-8” hoặc .xlsx."]
        ) from error
    separator = max(",;\t", key=lines[0].count) if lines else ","
    reader = csv.reader(lines, delimiter=separator)
    for cells in reader:
        # The number of the line where the row ends: a quoted cell may hold line breaks.
        yield reader.line_num, tuple(plain(cell) for cell in cells)


def _xlsx_rows(path: Path) -> Iterator[Numbered]:
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError) as error:
        raise LoadError([f"{path.name}: không phải tệp XLSX đọc được."]) from error
    try:
        for number, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), start=1):
            yield number, tuple(plain(cell) for cell in cells)
    finally:
        book.close()
