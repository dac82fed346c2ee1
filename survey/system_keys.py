"""What pages, commands and the API do with keys of the office's own systems; each act is in the audit log."""

from datetime import date

from sqlite_utils import Database

from survey.clock import today
from survey.store import audit, tokens, units
from survey.store.audit import Action
from survey.store.connection import Store
from survey.store.tokens import Token

LONGEST_DAYS = 366


class KeyRefusedError(ValueError):
    """No such key is made; the sentence says why."""


def issue(db: Database, name: str, unit: str, expires: date, by: str) -> tuple[Token, str]:
    """A new key with its secret, which is told this once."""
    days = (expires - today()).days
    if not 0 <= days <= LONGEST_DAYS:
        raise KeyRefusedError(f"Ngày hết hạn phải từ hôm nay đến {LONGEST_DAYS} ngày tới.")
    units.get(db, unit)
    wanted = Token(0, name, unit, by, today().isoformat(), expires.isoformat())
    made, secret = tokens.issue(db, wanted)
    audit.record(db, Action.TOKEN_ISSUED, by, unit, str(made.number), f"{name}, đến {expires:%d/%m/%Y}")
    return made, secret


def revoke(db: Database, number: int, by: str) -> Token:
    token = tokens.revoke(db, number, today())
    audit.record(db, Action.TOKEN_REVOKED, by, token.unit, str(number), token.name)
    return token


def opened(store: Store, secret: str) -> Token | None:
    """The key of a secret that works today; its first use of a day is written down."""
    token = tokens.find(store.db, secret)
    if token is None or not token.works_on(today()):
        return None
    if token.used_on != today().isoformat():
        with store.write() as db:
            tokens.use(db, token.number, today())
            actor = f"khóa kết nối {token.number}"
            audit.record(db, Action.EXPORT, actor, token.unit, str(token.number), f"API, {token.name}")
    return token
