"""What went wrong on an office page, as a page of the office."""

import logging

from flask import render_template, request
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import (
    Conflict,
    Forbidden,
    Gone,
    HTTPException,
    NotFound,
    RequestEntityTooLarge,
    ServiceUnavailable,
)

from analytics.reports.form_error import FormError
from survey.closing.errors import SnapshotError
from survey.office import logbook
from survey.office.blueprint import bp
from survey.office.common_sign_in import NotAdmittedError
from survey.office.guesses import TooManyGuessesError
from survey.running import running
from survey.second_factor import UnreadableError
from survey.store import errors
from survey.store.audit import Action
from survey.store.errors import StoreUnavailable

WAIT = "Đã nhập sai nhiều lần. Hãy đợi 5 phút rồi thử lại; tài khoản không bị khóa."
FORM_TOO_OLD = "Biểu mẫu đã hết hạn nên chưa có gì thay đổi. Hãy tải lại trang rồi gửi lại."
NOT_YOURS = "Tài khoản này không được xem trang hoặc đơn vị đó. Hãy chọn đơn vị thuộc phạm vi của mình."
TOO_LARGE = (
    "Tệp hoặc danh sách gửi lên quá lớn (tối đa 8 MB) nên chưa có gì thay đổi. Hãy chia thành nhiều tệp."
)
SPOILT_FORM = "{0} Quản trị viên hãy sửa hoặc bỏ tệp {1} trong thư mục dữ liệu; PDF và XLSX vẫn tải được."
NO_SUCH_PAGE = "Không có trang này. Hãy kiểm tra địa chỉ hoặc trở về trang tổng quan."
NO_KEY = (
    "Khóa bí mật của máy chủ đã đổi nên không đọc được xác thực hai bước của tài khoản. "
    "Hãy nhờ quản trị gỡ xác thực hai bước rồi đăng ký lại."
)
_log = logging.getLogger(__name__)


@bp.app_errorhandler(CSRFError)
def form_too_old(error: CSRFError) -> tuple[str, int]:
    del error
    return _page("Biểu mẫu đã hết hạn", FORM_TOO_OLD), 400


@bp.errorhandler(TooManyGuessesError)
def wait(error: TooManyGuessesError) -> tuple[str, int, dict[str, str]]:
    del error
    return _page("Hãy đợi 5 phút", WAIT), 429, {"Retry-After": "300"}


@bp.errorhandler(Forbidden)
def not_yours(error: Forbidden) -> tuple[str, int]:
    del error
    try:
        logbook.tell(Action.REFUSED, detail=f"{request.method} {request.path}")
    except StoreUnavailable as unwritten:
        # What cannot be written down is refused all the same.
        _log.error("a refusal is not in the audit log: %s", unwritten)
    return _page("Không được xem", NOT_YOURS), 403


@bp.errorhandler(RequestEntityTooLarge)
def too_large(error: RequestEntityTooLarge) -> tuple[str, int]:
    del error
    return _page("Gửi lên quá lớn", TOO_LARGE, request.path), 413


@bp.errorhandler(NotAdmittedError)
def not_admitted(error: NotAdmittedError) -> tuple[str, int]:
    return _page("Chưa đăng nhập được", str(error)), 403


@bp.errorhandler(ServiceUnavailable)
def no_answer(error: ServiceUnavailable) -> tuple[str, int]:
    return _page("Chưa đăng nhập được", error.description or ""), 503


@bp.errorhandler(UnreadableError)
def no_key(error: UnreadableError) -> tuple[str, int]:
    _log.error("a second factor was sealed with a key that is gone: %s", error)
    return _page("Không đọc được xác thực hai bước", NO_KEY), 409


@bp.errorhandler(NotFound)
def no_such_page(error: HTTPException) -> tuple[str, int]:
    own = error.description if error.description != NotFound.description else None
    return _page("Không tìm thấy", own or NO_SUCH_PAGE), 404


@bp.errorhandler(Conflict)
@bp.errorhandler(Gone)
def not_now(error: HTTPException) -> tuple[str, int]:
    return _page("Không thực hiện được", error.description or ""), error.code or Conflict.code


@bp.errorhandler(SnapshotError)
def spoilt_closing(error: SnapshotError) -> tuple[str, int]:
    _log.error("a closing cannot be shown: %s", error)
    return _page("Không hiện được kỳ đã chốt", str(error)), 409


@bp.errorhandler(errors.NotFound)
def not_in_store(error: errors.NotFound) -> tuple[str, int]:
    return _page("Không tìm thấy", str(error)), 404


@bp.errorhandler(FormError)
def spoilt_form(error: FormError) -> tuple[str, int]:
    file = running().settings.report_template.name
    return _page("Mẫu báo cáo không dùng được", SPOILT_FORM.format(error, file)), 409


def _page(title: str, sentence: str, back: str = "") -> str:
    """`back` is the page whose form the person can fill in again."""
    known = current_user.is_authenticated
    return render_template("office/failure.html", title=title, sentence=sentence, known=known, back=back)
