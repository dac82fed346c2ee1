"""Who is not signed in, or no more, is led to the sign-in page and told what became of what they sent."""

from flask import flash, redirect, request, session, url_for
from werkzeug.wrappers import Response

ENDED = "Phiên đăng nhập đã kết thúc; hãy đăng nhập lại để xem tiếp."
NOT_KEPT = "Phiên đăng nhập đã kết thúc nên nội dung vừa gửi chưa được lưu. Hãy đăng nhập rồi gửi lại."
# What Flask-Login keeps in the cookie; it stays there when the session in the store is over.
_LAST = "_user_id"


def to_the_door() -> Response:
    ended = session.pop(_LAST, None) is not None
    if request.method == "POST" and request.endpoint != "office.sign_out":
        flash(NOT_KEPT)
    elif ended and request.method == "GET":
        flash(ENDED)
    return redirect(url_for("office.sign_in", next=_wanted()))


def _wanted() -> str | None:
    """The page to come back to; the address of a form that has no page of its own is none."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    rule = request.url_rule
    return request.path if rule and "GET" in (rule.methods or ()) else None
