"""A table of known columns, from CSV or a sheet of an XLSX file."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from survey.loading import csv_rows, workbook_rows
from survey.loading.cells import text
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


def rows(path: Path, page: str = "") -> Iterator[Numbered]:
    """The rows with their numbers; of a workbook those of the sheet with this name, or of the first."""
    suffix = path.suffix.lower()
    if suffix == ".csv":
        return csv_rows.rows(path)
    if suffix == ".xlsx":
        return workbook_rows.rows(path, page)
    raise LoadError([f"{path.name}: chỉ đọc được tệp .csv hoặc .xlsx; hãy mở bằng Excel rồi lưu lại."])


def pages(path: Path) -> list[str]:
    """The names of the sheets of a workbook; a CSV file has none."""
    return workbook_rows.pages(path) if path.suffix.lower() == ".xlsx" else []
