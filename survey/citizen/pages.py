"""The routes of the citizen: open the form, send it, be thanked."""

from collections.abc import Sequence

from flask import Blueprint, Flask, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from survey import clock, form_token, languages, limits
from survey.citizen import sheet
from survey.citizen.sheet import KIOSK, QR, Place
from survey.errors import RETRY_SECONDS, sentences
from survey.form_token import FormTokenError, OpenForm
from survey.headers import inline
from survey.response import TOKEN, TRAP, Problem, RefusedError, parse
from survey.running import running, running_in
from survey.store.errors import ResponseRefused, StoreUnavailable
from survey.store.points import as_printed
from survey.store.responses import Outcome

TOO_LONG_TO_SHOW = 2000
CHANNELS = {QR: "/k", KIOSK: "/q"}


def blueprint(app: Flask) -> Blueprint:
    bp = Blueprint("citizen", __name__)
    limiter = limits.of(app)
    slow_guessing = limiter.limit(limits.UNKNOWN_CODES, deduct_when=limits.was_unknown)
    rate = running_in(app).settings.rate_limit
    for channel, path in CHANNELS.items():
        send = limiter.limit(limits.PER_FORM, key_func=limits.form_key)(submit)
        if rate:
            send = limiter.limit(f"{rate} per minute")(send)
        defaults = {"channel": channel}
        bp.add_url_rule(
            f"{path}/<code>", f"ask_{channel}", slow_guessing(ask), defaults=defaults, methods=["GET"]
        )
        bp.add_url_rule(
            f"{path}/<code>", f"send_{channel}", slow_guessing(send), defaults=defaults, methods=["POST"]
        )
        bp.add_url_rule(
            f"{path}/<code>/cam-on", f"thanks_{channel}", thanks, defaults=defaults, methods=["GET"]
        )
    bp.add_url_rule("/sw.js", "worker", worker)
    return bp


def ask(code: str, channel: str) -> ResponseReturnValue:
    if code != as_printed(code):
        return redirect(_address(f"ask_{channel}", as_printed(code)), 302)
    live = running()
    here = sheet.place(live, code, channel)
    if here.closed:
        return render_template("citizen/closed.html", place=here)
    form, signed = _reopened(here) or _opened(here)
    return render_template("citizen/form.html", sheet=sheet.sheet(live, here, form, signed, {}, ()))


def submit(code: str, channel: str) -> ResponseReturnValue:
    live = running()
    here = sheet.place(live, code, channel)
    if here.closed:
        return render_template("citizen/closed.html", place=here), 409
    signed = request.form.get(TOKEN, "")
    try:
        form = _read(here, signed)
        questionnaire = live.questionnaire(form.questionnaire)
        _check_haste(form)
        fields = {name: request.form.getlist(name) for name in request.form}
        response = parse(fields, questionnaire, form, sheet.where(live, here, questionnaire), clock.now())
        outcome = live.writer.submit(response)
    except FormTokenError:
        form, signed = _opened(here)
        stale = Problem("", _("Trang phiếu này đã cũ. Câu trả lời còn ở dưới, xin xem lại rồi bấm gửi."))
        return _again(here, form, signed, [stale]), 422
    except RefusedError as error:
        return _again(here, form, signed, error.problems), 422
    except (ResponseRefused, StoreUnavailable) as error:
        refused = isinstance(error, ResponseRefused)
        status = 422 if refused else 503
        sentence = sentences()[503][1]
        return (
            _again(here, form, signed, [Problem("", sentence)]),
            status,
            {"Retry-After": str(RETRY_SECONDS)},
        )
    return redirect(_address(f"thanks_{channel}", code, truoc=outcome is Outcome.DIFFERENT), 303)


def thanks(code: str, channel: str) -> ResponseReturnValue:
    here = sheet.place(running(), code, channel)
    return render_template("citizen/thanks.html", place=here, kept_first="truoc" in request.args)


def worker() -> ResponseReturnValue:
    """The service worker must be served from the top to reach the pages below it."""
    headers = {"Content-Type": "text/javascript; charset=utf-8", "Cache-Control": "no-cache"}
    return inline("worker.js"), headers


def _again(here: Place, form: OpenForm, signed: str, problems: Sequence[Problem]) -> str:
    given = {name: request.form[name][:TOO_LONG_TO_SHOW] for name in request.form}
    shown = sheet.sheet(running(), here, form, signed, given, problems)
    return render_template("citizen/form.html", sheet=shown)


def _opened(here: Place) -> tuple[OpenForm, str]:
    form = sheet.opened(running(), here)
    return form, form_token.sign(running().secrets, form)


def _reopened(here: Place) -> tuple[OpenForm, str] | None:
    """The form a phone kept over a reload: the same questions again, under the same token."""
    signed = request.args.get(TOKEN, "")
    try:
        return (_read(here, signed), signed) if signed else None
    except FormTokenError:
        return None


def _read(here: Place, signed: str) -> OpenForm:
    form = form_token.read(running().secrets, signed)
    if form.point != here.point.code:
        raise FormTokenError("Phiếu của điểm khác.")
    return form


def _check_haste(form: OpenForm) -> None:
    if request.form.get(TRAP):
        raise RefusedError([Problem(TRAP, _("Ô này phải để trống; xin xóa rồi gửi lại."))])
    if form.age < running().settings.min_fill_seconds:
        raise RefusedError(
            [Problem("", _("Phiếu vừa mở đã gửi ngay. Xin xem lại câu trả lời rồi bấm gửi lần nữa."))]
        )


def _address(page: str, code: str, truoc: bool = False) -> str:
    """The next page, in the language that was chosen; `truoc` says that an earlier answer is the one kept."""
    chosen = languages.chosen()
    language = None if chosen == languages.DEFAULT else chosen
    return url_for(f".{page}", code=code, truoc="1" if truoc else None, lang=language)
