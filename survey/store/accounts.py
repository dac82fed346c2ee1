"""People who sign in. Passwords are kept as argon2 hashes made outside this room."""

from dataclasses import dataclass

from sqlite_utils import Database

from survey.store import sessions
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
    """`tree` is the one a reviewer looks along ('' is both).

    identity  what an identity provider says of the person, such as an address; '' is never matched
    subject   the provider's own name for who first came with that identity
    """

    name: str
    full_name: str
    role: str
    unit: str
    password: str
    active: int
    created_on: str
    tree: str = ""
    identity: str = ""
    subject: str = ""


_COLUMNS = "name, full_name, role, unit, password, active, created_on, tree, identity, subject"


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


def of_identity(db: Database, subject: str, identity: str) -> Account | None:
    """The account that an identity provider speaks of: by its own name for the person, else by identity.

    An account that another subject has taken is not given away to one who has the same address later.
    """
    row = db.execute(
        f"SELECT {_COLUMNS} FROM account WHERE subject = :subject AND subject <> '' "
        f"UNION ALL SELECT {_COLUMNS} FROM account "
        "WHERE subject = '' AND identity = :identity AND identity <> '' LIMIT 1",
        {"subject": subject, "identity": identity},
    ).fetchone()
    return Account(*row) if row else None


def with_identity(db: Database, identity: str) -> Account | None:
    row = db.execute(
        f"SELECT {_COLUMNS} FROM account WHERE identity = ? AND identity <> ''", [identity]
    ).fetchone()
    return Account(*row) if row else None


def change(db: Database, account: Account) -> None:
    """Who a person is and what they may do; whoever is signed in under the old rights is signed out.

    Another identity frees the account from the subject that was bound to the old one.
    """
    before = get(db, account.name)
    kept = before.subject if before.identity == account.identity else ""
    new = {column: vars(account)[column] for column in ("full_name", "role", "unit", "tree", "identity")}
    db.table(ACCOUNT).update(account.name, {**new, "subject": kept})
    sessions.end_all(db, account.name)


def bind(db: Database, name: str, subject: str) -> None:
    db.table(ACCOUNT).update(name, {"subject": subject})


def set_password(db: Database, name: str, password: str) -> None:
    """A new password ends every session that the old one opened."""
    get(db, name)
    db.table(ACCOUNT).update(name, {"password": password})
    sessions.end_all(db, name)


def disable(db: Database, name: str) -> None:
    """Ends every session and every open invitation too."""
    get(db, name)
    db.table(ACCOUNT).update(name, {"active": 0})
    sessions.end_all(db, name)
    db.execute("DELETE FROM invitation WHERE account = ?", [name])


def enable(db: Database, name: str) -> None:
    get(db, name)
    db.table(ACCOUNT).update(name, {"active": 1})
