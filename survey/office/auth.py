"""Who is signed in. The cookie holds a random secret; the session it opens lives, and ends, in the store."""

import re
from dataclasses import dataclass

from flask import Flask, current_app, request, session
from flask_login import LoginManager, UserMixin, current_user, login_user
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from survey import passwords
from survey.clock import now
from survey.running import running
from survey.store import accounts, sessions
from survey.store.accounts import Account
from survey.store.errors import NotFound

# The store is told at most once a minute that somebody is still there.
TOUCH_SECONDS = 60
HERE = "/van-phong"
GUESSES = "sipas.guesses"
_LOCAL = re.compile(rf"{HERE}(?:[/?][^\\\s]*)?")


class TooManyGuessesError(Exception):
    """Wrong passwords came too fast from one address; nobody else is locked out by it."""


@dataclass(frozen=True)
class Guesses:
    """Wrong passwords lately: per account and address, and per address over all accounts."""

    limiter: MovingWindowRateLimiter
    per_account: RateLimitItem
    per_address: RateLimitItem

    def too_many(self, name: str, address: str) -> bool:
        may = self.limiter.test
        return not (may(self.per_account, name, address) and may(self.per_address, address))

    def count(self, name: str, address: str) -> None:
        self.limiter.hit(self.per_account, name, address)
        self.limiter.hit(self.per_address, address)


class Officer(UserMixin):  # type: ignore[misc]
    """The signed-in person; known to Flask-Login by the session's secret, never by the account's name."""

    def __init__(self, account: Account, secret: str) -> None:
        self.account = account
        self.secret = secret

    def get_id(self) -> str:
        return self.secret


def register(app: Flask) -> None:
    manager = LoginManager()
    manager.session_protection = None
    manager.user_loader(load)
    # Not init_app: its hook for "remember me" would read the cookie on citizens' pages too.
    app.login_manager = manager  # type: ignore[attr-defined]
    limiter = MovingWindowRateLimiter(MemoryStorage())
    app.extensions[GUESSES] = Guesses(limiter, parse("5 per 5 minutes"), parse("50 per 15 minutes"))
    # One that no password opens, so that an unknown name takes as long as a known one.
    app.extensions[f"{GUESSES}.nobody"] = passwords.hash(passwords.make())


def load(secret: str) -> Officer | None:
    """The officer of a session that is neither ended, idle for too long, nor too old."""
    live, moment = running(), _seconds()
    oldest = moment - live.settings.session_hours * 3600
    name = sessions.account_of(live.store.db, secret, oldest, moment - live.settings.idle_minutes * 60)
    if name is None:
        return None
    if moment - sessions.seen_at(live.store.db, secret) >= TOUCH_SECONDS:
        with live.store.write() as db:
            sessions.touch(db, secret, moment)
    return Officer(accounts.get(live.store.db, name), secret)


def recognise(name: str, password: str) -> Account | None:
    """The active account that this password opens; raises TooManyGuessesError when guessing."""
    guesses: Guesses = current_app.extensions[GUESSES]
    address = request.remote_addr or ""
    if guesses.too_many(name, address):
        raise TooManyGuessesError
    account = _active(name)
    digest = (account and account.password) or current_app.extensions[f"{GUESSES}.nobody"]
    if passwords.verify(digest, password) and account:
        return account
    guesses.count(name, address)
    return None


def open_session(account: Account) -> None:
    """Sign in with a new secret and an empty cookie, whatever the browser brought along."""
    live, moment = running(), _seconds()
    with live.store.write() as db:
        sessions.sweep(db, moment - live.settings.idle_minutes * 60)
        secret = sessions.start(db, account.name, moment)
    session.clear()
    login_user(Officer(account, secret))


def close_session() -> None:
    if current_user.is_authenticated:
        with running().store.write() as db:
            sessions.end(db, current_user.get_id())
    session.clear()


def local(target: str) -> str:
    """The page to go on to; anything but a page inside the office is ''."""
    return target if target != HERE and _LOCAL.fullmatch(target) and "//" not in target else ""


def _active(name: str) -> Account | None:
    try:
        account = accounts.get(running().store.db, name)
    except NotFound:
        return None
    return account if account.active else None


def _seconds() -> int:
    return int(now().timestamp())
