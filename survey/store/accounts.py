"""People who sign in. Passwords are kept as argon2 hashes made outside this room."""

from dataclasses import dataclass

from sqlite_utils import Database

from survey.store.errors import NotFound
from survey.store.schema import ACCOUNT

ADMINISTRATOR = "administrator"
REVIEWER = "reviewer"
UNIT = "unit"
ENTRY = "entry"
AUDITOR = "auditor"
ROLES = (ADMINISTRATOR, REVIEWER, UNIT, ENTRY, AUDITOR)
# What stands in the place of a password until an invited person has chosen one; no password opens it.
NOT_CHOSEN = ""


@dataclass(frozen=True)
class Account:
    """`tree` is the one a reviewer looks along ('' is both); `subject` is how a provider names them."""

    name: str
    full_name: str
    role: str
    unit: str
    password: str
    active: int
    created_on: str
    tree: str = ""
    email: str = ""
    subject: str = ""


_COLUMNS = "name, full_name, role, unit, password, active, created_on, tree, email, subject"


def add(db: Database, account: Account) -> None:
    db.table(ACCOUNT).insert(vars(account))


def find(db: Database, name: str) -> Account | None:
    row = db.execute(f"SELECT {_COLUMNS} FROM account WHERE name = ?", [name]).fetchone()
    return Account(*row) if row else None


def get(db: Database, name: str) -> Account:
    account = find(db, name)
    if account is None:
        raise NotFound(f"Không có tài khoản “{name}”.")
    return account


def every(db: Database) -> list[Account]:
    return [Account(*row) for row in db.execute(f"SELECT {_COLUMNS} FROM account ORDER BY name")]


def of_identity(db: Database, subject: str, email: str) -> Account | None:
    """The account that an identity provider speaks of: by its own name for the person, else by e-mail.

    An account that another subject has taken is not given away to one who has the same address later.
    """
    row = db.execute(
        f"SELECT {_COLUMNS} FROM account WHERE subject = :subject AND subject <> '' "
        f"UNION ALL SELECT {_COLUMNS} FROM account "
        "WHERE subject = '' AND email = :email AND email <> '' LIMIT 1",
        {"subject": subject, "email": email},
    ).fetchone()
    return Account(*row) if row else None


def change(db: Database, name: str, role: str, unit: str, tree: str) -> None:
    """What a person may do; the next page they open goes by it."""
    db.table(ACCOUNT).update(name, {"role": role, "unit": unit, "tree": tree})


def bind(db: Database, name: str, subject: str) -> None:
    db.table(ACCOUNT).update(name, {"subject": subject})


def set_password(db: Database, name: str, password: str) -> None:
    """A new password ends every session that the old one opened."""
    get(db, name)
    db.table(ACCOUNT).update(name, {"password": password})
    _end_sessions(db, name)


def disable(db: Database, name: str) -> None:
    """Ends every session and every open invitation too."""
    get(db, name)
    db.table(ACCOUNT).update(name, {"active": 0})
    _end_sessions(db, name)
    db.execute("DELETE FROM invitation WHERE account = ?", [name])


def enable(db: Database, name: str) -> None:
    get(db, name)
    db.table(ACCOUNT).update(name, {"active": 1})


def _end_sessions(db: Database, name: str) -> None:
    db.execute("DELETE FROM session WHERE account = ?", [name])
