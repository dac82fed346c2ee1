"""Administrative procedures from a table; upsert by code."""

from pathlib import Path

from survey.loading import cells, table
from survey.loading.table import Column, Sheet
from survey.store import procedures
from survey.store.connection import Store
from survey.store.procedures import Procedure

REPLACED_BY = "replaced_by"


def _codes(value: str) -> str:
    """One code or several, with a bar between."""
    return "|".join(cells.code(one.strip()) for one in value.split("|"))


COLUMNS = (
    Column("code", "Mã thủ tục", cells.code, required=True),
    Column("name", "Tên thủ tục", required=True),
    Column("level", "Cấp giải quyết"),
    Column("authority", "Cơ quan thực hiện"),
    Column("valid_from", "Hiệu lực từ", cells.day),
    Column("valid_to", "Hiệu lực đến", cells.day),
    Column(REPLACED_BY, "Mã thay thế", _codes),
    Column("source", "Nguồn"),
)


def load(store: Store, path: Path) -> int:
    """Take every row or none; returns how many there were."""
    sheet = table.read(path, COLUMNS)
    table.refuse_repeats(sheet, "code")
    links = _links(store, sheet)
    sheet.finish()
    with store.write() as db:
        found = [{name: cell for name, cell in row.items() if name != REPLACED_BY} for _, row in sheet.rows]
        procedures.save(db, [Procedure(**row) for row in found])
        procedures.link(db, links)
    return len(sheet.rows)


def _links(store: Store, sheet: Sheet) -> list[tuple[str, str]]:
    known = {procedure.code for procedure in procedures.every(store.db)}
    known |= {row["code"] for _, row in sheet.rows if "code" in row}
    links = []
    for number, row in sheet.rows:
        for new in row[REPLACED_BY].split("|") if REPLACED_BY in row else ():
            if new not in known or new == row.get("code"):
                sheet.blame(number, REPLACED_BY, f"“{new}” không phải mã của một thủ tục khác")
            elif "code" in row:
                links.append((row["code"], new))
    return links
