"""How often a kiosk took a form too soon after the one before: a count apart from the answers."""

from datetime import date

from sqlite_utils import Database

from survey.clock import bucket
from survey.store.schema import HASTE


def add(db: Database, point: str, day: date) -> None:
    db.execute(
        f"INSERT INTO {HASTE} (point, bucket, forms) VALUES (?, ?, 1) "
        "ON CONFLICT (point, bucket) DO UPDATE SET forms = forms + 1",
        [point, bucket(day).isoformat()],
    )


def counts(db: Database, first: date, last: date) -> dict[str, int]:
    """Forms per point, in the half-months that begin in these days."""
    rows = db.execute(
        f"SELECT point, sum(forms) FROM {HASTE} WHERE bucket BETWEEN ? AND ? GROUP BY point ORDER BY point",
        [first.isoformat(), last.isoformat()],
    )
    return dict(rows.fetchall())
