"""Administrative procedures from a table; upsert by code."""

from collections.abc import Set
from pathlib import Path

from survey.loading import cells, table
from survey.loading.table import Column, Sheet
from survey.naming import procedure_levels
from survey.store import imports, procedures
from survey.store.connection import Store
from survey.store.procedures import Procedure

REPLACED_BY = "replaced_by"
# 1.010620: a spreadsheet that takes it for a number drops the nought at its end.
CODE_LENGTH = 8


def _codes(value: str) -> str:
    """One code or several, with a bar between."""
    return "|".join(cells.code(one.strip()) for one in value.split("|"))


def _levels(value: str) -> str:
    """One level or several, by code or name, with a bar between."""
    return "|".join(_LEVEL(one) for one in value.split("|"))


_LEVEL = cells.Named(procedure_levels())
COLUMNS = (
    Column("code", "Mã thủ tục", cells.code, required=True),
    Column("name", "Tên thủ tục", required=True),
    Column("level", "Cấp giải quyết", _levels),
    Column("authority", "Cơ quan thực hiện"),
    Column("valid_from", "Hiệu lực từ", cells.day),
    Column("valid_to", "Hiệu lực đến", cells.day),
    Column(REPLACED_BY, "Mã thay thế", _codes),
    Column("source", "Nguồn"),
)


def load(store: Store, path: Path, by: str = "") -> int:
    """Take every row or none, and tell the audit log who did it; returns how many there were."""
    sheet = table.read(path, COLUMNS)
    table.refuse_repeats(sheet, "code")
    known = {procedure.code for procedure in procedures.every(store.db)}
    _refuse_wrong(sheet, known)
    links = _links(known, sheet)
    sheet.finish()
    with store.write() as db:
        found = [{name: cell for name, cell in row.items() if name != REPLACED_BY} for _, row in sheet.rows]
        procedures.save(db, [Procedure(**row) for row in found])
        procedures.link(db, links)
        imports.tell(db, by, f"{len(sheet.rows)} thủ tục từ {path.name}")
    return len(sheet.rows)


def _refuse_wrong(sheet: Sheet, known: Set[str]) -> None:
    for number, row in sheet.rows:
        if "valid_to" in row and row["valid_to"] < row.get("valid_from", ""):
            sheet.blame(number, "valid_to", "trước ngày bắt đầu hiệu lực")
        whole = row.get("code", "").ljust(CODE_LENGTH, "0")
        if row.get("code") not in known and whole in known:
            sheet.blame(
                number, "code", f"có lẽ bảng tính đã bỏ số 0 cuối của “{whole}”; hãy định dạng cột là Text"
            )


def _links(stored: Set[str], sheet: Sheet) -> list[tuple[str, str]]:
    known = stored | {row["code"] for _, row in sheet.rows if "code" in row}
    links = []
    for number, row in sheet.rows:
        for new in row[REPLACED_BY].split("|") if REPLACED_BY in row else ():
            if new not in known or new == row.get("code"):
                sheet.blame(number, REPLACED_BY, f"“{new}” không phải mã của một thủ tục khác")
            elif "code" in row:
                links.append((row["code"], new))
    return links
