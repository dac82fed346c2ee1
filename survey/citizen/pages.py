"""The routes of the citizen: open the form, send it, be thanked."""

from collections.abc import Sequence

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from survey import form_token, languages
from survey.citizen import sheet
from survey.citizen.desk import AgainError, ClosedError, Desk
from survey.citizen.sheet import CHANNELS, CODE, KIOSK, QR, Place
from survey.form_token import ExpiredError, FormTokenError, OpenForm
from survey.headers import inline
from survey.response import TOKEN, Fields, Problem
from survey.running import running
from survey.store import codes
from survey.store.points import as_printed
from survey.store.responses import Outcome

# On a person's own phone the button Back shows the form again, with its answers and its token: sending
# it twice is harmless. On a shared machine nothing of the one before may come back.
CACHING = {QR: "private, no-cache", CODE: "private, no-cache", KIOSK: "no-store"}
# The script has just fetched this page when it goes there.
THANKS_CACHING = "private, max-age=60"
KIOSK_THANKS_SECONDS = 8
DESK = "sipas-desk"
# What came of the form before Flask saw it: an Outcome, or what was raised and is raised again here.
CAME = "sipas.came"
CODE_REFUSED = (Outcome.CODE_UNKNOWN, Outcome.CODE_SPENT, Outcome.CODE_EXPIRED, Outcome.CODE_REVOKED)


def blueprint() -> Blueprint:
    bp = Blueprint("citizen", __name__)
    for channel, path in CHANNELS.items():
        own = {"channel": channel}
        bp.add_url_rule(f"{path}/<code>", f"ask_{channel}", ask, defaults=own)
        bp.add_url_rule(f"{path}/<code>", f"send_{channel}", submit, defaults=own, methods=["POST"])
        bp.add_url_rule(f"{path}/<code>/cam-on", f"thanks_{channel}", thanks, defaults=own)
    bp.add_url_rule(CHANNELS[CODE], "enter_code", enter_code)
    bp.add_url_rule("/sw.js", "worker", worker)
    return bp


def ask(code: str, channel: str) -> ResponseReturnValue:
    if code != as_printed(code):
        return redirect(_address(f"ask_{channel}", as_printed(code)), 302)
    here = _desk().find(code, channel, _client())
    if here.closed:
        return render_template("citizen/closed.html", place=here)
    form = _reopened(here) or sheet.opened(running(), here)
    refused = here.refused(form)
    if refused:
        return _refused(here, refused)
    return _page(here, form), {"Cache-Control": CACHING[channel]}


def submit(code: str, channel: str) -> ResponseReturnValue:
    """Say what came of a form; those with nothing to say about are thanked before they get here."""
    try:
        outcome = _outcome(code, channel)
    except (ClosedError, FormTokenError, AgainError) as trouble:
        return _not_taken(sheet.place(running(), code, channel), trouble)
    if outcome in CODE_REFUSED:
        return _refused(sheet.place(running(), code, channel), outcome)
    return thanked(code, channel, first_is_kept=outcome is Outcome.DIFFERENT)


def thanked(code: str, channel: str, first_is_kept: bool = False) -> Response:
    return redirect(_address(f"thanks_{channel}", code, truoc="1" if first_is_kept else None), 303)


def _outcome(code: str, channel: str) -> Outcome:
    came = request.environ.get(CAME)
    if isinstance(came, Exception):
        raise came
    if came is None:
        came = _desk().take(code, channel, _client(), _fields)
    assert isinstance(came, Outcome)  # noqa: S101 - tells the type checker what the desk returns
    return came


def _desk() -> Desk:
    desk = current_app.extensions[DESK]
    assert isinstance(desk, Desk)  # noqa: S101 - tells the type checker what register put there
    return desk


def _client() -> str:
    return request.remote_addr or ""


def _fields() -> Fields:
    return {name: request.form.getlist(name) for name in request.form}


def _not_taken(here: Place, trouble: Exception) -> ResponseReturnValue:
    if isinstance(trouble, ClosedError):
        return render_template("citizen/closed.html", place=here), 409
    if isinstance(trouble, ExpiredError):
        old = _("Trang phiếu mở đã lâu. Câu trả lời còn ở dưới; xin xem lại rồi bấm gửi.")
        return _page(here, trouble.form, [Problem("", old)]), 422
    if isinstance(trouble, AgainError):
        return _page(here, trouble.form, trouble.problems), 422
    broken = _("Trang phiếu này không dùng được nữa. Xin trả lời các câu dưới đây rồi bấm gửi.")
    return _page(here, sheet.opened(running(), here), [Problem("", broken)]), 422


def thanks(code: str, channel: str) -> ResponseReturnValue:
    here = _desk().find(code, channel, _client())
    if here.unspent:
        return redirect(_address(f"ask_{channel}", code), 302)
    headers = {"Cache-Control": THANKS_CACHING}
    if channel == KIOSK:
        headers["Refresh"] = f"{KIOSK_THANKS_SECONDS}; url={url_for('.ask_kiosk', code=code)}"
    page = render_template("citizen/thanks.html", place=here, kept_first="truoc" in request.args)
    return page, headers


def enter_code() -> ResponseReturnValue:
    """For who types the code of a slip instead of scanning it."""
    typed = request.args.get("ma")
    if typed is None:
        return render_template("citizen/enter_code.html", typed="", wrong=False)
    code = codes.as_entered(typed)
    if codes.well_formed(code):
        return redirect(_address(f"ask_{CODE}", code), 303)
    return render_template("citizen/enter_code.html", typed=typed[: 2 * len(code)], wrong=True), 422


def worker() -> ResponseReturnValue:
    """The service worker must be served from the top to reach the pages below it."""
    headers = {"Content-Type": "text/javascript; charset=utf-8", "Cache-Control": "no-cache"}
    return inline("worker.js"), headers


def _refused(here: Place, why: Outcome) -> ResponseReturnValue:
    return render_template("citizen/code_refused.html", place=here, why=why.name), 410


def _page(here: Place, form: OpenForm, problems: Sequence[Problem] = ()) -> str:
    shown = sheet.sheet(running(), here, form, request.form, problems)
    return render_template("citizen/form.html", sheet=shown)


def _reopened(here: Place) -> OpenForm | None:
    """The form a phone kept over a reload: the same questions again, under the same token."""
    signed = request.args.get(TOKEN, "")
    try:
        return sheet.own(here, form_token.read(running().secrets, signed)) if signed else None
    except FormTokenError:
        return None


def _address(page: str, code: str, truoc: str | None = None) -> str:
    """The next page, in the language that was chosen; `truoc` says that an earlier answer is the one kept."""
    chosen = languages.chosen()
    language = None if chosen == languages.DEFAULT else chosen
    return url_for(f".{page}", code=code, truoc=truoc, lang=language)
