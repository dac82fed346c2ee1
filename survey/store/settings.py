"""Facts about this installation that live with its data, e.g. that the data are synthetic."""

from sqlite_utils import Database

from survey.store.schema import SETTING

SYNTHETIC = "synthetic"
# Until a period is closed, units do not see their running index.
SEALED = "sealed"


def put(db: Database, name: str, value: str) -> None:
    db.table(SETTING).upsert({"name": name, "value": value}, pk="name")


def get(db: Database, name: str) -> str:
    row = db.execute("SELECT value FROM setting WHERE name = ?", [name]).fetchone()
    return str(row[0]) if row else ""
