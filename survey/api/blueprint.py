"""The one blueprint of the API: who asks is settled before every address, what went wrong is told alike."""

import json
from http import HTTPStatus

from flask import Blueprint, Response, current_app, g, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException

from survey.api.reader import PUBLIC, Reader
from survey.limits import ReadingLimits, TooFastError
from survey.running import running
from survey.store.errors import DATABASE_ERROR, NotFound, StoreUnavailable
from survey.system_keys import opened

PATH = "/api/v1"
LIMITS = "sipas.reading-limits"
PROBLEM = "application/problem+json; charset=utf-8"
RETRY_SECONDS = 10
_BEARER = "bearer"
_BAD_KEY = "Khóa kết nối không đúng, đã hết hạn hoặc đã thu hồi; hãy xin cơ quan cấp khóa mới."
_TITLES = {
    400: "Yêu cầu không đúng",
    401: "Khóa kết nối không dùng được",
    403: "Ngoài phạm vi của khóa",
    404: "Không tìm thấy",
    405: "Chỉ đọc",
    429: "Hỏi quá nhanh",
    500: "Lỗi của hệ thống",
    503: "Hệ thống đang bận",
}
_SENTENCES = {
    404: "Địa chỉ này không có trong API; hãy xem /api/v1.",
    405: "API chỉ đọc: chỉ dùng được GET.",
    429: "Đã hỏi quá nhiều trong một phút; hãy đợi số giây ghi ở Retry-After.",
    500: "Hệ thống chưa làm được việc này. Hãy thử lại sau ít phút.",
    503: "Hệ thống tạm thời chưa đọc được dữ liệu. Hãy thử lại sau vài giây.",
}

bp = Blueprint("api", "survey.api", url_prefix=PATH)


@bp.before_request
def admit() -> None:
    """With a key one reads as the system it was made for; without, as everybody."""
    limits = current_app.extensions[LIMITS]
    assert isinstance(limits, ReadingLimits)  # noqa: S101 - tells the type checker what register put there
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    token = opened(running().store, secret.strip()) if kind.lower() == _BEARER else None
    if token is None:
        # Counted first, so that keys cannot be guessed faster than results can be read.
        limits.admit(request.remote_addr or "")
        if kind:
            raise KeyRefusedError
        g.reader = PUBLIC
        return
    limits.admit_system(token.number)
    g.reader = Reader(token.unit)


def reader() -> Reader:
    """Who asks."""
    found = g.reader
    assert isinstance(found, Reader)  # noqa: S101 - tells the type checker what admit put there
    return found


class KeyRefusedError(HTTPException):
    code = HTTPStatus.UNAUTHORIZED
    description = _BAD_KEY

    def get_headers(self, *args: object, **named: object) -> list[tuple[str, str]]:
        del args, named
        return [("WWW-Authenticate", 'Bearer realm="sipas"')]


@bp.after_request
def open_to_pages_elsewhere(response: Response) -> Response:
    response.vary.add("Authorization")
    if getattr(g, "reader", PUBLIC) == PUBLIC:
        response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@bp.errorhandler(HTTPException)
def http_problem(error: HTTPException) -> ResponseReturnValue:
    if error.response is not None:
        return error.get_response()
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    own = isinstance(error.description, str) and error.description != type(error).description
    said = str(error.description) if own or isinstance(error, KeyRefusedError) else _SENTENCES.get(status, "")
    kept = {name: value for name, value in error.get_headers() if name != "Content-Type"}
    return problem(status, said, kept)


@bp.errorhandler(TooFastError)
def too_fast(error: TooFastError) -> ResponseReturnValue:
    return problem(429, _SENTENCES[429], {"Retry-After": str(error.wait)})


@bp.errorhandler(NotFound)
def not_found(error: NotFound) -> ResponseReturnValue:
    return problem(404, str(error), {})


@bp.errorhandler(StoreUnavailable)
@bp.errorhandler(DATABASE_ERROR)
def unavailable(error: Exception) -> ResponseReturnValue:
    # The connection may be what broke: the next request gets a fresh one.
    running().store.reset()
    current_app.logger.error("store unavailable: %s", error)
    return problem(503, _SENTENCES[503], {"Retry-After": str(RETRY_SECONDS)})


def problem(status: int, said: str, headers: dict[str, str]) -> ResponseReturnValue:
    """By RFC 9457."""
    told = {
        "type": "about:blank",
        "title": _TITLES.get(status, _TITLES[400]),
        "status": status,
        "detail": said,
        "instance": request.path,
    }
    return json.dumps(told, ensure_ascii=False), status, {"Content-Type": PROBLEM, **headers}
