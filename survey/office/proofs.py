"""The second proof: asked for at sign-in, switched on and off by the person."""

from collections.abc import Iterable

from flask import flash, redirect, render_template, session, url_for
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import Field, PasswordField, StringField, ValidationError
from wtforms.validators import Length

from survey import clock, membership, second_factor
from survey.office import auth, owed
from survey.office.blueprint import bp
from survey.office.guesses import guesses
from survey.office.password_form import REQUIRED
from survey.office.sign_in import onward
from survey.printing import modules
from survey.running import running
from survey.second_factor import Proof
from survey.store import audit, factors
from survey.store.accounts import Account
from survey.store.audit import Action

FRESH = "enrolling"
WRONG = "Mã không đúng hoặc đã dùng. Hãy đợi mã mới trên điện thoại rồi gõ lại."
REMOVED = "Đã tắt xác thực hai bước."
CODE = "Mã xác thực"
NOT_TOO_LONG = Length(max=40, message="Mã dài quá; hãy xem lại.")
GROUP = 4

Page = str | tuple[str, int] | Response


class Code(FlaskForm):  # type: ignore[misc]
    code = StringField(CODE, [REQUIRED, NOT_TOO_LONG], render_kw={"autocapitalize": "none"})


class FirstCode(Code):
    # Digits alone: a recovery code, which has letters, is not asked for here.
    code = StringField(CODE, [REQUIRED, NOT_TOO_LONG], render_kw={"inputmode": "numeric"})


class Removal(FlaskForm):  # type: ignore[misc]
    password = PasswordField("Mật khẩu hiện nay", [REQUIRED])

    def validate_password(self, field: Field) -> None:
        if auth.recognise(current_user.account.name, field.data) is None:
            raise ValidationError("Mật khẩu không đúng.")


@bp.route("/xac-thuc", methods=["GET", "POST"])
def prove() -> Page:
    """Who has given the password gives the code."""
    half = auth.half_admitted()
    if half is None:
        return redirect(url_for("office.sign_in"), 303)
    account, how = half
    form, refused = Code(), ""
    if form.validate_on_submit():
        if proof := _proved(account, form.code.data):
            auth.sign_in(account, f"{how}, {proof.value}")
            return onward(account, admitted=True)
        auth.refuse(account, "mã xác thực")
        refused = WRONG
    status = 422 if form.is_submitted() else 200
    return render_template("office/prove.html", form=form, refused=refused), status


@bp.route("/xac-thuc-hai-buoc", methods=["GET", "POST"])
def own_factor() -> Page:
    """Switch it on; when it is on, the page tells so and lets it be removed."""
    account = current_user.account
    if factors.secret_of(running().store.db, account.name):
        return _state(account, Removal())
    form, refused = FirstCode(), ""
    secret = session.setdefault(FRESH, second_factor.new_secret())
    if form.validate_on_submit():
        if codes := _enrolled(account, secret, form.code.data):
            session.pop(FRESH)
            return render_template("office/recovery_codes.html", codes=codes)
        refused = WRONG
    status = 422 if form.is_submitted() else 200
    code = modules.outline(second_factor.address(secret, account.name))
    words = {"refused": refused, "code": code, "groups": _groups(secret), "owed": owed.must_prove(account)}
    return render_template("office/enrol.html", form=form, **words), status


@bp.post("/xac-thuc-hai-buoc/tat")
def remove_own_factor() -> Page:
    account, form = current_user.account, Removal()
    if not form.validate_on_submit():
        return _state(account, form), 422
    with running().store.write() as db:
        membership.remove_factor(db, account.name, account.name)
    auth.open_session(account)
    flash(REMOVED)
    return redirect(url_for("office.own_factor"), 303)


def _state(account: Account, form: Removal) -> str:
    left = factors.recovery_left(running().store.db, account.name)
    return render_template("office/factor.html", form=form, left=left, owed=owed.must_prove(account))


def _proved(account: Account, typed: str) -> Proof | None:
    live = running()
    with guesses().turn_of_code(account.name):
        with live.store.write() as db:
            proof = second_factor.prove(db, live.secrets, account.name, typed, clock.now())
            if proof is Proof.RECOVERY:
                audit.record(db, Action.RECOVERY_USED, account.name, account.unit, account.name)
        if proof is None:
            guesses().count_code(account.name)
    return proof


def _enrolled(account: Account, secret: str, typed: str) -> list[str] | None:
    live = running()
    with live.store.write() as db:
        codes = second_factor.enrol(db, live.secrets, account.name, secret, typed, clock.now())
        if codes:
            audit.record(db, Action.FACTOR_ON, account.name, account.unit, account.name)
    return codes


def _groups(secret: str) -> Iterable[str]:
    """The secret as it is typed by hand."""
    return (secret[start : start + GROUP] for start in range(0, len(secret), GROUP))
