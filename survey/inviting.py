"""How a person comes in: an account without a password, and a link by which its owner chooses one."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from sqlite_utils import Database

from survey import clock
from survey.store import accounts, audit, invitations
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
    audit.record(db, Action.INVITED, by, account.unit, account.name, account.role)
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


def accept(db: Database, secret: str, password: str) -> Account | None:
    """Set the hashed password and use the link up; None when somebody was faster."""
    name = invitations.spend(db, secret, _seconds())
    if name is None:
        return None
    accounts.set_password(db, name, password)
    account = accounts.get(db, name)
    audit.record(db, Action.PASSWORD_CHANGED, name, account.unit, name, "theo lời mời")
    return account


def _open(db: Database, account: Account) -> Invitation:
    """To the end of the last day, so that what is printed is what is meant."""
    last = clock.today() + timedelta(days=DAYS)
    end = datetime.combine(last, time.max, clock.VIETNAM)
    return Invitation(account, invitations.issue(db, account.name, int(end.timestamp())), last)


def _seconds() -> int:
    return int(clock.now().timestamp())
