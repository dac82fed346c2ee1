"""Chốt kỳ: what is due, closing a period, its proof, what came later, and opening it again by two people."""

from dataclasses import dataclass
from datetime import date

from flask import Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from analytics.rollup import Method
from survey import file_names, period
from survey.clock import today
from survey.closing import agenda, closed
from survey.closing.closed import Proof
from survey.closing.late import Addendum, Late, addenda, late
from survey.closing.snapshot import Snapshot, snapshot_of
from survey.formats import day
from survey.office import logbook
from survey.office.blueprint import bp
from survey.office.closing_forms import DueDateForm, ReasonForm
from survey.office.rights import scope, units_of
from survey.period import Calendar, PeriodError
from survey.published import releases
from survey.running import running
from survey.store import audit, closings, organisation, settings, units
from survey.store.audit import Action
from survey.store.closings import ASKED, CONFIRMED, TURNED_DOWN, Closing, NotAllowed, Step
from survey.store.settings import SEALED
from survey.whole import whole

PATH = "/chot-ky"
PROVE, ADDENDUM = "kiem-tra", "phu-luc"
DONE = {
    ASKED: "Đã ghi đề nghị mở lại; cần một người khác xác nhận.",
    CONFIRMED: "Đã mở lại kỳ. Bản chốt cũ vẫn được giữ. Sửa xong thì chốt lại ở trang Chốt kỳ.",
    TURNED_DOWN: "Đã từ chối đề nghị mở lại.",
}
SEALED_NOW = "Đã bật niêm phong: đơn vị chỉ thấy số phiếu và việc cần làm cho đến khi kỳ được chốt."

Page = str | tuple[str, int] | Redirect


@dataclass(frozen=True)
class Closed:
    """What the page of one closing shows; `whole` when the reader may see all its units.

    withheld  not published, because another office closed its units in overlapping days before
    proof  the snapshot read back and its tables made anew, when the reader asked for that
    """

    closing: Closing
    unit: str
    kept: Snapshot
    proof: Proof | None
    late: Late
    names: dict[str, str]
    addenda: list[Addendum]
    steps: list[Step]
    whole: bool
    withheld: bool

    @property
    def method(self) -> str:
        return Method(self.kept.method).label

    @property
    def forms(self) -> dict[str, str]:
        return {key: self.kept.questionnaire(key).title.get("vi") for key in self.kept.now}

    @property
    def told(self) -> bool:
        """Whether the last addendum says all that is late."""
        return bool(self.addenda) and self.addenda[-1].late == self.late

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
    store, unit = running().store, scope().account.unit
    try:
        chosen = period.parse(request.form.get("ky", ""), _calendar(request.form.get("lich", "")))
        made = closed.close(store, unit, chosen, logbook.who(), scope().account.tree or None)
    except NotAllowed as refused:
        # Sent twice, or by two people at once: whoever comes second is led to what the first one closed.
        found = closings.covering(store.db, chosen.calendar.value, chosen.label, {unit})
        if found is None:
            return _agenda(DueDateForm(), str(refused)), 409
        flash(f"{chosen.name} đã được {found.actor} chốt ngày {day(found.day)}; không có gì thay đổi.")
        return redirect(url_for("office.closing_page", number=found.number), 303)
    except PeriodError as refused:
        return _agenda(DueDateForm(), str(refused)), 409
    flash(f"Đã chốt {chosen.name}.")
    return redirect(url_for("office.closing_page", number=made.number), 303)


@bp.get(f"{PATH}/<int:number>")
def closing_page(number: int) -> Page:
    return _closing(number, ReasonForm())


@bp.get(f"{PATH}/<int:number>.json")
def closing_file(number: int) -> Response:
    """The snapshot, or one of its addenda."""
    found, which = _own(number), whole(request.args.get(ADDENDUM, "")) or 0
    db, name = running().store.db, f"chot-{found.period}-{found.unit}"
    body = closings.addendum(db, number, which) if which else closings.body(db, number)
    closed_period = period.parse(found.period, Calendar(found.calendar))
    logbook.tell(Action.EXPORT, str(number), f"bản chốt {closed_period.name}")
    response = Response(body, content_type="application/json; charset=utf-8")
    name += f"-phu-luc-{which}" if which else ""
    return file_names.saved(response, f"{name}.json")


@bp.post(f"{PATH}/<int:number>/mo-lai")
def reopen_period(number: int) -> Page:
    form, event = ReasonForm(), request.form.get("viec", "")
    _own(number)
    if event not in DONE or not form.validate_on_submit():
        return _closing(number, form), 422
    try:
        closed.reopen(running().store, number, event, form.reason.data.strip(), logbook.who(), today())
    except NotAllowed as refused:
        form.reason.errors = [str(refused)]
        return _closing(number, form), 409
    flash(DONE[event])
    return redirect(url_for("office.closing_page", number=number), 303)


@bp.post(f"{PATH}/<int:number>/phu-luc")
def add_addendum(number: int) -> Page:
    _own(number)
    try:
        closed.add_addendum(running().store, number, logbook.who())
        flash("Đã lập phụ lục. Số liệu đã chốt không đổi.")
    except NotAllowed as refused:
        # A second click, most of the time: the page shows what the first one wrote.
        flash(str(refused))
    return redirect(url_for("office.closing_page", number=number), 303)


@bp.post(f"{PATH}/han-bao-cao")
def save_due_date() -> Page:
    form = DueDateForm()
    if not form.validate_on_submit():
        return _agenda(form), 422
    with running().store.write() as db:
        closings.save_due_date(db, form.told())
        audit.record(db, Action.DUE_DATE, logbook.who(), scope().account.unit, form.title.data)
    flash(f"Đã ghi hạn “{form.title.data.strip()}”; các kỳ đến hạn ở đầu trang.")
    return redirect(url_for("office.closings_page"), 303)


@bp.post(f"{PATH}/han-bao-cao/bo")
def drop_due_date() -> Page:
    title, calendar = request.form.get("title", ""), request.form.get("calendar", "")
    with running().store.write() as db:
        closings.drop_due_date(db, title, calendar)
        audit.record(db, Action.DUE_DATE, logbook.who(), scope().account.unit, title[: logbook.LONGEST], "bỏ")
    flash(f"Đã bỏ hạn “{title}”.")
    return redirect(url_for("office.closings_page"), 303)


@bp.post(f"{PATH}/niem-phong")
def seal() -> Page:
    """Until a period is closed, units see how many answers came, not their index."""
    on = "1" if request.form.get("bat") == "1" else ""
    with running().store.write() as db:
        settings.put(db, SEALED, on)
        audit.record(db, Action.SEAL, logbook.who(), scope().account.unit, "bật" if on else "tắt")
    flash(SEALED_NOW if on else "Đã tắt niêm phong: đơn vị xem được chỉ số của kỳ đang thu.")
    return redirect(url_for("office.closings_page"), 303)


def _calendar(value: str) -> Calendar:
    try:
        return Calendar(value)
    except ValueError as error:
        raise PeriodError(f"Không có lịch “{value}”; hãy chọn kỳ trong danh sách.") from error


def _agenda(form: DueDateForm, refused: str = "") -> str:
    db, unit = running().store.db, scope().account.unit
    seen = closings.touching(db, scope().units)
    codes = sorted({unit, *(found.unit for found in seen)})
    return render_template(
        "office/closings.html",
        refused=refused,
        unit=unit,
        agenda=agenda.agenda(running().store, unit, scope().units, today()),
        remedies=agenda.remedies(running().store, scope().units, today()),
        closings=seen,
        periods={one.number: period.parse(one.period, Calendar(one.calendar)) for one in seen},
        reopened=closings.reopened(db),
        names={one.code: one.name for one in units.some(db, codes)},
        dues=closings.due_dates(db),
        labels={one.value: one.label for one in Calendar},
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
        addenda=addenda(store, number),
        steps=closings.reopenings(store.db, number),
        whole=_is_whole(found),
        withheld=releases.is_withheld(running(), found),
    )
    return render_template("office/closing.html", page=shown, form=form, me=logbook.who())


def _seen(number: int) -> Closing:
    found = closings.get(running().store.db, number)
    if not closings.units_of(running().store.db, number) & scope().units:
        abort(403)
    return found


def _own(number: int) -> Closing:
    """Only who may close it may open it again or add to it."""
    found = _seen(number)
    if not _is_whole(found):
        abort(403)
    return found


def _is_whole(found: Closing) -> bool:
    """Whether all that was closed is the reader's: by the tree of that period, for units have moved since."""
    store, account = running().store, scope().account
    first, last = date.fromisoformat(found.first), date.fromisoformat(found.last)
    own = units_of(store, account, last, first)
    gone = organisation.gone_below(store.db, own, first, last, account.tree or None)
    return closings.units_of(store.db, found.number) <= own | gone
