"""Batches of paper forms: made, printed, followed, finished."""

from dataclasses import dataclass

from flask import Response, flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as Redirect
from wtforms import RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice

from survey import paging, paper_twins
from survey import paper as batches
from survey.alphabet import search
from survey.clock import today
from survey.office import links, logbook
from survey.office.blueprint import bp
from survey.office.downloads import pdf
from survey.office.fields import NOT_OFFERED, REQUIRED, at_most
from survey.office.points import FORMS, choices, labelled
from survey.office.rights import own_point, scope
from survey.paper import FinishedError
from survey.printing import paper_form
from survey.running import running
from survey.store import paper, questionnaires, units
from survey.store.decisions import AlreadyDecided
from survey.store.paper import Batch
from survey.store.points import OPEN, Point
from survey.store.units import Unit

SHORT, FULL = "short", "full"
TWICE = "nhap-hai-lan"
SIZES = [
    SelectChoice(FULL, "Phiếu đủ câu"),
    SelectChoice(SHORT, "Phiếu ngắn (bộ câu rút gọn, không luân phiên)"),
]

Page = tuple[str, int] | Response | Redirect


class NewBatch(FlaskForm):  # type: ignore[misc]
    point = SelectField("Điểm khảo sát", [REQUIRED], invalid_choice_message=NOT_OFFERED)
    form = RadioField("Phiếu", choices=SIZES, default=FULL, invalid_choice_message=NOT_OFFERED)
    label = StringField("Tên lô", [REQUIRED, at_most(60)])


@dataclass(frozen=True)
class Place:
    """A batch with what it belongs to."""

    batch: Batch
    point: Point
    unit: Unit


@bp.route("/phieu-giay", methods=["GET", "POST"])
def paper_page() -> Page:
    known, form = labelled(), NewBatch()
    offered = {code: one for code, one in known.items() if one[0].state == OPEN}
    form.point.choices = choices(offered)
    if form.validate_on_submit():
        made = _add(form, offered[form.point.data][0])
        return redirect(url_for("office.paper_batch", batch=made.code), 303)
    every, sought = paper.of_units(running().store.db, sorted(scope().units)), links.sought()
    found = search(every, sought, lambda one: f"{one[0].label} {one[0].code} {known[one[0].point][1]}")
    listed = {"any": bool(every), "sought": sought, "page": paging.asked(found)}
    shown = {"form": form, "offered": offered, "known": known, **listed}
    return render_template("office/paper.html", **shown), 422 if form.is_submitted() else 200


@bp.get("/phieu-giay/<batch>")
def paper_batch(batch: str) -> str:
    live, here = running(), place(batch)
    form = live.questionnaire(here.batch.questionnaire)
    found = batches.standing(live.store, live.secrets[0], here.batch)
    told = batches.agreement_of(here.batch) if here.batch.finished_on else found.agreement
    own = [entry for entry in found.waiting if entry.account != scope().account.name]
    shown = {"here": here, "found": found, "agreement": told, "own": own, "title": form.title.get("vi")}
    same = paper_twins.twins(live.store.db, batch)
    return render_template("office/paper_batch.html", **shown, forms=FORMS, twins=same, twice=TWICE)


@bp.get("/phieu-giay/<batch>/phieu.pdf")
def paper_pdf(batch: str) -> Response:
    here = place(batch)
    form = running().questionnaire(here.batch.questionnaire)
    questions = batches.questions_of(here.batch, form)
    sheet = paper_form.Form(here.unit.name, here.point.name, here.batch.halves, form, questions)
    return pdf(paper_form.pdf(sheet), f"phieu-{here.batch.code}")


@bp.post("/phieu-giay/<batch>/thay/<int:number>")
def correct_paper(batch: str, number: int) -> Page:
    """Somebody looked at the sheet: the second entry is the right one, or it was keyed in before."""
    here, who = place(batch), (scope().account.name, today())
    try:
        if request.form.get(TWICE):
            paper_twins.leave_out(running().store, here.batch, number, who)
            flash(f"Phiếu số {number} không được tính nữa: {paper_twins.TWICE}.")
        else:
            batches.correct(running().store, here.batch, number, who)
            flash(f"Phiếu số {number}: lần nhập thứ hai được tính thay lần đầu.")
    except AlreadyDecided as error:
        flash(str(error))
    return redirect(url_for("office.paper_batch", batch=batch), 303)


@bp.post("/phieu-giay/<batch>/ket-thuc")
def finish_paper(batch: str) -> Page:
    live, here = running(), place(batch)
    try:
        batches.finish(live.store, live.secrets[0], here.batch.code, (logbook.who(), today()))
        flash("Đã kết thúc lô: số thứ tự của từng phiếu đã được xóa, phiếu vẫn được tính.")
    except FinishedError as error:
        flash(str(error))
    return redirect(url_for("office.paper_batch", batch=batch), 303)


def place(code: str) -> Place:
    """A batch of one's own units."""
    db = running().store.db
    batch = paper.get(db, code)
    point = own_point(batch.point)
    return Place(batch, point, units.get(db, point.unit))


def _add(form: NewBatch, point: Point) -> Batch:
    live = running()
    key = questionnaires.latest_key(live.store.db, point.questionnaire)
    percent = live.settings.second_entry_percent
    made = batches.new_batch(point, key, form.form.data, form.label.data.strip(), percent, today())
    batches.add(live.store, made, logbook.who())
    return made
