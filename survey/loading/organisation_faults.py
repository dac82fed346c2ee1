"""What in the table of an organisation cannot be, whatever the events would say: told by row and column."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from survey import formats
from survey.loading.table import Sheet
from survey.organisation.kinds import over
from survey.organisation.picture import Picture
from survey.organisation.table import PARENT
from survey.store.schema import FIRST_DAY, LAST_DAY

Rows = Mapping[str, tuple[int, Mapping[str, str]]]
CIRCLE = "đơn vị không thể trực thuộc chính mình, kể cả qua đơn vị khác"


def refuse(sheet: Sheet, before: Picture, on: date) -> None:
    """Blame every such row; `on` is the day from which changes count."""
    rows = {row["code"]: (number, row) for number, row in sheet.rows if "code" in row}
    new = {code: own for code, own in rows.items() if code not in before.units}
    _refuse_unknown(sheet, before, rows)
    _refuse_alike(sheet, before, new)
    _refuse_circles(sheet, before, rows, on)
    _refuse_heirs(sheet, before, rows)
    _refuse_days(sheet, new)
    _refuse_gone(sheet, before, new, on)


def _refuse_unknown(sheet: Sheet, before: Picture, rows: Rows) -> None:
    known = before.units.keys() | rows.keys()
    for column in (*PARENT.values(), "successor"):
        for number, row in sheet.rows:
            if row.get(column) and row[column] not in known:
                sheet.blame(
                    number, column, f"không có đơn vị mã “{row[column]}” trong tệp hay trong hệ thống"
                )


def _refuse_alike(sheet: Sheet, before: Picture, new: Rows) -> None:
    """Who types TH-A for th-a means the same school, and would found a second one."""
    seen = {code.casefold(): code for code in before.units}
    for code, (number, _) in new.items():
        other = seen.setdefault(code.casefold(), code)
        if other != code:
            sheet.blame(number, "code", f"“{code}” chỉ khác chữ hoa, chữ thường với mã “{other}”")


def _refuse_circles(sheet: Sheet, before: Picture, rows: Rows, on: date) -> None:
    for tree, column in PARENT.items():
        parents = {edge.child: edge.parent for edge in before.on(tree, on)}
        parents |= {code: row[column] for code, (_, row) in rows.items() if column in row}
        for code, (number, row) in rows.items():
            if column in row and code in _above(code, parents):
                sheet.blame(number, column, CIRCLE)


def _refuse_heirs(sheet: Sheet, before: Picture, rows: Rows) -> None:
    heirs = {code: heir for code, (heir, _) in before.successors.items()}
    heirs |= {code: row["successor"] for code, (_, row) in rows.items() if "successor" in row}
    for code, (number, row) in rows.items():
        if "successor" not in row:
            continue
        if "valid_to" not in row and (number, "valid_to") not in sheet.blamed:
            sheet.blame(number, "successor", "có đơn vị tiếp nhận thì ghi cả ngày cuối hoạt động")
        elif code in _above(code, heirs):
            sheet.blame(number, "successor", "đơn vị không thể tiếp nhận chính mình, kể cả qua đơn vị khác")
        elif "valid_to" in row and _ended(row["successor"], row["valid_to"], rows, before):
            sheet.blame(number, "successor", f"“{row['successor']}” không hoạt động từ ngày hôm sau")


def _ended(heir: str, last: str, rows: Rows, before: Picture) -> bool:
    begun, until = _life(heir, rows, before)
    return not begun <= _next(last) <= until


def _refuse_days(sheet: Sheet, new: Rows) -> None:
    for number, row in new.values():
        first, last = row.get("valid_from", FIRST_DAY), row.get("valid_to", LAST_DAY)
        if last < first:
            sheet.blame(number, "valid_to", f"trước ngày bắt đầu hoạt động {formats.day(first)}")
        if gone := over(row.get("kind", ""), last):
            sheet.blame(number, "kind" if "valid_to" not in row else "valid_to", gone)


def _refuse_gone(sheet: Sheet, before: Picture, new: Rows, on: date) -> None:
    """A unit that is there now, or was there last, below one that had ended by then."""
    for number, row in new.values():
        then = max(row.get("valid_from", FIRST_DAY), min(on.isoformat(), row.get("valid_to", LAST_DAY)))
        for column in PARENT.values():
            _, last = _life(row.get(column, ""), rows=new, before=before)
            if last < then:
                told = f"“{row[column]}” đã ngừng hoạt động sau ngày {formats.day(last)}"
                sheet.blame(number, column, f"{told}; hãy ghi cơ quan hiện nay")


def _life(code: str, rows: Rows, before: Picture) -> tuple[str, str]:
    """First and last day; a code that nobody knows is blamed elsewhere."""
    _, row = rows.get(code, (0, {}))
    known = before.units.get(code)
    if known is None:
        return row.get("valid_from", FIRST_DAY), row.get("valid_to", LAST_DAY)
    return known.valid_from, min(known.valid_to, row.get("valid_to", LAST_DAY))


def _next(day: str) -> str:
    return day if day == LAST_DAY else (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _above(unit: str, parents: Mapping[str, str]) -> Iterator[str]:
    seen: set[str] = set()
    while unit in parents and unit not in seen:
        seen.add(unit)
        unit = parents[unit]
        yield unit
