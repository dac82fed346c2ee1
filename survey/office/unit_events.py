"""Something happens to units: a form for each kind of event, a preview of what changes, and the record."""

from datetime import date
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from survey.clock import today
from survey.naming import levels
from survey.office.blueprint import bp
from survey.office.fields import A_CODE, FILLED, NOT_OFFERED, REQUIRED, DayField, at_most, bare, choices
from survey.organisation import picture, wording
from survey.organisation.changes import EventRefusedError, Plan, changes_of
from survey.organisation.kinds import kinds
from survey.organisation.picture import Picture
from survey.organisation.planning import Order, plan_of
from survey.organisation.recording import record
from survey.running import running
from survey.store import accounts, points
from survey.store.organisation import Changes, Document, Kind

Page = tuple[str, int] | Response

LONGEST_NAME = 300
RECORD = "ghi"
RECORDED = "Đã ghi sự kiện. Các kỳ trước ngày hiệu lực giữ nguyên."
_NAME = [FILLED, at_most(LONGEST_NAME)]
_A_UNIT = {"list": "don-vi", "autocomplete": "off"}


def _unit(label: str, *checks: Any) -> StringField:
    return StringField(label, [*checks, A_CODE], filters=[bare], render_kw=_A_UNIT)


class Ordered(FlaskForm):  # type: ignore[misc]
    """What every event has: its day and the document that orders it."""

    day = DayField("Có hiệu lực từ ngày", [REQUIRED])
    number = StringField("Số văn bản", [FILLED, at_most(100)], filters=[bare])
    signed_on = DayField("Ngày văn bản", [REQUIRED])
    summary = StringField("Trích yếu", [FILLED, at_most(500)], filters=[bare])


class Create(Ordered):
    unit = _unit("Mã đơn vị mới", FILLED)
    name = StringField("Tên đơn vị", _NAME, filters=[bare])
    unit_kind = SelectField("Loại đơn vị", [FILLED], invalid_choice_message=NOT_OFFERED)
    level = SelectField("Cấp học", [Optional()], invalid_choice_message=NOT_OFFERED)
    address = StringField("Địa chỉ", [at_most(LONGEST_NAME)], filters=[bare])
    management = _unit("Mã cơ quan quản lý", Optional())
    professional = _unit("Mã cơ quan chuyên môn", Optional())

    def __init__(self) -> None:
        super().__init__()
        named = {kind.code: kind.name for kind in kinds().values()}
        self.unit_kind.choices = choices({"": "– chọn –", **named})
        self.level.choices = choices({"": "– không có –", **levels()})


class Rename(Ordered):
    unit = _unit("Mã đơn vị", FILLED)
    name = StringField("Tên mới", _NAME, filters=[bare])


class Move(Ordered):
    unit = _unit("Mã đơn vị", FILLED)
    management = _unit("Mã cơ quan quản lý mới (trống: như cũ)", Optional())
    professional = _unit("Mã cơ quan chuyên môn mới (trống: như cũ)", Optional())


class Merge(Ordered):
    units = TextAreaField("Mã các đơn vị sáp nhập, mỗi dòng một mã", [FILLED], filters=[bare])
    result = _unit("Mã đơn vị sau sáp nhập (đã có hoặc mới)", FILLED)
    name = StringField("Tên đơn vị mới (khi mã trên là mới)", [at_most(LONGEST_NAME)], filters=[bare])


class Split(Ordered):
    unit = _unit("Mã đơn vị được chia, tách", FILLED)
    parts = TextAreaField("Các đơn vị mới, mỗi dòng: mã; tên", [FILLED], filters=[bare])
    successor = _unit("Mã đơn vị mới tiếp nhận mã đã in (trống: đơn vị cũ vẫn hoạt động)", Optional())


class Close(Ordered):
    unit = _unit("Mã đơn vị", FILLED)
    successor = _unit("Mã đơn vị tiếp nhận (nếu có)", Optional())


FORMS: dict[Kind, type[Ordered]] = {
    Kind.CREATE: Create,
    Kind.RENAME: Rename,
    Kind.MOVE: Move,
    Kind.MERGE: Merge,
    Kind.SPLIT: Split,
    Kind.CLOSE: Close,
}


@bp.route("/to-chuc/su-kien/<kind>", methods=["GET", "POST"])
def unit_event(kind: str) -> Page:
    event, whole = _kind(kind), picture.read(running().store)
    form = FORMS[event]()
    if not form.is_submitted():
        _prefill(form)
        return _page(event, form, whole), 200
    if not form.validate():
        return _page(event, form, whole), 422
    try:
        plan = plan_of(_order(event, form), whole)
        if request.form.get("buoc") != RECORD:
            told = _preview(plan, changes_of(plan, whole), whole)
            return _page(event, form, whole, preview=told), 200
        record(running().store, plan, current_user.account.name)
    except EventRefusedError as refused:
        return _page(event, form, whole, refused=str(refused)), 422
    flash(RECORDED)
    return redirect(url_for("office.organisation_unit", code=(plan.results or plan.subjects)[0]), 303)


def _kind(value: str) -> Kind:
    try:
        return Kind(value)
    except ValueError:
        abort(404, f"Không có sự kiện “{value}”.")


def _prefill(form: Ordered) -> None:
    """The unit from which the person comes, and today."""
    form.day.data = today()
    field = form["units"] if "units" in form else form["unit"]
    field.data = request.args.get("don-vi", "")


def _order(kind: Kind, form: Ordered) -> Order:
    document = Document(form.number.data, form.signed_on.data.isoformat(), form.summary.data)
    own = {field.name: field.data for field in form if field.name not in _COMMON}
    first: date = form.day.data
    return Order(kind, first, document, **own)


_COMMON = ("day", "number", "signed_on", "summary", "csrf_token")


def _preview(plan: Plan, changes: Changes, whole: Picture) -> list[str]:
    db = running().store.db
    printed = points.of_units(db, changes.ended, plan.day)
    people = [account.name for account in accounts.every(db) if account.unit in changes.ended]
    told = wording.changes(changes, whole, plan.day, printed)
    if people:
        told.append(
            f"Tài khoản của đơn vị ngừng hoạt động: {', '.join(people)}. Hãy lập tài khoản ở đơn vị mới."
        )
    return told


def _page(
    kind: Kind, form: Ordered, whole: Picture, preview: list[str] | None = None, refused: str = ""
) -> str:
    active = [code for code in whole.units if whole.active(code, today())]
    return render_template(
        "office/unit_event.html",
        form=form,
        fields=[field for field in form if field.name not in _COMMON],
        title=wording.KINDS[kind],
        preview=preview,
        refused=refused,
        known=[(code, whole.name(code, today())) for code in whole.sorted(active, today())],
    )
