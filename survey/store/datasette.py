"""A database of its own for Datasette: open tables with keys, links and types. It holds nothing but these."""

from collections.abc import Sequence
from pathlib import Path

from sqlite_utils import Database

from survey.open_table import Form, Kind, Table

_TYPES: dict[Kind, type] = {
    Kind.TEXT: str,
    Kind.COUNT: int,
    Kind.NUMBER: float,
    Kind.DAY: str,
    Kind.FLAG: int,
}


def write(path: Path, tables: Sequence[Table], indices: Sequence[tuple[str, str]] = ()) -> None:
    """Write a new file; what a link points to has to come before it. `indices`: table and column."""
    db = Database(path, execute_plugins=False)
    try:
        for table in tables:
            _create(db, table.form)
            db.table(table.form.name).insert_all(table.records())
        for name, column in indices:
            db.table(name).create_index([column])
        db.vacuum()
    finally:
        db.close()


def _create(db: Database, form: Form) -> None:
    db.table(form.name).create(
        {column.name: _TYPES[column.kind] for column in form.columns},
        pk=form.key,
        not_null={column.name for column in form.columns if not column.blank},
        foreign_keys=[(link.columns, link.table, link.others) for link in form.links],
        strict=True,
    )
