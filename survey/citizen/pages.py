"""The routes of the citizen: open the form, send it, be thanked."""

from collections.abc import Sequence

from flask import Blueprint, Flask, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import RequestEntityTooLarge

from survey import clock, form_token, languages, limits
from survey.citizen import sheet
from survey.citizen.pace import Pace
from survey.citizen.sheet import CODE, KIOSK, QR, Place
from survey.form_token import ExpiredError, FormTokenError, OpenForm
from survey.headers import inline
from survey.response import MAX_FIELDS, TOKEN, TRAP, WAITED, Problem, RefusedError, parse
from survey.running import running, running_in
from survey.store import codes
from survey.store.points import as_printed
from survey.store.responses import Outcome

CHANNELS = {QR: "/k", KIOSK: "/q", CODE: "/m"}
# On a person's own phone the button Back shows the form again, with its answers and its token: sending
# it twice is harmless. On a shared machine nothing of the one before may come back.
CACHING = {QR: "private, no-cache", CODE: "private, no-cache", KIOSK: "no-store"}
# The script has just fetched this page when it goes there.
THANKS_CACHING = "private, max-age=60"
KIOSK_THANKS_SECONDS = 8
PACE = "sipas-kiosk-pace"
CODE_REFUSED = (Outcome.CODE_UNKNOWN, Outcome.CODE_SPENT, Outcome.CODE_EXPIRED, Outcome.CODE_REVOKED)


def blueprint(app: Flask) -> Blueprint:
    bp = Blueprint("citizen", __name__)
    app.extensions[PACE] = Pace()
    limiter = limits.of(app)
    slow_guessing = limiter.limit(limits.UNKNOWN_CODES, deduct_when=limits.was_unknown)
    rate = running_in(app).settings.rate_limit
    send = limiter.limit(limits.PER_FORM, key_func=limits.form_key)(submit)
    if rate:
        send = limiter.limit(f"{rate} per minute")(send)
    for channel, path in CHANNELS.items():
        own = {"channel": channel}
        bp.add_url_rule(f"{path}/<code>", f"ask_{channel}", slow_guessing(ask), defaults=own)
        bp.add_url_rule(
            f"{path}/<code>", f"send_{channel}", slow_guessing(send), defaults=own, methods=["POST"]
        )
        bp.add_url_rule(f"{path}/<code>/cam-on", f"thanks_{channel}", slow_guessing(thanks), defaults=own)
    bp.add_url_rule(CHANNELS[CODE], "enter_code", enter_code)
    bp.add_url_rule("/sw.js", "worker", worker)
    return bp


def ask(code: str, channel: str) -> ResponseReturnValue:
    if code != as_printed(code):
        return redirect(_address(f"ask_{channel}", as_printed(code)), 302)
    here = sheet.place(running(), code, channel)
    if here.closed:
        return render_template("citizen/closed.html", place=here)
    form = _reopened(here) or sheet.opened(running(), here)
    refused = here.refused(form)
    if refused:
        return _refused(here, refused)
    return _page(here, form), {"Cache-Control": CACHING[channel]}


def submit(code: str, channel: str) -> ResponseReturnValue:
    here = sheet.place(running(), code, channel)
    if here.closed:
        return render_template("citizen/closed.html", place=here), 409
    if sum(map(len, request.form.listvalues())) > MAX_FIELDS:
        raise RequestEntityTooLarge
    try:
        form = _read(here, request.form.get(TOKEN, ""))
        outcome = _record(here, form)
    except ExpiredError as expired:
        old = _("Trang phiếu mở đã lâu. Câu trả lời còn ở dưới; xin xem lại rồi bấm gửi.")
        return _page(here, expired.form, [Problem("", old)]), 422
    except FormTokenError:
        broken = _("Trang phiếu này không dùng được nữa. Xin trả lời các câu dưới đây rồi bấm gửi.")
        return _page(here, sheet.opened(running(), here), [Problem("", broken)]), 422
    except RefusedError as refused:
        return _page(here, form, refused.problems), 422
    if outcome in CODE_REFUSED:
        return _refused(here, outcome)
    first_is_kept = outcome is Outcome.DIFFERENT
    return redirect(_address(f"thanks_{channel}", code, truoc="1" if first_is_kept else None), 303)


def thanks(code: str, channel: str) -> ResponseReturnValue:
    here = sheet.place(running(), code, channel)
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


def _record(here: Place, form: OpenForm) -> Outcome:
    """Returns when the answer is on disk; raises RefusedError with what the person can change."""
    live = running()
    if request.form.get(TRAP) or form.age < live.settings.min_fill_seconds:
        hasty = _("Phiếu vừa mở đã gửi ngay. Xin xem lại câu trả lời rồi bấm gửi lần nữa.")
        raise RefusedError([Problem("", hasty)])
    questionnaire = live.questionnaire(form.questionnaire)
    fields = {name: request.form.getlist(name) for name in request.form}
    where = sheet.where(live, here, questionnaire)
    outcome = live.writer.submit(parse(fields, questionnaire, form, where, clock.now()), here.presented(form))
    # Forms that waited for the net come all at once.
    if here.kiosk and outcome is Outcome.STORED and WAITED not in fields:
        current_app.extensions[PACE].notice(live.store, here.point.code)
    return outcome


def _page(here: Place, form: OpenForm, problems: Sequence[Problem] = ()) -> str:
    shown = sheet.sheet(running(), here, form, request.form, problems)
    return render_template("citizen/form.html", sheet=shown)


def _reopened(here: Place) -> OpenForm | None:
    """The form a phone kept over a reload: the same questions again, under the same token."""
    signed = request.args.get(TOKEN, "")
    try:
        return _read(here, signed) if signed else None
    except FormTokenError:
        return None


def _read(here: Place, signed: str) -> OpenForm:
    form = form_token.read(running().secrets, signed)
    if form.point != here.point.code:
        raise FormTokenError("Phiếu của điểm khác.")
    return form


def _address(page: str, code: str, truoc: str | None = None) -> str:
    """The next page, in the language that was chosen; `truoc` says that an earlier answer is the one kept."""
    chosen = languages.chosen()
    language = None if chosen == languages.DEFAULT else chosen
    return url_for(f".{page}", code=code, truoc=truoc, lang=language)
