"""Targets from a table, each with the document that set it; upsert by code."""

from dataclasses import replace
from pathlib import Path

from survey.loading import table
from survey.loading.cells import OneOf, code, day, percent
from survey.loading.table import Column
from survey.store import imports, targets
from survey.store.connection import Store
from survey.store.targets import Target

COLUMNS = (
    Column("code", "Mã chỉ tiêu", code, required=True),
    Column("indicator", "Chỉ số", required=True),
    Column("value", "Mức (%)", percent, required=True),
    Column("document", "Văn bản", required=True),
    Column("scope", "Phạm vi"),
    Column("level", "Cấp học"),
    Column("valid_from", "Áp dụng từ", day),
    Column("valid_to", "Áp dụng đến", day),
    Column("status", "Tình trạng", OneOf("verified", "unverified")),
    Column("note", "Ghi chú"),
)


def load(store: Store, path: Path, by: str = "") -> int:
    """Take every row or none, and tell the audit log who did it; returns how many there were."""
    sheet = table.read(path, COLUMNS)
    table.refuse_repeats(sheet, "code")
    sheet.finish()
    with store.write() as db:
        targets.save(db, [_target(row) for _, row in sheet.rows])
        imports.tell(db, by, f"{len(sheet.rows)} chỉ tiêu từ {path.name}")
    return len(sheet.rows)


def _target(row: dict[str, str]) -> Target:
    texts = {name: value for name, value in row.items() if name != "value"}
    return replace(Target(**{"value": 0.0, **texts}), value=float(row["value"]))  # type: ignore[arg-type]
