"""Keys of the office's own systems. The file keeps their hashes: a copy of it opens nothing."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from survey.store.errors import NotFound
from survey.store.schema import API_TOKEN

PREFIX = "sipas_"


class AlreadyRevoked(ValueError):
    """The key was revoked before."""


@dataclass(frozen=True)
class Token:
    """`unit` is the one whose results it reads, with all below it; `expires_on` is the last day it works."""

    number: int
    name: str
    unit: str
    created_by: str
    created_on: str
    expires_on: str
    revoked_on: str = ""
    used_on: str = ""

    def works_on(self, day: date) -> bool:
        return not self.revoked_on and day.isoformat() <= self.expires_on


_COLUMNS = "number, name, unit, created_by, created_on, expires_on, revoked_on, used_on"


def issue(db: Database, token: Token) -> tuple[Token, str]:
    """Keep a new one under the next number; its secret is told once and is nowhere afterwards."""
    secret = PREFIX + secrets.token_urlsafe(32)
    number = db.execute("SELECT coalesce(max(number), 0) + 1 FROM api_token").fetchone()[0]
    kept = Token(**{**vars(token), "number": number})
    db.table(API_TOKEN).insert({**vars(kept), "hash": _hash(secret)})
    return kept, secret


def find(db: Database, secret: str) -> Token | None:
    row = db.execute(f"SELECT {_COLUMNS} FROM api_token WHERE hash = ?", [_hash(secret)]).fetchone()
    return Token(*row) if row else None


def get(db: Database, number: int) -> Token:
    row = db.execute(f"SELECT {_COLUMNS} FROM api_token WHERE number = ?", [number]).fetchone()
    if row is None:
        raise NotFound(f"Không có khóa kết nối số {number}.")
    return Token(*row)


def every(db: Database) -> list[Token]:
    """The newest first."""
    return [Token(*row) for row in db.execute(f"SELECT {_COLUMNS} FROM api_token ORDER BY number DESC")]


def revoke(db: Database, number: int, day: date) -> Token:
    token = get(db, number)
    if token.revoked_on:
        raise AlreadyRevoked(f"Khóa số {number} đã thu hồi từ trước.")
    db.execute("UPDATE api_token SET revoked_on = ? WHERE number = ?", [day.isoformat(), number])
    return token


def use(db: Database, number: int, day: date) -> None:
    db.execute("UPDATE api_token SET used_on = ? WHERE number = ?", [day.isoformat(), number])


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
