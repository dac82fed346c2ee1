"""Sessions live here, not in the cookie, so that signing out ends them for good."""

import hashlib
import secrets

from sqlite_utils import Database

from survey.store.schema import SESSION


def start(db: Database, account: str, now: int) -> str:
    """Open a session; returns the secret for the cookie. The file keeps only its hash."""
    secret = secrets.token_urlsafe(32)
    db.table(SESSION).insert({"id": _hash(secret), "account": account, "started_at": now, "seen_at": now})
    return secret


def account_of(db: Database, secret: str, started_after: int, seen_after: int) -> str | None:
    row = db.execute(
        "SELECT s.account FROM session AS s JOIN account AS a ON a.name = s.account AND a.active = 1 "
        "WHERE s.id = ? AND s.started_at > ? AND s.seen_at > ?",
        [_hash(secret), started_after, seen_after],
    ).fetchone()
    return str(row[0]) if row else None


def seen_at(db: Database, secret: str) -> int:
    row = db.execute("SELECT seen_at FROM session WHERE id = ?", [_hash(secret)]).fetchone()
    return int(row[0]) if row else 0


def touch(db: Database, secret: str, now: int) -> None:
    db.execute("UPDATE session SET seen_at = ? WHERE id = ?", [now, _hash(secret)])


def end(db: Database, secret: str) -> None:
    db.execute("DELETE FROM session WHERE id = ?", [_hash(secret)])


def end_all(db: Database, account: str) -> None:
    db.execute("DELETE FROM session WHERE account = ?", [account])


def sweep(db: Database, seen_before: int) -> None:
    db.execute("DELETE FROM session WHERE seen_at < ?", [seen_before])


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
