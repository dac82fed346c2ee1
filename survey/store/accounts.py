"""People who sign in. Passwords are kept as argon2 hashes made outside this room."""

from dataclasses import dataclass

from sqlite_utils import Database

from survey.store.errors import NotFound
from survey.store.schema import ACCOUNT

ADMINISTRATOR = "administrator"
REVIEWER = "reviewer"
UNIT = "unit"
ROLES = (ADMINISTRATOR, REVIEWER, UNIT)


@dataclass(frozen=True)
class Account:
    name: str
    full_name: str
    role: str
    unit: str
    password: str
    active: int
    created_on: str


_COLUMNS = "name, full_name, role, unit, password, active, created_on"


def add(db: Database, account: Account) -> None:
    db.table(ACCOUNT).insert(vars(account))


def get(db: Database, name: str) -> Account:
    row = db.execute(f"SELECT {_COLUMNS} FROM account WHERE name = ?", [name]).fetchone()
    if row is None:
        raise NotFound(f"Không có tài khoản “{name}”.")
    return Account(*row)


def every(db: Database) -> list[Account]:
    return [Account(*row) for row in db.execute(f"SELECT {_COLUMNS} FROM account ORDER BY name")]


def set_password(db: Database, name: str, password: str) -> None:
    """A new password ends every session that the old one opened."""
    get(db, name)
    db.table(ACCOUNT).update(name, {"password": password})
    db.execute("DELETE FROM session WHERE account = ?", [name])


def disable(db: Database, name: str) -> None:
    get(db, name)
    db.table(ACCOUNT).update(name, {"active": 0})
    db.execute("DELETE FROM session WHERE account = ?", [name])
