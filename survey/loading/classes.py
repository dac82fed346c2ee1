"""Classes with their sizes, from a table: one batch of slips each."""

from dataclasses import dataclass
from pathlib import Path

from survey.loading import table
from survey.loading.errors import LoadError
from survey.loading.table import Column
from survey.whole import whole

MOST_OF_CLASS = 200
MOST = 5_000
LONGEST = 40


def _name(value: str) -> str:
    if len(value) > LONGEST:
        raise ValueError(f"dài quá {LONGEST} ký tự, không vừa trên tờ mã")
    return value


def _size(value: str) -> str:
    if not 0 < (whole(value) or 0) <= MOST_OF_CLASS:
        raise ValueError(f"phải là số tờ từ 1 đến {MOST_OF_CLASS}")
    return value


COLUMNS = (
    Column("class", "Lớp", _name, required=True),
    Column("size", "Số tờ", _size, required=True),
)

HEADING = "; ".join(column.title for column in COLUMNS)


@dataclass(frozen=True)
class SchoolClass:
    name: str
    size: int


def typed(text: str) -> str:
    """A list typed, or pasted from a spreadsheet, as the table that `read` takes."""
    lines = [_line(line) for line in text.splitlines() if line.strip()]
    if lines and lines[0].partition(";")[0].casefold() not in (COLUMNS[0].name, COLUMNS[0].title.casefold()):
        lines = [HEADING, *lines]
    return "".join(f"{line}\n" for line in lines)


def _line(line: str) -> str:
    """Cells apart by a semicolon: 1A<tab>35 and “1A, 35” are what people send as well."""
    line = line.strip().replace("\t", "; ")
    if ";" in line:
        return line
    name, comma, size = line.rpartition(",")
    return f"{name}; {size.strip()}" if comma else line


def read(path: Path) -> list[SchoolClass]:
    """Every class of the table; raises LoadError with every fault."""
    sheet = table.read(path, COLUMNS)
    table.refuse_repeats(sheet, "class")
    sheet.finish()
    found = [SchoolClass(row["class"], int(row["size"])) for _, row in sheet.rows]
    total = sum(one.size for one in found)
    if total > MOST:
        raise LoadError([f"{path.name}: {total} tờ là quá nhiều cho một lần in (tối đa {MOST})."])
    return found
