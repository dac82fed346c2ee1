"""Chốt kỳ: what is due, closing a period, its proof, what came later, and opening it again by two people."""

from dataclasses import dataclass

from flask import Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from analytics.rollup import Method
from survey import file_names, period
from survey.clock import today
from survey.closing import agenda, closed
from survey.closing.closed import Proof
from survey.closing.late import Late, late
from survey.closing.snapshot import Snapshot, snapshot_of
from survey.office import logbook
from survey.office.blueprint import bp
from survey.office.closing_forms import DueDateForm, ReasonForm
from survey.office.rights import scope
from survey.period import Calendar, PeriodError
from survey.running import running
from survey.store import audit, closings, settings, units
from survey.store.audit import Action
from survey.store.closings import ASKED, CONFIRMED, TURNED_DOWN, Closing, NotAllowed, Step
from survey.store.settings import SEALED

PATH = "/chot-ky"
PROVE = "kiem-tra"
DONE = {
    ASKED: "Đã ghi đề nghị mở lại; cần một người khác xác nhận.",
    CONFIRMED: "Đã mở lại kỳ. Bản chốt cũ vẫn được giữ.",
    TURNED_DOWN: "Đã từ chối đề nghị mở lại.",
}

Page = str | tuple[str, int] | Redirect


@dataclass(frozen=True)
class Closed:
    """What the page of one closing shows; `whole` when the reader may see all its units.

    proof  the snapshot read back and its tables made anew, when the reader asked for that
    """

    closing: Closing
    unit: str
    kept: Snapshot
    proof: Proof | None
    late: Late
    names: dict[str, str]
    addenda: list[Step]
    steps: list[Step]
    whole: bool

    @property
    def method(self) -> str:
        return Method(self.kept.method).label

    @property
    def asked(self) -> Step | None:
        return self.steps[-1] if self.steps and self.steps[-1].event == ASKED else None

    @property
    def reopened(self) -> bool:
        return any(step.event == CONFIRMED for step in self.steps)


@bp.get(PATH)
def closings_page() -> Page:
    return _agenda(DueDateForm())


@bp.post(PATH)
def close_period() -> Page:
    try:
        chosen = period.parse(request.form.get("ky", ""), Calendar(request.form.get("lich", "")))
        made = closed.close(running().store, scope().account.unit, chosen, logbook.who())
    except (PeriodError, ValueError) as refused:
        abort(409, str(refused))
    flash(f"Đã chốt {chosen.name}.")
    return redirect(url_for("office.closing_page", number=made.number), 303)


@bp.get(f"{PATH}/<int:number>")
def closing_page(number: int) -> Page:
    return _closing(number, ReasonForm())


@bp.get(f"{PATH}/<int:number>.json")
def closing_file(number: int) -> Response:
    found = _seen(number)
    if not closings.units_of(running().store.db, number) <= scope().units:
        abort(403)
    logbook.tell(Action.EXPORT, str(number), f"bản chốt {found.calendar} {found.period}")
    response = Response(
        closings.body(running().store.db, number), content_type="application/json; charset=utf-8"
    )
    return file_names.saved(response, f"chot-{found.period}-{found.unit}.json")


@bp.post(f"{PATH}/<int:number>/mo-lai")
def reopen_period(number: int) -> Page:
    form, event = ReasonForm(), request.form.get("viec", "")
    _own(number)
    if event not in DONE or not form.validate_on_submit():
        return _closing(number, form), 422
    try:
        closed.reopen(running().store, number, event, form.reason.data.strip(), logbook.who(), today())
    except NotAllowed as refused:
        abort(409, str(refused))
    flash(DONE[event])
    return redirect(url_for("office.closing_page", number=number), 303)


@bp.post(f"{PATH}/<int:number>/phu-luc")
def add_addendum(number: int) -> Page:
    _own(number)
    try:
        closed.add_addendum(running().store, number, logbook.who())
    except NotAllowed as refused:
        abort(409, str(refused))
    flash("Đã lập phụ lục. Số liệu đã chốt không đổi.")
    return redirect(url_for("office.closing_page", number=number), 303)


@bp.post(f"{PATH}/han-bao-cao")
def save_due_date() -> Page:
    form = DueDateForm()
    if not form.validate_on_submit():
        return _agenda(form), 422
    with running().store.write() as db:
        closings.save_due_date(db, form.told())
        audit.record(db, Action.DUE_DATE, logbook.who(), scope().account.unit, form.title.data)
    return redirect(url_for("office.closings_page"), 303)


@bp.post(f"{PATH}/han-bao-cao/bo")
def drop_due_date() -> Page:
    title, calendar = request.form.get("title", ""), request.form.get("calendar", "")
    with running().store.write() as db:
        closings.drop_due_date(db, title, calendar)
        audit.record(db, Action.DUE_DATE, logbook.who(), scope().account.unit, title[: logbook.LONGEST], "bỏ")
    return redirect(url_for("office.closings_page"), 303)


@bp.post(f"{PATH}/niem-phong")
def seal() -> Page:
    """Until a period is closed, units see how many answers came, not their index."""
    on = "1" if request.form.get("bat") == "1" else ""
    with running().store.write() as db:
        settings.put(db, SEALED, on)
        audit.record(db, Action.SEAL, logbook.who(), scope().account.unit, "bật" if on else "tắt")
    return redirect(url_for("office.closings_page"), 303)


def _agenda(form: DueDateForm) -> str:
    db, unit = running().store.db, scope().account.unit
    seen = closings.touching(db, scope().units)
    return render_template(
        "office/closings.html",
        agenda=agenda.agenda(running().store, unit, today()),
        remedies=agenda.remedies(running().store, scope().units, today()),
        closings=seen,
        periods={one.number: period.parse(one.period, Calendar(one.calendar)) for one in seen},
        names={one.code: one.name for one in units.some(db, sorted({found.unit for found in seen}))},
        dues=closings.due_dates(db),
        form=form,
        sealed=settings.get(db, SEALED) == "1",
    )


def _closing(number: int, form: ReasonForm) -> str:
    store, found = running().store, _seen(number)
    kept = snapshot_of(store, number)
    proof = closed.prove(closings.body(store.db, number)) if PROVE in request.args else None
    shown = Closed(
        closing=found,
        unit=units.get(store.db, found.unit).name,
        kept=kept,
        proof=proof,
        late=late(store, number),
        names={unit.code: unit.name for unit in kept.units},
        addenda=closings.addenda(store.db, number),
        steps=closings.reopenings(store.db, number),
        whole=closings.units_of(store.db, number) <= scope().units,
    )
    return render_template("office/closing.html", page=shown, form=form)


def _seen(number: int) -> Closing:
    found = closings.get(running().store.db, number)
    if not closings.units_of(running().store.db, number) & scope().units:
        abort(403)
    return found


def _own(number: int) -> None:
    """Only who may close it may open it again or add to it."""
    _seen(number)
    if not closings.units_of(running().store.db, number) <= scope().units:
        abort(403)
