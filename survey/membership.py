"""How a person comes in, what they may do, and how they leave: each act with its row in the audit log.

`by` is who does it: an administrator, or the command line.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlite_utils import Database

from survey import clock
from survey.naming import ROLES, TREES
from survey.store import accounts, audit, factors, invitations, sessions
from survey.store.accounts import NOT_CHOSEN, Account
from survey.store.audit import Action

DAYS = 7
PATH = "/van-phong/loi-moi"


@dataclass(frozen=True)
class Invitation:
    """`secret` opens the link once; it is nowhere but here and in what is made of it at once."""

    account: Account
    secret: str
    expires: date

    def address(self, base_url: str) -> str:
        return f"{base_url}{PATH}/{self.secret}"


class NameTakenError(ValueError):
    """There is an account of this name already."""


def invite(db: Database, account: Account, by: str) -> Invitation:
    """Add the account and open its link; raises NameTakenError."""
    if accounts.find(db, account.name):
        raise NameTakenError(f"Tài khoản “{account.name}” đã có.")
    accounts.add(db, replace(account, password=NOT_CHOSEN))
    audit.record(db, Action.INVITED, by, account.unit, account.name, _standing(account))
    return _open(db, account)


def renew(db: Database, name: str, by: str) -> Invitation:
    """A new link: the password of before opens nothing any more, and every session ends."""
    account = accounts.get(db, name)
    accounts.set_password(db, name, NOT_CHOSEN)
    audit.record(db, Action.INVITED, by, account.unit, name, "liên kết mới")
    return _open(db, account)


def find(db: Database, secret: str) -> Invitation | None:
    """The open invitation behind a link; None when it was used, is too old, or was never made."""
    name = invitations.account_of(db, secret, _seconds())
    if name is None:
        return None
    expires = clock.day_of(invitations.open_ones(db)[name])
    return Invitation(accounts.get(db, name), secret, expires)


def accept(db: Database, secret: str, password: str) -> str | None:
    """Set the hashed password and use the link up; the name, or None when somebody was faster."""
    name = invitations.spend(db, secret, _seconds())
    if name is not None:
        set_password(db, name, password, by=name)
    return name


def change(db: Database, after: Account, by: str) -> None:
    """Other rights, another name: whoever is signed in with this account signs in anew."""
    before = accounts.get(db, after.name)
    accounts.change(db, after)
    was, now = _standing(before), _standing(after)
    # Whose rights stay was only called by another name.
    detail = f"{was} → {now}" if was != now else f"họ và tên: {before.full_name} → {after.full_name}"
    audit.record(db, Action.ROLE_CHANGED, by, after.unit, after.name, detail)


def disable(db: Database, name: str, by: str) -> None:
    accounts.disable(db, name)
    audit.record(db, Action.DISABLED, by, accounts.get(db, name).unit, name)


def enable(db: Database, name: str, by: str) -> None:
    accounts.enable(db, name)
    audit.record(db, Action.ENABLED, by, accounts.get(db, name).unit, name)


def set_password(db: Database, name: str, password: str, by: str) -> None:
    """The password is hashed already; every session that the old one opened ends."""
    accounts.set_password(db, name, password)
    audit.record(db, Action.PASSWORD_CHANGED, by, accounts.get(db, name).unit, name)


def remove_factor(db: Database, name: str, by: str) -> None:
    """The telephone is lost: the password alone opens the account until another one is enrolled."""
    unit = accounts.get(db, name).unit
    factors.remove(db, name)
    sessions.end_all(db, name)
    audit.record(db, Action.FACTOR_OFF, by, unit, name)


def _standing(account: Account) -> str:
    """What decides who comes in as this account, and what they see."""
    told = [f"{ROLES[account.role]} ở {account.unit}"]
    if account.tree:
        told.append(TREES[account.tree])
    if account.identity:
        told.append(f"đăng nhập chung bằng {account.identity}")
    return ", ".join(told)


def _open(db: Database, account: Account) -> Invitation:
    """To the end of the last day, so that what is printed is what is meant."""
    last = clock.today() + timedelta(days=DAYS)
    end = datetime.combine(last, time.max, clock.VIETNAM)
    return Invitation(account, invitations.issue(db, account.name, int(end.timestamp())), last)


def _seconds() -> int:
    return int(clock.now().timestamp())
