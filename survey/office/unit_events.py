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
from survey.office.event_preview import Preview, mark, preview
from survey.office.fields import (
    A_CODE,
    FILLED,
    NOT_OFFERED,
    REQUIRED,
    DayField,
    at_most,
    bare,
    choices,
    line,
    not_later,
)
from survey.organisation import picture, wording
from survey.organisation.changes import EventRefusedError, changes_of
from survey.organisation.kinds import kinds
from survey.organisation.picture import Picture
from survey.organisation.planning import Order, plan_of, subjects
from survey.organisation.recording import record
from survey.running import running
from survey.store import organisation
from survey.store.organisation import Document, Kind, Role

Page = tuple[str, int] | Response

LONGEST_NAME = 300
RECORD = "ghi"
ALREADY = "Sự kiện này đã được ghi; không ghi lần nữa."
RECORDED = "Đã ghi sự kiện. Các kỳ trước ngày hiệu lực giữ nguyên."
NEW_UNIT = " Việc tiếp theo: thêm điểm khảo sát và mời người phụ trách đơn vị mới."
ENDED = " Việc tiếp theo: xem lại tài khoản của đơn vị ngừng hoạt động ở trang Người dùng."
NEXT = {Kind.CREATE: NEW_UNIT, Kind.SPLIT: NEW_UNIT, Kind.MERGE: ENDED, Kind.CLOSE: ENDED}
_NAME = [FILLED, at_most(LONGEST_NAME)]
_A_UNIT = {"list": "don-vi", "autocomplete": "off"}


def _unit(label: str, *checks: Any) -> StringField:
    """A unit that is there: its code, which the browser lists, or its whole name."""
    return StringField(label, [*checks, at_most(LONGEST_NAME)], filters=[line], render_kw=_A_UNIT)


class Ordered(FlaskForm):  # type: ignore[misc]
    """What every event has: its day and the document that orders it."""

    day = DayField("Có hiệu lực từ ngày", [REQUIRED])
    number = StringField("Số văn bản", [FILLED, at_most(100)], filters=[bare])
    signed_on = DayField("Ngày văn bản", [REQUIRED, not_later])
    summary = StringField("Trích yếu", [FILLED, at_most(500)], filters=[bare])


class Create(Ordered):
    unit = StringField("Mã đơn vị mới", [FILLED, A_CODE], filters=[bare])
    name = StringField("Tên đơn vị", _NAME, filters=[line])
    unit_kind = SelectField("Loại đơn vị", [FILLED], invalid_choice_message=NOT_OFFERED)
    level = SelectField("Cấp học", [Optional()], invalid_choice_message=NOT_OFFERED)
    address = StringField("Địa chỉ", [at_most(LONGEST_NAME)], filters=[bare])
    management = _unit("Cơ quan quản lý (mã hoặc tên)", Optional())
    professional = _unit("Cơ quan chuyên môn (mã hoặc tên)", Optional())

    def __init__(self) -> None:
        super().__init__()
        named = {kind.code: kind.name for kind in kinds().values()}
        self.unit_kind.choices = choices({"": "– chọn –", **named})
        self.level.choices = choices({"": "– không có –", **levels()})


class Rename(Ordered):
    unit = _unit("Đơn vị (mã hoặc tên)", FILLED)
    name = StringField("Tên mới", _NAME, filters=[line])


class Move(Ordered):
    unit = _unit("Đơn vị (mã hoặc tên)", FILLED)
    management = _unit("Cơ quan quản lý mới (mã hoặc tên; trống: như cũ)", Optional())
    professional = _unit("Cơ quan chuyên môn mới (mã hoặc tên; trống: như cũ)", Optional())


class Merge(Ordered):
    units = TextAreaField("Các đơn vị sáp nhập, mỗi dòng một đơn vị (mã hoặc tên)", [FILLED], filters=[bare])
    result = _unit("Đơn vị sau sáp nhập: mã hoặc tên đơn vị đã có, hoặc mã mới", FILLED)
    name = StringField("Tên đơn vị mới (khi mã trên là mới)", [at_most(LONGEST_NAME)], filters=[line])


class Split(Ordered):
    unit = _unit("Đơn vị được chia, tách (mã hoặc tên)", FILLED)
    parts = TextAreaField("Các đơn vị mới, mỗi dòng: mã; tên", [FILLED], filters=[bare])
    successor = _unit("Mã đơn vị mới tiếp nhận mã đã in (trống: đơn vị cũ vẫn hoạt động)", Optional())


class Close(Ordered):
    unit = _unit("Đơn vị (mã hoặc tên)", FILLED)
    successor = _unit("Đơn vị tiếp nhận, nếu có (mã hoặc tên)", Optional())


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
    order = _order(event, form)
    try:
        plan = plan_of(order, whole)
        if request.form.get("buoc") != RECORD or request.form.get("da-xem", mark(plan)) != mark(plan):
            return _page(event, form, whole, preview(plan, changes_of(plan, whole), whole)), 200
        record(running().store, plan, current_user.account.name)
    except EventRefusedError as refused:
        if unit := _recorded(order, whole):
            return _told(ALREADY, unit)
        return _page(event, form, whole, refused=str(refused)), 422
    return _told(RECORDED + NEXT.get(event, ""), (plan.results or plan.subjects)[0])


def _told(sentence: str, unit: str) -> Response:
    flash(sentence)
    return redirect(url_for("office.organisation_unit", code=unit), 303)


def _recorded(order: Order, whole: Picture) -> str:
    """A unit of the event recorded last when it is this very one, as after a double click; else nothing."""
    asked = (order.kind, order.day, order.document)
    for event in organisation.latest(running().store.db, 1):
        units = event.units(Role.SUBJECT)
        if (event.kind, event.day, event.document) == asked and frozenset(units) == subjects(order, whole):
            return units[0]
    return ""


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


def _page(kind: Kind, form: Ordered, whole: Picture, shown: Preview | None = None, refused: str = "") -> str:
    active = [code for code in whole.units if whole.active(code, today())]
    return render_template(
        "office/unit_event.html",
        form=form,
        fields=[field for field in form if field.name not in _COMMON],
        title=wording.KINDS[kind],
        preview=shown,
        again=shown is not None and request.form.get("buoc") == RECORD,
        refused=refused,
        known=[(code, whole.name(code, today())) for code in whole.sorted(active, today())],
    )
