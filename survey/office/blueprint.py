"""The one blueprint of the office: each request passes the check of rights, each form that of its token."""

from importlib.metadata import version

from flask import Blueprint, Response, request
from flask_login import current_user
from flask_wtf.csrf import CSRFProtect

from analytics.numbers import cell, short_percent
from analytics.tables import LEVELS
from survey.office import links, periods, rights, trees, uploads
from survey.office.auth import HERE
from survey.organisation.wording import since
from survey.running import running
from survey.store import settings

PLOTLY = version("plotly")

bp = Blueprint("office", "survey.office", url_prefix=HERE)
csrf = CSRFProtect()

bp.before_request(rights.enforce)


@bp.before_request
def check_token() -> None:
    if request.endpoint in rights.UPLOADS:
        request.max_content_length = uploads.MAX_BYTES
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
        "may": rights.may,
        "common_sign_in": bool(running().settings.oidc_issuer),
        "arrival": rights.arrival(account) if account else "office.sign_in",
        "synthetic": synthetic,
        "choices": periods.choices,
        "calendars": periods.calendars,
        "period_address": lambda: periods.address(rights.scope().period),
        "trees": shown_tree,
        "to": links.to,
        "here": links.here,
        "answer_levels": LEVELS,
        "plotly_version": PLOTLY,
    }


def shown_tree() -> dict[str, object]:
    """Which tree the page rolls up by, and the links to the other."""
    scope = rights.scope()
    return {"choices": trees.choices(scope.tree), "sentence": scope.sight().tree}


bp.add_app_template_filter(short_percent)
bp.add_app_template_filter(cell)
bp.add_app_template_filter(since)


@bp.app_template_filter("css")
def css(name: str) -> str:
    """The name of a verdict as a class: NOT_MET → not-met."""
    return name.lower().replace("_", "-")
