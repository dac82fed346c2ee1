"""The catalogue of procedures, searched with or without marks, and which of them a point offers."""

from dataclasses import dataclass

from flask import abort, flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from survey.alphabet import search
from survey.clock import today
from survey.naming import procedure_levels
from survey.office import links, logbook, rights
from survey.office.blueprint import bp
from survey.procedure_level import level_of
from survey.running import running
from survey.store import audit, procedures, units
from survey.store.audit import Action
from survey.store.points import Point
from survey.store.procedures import Procedure
from survey.store.schema import FIRST_DAY, LAST_DAY

Page = tuple[str, int] | Response

SAVED = "Đã ghi. Phiếu tại điểm này chỉ liệt kê các thủ tục đã chọn."
NOTHING_CHOSEN = "Đã bỏ chọn tất cả: phiếu tại điểm này liệt kê mọi thủ tục của cấp giải quyết."


@dataclass(frozen=True)
class Line:
    """One procedure: where it is handled, its days (empty when open), what replaced it, if it is valid."""

    code: str
    name: str
    levels: str
    first: str
    last: str
    replaced_by: tuple[str, ...]
    valid: bool


@bp.get("/thu-tuc")
def procedure_list() -> str:
    sought = links.sought()
    lines = _lines(search(procedures.every(running().store.db), sought, _words))
    return render_template("office/procedures.html", lines=lines, sought=sought)


@bp.route("/diem-khao-sat/<point>/thu-tuc", methods=["GET", "POST"])
def point_procedures(point: str) -> Page:
    form, here, db = FlaskForm(), rights.own_point(point), running().store.db
    offered = _could_offer(here)
    if form.validate_on_submit():
        ticked = set(request.form.getlist("chon"))
        # What the search had hidden keeps its state.
        shown = set(request.form.getlist("hien"))
        known = {procedure.code for procedure in offered}
        with running().store.write() as db:
            after = ((procedures.chosen(db, point) - shown) | (ticked & shown)) & known
            procedures.choose(db, point, sorted(after))
            told = f"{len(after)} thủ tục"
            audit.record(db, Action.POINT_CHANGED, logbook.who(), here.unit, point, told)
        flash(SAVED if after else NOTHING_CHOSEN)
        return redirect(url_for("office.point_procedures", point=point), 303)
    return _page(form, here, offered), 200


def _page(form: FlaskForm, point: Point, offered: list[Procedure]) -> str:
    db, sought = running().store.db, links.sought()
    chosen, found = procedures.chosen(db, point.code), search(offered, sought, _words)
    return render_template(
        "office/point_procedures.html",
        form=form,
        point=point,
        unit=units.get(db, point.unit),
        lines=sorted(_lines(found), key=lambda line: line.code not in chosen),
        chosen=chosen,
        sought=sought,
    )


def _words(one: Procedure) -> str:
    return f"{one.name} {one.code}"


def _could_offer(point: Point) -> list[Procedure]:
    """All of the unit's level on this day, and what was chosen before and is valid no more."""
    db = running().store.db
    level = level_of(units.get(db, point.unit))
    before = procedures.chosen(db, point.code)
    found = [
        one
        for one in procedures.every(db)
        if one.code in before or (one.valid(today()) and level in one.level.split("|"))
    ]
    return found or abort(
        404, "Danh mục chưa có thủ tục nào của cấp này; hãy nạp bằng “sipas load procedures”."
    )


def _lines(found: list[Procedure]) -> list[Line]:
    later, named = procedures.successors(running().store.db), procedure_levels()
    return [
        Line(
            one.code,
            one.name,
            ", ".join(named.get(level, level) for level in one.level.split("|")),
            "" if one.valid_from == FIRST_DAY else one.valid_from,
            "" if one.valid_to == LAST_DAY else one.valid_to,
            later.get(one.code, ()),
            one.valid(today()),
        )
        for one in found
    ]
