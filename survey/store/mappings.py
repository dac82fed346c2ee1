"""What the columns of a file meant last time, by the unit of who imported it and the file's heading."""

from datetime import date

from sqlite_utils import Database

from survey.store.schema_collection import IMPORT_MAPPING


def put(db: Database, unit: str, header: str, mapping: str, day: date) -> None:
    row = {"unit": unit, "header": header, "mapping": mapping, "used_on": day.isoformat()}
    db.table(IMPORT_MAPPING).upsert(row, pk=("unit", "header"))


def get(db: Database, unit: str, header: str) -> str | None:
    row = db.execute(
        "SELECT mapping FROM import_mapping WHERE unit = ? AND header = ?", [unit, header]
    ).fetchone()
    return str(row[0]) if row else None


def latest(db: Database, unit: str) -> list[str]:
    """The mappings that were used last in this unit, newest first."""
    rows = db.execute(
        "SELECT mapping FROM import_mapping WHERE unit = ? ORDER BY used_on DESC, header LIMIT 20", [unit]
    )
    return [str(row[0]) for row in rows]
