"""Who is signed in. The cookie holds a random secret; the session it opens lives, and ends, in the store."""

import hashlib
import re

from flask import Flask, session
from flask_login import LoginManager, UserMixin, current_user, login_user

from survey import passwords
from survey.clock import now
from survey.office import guesses
from survey.running import running
from survey.store import accounts, audit, factors, sessions
from survey.store.accounts import Account
from survey.store.audit import NOBODY, Action

# The store is told at most once a minute that somebody is still there.
TOUCH_SECONDS = 60
HERE = "/van-phong"
HALF = "half"
HALF_SECONDS = 300
_LOCAL = re.compile(rf"{HERE}(?:[/?][^\\\s]*)?")


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
    guesses.register(app)
    # Made now: the first unknown name would wait for it, and be told by that.
    passwords.of_nobody()


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
    with guesses.guesses().turn(name):
        known = accounts.find(running().store.db, name)
        account = known if known and known.active else None
        digest = (account and account.password) or passwords.of_nobody()
        if passwords.verify(digest, password) and account:
            return account
        guesses.guesses().count(name)
    refuse(known, "mật khẩu")
    return None


def refuse(known: Account | None, detail: str) -> None:
    """Log who was refused; a name that nobody has may be a password typed into the wrong field."""
    name, unit = (known.name, known.unit) if known else ("", "")
    with running().store.write() as db:
        audit.record(db, Action.SIGN_IN_REFUSED, NOBODY, unit, name, detail)


def admit(account: Account, how: str) -> bool:
    """Sign in who has proved enough; False when the second proof is still to come."""
    if factors.secret_of(running().store.db, account.name) is None:
        sign_in(account, how)
        return True
    session.clear()
    session[HALF] = [account.name, _mark(account), _seconds(), how]
    return False


def half_admitted() -> tuple[Account, str] | None:
    """Who gave the first proof a moment ago in this browser, and how; None when that is too old or spent."""
    name, mark, since, how = session.get(HALF, ("", "", 0, ""))
    if _seconds() - since > HALF_SECONDS:
        return None
    account = accounts.find(running().store.db, name)
    return (account, how) if account and account.active and _mark(account) == mark else None


def sign_in(account: Account, how: str) -> None:
    open_session(account, how)
    guesses.guesses().welcome(account.name)


def open_session(account: Account, how: str = "") -> None:
    """Go on with a new secret and an empty cookie, whatever the browser brought along.

    `how` says what was proved by who comes in; who was signed in already needs no row in the audit log.
    """
    live, moment = running(), _seconds()
    with live.store.write() as db:
        sessions.sweep(db, moment - live.settings.idle_minutes * 60)
        secret = sessions.start(db, account.name, moment)
        if how:
            audit.record(db, Action.SIGN_IN, account.name, account.unit, account.name, how)
    session.clear()
    login_user(Officer(account, secret))


def close_session() -> None:
    if current_user.is_authenticated:
        account = current_user.account
        with running().store.write() as db:
            sessions.end(db, current_user.get_id())
            audit.record(db, Action.SIGN_OUT, account.name, account.unit, account.name)
    session.clear()


def local(target: str) -> str:
    """The page to go on to; anything but a page inside the office is ''."""
    return target if target != HERE and _LOCAL.fullmatch(target) and "//" not in target else ""


def _mark(account: Account) -> str:
    """Changes with the password, so that a new one ends what the old one began."""
    return hashlib.sha256(account.password.encode()).hexdigest()[:16]


def _seconds() -> int:
    return int(now().timestamp())
