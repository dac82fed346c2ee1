"""Signing in and out, and a new password of one's own choice."""

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import Field, PasswordField, StringField, ValidationError
from wtforms.validators import Length

from survey import membership, passwords
from survey.office import auth, rights
from survey.office.blueprint import bp
from survey.office.password_form import REQUIRED, ChosenPassword
from survey.running import running
from survey.store.accounts import Account

REFUSED = "Tên đăng nhập hoặc mật khẩu không đúng. Nếu quên, hãy nhờ quản trị đặt mật khẩu mới."
CHANGED = "Đã đổi mật khẩu. Mọi phiên đăng nhập khác của tài khoản này đã kết thúc."

Page = tuple[str, int] | Response


class SignIn(FlaskForm):  # type: ignore[misc]
    name = StringField("Tên đăng nhập", [REQUIRED, Length(max=100)])
    password = PasswordField("Mật khẩu", [REQUIRED, Length(max=passwords.MAX_LENGTH)])


class NewPassword(ChosenPassword):
    current = PasswordField("Mật khẩu hiện nay", [REQUIRED])

    def validate_current(self, field: Field) -> None:
        if auth.recognise(self.own, field.data) is None:
            raise ValidationError("Mật khẩu hiện nay không đúng.")


@bp.route("/dang-nhap", methods=["GET", "POST"])
def sign_in() -> Page:
    form, refused = SignIn(), ""
    if form.validate_on_submit():
        account = auth.recognise(form.name.data.strip(), form.password.data)
        if account:
            return onward(account, auth.admit(account, "mật khẩu"))
        refused = REFUSED
    status = 422 if form.is_submitted() else 200
    return render_template("office/sign_in.html", form=form, refused=refused), status


def onward(account: Account, admitted: bool, wanted: str | None = None) -> Response:
    """To the page that was wanted, or to that of the second proof, which then leads there."""
    wanted = auth.local(request.args.get("next", "")) if wanted is None else wanted
    if not admitted:
        return redirect(url_for("office.prove", next=wanted or None), 303)
    return redirect(wanted or url_for(rights.arrival(account)), 303)


@bp.post("/dang-xuat")
def sign_out() -> Page:
    auth.close_session()
    return redirect(url_for("office.sign_in"), 303)


@bp.route("/mat-khau", methods=["GET", "POST"])
def change_password() -> Page:
    form, account = NewPassword(), current_user.account
    form.own = account.name
    if form.validate_on_submit():
        with running().store.write() as db:
            membership.set_password(db, account.name, passwords.hash(form.password.data), account.name)
        auth.open_session(account)
        flash(CHANGED)
        return redirect(url_for(rights.arrival(account)), 303)
    return render_template("office/password.html", form=form), 422 if form.is_submitted() else 200
