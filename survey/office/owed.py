"""Of whom the office requires a second proof, and the pages that are open until they have one."""

from survey.running import running
from survey.store import factors
from survey.store.accounts import ADMINISTRATOR, REVIEWER, Account

_MUST_PROVE = frozenset({ADMINISTRATOR, REVIEWER})
_MEANWHILE = frozenset({"office.own_factor", "office.sign_out", "office.change_password"})


def must_prove(account: Account) -> bool:
    """Whether the office requires a second proof of this person."""
    return running().settings.require_second_factor and account.role in _MUST_PROVE


def bars(endpoint: str, account: Account) -> bool:
    """Whether a page waits until this person has a second proof."""
    if endpoint in _MEANWHILE or not must_prove(account):
        return False
    return factors.secret_of(running().store.db, account.name) is None
