"""Signing in and out, and a new password of one's own choice."""

from flask import flash, redirect, render_template, request, url_for
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import Field, PasswordField, StringField, ValidationError
from wtforms.validators import DataRequired, EqualTo, Length

from survey import passwords
from survey.office import auth
from survey.office.blueprint import bp
from survey.running import running
from survey.store import accounts

REFUSED = "Tên đăng nhập hoặc mật khẩu không đúng. Nếu quên, hãy nhờ quản trị đặt mật khẩu mới."
CHANGED = "Đã đổi mật khẩu. Mọi phiên đăng nhập khác của tài khoản này đã kết thúc."

Page = tuple[str, int] | Response


REQUIRED = DataRequired("Hãy điền ô này.")


class SignIn(FlaskForm):  # type: ignore[misc]
    name = StringField("Tên đăng nhập", [REQUIRED, Length(max=100)])
    password = PasswordField("Mật khẩu", [REQUIRED, Length(max=passwords.MAX_LENGTH)])


class NewPassword(FlaskForm):  # type: ignore[misc]
    current = PasswordField("Mật khẩu hiện nay", [REQUIRED])
    password = PasswordField("Mật khẩu mới", [REQUIRED])
    repeated = PasswordField("Nhập lại mật khẩu mới", [EqualTo("password", "Hai lần nhập không giống nhau.")])

    def validate_current(self, field: Field) -> None:
        if auth.recognise(current_user.account.name, field.data) is None:
            raise ValidationError("Mật khẩu hiện nay không đúng.")

    def validate_password(self, field: Field) -> None:
        try:
            passwords.refuse_weak(field.data, current_user.account.name)
        except passwords.WeakPasswordError as error:
            raise ValidationError(str(error)) from error


@bp.route("/dang-nhap", methods=["GET", "POST"])
def sign_in() -> Page:
    form, refused = SignIn(), ""
    if form.validate_on_submit():
        account = auth.recognise(form.name.data.strip(), form.password.data)
        if account:
            auth.open_session(account)
            return redirect(auth.local(request.args.get("next", "")), 303)
        refused = REFUSED
    status = 422 if form.is_submitted() else 200
    return render_template("office/sign_in.html", form=form, refused=refused), status


@bp.post("/dang-xuat")
def sign_out() -> Page:
    auth.close_session()
    return redirect(url_for("office.sign_in"), 303)


@bp.route("/mat-khau", methods=["GET", "POST"])
def change_password() -> Page:
    form = NewPassword()
    if form.validate_on_submit():
        account = current_user.account
        with running().store.write() as db:
            accounts.set_password(db, account.name, passwords.hash(form.password.data))
        auth.open_session(account)
        flash(CHANGED)
        return redirect(url_for("office.overview"), 303)
    return render_template("office/password.html", form=form), 422 if form.is_submitted() else 200
