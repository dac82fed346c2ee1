"""The office's own systems that read results by the API: who has a key, a new one, one taken back."""

from dataclasses import dataclass
from datetime import timedelta

from flask import abort, flash, redirect, render_template, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import Field, StringField, ValidationError

from survey import system_keys
from survey.alphabet import order
from survey.clock import today
from survey.formats import day
from survey.office import logbook
from survey.office.blueprint import bp
from survey.office.fields import FILLED, REQUIRED, DayField, at_most, bare
from survey.running import running
from survey.store import tokens, units
from survey.store.errors import NotFound
from survey.store.tokens import AlreadyRevoked, Token

PATH = "/he-thong"
USUAL_DAYS, LONGEST_NAME = 180, 100

Page = str | tuple[str, int] | Response


class NewKey(FlaskForm):  # type: ignore[misc]
    name = StringField("Tên hệ thống", [FILLED, at_most(LONGEST_NAME)])
    unit = StringField("Mã đơn vị được đọc, cùng các đơn vị bên dưới", [FILLED], render_kw={"list": "don-vi"})
    expires = DayField("Ngày dùng cuối cùng", [REQUIRED])

    def validate_unit(self, field: Field) -> None:
        try:
            units.get(running().store.db, bare(field.data))
        except NotFound as error:
            raise ValidationError(str(error)) from error

    def validate_expires(self, field: Field) -> None:
        if not 0 <= (field.data - today()).days <= system_keys.LONGEST_DAYS:
            last = today() + timedelta(days=system_keys.LONGEST_DAYS)
            raise ValidationError(f"Hãy ghi một ngày từ hôm nay đến {day(last)}.")


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    token: Token
    unit: str

    @property
    def state(self) -> str:
        if self.token.revoked_on:
            return "đã thu hồi"
        return "đang dùng được" if self.token.works_on(today()) else "đã hết hạn"

    @property
    def open(self) -> bool:
        return self.token.works_on(today())


@bp.get(PATH)
def systems_page() -> Page:
    return _page(NewKey(expires=today() + timedelta(days=USUAL_DAYS)))


@bp.post(PATH)
def issue_key() -> Page:
    """The page of the answer is the only one that ever shows the key."""
    form = NewKey()
    if not form.validate_on_submit():
        return _page(form), 422
    with running().store.write() as db:
        told = (bare(form.name.data), bare(form.unit.data), form.expires.data)
        made, secret = system_keys.issue(db, *told, logbook.who())
    return render_template("office/system_key.html", token=made, secret=secret)


@bp.post(f"{PATH}/<int:number>/thu-hoi")
def revoke_key(number: int) -> Page:
    try:
        with running().store.write() as db:
            token = system_keys.revoke(db, number, logbook.who())
    except AlreadyRevoked as error:
        abort(409, str(error))
    flash(f"Đã thu hồi khóa của {token.name}; hệ thống ấy chỉ còn đọc được phần công khai.")
    return redirect(url_for("office.systems_page"), 303)


def _page(form: NewKey) -> str:
    known = {unit.code: unit.name for unit in units.every(running().store.db)}
    rows = [Row(token, known[token.unit]) for token in tokens.every(running().store.db)]
    listed = sorted(known.items(), key=lambda unit: order(unit[1]))
    return render_template("office/systems.html", form=form, rows=rows, units=listed)
