"""The one place that turns what went wrong into a page: what happened, what was lost, what to do."""

import logging
from http import HTTPStatus

from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException

from survey import languages
from survey.limits import TooFastError
from survey.response import TOKEN, is_field
from survey.running import running
from survey.store.errors import DATABASE_ERROR, NotFound, ResponseRefused, StoreUnavailable

RETRY_SECONDS = 10
KIOSK_SECONDS = 25
TRY_AGAIN = (429, 500, 503)
_log = logging.getLogger(__name__)


def register(app: Flask) -> None:
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(TooFastError, too_fast)
    app.register_error_handler(NotFound, not_found)
    app.register_error_handler(ResponseRefused, refused)
    app.register_error_handler(StoreUnavailable, unavailable)
    app.register_error_handler(DATABASE_ERROR, unavailable)


def sentences() -> dict[int, tuple[str, str]]:
    """Title and sentence per status; a function, because the language is known only in a request."""
    return {
        400: (_("Yêu cầu không đọc được"), _("Chưa có gì được ghi nhận. Xin mở lại trang và thử lại.")),
        403: (_("Không được xem"), _("Trang này cần quyền mà tài khoản không có.")),
        404: (_("Không tìm thấy"), _("Địa chỉ hoặc mã này không đúng. Xin xem lại mã in dưới hình vuông.")),
        405: (
            _("Không dùng được cách này"),
            _("Chưa có gì được ghi nhận. Xin mở lại trang bằng cách quét mã."),
        ),
        410: (_("Mã đã thu hồi"), _("Mã này không còn dùng. Xin hỏi cán bộ nơi tiếp nhận để lấy mã mới.")),
        413: (_("Nội dung quá lớn"), _("Chưa có gì được ghi nhận. Xin rút ngắn ý kiến rồi gửi lại.")),
        422: (_("Không ghi nhận được"), _("Chưa có gì được ghi nhận. Xin mở lại trang bằng cách quét mã.")),
        429: (_("Gửi quá nhanh"), _("Chưa có gì được ghi nhận. Xin đợi một phút rồi thử lại.")),
        500: (_("Lỗi của hệ thống"), _("Hệ thống chưa làm được việc này. Xin thử lại sau ít phút.")),
        503: (_("Hệ thống đang bận"), _("Hệ thống tạm thời chưa lưu được. Xin đợi vài giây rồi thử lại.")),
    }


def page(status: int, wait: int = RETRY_SECONDS) -> ResponseReturnValue:
    known = sentences()
    title, sentence = known.get(status, known[500 if status >= HTTPStatus.INTERNAL_SERVER_ERROR else 400])
    kept = _kept() if status in TRY_AGAIN else []
    text = render_template("errors/page.html", title=title, sentence=sentence, kept=kept)
    return text, status, _headers(status, wait)


def http_error(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None:
        return error.get_response()
    return page(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)


def too_fast(error: TooFastError) -> ResponseReturnValue:
    return page(HTTPStatus.TOO_MANY_REQUESTS, error.wait)


def not_found(error: NotFound) -> ResponseReturnValue:
    del error
    return page(HTTPStatus.NOT_FOUND)


def refused(error: ResponseRefused) -> ResponseReturnValue:
    _log.error("a response was refused: %s", error)
    return page(HTTPStatus.UNPROCESSABLE_ENTITY)


def unavailable(error: Exception) -> ResponseReturnValue:
    # The connection may be what broke: the next request gets a fresh one.
    running().store.reset()
    _log.error("store unavailable: %s", error)
    return page(HTTPStatus.SERVICE_UNAVAILABLE)


def _kept() -> list[tuple[str, str]]:
    """What was being sent: without the store the form cannot be shown again, but it can be sent again."""
    try:
        form = request.form
    except HTTPException:
        return []
    if TOKEN not in form:
        return []
    return [(name, form[name]) for name in form if is_field(name) or name == languages.FIELD]


def _headers(status: int, wait: int) -> dict[str, str]:
    headers = {"Retry-After": str(wait)} if status in TRY_AGAIN else {}
    if request.method == "GET" and request.path.startswith("/q/"):
        # Nobody stands at a kiosk to press a button.
        headers["Refresh"] = str(KIOSK_SECONDS)
    return headers
