"""Batches of paper forms: what was keyed in while one is open, how well two people agreed at its end."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from survey.clock import today
from survey.store import organisation
from survey.store.errors import NotFound
from survey.store.schema import IN_LIST
from survey.store.schema_collection import PAPER_BATCH

FIRST, SECOND = 1, 2
HALF_CODE = 4


@dataclass(frozen=True)
class Batch:
    """Forms of one point keyed in together; the last four are filled in when it is finished.

    second_percent  share of the forms that another person keys in again
    checked         forms keyed in twice; compared and different: their answers
    """

    code: str
    point: str
    questionnaire: str
    form: str
    label: str
    second_percent: int
    created_on: str
    finished_on: str = ""
    forms: int = 0
    checked: int = 0
    compared: int = 0
    different: int = 0

    @property
    def halves(self) -> str:
        """The code as it is printed."""
        return f"{self.code[:HALF_CODE]}-{self.code[HALF_CODE:]}"


@dataclass(frozen=True)
class Entry:
    """One form as one person keyed it in. `number` is written on the sheet then, and names nobody."""

    batch: str
    number: int
    round: int
    account: str
    token: str
    answers: str


_COLUMNS = (
    "code, point, questionnaire, form, label, second_percent, created_on, finished_on, "
    "forms, checked, compared, different"
)
_OF_BATCH = ", ".join(f"b.{name.strip()}" for name in _COLUMNS.split(","))
_ENTRY = "batch, number, round, account, token, answers"


def add(db: Database, batch: Batch) -> None:
    db.table(PAPER_BATCH).insert(vars(batch))


def get(db: Database, code: str) -> Batch:
    row = db.execute(f"SELECT {_COLUMNS} FROM paper_batch WHERE code = ?", [code]).fetchone()
    if row is None:
        raise NotFound(f"Không có lô phiếu giấy mã “{code}”.")
    return Batch(*row)


def of_units(db: Database, units: Sequence[str]) -> list[tuple[Batch, int]]:
    """The batches that count for these units today, with how many forms were keyed in; open ones first."""
    rows = db.execute(
        f"SELECT {_OF_BATCH}, "
        "b.forms + (SELECT count(*) FROM paper_entry WHERE batch = b.code AND round = 1) "
        "FROM paper_batch AS b JOIN service_point AS p ON p.code = b.point "
        f"WHERE p.unit {IN_LIST} ORDER BY b.finished_on <> '', b.created_on DESC, b.label",
        [json.dumps(organisation.successions(db).with_former(units, today()))],
    )
    return [(Batch(*row[:-1]), row[-1]) for row in rows]


def every(db: Database) -> list[Batch]:
    rows = db.execute(f"SELECT {_COLUMNS} FROM paper_batch ORDER BY created_on, code")
    return [Batch(*row) for row in rows]


def entries(db: Database, batch: str) -> list[Entry]:
    rows = db.execute(f"SELECT {_ENTRY} FROM paper_entry WHERE batch = ? ORDER BY number, round", [batch])
    return [Entry(*row) for row in rows]


def find(db: Database, batch: str, number: int, round_: int) -> Entry | None:
    row = db.execute(
        f"SELECT {_ENTRY} FROM paper_entry WHERE batch = ? AND number = ? AND round = ?",
        [batch, number, round_],
    ).fetchone()
    return Entry(*row) if row else None


def next_number(db: Database, batch: str) -> int:
    row = db.execute("SELECT coalesce(max(number), 0) FROM paper_entry WHERE batch = ?", [batch]).fetchone()
    return int(row[0]) + 1


def keep(db: Database, entry: Entry) -> bool:
    """False when this number was keyed in already, or the batch was finished meanwhile.

    Call it in the transaction of the response.
    """
    kept = db.execute(
        f"INSERT INTO paper_entry ({_ENTRY}) SELECT :batch, :number, :round, :account, :token, :answers "
        "FROM paper_batch WHERE code = :batch AND finished_on = '' ON CONFLICT DO NOTHING",
        vars(entry),
    )
    return kept.rowcount == 1


def finish(db: Database, batch: Batch, day: date) -> None:
    """Keep the counts of the batch as they are given, and forget which number said what."""
    # Without it the rows would stay readable in the free pages of the file.
    db.execute("PRAGMA secure_delete = ON")
    db.execute("DELETE FROM paper_entry WHERE batch = ?", [batch.code])
    db.table(PAPER_BATCH).update(
        batch.code,
        {
            "finished_on": day.isoformat(),
            "forms": batch.forms,
            "checked": batch.checked,
            "compared": batch.compared,
            "different": batch.different,
        },
    )
