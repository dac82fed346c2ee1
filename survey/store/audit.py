"""Who did what, when, and to which unit: a log that is only added to, each row sealed with the one before.

It names people and acts of the office, never an answer or a respondent: not a row for each paper form
that is keyed in, nothing that could be laid beside the order of the answers.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from enum import StrEnum

from sqlite_utils import Database

from survey import clock
from survey.store.schema import FIRST_DAY, LAST_DAY

BEGINNING = "0" * 64
COMMAND_LINE = "dòng lệnh"
NOBODY = ""


class Action(StrEnum):
    SIGN_IN = "sign_in"
    SIGN_IN_REFUSED = "sign_in_refused"
    SIGN_OUT = "sign_out"
    REFUSED = "refused"
    EXPORT = "export"
    IMPORT = "import"
    POINT_CHANGED = "point_changed"
    CODES_ISSUED = "codes_issued"
    CODES_REVOKED = "codes_revoked"
    CLOSE = "close"
    REOPEN = "reopen"
    SEAL = "seal"
    DUE_DATE = "due_date"
    CAMPAIGN = "campaign"
    PAPER = "paper"
    SET_ASIDE = "set_aside"
    REMEDY = "remedy"
    ORGANISATION = "organisation"
    ACCOUNT_ADDED = "account_added"
    INVITED = "invited"
    ROLE_CHANGED = "role_changed"
    DISABLED = "disabled"
    ENABLED = "enabled"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - the name of an act
    FACTOR_ON = "factor_on"
    FACTOR_OFF = "factor_off"
    RECOVERY_USED = "recovery_used"
    TOKEN_ISSUED = "token_issued"  # noqa: S105 - the name of an act
    TOKEN_REVOKED = "token_revoked"  # noqa: S105


@dataclass(frozen=True)
class Entry:
    """One row. `actor` did it, `subject` is the account or thing it was done to, `unit` may be ''."""

    number: int
    at: str
    actor: str
    action: str
    unit: str
    subject: str
    detail: str
    previous: str
    hash: str


@dataclass(frozen=True)
class Filter:
    """What a reader wants to see; '' is anything. `who` did it, or it was done to; days are of Viet Nam."""

    action: str = ""
    who: str = ""
    unit: str = ""
    first: str = FIRST_DAY
    last: str = LAST_DAY
    before: int = 0


_COLUMNS = "number, at, actor, action, unit, subject, detail, previous, hash"


def record(
    db: Database, action: Action, actor: str, unit: str = "", subject: str = "", detail: str = ""
) -> None:
    """Add a row, in the transaction that does what it tells of: both are kept, or neither."""
    number, previous = _last(db)
    at = clock.now().isoformat(timespec="seconds")
    row = Entry(number + 1, at, actor, action.value, unit, subject, detail, previous, "")
    db.execute(
        f"INSERT INTO audit ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [*list(asdict(row).values())[:-1], seal(row)],
    )


def seal(entry: Entry) -> str:
    """SHA-256 over the row and the seal before it as canonical JSON: sorted keys, no spaces, UTF-8."""
    told = {name: value for name, value in asdict(entry).items() if name != "hash"}
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def some(db: Database, wanted: Filter, limit: int) -> list[Entry]:
    """The newest rows first."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM audit WHERE (:action = '' OR action = :action) "
        "AND (:who = '' OR actor = :who OR subject = :who) AND (:unit = '' OR unit = :unit) "
        "AND substr(at, 1, 10) BETWEEN :first AND :last AND (:before = 0 OR number < :before) "
        "ORDER BY number DESC LIMIT :limit",
        {**asdict(wanted), "limit": limit},
    )
    return [Entry(*row) for row in rows]


def last(db: Database) -> Entry | None:
    row = db.execute(f"SELECT {_COLUMNS} FROM audit ORDER BY number DESC LIMIT 1").fetchone()
    return Entry(*row) if row else None


def sealed(db: Database, digest: str) -> bool:
    """Whether a row bears this seal."""
    return db.execute("SELECT 1 FROM audit WHERE hash = ?", [digest]).fetchone() is not None


def broken(db: Database) -> Iterator[str]:
    """The first row that was changed, taken out, or put in, as a sentence; nothing when all is well."""
    expected, previous = 1, BEGINNING
    for row in db.execute(f"SELECT {_COLUMNS} FROM audit ORDER BY number"):
        entry = Entry(*row)
        if entry.number != expected:
            yield f"Nhật ký thiếu dòng số {expected} (sau đó là dòng số {entry.number})."
            return
        if entry.previous != previous or entry.hash != seal(entry):
            yield f"Nhật ký bị sửa ở dòng số {entry.number}, ghi lúc {entry.at}."
            return
        expected, previous = expected + 1, entry.hash
    given = _highest_given(db)
    if given >= expected:
        yield f"Nhật ký thiếu các dòng cuối, từ số {expected} đến số {given}."


def _last(db: Database) -> tuple[int, str]:
    row = db.execute("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1").fetchone()
    return (row[0], row[1]) if row else (0, BEGINNING)


def _highest_given(db: Database) -> int:
    row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'audit'").fetchone()
    return int(row[0]) if row else 0
