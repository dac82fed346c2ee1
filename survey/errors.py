"""The one place that turns what went wrong into a page: what happened, what was lost, what to do."""

import logging

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException, InternalServerError

from survey.running import running
from survey.store.errors import DATABASE_ERROR, NotFound, StoreUnavailable

RETRY_SECONDS = 10
_log = logging.getLogger(__name__)


def register(app: Flask) -> None:
    app.register_error_handler(HTTPException, http_error)
    app.register_error_handler(NotFound, not_found)
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
        429: (_("Gửi quá nhanh"), _("Phiếu chưa được ghi nhận. Xin đợi một phút rồi bấm gửi lại.")),
        500: (_("Lỗi của hệ thống"), _("Phiếu chưa được ghi nhận. Xin thử lại sau ít phút.")),
        503: (_("Hệ thống đang bận"), _("Phiếu chưa được ghi nhận. Xin đợi vài giây rồi thử lại.")),
    }


def page(status: int, sentence: str | None = None) -> str:
    known = sentences()
    title, standard = known.get(status, known[500 if status >= InternalServerError.code else 400])
    return render_template("errors/page.html", title=title, sentence=sentence or standard)


def http_error(error: HTTPException) -> ResponseReturnValue:
    status = error.code or InternalServerError.code
    if error.response is not None:
        return error.get_response()
    headers = {"Retry-After": "60"} if status == 429 else {}
    return page(status), status, headers


def not_found(error: NotFound) -> ResponseReturnValue:
    del error
    return page(404), 404


def unavailable(error: Exception) -> ResponseReturnValue:
    # The connection may be what broke: the next request gets a fresh one.
    running().store.reset()
    _log.error("store unavailable: %s", error)
    return page(503), 503, {"Retry-After": str(RETRY_SECONDS)}
