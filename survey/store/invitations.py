"""Links by which a person chooses a first, or a new, password: each opens once, and only for some days."""

import hashlib
import secrets

from sqlite_utils import Database

from survey.store.schema import INVITATION


def issue(db: Database, account: str, expires_at: int) -> str:
    """The secret of the link. The file keeps only its hash; an earlier link of the person stops working."""
    secret = secrets.token_urlsafe(32)
    row = {"account": account, "hash": _hash(secret), "expires_at": expires_at}
    db.table(INVITATION).upsert(row, pk="account")
    return secret


def account_of(db: Database, secret: str, now: int) -> str | None:
    row = db.execute(
        "SELECT i.account FROM invitation AS i JOIN account AS a ON a.name = i.account AND a.active = 1 "
        "WHERE i.hash = ? AND i.expires_at > ?",
        [_hash(secret), now],
    ).fetchone()
    return str(row[0]) if row else None


def spend(db: Database, secret: str, now: int) -> str | None:
    """Use the link up; None when it was used before, is too old, or the account is disabled."""
    account = account_of(db, secret, now)
    if account is not None:
        db.execute("DELETE FROM invitation WHERE hash = ?", [_hash(secret)])
    return account


def open_ones(db: Database) -> dict[str, int]:
    """When the link of each invited person ends, in seconds."""
    return dict(db.execute("SELECT account, expires_at FROM invitation ORDER BY account").fetchall())


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
