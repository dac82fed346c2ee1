"""Students enrolled and dossiers received from a table; a second count of a window replaces the first."""

import re
from collections.abc import Mapping
from pathlib import Path

from survey import period
from survey.loading import table
from survey.loading.cells import Named, code, day
from survey.loading.table import Column, Sheet
from survey.period import Calendar, Period, PeriodError
from survey.store import imports, populations, units
from survey.store.connection import Store
from survey.store.populations import Kind, Population
from survey.whole import whole

MOST = 1_000_000
_WHOLE = re.compile(r"[0-9]+|[0-9]{1,3}([. ][0-9]{3})+")
_YEAR = re.compile(r"20\d\d")
WORDS = {Kind.STUDENTS: "học sinh", Kind.DOSSIERS: "hồ sơ"}


def count(value: str) -> str:
    """1.250 or 1250, a whole number: 12.5 is none, and neither is what a spreadsheet made of 1.250."""
    if not _WHOLE.fullmatch(value):
        raise ValueError("không phải số nguyên từ 0 trở lên; hãy ghi 1250 hoặc 1.250")
    number = whole(re.sub(r"\D", "", value))
    if number is None or number > MOST:
        raise ValueError("lớn quá; hãy kiểm tra lại")
    return str(number)


def window(label: str) -> Period:
    """2026Q3 or Quý III/2026, 2026-2027 or Năm học 2026–2027; raises ValueError with half a sentence."""
    for calendar in (Calendar.SCHOOL_YEAR, Calendar.QUARTER):
        if found := _spoken(label, calendar):
            return found
        try:
            return period.parse(label, calendar)
        except PeriodError as error:
            wrong = error
    raise ValueError("không phải kỳ; hãy viết 2026Q3, 2026 hoặc 2026-2027 (năm học)") from wrong


def _spoken(label: str, calendar: Calendar) -> Period | None:
    """The period that the pages call so."""
    year = _YEAR.search(label)
    of_year = period.of_year(int(year[0]), calendar) if year else []
    return next((one for one in of_year if _bare(one.name) == _bare(label)), None)


def _bare(name: str) -> str:
    return name.casefold().replace("–", "-").replace(" ", "")


def _period(value: str) -> str:
    window(value)
    return value


COLUMNS = (
    Column("unit", "Mã đơn vị", code, required=True),
    Column("kind", "Loại số lượng", Named({one.value: word for one, word in WORDS.items()}), required=True),
    Column("count", "Số lượng", count, required=True),
    Column("period", "Kỳ", _period),
    Column("first_day", "Từ ngày", day),
    Column("last_day", "Đến ngày", day),
    Column("source", "Nguồn"),
)


TITLES = {column.name: column.title for column in COLUMNS}


def load(store: Store, path: Path, by: str = "") -> int:
    """Take every row or none, and tell the audit log who did it; returns how many there were."""
    found = read(store, path)
    with store.write() as db:
        populations.save(db, found)
        imports.tell(db, by, f"{len(found)} số lượng từ {path.name}")
    return len(found)


def read(store: Store, path: Path, own: frozenset[str] | None = None) -> list[Population]:
    """What the table says, of these units only where they are named; raises LoadError with every fault."""
    sheet = table.read(path, COLUMNS)
    known = {unit.code for unit in units.every(store.db)} if own is None else own
    found: dict[tuple[str, str, str, str], Population] = {}
    for number, row in sheet.rows:
        if row.get("unit", next(iter(known), "")) not in known:
            sheet.blame(number, "unit", f"không có đơn vị mã “{row['unit']}”")
        first, last = _window(sheet, number, row)
        key = (row.get("unit", ""), row.get("kind", ""), first, last)
        if key in found:
            sheet.blame(number, "unit", "đơn vị này đã có dòng khác cho cùng loại và cùng kỳ")
        if "kind" in row and "count" in row:
            found[key] = Population(
                key[0], Kind(key[1]), first, last, int(row["count"]), row.get("source", path.name)
            )
    sheet.finish()
    return [*found.values()]


def _window(sheet: Sheet, number: int, row: Mapping[str, str]) -> tuple[str, str]:
    if "period" in row:
        if {"first_day", "last_day"} & row.keys():
            sheet.blame(number, "period", "đã ghi kỳ thì để trống từ ngày, đến ngày")
        shown = window(row["period"])
        return shown.first.isoformat(), shown.last.isoformat()
    first, last = row.get("first_day", ""), row.get("last_day", "")
    if {(number, name) for name in ("period", "first_day", "last_day")} & sheet.blamed:
        return first, last
    if not first or not last:
        sheet.blame(number, "period", "hãy ghi kỳ, hoặc cả từ ngày và đến ngày")
    elif first > last:
        sheet.blame(number, "last_day", "trước từ ngày")
    return first, last
