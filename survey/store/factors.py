"""The second proof of who signs in: the secret in a person's telephone, and codes for when it is lost."""

import hashlib
from collections.abc import Iterable

from sqlite_utils import Database

from survey.store.schema import RECOVERY_CODE, SECOND_FACTOR


def put(db: Database, account: str, secret: str, step: int) -> None:
    db.table(SECOND_FACTOR).upsert({"account": account, "secret": secret, "step": step}, pk="account")


def secret_of(db: Database, account: str) -> str | None:
    row = db.execute("SELECT secret FROM second_factor WHERE account = ?", [account]).fetchone()
    return str(row[0]) if row else None


def holders(db: Database) -> frozenset[str]:
    return frozenset(row[0] for row in db.execute("SELECT account FROM second_factor"))


def take_step(db: Database, account: str, step: int) -> bool:
    """True once for each half-minute: who looks over a shoulder cannot use the code again."""
    taken = db.execute(
        "UPDATE second_factor SET step = :step WHERE account = :account AND step < :step",
        {"account": account, "step": step},
    )
    return taken.rowcount == 1


def remove(db: Database, account: str) -> None:
    db.execute("DELETE FROM second_factor WHERE account = ?", [account])
    db.execute("DELETE FROM recovery_code WHERE account = ?", [account])


def replace_recovery(db: Database, account: str, codes: Iterable[str]) -> None:
    """Only hashes are kept: the codes are long and random, so one round is enough."""
    db.execute("DELETE FROM recovery_code WHERE account = ?", [account])
    db.table(RECOVERY_CODE).insert_all({"hash": _hash(account, code), "account": account} for code in codes)


def spend_recovery(db: Database, account: str, code: str) -> bool:
    spent = db.execute(
        "DELETE FROM recovery_code WHERE account = ? AND hash = ?", [account, _hash(account, code)]
    )
    return spent.rowcount == 1


def recovery_left(db: Database, account: str) -> int:
    row = db.execute("SELECT count(*) FROM recovery_code WHERE account = ?", [account]).fetchone()
    return int(row[0])


def _hash(account: str, code: str) -> str:
    return hashlib.sha256(f"{account}\0{code}".encode()).hexdigest()
