"""Somebody else's table as it lies in the file: which row is its heading, and what its columns are called."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl.utils import get_column_letter

from survey.loading import table
from survey.loading.errors import LoadError
from survey.loading.mapping import recognised
from survey.loading.table import Cells, Numbered
from survey.questionnaire import Questionnaire

# Above the heading may stand the name of the school, of the survey, a date: never more rows than these.
_LOOKED_AT = 20
# One title may be like a heading by chance.
_FEWEST_RECOGNISED = 2
_LONGEST_TITLE = 60


@dataclass(frozen=True)
class Sheet:
    """A table as it is: its heading, which stands in `row`, and its rows by number.

    pages  the sheets of the workbook, of which `page` was read; both empty for a CSV file
    """

    name: str
    heading: Cells
    rows: tuple[Numbered, ...]
    row: int = 1
    pages: tuple[str, ...] = ()
    page: str = ""

    def letter(self, title: str) -> str:
        """The letter that a spreadsheet program shows above the column."""
        return get_column_letter(self.heading.index(title) + 1)

    def column(self, title: str) -> str:
        """The column as an error sentence names it."""
        short = title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE].rstrip()}…"
        return f"cột {self.letter(title)} “{short}”"


def filled(path: Path, page: str) -> list[Numbered]:
    """The rows that say anything."""
    return [(number, cells) for number, cells in table.rows(path, page) if any(cells)]


def sheet(
    path: Path,
    form: Questionnaire,
    page: str = "",
    row: int = 0,
    read: Callable[[Path, str], list[Numbered]] = filled,
) -> Sheet:
    """Read a table whose heading says anything at all; raises LoadError when it has none or no rows.

    page, row  the sheet and the row of the heading that a person chose
    """
    pages = table.pages(path)
    for name in [page] if page in pages else pages or [""]:
        rows = read(path, name)
        at = _heading_at(rows, form, row)
        if len(rows) > at + 1:
            number, cells = rows[at]
            below = tuple(rows[at + 1 :])
            return Sheet(path.name, _titles(cells, below), below, number, tuple(pages), name)
    empty = "tệp rỗng (0 byte)" if not path.stat().st_size else "không có dòng dữ liệu nào dưới dòng tiêu đề"
    raise LoadError([f"{path.name}: {empty}; hãy mở tệp kiểm tra, lưu lại rồi gửi lại."])


def _heading_at(rows: Sequence[Numbered], form: Questionnaire, row: int) -> int:
    """The place of the heading: the row chosen, the one with most known titles, or the first full one."""
    chosen = [place for place, (number, _) in enumerate(rows) if number == row]
    if chosen:
        return chosen[0]
    looked_at = [cells for _, cells in rows[:_LOOKED_AT]]
    known = [recognised(cells, form) for cells in looked_at]
    if max(known, default=0) >= _FEWEST_RECOGNISED:
        return known.index(max(known))
    widths = [sum(map(bool, cells)) for cells in looked_at]
    return next((place for place, width in enumerate(widths) if 2 * width >= max(widths)), 0)


def _titles(heading: Cells, rows: Sequence[Numbered]) -> Cells:
    """A name for every column that says anything, and no name twice."""
    width = max(len(heading), *(len(cells) for _, cells in rows))
    used = {place for _, cells in rows for place, cell in enumerate(cells) if cell}
    names: list[str] = []
    for place in range(width):
        title = heading[place] if place < len(heading) else ""
        if not title and place in used:
            title = "Cột không tên"
        names.append(f"{title} (cột {get_column_letter(place + 1)})" if title and title in names else title)
    return tuple(names)
