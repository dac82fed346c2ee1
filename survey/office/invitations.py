"""The page behind an invitation: whom it is for chooses a password."""

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from survey import membership, passwords
from survey.office.blueprint import bp
from survey.office.password_form import ChosenPassword
from survey.running import running
from survey.store import units

GONE = "Lời mời này đã được dùng hoặc đã quá hạn. Hãy nhờ quản trị của cơ quan tạo liên kết mới."
CHOSEN = "Đã đặt mật khẩu. Hãy đăng nhập bằng tên và mật khẩu vừa chọn."


@bp.route("/loi-moi/<secret>", methods=["GET", "POST"])
def accept_invitation(secret: str) -> tuple[str, int] | Response:
    """Looking at the page uses nothing up: programs that preview a link look at it too."""
    db = running().store.db
    guest = (membership.find(db, secret) or abort(410, GONE)).account
    form = ChosenPassword()
    form.own = guest.name
    if form.validate_on_submit():
        hashed = passwords.hash(form.password.data)
        with running().store.write() as written:
            membership.accept(written, secret, hashed) or abort(410, GONE)
        flash(CHOSEN)
        return redirect(url_for("office.sign_in"), 303)
    status = 422 if form.is_submitted() else 200
    unit = units.get(db, guest.unit).name
    return render_template("office/invitation.html", form=form, guest=guest, unit=unit), status
