"""A table of known columns, from CSV or a sheet of an XLSX file."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from survey.loading import csv_rows, workbook_rows
from survey.loading.cells import EXCEL_ERRORS, line, text
from survey.loading.errors import LoadError

Cells = tuple[str, ...]
Numbered = tuple[int, Cells]

# Above the heading stand the name of the office and the title of the table, never more rows than this.
LAST_HEADING = 15
MOST_QUOTED = 60


@dataclass(frozen=True)
class Column:
    """`title` is the Vietnamese heading that is read as well as the name."""

    name: str
    title: str
    read: Callable[[str], str] = text
    required: bool = False


@dataclass
class Sheet:
    """Rows by number with their clean cells; faults gather until the whole file was looked at.

    titles  the headings of the file, by the name of their column
    """

    path: Path
    titles: Mapping[str, str]
    rows: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    blamed: set[tuple[int, str]] = field(default_factory=set)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self.titles)

    def blame(self, row: int, column: str, sentence: str) -> None:
        self.blamed.add((row, column))
        title = self.titles.get(column, column)
        self.faults.append(f"{self.path.name}, dòng {row}, cột {title}: {sentence}.")

    def finish(self) -> None:
        if self.faults:
            raise LoadError(self.faults)


def read(path: Path, columns: Sequence[Column]) -> Sheet:
    """Read every row; raises LoadError at once only when the table itself cannot be understood."""
    numbered = [*rows(path)]
    top = _top(numbered, columns)
    number, heading = numbered[top] if numbered else (1, ())
    places = _places(f"{path.name}, dòng {number}", heading, columns)
    sheet = Sheet(path, {column.name: line(heading[place]) for place, column in places.items()})
    for number, cells in numbered[top + 1 :]:
        if any(cells):
            sheet.rows.append((number, _clean(sheet, number, cells, places)))
    if not sheet.rows:
        raise LoadError([f"{path.name}: không có dòng dữ liệu nào dưới dòng tiêu đề."])
    return sheet


def _top(numbered: Sequence[Numbered], columns: Sequence[Column]) -> int:
    """Where the heading is: the first row with two of the columns, or all there are, else the very first."""
    known = _known(columns)
    for place, (_, cells) in enumerate(numbered[:LAST_HEADING]):
        if len({known[key] for cell in cells if (key := _key(cell)) in known}) >= min(2, len(columns)):
            return place
    return 0


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
        if value in EXCEL_ERRORS:
            sheet.blame(number, column.name, f"ô báo lỗi {value} của bảng tính; hãy sửa công thức")
        elif value:
            try:
                row[column.name] = column.read(value)
            except ValueError as error:
                shown = value if len(value) <= MOST_QUOTED else f"{value[:MOST_QUOTED]}…"
                sheet.blame(number, column.name, f"“{shown}” {error}")
        elif column.required:
            sheet.blame(number, column.name, "để trống")
    return row


def _known(columns: Sequence[Column]) -> dict[str, Column]:
    return {_key(key): column for column in columns for key in (column.name, column.title)}


def _key(title: str) -> str:
    return line(title).casefold()


def _places(where: str, heading: Cells, columns: Sequence[Column]) -> dict[int, Column]:
    known, places, faults = _known(columns), dict[int, Column](), list[str]()
    if unknown := [line(title) for title in heading if title and _key(title) not in known]:
        told = f"không rõ là cột gì; các cột dùng được: {_names(columns)}"
        faults.append(f"{where}, cột {', '.join(unknown)}: {told}.")
    for place, title in enumerate(heading):
        column = known.get(_key(title))
        if column and column in places.values():
            faults.append(f"{where}, cột {line(title)}: xuất hiện hai lần.")
        elif column:
            places[place] = column
    present = set(places.values())
    faults += [
        f"{where}: thiếu cột {c.name} ({c.title})." for c in columns if c.required and c not in present
    ]
    if faults:
        raise LoadError(faults)
    return places


def _names(columns: Iterable[Column]) -> str:
    told = ((c.title, c.name) for c in columns)
    return ", ".join(title if title == name else f"{title} ({name})" for title, name in told)


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
