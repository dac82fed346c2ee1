"""New points, for one unit or for many at once; a point opened, closed for a while, or withdrawn."""

from flask import flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import Field, RadioField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice

from survey.clock import today
from survey.formats import number
from survey.office import logbook
from survey.office.blueprint import bp
from survey.office.fields import FILLED, NOT_OFFERED, at_most, bare, choices
from survey.office.points import FORMS, KINDS, STATES
from survey.office.rights import own_point, scope
from survey.running import running
from survey.store import audit, points, questionnaires, units
from survey.store.audit import Action
from survey.store.points import OPEN, Point

CHOSEN = {"invalid_choice_message": NOT_OFFERED}
LONGEST_NAME, ROWS = 100, 4

Page = tuple[str, int] | Response


class NewPoints(FlaskForm):  # type: ignore[misc]
    units = TextAreaField("Mã đơn vị", [FILLED], filters=[bare], render_kw={"rows": ROWS})
    kind = SelectField("Loại điểm", choices=choices(KINDS), **CHOSEN)
    name = StringField("Tên in trên tờ dán", [FILLED, at_most(LONGEST_NAME)], filters=[bare])
    questionnaire = SelectField("Phiếu", **CHOSEN)
    form = RadioField("Độ dài", choices=choices(FORMS), default="short", **CHOSEN)

    def validate_units(self, field: Field) -> None:
        strange = [code for code in field.data.split() if code not in scope().units]
        if strange:
            raise ValidationError(
                f"Không có đơn vị mã “{'”, “'.join(strange)}” trong phạm vi của tài khoản; chưa thêm gì."
            )


@bp.route("/diem-khao-sat/moi", methods=["GET", "POST"])
def new_points() -> Page:
    form = NewPoints()
    form.questionnaire.choices = _offered()
    if form.validate_on_submit():
        made = _add(form)
        flash(f"Đã thêm {number(made)} điểm khảo sát.")
        return redirect(url_for("office.service_points"), 303)
    if not form.is_submitted():
        form.units.data = request.args.get("don-vi", "")
    return render_template("office/points_new.html", form=form), 422 if form.is_submitted() else 200


@bp.route("/diem-khao-sat/<point>/tinh-trang", methods=["GET", "POST"])
def point_state(point: str) -> Page:
    form, here = FlaskForm(), own_point(point)
    wanted = request.form.get("tinh-trang", "")
    if form.validate_on_submit() and wanted in STATES:
        with running().store.write() as db:
            points.set_state(db, here.code, wanted)
            audit.record(db, Action.POINT_CHANGED, logbook.who(), here.unit, here.code, STATES[wanted])
        flash(f"{here.name}: {STATES[wanted]}.")
        return redirect(url_for("office.service_points"), 303)
    unit = units.get(running().store.db, here.unit)
    page = render_template("office/point_state.html", form=form, point=here, unit=unit, states=STATES)
    return page, 422 if form.is_submitted() else 200


def _offered() -> list[SelectChoice]:
    """Every published questionnaire; a point asks its newest version."""
    live = running()
    keys = [questionnaires.latest_key(live.store.db, code) for code in questionnaires.codes(live.store.db)]
    found = [live.questionnaire(key) for key in keys]
    return [SelectChoice(one.code, one.title.get("vi")) for one in found]


def _add(form: NewPoints) -> int:
    """One point for each unit that is named, all or none."""
    wanted = dict.fromkeys(form.units.data.split())
    asked = (form.kind.data, form.name.data, form.questionnaire.data, form.form.data)
    with running().store.write() as db:
        for unit in wanted:
            point = Point(points.new_code(), unit, *asked, OPEN, today().isoformat())
            points.add(db, point)
            audit.record(db, Action.POINT_CHANGED, logbook.who(), unit, point.code, f"thêm: {point.name}")
    return len(wanted)
