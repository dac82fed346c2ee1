"""What the office's pages write into the audit log: who is signed in did it."""

from flask import request
from flask_login import current_user

from survey.running import running
from survey.store import audit
from survey.store.audit import NOBODY, Action

LONGEST = 200


def who() -> str:
    return str(current_user.account.name) if current_user.is_authenticated else NOBODY


def tell(action: Action, subject: str = "", detail: str = "") -> None:
    """What changes nothing else; the unit is the one in the address, else that of the person."""
    own = current_user.account.unit if current_user.is_authenticated else ""
    unit = (request.view_args or {}).get("unit") or own
    with running().store.write() as db:
        audit.record(db, action, who(), str(unit)[:LONGEST], subject, detail[:LONGEST])
