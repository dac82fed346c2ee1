"""Administrative procedures from a table; upsert by code."""

from pathlib import Path

from survey.loading import table
from survey.loading.cells import code, day
from survey.loading.table import Column
from survey.store import procedures
from survey.store.connection import Store
from survey.store.procedures import Procedure

COLUMNS = (
    Column("code", "Mã thủ tục", code, required=True),
    Column("name", "Tên thủ tục", required=True),
    Column("level", "Cấp giải quyết"),
    Column("authority", "Cơ quan thực hiện"),
    Column("valid_from", "Hiệu lực từ", day),
    Column("valid_to", "Hiệu lực đến", day),
    Column("source", "Nguồn"),
)


def load(store: Store, path: Path) -> int:
    """Take every row or none; returns how many there were."""
    sheet = table.read(path, COLUMNS)
    table.refuse_repeats(sheet, "code")
    sheet.finish()
    with store.write() as db:
        procedures.save(db, [Procedure(**row) for _, row in sheet.rows])
    return len(sheet.rows)
