"""The one blueprint of the office: each request passes the check of rights, each form that of its token."""

from flask import Blueprint, Response
from flask_login import current_user
from flask_wtf.csrf import CSRFProtect

from survey.office import periods, rights
from survey.office.auth import HERE
from survey.running import running
from survey.store import settings

bp = Blueprint("office", "survey.office", url_prefix=HERE)
csrf = CSRFProtect()

bp.before_request(rights.enforce)


@bp.before_request
def check_token() -> None:
    csrf.protect()


@bp.after_request
def keep_private(response: Response) -> Response:
    response.headers.setdefault("Cache-Control", "no-store")
    return response


@bp.context_processor
def of_everybody() -> dict[str, object]:
    """What the layout shows on every page: who is signed in, and whether the data are real."""
    account = current_user.account if current_user.is_authenticated else None
    synthetic = bool(settings.get(running().store.db, settings.SYNTHETIC))
    return {
        "account": account,
        "synthetic": synthetic,
        "choices": periods.choices,
        "calendars": periods.calendars,
    }
